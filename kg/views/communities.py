"""Communities of a network: nodes with more lines among themselves than to others, found by Louvain's method.

After Blondel and others, "Fast unfolding of communities in large networks" (2008), as networkx has it, with a fixed
seed. What hangs together with few others is no community of its own: a map of news has hundreds of pairs, and one mark
for each would say nothing. Such parts are gathered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import networkx as nx

SEED = 1
SMALLEST = 5  # nodes; connected parts with fewer are gathered. In news six parts in ten are pairs, one in ten has five
GATHERED = 60  # nodes at most of gathered parts: all their names can be read at once
WHOLE = 30  # nodes; a connected part of so many is not parted
LARGEST = 250  # nodes; above, a community is parted again. At 300 marks one name in four can be written

Link = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Community:
    """Nodes that belong together."""

    members: tuple[int, ...]  # the best connected first
    scattered: bool = False  # small parts without a line between them, gathered


def communities(size: int, links: Iterable[Link]) -> list[Community]:
    """The communities of the nodes 0, 1, 2 …; each node is in one. The largest come first, gathered ones last.

    Args:
        size: how many nodes there are.
        links: pairs of nodes, one for each line; several lines between two nodes hold them together more strongly.
    """
    network: nx.Graph[int] = nx.Graph()
    network.add_nodes_from(range(size))
    lines = Counter((min(link), max(link)) for link in links if link[0] != link[1])
    network.add_weighted_edges_from((*pair, count) for pair, count in sorted(lines.items()))
    parts = sorted(map(sorted, nx.connected_components(network)), key=lambda nodes: (-len(nodes), nodes))
    found = [group for part in parts if len(part) >= SMALLEST for group in _parted(network, part)]
    found.sort(key=lambda nodes: (-len(nodes), nodes))
    small = [part for part in parts if len(part) < SMALLEST]
    return [
        *(Community(_ranked(network, nodes)) for nodes in found),
        *(Community(_ranked(network, nodes), scattered=True) for nodes in _gathered(small)),
    ]


def _parted(network: nx.Graph[int], nodes: Sequence[int]) -> Iterator[list[int]]:
    """The communities of connected nodes; those that are too large are parted again as long as that helps."""
    if len(nodes) <= WHOLE:
        yield list(nodes)
        return
    own: nx.Graph[int] = nx.Graph()
    own.add_nodes_from(nodes)
    own.add_weighted_edges_from(sorted(network.subgraph(nodes).edges(data="weight")))
    groups = _merged(own, sorted(map(sorted, nx.community.louvain_communities(own, seed=SEED))))
    for group in groups:
        if len(group) > LARGEST and len(groups) > 1:
            yield from _parted(network, group)
        else:
            yield group


def _merged(network: nx.Graph[int], groups: Sequence[list[int]]) -> list[list[int]]:
    """The groups, the small ones added to the neighbour to which most lines lead."""
    homes = {node: number for number, group in enumerate(groups) for node in group}
    merged = {number: list(group) for number, group in enumerate(groups)}
    for number in sorted(merged, key=lambda number: (len(merged[number]), number)):
        lines: Counter[int] = Counter()
        for start, other in network.edges(merged[number]):
            lines[homes[other]] += network[start][other]["weight"]
        del lines[number]
        if len(merged[number]) < SMALLEST and lines:
            home = min(lines, key=lambda other: (-lines[other], other))
            homes.update(dict.fromkeys(merged[number], home))
            merged[home] += merged.pop(number)
    return [sorted(group) for group in merged.values()]


def _gathered(parts: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The parts in as few groups of about the same size as may be."""
    total = sum(map(len, parts))
    count = -(-total // GATHERED)
    for number in range(count):
        yield sorted(node for part in parts[number::count] for node in part)


def _ranked(network: nx.Graph[int], nodes: Sequence[int]) -> tuple[int, ...]:
    """The nodes by their lines, the best connected first."""
    return tuple(sorted(nodes, key=lambda node: (-network.degree(node, weight="weight"), node)))
