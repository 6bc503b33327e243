"""Agreeing on entities: what each name of each document means in the world, by the rules of `kg.actors.rules`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg import namespaces
from kg.actors.clusters import Cluster, Merge, Place, Use
from kg.actors.kinds import class_of
from kg.actors.rules import first_clusters, settled
from kg.actors.told import Told, Word, named_merges, spelled, told_sentence
from kg.claims import Entity, Extraction
from kg.errors import UsageError
from kg.namespaces import digest
from kg.ontology.definitions import Ontology


@dataclass(frozen=True, slots=True)
class Agreed:
    """One thing in the world: what is known of it, the documents that name it, and why their names were joined."""

    iri: str
    entity: Entity
    documents: tuple[str, ...]
    merges: tuple[Merge, ...]
    uses: tuple[Use, ...]  # every form by which a document calls it, its names included
    former: tuple[str, ...] = ()  # names that a person gave it before another, by which it may still be looked for


@dataclass(frozen=True, slots=True)
class Agreement:
    """What each name of each document means."""

    agreed: tuple[Agreed, ...]  # by IRI
    places: Mapping[Place, Agreed]
    clusters: Mapping[str, Cluster] = field(compare=False, repr=False)  # what was joined, by IRI
    word: Word = field(compare=False, repr=False)  # what a person told

    def of(self, document_name: str, name: str) -> Agreed:
        """What a document means by a name.

        Raises:
            UsageError: the document's extraction lists no such entity.
        """
        found = self.places.get((document_name, name))
        if found is None:
            raise UsageError(f"'{name}' is not among the entities of {document_name}")
        return found

    def told_apart(self, iri: str, other: str) -> str | None:
        """What a person told to keep two entities apart, as a sentence."""
        first, second = self.clusters[iri], self.clusters[other]
        told = self.word.parted(first, second)
        return told_sentence(told, first.name, second.name) if told else None


def agree(extractions: Iterable[tuple[str, Extraction]], ontology: Ontology, *, told: Sequence[Told] = ()) -> Agreement:
    """The agreement on the entities of all documents, given as pairs of a document's name and its extraction.

    The same documents give the same agreement in any order. What a person told beats every rule.
    """
    first = first_clusters(extractions, ontology, spelled(told))
    word = Word(first, told, ontology)
    clusters = settled(word.joined(first), ontology, word.parted)
    if any(one.class_name for one in told):
        clusters = settled(word.classed(clusters), ontology, word.parted)
    return _stated(clusters, ontology, word)


def _stated(clusters: Sequence[Cluster], ontology: Ontology, word: Word) -> Agreement:
    told = word.names(clusters)
    clusters = [
        replace(cluster, merges=(*cluster.merges, *named_merges(told[position][-1], cluster)))
        if position in told
        else cluster
        for position, cluster in enumerate(clusters)
    ]
    names = [[one.name for one in told.get(position, ()) if one.name] for position in range(len(clusters))]
    entities = [
        _entity(cluster, class_of(cluster, ontology), some[-1] if some else None)
        for cluster, some in zip(clusters, names, strict=True)
    ]
    agreed = [
        _agreed(iri, entity, cluster, some)
        for iri, entity, cluster, some in zip(_iris(clusters, entities), entities, clusters, names, strict=True)
    ]
    places = {place: one for one, cluster in zip(agreed, clusters, strict=True) for place in cluster.places}
    known = {one.iri: cluster for one, cluster in zip(agreed, clusters, strict=True)}
    return Agreement(tuple(sorted(agreed, key=lambda one: one.iri)), places, known, word)


def _agreed(iri: str, entity: Entity, cluster: Cluster, told_names: Iterable[str]) -> Agreed:
    own = {Use(document, name, name) for document, name in cluster.places}
    documents, merges = sorted(cluster.documents), sorted(set(cluster.merges))
    former = sorted({*told_names} - {entity.name, *entity.aliases})
    return Agreed(iri, entity, tuple(documents), tuple(merges), tuple(sorted(own | cluster.uses)), tuple(former))


def _entity(cluster: Cluster, class_name: str, told_name: str | None) -> Entity:
    name = told_name or cluster.name
    others = (cluster.aliases | set(cluster.names)) - {name}
    aliases = tuple(sorted(others, key=lambda alias: (alias.casefold(), alias)))
    return Entity(name, class_name, aliases, cluster.wikidata)


def _iris(clusters: Sequence[Cluster], entities: Sequence[Entity]) -> list[str]:
    """An IRI for each entity: the first of its candidates that no other entity has."""
    candidates = [_candidates(cluster, entity) for cluster, entity in zip(clusters, entities, strict=True)]
    iris = [some[0]() for some in candidates]
    chosen = [0] * len(candidates)
    while True:
        counts = Counter(iris)
        shared = [i for i, iri in enumerate(iris) if counts[iri] > 1 and chosen[i] + 1 < len(candidates[i])]
        if not shared:
            return iris
        for i in shared:
            chosen[i] += 1
            iris[i] = candidates[i][chosen[i]]()


def _candidates(cluster: Cluster, entity: Entity) -> list[Callable[[], str]]:
    """IRIs by name, by name and class, and with a hash; what is known in one document has that document's hash.

    Each is made when it is asked for: few entities share a name. Those that a person gave one name have another in
    their documents.
    """
    name, kind = entity.name, entity.class_name
    own = [cluster.name] if cluster.name != name else []
    if cluster.is_local:
        home = min(cluster.documents)
        return [
            lambda: namespaces.entity(name, digest(home)[:8]),
            lambda: namespaces.entity(name, digest(home, name, kind, *own)[:8]),
        ]
    return [
        lambda: namespaces.entity(name),
        lambda: namespaces.entity(name, kind),
        lambda: namespaces.entity(name, f"{kind} {digest(name, entity.wikidata or '', *own)[:8]}"),
    ]
