"""Triples of CONSTRUCT and DESCRIBE: an rdflib graph, and the claims that its triples tell of."""

from __future__ import annotations

import pytest
import rdflib

from kg import KnowledgeGraph


@pytest.fixture(scope="module")
def graph(sample_graph) -> KnowledgeGraph:
    return KnowledgeGraph.open(sample_graph)


def test_edges_bring_the_claims_that_state_them(graph):
    triples = graph.query("CONSTRUCT { ?who kg:sued ?whom } WHERE { ?who kg:sued ?whom }")
    assert triples.claims == graph.claims(relation="sued")
    assert "<iframe" in triples._repr_html_()


def test_a_denial_comes_with_its_claim_and_never_with_an_edge(graph):
    edge = "CONSTRUCT { ?a kg:contracted ?b } WHERE { ?c a kg:Claim ; rdf:subject ?a ; rdf:object ?b }"
    assert {claim.status for claim in graph.query(edge).claims} == {"fact"}
    denials = graph.query("CONSTRUCT { ?c ?p ?o } WHERE { ?c a kg:Claim ; kg:polarity kg:negated ; ?p ?o }")
    assert {claim.status for claim in denials.claims} == {"denied"}


def test_triples_without_a_claim_are_listed_and_escaped(graph):
    bold = 'CONSTRUCT { ?a rdfs:comment "<b>x</b>" } WHERE { ?a a kg:Company }'
    shown = graph.query(bold)._repr_html_()
    assert "rdfs:comment" in shown
    assert "<b>" not in shown
    assert "<iframe" not in shown


def test_it_computes_as_an_rdflib_graph(graph):
    triples = graph.query("CONSTRUCT { ?a kg:sued ?b } WHERE { ?a kg:sued ?b }")
    assert isinstance(triples, rdflib.Graph)
    assert len(triples + triples) == len(triples)
    assert "kg:sued" in triples.serialize(format="turtle")
