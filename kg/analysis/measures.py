"""What networkx, or another library in its place, measures of a network of claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Any

import networkx as nx

from kg.errors import UsageError, suggestion

OWN = "networkx"  # what measures where no other backend is asked for, or where that one cannot
_TRIAL = "nx_loopback"  # comes with networkx for its own tests

#: Above so many nodes betweenness is estimated (Brandes and Pich, Int. J. Bifurcation and Chaos 17:7, 2007) from so
#: many of them. All of 1,000 nodes take 1.3 s, of 2,000 up to 8 s. On three random networks of 2,000 (Barabási-Albert)
#: 300 nodes found nine of the first ten in 1 s, with values off by up to 21 %; 100 found eight (40 %), 500 nine or ten
#: (15 %) in twice the time.
EXACT, SAMPLE = 1000, 300
#: So that estimates and communities are the same in every run.
SEED = 0

DIGITS = 6  # to which betweenness is rounded: backends add up in another order


@dataclass(frozen=True, slots=True)
class Measures:
    """A network in numbers.

    Attributes:
        nodes: actors and things.
        edges: pairs of them that claims connect.
        components: parts of the network that nothing connects.
        sampled: number of nodes from which betweenness was estimated; none where all were taken.
        backends: the library that found each measure.
        betweenness: by node, from 0 to 1.
        communities: nodes that have more to do with each other than with the rest; the largest first.
    """

    nodes: int
    edges: int
    components: int
    sampled: int | None
    backends: Mapping[str, str]
    betweenness: Mapping[str, float]
    communities: tuple[tuple[str, ...], ...]


def measures(network: nx.Graph[str], *, backend: str | None = None) -> Measures:
    """Betweenness, communities (Louvain; Blondel et al., J. Stat. Mech. P10008, 2008) and components.

    Args:
        network: as `kg.analysis.connections` makes it.
        backend: a networkx backend, such as `parallel` or `cugraph`. What it does not have is measured by networkx.

    Raises:
        UsageError: the backend is not installed, or cannot be loaded.
    """
    check(backend)
    plain = _plain(network)
    sampled = SAMPLE if plain.number_of_nodes() > EXACT else None
    parts, _ = _run(nx.number_connected_components, plain, backend)
    between, between_by = _run(nx.betweenness_centrality, plain, backend, k=sampled, seed=SEED)
    groups: Iterable[Iterable[str]] = []
    groups_by = OWN
    if plain.number_of_edges():
        groups, groups_by = _run(nx.community.louvain_communities, plain, backend, weight="weight", seed=SEED)
    return Measures(
        nodes=plain.number_of_nodes(),
        edges=plain.number_of_edges(),
        components=parts,
        sampled=sampled,
        backends={"betweenness": between_by, "communities": groups_by},
        betweenness={node: round(between[node], DIGITS) for node in plain},
        communities=_sorted(groups, plain),
    )


def check(backend: str | None) -> None:
    """Make sure that a backend is installed.

    Raises:
        UsageError: it is not; those that are listed.
    """
    others = {found.name for found in entry_points(group="networkx.backends")} - {OWN, _TRIAL}
    installed = [OWN, *sorted(others)]
    if backend is not None and backend not in installed:
        hint = suggestion(backend, installed) or f" Those there are: {', '.join(installed)}."
        raise UsageError(f"no networkx backend '{backend}' is installed.{hint}")


def _plain(network: nx.Graph[str]) -> nx.Graph[str]:
    """The network with numbers only, which any library can take and any process can be sent."""
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(network)
    plain.add_weighted_edges_from(network.edges(data="sources", default=1))
    return plain


def _run(
    function: Callable[..., Any], network: nx.Graph[str], backend: str | None, **options: object
) -> tuple[Any, str]:
    """What a function of networkx finds, and by which library."""
    if backend in (None, OWN):
        return function(network, **options), OWN
    try:
        return function(network, backend=backend, **options), str(backend)
    except NotImplementedError:
        return function(network, backend=OWN, **options), OWN
    except ImportError as error:
        raise UsageError(f"the networkx backend '{backend}' is installed but cannot be loaded: {error}") from None


def _sorted(groups: Iterable[Iterable[str]], network: nx.Graph[str]) -> tuple[tuple[str, ...], ...]:
    """Communities by size, and the members of each by their degree in it."""
    places = {node: place for place, node in enumerate(network)}

    def within(group: set[str]) -> tuple[str, ...]:
        return tuple(sorted(group, key=lambda node: (-len(group & set(network[node])), places[node])))

    found = [within(set(group)) for group in groups]
    return tuple(sorted(found, key=lambda group: (-len(group), places[group[0]])))
