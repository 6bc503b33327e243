"""Short forms over documents: "Clearview" of "Clearview AI", and what speaks against holding the two for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from kg.actors.clusters import Cluster, Link, Merge, positions
from kg.actors.kinds import are_related, class_of, has_names, is_person, label
from kg.actors.matching import fold, is_acronym, is_short_form
from kg.ontology.definitions import Ontology


def short_form_links(clusters: Sequence[Cluster], ontology: Ontology) -> Iterator[Link]:
    """Clusters that are called by a short form, with the one fuller entity it may be."""
    short_forms = ShortForms(clusters, ontology)
    targets = dict(short_forms.targets())
    for short, full in targets.items():
        if full not in targets:  # the fullest first, so that each is compared with all that is known of the next
            yield Link(short, full, _merge(clusters[short], clusters[full]))


def _merge(short: Cluster, full: Cluster) -> Merge:
    called = tuple(sorted({use.document for use in full.uses if fold(use.form) == fold(short.name)}))
    how = "the initials of" if is_acronym(short.name, full.name) else "short for"
    why = f"“{short.name}” is {how} “{full.name}”, a document calls that so, and no other name fits"
    return Merge(short.name, full.name, "short form", why, called)


class ShortForms:
    """The short forms among clusters.

    A short form is joined to the one fuller entity that some document calls by it.
    """

    def __init__(self, clusters: Sequence[Cluster], ontology: Ontology) -> None:
        self._clusters = clusters
        self._ontology = ontology
        self._bearers = positions(clusters, lambda cluster: cluster.folded_forms)
        self._related = cache(self._bearing_and_related)

    def targets(self) -> Iterator[tuple[int, int]]:
        """Positions of short forms, each with that of the fuller entity against which nothing speaks."""
        for position, cluster in enumerate(self._clusters):
            for other in self._bearers[fold(cluster.name)]:
                if other != position and self.objection(position, other) is None:
                    yield position, other

    def objection(self, short: int, full: int) -> str | None:
        """Why the one is not held to be a short form of the other, or None where it is."""
        one, other = self._clusters[short], self._clusters[full]
        if not is_short_form(one.name, other.name):
            return f"“{one.name}” is no short form of “{other.name}”"
        return self._unfit(one, other) or self._ambiguous(short, full) or _commoner(one, other)

    def _unfit(self, one: Cluster, other: Cluster) -> str | None:
        """What the two are that keeps them apart."""
        kinds = [class_of(cluster, self._ontology) for cluster in (one, other)]
        if one.is_local or not has_names(kinds[0], self._ontology):
            return f"“{one.name}” is no name, so it is short for none"
        if not are_related(one, other, self._ontology):
            return different_kinds(one, other, self._ontology)
        if is_person(kinds[0], self._ontology):
            return f"two people may share “{one.name}”, so a part of a person's name joins nothing"
        if fold(one.name) not in other.folded_forms:
            return f"no document calls “{other.name}” just “{one.name}”"
        return None

    def _ambiguous(self, short: int, full: int) -> str | None:
        """Who else may be meant."""
        name = self._clusters[short].name
        related = [self._clusters[other] for other in self._related(short)]
        if any(fold(name) in cluster.folded_names for cluster in related):
            return f"“{name}” is the name of another as well"
        fuller = [f"“{cluster.name}”" for cluster in related if is_short_form(name, cluster.name)]
        return f"“{name}” may be short for {' or '.join(sorted(fuller))}; nothing tells which" if fuller[1:] else None

    def _bearing_and_related(self, position: int) -> list[int]:
        """The others that some document calls by the cluster's name and whose class may be its own."""
        cluster = self._clusters[position]
        others = (other for other in self._bearers[fold(cluster.name)] if other != position)
        return [other for other in others if are_related(cluster, self._clusters[other], self._ontology)]


def different_kinds(one: Cluster, other: Cluster, ontology: Ontology) -> str:
    """That neither class is a kind of the other."""
    kinds = [label(class_of(cluster, ontology), ontology) for cluster in (one, other)]
    return f"“{one.name}” is taken for {with_article(kinds[0])}, “{other.name}” for {with_article(kinds[1])}"


def with_article(noun: str) -> str:
    """The noun with the indefinite article that its first letter asks for."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def _commoner(one: Cluster, other: Cluster) -> str | None:
    """What the documents' use of both says against it.

    A form that more documents use than name the fuller entity is a name of its own: a union's, which the documents on
    its branch use as well.
    """
    counts = len(one.documents), len(other.documents)
    if counts[0] > counts[1]:
        return f"“{one.name}” is named in more documents ({counts[0]}) than “{other.name}” ({counts[1]})"
    return told_apart(one, other) if are_told_apart(one, other) else None


def are_told_apart(one: Cluster, other: Cluster) -> bool:
    """Whether documents tell the two apart: in half or more of those of the rarer one, both are named side by side.

    "Apple" stands beside "Apple Corps" in most texts on the latter, which shows that it is not short for it. Where it
    is rarer than that, the texts in question were misread.
    """
    both = len(one.documents & other.documents)
    return 2 * both >= min(len(one.documents), len(other.documents))


def told_apart(one: Cluster, other: Cluster) -> str:
    """That documents tell the two apart, and which do."""
    both = sorted(one.documents & other.documents)
    return f"“{one.name}” and “{other.name}” stand side by side as two in {some(both)}"


def some(documents: Sequence[str]) -> str:
    """The first two of the documents and the number of the others."""
    rest = len(documents) - 2
    return f"{', '.join(documents[:2])}{f' and {rest} more' if rest > 0 else ''}"
