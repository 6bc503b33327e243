"""Commands about what the program is taught: the ontology, and what was not understood for want of it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.commands import options
from kg.commands.output import emit, opened, show, width
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.ontology.writing import Declaration
    from kg.teaching.materials import Teaching

GAP_COLUMNS = ("kind", "text", "names", "doc", "start")  # in a table
GAP_FIELDS = (*GAP_COLUMNS, "predicate", "marked")


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
    from kg.ontology import reference
    from kg.teaching.materials import Teaching

    teaching = Teaching.of(graph).changed(ontology=files)
    if check:
        sys.exit(_lint(teaching))
    found = teaching.load_ontology()
    page = reference.markdown(found) if form == "markdown" else reference.listing(found)
    click.echo((reference.description(found, name) if name else page).rstrip())


def _lint(teaching: Teaching) -> int:
    """Print what an ontology lacks; the exit status."""
    from kg.commands import advice
    from kg.teaching import lint

    found = lint.check(teaching)
    show(advice.lint_lines(found))
    return 1 if found.errors else 0


@options.command()
@click.argument("relation")
@click.argument("sentences", nargs=-1, required=True)
@click.option(
    "--ontology",
    "file",
    type=click.Path(path_type=Path),
    help="Turtle file of your own to write.  [default: the one the graph is built with, else my-ontology.ttl]",
)
@click.option("--new", is_flag=True, help="Declare the relation, which the ontology does not have yet.")
@click.option("--label", help="Of a new relation, as the map shows it.  [default: its name in words]")
@click.option("--inverse", "inverse_label", help="Label of a new relation read backwards: 'was contacted by'.")
@click.option("--definition", help="Of a new relation, in a sentence.")
@click.option("--domain", multiple=True, help="Class of the subjects of a new relation.  [default: all who act]")
@click.option("--range", "range", multiple=True, help="Class of its objects.  [default: all who act]")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Show what it would teach and find, and write nothing.")
@options.graph
def teach(
    relation: str,
    sentences: tuple[str, ...],
    file: Path | None,
    new: bool,
    yes: bool,
    dry_run: bool,
    graph: Path,
    **described: str | tuple[str, ...] | None,
) -> None:
    """Teach a relation by sentences with their parts marked, in an ontology file of your own.

    \b
    kg teach sued "[The union](subject) dragged [Acme](object) before a judge."
    kg teach rangUp "[The lab](subject) rang up [Acme](object)." --new --ontology mine.ttl
    kg gaps --kind no-relation --format teach     writes such commands, to be edited

    Shows what the sentences teach and what they would find in the documents of the graph, then asks. The parts that can
    be marked are subject, object, technology, amount, when, by and role; cue marks a word that has to be there.
    """
    from kg.commands import advice, reporting
    from kg.teaching import lessons

    if not (yes or dry_run or sys.stdin.isatty()):
        raise UsageError("nobody can be asked here; give --yes to write, or --dry-run to look only")
    declaration = _declaration(described, new=new)
    with reporting.bar(shown=True, stopped="nothing was written") as report:
        lesson = lessons.prepare(relation, sentences, graph, file=file, declaration=declaration, progress=report)
    show(advice.lesson_lines(lesson))
    if dry_run or not (lesson.addition or lesson.changes_graph):
        return
    if not yes and not click.confirm("Write this?", err=True):
        click.echo("nothing was written", err=True)
        return
    lessons.learn(lesson)
    click.echo(advice.learned_line(lesson))


def _declaration(described: Mapping[str, Any], *, new: bool) -> Declaration | None:
    """The declaration of a relation that is new."""
    from kg.ontology.writing import Declaration

    given = {name: value for name, value in described.items() if value}
    if given and not new:
        option = next(iter(given)).removesuffix("_label")
        raise UsageError(f"--{option} describes a new relation; add --new to declare one")
    return Declaration(**given) if new else None


@options.command()
@options.graph
@click.option("--document", help="Name of the document.")
@click.option("--kind", help="no-relation, reference or unclassed.")
@click.option("--summary", is_flag=True, help="Count the words of which nothing was made, instead of listing them all.")
@options.formats("table", "jsonl", "csv", "teach")
def gaps(graph: Path, document: str | None, kind: str | None, summary: bool, form: str) -> None:
    """List what was not understood: sentences with two actors and no relation, open references, unknown names.

    \b
    kg gaps --summary
    kg gaps --kind no-relation
    kg gaps --kind no-relation --format teach     as commands that teach them, to be edited
    kg gaps --document minutes.pdf --format csv
    """
    from kg.asking import overview
    from kg.commands import advice

    everything = opened(graph)
    found = everything.gaps(document=document, kind=kind)
    rows = overview.frequent(found) if summary else []
    if not found:
        click.echo(advice.no_gap_line(everything.gaps(), kind, document), err=True)
    if form == "teach":
        show(advice.teach_lines([row.example for row in rows] if summary else found, graph))
    elif form == "table" and summary:
        show(advice.overview_lines(found, rows, width()))
    elif summary:
        emit(form, [row.to_json() for row in rows], overview.FIELDS)
    else:
        emit(form, [gap.to_json() for gap in found], GAP_COLUMNS if form == "table" else GAP_FIELDS)
