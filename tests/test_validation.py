"""Checking a graph: the shapes follow the ontology, and a graph that is not as it says is found out."""

import re
from dataclasses import replace

import pytest
from contents import contents
from rdflib import SH, Graph, URIRef

from kg.claims import Entity, Extraction
from kg.graph.store import Store
from kg.graph.validation import shapes, unfounded, validate
from kg.namespaces import KG, PREFIXES, document, entity, local_name, term
from kg.ontology.definitions import Ontology
from kg.reading.documents import Copy, Document

ONTOLOGY = Ontology.load()
EDGE = f"<{entity('Acme')}> <{term('sued')}> <{entity('Bolt')}> <{document('a.txt')}> .\n".encode()


def graph(*claims, more=b"", classes=("Company", "Company"), copies=None):
    ends = tuple(Entity(name, kind) for name, kind in zip(("Acme", "Bolt"), classes, strict=True))
    readings = [(Document("a.txt", "", "a.txt", "ab"), Extraction(claims, ends, ()))]
    readings += [(Document(name, "", name, "cd"), Extraction((), (), ())) for name in copies or ()]
    return Store.in_memory([*contents(readings, ONTOLOGY, copies=copies), more])


@pytest.fixture(scope="module")
def sued(claim_of):
    return claim_of("Acme", "sued", "Bolt")


def test_every_term_of_the_shapes_is_in_the_ontology():
    used = {node for triple in Graph().parse(data=shapes(ONTOLOGY), format="turtle") for node in triple}
    names = {local_name(str(node)) for node in used if isinstance(node, URIRef) and str(node).startswith(KG)}
    assert names <= set(ONTOLOGY.files)
    assert set(ONTOLOGY.relations) <= names


def test_every_relation_has_a_shape_for_its_domain_and_its_range():
    rules = Graph().parse(data=shapes(ONTOLOGY), format="turtle")
    for way, of in ((SH.targetSubjectsOf, "domain"), (SH.targetObjectsOf, "range")):
        targets = {local_name(str(node)) for node in rules.objects(None, way)}
        assert targets == {name for name, relation in ONTOLOGY.relations.items() if getattr(relation, of)}


def test_a_graph_as_it_is_written_has_no_findings(sued):
    pytest.importorskip("pyshacl")
    claims = sued, replace(sued, modality="alleged", start=5)
    assert validate(graph(*claims, copies={"b.txt": Copy("a.txt", 0.9)}), ONTOLOGY) == []


def test_a_similarity_is_a_share(sued):
    pytest.importorskip("pyshacl")
    (finding,) = validate(graph(sued, copies={"b.txt": Copy("a.txt", 1.5)}), ONTOLOGY)
    assert finding.message.startswith("similarity: ")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"modality": "doubtful"}, "modality: "),
        ({"predicate": "sewed"}, "predicate: "),
        ({"when": "last summer"}, "time: "),
        ({"amount": "a lot"}, "amount: "),
        ({"confidence": 1.5}, "confidence: "),
        ({"quote": ""}, "exact: "),
        ({"start": -1}, "start: "),
    ],
)
def test_a_claim_that_the_ontology_does_not_allow_is_found(sued, wrong, message):
    pytest.importorskip("pyshacl")
    findings = validate(graph(replace(sued, **wrong)), ONTOLOGY)
    assert [finding.severity for finding in findings if finding.message.startswith(message)] == ["Violation"]


def test_an_end_of_an_unfitting_class_is_a_warning(sued):
    pytest.importorskip("pyshacl")
    (finding,) = validate(graph(replace(sued, subject_class="Law"), classes=("Law", "Company")), ONTOLOGY)
    assert (finding.severity, finding.node) == ("Warning", entity("Acme"))
    assert re.match("subject of sued is none of ", finding.message)


def test_a_plain_edge_without_a_claim_is_found(sued):
    store = graph(replace(sued, polarity="negated"), more=EDGE)
    (finding,) = unfounded(store)
    assert (finding.node, finding.value) == (entity("Acme"), f"sued {entity('Bolt')}")


def test_the_plain_edge_of_a_fact_is_founded(sued):
    assert list(unfounded(graph(sued, more=EDGE))) == []


def test_the_usual_prefixes_are_declared():
    assert all(f"@prefix {name}: <{base}> ." in shapes(ONTOLOGY) for name, base in PREFIXES.items())
