"""Stating documents and claims as quads: what is stated, what must not be, and that nothing is lost on the way back."""

from dataclasses import replace

import pytest
from contents import contents
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.claims import Claim, Entity, Extraction
from kg.errors import UsageError
from kg.graph import queries
from kg.graph.notation import Iri
from kg.graph.store import Store
from kg.graph.triples import CLAIM, DESCRIPTIVE, DOCUMENT, OPTIONAL, REQUIRED
from kg.namespaces import KG, document, entity, local_name, term
from kg.ontology.definitions import Ontology
from kg.reading.documents import Copy, Document

ONTOLOGY = Ontology.load()
UNREVIEWED = {"review": None, "reviewed_by": None, "reviewed_at": None}
SUED = Claim(
    doc="a.txt",
    subject="ACLU",
    subject_class="AdvocacyGroup",
    subject_mentions=("The ACLU", "ACLU"),
    predicate="sued",
    object="Clearview AI",
    object_class="Company",
    object_mentions=("Clearview",),
    polarity="affirmed",
    modality="factual",
    by=None,
    when="2020-05-28",
    amount="224000 USD",
    role=None,
    technology=None,
    quote="sued Clearview",
    start=9,
    end=23,
    confidence=0.93,
    taught_by="[The union](subject) sued [the city](object).",
    prefix="The ACLU ",
    suffix=" in May.",
)


def source(name="a.txt", **fields):
    return Document(name, "", f"reports/{name}", "ab" * 32, **fields)


def extraction(*claims, aliases=()):
    """What a document says, the entities taken from the claims."""
    ends = {}
    for claim in claims:
        ends[claim.subject] = Entity(claim.subject, claim.subject_class, aliases)
        ends[claim.object] = Entity(claim.object, claim.object_class)
    for claim in claims:
        for name in filter(None, (claim.by, claim.technology)):
            ends.setdefault(name, Entity(name, "Technology"))
    return Extraction(claims, tuple(ends.values()), ())


def graph(*readings, copies=None):
    """The store of readings."""
    return Store.in_memory(contents(readings, ONTOLOGY, copies=copies))


def edges(store):
    return store.query("SELECT DISTINCT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } ?p a owl:ObjectProperty }").rows


def test_a_fact_allows_the_plain_edge():
    store = graph((source(), extraction(SUED)))
    assert edges(store) == [(entity("ACLU"), term("sued"), entity("Clearview AI"))]


@pytest.mark.parametrize(
    "standing",
    [
        {"polarity": "negated"},
        {"modality": "alleged"},
        {"modality": "planned"},
        {"polarity": "negated", "modality": "possible"},
    ],
)
def test_nothing_else_allows_it(standing):
    store = graph((source(), extraction(replace(SUED, **standing))))
    assert edges(store) == []
    assert len(queries.claims(store)) == 1


def test_a_symmetric_relation_has_the_one_edge_that_was_claimed():
    store = graph((source(), extraction(replace(SUED, predicate="metWith"))))
    assert edges(store) == [(entity("ACLU"), term("metWith"), entity("Clearview AI"))]


def test_a_claim_that_a_document_repeats_is_stated_once():
    once, twice = (graph((source(), extraction(*[SUED] * count))) for count in (1, 2))
    assert twice.dump("nq") == once.dump("nq")


def test_all_that_a_document_says_stands_in_its_own_graph():
    store = graph((source(), extraction(SUED)))
    found = store.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").rows
    assert found == [(document("a.txt"),)]


def test_documents_are_described_with_their_dates_as_precise_as_known():
    store = graph(
        (
            source(title="Suit", date="2020-05", publisher="The Verge", author="Ann", url="https://example.org/a"),
            extraction(),
        )
    )
    (found,) = queries.documents(store)
    assert (found.name, found.title, found.date, found.publisher, found.author) == (
        "a.txt",
        "Suit",
        "2020-05",
        "The Verge",
        "Ann",
    )
    assert (
        store.query('ASK { ?d dcterms:date "2020-05"^^xsd:gYearMonth ; dcterms:source <https://example.org/a> }')
        is True
    )


def test_without_a_url_the_source_is_the_file():
    (found,) = queries.documents(graph((source(), extraction())))
    assert found.source == "reports/a.txt"


def test_a_url_that_is_no_iri_is_kept_as_text():
    (found,) = queries.documents(graph((source(url="http://a b>"), extraction())))
    assert found.source == "http://a b>"


def test_a_copy_names_its_original():
    copies = {"b.txt": Copy("a.txt", 0.93)}
    store = graph((source("a.txt"), extraction()), (source("b.txt"), extraction()), copies=copies)
    found = [(one.copy_of, one.similarity, one.origin) for one in queries.documents(store)]
    assert found == [(None, None, "a.txt"), ("a.txt", 0.93, "a.txt")]


def test_amounts_and_offsets_are_numbers():
    store = graph((source(), extraction(SUED)))
    assert store.query("SELECT ?amount ?start { ?c kg:amount ?amount ; oa:start ?start }").rows == [(224000, 9)]


