"""What the commands share when they answer: opening the graph and printing records."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import kg

if TYPE_CHECKING:
    from kg.graph.stated import StatedDocument
    from kg.knowledge import KnowledgeGraph


def opened(folder: Path) -> KnowledgeGraph:
    """The graph in a folder."""
    return kg.KnowledgeGraph.open(folder)


def show(lines: Iterable[str]) -> None:
    """Print lines."""
    for line in lines:
        click.echo(line)


def emit(form: str, records: Sequence[Mapping[str, Any]], columns: Sequence[str], *, whole: bool = False) -> None:
    """Print records: those columns of them that are named, or all as JSON; a table fits the terminal unless `whole`."""
    from kg import tables

    rows = ([record[name] for name in columns] for record in records)
    if form == "table":
        show(tables.table_lines(columns, rows, width=None if whole else width()))
    else:
        show(tables.csv_lines(columns, rows) if form == "csv" else tables.json_lines(records))


def say_origins(documents: Collection[StatedDocument], *, claims: int | None = None) -> None:
    """On a terminal, say from how many sources claims or documents are, if some of the documents are copies."""
    from kg.views import wording

    sources = len({document.origin for document in documents})
    if sys.stdout.isatty() and sources < len(documents):
        lead = "" if claims is None else f"{wording.count(claims, 'claim')} from "
        click.echo(lead + wording.origins(sources, len(documents)))


def width() -> int | None:
    """Columns of the terminal, if one shows the output; a notebook names its own in the context of the command."""
    context = click.get_current_context(silent=True)
    if context and context.terminal_width:
        return context.terminal_width
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None
