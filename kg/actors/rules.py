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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from kg.actors.clusters import Cluster, Link, Listed, Merge, join, positions
from kg.actors.kinds import are_related, class_of, has_names, label
from kg.actors.matching import difference, fold, is_unnamed
from kg.actors.shortforms import are_told_apart, short_form_links
from kg.actors.told import Parted, untold
from kg.claims import Entity, Extraction
from kg.ontology.definitions import Ontology

Rule = Callable[[Sequence[Cluster], Ontology], Iterable[Link]]
Fit = Callable[[Cluster, Cluster], bool]


def settled(clusters: list[Cluster], ontology: Ontology, parted: Parted = untold) -> list[Cluster]:
    """The clusters after all rules, round after round until none joins anything or what a person told to be two."""
    size = None
    while size != len(clusters):
        size = len(clusters)
        for rule, fit in _rules(ontology):
            links = rule(clusters, ontology)
            allowed = [link for link in links if not parted(clusters[link.first], clusters[link.second])]
            clusters = join(clusters, allowed, _unless_parted(fit, parted))
        clusters = sorted(clusters, key=lambda cluster: cluster.key)
    return clusters


def _unless_parted(fit: Fit, parted: Parted) -> Fit:
    return lambda first, second: fit(first, second) and not parted(first, second)


def first_clusters(
    extractions: Iterable[tuple[str, Extraction]], ontology: Ontology, spelled: frozenset[str] = frozenset()
) -> list[Cluster]:
    """Clusters of what bears one folded name, one class and one Wikidata id (or none); some names count as written."""
    individuals = _individuals(ontology)
    alike: defaultdict[tuple[str, ...], defaultdict[Entity, list[str]]] = defaultdict(lambda: defaultdict(list))
    for document, extraction in extractions:
        for entity in extraction.entities:
            is_local = entity.class_name in individuals and not entity.wikidata and is_unnamed(entity.name)
            home = document if is_local else ""
            name = entity.name if entity.name in spelled else fold(entity.name)
            alike[name, entity.class_name, entity.wikidata or "", home][entity].append(document)
    return [_with_spellings(_cluster(alike.pop(key), is_local=bool(key[-1]))) for key in sorted(alike)]


def _cluster(found: Mapping[Entity, Sequence[str]], *, is_local: bool) -> Cluster:
    listed = (Listed(entity, tuple(documents)) for entity, documents in found.items())
    return Cluster.of(listed, is_local=is_local)


def _individuals(ontology: Ontology) -> frozenset[str]:
    """Classes of things that act, or stand for what acts, and have names.

    Such a thing without a name is one thing, and another one in another document. Unnamed groups and kinds of
    technology are what they are called, so equal words mean the same.
    """
    domains = {name for relation in ontology.relations.values() for name in relation.domain}
    return frozenset(
        kind.name
        for kind in ontology.classes.values()
        if (kind.acts_as or any(ontology.is_a(kind.name, name) for name in domains)) and has_names(kind.name, ontology)
    )


def _with_spellings(cluster: Cluster) -> Cluster:
    """The cluster with a reason for each of its spellings."""
    others = sorted(name for name in cluster.names if name != cluster.name)
    if not others:
        return cluster
    return Cluster.joined([cluster], [_spelling(name, cluster.name, cluster.documents_of(name)) for name in others])


def _spelling(first: str, second: str, documents: tuple[str, ...]) -> Merge:
    why = f"“{first}” and “{second}” are one name apart from {difference(first, second)}"
    return Merge(first, second, "spelling", why, documents)


def _rules(ontology: Ontology) -> Iterator[tuple[Rule, Fit]]:
    """The rules in their order, with the test that all they join has to pass."""

    def related(first: Cluster, second: Cluster) -> bool:
        return _one_item(first, second) and are_related(first, second, ontology)

    def alike(first: Cluster, second: Cluster) -> bool:
        return related(first, second) and not are_told_apart(first, second)

    yield _same_item, lambda first, second: True
    yield _same_name_and_class, _one_item
    yield _same_name, related
    yield short_form_links, alike


def _one_item(first: Cluster, second: Cluster) -> bool:
    """Whether no two Wikidata ids speak against joining."""
    return not (first.wikidata and second.wikidata) or first.wikidata == second.wikidata


def _same_item(clusters: Sequence[Cluster], ontology: Ontology) -> Iterator[Link]:
    alike = positions(clusters, lambda cluster: [cluster.wikidata] if cluster.wikidata else [])
    for item, alike_positions in alike.items():
        for first, second in pairwise(alike_positions):
            one, other = clusters[first].name, clusters[second].name
            why = f"“{one}” and “{other}” have one Wikidata id, {item}"
            yield Link(first, second, Merge(one, other, "wikidata", why))


def _same_name_and_class(clusters: Sequence[Cluster], ontology: Ontology) -> Iterator[Link]:
    for name, first, second in _namesakes(clusters):
        if class_of(clusters[first], ontology) == class_of(clusters[second], ontology):
            yield _namesake_link(clusters, first, second, name, ontology)


def _same_name(clusters: Sequence[Cluster], ontology: Ontology) -> Iterator[Link]:
    for name, first, second in _namesakes(clusters):
        if are_related(clusters[first], clusters[second], ontology):
            yield _namesake_link(clusters, first, second, name, ontology)


def _namesakes(clusters: Sequence[Cluster]) -> Iterator[tuple[str, int, int]]:
    """Pairs of clusters that share a folded name and no two Wikidata ids, with the name."""
    named = positions(clusters, lambda cluster: () if cluster.is_local else cluster.folded_names)
    for name, alike in named.items():
        for first, second in combinations(alike, 2):
            if _one_item(clusters[first], clusters[second]):
                yield name, first, second


def _namesake_link(clusters: Sequence[Cluster], first: int, second: int, name: str, ontology: Ontology) -> Link:
    one, other = clusters[first], clusters[second]
    names = one.called(name), other.called(name)
    documents = tuple(sorted({*one.documents_of(names[0]), *other.documents_of(names[1])}))
    if names[0] != names[1]:
        return Link(first, second, _spelling(*names, documents))
    kinds = sorted({label(class_of(cluster, ontology), ontology) for cluster in (one, other)})
    of_kinds = f", as {' and as '.join(kinds)}: one is a kind of the other" if len(kinds) > 1 else ""
    return Link(
        first, second, Merge(*names, "name", f"“{names[0]}” is one name in several documents{of_kinds}", documents)
    )