def test_names_that_a_document_uses_are_aliases_in_its_graph():
    store = graph((source(), extraction(SUED)))
    query = "SELECT ?name { GRAPH ?g { ?e skos:altLabel ?name } } ORDER BY ?name"
    assert store.query(query).rows == [("Clearview",), ("The ACLU",)]


def test_entities_carry_class_label_and_wikidata():
    found = Extraction((), (Entity("Amazon", "Company", ("Amazon.com",), "Q3884"),), ())
    (one,) = queries.entities(graph((source(), found)))
    assert (one.iri, one.entity) == (entity("Amazon"), Entity("Amazon", "Company", ("Amazon.com",), "Q3884"))


def test_a_class_is_asked_for_with_all_below_it():
    store = graph((source(), Extraction((), (Entity("ICE", "LawEnforcement"),), ())))
    assert store.query("SELECT ?who { ?who a/rdfs:subClassOf* kg:Agency ; rdfs:label ?label }").rows == [
        (entity("ICE"),)
    ]


def test_an_end_that_the_extraction_does_not_list_is_an_error():
    with pytest.raises(UsageError, match=r"'ACLU' is not among the entities of a\.txt"):
        graph((source(), Extraction((SUED,), (), ())))


@pytest.mark.parametrize("field", ["predicate", "polarity", "modality"])
def test_a_term_that_breaks_out_of_its_iri_is_refused(field):
    with pytest.raises(UsageError, match="is not an IRI"):
        graph((source(), extraction(replace(SUED, **{field: "x> <http://a> <http://b> <http://c"}))))


def test_claims_keep_the_names_of_their_document_where_others_are_agreed():
    """The id is a hash of the document's own words, so it stays when other documents say more."""
    short = replace(SUED, doc="b.txt", object="Clearview", object_mentions=("Clearview",))
    store = graph((source(), extraction(SUED, aliases=("A.C.L.U.",))), (source("b.txt"), extraction(short)))
    full = graph(
        (
            source(),
            Extraction(
                (SUED,), (Entity("ACLU", "AdvocacyGroup"), Entity("Clearview AI", "Company", ("Clearview",))), ()
            ),
        ),
        (source("b.txt"), extraction(short)),
    )
    for one in (store, full):
        assert {stated.id for stated in queries.claims(one)} == {SUED.id, short.id}
    stated = queries.claims(full, document="b.txt")[0]
    assert stated.claim == short
    assert stated.to_json() | {"object": "Clearview"} == {**short.to_json(), "copy_of": None, **UNREVIEWED}
    assert stated.to_json()["object"] == stated.object.name == "Clearview AI"


def test_the_terms_used_are_in_the_ontology():
    used = [local_name(CLAIM), local_name(DOCUMENT)]
    used += [
        name.removeprefix("kg:") for name in (REQUIRED | OPTIONAL | DESCRIPTIVE).values() if name.startswith("kg:")
    ]
    assert set(used) <= set(ONTOLOGY.files)


def test_the_terms_stated_are_in_the_ontology():
    store = graph(
        (source(date="2020"), extraction(SUED, replace(SUED, modality="alleged", by="Ann", technology="Lens")))
    )
    values = {value for row in store.query("SELECT * { ?s ?p ?o }").rows for value in row if isinstance(value, Iri)}
    assert {local_name(iri) for iri in values if iri.startswith(KG)} <= set(ONTOLOGY.files)


text = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=20)
optional = st.none() | text
when = st.sampled_from(["2020", "2020-06", "2020-06-11", "2020/2021-02", "/2020-06", "2020-06-11/", "some day", "a/b"])
names = st.sampled_from(["Acme", "ACME Inc.", "Acme Vision", "Bolt", 'a "b" \\ <c>', "日本"])
claims = st.builds(
    Claim,
    doc=st.sampled_from(["a.txt", "b ü.txt"]),
    subject=names,
    subject_class=st.sampled_from(["Company", "Organization"]),
    subject_mentions=st.lists(text, max_size=3).map(tuple),
    predicate=st.sampled_from(["sued", "metWith"]),
    object=names,
    object_class=st.just("Company"),
    object_mentions=st.lists(text, max_size=3).map(tuple),
    polarity=st.sampled_from(["affirmed", "negated"]),
    modality=st.sampled_from(["factual", "alleged"]),
    by=st.none() | names,
    when=st.none() | when,
    amount=st.sampled_from([None, "224000 USD", "0.5 EUR", "12345678901234567890.25 GBP", "a lot"]),
    role=optional,
    technology=st.none() | names,
    quote=text,
    start=st.integers(0, 10**6),
    end=st.integers(1, 10**6),
    confidence=st.floats(0, 1),
    taught_by=st.just("") | text,
    prefix=st.just("") | text,
    suffix=st.just("") | text,
    read_by=st.just("") | text,
)


@given(st.lists(claims, min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_claims_come_back_from_the_store_as_they_were(told):
    found = {}
    for claim in told:
        found.setdefault(claim.doc, []).append(claim)
    store = graph(*((source(name), extraction(*some)) for name, some in found.items()))
    back = {stated.id: stated.claim for stated in queries.claims(store)}
    assert back == {claim.id: claim for claim in told}
