"""Commands that put claims in order: about one actor, between two, in time, as a whole, and against another graph."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from kg.commands import options
from kg.commands.output import emit, opened, show, width
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.asking.conditions import Conditions

#: Columns of running text: where no terminal tells, and at most, since longer lines are hard to read.
NARROW, WIDE = 80, 110


def _columns() -> int:
    return min(width() or NARROW, WIDE)


def _json(record: object) -> Iterable[str]:
    import json

    from kg.tables import printable

    return [printable(json.dumps(record, ensure_ascii=False, indent=2))]


@options.command("show")
@click.argument("name")
@options.graph
@options.formats("text", "md", "html", "json")
def show_(name: str, graph: Path, form: str) -> None:
    """Show all that is claimed about an actor, with the evidence: by relation, by neighbour and in time.

    \b
    kg show "Clearview AI"
    kg show ICE --format html > ice.html
    kg show entity:amazon --format md
    """
    found = opened(graph).actor(name)
    if form == "json":
        show(_json(found.to_json()))
    elif form == "html":
        show([found.page()])
    else:
        show(found.markdown() if form == "md" else found.lines(_columns()))


@options.command()
@click.argument("first")
@click.argument("second")
@options.graph
@click.option("--limit", type=int, default=3, show_default=True, help="Number of paths at most.")
@click.option("--longest", type=int, default=6, show_default=True, help="Number of steps of a path at most.")
@click.option("--avoid", multiple=True, help="Name of an actor or thing through which no path leads; repeatable.")
@click.option("--all", "everything", is_flag=True, help="Let claims of every status connect, not facts only.")
@click.option("--status", help="Let claims of this status connect: fact, denied, alleged and so on.")
@options.formats("text", "md", "json")
def path(
    first: str,
    second: str,
    graph: Path,
    limit: int,
    longest: int,
    avoid: tuple[str, ...],
    everything: bool,
    status: str | None,
    form: str,
) -> None:
    """Show how two actors are connected: the shortest paths, each step with its evidence.

    \b
    kg path ACLU ICE
    kg path Amazon Microsoft --limit 1 --all
    kg path Amazon ICE --avoid "facial recognition"

    A step may lead against the direction of what it tells: the supplier of my client's client is near me. Of paths of
    equal length those through actors come first, then those that more independent sources tell.
    """
    found = opened(graph).paths(
        first, second, limit=limit, longest=longest, avoid=avoid, facts_only=not everything, status=status
    )
    if not found and form != "json":
        from kg.tables import cell

        click.echo(cell(found.remark), err=True)
    elif form == "json":
        show(_json(found.to_json()))
    else:
        show(found.markdown() if form == "md" else found.lines(_columns()))


@options.command()
@click.argument("name", required=False)
@options.graph
@options.filters
@options.formats("text", "table", "jsonl", "csv", "md")
def timeline(name: str | None, graph: Path, form: str, **conditions: Unpack[Conditions]) -> None:
    """List dated claims in the order of time.

    \b
    kg timeline
    kg timeline "Clearview AI" --status fact
    kg timeline --relation sued --format csv > suits.csv

    The time is that of the fact, as exactly as the text has it: a year stays a year. NAME is short for --actor.
    """
    from kg.analysis import markdown
    from kg.analysis.timeline import COLUMNS, RECORD

    if name and conditions.get("actor"):
        raise UsageError("give the actor as NAME or by --actor, not both")
    conditions["actor"] = name or conditions.get("actor")
    found = opened(graph).timeline(**conditions)
    if form == "text":
        show(found.lines(_columns()))
    elif form == "md":
        show([*markdown.table_lines(COLUMNS, ([row[name] for name in COLUMNS] for row in found.rows())), ""])
    elif form == "table":
        emit(form, list(found.rows()), COLUMNS)
    else:
        emit(form, found.to_json(), RECORD)
    if found.remark:
        click.echo(found.remark, err=form in ("jsonl", "csv"))
    elif not found.claims:
        click.echo("no claim meets all conditions", err=True)


@options.command()
@options.graph
@click.option("--facts-only/--all", default=True, show_default=True, help="What the network is made of.")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="Rows of a list in the text.")
@click.option("--backend", help="Backend of networkx that measures, such as parallel or cugraph.")
@options.formats("text", "json", "csv")
def stats(graph: Path, facts_only: bool, limit: int, backend: str | None, form: str) -> None:
    """Show the graph in numbers: what it holds, who is best connected, and which communities there are.

    \b
    kg stats
    kg stats --all --limit 30
    kg stats --format csv > actors.csv

    Degree is the number of others that somebody is connected with, betweenness the share of shortest paths between
    two others that pass through. JSON and CSV have all actors and things of the network.
    """
    from kg.analysis.statistics import COLUMNS

    found = opened(graph).stats(facts_only=facts_only, backend=backend)
    if form == "json":
        show(_json(found.to_json()))
    elif form == "csv":
        emit(form, [place.to_json() for place in found.places], COLUMNS)
    else:
        show(found.lines(_columns(), limit=limit))


@options.command()
@click.argument("before", type=options.GraphPath())
@click.argument("after", type=options.GraphPath(), required=False)
@options.graph
@options.formats("text", "jsonl", "csv")
def compare(before: Path, after: Path | None, graph: Path, form: str) -> None:
    """Show what is new, gone or changed from one graph to another, with the evidence.

    \b
    kg compare graph-of-may                     with the graph that other commands use
    kg compare graph-of-may graph-of-june
    kg compare old new --format csv > changes.csv

    Changed is what the same document says of the same two by the same relation, but with another status, time, amount
    or sentence. What other documents already said, or still say, is listed apart from what is new or gone.
    """
    from kg.analysis.comparison import COLUMNS

    found = opened(before).compare(opened(after or graph))
    if form == "text":
        show(found.lines(_columns()))
    else:
        emit(form, found.to_json() if form == "jsonl" else list(found.rows()), COLUMNS)
