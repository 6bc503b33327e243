"""How two actors are connected: the shortest ways from one to the other, each step with the sentence that proves it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile
from typing import Any

import networkx as nx

from kg.analysis import markdown, telling
from kg.analysis.connections import connections
from kg.asking.cards import GraphClaim, Shown
from kg.errors import UsageError
from kg.graph.stated import StatedEntity
from kg.ontology.definitions import Ontology
from kg.tables import cell
from kg.views import notebook, wording

#: What a doubt about a step weighs against its length: too little for those about a whole path to make up for a step.
_DOUBT = 1e-4


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a path.

    Attributes:
        start: where it begins.
        end: where it leads.
        claims: all that connects the two, in either direction, the best receipt first.
    """

    start: StatedEntity
    end: StatedEntity
    claims: tuple[GraphClaim, ...]

    @property
    def receipts(self) -> list[GraphClaim]:
        """The best claim of each relation, direction and status."""
        best: dict[tuple[str, str, str], GraphClaim] = {}
        for claim in self.claims:
            best.setdefault((claim.claim.predicate, claim.stated.subject.iri, claim.status), claim)
        return list(best.values())

    @property
    def rest(self) -> str:
        """How many claims repeat what the receipts say; nothing if none does."""
        left = len(self.claims) - len(self.receipts)
        return f"and {wording.count(left, 'more claim')} of the same" if left else ""

    def to_json(self) -> dict[str, Any]:
        """The record of the step, with every claim in full."""
        claims = [claim.record() for claim in self.claims]
        return {"from": self.start.name, "to": self.end.name, "claims": claims}


@dataclass(frozen=True, slots=True)
class Path:
    """A way from one actor to another that passes none twice."""

    steps: tuple[Step, ...]

    @property
    def names(self) -> list[str]:
        """Those it passes, both ends included."""
        return [self.steps[0].start.name, *(step.end.name for step in self.steps)]

    def to_json(self) -> dict[str, Any]:
        """The record of the path."""
        return {"names": self.names, "steps": [step.to_json() for step in self.steps]}

    def __str__(self) -> str:
        return " — ".join(map(cell, self.names))


@dataclass(frozen=True, slots=True, repr=False)
class Paths:
    """How two actors are connected.

    Attributes:
        first: the one.
        second: the other.
        paths: the shortest first; of equal length those through actors first, then those that more sources tell.
        remark: where there is no path, what would lead to one.
    """

    first: StatedEntity
    second: StatedEntity
    paths: tuple[Path, ...]
    remark: str
    ontology: Ontology

    def to_json(self) -> dict[str, Any]:
        """The record that `kg path --format json` prints."""
        ends = {"from": self.first.name, "to": self.second.name}
        return {**ends, "paths": [path.to_json() for path in self.paths], "remark": self.remark or None}

    def lines(self, width: int = 80) -> Iterator[str]:
        """The paths for a terminal of that many columns."""
        for number, path in enumerate(self.paths, start=1):
            yield from [""] if number > 1 else []
            lead = f"{number}. {wording.count(len(path.steps), 'step')}: {path}"
            yield from telling.wrapped(lead, width=width)
            for step in path.steps:
                for claim in step.receipts:
                    yield from telling.text_lines(telling.says(claim), claim, width=width, indent="   ")
                yield from [f"     {step.rest}"] if step.rest else []

    def markdown(self) -> Iterator[str]:
        """The paths as Markdown, in which texts of documents stay text."""
        yield from (f"# {markdown.escaped(f'{self.first.name} and {self.second.name}')}", "")
        for path in self.paths:
            yield from (f"## {wording.count(len(path.steps), 'step')}: {markdown.escaped(str(path))}", "")
            for step in path.steps:
                for claim in step.receipts:
                    yield from telling.markdown_lines(telling.says(claim), claim)
                yield from (f"    {step.rest}", "") if step.rest else ()

    def __iter__(self) -> Iterator[Path]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def __repr__(self) -> str:
        found = wording.count(len(self.paths), "path")
        return f"<{found} between {self.first.name} and {self.second.name}>"

    def _repr_html_(self) -> str:
        parts = [
            (str(path), [(claim.claim, Shown.of(claim.document)) for step in path.steps for claim in step.receipts])
            for path in self.paths
        ]
        title = f"{self.first.name} and {self.second.name}"
        return notebook.claims_html(title, parts or [(self.remark, [])], self.ontology)


