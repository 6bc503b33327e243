"""Claims that deny, end or oppose others: which are listed together, as what, and in which order."""

import pytest

from kg.asking.cards import GraphClaim
from kg.asking.conflicts import conflicts, receipts, rows
from kg.claims import Entity
from kg.graph.stated import StatedClaim, StatedDocument, StatedEntity
from kg.ontology.definitions import Ontology, Relation

RELATIONS = (
    Relation("bought", "", "", other_side="sold"),
    Relation("sold", "", ""),
    Relation("cancelled", "", "", ends=("bought",)),
    Relation("praised", "", ""),
    Relation("blamed", "", "", opposes=("praised",)),
    Relation("allied", "", "", symmetric=True),
    Relation("owned", "", "", opposes_inverse=("owned",)),
)
ONTOLOGY = Ontology({}, {one.name: one for one in RELATIONS}, {}, slots={}, files={}, fingerprint="")


@pytest.fixture
def claim(claim_of):
    """A claim of a graph, in a document of its own name with a date."""

    def made(subject, relation, target, *, doc="a.txt", date=None, **fields):
        ends = [StatedEntity(f"entity:{name}", Entity(name, "Company")) for name in (subject, target)]
        document = StatedDocument(f"document:{doc}", doc, None, date, None, None, doc, "", None, None)
        told = claim_of(subject, relation, target, doc=doc, **fields)
        return GraphClaim.of(StatedClaim(told, *ends, None, None, document), ONTOLOGY)

    return made


def listed(*claims):
    """Kind, status and order of the conflicts among the claims."""
    return [(one.kind, one.status, one.order) for one in conflicts(claims, ONTOLOGY)]


DENIAL = {"polarity": "negated", "doc": "b.txt"}


def test_what_one_document_states_and_another_denies_is_listed_with_both(claim):
    stated, denied = claim("City", "bought", "Acme"), claim("City", "bought", "Acme", **DENIAL)
    (found,) = conflicts([denied, stated], ONTOLOGY)
    assert (found.kind, found.claims, found.against) == ("denied", (stated,), (denied,))


@pytest.mark.parametrize(
    "denial",
    [("City", "bought", "Bolt"), ("Acme", "bought", "City"), ("City", "praised", "Acme")],
    ids=["another object", "ends swapped", "another relation"],
)
def test_a_denial_of_something_else_denies_nothing(claim, denial):
    assert not listed(claim("City", "bought", "Acme"), claim(*denial, **DENIAL))


def test_a_deal_is_denied_from_its_other_side(claim):
    (found,) = conflicts([claim("City", "bought", "Acme"), claim("Acme", "sold", "City", **DENIAL)], ONTOLOGY)
    assert found.kind == "denied"


def test_a_symmetric_relation_is_denied_in_either_order(claim):
    told = claim("Acme", "allied", "Bolt"), claim("Bolt", "allied", "Acme", doc="c.txt")
    (found,) = conflicts([*told, claim("Bolt", "allied", "Acme", **DENIAL)], ONTOLOGY)
    assert found.claims == told


@pytest.mark.parametrize(
    ("modalities", "status"),
    [
        (("factual", "factual"), "fact / denied"),
        (("alleged", "factual"), "alleged / denied"),
        (("planned", "factual"), "planned / denied"),
        (("attempted", "factual"), None),
        (("alleged", "alleged"), None),
        (("factual", "attempted"), None),
    ],
)
def test_one_side_is_a_fact_and_neither_an_attempt(claim, modalities, status):
    stated, denied = modalities
    found = listed(
        claim("City", "bought", "Acme", modality=stated), claim("City", "bought", "Acme", modality=denied, **DENIAL)
    )
    assert found == ([("denied", status, "")] if status else [])


def test_an_end_is_no_denial(claim):
    deal, end = claim("City", "bought", "Acme", when="2017"), claim("City", "cancelled", "Acme", when="2020-05")
    assert listed(deal, end) == [("ended", "fact / fact", "2017, then 2020-05")]


def test_an_end_that_is_denied_ends_nothing(claim):
    assert not listed(claim("City", "bought", "Acme"), claim("City", "cancelled", "Acme", **DENIAL))


