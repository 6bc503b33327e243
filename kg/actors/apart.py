"""Why two things are not held to be one: what the rules have against it, or that none of them speaks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.actors.clusters import Cluster
from kg.actors.kinds import are_related, class_of, is_person, label
from kg.actors.matching import is_short_form, words
from kg.actors.shortforms import ShortForms, are_told_apart, different_kinds, told_apart
from kg.ontology.definitions import Ontology


def apart(first: Cluster, second: Cluster, clusters: Sequence[Cluster], ontology: Ontology) -> list[str]:
    """What keeps two of the clusters apart, a sentence for each reason; at least one.

    Args:
        first: a cluster that the rules have settled.
        second: another.
        clusters: all that were settled, both among them.
        ontology: by which they were.
    """
    if first.wikidata and second.wikidata and first.wikidata != second.wikidata:
        return [f"“{first.name}” is {first.wikidata} on Wikidata, “{second.name}” is {second.wikidata}"]
    shared = sorted(first.folded_names & second.folded_names)
    found = [_namesakes(name, first, second, clusters, ontology) for name in shared]
    found = found or list(_cut_short(first, second, clusters, ontology))
    return found or list(_different(first, second, ontology))


def _namesakes(name: str, first: Cluster, second: Cluster, clusters: Sequence[Cluster], ontology: Ontology) -> str:
    """Why one name is that of two."""
    if first.is_local or second.is_local:
        return f"“{name}” is no name: each document may mean another by it"
    if not are_related(first, second, ontology):
        return different_kinds(first, second, ontology)
    others = [cluster for cluster in clusters if name in cluster.folded_names and not cluster.is_local]
    return f"“{name}” is the name of {_listed(others, ontology)}; nothing tells which of them are one"


def _listed(clusters: Sequence[Cluster], ontology: Ontology) -> str:
    """The clusters by name, class and Wikidata id."""
    about = [
        f"{cluster.name} ({', '.join(filter(None, (label(class_of(cluster, ontology), ontology), cluster.wikidata)))})"
        for cluster in clusters
    ]
    return ", ".join(sorted(about))


def _cut_short(first: Cluster, second: Cluster, clusters: Sequence[Cluster], ontology: Ontology) -> Iterator[str]:
    """What speaks against the one's name being a short form of the other's, where it could be."""
    short_forms = ShortForms(clusters, ontology)
    place = {id(cluster): position for position, cluster in enumerate(clusters)}
    for one, other in ((first, second), (second, first)):
        if is_short_form(one.name, other.name):
            objection = short_forms.objection(place[id(one)], place[id(other)])
            yield objection or f"“{one.name}” is tied to others as well, and joining all would join what does not fit"


def _different(first: Cluster, second: Cluster, ontology: Ontology) -> Iterator[str]:
    """That nothing speaks for joining names that are not alike, and what speaks against it."""
    persons = all(is_person(class_of(cluster, ontology), ontology) for cluster in (first, second))
    common = [word for word in words(first.name) if word in words(second.name)]
    if persons and common:
        yield f"two people may share “{' '.join(common)}”, so a part of a person's name joins nothing"
        return
    if not are_related(first, second, ontology):
        yield different_kinds(first, second, ontology)
    both = sorted(first.aliases & second.aliases)
    if both:
        yield f"“{both[0]}” is used for both, but a form that two share joins neither"
    if first.documents & second.documents and are_told_apart(first, second):
        yield told_apart(first, second)
    yield "the names differ in more than spelling, and neither is short for the other or its initials"
