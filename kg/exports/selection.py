"""What is handed over: the claims that meet the conditions, with the entities and documents they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Unpack

from kg.asking import selection
from kg.asking.conditions import Conditions
from kg.graph import queries
from kg.graph.stated import StatedClaim, StatedDocument, StatedEntity
from kg.graph.store import Store
from kg.ontology.definitions import Ontology


@dataclass(frozen=True, slots=True)
class Selection:
    """A graph, or the part of it that was asked for."""

    claims: tuple[StatedClaim, ...]  # by document and place
    entities: Mapping[str, StatedEntity]  # by IRI and with aliases; of the part only those that its claims name
    documents: tuple[StatedDocument, ...]  # by name; of the part those of its claims, and what they are copies of
    ontology: Ontology
    store: Store
    whole: bool

    @property
    def facts(self) -> tuple[StatedClaim, ...]:
        """The claims that allow a plain edge."""
        return tuple(stated for stated in self.claims if stated.claim.is_fact)

    @property
    def others(self) -> tuple[StatedClaim, ...]:
        """Denials, accusations, possibilities, plans and attempts."""
        return tuple(stated for stated in self.claims if not stated.claim.is_fact)

    def ends(self) -> list[StatedEntity]:
        """The entities at either end of a claim, by IRI."""
        return [self.entities[iri] for iri in sorted({end for one in self.claims for end in _ends(one)})]

    def label(self, stated: StatedClaim) -> str:
        """What is written on the line of a claim; what is no fact says so, lest the line be taken for one."""
        relation = self.ontology.relation(stated.claim.predicate).label
        return relation if stated.claim.is_fact else f"{stated.claim.status}: {relation}"


def select(store: Store, ontology: Ontology, **asked: Unpack[Conditions]) -> Selection:
    """The claims that meet all conditions; without conditions, the whole graph.

    Raises:
        UsageError: the graph or the ontology has no such name; near ones are suggested.
    """
    claims = tuple(selection.claims(store, ontology, **asked))
    entities = {entity.iri: entity for entity in queries.entities(store)}
    documents = queries.documents(store)
    whole = not any(asked.values())
    if not whole:
        entities = {iri: entities[iri] for iri in sorted(_named(claims))}
        names = {name for one in claims for name in (one.document.name, one.document.origin)}
        documents = [document for document in documents if document.name in names]
    return Selection(claims, entities, tuple(documents), ontology, store, whole)


def _ends(stated: StatedClaim) -> tuple[str, str]:
    return stated.subject.iri, stated.object.iri


def _named(claims: Iterable[StatedClaim]) -> set[str]:
    """IRIs of all entities that claims name: ends, speakers and technologies."""
    found = {iri for stated in claims for iri in _ends(stated)}
    return found | {part.iri for stated in claims for part in (stated.by, stated.technology) if part}
