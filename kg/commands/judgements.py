"""Commands that walk through the claims to be judged, and list what was decided."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from kg.commands import options
from kg.commands.judging import warn
from kg.commands.output import emit, opened, show

if TYPE_CHECKING:
    from kg.asking.conditions import Conditions
    from kg.knowledge import KnowledgeGraph

COLUMNS = ("id", "judgement", "about", "effect", "by", "at", "because")  # in a table
WAITING = ("id", "confidence", "subject", "predicate", "object", "status", "quote", "doc")


@options.command()
@options.graph
@options.filters
@click.option("--limit", type=click.IntRange(1), help="Ask about so many at most.")
@click.option("--list", "listed", is_flag=True, help="List them with their ids, and ask nothing.")
@click.option("--by", help="Who judges.  [default: KG_JUDGE, else git's user.name, else the account]")
@click.option("--because", default="", help="Why, for all that is decided.")
def review(
    graph: Path, limit: int | None, listed: bool, by: str | None, because: str, **conditions: Unpack[Conditions]
) -> None:
    """Walk through the claims that nobody has judged, the least certain first, with one key each.

    \b
    kg review
    kg review --relation contracted --limit 20
    kg review --list

    Each decision is kept at once; the graph is written when you stop.
    """
    from kg.commands import reviewing

    everything = opened(graph)
    found = reviewing.waiting(everything.claims(**conditions))[:limit]
    if listed:
        emit("table", [claim.record() for claim in found], WAITING)
    elif found:
        with everything.judge(by) as judging:
            made = reviewing.walk(found, judging, _Answers(), click.echo, mark=_marked, because=because)
        click.echo(f"{len(made)} of {len(found)} judged")
        warn(everything, made)
    else:
        click.echo("there is nothing to review: every claim that is asked for has been judged", err=True)


@options.command()
@options.graph
@click.option("--stale", is_flag=True, help="Only those without effect, as their claim or name is gone.")
@click.option("--export", "exported", type=click.Path(dir_okay=False, path_type=Path), help="Write labelled text.")
@click.option("--keep-in", type=click.Path(path_type=Path), help="Keep them in this file from now on, as under git.")
@options.formats("table", "jsonl", "csv")
def judgements(graph: Path, stale: bool, exported: Path | None, keep_in: Path | None, form: str) -> None:
    """List what persons decided, with its effect.

    \b
    kg judgements --stale
    kg judgements --format csv > judgements.csv
    kg judgements --keep-in ../judgements.jsonl
    kg judgements --export labels.jsonl       writes labels-texts.jsonl too, for python -m kg.evaluation
    """
    everything = opened(graph)
    if keep_in:
        _keep(everything, keep_in)
    elif exported:
        _export(everything, exported)
    else:
        _list(everything, form, stale=stale)


def _list(everything: KnowledgeGraph, form: str, *, stale: bool) -> None:
    from kg.judging.listing import FIELDS

    found = [one for one in everything.judgements() if one.is_stale or not stale]
    if not found:
        click.echo(f"no judgement{' is without effect' if stale else 's in this graph'}", err=True)
    columns = (*COLUMNS[:4], "reason", *COLUMNS[4:]) if stale else COLUMNS
    emit(form, [one.to_json() for one in found], columns if form == "table" else FIELDS)


def _keep(everything: KnowledgeGraph, place: Path) -> None:
    from kg.judging import file
    from kg.judging.stating import restate

    added = file.keep_in(everything.folder, place)
    restate(everything.folder, everything.ontology)
    click.echo(f"judgements are kept in {file.place(everything.folder)} from now on; {added} were added to it")


def _export(everything: KnowledgeGraph, place: Path) -> None:
    from kg.judging.labelled import export
    from kg.judging.lookup import Seen

    done = export(Seen(everything.folder, everything.ontology), place)
    show(
        [
            f"{done.documents} documents in {done.labels} and {done.texts}: {done.vouched} claims to be found,"
            f" {done.rejected} not to be found, {done.unjudged} that nobody judged",
            f"python -m kg.evaluation figures {done.labels} --texts {done.texts}",
        ]
    )


def _marked(evidence: str) -> str:
    return click.style(evidence, bold=True, underline=True) if sys.stdout.isatty() else f"«{evidence}»"


class _Answers:
    """Keys and lines from the terminal, or from what is piped in, where a key may stand in a line of its own."""

    def __init__(self) -> None:
        self._after_key = False

    def key(self) -> str:
        """The next key."""
        if sys.stdin.isatty():
            return click.getchar()
        self._after_key = True
        return sys.stdin.read(1)

    def line(self, prompt: str) -> str:
        """The next line."""
        click.echo(prompt, nl=False)
        line = sys.stdin.readline()
        rest_of_key, self._after_key = self._after_key and not line.strip(), False
        return sys.stdin.readline() if rest_of_key else line
