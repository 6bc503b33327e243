"""A graph in pieces: N-Quads that change together, each with a hash of all that they are made of.

A piece whose hash is the one that was kept is what it was, and need not be stated to know it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from kg import namespaces
from kg.actors.entities import Agreement
from kg.claims import Entity, Extraction
from kg.errors import StoreError
from kg.graph import triples
from kg.graph.notation import encoded
from kg.graph.quads import Quad, bare, ordered, written
from kg.graph.reviews import Review
from kg.namespaces import digest
from kg.ontology.definitions import Ontology
from kg.reading.documents import Copy, Document
from kg.versions import stating_hash


class Piece(NamedTuple):
    """A named graph, or the description of one thing, or of several that are only written together with all the rest.

    Attributes:
        dataset: IRI of the named graph, all of which it is; empty for what stands in the default graph.
        subject: IRI of the one thing that it describes there; empty for several.
        key: hash of all that decides what it states, the program among it.
        content: states it as N-Quads.
    """

    dataset: str
    subject: str
    key: str
    content: Callable[[], bytes]

    @property
    def name(self) -> str:
        """What no other piece is called, unless it describes several things as well."""
        return f"{self.dataset} {self.subject}"


#: Gives all pieces of a graph, in the same order each time.
Pieces = Callable[[], Iterator[Piece]]


def of_graph(
    documents: Iterable[tuple[str, str]],
    load: Callable[[str], tuple[Document, Extraction]],
    agreement: Agreement,
    ontology: Ontology,
    *,
    copies: Mapping[str, Copy],
    reviews: Mapping[str, Review],
) -> Iterator[Piece]:
    """The pieces of what was read: the ontology, the entities, and two for each document.

    Args:
        documents: their names, each with a hash of what is known of it, what was understood, and its reviews.
        load: the document of a name with what was understood of it.
        agreement: what their names mean.
        ontology: the terms that the claims use.
        copies: what documents are copies of, by their names.
        reviews: what a person said of claims, by their ids.
    """
    yield _made(encoded(triples.of_ontology(ontology)))
    for iri, alike in groupby(agreement.agreed, key=lambda agreed: agreed.iri):  # two may have been given one name
        known = tuple((agreed.entity, agreed.former) for agreed in alike)
        yield Piece("", iri, _key(iri, *(_known(*one) for one in known)), partial(_entities, iri, known))
    held = lru_cache(maxsize=1)(load)  # its two pieces are mostly stated one after the other
    for name, known_by in documents:
        iri, copy = namespaces.document(name), copies.get(name)
        said = (known_by, copy.of, str(copy.similarity)) if copy else (known_by,)
        yield Piece("", iri, _key(*said), partial(_document, held, name, copy))
        key = _key(known_by, *_meant(agreement, name))
        yield Piece(iri, "", key, partial(_contents, held, name, agreement, reviews))


def of_quads(quads: Iterable[Quad]) -> Iterator[Piece]:
    """Quads as pieces: their named graphs, and what they describe outside of any."""
    graphs = defaultdict(list)
    for quad in ordered(quads):
        graphs[quad.dataset].append(quad)
    for dataset, content in graphs.items():
        yield _made(written(content), bare(dataset))


def stated_twice(piece: Piece) -> StoreError:
    """The error of a graph that has two pieces of one name."""
    return StoreError(
        f"{piece.dataset or piece.subject} is stated twice; take one of the imports that state it out of the graph"
    )


def _made(content: bytes, dataset: str = "") -> Piece:
    return Piece(dataset, "", _key(content.decode("utf-8")), lambda: content)


def _key(*parts: str) -> str:
    return digest(stating_hash(), *parts)[:32]


def _meant(agreement: Agreement, document: str) -> Iterator[str]:
    """All that the statements of a document take from the agreement: what the names that it uses mean."""
    for name, agreed in sorted(agreement.meanings.get(document, {}).items(), key=itemgetter(0)):
        yield from (name, agreed.iri, agreed.entity.name, agreed.entity.class_name)


def _known(entity: Entity, former: Iterable[str]) -> str:
    return "\0".join((entity.class_name, entity.name, entity.wikidata or "", *entity.aliases, "", *former))


def _entities(iri: str, known: Iterable[tuple[Entity, Iterable[str]]]) -> bytes:
    return encoded(line for entity, former in known for line in triples.of_entity(iri, entity, former))


def _document(load: Callable[[str], tuple[Document, Extraction]], name: str, copy: Copy | None) -> bytes:
    return encoded(triples.of_document(load(name)[0], copy))


def _contents(
    load: Callable[[str], tuple[Document, Extraction]],
    name: str,
    agreement: Agreement,
    reviews: Mapping[str, Review],
) -> bytes:
    return encoded(triples.of_contents(name, load(name)[1], agreement, reviews))
