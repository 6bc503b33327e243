"""Agreeing on entities: which names of which documents mean the same thing in the world, and why.

The rules, in their order; each joins all it can before the next is asked, and the round is repeated until none applies:

1. one Wikidata id;
2. one folded name and one class;
3. one folded name and two classes of which one is a kind of the other;
4. a short form that is an alias of exactly one fuller entity ("Clearview" of "Clearview AI").

Two Wikidata ids are never joined, and rules 2 to 4 abstain where following them all would join what does not fit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from kg import namespaces
from kg.actors.clusters import Cluster, Link, Merge, Place, join
from kg.actors.matching import fold, is_short_form
from kg.claims import Entity, Extraction
from kg.errors import UsageError
from kg.namespaces import digest
from kg.ontology import Ontology

Rule = Callable[[Sequence[Cluster], Ontology], Iterable[Link]]


@dataclass(frozen=True, slots=True)
class Agreed:
    """One thing in the world: what is known of it, the documents that name it, and why their names were joined."""

    iri: str
    entity: Entity
    documents: tuple[str, ...]
    merges: tuple[Merge, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What each name of each document means."""

    agreed: tuple[Agreed, ...]  # by IRI
    places: Mapping[Place, Agreed]

    def of(self, document_name: str, name: str) -> Agreed:
        """What a document means by a name.

        Raises:
            UsageError: the document's extraction lists no such entity.
        """
        found = self.places.get((document_name, name))
        if found is None:
            raise UsageError(f"'{name}' is not among the entities of {document_name}")
        return found


def agree(extractions: Iterable[tuple[str, Extraction]], ontology: Ontology) -> Agreement:
    """The agreement on the entities of all documents, given as pairs of a document's name and its extraction.

    The same documents give the same agreement in any order.
    """
    return _stated(settled(_first_clusters(extractions), ontology), ontology)


def settled(clusters: list[Cluster], ontology: Ontology) -> list[Cluster]:
    """The clusters after all rules, round after round until none joins anything."""
    size = None
    while size != len(clusters):
        size = len(clusters)
        for rule, fit in _rules(ontology):
            clusters = join(clusters, rule(clusters, ontology), fit)
        clusters = sorted(clusters, key=lambda cluster: cluster.key)
    return clusters


def _first_clusters(extractions: Iterable[tuple[str, Extraction]]) -> list[Cluster]:
    """Clusters of what bears one folded name, one class and one Wikidata id (or none)."""
    alike = defaultdict(list)
    for document, extraction in sorted(extractions, key=lambda pair: pair[0]):
        for entity in extraction.entities:
            alike[fold(entity.name), entity.class_name, entity.wikidata or ""].append((document, entity))
    return [_with_spellings(Cluster.of(alike[key])) for key in sorted(alike)]


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
    one, other = _class(first, ontology), _class(second, ontology)
    return one == other or ontology.is_a(one, other) or ontology.is_a(other, one)


def _same_item(clusters: Sequence[Cluster], ontology: Ontology) -> Iterator[Link]:
    alike = _positions(clusters, lambda cluster: [cluster.wikidata] if cluster.wikidata else [])
    for item, positions in alike.items():
        for first, second in pairwise(positions):
            yield _link(clusters, first, second, f"carry one Wikidata id, {item}")


def _same_name_and_class(clusters: Sequence[Cluster], ontology: Ontology) -> Iterator[Link]:
    for name, first, second in _namesakes(clusters):
        class_name = _class(clusters[first], ontology)
        if class_name == _class(clusters[second], ontology):
            yield _link(clusters, first, second, f"are both “{name}” in normal form, and both of class {class_name}")


def _same_name(clusters: Sequence[Cluster], ontology: Ontology) -> Iterator[Link]:
    for name, first, second in _namesakes(clusters):
        if _related_classes(clusters[first], clusters[second], ontology):
            classes = f"{_class(clusters[first], ontology)} and {_class(clusters[second], ontology)}"
            yield _link(clusters, first, second, f"are both “{name}” in normal form, of the related classes {classes}")


def _namesakes(clusters: Sequence[Cluster]) -> Iterator[tuple[str, int, int]]:
    """Pairs of clusters that share a folded name and no two Wikidata ids, with the name."""
    for name, positions in _positions(clusters, lambda cluster: cluster.folded_names).items():
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
        if not _may_be_cut(_class(cluster, ontology), ontology):
            continue
        others = [other for other in bearers[fold(cluster.name)] if other != position]
        related = [other for other in others if _related_classes(cluster, clusters[other], ontology)]
        namesakes = [other for other in related if fold(cluster.name) in clusters[other].folded_names]
        fuller = [other for other in related if is_short_form(cluster.name, clusters[other].name)]
        if not namesakes and len(fuller) == 1 and not _kept_apart(cluster, clusters[fuller[0]]):
            yield position, fuller[0]


def _may_be_cut(class_name: str, ontology: Ontology) -> bool:
    """Whether things of the class keep their identity when their name is cut short.

    Persons do not, since a surname is shared: theirs is the class with titles. Unnamed groups do not: theirs has no
    words by which a name is known.
    """
    if class_name not in ontology.classes:
        return False
    line = [ontology.classes[name] for name in ontology.line(class_name)]
    named = any(kind.endings or kind.openings or kind.name_labels for kind in line)
    return named and not any(kind.titles for kind in line)


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


def _class(cluster: Cluster, ontology: Ontology) -> str:
    """The most frequent class; of equals the more specific, then the first of the alphabet."""
    most = max(cluster.classes.values())
    frequent = [name for name in sorted(cluster.classes) if cluster.classes[name] == most]
    specific = [name for name in frequent if not any(_under(other, name, ontology) for other in frequent)]
    return (specific or frequent)[0]


def _under(name: str, ancestor: str, ontology: Ontology) -> bool:
    return name != ancestor and ontology.is_a(name, ancestor)


def _stated(clusters: Sequence[Cluster], ontology: Ontology) -> Agreement:
    entities = [_entity(cluster, _class(cluster, ontology)) for cluster in clusters]
    agreed = [
        Agreed(iri, entity, tuple(sorted(cluster.documents)), tuple(sorted(set(cluster.merges))))
        for iri, entity, cluster in zip(_iris(entities), entities, clusters, strict=True)
    ]
    places = {place: one for one, cluster in zip(agreed, clusters, strict=True) for place in cluster.places}
    return Agreement(tuple(sorted(agreed, key=lambda one: one.iri)), places)


def _entity(cluster: Cluster, class_name: str) -> Entity:
    others = (cluster.aliases | set(cluster.names)) - {cluster.name}
    aliases = tuple(sorted(others, key=lambda alias: (alias.casefold(), alias)))
    return Entity(cluster.name, class_name, aliases, cluster.wikidata)


def _iris(entities: Sequence[Entity]) -> list[str]:
    """An IRI for each entity: by its name; where two would share it, by name and class; then with a hash."""
    qualifiers = [
        ("", entity.class_name, f"{entity.class_name} {digest(entity.name, entity.wikidata or '')[:8]}")
        for entity in entities
    ]
    levels = [0] * len(entities)
    while True:
        iris = [namespaces.entity(e.name, q[n]) for e, q, n in zip(entities, qualifiers, levels, strict=True)]
        counts = Counter(iris)
        shared = [i for i, iri in enumerate(iris) if counts[iri] > 1 and levels[i] < 2]
        if not shared:
            return iris
        for i in shared:
            levels[i] += 1
