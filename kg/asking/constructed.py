"""The answer to CONSTRUCT and DESCRIBE: an rdflib graph that notebooks show as the map of the claims it tells of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

import rdflib

from kg import namespaces
from kg.asking.cards import Claims, GraphClaim
from kg.views import notebook

LISTED = 12  # triples that a display lists

Ends = tuple[str, str, str]


def constructed(turtle: bytes, ask: Callable[[], Claims]) -> Constructed:
    """The triples of a Turtle file; `ask` gives all claims that they may tell of, and is called when they are shown."""
    made = Constructed()
    for prefix, base in namespaces.PREFIXES.items():
        made.bind(prefix, base)
    made.parse(data=turtle, format="turtle")
    made.ask = ask
    return made


class Constructed(rdflib.Graph):
    """Triples with the claims that they tell of."""

    ask: Callable[[], Claims] = Claims

    @cached_property
    def claims(self) -> Claims:
        """The claims that the triples tell of: those that are a subject, and the facts whose edge is among them."""
        subjects = set(map(str, self.subjects()))
        edges = {(str(s), str(p), str(o)) for s, p, o in self}
        return Claims(
            claim for claim in self.ask() if claim.stated.iri in subjects or not edges.isdisjoint(_edges(claim))
        )

    def _repr_html_(self) -> str:
        if self.claims:
            return self.claims.map()._repr_html_()
        listed = [[node.n3(self.namespace_manager) for node in triple] for triple in sorted(self)[:LISTED]]
        return notebook.triples_html(listed, len(self))


def _edges(claim: GraphClaim) -> Iterator[Ends]:
    """The edges that state a fact: one, or one in each direction."""
    relation = claim.ontology.relations.get(claim.claim.predicate)
    if not claim.claim.is_fact:
        return
    predicate = namespaces.term(claim.claim.predicate)
    yield claim.stated.subject.iri, predicate, claim.stated.object.iri
    if relation and relation.symmetric:
        yield claim.stated.object.iri, predicate, claim.stated.subject.iri
