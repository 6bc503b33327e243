"""A graph in numbers: what it holds, and who stands where in the network that its claims make."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.analysis import telling
from kg.analysis.connections import connections
from kg.analysis.measures import OWN, Measures, measures
from kg.analysis.timeline import moment
from kg.asking.cards import GraphClaim
from kg.graph.stated import StatedDocument, StatedEntity
from kg.ontology.definitions import Ontology
from kg.tables import cell, table_lines
from kg.views import notebook, wording

if TYPE_CHECKING:
    import pandas

#: The columns of a table of places, and those of them that are shown.
COLUMNS = ("name", "class", "degree", "betweenness", "sources", "claims", "community", "wikidata", "iri")
SHOWN = COLUMNS[:5]

NAMED = 4  # members that name a community
SMALLEST = 3  # members of a community that is shown; two that only know each other tell nothing


@dataclass(frozen=True, slots=True)
class Place:
    """Where an actor or thing stands in the network.

    Attributes:
        entity: who or what.
        degree: how many others it is connected with.
        betweenness: the share, from 0 to 1, of shortest paths between two others that pass through it.
        sources: how many independent documents make claims about it.
        claims: how many claims are about it.
        community: number of its community, if it is connected with any other.
    """

    entity: StatedEntity
    degree: int
    betweenness: float
    sources: int
    claims: int
    community: int | None

    def to_json(self) -> dict[str, Any]:
        """The record of the place."""
        entity = self.entity.entity
        about = {"name": entity.name, "class": entity.class_name, "wikidata": entity.wikidata, "iri": self.entity.iri}
        numbers = {"degree": self.degree, "betweenness": self.betweenness, "sources": self.sources}
        return {**about, **numbers, "claims": self.claims, "community": self.community}


@dataclass(frozen=True, slots=True)
class Community:
    """Actors and things that have more to do with each other than with the rest, the best connected first."""

    number: int  # from 1, the largest first
    members: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The record of the community."""
        return {"number": self.number, "size": len(self.members), "members": list(self.members)}

    def __str__(self) -> str:
        return cell(", ".join(self.members[:NAMED])) + (", …" if len(self.members) > NAMED else "")


@dataclass(frozen=True, slots=True, repr=False)
class Statistics:
    """A graph in numbers.

    Attributes:
        documents: how many there are.
        sources: how many of them are independent; copies count once.
        statuses: claims by how they stand.
        relations: claims by relation.
        classes: actors and things by class.
        actors: how many can act; the rest are things, places among them.
        span: the earliest and the latest time of a fact, as written; nothing where no fact tells one.
        facts_only: whether the network is of facts only.
        measures: the network as a whole.
        places: all who are in the network, the best connected first.
        communities: the largest first.
    """

    documents: int
    sources: int
    statuses: Mapping[str, int]
    relations: Mapping[str, int]
    classes: Mapping[str, int]
    actors: int
    span: tuple[str, str] | None
    facts_only: bool
    measures: Measures
    places: tuple[Place, ...]
    communities: tuple[Community, ...]

    @property
    def claims(self) -> int:
        """How many claims there are."""
        return sum(self.statuses.values())

    @property
    def things(self) -> int:
        """How many things there are, places among them."""
        return sum(self.classes.values()) - self.actors

    def to_json(self) -> dict[str, Any]:
        """The record that `kg stats --format json` prints."""
        counts = ("documents", "sources", "claims", "statuses", "relations", "classes", "actors", "things", "span")
        network = ("nodes", "edges", "components", "sampled", "backends")
        return {
            **{name: getattr(self, name) for name in counts},
            "network": {"facts_only": self.facts_only, **{name: getattr(self.measures, name) for name in network}},
            "places": [place.to_json() for place in self.places],
            "communities": [community.to_json() for community in self.communities],
        }

    def frame(self) -> pandas.DataFrame:
        """The places as a table."""
        import pandas

        return pandas.DataFrame([place.to_json() for place in self.places], columns=list(COLUMNS))

    @property
    def basis(self) -> str:
        """What was measured, and how, as far as a reader has to know."""
        known = self.measures
        sampled = f"betweenness estimated from {known.sampled:,} of them" if known.sampled else ""
        by = [f"{what} by {library}" for what, library in known.backends.items() if library != OWN]
        size = f"{known.nodes:,} actors and things, {wording.count(known.edges, 'connection')}"
        parts = f"{wording.count(known.components, 'separate part')}"
        claims = "facts only" if self.facts_only else "claims of every status"
        return "; ".join(filter(None, (claims, f"{size}, {parts}", sampled, *by)))

    def counts(self, limit: int) -> list[tuple[str, str]]:
        """What there is: headings with numbers in words, of long lists the beginning."""
        divided = f"{wording.count(self.actors, 'actor')}, {wording.count(self.things, 'thing')}"
        rows = (
            ("documents", wording.origins(self.sources, self.documents)),
            ("claims", f"{self.claims:,}{f': {_listed(self.statuses)}' if self.claims else ''}"),
            ("about", divided if self.actors else f"{self.things:,} actors and things"),
            ("facts from", " to ".join(map(wording.time, dict.fromkeys(self.span))) if self.span else ""),
            ("relations", _listed(self.relations, limit)),
            ("classes", _listed(self.classes, limit)),
        )
        return [(heading, text) for heading, text in rows if text]

    def lines(self, width: int = 80, *, limit: int = 10) -> Iterator[str]:
        """The numbers for a terminal of that many columns, with at most so many places and communities."""
        yield from telling.columns(self.counts(limit), width=width)
        if not self.places:
            return
        yield from ("", "Best connected", *telling.wrapped(self.basis, width=width, indent="  "))
        records = [place.to_json() for place in self.places[:limit]]
        rows = [[_shown(record[name]) for name in SHOWN] for record in records]
        yield from (f"  {line}" for line in table_lines(SHOWN, rows, width=width - 2))
        yield from self._community_lines(width, limit)

    def _community_lines(self, width: int, limit: int) -> Iterator[str]:
        large = [one for one in self.communities if len(one.members) >= SMALLEST]
        if not large:
            return
        yield from ("", "Communities, by size")
        yield from telling.columns([(f"{len(one.members):,}", str(one)) for one in large[:limit]], width=width)
        if left := len(self.communities) - len(large[:limit]):
            yield f"  and {left:,} more"

    def __repr__(self) -> str:
        return f"<statistics: {self.claims:,} claims from {wording.origins(self.sources, self.documents)}>"

    def _repr_html_(self) -> str:
        tables: dict[str, Mapping[str, int]] = {
            "How stated": self.statuses,
            "Relations": self.relations,
            "Best connected": {place.entity.name: place.degree for place in self.places},
            "Communities": {str(one): len(one.members) for one in self.communities},
        }
        return notebook.counts_html("Statistics", self.basis, tables)


