"""The store of a graph on disk: written whole or as a copy that differs, read with SPARQL, and never changed itself.

The only importer of Oxigraph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Self

import pyoxigraph as oxigraph

from kg.errors import QueryError, StoreError, UsageError
from kg.graph.formats import (
    DATASET_FORMATS,
    ROW_FORMATS,
    TRIPLE_FORMATS,
    WRITTEN_PREFIXES,
    Answer,
    choice,
    rows_within,
    triples_within,
)
from kg.graph.generations import Held, current, held, new_generation
from kg.graph.loading import load
from kg.graph.notation import Iri
from kg.graph.sparql import Bound, Dataset, Value, bound, names_dataset, refuse_remote, syntax_error
from kg.namespaces import PREFIXES

_INTEGERS = frozenset(PREFIXES["xsd"] + name for name in ("integer", "int", "long", "nonNegativeInteger"))
_FRACTIONS = frozenset(PREFIXES["xsd"] + name for name in ("decimal", "double", "float"))
_BOOLEAN = PREFIXES["xsd"] + "boolean"

#: Pieces that are removed before what that changes is written from memory to disk. Oxigraph itself keeps more than a
#: gigabyte before it does.
_FLUSHED = 1000


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a query: a table of plain values, None where a variable has none. IRIs are `Iri`."""

    header: tuple[str, ...]
    rows: list[tuple[Value, ...]]
    triples: bool = field(default=False, compare=False)  # whether they are those of CONSTRUCT or DESCRIBE

    def records(self) -> list[dict[str, Value]]:
        """The rows with the names of their columns."""
        return [dict(zip(self.header, row, strict=True)) for row in self.rows]


