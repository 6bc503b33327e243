"""What a person has told about names: which mean one thing, which mean two, what a thing is called and what it is.

What is told beats every rule. Where two things that were told contradict each other, the later counts and the earlier
is reported; so is what was told of a thing that no document names any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from kg.actors.clusters import Cluster, Merge, Place, positions
from kg.actors.kinds import class_of
from kg.actors.matching import fold
from kg.ontology.definitions import Ontology

#: What a pair of things was told to be.
ONE, TWO, UNDECIDED = "one", "two", "undecided"


@dataclass(frozen=True, slots=True)
class Named:
    """A thing as it was known when something was told of it."""

    name: str
    class_name: str | None = None
    wikidata: str | None = None
    document: str | None = None  # the only one that names it, if it has no name of its own


@dataclass(frozen=True, slots=True)
class Told:
    """Something that was told of one thing, or of two."""

    id: str
    first: Named
    second: Named | None = None
    verdict: str | None = None  # of two things: one of ONE, TWO, UNDECIDED
    class_name: str | None = None
    name: str | None = None
    word: str = ""  # who told it, when and why: "by the word of Jane Doe (2024-05-01)"


class Unmet(Exception):  # noqa: N818 – it never leaves this module
    """Something that was told cannot be followed; the message says why."""


class Word:
    """All that was told of names, tied to the clusters of what documents name.

    Attributes:
        unmet: for each thing told that could not be followed its id and the reason.
        overruled: ids of what was told of the same pair, or of the same name or class, before what counts.
    """

    def __init__(self, clusters: Sequence[Cluster], told: Sequence[Told], ontology: Ontology) -> None:
        self.unmet: dict[str, str] = {}
        self.overruled: set[str] = set()
        self._told = told
        self._ontology = ontology
        self._parts: dict[int, set[int]] = {}  # for each cluster that was told of, all that are told to be one with it
        self._apart: list[tuple[int, int, Told]] = []
        self._merges: list[tuple[int, Merge]] = []
        self._follow_pairs(clusters)
        self._place_parts: dict[Place, set[int]] = {
            place: part for position, part in self._parts.items() for place in clusters[position].places
        }

    def joined(self, clusters: Sequence[Cluster]) -> list[Cluster]:
        """The clusters that this word was made of, with those joined that were told to be one."""
        done: set[int] = set()
        result: list[Cluster] = []
        for position, cluster in enumerate(clusters):
            part = self._parts.get(position, {position})
            if position in done:
                continue
            done |= part
            merges = [merge for place, merge in self._merges if place in part]
            members = _under_their_names([clusters[one] for one in sorted(part)])
            result.append(Cluster.joined(members, merges) if merges else cluster)
        return result

    def parted(self, first: Cluster, second: Cluster) -> Told | None:
        """What was told to keep two clusters apart, if anything was."""
        if not self._apart:
            return None
        sides = [
            {id(part): part for place in cluster.places if (part := self._place_parts.get(place))}.values()
            for cluster in (first, second)
        ]
        for one, other in product(*sides):
            found = self._between(one, other)
            if found:
                return found
        return None

    def classed(self, clusters: Sequence[Cluster]) -> list[Cluster]:
        """The clusters with the classes that were told."""
        result, bearers = list(clusters), _bearers(clusters)
        classed: dict[int, list[Told]] = defaultdict(list)
        for order, told in enumerate(self._told):
            if told.class_name and (position := self._one(told, result, bearers)) is not None:
                if told.class_name in self._ontology.classes:
                    result[position] = replace(result[position], told_class=(order, told.class_name))
                    classed[position].append(told)
                else:
                    self.unmet[told.id] = f"the ontology has no class {told.class_name}"
        self._overrule(classed.values())
        return result

    def names(self, clusters: Sequence[Cluster]) -> dict[int, list[Told]]:
        """For each cluster whose name was told, by position, all that was told of it; the last counts."""
        bearers = _bearers(clusters) if any(told.name for told in self._told) else {}
        named: dict[int, list[Told]] = defaultdict(list)
        for told in self._told:
            if told.name and (position := self._one(told, clusters, bearers)) is not None:
                named[position].append(told)
        self._overrule(named.values())
        return named

    def _overrule(self, groups: Iterable[Sequence[Told]]) -> None:
        """Note that of each group only the last counts."""
        self.overruled |= {told.id for group in groups for told in group[:-1]}

    def _one(self, told: Told, clusters: Sequence[Cluster], bearers: dict[str, list[int]]) -> int | None:
        """The position of the only cluster that is meant."""
        try:
            return _only(told.first, _meant(told.first, clusters, bearers, self._ontology))
        except Unmet as reason:
            self.unmet[told.id] = str(reason)
            return None

    def _follow_pairs(self, clusters: Sequence[Cluster]) -> None:
        """Join and part what was told, the last first, so that the later counts."""
        pairs = [told for told in self._told if told.second is not None]
        bearers = _bearers(clusters) if pairs else {}
        seen = set[frozenset[frozenset[int]]]()
        for told in reversed(pairs):
            try:
                first, second = (
                    frozenset(_meant(named, clusters, bearers, self._ontology, spelled(pairs)))
                    for named in (told.first, told.second)
                    if named
                )
                if frozenset((first, second)) in seen:
                    self.overruled.add(told.id)
                    continue
                seen.add(frozenset((first, second)))
                self._follow(told, first, second, clusters)
            except Unmet as reason:
                self.unmet[told.id] = str(reason)
        self._merges.reverse()

    def _follow(self, told: Told, first: frozenset[int], second: frozenset[int], clusters: Sequence[Cluster]) -> None:
        if told.verdict == ONE:
            self._join(told, first, second, clusters)
        elif told.verdict == TWO:
            self._part(told, first, second)

    def _join(self, told: Told, first: frozenset[int], second: frozenset[int], clusters: Sequence[Cluster]) -> None:
        items = {clusters[one].wikidata for one in (*first, *second)} - {None}
        whole = {one for one, cluster in enumerate(clusters) if cluster.wikidata in items} | first | second
        whole = set().union(*(self._parts.get(one, {one}) for one in whole))
        for one, other, against in self._apart:
            if one in whole and other in whole:
                raise Unmet(f"it contradicts what was told later {against.word}")
        self._parts |= dict.fromkeys(whole, whole)
        names = [_called(clusters[min(side)], named) for side, named in ((first, told.first), (second, told.second))]
        why = f"“{names[0]}” and “{names[1]}” are one {told.word}"
        self._merges.append((min(first), Merge(names[0], names[1], "judgement", why)))

    def _part(self, told: Told, first: frozenset[int], second: frozenset[int]) -> None:
        for one, other in product(first, second):
            if other in self._parts.get(one, {one}):
                raise Unmet("the two are one by what was told later, or by the spelling of their names")
        for one in (*first, *second):
            self._parts.setdefault(one, {one})
        self._apart += [(one, other, told) for one, other in product(first, second)]

    def _between(self, first: set[int], second: set[int]) -> Told | None:
        for one, other, told in self._apart:
            if (one in first and other in second) or (one in second and other in first):
                return told
        return None


def spelled(told: Iterable[Told]) -> frozenset[str]:
    """Names that were told apart though they differ in spelling only: each of them counts as it is written."""
    pairs = [(one.first.name, one.second.name) for one in told if one.second and one.verdict == TWO]
    return frozenset(name for pair in pairs if fold(pair[0]) == fold(pair[1]) and pair[0] != pair[1] for name in pair)


def _bearers(clusters: Sequence[Cluster]) -> dict[str, list[int]]:
    return positions(clusters, lambda cluster: cluster.folded_names)


def _meant(
    named: Named,
    clusters: Sequence[Cluster],
    bearers: dict[str, list[int]],
    ontology: Ontology,
    spelled: frozenset[str] = frozenset(),
) -> list[int]:
    """Positions of the clusters that are meant: those of the name, of a class that may be its, with its Wikidata id."""
    alike = [one for one in bearers.get(fold(named.name), ()) if _is_home(named, clusters[one])]
    if named.name in spelled:
        alike = [one for one in alike if named.name in clusters[one].names]
    if not alike:
        raise Unmet(f"no document names “{named.name}”")
    of_kind = [one for one in alike if _is_related(clusters[one], named.class_name, ontology)] or alike
    of_item = [one for one in of_kind if clusters[one].wikidata == named.wikidata]
    others = [one for one in of_kind if clusters[one].wikidata is None and named.wikidata]
    found = of_item + others if of_item else of_kind
    if len({clusters[one].wikidata for one in found} - {None}) > 1:
        raise Unmet(f"several are called “{named.name}”")
    return found


def _only(named: Named, found: Sequence[int]) -> int:
    if len(found) > 1:
        raise Unmet(f"several are called “{named.name}”")
    return found[0]


def _is_home(named: Named, cluster: Cluster) -> bool:
    """Whether a thing without a name is that of the document; one with a name is nobody's."""
    return named.document in cluster.documents if cluster.is_local else named.document is None