@dataclass(frozen=True, slots=True)
class Limits:
    """Which paths are asked for.

    Attributes:
        limit: how many at most.
        longest: of how many steps at most.
        avoided: IRIs of those through which no path leads.
        facts_only: whether claims that are no facts connect nobody.

    Raises:
        UsageError: a number is not positive.
    """

    limit: int = 3
    longest: int = 6
    avoided: frozenset[str] = frozenset()
    facts_only: bool = True

    def __post_init__(self) -> None:
        for name in ("limit", "longest"):
            if (number := getattr(self, name)) < 1:
                raise UsageError(f"{name} is {number}; it has to be 1 or more")


def paths(
    claims: Sequence[GraphClaim],
    first: StatedEntity,
    second: StatedEntity,
    ontology: Ontology,
    limits: Limits,
) -> Paths:
    """The shortest paths from one to another, by Yen's algorithm (Management Science 17:11, 1971).

    Raises:
        UsageError: both are the same, or one of them is to be avoided.
    """
    if first.iri == second.iri:
        raise UsageError(f"both names mean {first.name}; give two actors")
    if avoided := {end.iri: end.name for end in (first, second) if end.iri in limits.avoided}:
        raise UsageError(f"a path between both cannot avoid {' or '.join(avoided.values())}")
    usable = [claim for claim in claims if not limits.avoided & {claim.stated.subject.iri, claim.stated.object.iri}]
    network = connections(claim for claim in usable if claim.claim.is_fact or not limits.facts_only)
    steps = distance(network, first, second)
    if steps is None or steps > limits.longest:
        wider = distance(connections(usable), first, second)
        return Paths(first, second, (), _remark(first, second, steps, wider), ontology)
    ways = takewhile(lambda way: len(way) <= limits.longest + 1, _ways(network, first.iri, second.iri, ontology))
    return Paths(first, second, tuple(_path(way, network) for way in islice(ways, limits.limit)), "", ontology)


def _remark(first: StatedEntity, second: StatedEntity, steps: int | None, wider: int | None) -> str:
    """Why there is no path, and by which option there would be one."""
    names = f"{first.name} and {second.name}"
    if steps is not None:
        return f"the shortest path between {names} has {steps} steps (--longest {steps})"
    if wider is None:
        return f"nothing connects {names}"
    return f"no facts connect {names}; claims of every status do, in {wording.count(wider, 'step')} (--all)"


def distance(network: nx.Graph[str], first: StatedEntity, second: StatedEntity) -> int | None:
    """The number of steps from one to the other; none where nothing connects them."""
    if first.iri not in network or second.iri not in network or not nx.has_path(network, first.iri, second.iri):
        return None
    return int(nx.shortest_path_length(network, first.iri, second.iri))


def _ways(network: nx.Graph[str], first: str, second: str, ontology: Ontology) -> Iterator[list[str]]:
    """Paths, the shortest first; of equal length those through actors, told as facts, by many sources."""
    for one, other, edge in network.edges(data=True):
        ends = (network.nodes[iri]["entity"].entity.class_name for iri in (one, other))
        doubts = [not ontology.is_actor(class_name) for class_name in ends]
        doubts.append(not edge["claims"][0].claim.is_fact)
        edge["weight"] = 1 + _DOUBT * (sum(doubts) + 1 / edge["sources"])
    yield from nx.shortest_simple_paths(network, first, second, weight="weight")


def _path(way: Iterable[str], network: nx.Graph[str]) -> Path:
    known = network.nodes
    return Path(
        tuple(
            Step(known[one]["entity"], known[other]["entity"], network[one][other]["claims"])
            for one, other in pairwise(way)
        )
    )
