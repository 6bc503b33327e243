"""Queries by their text or their name, and answers in the form that fits: a table, true or false, or triples."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from kg import tables
from kg.graph.named import named_queries, named_query
from kg.graph.notation import Iri
from kg.graph.sparql import Bound, Value, masked
from kg.graph.store import Rows, Store
from kg.namespaces import PREFIXES

if TYPE_CHECKING:
    import pandas

    from kg.asking.cards import Claims
    from kg.asking.constructed import Constructed

_FORM = re.compile(r"(?<![?$:\w-])(SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:-])", re.IGNORECASE)


def listing() -> list[dict[str, str]]:
    """The named queries with their parameters and what they answer."""
    return [
        {
            "name": query.name,
            "parameters": ", ".join(f"{p.name} (needed)" if p.required else p.name for p in query.parameters),
            "answers": query.description,
        }
        for query in named_queries().values()
    ]


def answer(
    store: Store, given: str, values: Mapping[str, Bound], ask: Callable[[], Claims]
) -> pandas.DataFrame | bool | Constructed:
    """The answer to a query given by its text or its name; `ask` gives the claims that triples may tell of."""
    text, bindings = _resolved(store, given, values)
    if _has_triples(text):
        from kg.asking.constructed import constructed

        return constructed(store.export(text, "ttl", bindings=bindings), ask)
    found = store.query(text, bindings=bindings)
    if not isinstance(found, Rows):
        return found
    import pandas

    return pandas.DataFrame(found.rows, columns=list(found.header))


def lines(store: Store, given: str, form: str, values: Mapping[str, Bound], width: int | None = None) -> Iterator[str]:
    """The answer to a query, line by line.

    Args:
        store: the graph.
        given: the text of the query, or its name.
        form: "table", in which triples are written as Turtle, or a format of the store.
        values: for the parameters of the query.
        width: of the terminal on which a table is shown.
    """
    text, bindings = _resolved(store, given, values)
    triples = _has_triples(text)
    if triples or form not in ("table", "csv"):
        content = store.export(text, "ttl" if triples and form == "table" else form, bindings=bindings)
        yield tables.printable(content.decode()).rstrip("\n")
        return
    found = store.query(text, bindings=bindings)
    if not isinstance(found, Rows):
        yield str(found).lower()
    elif form == "csv":
        yield from tables.csv_lines(found.header, found.rows)
    else:
        rows = [[_short(value) for value in row] for row in found.rows]
        yield from tables.table_lines(found.header, rows, width=width)


def _resolved(store: Store, given: str, values: Mapping[str, Bound]) -> tuple[str, Mapping[str, Bound]]:
    """The text of a query and what is to be bound in it; a single word is the name of a query.

    Raises:
        UsageError: there is no query of that name, or a value is not what it asks for.
    """
    if len(given.split()) != 1 or "{" in given:
        return given, values
    query = named_query(given.strip())
    return query.text, query.bindings(store, {name: str(value) for name, value in values.items()})


def form_of(text: str) -> str:
    """What a query asks for: SELECT, ASK, CONSTRUCT or DESCRIBE; nothing when it has no such word."""
    found = _FORM.search(masked(text))
    return found[1].upper() if found else ""


def _has_triples(text: str) -> bool:
    """Whether the answer to a query is triples."""
    return form_of(text) in ("CONSTRUCT", "DESCRIBE")


def _short(value: Value) -> Value:
    """An IRI with its prefix, where it has one."""
    if not isinstance(value, Iri):
        return value
    name, base = max(PREFIXES.items(), key=lambda prefix: len(prefix[1]) if value.startswith(prefix[1]) else 0)
    return f"{name}:{value.removeprefix(base)}" if value.startswith(base) else f"<{value}>"
