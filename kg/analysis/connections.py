"""Who is connected with whom, whatever the direction: the network on which paths and measures are found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import networkx as nx

from kg.analysis import telling
from kg.asking.cards import GraphClaim
from kg.graph.stated import StatedEntity


def connections(claims: Iterable[GraphClaim]) -> nx.Graph[str]:
    """The undirected network of claims.

    Returns:
        Nodes are IRIs with their `entity`; an edge has its `claims`, the best receipt first, and the number of
        independent `sources`. What a claim says of one thing twice is no edge. Nodes and edges stand in the order of
        names, so that what is found does not depend on the order of documents.
    """
    between: dict[tuple[str, str], list[GraphClaim]] = defaultdict(list)
    known: dict[str, StatedEntity] = {}
    for claim in claims:
        ends = claim.stated.subject, claim.stated.object
        known |= {end.iri: end for end in ends}
        if ends[0].iri != ends[1].iri:
            between[tuple(sorted(end.iri for end in ends))].append(claim)  # type: ignore[index]
    network: nx.Graph[str] = nx.Graph()
    for entity in sorted(known.values(), key=lambda entity: (entity.name, entity.iri)):
        network.add_node(entity.iri, entity=entity)
    for (first, second), some in sorted(between.items()):
        ordered = tuple(sorted(some, key=telling.preference))
        network.add_edge(first, second, claims=ordered, sources=telling.sources(some))
    return network
