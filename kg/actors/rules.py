"""The rules by which names of documents are held to mean one thing.

Each joins all it can before the next is asked, and the round is repeated until none applies:

1. one Wikidata id;
2. one folded name and one class;
3. one folded name and two classes of which one is a kind of the other;
4. a short form that is an alias of exactly one fuller entity ("Clearview" of "Clearview AI").

Two Wikidata ids are never joined, and rules 2 to 4 abstain where following them all would join what does not fit. An
actor without a name ("the county") is known in its own document only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from kg.actors.clusters import Cluster, Link, Merge, join
from kg.actors.matching import fold, is_short_form, is_unnamed
from kg.claims import Extraction
from kg.ontology import Class, Ontology

Rule = Callable[[Sequence[Cluster], Ontology], Iterable[Link]]


def settled(clusters: list[Cluster], ontology: Ontology) -> list[Cluster]:
    """The clusters after all rules, round after round until none joins anything."""
    size = None
    while size != len(clusters):
        size = len(clusters)
        for rule, fit in _rules(ontology):
            clusters = join(clusters, rule(clusters, ontology), fit)
        clusters = sorted(clusters, key=lambda cluster: cluster.key)
    return clusters


def first_clusters(extractions: Iterable[tuple[str, Extraction]], ontology: Ontology) -> list[Cluster]:
    """Clusters of what bears one folded name, one class and one Wikidata id (or none)."""
    individuals = _individuals(ontology)
    alike = defaultdict(list)
    for document, extraction in sorted(extractions, key=lambda pair: pair[0]):
        for entity in extraction.entities:
            is_local = entity.class_name in individuals and not entity.wikidata and is_unnamed(entity.name)
            home = document if is_local else ""
            alike[fold(entity.name), entity.class_name, entity.wikidata or "", home].append((document, entity))
    return [_with_spellings(Cluster.of(alike[key], is_local=bool(key[-1]))) for key in sorted(alike)]


def _individuals(ontology: Ontology) -> frozenset[str]:
    """Classes of things that act, or stand for what acts, and have names.

    Such a thing without a name is one thing, and another one in another document. Unnamed groups and kinds of
    technology are what they are called, so equal words mean the same.
    """
    domains = {name for relation in ontology.relations.values() for name in relation.domain}
    return frozenset(
        kind.name
        for kind in ontology.classes.values()
        if (kind.acts_as or any(ontology.is_a(kind.name, name) for name in domains)) and _has_names(kind.name, ontology)
    )


def _with_spellings(cluster: Cluster) -> Cluster:
    """The cluster with a reason for each of its spellings."""
    spellings = [
        Merge(name, cluster.name, f"“{name}” and “{cluster.name}” are both “{fold(name)}” in normal form")
        for name in sorted(cluster.names)
        if name != cluster.name
    ]
    return Cluster.joined([cluster], spellings)


def _rules(ontology: Ontology) -> Iterator[tuple[Rule, Callable[[Cluster, Cluster], bool]]]:
    """The rules in their order, with the test that all they join has to pass."""

    def related(first: Cluster, second: Cluster) -> bool:
        return _one_item(first, second) and _related_classes(first, second, ontology)

    def alike(first: Cluster, second: Cluster) -> bool:
        return related(first, second) and not _kept_apart(first, second)

    yield _same_item, lambda first, second: True
    yield _same_name_and_class, _one_item
    yield _same_name, related
    yield _short_form, alike


def _one_item(first: Cluster, second: Cluster) -> bool:
    """Whether no two Wikidata ids speak against joining."""
    return not (first.wikidata and second.wikidata) or first.wikidata == second.wikidata


def _related_classes(first: Cluster, second: Cluster, ontology: Ontology) -> bool:
    """Whether the classes are one, or one is a kind of the other."""
    one, other = class_of(first, ontology), class_of(second, ontology)
    return one == other or ontology.is_a(one, other) or ontology.is_a(other, one)


def _same_item(clusters: Sequence[Cluster], ontology: Ontology) -> Iterator[Link]:
    alike = _positions(clusters, lambda cluster: [cluster.wikidata] if cluster.wikidata else [])
    for item, positions in alike.items():
        for first, second in pairwise(positions):
            yield _link(clusters, first, second, f"carry one Wikidata id, {item}")


def _same_name_and_class(clusters: Sequence[Cluster], ontology: Ontology) -> Iterator[Link]:
    for name, first, second in _namesakes(clusters):
        class_name = class_of(clusters[first], ontology)
        if class_name == class_of(clusters[second], ontology):
            yield _link(clusters, first, second, f"are both “{name}” in normal form, and both of class {class_name}")


def _same_name(clusters: Sequence[Cluster], ontology: Ontology) -> Iterator[Link]:
    for name, first, second in _namesakes(clusters):
        if _related_classes(clusters[first], clusters[second], ontology):
            classes = f"{class_of(clusters[first], ontology)} and {class_of(clusters[second], ontology)}"
            yield _link(clusters, first, second, f"are both “{name}” in normal form, of the related classes {classes}")


def _namesakes(clusters: Sequence[Cluster]) -> Iterator[tuple[str, int, int]]:
    """Pairs of clusters that share a folded name and no two Wikidata ids, with the name."""
    named = _positions(clusters, lambda cluster: () if cluster.is_local else cluster.folded_names)
    for name, positions in named.items():
        for first, second in combinations(positions, 2):
            if _one_item(clusters[first], clusters[second]):
                yield name, first, second


def _short_form(clusters: Sequence[Cluster], ontology: Ontology) -> Iterator[Link]:
    targets = dict(_only_fuller(clusters, ontology))
    for short, full in targets.items():
        if full not in targets:  # the fullest first, so that each is compared with all that is known of the next
            why = "are a short form and the only fuller entity that has it as an alias"
            yield _link(clusters, short, full, why)


def _only_fuller(clusters: Sequence[Cluster], ontology: Ontology) -> Iterator[tuple[int, int]]:
    """Positions of clusters that are called by a short form, with the position of the one fuller entity it may be."""
    bearers = _positions(clusters, lambda cluster: cluster.folded_forms)
    for position, cluster in enumerate(clusters):
        if cluster.is_local or not _may_be_cut(class_of(cluster, ontology), ontology):
            continue
        others = [other for other in bearers[fold(cluster.name)] if other != position]
        related = [other for other in others if _related_classes(cluster, clusters[other], ontology)]
        namesakes = [other for other in related if fold(cluster.name) in clusters[other].folded_names]
        fuller = [other for other in related if is_short_form(cluster.name, clusters[other].name)]
        if not namesakes and len(fuller) == 1 and _is_rarer(cluster, clusters[fuller[0]]):
            yield position, fuller[0]


def _may_be_cut(class_name: str, ontology: Ontology) -> bool:
    """Whether things of the class keep their identity when their name is cut short.

    Persons do not, since a surname is shared: theirs is the class with titles. Unnamed groups do not: theirs has no
    words by which a name is known.
    """
    return _has_names(class_name, ontology) and not any(kind.titles for kind in _line(class_name, ontology))


def _has_names(class_name: str, ontology: Ontology) -> bool:
    """Whether the ontology has words by which a name of the class is known."""
    return any(kind.endings or kind.openings or kind.name_labels for kind in _line(class_name, ontology))


def _line(class_name: str, ontology: Ontology) -> list[Class]:
    """The class and those above it; nothing for a class that the ontology does not have."""
    known = class_name in ontology.classes
    return [ontology.classes[name] for name in ontology.line(class_name)] if known else []


def _is_rarer(cluster: Cluster, fuller: Cluster) -> bool:
    """Whether no more documents use the short form alone than name the fuller entity, and they do not part the two.

    A form that more documents use is a name of its own: a union's, which the documents on its branch use as well.
    """
    return len(cluster.documents) <= len(fuller.documents) and not _kept_apart(cluster, fuller)


def _kept_apart(cluster: Cluster, fuller: Cluster) -> bool:
    """Whether documents tell the two apart: in half or more of those of the rarer one, both are named side by side.

    "Apple" stands beside "Apple Corps" in most texts on the latter, which shows that it is not short for it. Where it
    is rarer than that, the texts in question were misread.
    """
    both = len(cluster.documents & fuller.documents)
    return 2 * both >= min(len(cluster.documents), len(fuller.documents))


def _positions(clusters: Sequence[Cluster], keys: Callable[[Cluster], Iterable[str]]) -> dict[str, list[int]]:
    """For each key the positions of the clusters that have it."""
    found = defaultdict(list)
    for position, cluster in enumerate(clusters):
        for key in keys(cluster):
            found[key].append(position)
    return {key: found[key] for key in sorted(found)}


def _link(clusters: Sequence[Cluster], first: int, second: int, why: str) -> Link:
    names = clusters[first].name, clusters[second].name
    return Link(first, second, Merge(*names, f"“{names[0]}” and “{names[1]}” {why}"))


def class_of(cluster: Cluster, ontology: Ontology) -> str:
    """The most frequent class; of equals the more specific, then the first of the alphabet."""
    most = max(cluster.classes.values())
    frequent = [name for name in sorted(cluster.classes) if cluster.classes[name] == most]
    specific = [name for name in frequent if not any(_under(other, name, ontology) for other in frequent)]
    return (specific or frequent)[0]


def _under(name: str, ancestor: str, ontology: Ontology) -> bool:
    return name != ancestor and ontology.is_a(name, ancestor)
