"""Records read from a graph: claims by every condition, entities, documents, and names that are looked up."""

import pytest
from contents import contents

from kg.claims import Entity, Extraction
from kg.errors import UsageError
from kg.graph import queries
from kg.graph.store import Store
from kg.namespaces import entity
from kg.ontology.definitions import Ontology
from kg.reading.documents import Document

UNREVIEWED = {"review": None, "reviewed_by": None, "reviewed_at": None}
ICE = Entity("U.S. Immigration and Customs Enforcement", "LawEnforcement", ("ICE",))
CLEARVIEW = Entity("Clearview AI", "Company", ("Clearview",), "Q81086700")
ACLU = Entity("ACLU", "AdvocacyGroup")
LENS = Entity("Lens", "Technology")


@pytest.fixture(scope="module")
def told(claim_of):
    """Four claims in two documents."""

    def claim(subject, relation, target, **fields):
        ends = {"subject_class": subject.class_name, "object_class": target.class_name}
        return claim_of(subject.name, relation, target.name, **ends, **fields)

    return [
        claim(ICE, "contracted", CLEARVIEW, doc="a.txt", start=50),
        claim(ACLU, "sued", CLEARVIEW, doc="a.txt", start=10, technology="Lens"),
        claim(ACLU, "criticized", ICE, doc="b.txt", modality="alleged", by="ACLU"),
        claim(ICE, "contracted", CLEARVIEW, doc="b.txt", polarity="negated", modality="possible"),
    ]


@pytest.fixture(scope="module")
def store(told):
    readings = [
        (
            Document(name, "", name, "ab", title=f"On {name}"),
            Extraction(tuple(claim for claim in told if claim.doc == name), (ICE, CLEARVIEW, ACLU, LENS), ()),
        )
        for name in ("b.txt", "a.txt")
    ]
    return Store.in_memory(contents(readings, Ontology.load()))


def found(store, told, **conditions):
    """Positions among the four claims of those that meet the conditions."""
    return [told.index(stated.claim) for stated in queries.claims(store, **conditions)]


def test_all_claims_come_by_document_and_place(store, told):
    assert found(store, told)[:2] == [1, 0]
    assert sorted(found(store, told)) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"actor": "ACLU"}, [1, 2]),
        ({"actor": "clearview"}, [0, 1, 3]),
        ({"actor": "ice"}, [0, 2, 3]),
        ({"actor": entity("ACLU")}, [1, 2]),
        ({"relation": "contracted"}, [0, 3]),
        ({"class_name": "Agency"}, [0, 2, 3]),
        ({"class_name": "AdvocacyGroup"}, [1, 2]),
        ({"status": "fact"}, [0, 1]),
        ({"status": "alleged"}, [2]),
        ({"status": "denied"}, [3]),
        ({"status": "negated"}, [3]),
        ({"status": "possible"}, []),
        ({"document": "b.txt"}, [2, 3]),
        ({"actor": "ICE", "relation": "contracted", "status": "fact"}, [0]),
        ({"actor": "ACLU", "document": "a.txt", "class_name": "Company"}, [1]),
        ({"relation": "banned"}, []),
    ],
)
def test_claims_are_chosen_by_every_condition(store, told, conditions, expected):
    assert sorted(found(store, told, **conditions)) == expected


def test_every_status_is_that_of_the_claim(store):
    for stated in queries.claims(store):
        assert stated.id in {one.id for one in queries.claims(store, status=stated.claim.status)}


def test_a_claim_comes_with_its_entities_and_its_document(store, told):
    (stated,) = queries.claims(store, relation="sued")
    assert (stated.subject.name, stated.object.entity.wikidata) == ("ACLU", "Q81086700")
    assert (stated.technology.name, stated.by) == ("Lens", None)
    assert (stated.document.name, stated.document.title) == ("a.txt", "On a.txt")
    assert stated.iri.endswith(stated.id)


def test_entities_come_with_their_aliases(store):
    assert [one.entity for one in queries.entities(store)] == [ACLU, CLEARVIEW, LENS, ICE]


def test_documents_come_by_name(store):
    assert [one.name for one in queries.documents(store)] == ["a.txt", "b.txt"]


def test_a_part_of_a_name_is_answered_with_the_names_that_hold_it(store):
    with pytest.raises(UsageError, match=r"no entity is called 'Immigration'\. Did you mean U\.S\. Immigration"):
        queries.namesakes(store, "Immigration")


def test_a_misspelt_name_is_answered_with_the_near_one(store):
    with pytest.raises(UsageError, match="Did you mean Clearview AI"):
        queries.namesakes(store, "Claerview AI")


def test_a_name_is_never_read_as_a_query(store):
    with pytest.raises(UsageError, match="no entity is called"):
        queries.namesakes(store, 'x" } UNION { ?entity ?p ?form } #')


def test_chosen_claims_are_read_in_portions(store, told, monkeypatch):
    monkeypatch.setattr(queries, "_AT_ONCE", 2)
    assert sorted(found(store, told, actor="clearview")) == [0, 1, 3]


def test_claims_are_the_same_whether_all_is_read_for_them_or_only_what_they_speak_of(store, monkeypatch):
    few = queries.claims(store, relation="sued")
    assert queries.claim(store, few[0].id) == few[0]
    monkeypatch.setattr(queries, "_FEW", 0)
    assert queries.claims(store, relation="sued") == few


def test_for_one_claim_no_other_document_and_no_other_entity_is_read(store, told, monkeypatch):
    read = []
    texts = Store.texts

    def noted(self, *given, **bindings):
        for row in texts(self, *given, **bindings):
            read.append(row[0])
            yield row

    monkeypatch.setattr(Store, "texts", noted)
    stated = queries.claim(store, told[1].id)
    assert set(read) == {stated.iri, stated.document.iri, stated.subject.iri, stated.object.iri, stated.technology.iri}


def test_claims_can_be_read_from_an_empty_graph():
    assert queries.claims(Store.in_memory([])) == []


def test_the_published_record_has_the_agreed_names_the_claim_s_id_and_what_its_document_copies(store, told):
    (stated,) = queries.claims(store, status="alleged")
    assert stated.to_json() == {**told[2].to_json(), "copy_of": None, **UNREVIEWED}
