"""The legend of a map: the classes, relations, statuses and publishers present, and the marks that stand for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.ontology.definitions import Class, Ontology
from kg.views import wording

FILLS = ("full", "hollow", "eye", "target")  # tell classes of one shape apart without colour
SHAPES = ("dot", "square", "diamond", "triangle", "triangleDown", "star", "hexagon")  # those with the label outside
UNKNOWN_COLOUR = "#888888"


@dataclass(frozen=True, slots=True)
class ClassEntry:
    """A class in the legend, with the mark that stands for it."""

    name: str
    label: str
    colour: str
    shape: str
    fill: str
    count: int


@dataclass(frozen=True, slots=True)
class RelationEntry:
    """A relation in the list of filters."""

    name: str
    label: str
    inverse_label: str
    symmetric: bool
    count: int


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """A status in the legend, with the line that stands for it."""

    name: str
    label: str
    meaning: str
    colour: str
    dashes: tuple[int, ...]
    crossed: bool
    count: int


@dataclass(frozen=True, slots=True)
class PublisherEntry:
    """Who published documents, in the list of filters."""

    name: str  # nothing for documents whose publisher is not known
    label: str
    count: int  # claims


def class_entries(classes: Iterable[str], ontology: Ontology) -> tuple[ClassEntry, ...]:
    """An entry for each class; the more frequent of two with one shape gets the plainer fill."""
    counts = Counter(classes)
    fills: Counter[str] = Counter()
    entries = {}
    for name in sorted(counts, key=lambda name: (-counts[name], name)):
        lineage = _lineage(name, ontology)
        shape = next((kind.shape for kind in lineage if kind.shape in SHAPES), SHAPES[0])
        colour = next((kind.colour for kind in lineage if kind.colour), UNKNOWN_COLOUR)
        label = lineage[0].label if lineage else name
        entries[name] = ClassEntry(name, label, colour, shape, FILLS[fills[shape] % len(FILLS)], counts[name])
        fills[shape] += 1
    return tuple(entries[name] for name in _in_order(entries, ontology.classes))


def _lineage(name: str, ontology: Ontology) -> list[Class]:
    """The class and those above it, nearest first; none when the ontology lacks it."""
    return [ontology.classes[above] for above in ontology.line(name)] if name in ontology.classes else []


def relation_entries(relations: Iterable[str], ontology: Ontology) -> tuple[RelationEntry, ...]:
    """An entry for each relation, in the order of the ontology."""
    counts = Counter(relations)
    entries = []
    for name in _in_order(counts, ontology.relations):
        display = ontology.relations.get(name)
        label, inverse, symmetric = name, f"{name} of", False
        if display:
            label, inverse, symmetric = display.label, display.inverse_label, display.symmetric
        entries.append(RelationEntry(name, label, inverse or label, symmetric, counts[name]))
    return tuple(entries)


def status_entries(statuses: Iterable[str]) -> tuple[StatusEntry, ...]:
    """An entry for each status, facts first."""
    counts = Counter(statuses)
    entries = []
    for name in _in_order(counts, wording.STATUSES):
        shown = wording.status(name)
        entries.append(
            StatusEntry(name, shown.label, shown.meaning, shown.colour, shown.dashes, shown.crossed, counts[name])
        )
    return tuple(entries)


def publisher_entries(publishers: Iterable[str | None]) -> tuple[PublisherEntry, ...]:
    """An entry for each publisher of a claim's document, those of most claims first, the unknown last."""
    counts = Counter(publisher or "" for publisher in publishers)
    order = sorted(counts, key=lambda name: (not name, -counts[name], name))
    return tuple(PublisherEntry(name, name or "publisher not known", counts[name]) for name in order)


def _in_order(present: Iterable[str], order: Iterable[str]) -> list[str]:
    ranks = {name: rank for rank, name in enumerate(order)}
    return sorted(present, key=lambda name: (ranks.get(name, len(ranks)), name))
