"""How relations stand to one another: which one ends or opposes which, and which tell the same from the other side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from kg.ontology.definitions import Ontology, Relation

OPPOSES, ENDS, OTHER_SIDE = "opposes", "ends", "other side"

#: Fields of a relation that name others, with what is said of those and whether subject and object are swapped.
FIELDS = {
    "opposes": (OPPOSES, False),
    "opposes_inverse": (OPPOSES, True),
    "ends": (ENDS, False),
    "ends_inverse": (ENDS, True),
    "other_side": (OTHER_SIDE, True),
}


@dataclass(frozen=True, slots=True, order=True)
class Opposition:
    """What one relation does to another that is said of the same two, or of the same two swapped."""

    one: str
    kind: str  # OPPOSES, ENDS or OTHER_SIDE
    other: str
    swapped: bool


def declared(relation: Relation) -> Iterator[Opposition]:
    """What the ontology's files say of a relation and others."""
    for field, (kind, swapped) in FIELDS.items():
        value = getattr(relation, field)
        others = (value,) if isinstance(value, str) else value or ()
        yield from (Opposition(relation.name, kind, other, swapped) for other in others)


def oppositions(ontology: Ontology) -> frozenset[Opposition]:
    """All that is declared, and what follows from it; relations that the ontology does not describe are left out.

    To oppose is mutual, and so is to be the other side; a symmetric relation is its own other side. What ends or
    opposes a relation does so to its other side as well, with subject and object swapped.
    """
    stated = [one for relation in ontology.relations.values() for one in declared(relation)]
    stated = [one for one in stated if one.other in ontology.relations]
    sides = {(one.one, one.other) for one in stated if one.kind == OTHER_SIDE}
    sides |= {(other, one) for one, other in sides}
    sides |= {(name, name) for name, relation in ontology.relations.items() if relation.symmetric}
    told = {name: [(name, False), *((b, True) for a, b in sorted(sides) if a == name)] for name in ontology.relations}
    found = {Opposition(one, OTHER_SIDE, other, True) for one, other in sides}
    for one in stated:
        if one.kind != OTHER_SIDE:
            found |= _from_either_side(one, told)
    return frozenset(found)


def _from_either_side(stated: Opposition, told: Mapping[str, list[tuple[str, bool]]]) -> set[Opposition]:
    """The opposition with each of its relations as it is, and as it is told backwards."""
    found = set()
    for (one, one_turned), (other, other_turned) in product(told[stated.one], told[stated.other]):
        swapped = stated.swapped ^ one_turned ^ other_turned
        found.add(Opposition(one, stated.kind, other, swapped))
        if stated.kind == OPPOSES:
            found.add(Opposition(other, stated.kind, one, swapped))
    return found
