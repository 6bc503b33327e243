"""The command line: each command parses, calls and prints."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import kg
from kg import options

if TYPE_CHECKING:
    from kg.knowledge import KnowledgeGraph
    from kg.teaching import Teaching

SOME_REFUSED = 3  # exit status of a build that refused documents
CLAIM_COLUMNS = ("subject", "predicate", "object", "status", "when", "quote", "doc")  # in a table


def _open(folder: Path) -> KnowledgeGraph:
    return kg.KnowledgeGraph.open(folder)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _emit(form: str, records: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Print records: those columns of them that are named, or all as JSON."""
    from kg import tables

    rows = ([record[name] for name in columns] for record in records)
    if form == "table":
        _print(tables.table_lines(columns, rows, width=_width()))
    else:
        _print(tables.csv_lines(columns, rows) if form == "csv" else tables.json_lines(records))


def _width() -> int | None:
    """Columns of the terminal, if one shows the output."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _version(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(kg.__version__)
        context.exit()


@click.group(
    "kg", cls=options.Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def main() -> None:
    """Who did what to whom, and the sentence that proves it.

    \b
    kg build reports/                          read documents into the graph in ./kg-graph
    kg claims --actor "Clearview AI"           list what was found, with the evidence
    kg map -o map.html                         draw it as one page that can be e-mailed
    kg query "SELECT * { ?who kg:sued ?whom }"

    Nothing leaves this machine.
    """


@main.command()
@click.argument("paths", nargs=-1, required=True)
@options.graph
@click.option("--ontology", multiple=True, help="Turtle file or folder to use from now on; 'shipped' is the program's.")
@click.option("--actors", multiple=True, help="CSV file of known actors to use from now on; 'shipped' as above.")
@click.option("--processes", type=click.IntRange(1, 256), help="How many are used.  [default: one for each core]")
@click.option("--prune", is_flag=True, help="Drop documents that came from these paths and are not there any more.")
@click.option("--quiet", is_flag=True, help="Print nothing but what was refused.")
def build(
    paths: tuple[str, ...], graph: Path, processes: int | None, prune: bool, quiet: bool, **files: tuple[str, ...]
) -> None:
    """Read documents into a graph: files, folders, patterns, or - for standard input.

    \b
    kg build reports/
    kg build minutes.pdf "press/*.html" --graph council
    kg build reports/ --ontology shipped --ontology mine.ttl

    Documents that have not changed are not read again, and those of earlier builds stay. The exit status is 0 if all
    was read, 3 if documents were refused, 2 for wrong usage and 1 for a failure.
    """
    from kg import pipeline, reporting
    from kg.teaching import Teaching

    teaching = Teaching.of(graph).changed(**files)
    with reporting.bar(shown=not quiet) as report:
        summary = pipeline.build(paths, graph, teaching=teaching, prune=prune, processes=processes, progress=report)
    for line in reporting.refused_lines(summary):
        click.echo(line, err=True)
    _print(() if quiet else reporting.summary_lines(summary))
    sys.exit(SOME_REFUSED if summary.refused else 0)


@main.command()
@options.graph
@options.filters
@options.formats("table", "jsonl", "csv")
def claims(graph: Path, form: str, **conditions: str | None) -> None:
    """List claims with their evidence.

    \b
    kg claims --actor ICE --status fact
    kg claims --class LawEnforcement --relation contracted --format csv > contracts.csv
    kg claims --format jsonl | jq .quote
    """
    from kg.cards import CLAIM_FIELDS

    found = _open(graph).claims(**conditions)
    if form == "table":
        _emit(form, [claim.record() for claim in found], CLAIM_COLUMNS)
    else:
        _emit(form, [claim.to_json() for claim in found], CLAIM_FIELDS)


@main.command("map")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="HTML file to write.")
@click.option("--title", default="Who did what to whom", show_default=True, help="Heading of the page.")
@options.graph
@options.filters
def map_(output: Path, title: str, graph: Path, **conditions: str | None) -> None:
    """Draw claims as one HTML page that needs no other file and no network.

    \b
    kg map -o map.html
    kg map -o ice.html --actor ICE --title "What ICE bought"
    """
    saved = _open(graph).map(title=title, **conditions).save(output)
    click.echo(f"wrote {saved} ({saved.stat().st_size / 1e6:.1f} MB)")


@main.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("query", required=False)
@click.option("--list", "listed", is_flag=True, help="List the named queries with their parameters.")
@options.graph
@options.formats("table", "csv", "json", "ttl")
@click.pass_context
def query(context: click.Context, query: str | None, listed: bool, graph: Path, form: str) -> None:
    """Answer a SPARQL query: its text, a file, - for standard input, or the name of a shipped query.

    \b
    kg query "SELECT ?who ?whom { ?who kg:contracted ?whom }"
    kg query question.rq --format csv
    kg query --list
    kg query contracts --agency ICE

    The prefixes kg: rdf: rdfs: skos: dcterms: prov: oa: and more are known. Other options are parameters of the
    query: variables that have a VALUES block of their own.
    """
    from kg import answers

    if listed:
        _emit("table", answers.listing(), ("name", "parameters", "answers"))
        return
    text, values = options.query_text(query), options.parameters(context.args)
    _print(answers.lines(_open(graph).store, text, form, values, _width()))


@main.command()
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
    _print(f"error: {finding}" for finding in found.errors)
    _print(f"note: {finding}" for finding in found.notes)
    click.echo(f"{len(found.errors)} errors, {len(found.notes)} notes")
    return 1 if found.errors else 0


@main.command()
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
    found = _open(graph).gaps(document=document, kind=kind)
    _emit(form, [gap.to_json() for gap in found], ("kind", "text", "names", "doc", "start"))


@main.command()
@options.graph
@options.formats("table", "jsonl", "csv")
def sources(graph: Path, form: str) -> None:
    """List the documents of the graph with the number of their claims.

    \b
    kg sources
    kg sources --format csv > sources.csv
    """
    _emit(form, _open(graph).sources(), ("name", "title", "date", "publisher", "claims", "source"))


if __name__ == "__main__":
    main()
