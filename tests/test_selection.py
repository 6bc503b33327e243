"""Claims are chosen by time, sources, a query and steps from an actor, with one meaning for each."""

import pytest
from contents import contents

from kg.asking import selection
from kg.claims import Entity, Extraction
from kg.errors import QueryError, UsageError
from kg.graph.store import Store
from kg.ontology.definitions import Ontology
from kg.reading.copies import Copy
from kg.reading.documents import Document

ONTOLOGY = Ontology.load()

# A chain A – B – C – D, a line from B to E, and a pair F – G apart from all.
TOLD = [
    ("a", "Acme", "contracted", "Bolt", {"when": "2019-06"}),
    ("b", "Acme", "contracted", "Bolt", {"when": "2021"}),
    ("b", "Bolt", "sued", "Cray", {"when": "2018/"}),
    ("c", "Acme", "contracted", "Bolt", {"polarity": "negated"}),
    ("c", "Cray", "sued", "Dorn", {"when": "2020-02-03"}),
    ("c", "Emil", "criticized", "Bolt", {"modality": "alleged"}),
    ("copy", "Cray", "sued", "Dorn", {"when": "2020-02-03"}),
    ("c", "Fara", "sued", "Gant", {}),
]


@pytest.fixture(scope="module")
def store(claim_of):
    claims = [claim_of(*row[1:4], doc=row[0], start=start, **row[4]) for start, row in enumerate(TOLD)]
    names = sorted({name for claim in claims for name in (claim.subject, claim.object)})
    entities = tuple(Entity(name, "Company") for name in names)
    readings = [
        (Document(doc, "", doc, "ab"), Extraction(tuple(c for c in claims if c.doc == doc), entities, ()))
        for doc in ("a", "b", "c", "copy")
    ]
    return Store.in_memory(contents(readings, ONTOLOGY, copies={"copy": Copy("c", 0.9)}))


@pytest.fixture
def chosen(store):
    """The places in TOLD of the claims that meet conditions."""

    def choose(**conditions):
        return sorted(stated.claim.start for stated in selection.claims(store, ONTOLOGY, **conditions))

    return choose


def test_without_conditions_every_claim_is_taken(chosen):
    assert chosen() == list(range(8))


def test_one_step_from_an_actor_are_its_own_claims(chosen):
    assert chosen(actor="Acme", hops=1) == chosen(actor="Acme") == [0, 1, 3]


def test_two_steps_add_all_claims_of_its_neighbours_in_either_direction(chosen):
    assert chosen(actor="Acme", hops=2) == [0, 1, 2, 3, 5]
    assert chosen(actor="Dorn", hops=2) == [2, 4, 6]


def test_steps_end_where_nothing_more_can_be_reached(chosen):
    assert chosen(actor="Acme", hops=3) == chosen(actor="Acme", hops=99) == [0, 1, 2, 3, 4, 5, 6]


def test_steps_lead_over_claims_that_meet_the_other_conditions(chosen):
    assert chosen(actor="Acme", hops=3, status="fact", until="2019") == [0, 2]
    assert chosen(actor="Acme", hops=3, relation="contracted") == [0, 1, 3]


def test_a_period_leaves_out_what_is_of_unknown_time(chosen):
    assert chosen(since="2020") == [1, 2, 4, 6]
    assert chosen(until="2019-06-01") == [0, 2]
    assert chosen(since="2021", until="2021", relation="contracted") == [1]


def test_a_copy_is_no_second_source(chosen):
    assert chosen(min_sources=2) == [0, 1]
    assert chosen(min_sources=1) == list(range(8))


def test_sources_are_counted_in_all_documents_and_for_each_status_apart(chosen):
    assert chosen(min_sources=2, document="b") == [1]
    assert chosen(min_sources=3) == []


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?who kg:sued ?whom } WHERE { ?who kg:sued ?whom }",
        "SELECT ?object ?subject ?predicate { ?subject ?predicate ?object FILTER(?predicate = kg:sued) }",
    ],
)
def test_a_query_decides_which_claims_are_taken(chosen, query):
    assert chosen(query=query) == [2, 4, 6, 7]
    assert chosen(query=query, document="b") == [2]


def test_a_query_chooses_what_is_said_however_it_is_stated(chosen):
    assert chosen(query="CONSTRUCT { ?a kg:contracted ?b } WHERE { ?a kg:contracted ?b }") == [0, 1, 3]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("ASK { ?a ?b ?c }", "asks to ASK has no triples"),
        ("DESCRIBE ?a WHERE { ?a ?b ?c }", "asks to DESCRIBE has no triples"),
        ("SELECT ?subject ?object { ?subject ?b ?object }", r"lacks \?predicate"),
        ("claims.rq", "'claims.rq', neither a file nor a query"),
    ],
)
def test_a_query_without_triples_is_refused(chosen, query, reason):
    with pytest.raises(UsageError, match=reason):
        chosen(query=query)


def test_a_query_that_cannot_be_read_is_marked(chosen):
    with pytest.raises(QueryError, match="line 1"):
        chosen(query="CONSTRUCT { ?a kg:sued ?b } WHERE")


@pytest.mark.parametrize(
    ("conditions", "reason"),
    [
        ({"hops": 2}, "2 steps from whom"),
        ({"hops": 0, "actor": "Acme"}, "hops: 0 is too small"),
        ({"min_sources": -1}, "min-sources: -1 is too small"),
        ({"since": "2019-6"}, "'2019-6' is not a date"),
        ({"actor": "Acne", "hops": 2}, "Did you mean Acme"),
        ({"relation": "sue"}, "Did you mean sued"),
    ],
)
def test_what_cannot_be_asked_for_is_said(chosen, conditions, reason):
    with pytest.raises(UsageError, match=reason):
        chosen(**conditions)
