"""Commands that hand a graph over to other programs, take in what they have, and check that it is as it says."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from kg.commands import options
from kg.commands.output import emit, opened, show
from kg.errors import UsageError
from kg.exports import formats

if TYPE_CHECKING:
    from kg.asking.conditions import Conditions

SOME_REFUSED = 3  # exit status of an import that refused rows
FINDING_COLUMNS = ("severity", "about", "message", "value")

_LISTED = "\n".join(f"  {one.name:<11} {one.suffixes[0]:<17} {one.description}" for one in formats.FORMATS.values())


@options.command(epilog=f"\b\nFormats, and how files of them end:\n{_LISTED}")
@click.option("--format", "form", metavar="FORMAT", help="One of those below.  [default: what the file's end tells]")
@click.option("-o", "--output", required=True, help="File, folder or .zip file to write; - is standard output.")
@options.graph
@options.filters
def export(form: str | None, output: str, graph: Path, **conditions: Unpack[Conditions]) -> None:
    """Write claims for other programs: stores, drawing programs, spreadsheets.

    \b
    kg export -o graph.trig
    kg export -o contracts.xlsx --relation contracted
    kg export --format neo4j -o neo4j.zip --status fact
    kg export --format ftm -o - | ftm validate

    Every line has its status. What is denied, alleged, possible, planned or attempted never becomes a plain edge; how
    it is told from facts is said when it is written.
    """
    from kg.exports import exporting, selection

    found = opened(graph)
    chosen = selection.select(found.store, found.ontology, **conditions)
    if output != exporting.STANDARD_OUTPUT:
        show(exporting.export(chosen, Path(output), form).lines())
        return
    used, content = exporting.content(chosen, output, form)
    click.echo(content, nl=False)
    if chosen.others:
        click.echo(exporting.told(used, len(chosen.others)), err=True)


@options.command("import")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--mapping", type=click.Path(path_type=Path), help="YAML file that says what a table's columns mean.")
@click.option("--name", help="Of the import, by which it is replaced and removed.  [default: the file's]")
@click.option("--remove", metavar="NAME", help="Take an import out of the graph.")
@click.option("--list", "listed", is_flag=True, help="List what was imported.")
@options.graph
def import_(
    files: tuple[Path, ...], mapping: Path | None, name: str | None, remove: str | None, listed: bool, graph: Path
) -> None:
    """Take in exports of graphs (.trig, .nq), and tables of contracts or suits (.csv, .xlsx).

    \b
    kg import other.trig
    kg import contracts.csv --mapping contracts.yaml
    kg import --remove contracts.csv

    Each row of a table becomes a claim whose receipt is the row. The mapping says what the columns mean:

    \b
    columns:                     # what a column holds
      subject: Agency
      object: Supplier
      amount: Value
      when: Signed
      url: Link
    values:                      # what is the same in every row
      relation: contracted
      object_class: Company
      currency: USD

    Later builds keep what was imported. Rows that cannot be imported are named and left out; the exit status is then 3.
    """
    from kg.imports import importing

    if listed:
        emit("table", [one.to_json() for one in importing.listed(graph)], ("name", "kind", "documents", "claims"))
    elif remove is not None:
        importing.remove(remove, graph)
        click.echo(f"removed {remove}")
    elif not files:
        raise UsageError("name a file to import, or give --list or --remove NAME")
    elif name is not None and len(files) > 1:
        raise UsageError("--name can be given to one file only")
    else:
        refusals = [_take(file, graph, mapping, name) for file in files]
        sys.exit(SOME_REFUSED if any(refusals) else 0)


def _take(file: Path, graph: Path, mapping: Path | None, name: str | None) -> int:
    """Import a file and say what came of it; the number of rows refused."""
    from kg.imports import importing
    from kg.tables import printable
    from kg.views.wording import count

    done, refused = importing.take(file, graph, mapping=mapping, name=name)
    for error in refused:
        click.echo(printable(f"refused {error}"), err=True)
    rows = f"; {count(len(refused), 'row')} refused" if refused else ""
    click.echo(f"imported {done.name}: {count(done.claims, 'claim')}, {count(done.documents, 'document')}{rows}")
    return len(refused)


@options.command()
@click.option("--shapes", is_flag=True, help="Check every statement against the shapes of the ontology too (pySHACL).")
@options.graph
@options.formats("table", "jsonl", "csv")
def verify(shapes: bool, graph: Path, form: str) -> None:
    """Check that every receipt holds: quotes, hashes, and plain edges that claims allow.

    \b
    kg verify
    kg verify --shapes

    Each quote has to stand in the stored text at its place, each document has to have its hash, and each plain edge a
    claim that affirms a fact. The exit status is 1 if anything is wrong; a warning is not.
    """
    from kg import verification

    found = verification.verify(opened(graph), shapes=shapes)
    if found.records:
        emit(form, found.records, FINDING_COLUMNS)
    click.echo(found.summary, err=form != "table")
    sys.exit(1 if found.wrong else 0)
