"""What a still picture of a network shows, as plain data: the marks, lines and words of the map, laid out as there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.claims import FACT
from kg.ontology.definitions import Ontology
from kg.views import layout, wording
from kg.views.legend import ClassEntry, StatusEntry, class_entries, status_entries
from kg.views.marks import PROMINENT, radius
from kg.views.overlaps import Boxes, Numbers
from kg.views.stress import Points

LARGEST = 1.5  # frames of the map; a window can be zoomed into, a page cannot
WORDED = 40  # lines; above, words on them would hide the picture
BEND = 0.2  # of a line beside another: more than on the map, since its words cannot be moved
SMALL = 0.8  # the words on lines, in sizes of the labels
SEEN = 8.0  # pixels of a line on either side of its words
CENTRAL = 12  # nodes that are named although the name lies on a mark


@dataclass(frozen=True, slots=True)
class Line:
    """All claims of one status between two nodes."""

    ends: tuple[int, int]  # places of the nodes, the smaller first
    status: str
    bend: int  # 0 for a straight line; lines between the same nodes bend to either side
    words: str
    forward: bool  # whether a claim runs from the first end to the second
    backward: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn, in pixels with the origin in the upper left."""

    labels: tuple[layout.Label, ...]  # of the nodes; one without room has no lines
    kinds: tuple[ClassEntry, ...]  # of the nodes
    radii: tuple[float, ...]
    points: Points
    font: float
    lines: tuple[Line, ...]
    classes: tuple[ClassEntry, ...]  # the legend
    statuses: tuple[StatusEntry, ...]
    size: tuple[float, float]


def picture(network: nx.Graph[Any], ontology: Ontology) -> Picture:
    """The picture of a network of `kg.views.network`, of a part of it, or of one with the same attributes.

    Args:
        network: nodes with `label`, `class` and `sources`, edges with `relation` and `status`; what lacks one is drawn
            under its key, as of no class, of one source, and as a fact.
        ontology: labels, colours and shapes of classes and relations.
    """
    nodes = sorted(network, key=lambda node: (_label(network, node), _class(network, node), str(node)))
    classes = class_entries((_class(network, node) for node in nodes), ontology)
    kind_of = {entry.name: entry for entry in classes}
    kinds = [kind_of[_class(network, node)] for node in nodes]
    sources = [int(network.nodes[node].get("sources", 1)) for node in nodes]
    radii = tuple(radius(number, kind.shape) for number, kind in zip(sources, kinds, strict=True))
    labels = [
        layout.Label(layout.wrap(wording.plain(_label(network, node)) or "(no name)"), number >= PROMINENT)
        for node, number in zip(nodes, sources, strict=True)
    ]
    lines = tuple(_lines(network, {node: place for place, node in enumerate(nodes)}, ontology))
    arranged = layout.arrange(labels, radii, [line.ends for line in lines])
    boxes = layout.label_boxes(labels, radii, arranged.font)
    points, size = _framed(arranged.points, boxes)
    named = _named(points, boxes, lines) if len(nodes) > layout.FAIR else list(range(len(nodes)))
    return Picture(
        labels=tuple(label if place in named else layout.Label(()) for place, label in enumerate(labels)),
        kinds=tuple(kinds),
        radii=radii,
        points=points,
        font=arranged.font,
        lines=tuple(_worded(lines, points, boxes, arranged.font)),
        classes=classes,
        statuses=status_entries(line.status for line in lines),
        size=size,
    )


def _label(network: nx.Graph[Any], node: object) -> str:
    return str(network.nodes[node].get("label", node))


def _class(network: nx.Graph[Any], node: object) -> str:
    return str(network.nodes[node].get("class", ""))


def _lines(network: nx.Graph[Any], places: dict[Any, int], ontology: Ontology) -> Iterator[Line]:
    """A line for each pair of ends and status, as on the map."""
    bundles: defaultdict[tuple[int, int], dict[str, list[tuple[bool, str]]]] = defaultdict(dict)
    for one, other, values in network.edges(data=True):
        ends = places[one], places[other]
        bundle = bundles[min(ends), max(ends)].setdefault(str(values.get("status", FACT)), [])
        bundle.append((ends[0] <= ends[1], str(values.get("relation", ""))))
    for ends, statuses in sorted(bundles.items()):
        for turn, (status, said) in enumerate(sorted(statuses.items())):
            yield _line(ends, status, 2 * turn - len(statuses) + 1, said, ontology, directed=network.is_directed())