@dataclass(frozen=True, slots=True)
class Contents:
    """What is counted of a graph: all its claims, all its actors and things, all its documents."""

    claims: Sequence[GraphClaim]
    entities: Sequence[StatedEntity]
    documents: Sequence[StatedDocument]


def statistics(
    contents: Contents, ontology: Ontology, *, facts_only: bool = True, backend: str | None = None
) -> Statistics:
    """A graph in numbers.

    Args:
        contents: of the graph.
        ontology: tells who can act.
        facts_only: whether claims that are no facts are left out of the network. The counts are of all.
        backend: as for `kg.analysis.measures`.

    Raises:
        UsageError: the backend is not installed, or cannot be loaded.
    """
    chosen = [claim for claim in contents.claims if claim.claim.is_fact or not facts_only]
    network = connections(chosen)
    measured = measures(network, backend=backend)
    classes = _counted(entity.entity.class_name for entity in contents.entities)
    names = {node: network.nodes[node]["entity"].name for node in network}
    return Statistics(
        documents=len(contents.documents),
        sources=len({document.origin for document in contents.documents}),
        statuses=_counted(claim.status for claim in contents.claims),
        relations=_counted(claim.claim.predicate for claim in contents.claims),
        classes=classes,
        actors=sum(number for name, number in classes.items() if ontology.is_actor(name)),
        span=_span(contents.claims),
        facts_only=facts_only,
        measures=measured,
        places=_places(chosen, measured, {node: len(network[node]) for node in network}),
        communities=tuple(
            Community(number, tuple(names[node] for node in group))
            for number, group in enumerate(measured.communities, start=1)
        ),
    )


def _places(claims: Iterable[GraphClaim], measured: Measures, degrees: Mapping[str, int]) -> tuple[Place, ...]:
    about: dict[str, dict[str, GraphClaim]] = defaultdict(dict)
    known: dict[str, StatedEntity] = {}
    for claim in claims:
        for end in (claim.stated.subject, claim.stated.object):
            known[end.iri] = end
            about[end.iri][claim.id] = claim
    communities = {iri: number for number, group in enumerate(measured.communities, start=1) for iri in group}
    places = [
        Place(
            entity=known[iri],
            degree=degrees[iri],
            betweenness=measured.betweenness[iri],
            sources=telling.sources(own.values()),
            claims=len(own),
            community=communities.get(iri),
        )
        for iri, own in about.items()
    ]
    return tuple(sorted(places, key=lambda one: (-one.degree, -one.betweenness, one.entity.name, one.entity.iri)))


def _span(claims: Iterable[GraphClaim]) -> tuple[str, str] | None:
    """The earliest and the latest time that a fact tells."""
    told = [claim.claim.when for claim in claims if claim.claim.is_fact and claim.claim.when]
    times = sorted({time for when in told for time in when.split("/") if time}, key=moment)
    return (times[0], times[-1]) if times else None


def _shown(value: object) -> object:
    return f"{value:.3f}" if isinstance(value, float) else value


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items(), key=lambda row: (-row[1], row[0])))


def _listed(counts: Mapping[str, int], limit: int | None = None) -> str:
    shown = [f"{number:,} {name}" for name, number in list(counts.items())[:limit]]
    left = f" and {len(counts) - len(shown):,} more" if len(shown) < len(counts) else ""
    return ", ".join(shown) + left
