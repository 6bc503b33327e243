"""The claims about one actor from its own side: by relation, and by who or what is at the other end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.analysis import telling
from kg.analysis.timeline import order
from kg.asking.cards import GraphClaim
from kg.graph.stated import StatedEntity
from kg.ontology.definitions import Ontology

OUTGOING, INCOMING, MUTUAL = "outgoing", "incoming", "mutual"


@dataclass(frozen=True, slots=True, repr=False)
class Group:
    """What an actor did to others, or others to it, by one relation.

    Attributes:
        actor: its IRI.
        relation: name in the ontology.
        heading: what the relation is called from the actor's side.
        direction: "outgoing", "incoming", or "mutual" for a symmetric relation.
        claims: facts first, then by the other end and by time.
    """

    actor: str
    relation: str
    heading: str
    direction: str
    claims: tuple[GraphClaim, ...]

    def to_json(self) -> dict[str, Any]:
        """The record of the group, with every claim in full."""
        about = {"heading": self.heading, "relation": self.relation, "direction": self.direction}
        return {**about, "claims": [claim.record() for claim in self.claims]}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody or something that an actor shares claims with.

    Attributes:
        entity: who or what.
        sources: how many independent documents connect the two.
        claims: how many claims do.
        headings: the relations, each once; those that no claim states as a fact with how they stand.
    """

    entity: StatedEntity
    sources: int
    claims: int
    headings: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The record of the neighbour."""
        about = {"name": self.entity.name, "class": self.entity.entity.class_name, "iri": self.entity.iri}
        return {**about, "sources": self.sources, "claims": self.claims, "relations": list(self.headings)}


def other_end(claim: GraphClaim, actor: str) -> StatedEntity:
    """The end of a claim that is not the actor of the IRI; the actor itself where both ends are."""
    stated = claim.stated
    return stated.object if stated.subject.iri == actor else stated.subject


def groups(claims: Iterable[GraphClaim], actor: str, ontology: Ontology) -> list[Group]:
    """Claims about an actor by relation and side, the largest group first."""
    alike: dict[tuple[str, str], list[GraphClaim]] = defaultdict(list)
    for claim in claims:
        alike[claim.claim.predicate, _direction(claim, actor, ontology)].append(claim)

    def place(claim: GraphClaim) -> tuple[object, ...]:
        return not claim.claim.is_fact, other_end(claim, actor).name, *order(claim)

    found = [
        Group(
            actor,
            relation,
            telling.heading(relation, ontology, forward=direction != INCOMING),
            direction,
            tuple(sorted(some, key=place)),
        )
        for (relation, direction), some in alike.items()
    ]
    return sorted(found, key=lambda group: (-len(group.claims), group.heading, group.relation))


def neighbours(found: Iterable[Group]) -> list[Neighbour]:
    """Who and what is at the other ends, those with most independent sources first."""
    alike: dict[str, list[tuple[str, GraphClaim]]] = defaultdict(list)
    known: dict[str, StatedEntity] = {}
    for group in found:
        for claim in group.claims:
            other = other_end(claim, group.actor)
            if other.iri != group.actor:
                known[other.iri] = other
                alike[other.iri].append((group.heading, claim))
    listed = [_neighbour(known[iri], rows) for iri, rows in alike.items()]
    return sorted(listed, key=lambda one: (-one.sources, -one.claims, one.entity.name, one.entity.iri))


def _direction(claim: GraphClaim, actor: str, ontology: Ontology) -> str:
    relation = ontology.relations.get(claim.claim.predicate)
    if relation and relation.symmetric:
        return MUTUAL
    return OUTGOING if claim.stated.subject.iri == actor else INCOMING


def _neighbour(entity: StatedEntity, rows: Sequence[tuple[str, GraphClaim]]) -> Neighbour:
    claims = [claim for _, claim in rows]
    facts = {heading for heading, claim in rows if claim.claim.is_fact}
    words = (heading if heading in facts else f"{heading} ({claim.status})" for heading, claim in rows)
    return Neighbour(entity, telling.sources(claims), len(claims), tuple(dict.fromkeys(words)))
