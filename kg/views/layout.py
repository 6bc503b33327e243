"""Where the nodes of a map stand: computed once, before the page is written, and the same in every run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from kg.views.crowds import Members, Part, by_communities, centred, crowd, loose, parts_of
from kg.views.lines import Lines, clear_lines, covered, crossings
from kg.views.overlaps import Boxes, overlapping, push_apart
from kg.views.stress import Points

FONTS = (12.5, 11.5, 10.5)  # pixels; a smaller one is taken when labels in the larger would cover one another
BOLDER = 1.15  # widths of bold and regular DejaVu Sans, the widest of the fonts that the page may get
LINE_HEIGHT = 1.2  # of the font's size, as in the page
LINE_LETTERS, LINES = 19, 3  # a label is broken after so many letters, and cut after so many lines
FRAME = (968.0, 716.0)  # the free part of a window of 1280 by 800
PACKED = 0.45  # share of the frame that names may fill; the rest is left to lines and their words
EDGE = 150.0  # length of an ordinary line: room for two nodes and a label of a dozen letters
CLOSE = 80.0  # the same above `FAIR` nodes, so that marks and lines are not too small to see when all are in view
CLEARANCE = 22.0  # between a node and a line that is not its own
ROUNDS = 12  # of clearing lines and labels; most pictures are clear after four
FAIR = 80  # networks of up to so many nodes are laid out several times, and the best picture is taken
TRIES = 24  # on the 24 actors of the tests' story the cost is 14 with 8 tries, 7 with 24 and still 7 with 40


@dataclass(frozen=True, slots=True)
class Label:
    """What is written under a node."""

    lines: tuple[str, ...]
    bold: bool = False

    @property
    def width(self) -> float:
        """Estimated, in sizes of the font and on the generous side: fonts differ from machine to machine."""
        return max(sum(map(_letter_width, line)) for line in self.lines) * (BOLDER if self.bold else 1.0)


def wrap(name: str) -> tuple[str, ...]:
    """The lines of a label; a name that is too long ends in an ellipsis."""
    lines = [""]
    for word in _words(name):
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= LINE_LETTERS or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) > LINES:
        lines[LINES - 1 :] = [lines[LINES - 1][: LINE_LETTERS - 1].rstrip() + "…"]
    return tuple(lines)


def _words(name: str) -> list[str]:
    """The words of a name; a word longer than a line is broken."""
    pieces = []
    for word in name[: 2 * LINE_LETTERS * LINES].split():
        pieces += [word[at : at + LINE_LETTERS] for at in range(0, len(word), LINE_LETTERS)]
    return pieces


def _letter_width(letter: str) -> float:
    if letter in "iljtfrI.,:;'’|()[] -":
        return 0.37
    if letter in "mwMW@%…" or ord(letter) > 0x2E7F:
        return 1.0
    return 0.72 if letter.isupper() else 0.62


def label_boxes(labels: Sequence[Label], radii: Sequence[float], font: float) -> Boxes:
    """The room that nodes and the labels underneath them take up, with some air around."""
    both = list(zip(labels, radii, strict=True))
    widths = [max(2 * radius, label.width * font) for label, radius in both]
    below = [radius + 3 + LINE_HEIGHT * font * len(label.lines) for label, radius in both]
    return Boxes(np.array(widths) / 2 + 4, np.array(radii, dtype=float) + 4, np.array(below) + 3)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the nodes stand, and the size of the labels under them."""

    points: Points
    font: float


def arrange(
    labels: Sequence[Label],
    radii: Sequence[float],
    links: Sequence[tuple[int, int]],
    *,
    communities: Members | None = None,
    tries: int = TRIES,
) -> Layout:
    """A place for each node: linked ones near one another, no label over another at the zoom that shows them all.

    Of more than `FAIR` nodes only the marks are kept apart: a window has no room for so many labels, and the page
    writes those it has room for.

    Args:
        labels: what is written under each node.
        radii: of the nodes, in pixels.
        links: pairs of nodes, one for each line.
        communities: the nodes of each, if each is to be placed by itself.
        tries: pictures of which the best is taken.
    """
    groups = None if communities is None else tuple(map(tuple, communities))
    return _arranged(tuple(labels), tuple(radii), tuple(links), groups, tries)