class Store:
    """A graph opened for reading. The default graph of its queries is the union of all its graphs.

    In that union a triple that three documents state is counted three times (Oxigraph does not merge them): use
    DISTINCT.
    """

    def __init__(self, inner: oxigraph.Store, held: Held | None = None) -> None:
        self._inner = inner
        self._held = held

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The store of a graph folder. Any number of processes may have it open, whatever builds write.

        Raises:
            StoreError: there is none, or it is damaged.
        """
        generation = held(folder)
        if generation is None:
            raise StoreError(
                f"there is no graph in '{folder}'; run `kg build` first, or name another folder with --graph"
            )
        try:
            return cls(oxigraph.Store.read_only(str(generation.place)), generation)
        except (OSError, RuntimeError, ValueError) as error:
            if current(folder) != generation.place:  # a build has replaced it just now
                return cls.open(folder)
            raise StoreError(
                f"the store in '{folder}' cannot be opened ({error}); run `kg build` to write it again"
            ) from None

    @classmethod
    def in_memory(cls, pieces: Iterable[bytes]) -> Self:
        """A store of N-Quads that is never written to disk."""
        inner = oxigraph.Store()
        load(inner, pieces)
        return cls(inner)

    def __len__(self) -> int:
        return len(self._inner)

    def is_current(self) -> bool:
        """Whether no build has written a newer generation since this one was opened."""
        return self._held is None or current(self._held.place.parent.parent) == self._held.place

    def query(self, text: str, *, bindings: Mapping[str, Bound] | None = None, most: int | None = None) -> Rows | bool:
        """The answer to a SPARQL query: rows, or true or false for ASK. CONSTRUCT gives rows of three columns.

        The usual prefixes need not be declared.

        Args:
            text: the query.
            bindings: values for variables that the query lists in a VALUES block of their own.
            most: rows after which no more are looked for.

        Raises:
            QueryError: the query cannot be parsed or answered.
        """
        answer = self._answer(text, bindings)
        if isinstance(answer, oxigraph.QueryBoolean):
            return bool(answer)
        if isinstance(answer, oxigraph.QueryTriples):
            triples = islice(_read(answer), most)
            return Rows(("subject", "predicate", "object"), [tuple(map(_plain, triple)) for triple in triples], True)
        return Rows(_header(answer), [tuple(map(_plain, row)) for row in islice(_read(answer), most)])

    def texts(self, text: str, *, bindings: Mapping[str, Bound] | None = None) -> Iterator[tuple[str | None, ...]]:
        """Rows of a SELECT query with each value as it is written in the store."""
        for row in self._rows(text, bindings):
            yield tuple(None if term is None else term.value for term in row)

    def terms(self, text: str) -> Iterator[tuple[str, ...]]:
        """Rows of a SELECT query that binds all its variables, with each value as N-Quads write it."""
        for row in self._rows(text, None):
            yield tuple(map(str, row))

    def export(self, text: str, form: str, *, bindings: Mapping[str, Bound] | None = None) -> bytes:
        """The answer to a SPARQL query in a standard format: one of ROW_FORMATS, or of TRIPLE_FORMATS for CONSTRUCT."""
        answer = self._answer(text, bindings)
        if isinstance(answer, oxigraph.QueryTriples):
            chosen = choice(form, TRIPLE_FORMATS, "triples")
            return oxigraph.serialize(answer, format=chosen, prefixes=WRITTEN_PREFIXES) or b""
        return answer.serialize(format=choice(form, ROW_FORMATS, "rows")) or b""

    def export_within(
        self, text: str, rows: str | None, triples: str | None, *, most: int, dataset: Dataset | None = None
    ) -> tuple[str | None, bytes]:
        """The answer to a SPARQL query in one of two formats, and which; the query is given up when it is too large.

        It is None and nothing for an answer of the kind that is not wanted.

        Args:
            text: the query.
            rows: one of ROW_FORMATS, for rows and answers; None if they are not wanted.
            triples: one of TRIPLE_FORMATS or "jsonld", for CONSTRUCT and DESCRIBE; None if they are not wanted.
            most: rows, or triples, that the answer may have.
            dataset: the graphs that are asked; if not given, those that the query names, else all.

        Raises:
            QueryError: the query cannot be parsed or answered.
            LimitError: the answer has more rows, or more than MOST_BYTES bytes.
        """
        answer = self._answer(text, None, dataset)
        if isinstance(answer, oxigraph.QueryTriples):
            return triples, triples_within(answer, triples, most) if triples else b""
        return rows, rows_within(answer, rows, most) if rows else b""

    def dump(self, form: str) -> bytes:
        """The whole graph: one of DATASET_FORMATS, which keep its named graphs, or of TRIPLE_FORMATS, which do not."""
        if form in TRIPLE_FORMATS:
            return self.export("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", form)
        chosen = choice(form, DATASET_FORMATS | TRIPLE_FORMATS, "a graph")
        content = self._inner.dump(format=chosen, prefixes=WRITTEN_PREFIXES) or b""
        return b"".join(sorted(content.splitlines(keepends=True))) if form == "nq" else content

    def _rows(self, text: str, bindings: Mapping[str, Bound] | None) -> Iterator[oxigraph.QuerySolution]:
        answer = self._answer(text, bindings)
        if not isinstance(answer, oxigraph.QuerySolutions):
            raise UsageError("only a SELECT query has rows")
        yield from _read(answer)

    def _answer(self, text: str, bindings: Mapping[str, Bound] | None, dataset: Dataset | None = None) -> Answer:
        text = bound(text, bindings or {})
        refuse_remote(text)
        graphs = {"use_default_graph_as_union": not names_dataset(text)} if dataset is None else _graphs(dataset)
        try:
            return self._inner.query(text, prefixes=PREFIXES, **graphs)
        except SyntaxError as error:
            raise syntax_error(text, str(error)) from None
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from None


def _nothing(place: Path) -> None:
    """Write nothing else."""


def replace(folder: Path, pieces: Iterable[bytes], *, also: Callable[[Path], None] = _nothing) -> None:
    """Write N-Quads as the new store of a graph folder. Until all is written, the old one stays.

    The caller sees to it that no other build writes to the folder: see `Readings`.

    Args:
        folder: of the graph.
        pieces: what the store states.
        also: writes what else belongs to a store, into the folder that it is given.

    Raises:
        StoreError: the folder cannot be written.
    """
    with new_generation(folder) as place:
        inner = oxigraph.Store(str(place))
        if load(inner, pieces) > 1:
            inner.optimize()  # takes 1 s for 1.2 million lines; without it queries take twice as long
        inner.flush()
        del inner
        also(place)


def change(folder: Path, without: Iterable[str], pieces: Iterable[bytes], *, also: Callable[[Path], None]) -> None:
    """Write a new store that states what the one of a graph folder does, but for some of it, and N-Quads besides.

    Files of the old store are shared by hard links where the file system has them: Oxigraph never changes a file that
    holds data, and whoever has the old store open keeps it.

    Args:
        folder: of the graph.
        without: names of pieces that are not stated any more; see `kg.graph.pieces`.
        pieces: what is stated besides.
        also: as for `replace`.

    Raises:
        StoreError: there is no store, it is damaged, or the folder cannot be written; what there was stays.
    """
    old = current(folder)
    if old is None:
        raise StoreError(f"there is no store in '{folder}' that could be changed")
    with new_generation(folder) as place:
        try:
            oxigraph.Store.read_only(str(old)).backup(str(place))
            inner = oxigraph.Store(str(place))
            for number, name in enumerate(without, 1):
                _remove(inner, *name.split(" "))
                if number % _FLUSHED == 0:
                    inner.flush()
            load(inner, pieces)
            inner.flush()
            del inner
        except (RuntimeError, ValueError) as error:
            raise StoreError(f"the store in '{folder}' cannot be changed: {error}") from error
        also(place)


def _remove(inner: oxigraph.Store, dataset: str, subject: str) -> None:
    if dataset:
        inner.remove_graph(oxigraph.NamedNode(dataset))
        return
    for quad in inner.quads_for_pattern(oxigraph.NamedNode(subject), None, None, oxigraph.DefaultGraph()):
        inner.remove(quad)


def _graphs(dataset: Dataset) -> dict[str, list[oxigraph.NamedNode]]:
    try:
        default, named = ([oxigraph.NamedNode(iri) for iri in iris] for iris in (dataset.default, dataset.named))
    except ValueError as error:
        raise UsageError(f"a graph has to be named by an IRI: {error}") from None
    return {"default_graph": default, "named_graphs": named}


def _header(answer: oxigraph.QuerySolutions) -> tuple[str, ...]:
    return tuple(variable.value for variable in answer.variables)


def _read(answer: oxigraph.QuerySolutions | oxigraph.QueryTriples) -> Iterator[oxigraph.QuerySolution]:
    """The solutions or triples; an error in the middle of them is one of ours."""
    try:
        yield from answer
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from None


def _plain(term: oxigraph.NamedNode | oxigraph.BlankNode | oxigraph.Literal | oxigraph.Triple | None) -> Value:
    """A term as a plain value; a date, and what does not fit its datatype, stays text."""
    if isinstance(term, oxigraph.NamedNode):
        return Iri(term.value)
    if not isinstance(term, oxigraph.Literal):
        return None if term is None else str(term)
    datatype = term.datatype.value
    try:
        if datatype in _INTEGERS:
            return int(term.value)
        if datatype in _FRACTIONS:
            return int(term.value) if term.value.lstrip("-").isdigit() else float(term.value)
    except ValueError:
        return term.value
    return term.value in ("true", "1") if datatype == _BOOLEAN else term.value
