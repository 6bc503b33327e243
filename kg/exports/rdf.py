"""RDF for other stores: the quads of the graph or of a part of it, with a description of what they are.

RDF 1.1 states a claim by `rdf:subject`, `rdf:predicate` and `rdf:object`. RDF 1.2 states that the claim reifies a
triple, which is asserted beside it where the claim is a fact and not asserted where it is denied, alleged or planned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import namespaces
from kg.exports.description import description
from kg.exports.jsonld import compacted
from kg.exports.selection import Selection
from kg.graph.formats import converted
from kg.graph.notation import expanded, iri
from kg.graph.quads import Quad, ordered, quads_of, written
from kg.graph.triples import DESCRIPTIVE, REQUIRED
from kg.namespaces import KG

_ALIAS, _REIFIES = (iri(expanded(name)) for name in (DESCRIPTIVE["alias"], "rdf:reifies"))
_TERMS = tuple(iri(expanded(REQUIRED[part])) for part in ("subject", "predicate", "object"))


def turtle(selection: Selection) -> bytes:
    """Turtle: the union of the documents' graphs; every claim still names its document."""
    return converted(written(_all(selection)), "nq", "ttl")


def trig(selection: Selection) -> bytes:
    """TriG, a named graph for each document."""
    return converted(written(_all(selection)), "nq", "trig")


def nquads(selection: Selection) -> bytes:
    """N-Quads, a named graph for each document."""
    return written(_all(selection))


def jsonld(selection: Selection) -> bytes:
    """JSON-LD 1.1 with a context, a named graph for each document."""
    return compacted(converted(written(_all(selection)), "nq", "jsonld"))


def reified(selection: Selection) -> bytes:
    """TriG of RDF 1.2, in which claims are reifiers."""
    return converted(written(ordered(_reified(_all(selection)))), "nq", "trig")


def quads(selection: Selection) -> list[Quad]:
    """The quads of a selection, without their description."""
    every = quads_of(selection.store.dump("nq"))
    return every if selection.whole else list(_chosen(every, selection))


def _all(selection: Selection) -> list[Quad]:
    chosen = quads(selection)
    return ordered([*chosen, *description(chosen, selection)])


def _chosen(every: Iterable[Quad], selection: Selection) -> Iterator[Quad]:
    """The quads about claims, entities and documents of the selection, with the terms of the ontology."""
    claims = {iri(stated.iri) for stated in selection.claims}
    documents = {iri(document.iri) for document in selection.documents}
    entities = set(map(iri, selection.entities))
    edges = {_edge(stated.subject.iri, stated.claim.predicate, stated.object.iri) for stated in selection.facts}
    within = {iri(stated.document.iri) for stated in selection.claims}
    for quad in every:
        if not quad.dataset:
            kept = quad.subject in entities | documents or quad.subject.startswith("<" + KG)
        elif quad.predicate == _ALIAS:
            kept = quad.subject in entities and quad.dataset in within
        else:
            kept = quad.subject in claims or (quad.dataset in within and quad[:3] in edges)
        if kept:
            yield quad


def _edge(subject: str, relation: str, target: str) -> tuple[str, str, str]:
    return iri(subject), iri(namespaces.term(relation)), iri(target)


def _reified(every: Iterable[Quad]) -> Iterator[Quad]:
    """The quads with the three terms of each claim as one triple that it reifies."""
    terms: dict[tuple[str, str], dict[str, str]] = {}
    for quad in every:
        if quad.predicate in _TERMS and quad.dataset:
            terms.setdefault((quad.subject, quad.dataset), {})[quad.predicate] = quad.value
        else:
            yield quad
    for (claim, dataset), values in terms.items():
        triple = " ".join(values[name] for name in _TERMS)
        yield Quad(claim, _REIFIES, f"<<( {triple} )>>", dataset)
