"""Commands that read documents into a graph and say what it holds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from kg.commands import llm, options
from kg.commands.output import emit, opened, say_origins, show

SOME_REFUSED = 3  # exit status of a build that refused documents


@options.command()
@click.argument("paths", nargs=-1, required=True)
@options.graph
@click.option("--ontology", multiple=True, help="Turtle file or folder to use from now on; 'shipped' is the program's.")
@click.option("--actors", multiple=True, help="CSV file of known actors to use from now on; 'shipped' as above.")
@click.option("--judgements", type=click.Path(dir_okay=False, path_type=Path), help="File that keeps them from now on.")
@click.option("--processes", type=click.IntRange(1, 256), help="How many are used.  [default: one for each core]")
@click.option(
    "--scheduler", metavar="ADDRESS", help="Dask cluster that reads: tcp://host:8786, or 'local' for one here."
)
@click.option("--prune", is_flag=True, help="Drop documents that came from these paths and are not there any more.")
@click.option("--quiet", is_flag=True, help="Print nothing but what was refused.")
@llm.reading
def build(
    paths: tuple[str, ...],
    graph: Path,
    judgements: Path | None,
    processes: int | None,
    scheduler: str | None,
    prune: bool,
    quiet: bool,
    **others: Any,  # noqa: ANN401 - files of the teaching, and what a language model is asked by
) -> None:
    """Read documents into a graph: files, folders, patterns, or - for standard input.

    \b
    kg build reports/
    kg build minutes.pdf "press/*.html" --graph council
    kg build reports/ --ontology shipped --ontology mine.ttl
    kg build reports/ --reader llm --model gpt-4o-mini --endpoint https://api.openai.com/v1

    Documents that have not changed are not read again, and those of earlier builds stay. The exit status is 0 if all
    was read, 3 if documents were refused, 2 for wrong usage, 1 for a failure and 130 if you stop it; then what was read
    is kept.
    """
    from kg.building import pipeline
    from kg.commands import reporting
    from kg.judging import file
    from kg.teaching.materials import Teaching

    asked = llm.Asked.taken_from(others)
    teaching = Teaching.of(graph).changed(**others)
    if judgements:
        file.keep_in(graph, judgements)
    with llm.reader(asked, quiet=quiet) as reader, reporting.bar(shown=not quiet, late=reader is not None) as report:
        summary = pipeline.build(
            paths,
            graph,
            teaching=teaching,
            prune=prune,
            processes=processes,
            scheduler=scheduler,
            progress=report,
            reader=reader,
        )
    for line in reporting.refused_lines(summary):
        click.echo(line, err=True)
    show(() if quiet else reporting.summary_lines(summary))
    sys.exit(SOME_REFUSED if summary.refused else 0)


@options.command()
@options.graph
@options.formats("table", "jsonl", "csv")
def sources(graph: Path, form: str) -> None:
    """List the documents of the graph with the number of their claims, and of which document each is a copy.

    \b
    kg sources
    kg sources --format csv > sources.csv

    A document and its copies are one source. The similarity is the share of the copy, in runs of five words, that
    stands in the document of which it is one.
    """
    columns = ("name", "title", "date", "publisher", "claims", "copy_of", "similarity", "source")
    found = opened(graph)
    emit(form, found.sources(), columns)
    if form == "table":
        say_origins(found.documents())
