"""Why names are one thing, and why others are not: every merge has a chain of reasons, every other pair an objection."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.actors.apart import apart
from kg.actors.entities import agree
from kg.actors.reasons import chain, reasons
from kg.claims import Entity, Extraction
from kg.graph.readings import Readings
from kg.ontology.definitions import Ontology

ONTOLOGY = Ontology.load()
LISTED = {"American Civil Liberties Union": frozenset({"ACLU"})}


def agreement(**documents):
    readings = [(name, Extraction((), tuple(entities), ())) for name, entities in documents.items()]
    return agree(readings, ONTOLOGY)


def steps(found, *names):
    """The sentences that join two names of the one thing there is."""
    (one,) = found.agreed
    return [merge.why for merge in chain(reasons(one, LISTED), *names)]


def objections(found, one, other):
    """What keeps apart what two documents name, each given as (document, name)."""
    first, second = (found.of(*place).cluster for place in (one, other))
    return apart(first, second, [each.cluster for each in found.agreed], ONTOLOGY)


def test_a_company_is_one_with_and_without_its_form():
    found = agreement(a=[Entity("Amazon", "Company")], b=[Entity("Amazon Inc", "Company")])
    assert steps(found, "Amazon", "Amazon Inc") == [
        "“Amazon Inc” and “Amazon” are one name apart from the company form"
    ]


@pytest.mark.parametrize(
    ("form", "name", "why"),
    [
        ("ACLU", "American Civil Liberties Union", "is another name of “American Civil Liberties Union” in the list"),
        ("NTSB", "National Transportation Safety Board", "has the initials of “National Transportation Safety Board”"),
        ("Clearview", "Clearview AI", "is short for “Clearview AI”"),
        ("The Verge", "Verge", "is “Verge” apart from the article"),
        ("Vatican", "Holy See", "is used for “Holy See”"),
    ],
)
def test_what_a_document_calls_something_is_a_reason(form, name, why):
    (sentence,) = steps(agreement(a=[Entity(name, "Company", (form,))]), form, name)
    assert sentence.startswith(f"“{form}” {why}")


def test_a_chain_leads_through_the_names_between():
    found = agreement(
        a=[Entity("Meta Platforms", "Company", (), "Q380")],
        b=[Entity("Facebook", "Company", ("FB",), "Q380")],
        c=[Entity("Facebook, Inc.", "Company")],
    )
    assert steps(found, "Facebook, Inc.", "Meta Platforms") == [
        "“Facebook, Inc.” and “Facebook” are one name apart from the company form",
        "“Facebook” and “Meta Platforms” have one Wikidata id, Q380",
    ]


def test_one_name_of_two_related_classes_says_so():
    found = agreement(a=[Entity("Border Force", "Agency")], b=[Entity("Border Force", "LawEnforcement")])
    (merge,) = found.agreed[0].merges
    assert merge.why.endswith("as law enforcement and as public agency: one is a kind of the other")
    assert merge.documents == ("a", "b")


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (Entity("Ann Smith", "Person"), Entity("Bob Smith", "Person"), "two people may share “smith”"),
        (Entity("Smith", "Person"), Entity("Ann Smith", "Person", ("Smith",)), "two people may share “Smith”"),
        (
            Entity("Apple", "Company"),
            Entity("Apple", "Technology"),
            "“Apple” is taken for a company, “Apple” for a tech",
        ),
        (Entity("Acme", "Company", (), "Q1"), Entity("Acme", "Company", (), "Q2"), "“Acme” is Q1 on Wikidata"),
        (Entity("the county", "Agency"), Entity("county", "Agency"), "“county” is no name"),
        (Entity("Clearview", "Company"), Entity("Clearview AI", "Company"), "no document calls “Clearview AI” just"),
        (Entity("Acme", "Company"), Entity("Bolt", "Company"), "the names differ in more than spelling"),
        (Entity("Acme", "Company", ("A",)), Entity("Bolt", "Company", ("A",)), "“A” is used for both"),
    ],
)
def test_what_keeps_two_apart_is_said(one, other, why):
    assert objections(agreement(a=[one], b=[other]), ("a", one.name), ("b", other.name))[0].startswith(why)


def test_a_fruit_is_not_the_company():
    found = agreement(a=[Entity("Apple", "Company")], b=[Entity("apple", "Company")])
    assert objections(found, ("a", "Apple"), ("b", "apple")) == [
        "“apple” is no name: each document may mean another by it"
    ]


def test_an_ambiguous_short_form_names_those_it_may_be():
    found = agreement(
        a=[Entity("Clearview AI", "Company", ("Clearview",))],
        b=[Entity("Clearview Homes", "Company", ("Clearview",))],
        c=[Entity("Clearview", "Company")],
    )
    assert objections(found, ("c", "Clearview"), ("a", "Clearview AI")) == [
        "“Clearview” may be short for “Clearview AI” or “Clearview Homes”; nothing tells which"
    ]


def test_what_stands_side_by_side_names_the_document():
    both = [Entity("Apple", "Company"), Entity("Apple Corps", "Company", ("Apple",))]
    assert objections(agreement(a=both), ("a", "Apple"), ("a", "Apple Corps")) == [
        "“Apple” and “Apple Corps” stand side by side as two in a"
    ]


def test_a_name_between_two_that_do_not_fit_names_all():
    found = agreement(
        a=[Entity("Vision", "Company")], b=[Entity("Vision", "AdvocacyGroup")], c=[Entity("Vision", "Organization")]
    )
    assert objections(found, ("a", "Vision"), ("c", "Vision")) == [
        "“vision” is the name of Vision (advocacy group), Vision (company), Vision (organization);"
        " nothing tells which of them are one"
    ]


def test_every_merge_of_the_sample_graph_has_a_reason(sample_graph):
    with Readings.read(sample_graph) as readings:
        found = agree(((document.name, extraction) for document, extraction in readings), ONTOLOGY)
    assert all_explained(found)


# Few names and classes, so that every rule joins something and every objection comes up.
NAMES = ["Acme", "acme", "Acme Vision", "Acme Vision Labs", "Acme Inc.", "AV", "Vision", "Ann Acme", "Ann"]
CLASSES = ["Company", "Organization", "Agency", "Person", "Group", "Place"]
ENTITIES = st.builds(
    Entity,
    name=st.sampled_from(NAMES),
    class_name=st.sampled_from(CLASSES),
    aliases=st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple),
    wikidata=st.sampled_from([None, None, None, "Q1", "Q2"]),
)
DOCUMENTS = st.lists(st.lists(ENTITIES, max_size=4, unique_by=lambda entity: entity.name), min_size=1, max_size=7)


@given(DOCUMENTS)
@settings(max_examples=300)
def test_every_merge_has_a_reason_and_so_has_everything_that_is_kept_apart(documents):
    assert all_explained(agreement(**{f"{number}.txt": entities for number, entities in enumerate(documents)}))


def all_explained(found) -> bool:
    """Whether a chain leads from each form of a thing to every other, and each two things have an objection."""
    for one in found.agreed:
        why = reasons(one, {})
        forms = {form for use in one.uses for form in (use.name, use.form)}
        assert all(chain(why, *pair) is not None for pair in product(forms, forms)), one
    clusters = [one.cluster for one in found.agreed]
    return all(apart(*pair, clusters, ONTOLOGY) for pair in combinations(clusters, 2))
