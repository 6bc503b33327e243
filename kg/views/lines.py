"""Keeps actors and labels off the lines of others: a line through a third actor would seem to concern it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.views.overlaps import Boxes
from kg.views.stress import Indices, Points

BULGE = 0.05  # share of its length by which each further line between the same ends makes a bundle broader
LABEL_CLEARANCE = 0.55  # of the clearance that a node gets


@dataclass(frozen=True, slots=True)
class Lines:
    """Pairs of nodes that are joined, and how many lines run between each pair."""

    pairs: Indices
    lanes: Indices

    @classmethod
    def of(cls, links: Sequence[tuple[int, int]]) -> Lines:
        """The lines of links given in any order and direction; those from a node to itself are left out."""
        counts = Counter((min(link), max(link)) for link in links if link[0] != link[1])
        pairs = sorted(counts)
        lanes = np.array([counts[pair] for pair in pairs], dtype=np.int64)
        return cls(np.array(pairs, dtype=np.int64).reshape(-1, 2), lanes)


@dataclass(frozen=True, slots=True)
class _Crossed:
    """Places that a line runs through: whose they are, and the way out of each."""

    nodes: Indices
    way_out: Points


def clear_lines(points: Points, boxes: Boxes, lines: Lines, clearance: float, rounds: int = 30) -> Points:
    """The points, moved off the lines of others."""
    points = points.copy()
    for _ in range(rounds):
        crossed = _crossed(points, boxes, lines, clearance)
        if not len(crossed.nodes):
            break
        times = np.maximum(np.bincount(crossed.nodes, minlength=len(points)), 1)
        for axis in (0, 1):
            points[:, axis] += 0.7 * np.bincount(crossed.nodes, crossed.way_out[:, axis], len(points)) / times
    return points


def covered(points: Points, boxes: Boxes, lines: Lines, clearance: float) -> int:
    """How many places of nodes and labels lie under the lines of others."""
    return len(_crossed(points, boxes, lines, clearance).nodes)


def _crossed(points: Points, boxes: Boxes, lines: Lines, clearance: float) -> _Crossed:
    """The node itself and three places along its label are looked at."""
    middle = (boxes.below + clearance / 2) / 2
    found = [_near(points, points, lines, clearance)]
    for side in (-0.7, 0.0, 0.7):
        places = points + np.column_stack([side * boxes.half_width, middle])
        found.append(_near(places, points, lines, clearance * LABEL_CLEARANCE))
    return _Crossed(np.concatenate([part.nodes for part in found]), np.concatenate([part.way_out for part in found]))


def _near(places: Points, points: Points, lines: Lines, clearance: float) -> _Crossed:
    start, along = points[lines.pairs[:, 0]], points[lines.pairs[:, 1]] - points[lines.pairs[:, 0]]
    length = np.maximum(np.hypot(*along.T), 1e-9)
    offset = places[:, None, :] - start[None]
    share = np.clip((offset * along).sum(axis=2) / length**2, 0.0, 1.0)
    away = offset - share[:, :, None] * along
    wanted = clearance + BULGE * (lines.lanes - 1) * length
    distance = np.hypot(away[:, :, 0], away[:, :, 1])
    own = (np.arange(len(points))[:, None, None] == lines.pairs[None]).any(axis=2)
    nodes, which = np.nonzero((distance < wanted) & ~own)
    normal = np.column_stack([-along[which, 1], along[which, 0]]) / length[which, None]
    side = np.sign((away[nodes, which] * normal).sum(axis=1))
    missing = wanted[which] - distance[nodes, which]
    return _Crossed(nodes, normal * (np.where(side == 0, 1.0, side) * missing)[:, None])


def crossings(points: Points, lines: Lines) -> int:
    """How many pairs of lines cross."""
    start, end = points[lines.pairs[:, 0]], points[lines.pairs[:, 1]]
    i, j = np.triu_indices(len(start), 1)
    shared = (lines.pairs[i][:, :, None] == lines.pairs[j][:, None, :]).any(axis=(1, 2))
    parted = _turn(start[i], end[i], start[j]) * _turn(start[i], end[i], end[j]) < 0
    parting = _turn(start[j], end[j], start[i]) * _turn(start[j], end[j], end[i]) < 0
    return int((parted & parting & ~shared).sum())


def _turn(a: Points, b: Points, c: Points) -> NDArray[np.float64]:
    turn: NDArray[np.float64] = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    return np.sign(turn)
