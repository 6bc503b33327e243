"""Names of documents that are held to mean one thing, and how such sets are joined.

What equal entities of many documents have in common is kept once, and what follows from it is made when it is asked
for: a cluster takes half a kilobyte, and 8 bytes for each document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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


class Listed(NamedTuple):
    """An entity as documents list it, each of them in just this way."""

    entity: Entity
    documents: tuple[str, ...]


@dataclass(frozen=True)
class Cluster:
    """Names that are held to mean one thing. All that is derived from it does not depend on any order."""

    listed: tuple[Listed, ...]
    wikidata: str | None
    merges: tuple[Merge, ...] = ()
    is_local: bool = False  # known in one document only, since it has no name
    told_class: tuple[int, str] | None = None  # by a person, with its place in the order of what was told
    unnamed: tuple[Listed, ...] = ()  # without a name of their own: what they are called is no name, but a form of it

    @classmethod
    def of(cls, listed: Iterable[Listed], *, is_local: bool = False) -> Cluster:
        """The cluster of entities that documents call by one folded name, with one class and Wikidata id."""
        listed = tuple(listed)
        return cls(listed, listed[0].entity.wikidata, is_local=is_local)

    @classmethod
    def joined(cls, clusters: Sequence[Cluster], merges: Iterable[Merge]) -> Cluster:
        """One cluster out of several, with the reasons added to those they had."""
        return cls(
            listed=tuple(chain.from_iterable(cluster.listed for cluster in clusters)),
            wikidata=next((cluster.wikidata for cluster in clusters if cluster.wikidata), None),
            merges=(*chain.from_iterable(cluster.merges for cluster in clusters), *merges),
            is_local=all(cluster.is_local for cluster in clusters),
            told_class=max((cluster.told_class for cluster in clusters if cluster.told_class), default=None),
            unnamed=tuple(chain.from_iterable(cluster.unnamed for cluster in clusters)),
        )

    def without_name(self) -> Cluster:
        """The same, but that what it is called is no name of it."""
        return replace(self, listed=(), unnamed=self.listed + self.unnamed)

    @property
    def all_listed(self) -> tuple[Listed, ...]:
        """What documents list, with a name or without."""
        return self.listed + self.unnamed

    @cached_property
    def name(self) -> str:
        """The fullest name: of most words, then of most letters, then of most documents, then not all in capitals."""
        names = self.names
        return min(names, key=lambda name: (*_emptiness(name), -names[name], name.isupper(), name))

    @property
    def names(self) -> dict[str, int]:
        """The names as written, with the number of documents."""
        return _counted((one.entity.name, one) for one in self.listed)

    @property
    def classes(self) -> dict[str, int]:
        """The classes, with the number of documents."""
        return _counted((one.entity.class_name, one) for one in self.all_listed)

    @property
    def places(self) -> Iterator[Place]:
        """The documents that name it, each with the name that it uses."""
        return ((document, one.entity.name) for one in self.all_listed for document in one.documents)

    @property
    def uses(self) -> frozenset[Use]:
        """The forms by which documents call it, beside or instead of names."""
        forms = [(one, form) for one in self.all_listed for form in one.entity.aliases]
        forms += [(one, one.entity.name) for one in self.unnamed]
        return frozenset(Use(document, one.entity.name, form) for one, form in forms for document in one.documents)

    @property
    def aliases(self) -> frozenset[str]:
        """Other surface forms."""
        forms = chain.from_iterable(one.entity.aliases for one in self.all_listed)
        return frozenset(chain(forms, (one.entity.name for one in self.unnamed)))

    @property
    def folded_names(self) -> frozenset[str]:
        """The names in normal form."""
        return frozenset(fold(one.entity.name) for one in self.listed)

    @property
    def folded_forms(self) -> frozenset[str]:
        """The names and aliases in normal form."""
        return self.folded_names | frozenset(map(fold, self.aliases))

    @property
    def documents(self) -> frozenset[str]:
        """Names of the documents that name it."""
        return frozenset(chain.from_iterable(one.documents for one in self.all_listed))

    def called(self, name: str) -> str:
        """Its name that is like the one given in normal form."""
        return min(own for own in self.names if fold(own) == fold(name))

    def documents_of(self, *names: str) -> tuple[str, ...]:
        """The documents that list it under one of the names."""
        return tuple(sorted({document for document, name in self.places if name in names}))

    @property
    def key(self) -> tuple[object, ...]:
        """What puts clusters in the same order in every run."""
        first = min((min(one.documents), one.entity.name) for one in self.all_listed)
        return fold(self.name), self.name, self.wikidata or "", sorted(self.classes), first


def _counted(listed: Iterable[tuple[str, Listed]]) -> dict[str, int]:
    """For each word the number of documents that list it."""
    counts: dict[str, int] = {}
    for word, one in listed:
        counts[word] = counts.get(word, 0) + len(one.documents)
    return counts


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
