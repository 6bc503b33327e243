"""The command line: the program and its commands."""

from __future__ import annotations

import click

import kg
from kg.commands import analysing, asking, building, handing, judgements, judging, looking, serving, teaching

COMMANDS = (
    building.build,
    asking.claims,
    asking.conflicts,
    asking.why,
    analysing.show_,
    analysing.path,
    analysing.timeline,
    analysing.stats,
    analysing.compare,
    looking.map_,
    asking.query,
    serving.serve,
    handing.export,
    handing.import_,
    handing.verify,
    teaching.ontology,
    teaching.teach,
    teaching.gaps,
    judging.judge,
    judgements.review,
    judgements.judgements,
    building.sources,
)


def _version(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(kg.__version__)
        context.exit()


@click.group("kg", context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def main() -> None:
    """Who did what to whom, and the sentence that proves it.

    \b
    kg build reports/                          read documents into the graph in ./kg-graph
    kg claims --actor "Clearview AI"           list what was found, with the evidence
    kg map -o map.html                         draw it as one page that can be e-mailed
    kg query "SELECT * { ?who kg:sued ?whom }"

    Nothing leaves this machine unless a command names where to.
    """


for command in COMMANDS:
    main.add_command(command)


if __name__ == "__main__":
    main()
