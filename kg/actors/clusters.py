"""Names of documents that are held to mean one thing, and how such sets are joined."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations
from typing import NamedTuple

from kg.actors.matching import fold, words
from kg.claims import Entity

Place = tuple[str, str]  # a document and the name it uses


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """Two names held to mean one thing, or two uses of one name, and the reason as a sentence."""

    first: str
    second: str
    rule: str  # "wikidata", "spelling", "name", "short form", "judgement", or "document" for what one document calls it
    why: str
    documents: tuple[str, ...] = ()  # in which it shows


class Use(NamedTuple):
    """A form by which a document calls a thing, beside or instead of the name under which it lists it."""

    document: str
    name: str
    form: str


@dataclass(frozen=True)
class Cluster:
    """Names that are held to mean one thing. All that is derived from it does not depend on any order."""

    names: Counter[str]  # as written, with the number of documents
    classes: Counter[str]
    uses: frozenset[Use]
    wikidata: str | None
    places: tuple[Place, ...]
    merges: tuple[Merge, ...] = ()
    is_local: bool = False  # known in one document only, since it has no name
    told_class: tuple[int, str] | None = None  # by a person, with its place in the order of what was told

    @classmethod
    def of(cls, members: Iterable[tuple[str, Entity]], *, is_local: bool = False) -> Cluster:
        """The cluster of entities that documents call by one folded name, with one class and Wikidata id."""
        members = list(members)
        return cls(
            names=Counter(entity.name for _, entity in members),
            classes=Counter(entity.class_name for _, entity in members),
            uses=frozenset(Use(document, entity.name, form) for document, entity in members for form in entity.aliases),
            wikidata=members[0][1].wikidata,
            places=tuple((document, entity.name) for document, entity in members),
            is_local=is_local,
        )

    @classmethod
    def joined(cls, clusters: Sequence[Cluster], merges: Iterable[Merge]) -> Cluster:
        """One cluster out of several, with the reasons added to those they had."""
        return cls(
            names=sum((cluster.names for cluster in clusters), Counter()),
            classes=sum((cluster.classes for cluster in clusters), Counter()),
            uses=frozenset(chain.from_iterable(cluster.uses for cluster in clusters)),
            wikidata=next((cluster.wikidata for cluster in clusters if cluster.wikidata), None),
            places=tuple(chain.from_iterable(cluster.places for cluster in clusters)),
            merges=(*chain.from_iterable(cluster.merges for cluster in clusters), *merges),
            is_local=all(cluster.is_local for cluster in clusters),
            told_class=max((cluster.told_class for cluster in clusters if cluster.told_class), default=None),
        )

    @cached_property
    def name(self) -> str:
        """The fullest name: of most words, then of most letters, then of most documents, then not all in capitals."""
        return min(self.names, key=lambda name: (*_emptiness(name), -self.names[name], name.isupper(), name))

    @cached_property
    def aliases(self) -> frozenset[str]:
        """Other surface forms."""
        return frozenset(use.form for use in self.uses)

    @cached_property
    def folded_names(self) -> frozenset[str]:
        """The names in normal form."""
        return frozenset(map(fold, self.names))

    @cached_property
    def folded_forms(self) -> frozenset[str]:
        """The names and aliases in normal form."""
        return self.folded_names | frozenset(map(fold, self.aliases))

    @cached_property
    def documents(self) -> frozenset[str]:
        """Names of the documents that name it."""
        return frozenset(document for document, _ in self.places)

    def called(self, name: str) -> str:
        """Its name that is like the one given in normal form."""
        return min(own for own in self.names if fold(own) == fold(name))

    def documents_of(self, *names: str) -> tuple[str, ...]:
        """The documents that list it under one of the names."""
        return tuple(sorted({document for document, name in self.places if name in names}))

    @cached_property
    def key(self) -> tuple[object, ...]:
        """What puts clusters in the same order in every run."""
        return fold(self.name), self.name, self.wikidata or "", sorted(self.classes), min(self.places)


def _emptiness(name: str) -> tuple[int, int]:
    return -len(words(name)), -len(fold(name))


@dataclass(frozen=True, slots=True)
class Link:
    """Two clusters that a rule would join, by their positions."""

    first: int
    second: int
    merge: Merge


def join(clusters: Sequence[Cluster], links: Iterable[Link], fit: Callable[[Cluster, Cluster], bool]) -> list[Cluster]:
    """The clusters after joining all that are linked, directly or through others.

    Where two of the linked do not fit each other, one of the links is wrong and nothing tells which: none is followed.
    """
    links = list(links)
    reasons = defaultdict(list)
    roots = _roots(len(clusters), links)
    for link in links:
        reasons[roots[link.first]].append(link.merge)
    parts = defaultdict(list)
    for position, root in enumerate(roots):
        parts[root].append(clusters[position])
    joined: list[Cluster] = []
    for root, part in parts.items():
        fits = len(part) > 1 and all(fit(*pair) for pair in combinations(part, 2))
        joined += [Cluster.joined(part, reasons[root])] if fits else part
    return joined


def _roots(size: int, links: Iterable[Link]) -> list[int]:
    """For each position the first position of its part (union by the smaller, with path halving)."""
    above = list(range(size))

    def root(position: int) -> int:
        while above[position] != position:
            above[position] = position = above[above[position]]
        return position

    for link in links:
        low, high = sorted((root(link.first), root(link.second)))
        above[high] = low
    return [root(position) for position in range(size)]


def positions(clusters: Sequence[Cluster], keys: Callable[[Cluster], Iterable[str]]) -> dict[str, list[int]]:
    """For each key the positions of the clusters that have it."""
    found = defaultdict(list)
    for position, cluster in enumerate(clusters):
        for key in keys(cluster):
            found[key].append(position)
    return {key: found[key] for key in sorted(found)}