def test_what_opposes_each_other_is_listed_once(claim):
    assert listed(claim("Ann", "blamed", "Acme"), claim("Ann", "praised", "Acme")) == [("opposed", "fact / fact", "")]


def test_a_relation_that_opposes_its_inverse_holds_in_one_direction(claim):
    assert listed(claim("Acme", "owned", "Bolt"), claim("Bolt", "owned", "Acme")) == [("opposed", "fact / fact", "")]


def test_claims_that_say_the_same_are_one_side(claim):
    copies = [claim("City", "bought", "Acme", doc=name) for name in ("c.txt", "a.txt")]
    (found,) = conflicts([*copies, claim("City", "bought", "Acme", **DENIAL)], ONTOLOGY)
    assert [one.document.name for one in found.claims] == ["a.txt", "c.txt"]
    assert [row["doc"] for row in receipts([found])] == ["a.txt (and 1 more)", "b.txt"]
    assert [row["side"] for row in rows([found])] == ["claim", "claim", "against"]


def test_facts_come_before_what_is_alleged(claim):
    told = claim("Ann", "praised", "Acme", modality="alleged"), claim("Ann", "praised", "Acme", **DENIAL)
    assert [
        one[1] for one in listed(*told, claim("City", "bought", "Acme"), claim("City", "bought", "Acme", **DENIAL))
    ] == [
        "fact / denied",
        "alleged / denied",
    ]


@pytest.mark.parametrize(
    ("stated", "ended", "order"),
    [
        ("2017", "2020", "2017, then 2020"),
        ("2017/", "2020", "2017, then 2020"),
        ("2017/2019", "2020", "2017 to 2019, then 2020"),
        ("2021", "2020-06", "2020-06, then 2021"),
        ("2020", "2020-06", ""),
        ("2020-06", "2020-06-30", ""),
        ("2020-06", "2020-07", "2020-06, then 2020-07"),
        ("/2019", "2020", "until 2019, then 2020"),
        (None, "2020", ""),
    ],
)
def test_the_order_is_told_where_the_times_do_not_overlap(claim, stated, ended, order):
    assert listed(claim("City", "bought", "Acme", when=stated), claim("City", "cancelled", "Acme", when=ended)) == [
        ("ended", "fact / fact", order)
    ]


def test_what_still_holds_when_it_is_denied_has_no_order(claim):
    found = listed(
        claim("City", "bought", "Acme", when="2017/"), claim("City", "bought", "Acme", when="2020", **DENIAL)
    )
    assert found == [("denied", "fact / denied", "")]


def test_a_deal_that_is_made_again_after_its_end_shows_all_three_times(claim):
    deals = [claim("City", "bought", "Acme", when=when) for when in ("2021", "2017")]
    assert listed(*deals, claim("City", "cancelled", "Acme", when="2020"))[0][2] == "2017, then 2020, then 2021"


def test_where_times_are_missing_the_days_of_publication_are_told_as_such(claim):
    told = (
        claim("City", "bought", "Acme", date="2020-03-01"),
        claim("City", "bought", "Acme", date="2018-01-01", **DENIAL),
    )
    (found,) = conflicts(told, ONTOLOGY)
    assert found.order == "published 2018-01-01, then 2020-03-01"
    assert [row["doc"] for row in receipts([found])] == ["b.txt", "a.txt"], "the earlier comes first"


def test_the_order_of_claims_does_not_matter(claim):
    told = [
        claim("City", "bought", "Acme", when="2017"), claim("City", "bought", "Acme", doc="c.txt"),
        claim("City", "cancelled", "Acme", when="2020"), claim("Acme", "sold", "City", **DENIAL),
        claim("Acme", "owned", "Bolt"), claim("Bolt", "owned", "Acme"),
    ]  # fmt: skip
    assert conflicts(told, ONTOLOGY) == conflicts(told[::-1], ONTOLOGY)


def test_a_record_holds_every_claim_in_full(claim):
    (found,) = conflicts([claim("City", "bought", "Acme"), claim("City", "cancelled", "Acme")], ONTOLOGY)
    record = found.to_json()
    assert (record["kind"], record["status"]) == ("ended", "fact / fact")
    assert [one["sentence"] for side in ("claims", "against") for one in record[side]] == [
        "City bought Acme",
        "City cancelled Acme",
    ]