@lru_cache(maxsize=8)  # a notebook shows a map and its picture, and the same map again
def _arranged(
    labels: tuple[Label, ...],
    radii: tuple[float, ...],
    links: tuple[tuple[int, int], ...],
    communities: Members | None,
    tries: int,
) -> Layout:
    if not labels:
        return Layout(np.zeros((0, 2)), FONTS[0])
    sizes = {font: label_boxes(labels, radii, font) for font in FONTS}
    if len(labels) > FAIR:
        reach = np.array(radii) + CLEARANCE / 2
        return Layout(_crowded(Boxes(reach, reach, reach), links, communities), FONTS[0])
    roomy = [font for font in FONTS if sizes[font].area <= PACKED * FRAME[0] * FRAME[1]]
    for font in roomy or FONTS[-1:]:
        points = positions(sizes[font], links, communities=communities, tries=tries)
        if not len(overlapping(points, sizes[font])[0]):
            break
    return Layout(points, font)


def _crowded(boxes: Boxes, links: Sequence[tuple[int, int]], communities: Members | None) -> Points:
    if communities is None:
        return crowd(boxes, Lines.of(links), length=CLOSE)
    return by_communities(boxes, links, communities, length=CLOSE)


@dataclass(frozen=True, slots=True)
class _Picture:
    points: Points
    cost: float


def positions(
    boxes: Boxes, links: Sequence[tuple[int, int]], *, communities: Members | None = None, tries: int = TRIES
) -> Points:
    """A point for each of few boxes: linked boxes near one another, none on another at the zoom that shows them all."""
    lines = Lines.of(links)
    if communities is not None:
        return _settle(by_communities(boxes, links, communities, length=EDGE), boxes, lines)
    parts = parts_of(len(boxes.above), lines)
    pictures = [_picture(parts, boxes, lines, seed) for seed in range(tries if len(boxes.above) > 2 else 1)]
    return min(pictures, key=lambda picture: picture.cost).points


def _picture(parts: list[Part], boxes: Boxes, lines: Lines, seed: int) -> _Picture:
    points = _settle(loose(parts, boxes, length=EDGE, seed=seed), boxes, lines)
    return _Picture(points, _cost(points, boxes, lines))


def _settle(points: Points, boxes: Boxes, lines: Lines) -> Points:
    """The points brought into the frame, and moved there until labels and lines are clear of one another."""
    if not len(points):
        return points
    points = centred(_towards_proportions(points))
    points = points * min(1.0, *_room(boxes) / np.maximum(np.ptp(points, axis=0), 1.0))
    for _ in range(ROUNDS):
        points = clear_lines(points, boxes, lines, CLEARANCE, rounds=3)
        points = push_apart(points, boxes, frame=FRAME, rounds=12)
    return push_apart(points, boxes, frame=FRAME)


def _room(boxes: Boxes) -> Points:
    """How far points may lie apart for their boxes to stay in the frame."""
    return np.array([FRAME[0] - 2 * boxes.half_width.max(), FRAME[1] - boxes.height.max()])


def _towards_proportions(points: Points) -> Points:
    """The points stretched, by at most two fifths, towards the proportions of the frame."""
    if len(points) < 3:
        return points
    wanted = np.array(FRAME) / np.maximum(np.ptp(points, axis=0), 1.0)
    stretched: Points = points * np.clip(wanted / wanted.min(), 1.0, 1.4)
    return stretched


def _cost(points: Points, boxes: Boxes, lines: Lines) -> float:
    """How much is wrong with a picture: covered labels, lines through nodes and labels, and crossings."""
    through = covered(points, boxes, lines, CLEARANCE * 0.7)
    return 8.0 * len(overlapping(points, boxes)[0]) + 2.0 * through + crossings(points, lines)
