"""Commands about what the program is taught: the ontology, and what was not understood for want of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import options
from kg.commands.output import emit, opened, show

if TYPE_CHECKING:
    from kg.teaching import Teaching


@options.command()
@click.argument("name", required=False)
@click.option("--check", is_flag=True, help="Say what the ontology still lacks; exit status 1 if there are errors.")
@click.option("--ontology", "files", multiple=True, help="Turtle file or folder instead of those of the graph.")
@options.graph
@options.formats("text", "markdown")
def ontology(name: str | None, check: bool, files: tuple[str, ...], graph: Path, form: str) -> None:
    """Show what may be said: classes, relations and qualifiers, or all about one of them.

    \b
    kg ontology
    kg ontology contracted
    kg ontology --check --ontology shipped --ontology mine.ttl
    """
    from kg import ontology_page
    from kg.teaching import Teaching

    teaching = Teaching.of(graph).changed(ontology=files)
    if check:
        sys.exit(_lint(teaching))
    found = teaching.load_ontology()
    page = ontology_page.markdown(found) if form == "markdown" else ontology_page.listing(found)
    click.echo((ontology_page.description(found, name) if name else page).rstrip())


def _lint(teaching: Teaching) -> int:
    """Print what an ontology lacks; the exit status."""
    from kg import lint

    found = lint.check(teaching)
    show(f"error: {finding}" for finding in found.errors)
    show(f"note: {finding}" for finding in found.notes)
    click.echo(f"{len(found.errors)} errors, {len(found.notes)} notes")
    return 1 if found.errors else 0


@options.command()
@options.graph
@click.option("--document", help="Name of the document.")
@click.option("--kind", help="no-relation, reference or unclassed.")
@options.formats("table", "jsonl", "csv")
def gaps(graph: Path, document: str | None, kind: str | None, form: str) -> None:
    """List what was not understood: sentences with two actors and no relation, open references, unknown names.

    \b
    kg gaps --kind no-relation
    kg gaps --document minutes.pdf --format csv
    """
    found = opened(graph).gaps(document=document, kind=kind)
    emit(form, [gap.to_json() for gap in found], ("kind", "text", "names", "doc", "start"))