def _is_related(cluster: Cluster, class_name: str | None, ontology: Ontology) -> bool:
    own = class_of(cluster, ontology)
    return class_name in (None, own) or ontology.is_a(own, str(class_name)) or ontology.is_a(str(class_name), own)


def _called(cluster: Cluster, named: Named | None) -> str:
    return named.name if named and named.name in cluster.names else cluster.name


def _under_their_names(clusters: Sequence[Cluster]) -> list[Cluster]:
    """The clusters; where one has a name, those without are called by it, and their words become forms of it."""
    if all(cluster.is_local for cluster in clusters):
        return list(clusters)
    return [cluster.without_name() if cluster.is_local else cluster for cluster in clusters]


def untold(first: Cluster, second: Cluster) -> None:
    """That nothing was told of two clusters."""


def told_sentence(told: Told, first: str, second: str) -> str:
    """Why two things are two, as `kg why` says it."""
    return f"“{first}” and “{second}” are two {told.word}"


Parted = Callable[[Cluster, Cluster], Told | None]


def named_merges(told: Told, cluster: Cluster) -> Iterator[Merge]:
    """The reason why a thing has a name that a person gave it."""
    if told.name and told.name not in cluster.names:
        yield Merge(told.name, cluster.name, "judgement", f"“{told.name}” is the name of “{cluster.name}” {told.word}")
