"""Commands that draw a graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from kg.commands import options
from kg.commands.output import opened

if TYPE_CHECKING:
    from kg.asking.conditions import Conditions


@options.command("map")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="HTML file to write.")
@click.option("--title", default="Who did what to whom", show_default=True, help="Heading of the page.")
@click.option(
    "--layout",
    metavar="NAME",
    help="force: by their lines alone; communities: each by itself; folded: one mark for each community, which a click "
    "opens.  [default: what suits the number of actors]",
)
@options.graph
@options.filters
def map_(output: Path, title: str, layout: str | None, graph: Path, **conditions: Unpack[Conditions]) -> None:
    """Draw claims as one HTML page that needs no other file and no network.

    \b
    kg map -o map.html
    kg map -o ice.html --actor ICE --title "What ICE bought"
    kg map -o around.html --actor ICE --hops 2 --since 2018
    kg map -o sued.html --query "CONSTRUCT { ?a kg:sued ?b } WHERE { ?a kg:sued ?b }"
    kg map -o large.html --layout folded
    """
    saved = opened(graph).map(title=title, layout=layout, **conditions).save(output)
    click.echo(f"wrote {saved} ({saved.stat().st_size / 1e6:.1f} MB)")
