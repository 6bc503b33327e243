"""Answers to queries that somebody wrote: in a standard format, as a table to be read, or as a map of claims."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from urllib.parse import quote

from kg.asking.cards import Claims
from kg.errors import UsageError
from kg.graph.notation import Iri
from kg.graph.sparql import Dataset, Value
from kg.graph.stated import StatedClaim
from kg.graph.store import Rows
from kg.knowledge import KnowledgeGraph
from kg.namespaces import PREFIXES, term
from kg.views import wording

TABLE = 500  # rows on a page; all of them can be downloaded
LONGEST = 600  # characters of a value on a page
ENDS = ("subject", "predicate", "object")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in a table: its text, the page it leads to, and whether it is a number."""

    text: str
    address: str | None = None
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The first rows of an answer; of an answer to ASK, `truth`.

    Attributes:
        more: whether there are more rows.
        triples: whether the rows are triples that the query makes.
    """

    header: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    truth: bool | None = None
    more: bool = False
    triples: bool = False

    @property
    def drawable(self) -> bool:
        """Whether a map can show the claims that the rows name."""
        return set(ENDS) <= set(self.header) and bool(self.rows)


def exported(
    graph: KnowledgeGraph, text: str, rows: str | None, triples: str | None, most: int, dataset: Dataset | None
) -> tuple[str | None, bytes]:
    """The answer to a query in a standard format; see `Store.export_within`."""
    return graph.store.export_within(text, rows, triples, most=most, dataset=dataset)


def table(graph: KnowledgeGraph, text: str) -> Table:
    """The first rows of the answer to a query."""
    found = graph.store.query(text, most=TABLE + 1)
    if not isinstance(found, Rows):
        return Table(truth=found)
    rows = tuple(tuple(map(_cell, row)) for row in found.rows[:TABLE])
    return Table(found.header, rows, more=len(found.rows) > TABLE, triples=found.triples)


def drawn(graph: KnowledgeGraph, text: str, title: str, most: int) -> str:
    """The page of a map of the claims that have the subject, predicate and object of a row.

    The ends may be given by IRI or by name.

    Raises:
        UsageError: the answer has no such columns, or the graph no such claims.
    """
    found = graph.store.query(text, most=most)
    if not isinstance(found, Rows) or not set(ENDS) <= set(found.header):
        raise UsageError(f"a map needs a query whose answer has the columns {', '.join(ENDS)}")
    wanted = {tuple(str(record[end]) for end in ENDS) for record in found.records()}
    claims = Claims(claim for claim in graph.claims() if wanted & _triples(claim.stated))
    if not claims:
        raise UsageError("no claim of the graph has the subject, predicate and object of a row")
    return claims.map(title=title).page


def _triples(stated: StatedClaim) -> set[tuple[str, ...]]:
    """A claim in all the ways that a row may name it."""
    predicate = term(stated.claim.predicate)
    ends = product((stated.subject.iri, stated.subject.name), (stated.object.iri, stated.object.name))
    return {(subject, predicate, object_) for subject, object_ in ends}


def _cell(value: Value) -> Cell:
    if value is None:
        return Cell("")
    if isinstance(value, Iri):
        return _iri_cell(value)
    if isinstance(value, bool):
        return Cell(str(value).lower())
    return Cell(wording.plain(str(value), LONGEST), number=not isinstance(value, str))


def _iri_cell(iri: Iri) -> Cell:
    """An IRI with its prefix; that of an entity leads to its page, others to the web."""
    name, base = max(PREFIXES.items(), key=lambda prefix: len(prefix[1]) if iri.startswith(prefix[1]) else 0)
    text = f"{name}:{iri.removeprefix(base)}" if iri.startswith(base) else iri
    own = iri.startswith(PREFIXES["entity"])
    return Cell(wording.plain(text, LONGEST), _actor_page(iri) if own else None)


def _actor_page(iri: str) -> str:
    return f"/actor?name={quote(iri, safe='')}"
