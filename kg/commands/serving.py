"""The command that serves a graph as a local site."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import errors
from kg.commands import options
from kg.commands.output import opened
from kg.tables import printable

if TYPE_CHECKING:
    from kg.knowledge import KnowledgeGraph

NEEDED = ("starlette", "uvicorn")
LOCAL = ("127.0.0.1", "localhost", "::1")


@options.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 is all.")
@click.option("--port", type=click.IntRange(0, 65535), default=8800, show_default=True, help="0 takes a free one.")
@click.option("--open", "browse", is_flag=True, help="Open a browser.")
@click.option(
    "--timeout", type=click.FloatRange(0.1, 3600), default=30.0, show_default=True, help="Seconds for an answer."
)
@click.option("--limit", type=click.IntRange(1), default=100_000, show_default=True, help="Rows of an answer.")
@click.option("--judge", metavar="NAME", help="Let claims be judged, edited and added, in this person's name.")
@options.graph
def serve(graph: Path, host: str, port: int, browse: bool, timeout: float, limit: int, judge: str | None) -> None:
    """Serve the graph as a site on this machine: search, map, queries, and a SPARQL endpoint.

    \b
    kg serve --open
    kg serve --port 0 --timeout 5
    kg serve --open --judge "Jane Doe"
    curl localhost:8800/sparql --data-urlencode "query=ASK { ?who kg:sued ?whom }"

    Nobody else can open it unless --host says so, and nothing can be changed there without --judge. A build that ends
    meanwhile is seen at the next click. Ctrl-C ends it.
    """
    from kg.judging.people import person

    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise errors.UsageError(f'{" and ".join(missing)} are not installed: pip install "kg-receipts[serve]"')
    by = None if judge is None else person(judge)
    if by and host not in LOCAL:
        raise errors.UsageError(f"whoever reaches {host} could judge as {by}; leave out --host or --judge")
    folder = _opened_once(graph, judged=by is not None)

    from kg.server.application import Limits
    from kg.server.running import run

    def ready(address: str) -> None:
        click.echo(f"{address}  (Ctrl-C ends)")
        if host not in LOCAL:
            click.echo("whoever reaches this machine can read the graph, without a password", err=True)
        if browse:
            click.launch(address)

    run(folder, Limits(timeout, limit, judge=by), host=host, port=port, ready=ready)


def _opened_once(graph: Path, *, judged: bool) -> Path:
    """The folder of a graph that can be opened. It does not stay open here: builds could not remove what is held."""
    everything = opened(graph)
    if judged:
        _catch_up(everything)
    return everything.folder


def _catch_up(everything: KnowledgeGraph) -> None:
    """Let a decision take effect that was cut short, so that pages show what was decided."""
    from kg.judging.stating import caught_up

    try:
        if caught_up(everything.folder, everything.ontology):
            click.echo("the last decisions had not taken effect yet; now they have", err=True)
    except errors.StoreError as error:
        click.echo(printable(f"warning: {error}"), err=True)
