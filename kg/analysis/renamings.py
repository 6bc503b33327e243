"""Which documents and actors of two graphs are the same, and what became of their names and classes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.asking.cards import GraphClaim
from kg.graph.stated import StatedDocument, StatedEntity
from kg.tables import cell

RENAMED, RECLASSED, LINKED, JOINED, PARTED = "renamed", "another class", "another Wikidata item", "joined", "parted"

_OLD, _NEW = 0, 1
Names = Mapping[str, str]  # of documents or IRIs of actors: what one graph calls by what the other does
_Node = tuple[int, str]


@dataclass(frozen=True, slots=True)
class ActorChange:
    """An actor or thing that is not the same in both graphs, or several that were joined or parted.

    Attributes:
        before: what it was.
        after: what it is.
    """

    before: tuple[StatedEntity, ...]
    after: tuple[StatedEntity, ...]

    @property
    def kinds(self) -> list[str]:
        """ "joined", "parted", or all that changed of it: "renamed", "another class", "another Wikidata item"."""
        if len(self.before) != len(self.after) or len(self.before) > 1:
            return [JOINED if len(self.before) >= len(self.after) else PARTED]
        old, new = self.before[0].entity, self.after[0].entity
        found = {
            RENAMED: old.name != new.name,
            RECLASSED: old.class_name != new.class_name,
            LINKED: old.wikidata != new.wikidata,
        }
        return [kind for kind, differs in found.items() if differs]

    def to_json(self) -> dict[str, Any]:
        """The record of the change."""
        sides = {"before": self.before, "after": self.after}
        records = {side: [{"iri": one.iri, **one.entity.to_json()} for one in some] for side, some in sides.items()}
        return {"what": "actor", "change": ", ".join(self.kinds), **records}

    def rows(self) -> Iterator[dict[str, Any]]:
        """A row for the table of changes."""
        sides = {"before": _listed(self.before), "after": _listed(self.after)}
        yield {"what": "actor", "change": ", ".join(self.kinds), "subject": self.after[0].name, **sides}

    def __str__(self) -> str:
        return f"{', '.join(self.kinds)}: {_listed(self.before)} → {_listed(self.after)}"


def _listed(entities: Iterable[StatedEntity]) -> str:
    return "; ".join(cell(_described(one)) for one in entities)


def _described(one: StatedEntity) -> str:
    return f"{one.name} ({', '.join(filter(None, (one.entity.class_name, one.entity.wikidata)))})"


def same_documents(before: Iterable[StatedDocument], after: Iterable[StatedDocument]) -> dict[str, str]:
    """The name in the second graph of each document of the first that is in both.

    A document is known by its name, or else by its content under another name.
    """
    old, new = ({document.name: document.sha256 for document in documents} for documents in (before, after))
    free = {digest: name for name, digest in sorted(new.items(), reverse=True) if name not in old}
    found = {name: name for name in old if name in new}
    for name, digest in sorted(old.items()):
        if name not in new and digest in free:
            found[name] = free.pop(digest)
    return found


class Identities:
    """Actors and things of two graphs by the claims in which both name them."""

    def __init__(self, before: Sequence[GraphClaim], after: Sequence[GraphClaim], documents: Names) -> None:
        self._known = {_OLD: _entities(before), _NEW: _entities(after)}
        self._pairs = _pairs(_mentions(before, documents), _mentions(after, {}))
        told = {old for old, _ in self._pairs}
        alike = set(self._known[_OLD]) & set(self._known[_NEW])
        self._pairs.update({(iri, iri): 1 for iri in alike - told})

    def names(self) -> Names:
        """For each IRI of the first graph the one that most of its claims have in the second."""
        return {old: new for (old, new), _ in sorted(self._pairs.items(), key=lambda row: (row[1], row[0][::-1]))}

    def changes(self) -> list[ActorChange]:
        """The actors and things that are not the same, by name."""
        network: nx.Graph[_Node] = nx.Graph()
        network.add_edges_from(((_OLD, old), (_NEW, new)) for old, new in sorted(self._pairs))
        found = [self._change(part) for part in nx.connected_components(network)]
        return sorted(
            (change for change in found if change.kinds), key=lambda one: (one.after[0].name, one.after[0].iri)
        )

    def _change(self, part: Iterable[_Node]) -> ActorChange:
        sides = [[self._known[side][iri] for number, iri in sorted(part) if number == side] for side in (_OLD, _NEW)]
        return ActorChange(tuple(sides[_OLD]), tuple(sides[_NEW]))


def _entities(claims: Iterable[GraphClaim]) -> dict[str, StatedEntity]:
    return {one.iri: one for claim in claims for one in _parts(claim).values()}


def _parts(claim: GraphClaim) -> dict[str, StatedEntity]:
    stated = claim.stated
    parts = {"subject": stated.subject, "object": stated.object, "by": stated.by, "technology": stated.technology}
    return {name: one for name, one in parts.items() if one}


def _mentions(claims: Iterable[GraphClaim], documents: Names) -> dict[tuple[str, ...], set[str]]:
    """What each name means that a document gives to a part of a claim."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for claim in claims:
        told = claim.stated.claim
        document = documents.get(told.doc, told.doc)
        for part, one in _parts(claim).items():
            found[document, told.predicate, part, getattr(told, part)].add(one.iri)
    return found


def _pairs(
    before: Mapping[tuple[str, ...], set[str]], after: Mapping[tuple[str, ...], set[str]]
) -> Counter[tuple[str, str]]:
    shared = before.keys() & after.keys()
    return Counter((old, new) for spot in shared for old in before[spot] for new in after[spot])