def _line(
    ends: tuple[int, int],
    status: str,
    bend: int,
    said: Sequence[tuple[bool, str]],
    ontology: Ontology,
    *,
    directed: bool,
) -> Line:
    names = sorted({relation for _, relation in said if relation})
    known = [ontology.relations.get(name) for name in names]
    words = ", ".join(relation.label if relation else name for name, relation in zip(names, known, strict=True))
    ways = {forward for forward, relation in said if directed and not _symmetric(relation, ontology)}
    shown = wording.plain(words, 40)
    return Line(ends, status, bend, shown if status == FACT else _hedged(status, shown), True in ways, False in ways)


def _hedged(status: str, words: str) -> str:
    return f"{wording.status(status).label}: {words}" if words else wording.status(status).label


def _symmetric(relation: str, ontology: Ontology) -> bool:
    return relation in ontology.relations and ontology.relations[relation].symmetric


def _framed(points: Points, boxes: Boxes) -> tuple[Points, tuple[float, float]]:
    """The points moved to begin at the origin, brought nearer if they are too far apart for a page, and its size."""
    if not len(points):
        return points, (400.0, 100.0)
    largest = np.array(layout.FRAME) * LARGEST
    shrunk = points * min(1.0, *(largest / np.maximum(np.ptp(points, axis=0), 1.0)))
    low = (shrunk - np.column_stack([boxes.half_width, boxes.above])).min(axis=0)
    width, height = (shrunk + np.column_stack([boxes.half_width, boxes.below])).max(axis=0) - low
    return shrunk - low, (float(width), float(height))


@dataclass(frozen=True, slots=True)
class _Rectangles:
    """Places that marks, labels or words take up."""

    middles: Points
    half_widths: Numbers
    half_heights: Numbers

    def met_by(self, other: _Rectangles, place: int) -> NDArray[np.bool_]:
        """Which of these one of the others lies on."""
        apart = np.abs(self.middles - other.middles[place])
        across = self.half_widths + other.half_widths[place]
        met: NDArray[np.bool_] = (apart[:, 0] < across) & (apart[:, 1] < self.half_heights + other.half_heights[place])
        return met

    def only(self, places: list[int]) -> _Rectangles:
        """Those at some places."""
        return _Rectangles(self.middles[places], self.half_widths[places], self.half_heights[places])


def _label_rectangles(points: Points, boxes: Boxes) -> _Rectangles:
    """The labels alone, without the marks above them."""
    half_heights = (boxes.below - boxes.above) / 2
    down = np.column_stack([np.zeros(len(points)), boxes.above + half_heights])
    return _Rectangles(points + down, boxes.half_width, half_heights)


def _named(points: Points, boxes: Boxes, lines: Sequence[Line]) -> list[int]:
    """The places of the nodes that have room for a label, those with most lines first.

    No label lies on another, and none but those of the first few on a mark.
    """
    degrees = np.bincount([end for line in lines for end in line.ends], minlength=len(points))
    labels, marks = _label_rectangles(points, boxes), _Rectangles(points, boxes.above, boxes.above)
    named: list[int] = []
    for rank, place in enumerate(np.lexsort((np.arange(len(points)), -degrees)).tolist()):
        on_mark = np.delete(marks.met_by(labels, place), place).any() and rank >= CENTRAL
        if not on_mark and not labels.only(named).met_by(labels, place).any():
            named.append(place)
    return named


def _middles(ends: Points, lines: Sequence[Line]) -> Points:
    """The middles of the lines, some of which are bent."""
    along = ends[:, 1] - ends[:, 0]
    lift = BEND / 2 * np.array([line.bend for line in lines]).reshape(-1, 1)
    middles: Points = ends.mean(axis=1) + lift * np.column_stack([along[:, 1], -along[:, 0]])
    return middles


def _worded(lines: Sequence[Line], points: Points, boxes: Boxes, font: float) -> Iterator[Line]:
    """The lines, those without room for their words without them."""
    ends = points[[line.ends for line in lines]] if lines else np.zeros((0, 2, 2))
    widths = np.array([layout.Label((line.words,)).width * font * SMALL for line in lines])
    words = _Rectangles(_middles(ends, lines), widths / 2, np.full(len(lines), font * SMALL / 2))
    labels = _label_rectangles(points, boxes)
    for place, line in enumerate(lines):
        along = np.abs(ends[place, 1] - ends[place, 0])
        length = float(np.hypot(*along))
        covered = float(np.array([widths[place], font * SMALL]) @ along) / max(length, 1.0)
        seen = length - covered - boxes.above[list(line.ends)].sum()
        room = len(lines) <= WORDED and seen > 2 * SEEN and not labels.met_by(words, place).any()
        yield line if room else replace(line, words="")
