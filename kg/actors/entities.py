"""Agreeing on entities: what each name of each document means in the world, by the rules of `kg.actors.rules`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from kg import namespaces
from kg.actors.clusters import Cluster, Merge, Use
from kg.actors.kinds import class_of
from kg.actors.rules import first_clusters, settled
from kg.actors.told import Told, Word, named_merges, spelled, told_sentence
from kg.claims import Entity, Extraction
from kg.errors import UsageError
from kg.namespaces import digest
from kg.ontology.definitions import Ontology


@dataclass(frozen=True, slots=True)
class Agreed:
    """One thing in the world: what is known of it, and the names that were joined to it."""

    iri: str
    entity: Entity
    cluster: Cluster = field(compare=False, repr=False)
    former: tuple[str, ...] = ()  # names that a person gave it before another, by which it may still be looked for

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that name it."""
        return tuple(sorted(self.cluster.documents))

    @property
    def merges(self) -> tuple[Merge, ...]:
        """Why their names were joined."""
        return tuple(sorted(set(self.cluster.merges)))

    @property
    def uses(self) -> tuple[Use, ...]:
        """Every form by which a document calls it, its names included."""
        own = {Use(document, name, name) for document, name in self.cluster.places}
        return tuple(sorted(own | self.cluster.uses))


@dataclass(frozen=True, slots=True)
class Agreement:
    """What each name of each document means."""

    agreed: tuple[Agreed, ...]  # by IRI
    meanings: Mapping[str, Mapping[str, Agreed]]  # of the names of each document
    word: Word = field(compare=False, repr=False)  # what a person told

    def of(self, document_name: str, name: str) -> Agreed:
        """What a document means by a name.

        Raises:
            UsageError: the document's extraction lists no such entity.
        """
        found = self.meanings.get(document_name, {}).get(name)
        if found is None:
            raise UsageError(f"'{name}' is not among the entities of {document_name}")
        return found

    def told_apart(self, first: Agreed, second: Agreed) -> str | None:
        """What a person told to keep two entities apart, as a sentence."""
        told = self.word.parted(first.cluster, second.cluster)
        return told_sentence(told, first.cluster.name, second.cluster.name) if told else None


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
    former = [_former(entity, some) for entity, some in zip(entities, names, strict=True)]
    agreed = list(map(Agreed, _iris(clusters, entities), entities, clusters, former))
    meanings: defaultdict[str, dict[str, Agreed]] = defaultdict(dict)
    for one in agreed:
        for document, name in one.cluster.places:
            meanings[document][name] = one
    return Agreement(tuple(sorted(agreed, key=lambda one: one.iri)), dict(meanings), word)


def _former(entity: Entity, told: Iterable[str]) -> tuple[str, ...]:
    """Names that a person gave and that it no longer has."""
    return tuple(sorted({*told} - {entity.name, *entity.aliases}))


def _entity(cluster: Cluster, class_name: str, told_name: str | None) -> Entity:
    name = told_name or cluster.name
    others = (cluster.aliases | set(cluster.names)) - {name}
    aliases = tuple(sorted(others, key=lambda alias: (alias.casefold(), alias)))
    return Entity(name, class_name, aliases, cluster.wikidata)


def _iris(clusters: Sequence[Cluster], entities: Sequence[Entity]) -> list[str]:
    """An IRI for each entity: the first of its candidates that no other entity has."""
    iris = [next(_candidates(*pair)) for pair in zip(clusters, entities, strict=True)]
    others: dict[int, Iterator[str]] = {}  # candidates that are left, of entities that share theirs
    while True:
        counts = Counter(iris)
        shared = [i for i, iri in enumerate(iris) if counts[iri] > 1]
        others |= {i: islice(_candidates(clusters[i], entities[i]), 1, None) for i in shared if i not in others}
        found = [(i, iri) for i in shared if (iri := next(others[i], None))]
        if not found:
            return iris
        for i, iri in found:
            iris[i] = iri


def _candidates(cluster: Cluster, entity: Entity) -> Iterator[str]:
    """IRIs by name, by name and class, and with a hash; what is known in one document has that document's hash.

    Those that a person gave one name have another in their documents.
    """
    name, kind = entity.name, entity.class_name
    own = [cluster.name] if cluster.name != name else []
    if cluster.is_local:
        home = min(cluster.documents)
        yield namespaces.entity(name, digest(home)[:8])
        yield namespaces.entity(name, digest(home, name, kind, *own)[:8])
        return
    yield namespaces.entity(name)
    yield namespaces.entity(name, kind)
    yield namespaces.entity(name, f"{kind} {digest(name, entity.wikidata or '', *own)[:8]}")
