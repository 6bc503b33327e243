"""A graph in a SPARQL 1.1 store on another machine, asked like one on disk.

The store has a named graph for each document, as a store on disk has, and two more. What is stated in the default graph
on disk, the ontology, entities and documents, is in `DESCRIBED`, since servers differ in what a default graph is.
`STORED` says what is there: of each named graph the digest of what was put, and where the graph was built.

Queries are read here first, so that they mean the same on every server and a mistake is marked as always. They are
answered from the union of all named graphs; a server that cannot do so is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from kg import namespaces
from kg.errors import QueryError, StoreError
from kg.graph.connection import Connection
from kg.graph.formats import Answer, read_answer, wanted
from kg.graph.notation import iri, literal, quad
from kg.graph.quads import Quad, written
from kg.graph.sparql import Bound, Dataset, bound, declared, names_dataset, without_unbound
from kg.graph.store import Store

DESCRIBED, STORED = namespaces.dataset("described"), namespaces.dataset("stored")
DIGEST, WRITER, PLACE = (namespaces.dataset("stored", name) for name in ("digest", "writer", "place"))

#: Values that ask for the union of the named graphs as default graph, of which one is understood: many servers always
#: answer from it, Oxigraph and Jena when they are told so.
UNIONS: tuple[dict[str, str], ...] = (
    {},
    {"union-default-graph": "true"},
    {"default-graph-uri": "urn:x-arq:UnionGraph"},
)

_MARK = f"{iri(STORED)} {iri(WRITER)} ?writer"
_MARKED, _IS_THERE = f"ASK {{ {_MARK} }}", f"ASK {{ GRAPH {iri(STORED)} {{ {_MARK} }} }}"
_STORED = f"SELECT ?thing ?property ?value WHERE {{ GRAPH {iri(STORED)} {{ ?thing ?property ?value }} }}"


@dataclass(frozen=True, slots=True)
class Stored:
    """What a store says that it has.

    Attributes:
        digests: of each named graph, what was put; nothing for one that is being written.
        writer: the folder that it is written from, by its mark; None if nothing was ever written.
        place: the machine and path of that folder, for people.
    """

    digests: Mapping[str, str]
    writer: str | None = None
    place: str = ""

    @property
    def content(self) -> bytes:
        """The named graph that says so, as N-Triples."""
        lines = [quad(iri(graph), iri(DIGEST), literal(digest)) for graph, digest in sorted(self.digests.items())]
        said = {WRITER: self.writer or "", PLACE: self.place}
        lines += [quad(iri(STORED), iri(name), literal(value)) for name, value in said.items()]
        return "".join(lines).encode("utf-8", "replace")


class RemoteStore(Store):
    """A graph in a store on another machine."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(Store.in_memory(())._inner)
        self.connection = connection
        self._union: Mapping[str, str] = {}

    @classmethod
    def open(cls, address: str) -> Self:  # type: ignore[override]
        """The graph in the store at an address.

        Raises:
            StoreError: the store cannot be reached, has no graph, or does not answer from the union of named graphs.
        """
        store = cls(Connection(address))
        for way in UNIONS:
            store._union = way
            if store.query(_MARKED):
                return store
        if store.query(_IS_THERE):
            raise StoreError(
                f"{address} does not answer queries from the union of its named graphs; set up the server to do so"
            )
        raise StoreError(f"there is no graph at {address}; run `kg build … --graph {address}` first")

    def __len__(self) -> int:
        return len(self._copied())

    def is_current(self) -> bool:
        """It always is: every question is put to the server."""
        return True

    def dump(self, form: str) -> bytes:
        """The whole graph, as one on disk writes it."""
        return self._copied().dump(form)

    def stored(self) -> Stored:
        """What the store says that it has."""
        rows = list(self.texts(_STORED))
        said = {str(name): str(value) for thing, name, value in rows if thing == STORED}
        digests = {str(graph): str(value) for graph, name, value in rows if name == DIGEST}
        return Stored(digests, said.get(WRITER), said.get(PLACE, ""))

    def subjects(self, graph: str) -> set[str]:
        """IRIs of what a named graph describes."""
        rows = self.texts(f"SELECT DISTINCT ?subject WHERE {{ GRAPH {iri(graph)} {{ ?subject ?property ?value }} }}")
        return {str(subject) for (subject,) in rows}

    def _copied(self) -> Store:
        """All that the graph states, in memory: a query for each named graph, since some servers cut long answers."""
        pieces = (self._content(graph) for graph in sorted(self.stored().digests))
        return Store.in_memory(pieces)

    def _content(self, graph: str) -> bytes:
        """The N-Quads of a named graph. SELECT, since Virtuoso says when it cuts its answer, and not of CONSTRUCT."""
        dataset = "" if graph == DESCRIBED else iri(graph)
        rows = self.terms(f"SELECT ?s ?p ?o WHERE {{ GRAPH {iri(graph)} {{ ?s ?p ?o }} }}")
        return written(Quad(subject, predicate, value, dataset) for subject, predicate, value in rows)

    def _answer(self, text: str, bindings: Mapping[str, Bound] | None, dataset: Dataset | None = None) -> Answer:
        kind = super()._answer(text, bindings, dataset)  # of an empty store: what is wrong with the query is told here
        text = without_unbound(bound(text, bindings or {}))
        content, media_type = self.connection.ask(declared(text), wanted(kind), self._values(text, dataset))
        try:
            return read_answer(content, media_type, kind)
        except ValueError as error:
            raise QueryError(f"what {self.connection.host} answers cannot be read: {error}") from None

    def _values(self, text: str, dataset: Dataset | None) -> dict[str, str | list[str]]:
        """What the query is sent with, so that it is answered from the graphs that are meant."""
        if dataset is not None:
            return {"default-graph-uri": list(dataset.default), "named-graph-uri": list(dataset.named)}
        return {} if names_dataset(text) else {**self._union}
