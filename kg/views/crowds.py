"""Rough places for nodes, of which only the marks are kept apart: all in one crowd, or each community by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

from kg.views.lines import Lines
from kg.views.overlaps import Boxes, push_apart
from kg.views.stress import Points, Springs, relax, springs, upright

PROPORTIONS = 968 / 716  # width to height of the free part of a window of 1280 by 800
MARGIN = 24.0
BETWEEN = 30.0  # around each community; with less, neighbouring ones look like one

Members = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Part:
    """Nodes that lines join, directly or through others."""

    nodes: list[int]
    springs: Springs | None  # none for a node alone


def parts_of(size: int, lines: Lines) -> list[Part]:
    """The connected parts, the largest first."""
    network: nx.Graph[int] = nx.Graph()
    network.add_nodes_from(range(size))
    network.add_edges_from(lines.pairs.tolist())
    parts = sorted(map(sorted, nx.connected_components(network)), key=lambda nodes: (-len(nodes), nodes))
    return [Part(nodes, _part_springs(network, nodes) if len(nodes) > 1 else None) for nodes in parts]


def _part_springs(network: nx.Graph[int], nodes: list[int]) -> Springs:
    own = nx.relabel_nodes(network.subgraph(nodes), {node: place for place, node in enumerate(nodes)})
    return springs(own)


def loose(parts: Sequence[Part], boxes: Boxes, *, length: float, seed: int = 0) -> Points:
    """The nodes of each part where its lines pull them, and the parts side by side; boxes may still overlap.

    Args:
        parts: of the network.
        boxes: what stands around each node.
        length: of an ordinary line.
        seed: of the places from which the nodes start.
    """
    points = np.zeros((len(boxes.above), 2))
    for part in parts:
        if part.springs:
            start = np.random.default_rng(seed).normal(size=(len(part.nodes), 2)) * len(part.nodes) ** 0.5
            points[part.nodes] = upright(relax(start, part.springs)) * length
    return _side_by_side(points, boxes, [part.nodes for part in parts])


def crowd(boxes: Boxes, lines: Lines, *, length: float) -> Points:
    """A point for each box: linked boxes near one another, none on another; lines may run through them."""
    return centred(push_apart(loose(parts_of(len(boxes.above), lines), boxes, length=length), boxes))


def by_communities(boxes: Boxes, links: Sequence[tuple[int, int]], communities: Members, *, length: float) -> Points:
    """As `crowd`, but each community is placed by itself, and communities that lines join stand near one another."""
    points = np.zeros((len(boxes.above), 2))
    homes = {node: number for number, members in enumerate(communities) for node in members}
    for members, own in zip(communities, _links_within(links, communities, homes), strict=True):
        points[list(members)] = crowd(boxes.of(members), Lines.of(own), length=length)
    rooms = _rooms(points, boxes, communities)
    joined = [(homes[start], homes[end]) for start, end in links]
    middles = crowd(rooms, Lines.of(joined), length=2 * float(np.mean(rooms.half_width)))
    for members, middle in zip(communities, middles, strict=True):
        points[list(members)] += middle
    return centred(points)


def _links_within(
    links: Sequence[tuple[int, int]], communities: Members, homes: dict[int, int]
) -> list[list[tuple[int, int]]]:
    """For each community the links between its members, by their places in it."""
    places = {node: place for members in communities for place, node in enumerate(members)}
    found: list[list[tuple[int, int]]] = [[] for _ in communities]
    for start, end in links:
        if homes[start] == homes[end]:
            found[homes[start]].append((places[start], places[end]))
    return found


def _rooms(points: Points, boxes: Boxes, communities: Members) -> Boxes:
    """The room around the origin that each community takes up, with some air around."""
    corners = [extent(points[list(members)], boxes.of(members)) for members in communities]
    reach = np.array([np.maximum(np.abs(low), np.abs(high)) + BETWEEN for low, high in corners])
    return Boxes(reach[:, 0], reach[:, 1], reach[:, 1])


def _side_by_side(points: Points, boxes: Boxes, parts: list[list[int]]) -> Points:
    """The parts side by side in rows: the largest first, each row as wide as the page's proportions ask."""
    points = points.copy()
    corners = [extent(points[part], boxes.of(part)) for part in parts]
    sizes = np.array([high - low + MARGIN for low, high in corners]).reshape(-1, 2)
    width = max(sizes[:, 0].max(initial=0.0), (sizes.prod(axis=1).sum() * PROPORTIONS) ** 0.5)
    cursor, row_height = np.zeros(2), 0.0
    for part, (low, _), size in zip(parts, corners, sizes, strict=True):
        if cursor[0] and cursor[0] + size[0] > width:
            cursor, row_height = np.array([0.0, cursor[1] + row_height]), 0.0
        points[part] += cursor - low
        cursor, row_height = cursor + np.array([size[0], 0.0]), max(row_height, size[1])
    return points


def extent(points: Points, boxes: Boxes) -> tuple[Points, Points]:
    """The corners of the room that boxes around points take up."""
    low = points - np.column_stack([boxes.half_width, boxes.above])
    high = points + np.column_stack([boxes.half_width, boxes.below])
    return low.min(axis=0), high.max(axis=0)


def centred(points: Points) -> Points:
    """The points moved so that the middle of what they span is the origin."""
    if not len(points):
        return points
    moved: Points = points - (points.min(axis=0) + points.max(axis=0)) / 2
    return moved
