"""Moves boxes apart that lie on one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.views.stress import Indices, Points

Numbers = NDArray[np.float64]

# Boxes that push one another to and fro between others get free when they give way along the other axis now and then:
# of 60 names that fill half the frame, 12 stay covered without this, and none with it.
PATIENCE = 30  # rounds in which the shortest way out is taken
PREFERENCES = (1.0, 1.0, 5.0, 1.0, 1.0, 0.2)


@dataclass(frozen=True, slots=True)
class Boxes:
    """Sizes of what stands around each point: the node in the middle, its label underneath."""

    half_width: Numbers
    above: Numbers
    below: Numbers

    @property
    def area(self) -> float:
        """Of all boxes together."""
        return float((2 * self.half_width * self.height).sum())

    @property
    def height(self) -> Numbers:
        """Whole heights."""
        return self.above + self.below

    def of(self, places: Sequence[int]) -> Boxes:
        """The boxes at these places."""
        chosen = list(places)
        return Boxes(self.half_width[chosen], self.above[chosen], self.below[chosen])

    def middles(self, points: Points) -> Points:
        """The middles of the boxes that stand around the points."""
        return points + np.column_stack([np.zeros(len(points)), (self.below - self.above) / 2])


def overlapping(points: Points, boxes: Boxes) -> tuple[Indices, Indices]:
    """Pairs of boxes that lie on one another, each pair once."""
    middles = boxes.middles(points)
    first, second = _neighbours(middles[:, 0], boxes.half_width)
    across = np.abs(middles[first, 0] - middles[second, 0]) < boxes.half_width[first] + boxes.half_width[second]
    height = (boxes.height[first] + boxes.height[second]) / 2
    meet = across & (np.abs(middles[first, 1] - middles[second, 1]) < height)
    return first[meet], second[meet]


def _neighbours(centres: Numbers, half_widths: Numbers) -> tuple[Indices, Indices]:
    """Pairs of intervals that may overlap, found by sorting and sweeping."""
    order = np.argsort(centres, kind="stable")
    ends = np.searchsorted(centres[order], centres[order] + half_widths[order] + half_widths.max(initial=0.0))
    counts = np.maximum(ends - np.arange(len(order)) - 1, 0)
    first = np.repeat(np.arange(len(order)), counts)
    second = first + 1 + np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return order[first], order[second]


def push_apart(points: Points, boxes: Boxes, *, frame: tuple[float, float] | None = None, rounds: int = 200) -> Points:
    """The points, moved as little as needed for the boxes around them not to touch, and kept inside the frame."""
    points = points if frame is None else inside(points, boxes, frame)
    for turn in range(rounds):
        first, second = overlapping(points, boxes)
        if not len(first):
            break
        preference = PREFERENCES[turn % len(PREFERENCES)] if turn > PATIENCE else 1.0
        shift = _way_out(points, boxes, first, second, preference)
        moves = [np.bincount(first, part, len(points)) - np.bincount(second, part, len(points)) for part in shift.T]
        points = points + np.column_stack(moves)
        points = points if frame is None else inside(points, boxes, frame)
    return points


def inside(points: Points, boxes: Boxes, frame: tuple[float, float]) -> Points:
    """The points, moved so that their boxes lie in a frame around the origin."""
    half = np.array(frame) / 2
    low = np.column_stack([boxes.half_width, boxes.above]) - half
    high = half - np.column_stack([boxes.half_width, boxes.below])
    return np.clip(points, low, np.maximum(low, high))


def _way_out(points: Points, boxes: Boxes, first: Indices, second: Indices, preference: float) -> Points:
    """How far the first of each pair has to go, along the axis on which less is missing, or along a preferred one."""
    middles = boxes.middles(points)
    apart = middles[first] - middles[second]
    needed = np.column_stack(
        [boxes.half_width[first] + boxes.half_width[second], (boxes.height[first] + boxes.height[second]) / 2]
    )
    missing = needed - np.abs(apart) + 0.5
    direction = np.where(apart == 0, np.where(first < second, -1.0, 1.0)[:, None], np.sign(apart))
    sideways = missing[:, 0] < missing[:, 1] * preference
    return 0.5 * direction * missing * np.column_stack([sideways, ~sideways])
