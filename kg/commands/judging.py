"""Commands by which a person judges a claim or a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands import options
from kg.commands.output import opened

if TYPE_CHECKING:
    from kg.judging.rows import Judgement
    from kg.knowledge import KnowledgeGraph


def _of_group(context: click.Context, parameter: click.Parameter, given: Path | None) -> Path:
    above = context.parent
    return given or Path(above.params["graph"] if above else ".")


_judging = options.together(
    click.option(
        "--graph",
        type=click.Path(file_okay=False, path_type=Path),
        callback=_of_group,
        help="Folder of the graph.  [default: as for kg judge]",
    ),
    click.option("--by", help="Who judges.  [default: KG_JUDGE, else git's user.name, else the account]"),
    click.option("--because", default="", help="Why, in your words."),
)
_ends = options.together(
    click.option("--subject", help="Who does it."),
    click.option("--object", help="To whom, or with what."),
    click.option("--subject-class", help="Class of the subject."),
    click.option("--object-class", help="Class of the object."),
)
_qualifiers = options.together(
    click.option("--status", help="fact, denied, alleged, possible, planned or attempted."),
    click.option("--when", help="2020, 2020-06, 2020-06-11, or start/end with either side open."),
    click.option("--amount", help="Number and currency: '224000 USD'."),
    click.option("--role", help="Job or office."),
    click.option("--technology", help="What it is about."),
    click.option("--said-by", help="Whom the text names as its source."),
)


@click.group()
@options.graph
def judge(graph: Path) -> None:
    """Accept, reject, edit or add claims, and say what names mean: your word beats the program's.

    \b
    kg judge accept 1ff501ff2081a4cd
    kg judge reject 1ff5 --because "another Acme is meant"
    kg judge edit 1ff5 --status alleged --when 2019-05
    kg judge add report.pdf "[The city](subject) bought [cameras](object)." uses
    kg judge same ICE "U.S. Immigration and Customs Enforcement"
    kg judge class Palantir Company
    kg judge undo 1ff5

    What you decide is added to judgements.jsonl in the graph's folder, with your name and the time. It takes effect at
    once and holds in every later build. `kg review --list` and `kg judgements` show the ids.
    """


@judge.command(cls=options.Command)
@click.argument("claim_id")
@_judging
def accept(claim_id: str, graph: Path, by: str | None, because: str) -> None:
    """Vouch for a claim: it is marked, and stays as long as its sentence stands in the document.

    \b
    kg judge accept 1ff501ff2081a4cd
    """
    everything = opened(graph)
    _say(everything, everything.judge(by).accept(claim_id, because=because))


@judge.command(cls=options.Command)
@click.argument("claim_id")
@_judging
def reject(claim_id: str, graph: Path, by: str | None, because: str) -> None:
    """Take a claim out of the graph, here and in copies of the document.

    \b
    kg judge reject 1ff501ff2081a4cd --because "another Acme is meant"
    """
    everything = opened(graph)
    _say(everything, everything.judge(by).reject(claim_id, because=because))


@judge.command(cls=options.Command)
@click.argument("claim_id")
@_ends
@click.option("--relation", help="Name of the relation; `kg ontology` lists them.")
@_qualifiers
@_judging
def edit(claim_id: str, graph: Path, by: str | None, because: str, **given: str | None) -> None:
    """Put a claim right; an empty value takes one away.

    \b
    kg judge edit 1ff501ff2081a4cd --object "Amazon Web Services" --when 2019-05
    kg judge edit 1ff501ff2081a4cd --amount ""
    """
    everything = opened(graph)
    _say(everything, everything.judge(by).edit(claim_id, because=because, **_given(given)))


@judge.command(cls=options.Command)
@click.argument("document")
@click.argument("sentence")
@click.argument("relation")
@_ends
@_qualifiers
@_judging
def add(
    document: str, sentence: str, relation: str, graph: Path, by: str | None, because: str, **given: str | None
) -> None:
    """Add a claim that was missed: copy its sentence from the document and mark the ends.

    \b
    kg judge add minutes.pdf "[The council](subject) bought [cameras](object)." uses --when 2021
    kg judge add minutes.pdf "[It](subject) sued [Acme](object)." sued --subject "City of Oakland"

    The parts that can be marked are subject, object, technology, amount, when, by and role. An option says what the
    words do not.
    """
    everything = opened(graph)
    _say(everything, everything.judge(by).add(document, sentence, relation, because=because, **_given(given)))


@judge.command(cls=options.Command)
@click.argument("identifier")
@_judging
def undo(identifier: str, graph: Path, by: str | None, because: str) -> None:
    """Take back all judgements on a claim, or one judgement by its id.

    \b
    kg judge undo 1ff501ff2081a4cd
    kg judge undo j3832b4e817
    """
    everything = opened(graph)
    _say(everything, everything.judge(by).undo(identifier, because=because))


@judge.command(cls=options.Command)
@click.argument("name")
@click.argument("other")
@_judging
def same(name: str, other: str, graph: Path, by: str | None, because: str) -> None:
    """Say that two names mean one actor or thing.

    \b
    kg judge same ICE "Immigration Enforcement"
    """
    everything = opened(graph)
    _say(everything, everything.judge(by).same(name, other, because=because))


@judge.command(cls=options.Command)
@click.argument("name")
@click.argument("other")
@_judging
def different(name: str, other: str, graph: Path, by: str | None, because: str) -> None:
    """Say that two names mean two actors or things.

    \b
    kg judge different Ring "Ring Power" --because "a builder's yard in Florida"
    """
    everything = opened(graph)
    _say(everything, everything.judge(by).different(name, other, because=because))


@judge.command(cls=options.Command)
@click.argument("name")
@click.argument("other")
@_judging
def undecided(name: str, other: str, graph: Path, by: str | None, because: str) -> None:
    """Leave two names to the program's rules, whatever was said of them before.

    \b
    kg judge undecided Ring "Ring Power"
    """
    everything = opened(graph)
    _say(everything, everything.judge(by).undecided(name, other, because=because))


@judge.command("class", cls=options.Command)
@click.argument("name")
@click.argument("class_name", metavar="CLASS")
@_judging
def class_(name: str, class_name: str, graph: Path, by: str | None, because: str) -> None:
    """Say of what class an actor or thing is; `kg ontology` lists the classes.

    \b
    kg judge class Palantir Company
    """
    everything = opened(graph)
    _say(everything, everything.judge(by).class_(name, class_name, because=because))


@judge.command("name", cls=options.Command)
@click.argument("name")
@click.argument("correct", metavar="NEWNAME")
@_judging
def name_(name: str, correct: str, graph: Path, by: str | None, because: str) -> None:
    """Say what an actor or thing is called; its other names stay known.

    \b
    kg judge name Clearview "Clearview AI"
    """
    everything = opened(graph)
    _say(everything, everything.judge(by).name(name, correct, because=because))


def _given(options: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in options.items() if value is not None}


def _say(everything: KnowledgeGraph, made: Judgement) -> None:
    """Tell what was decided, whether it has an effect, and what speaks against it."""
    from kg.tables import cell

    listed = next(one for one in everything.judgements()[::-1] if one.judgement.id == made.id)
    click.echo(cell(f"{made.id} {listed}"))
    warn(everything, [made])


def warn(everything: KnowledgeGraph, decided: Iterable[Judgement]) -> None:
    """Tell what speaks against decisions that have taken effect."""
    from kg.judging.doubts import doubts
    from kg.tables import cell

    for one in decided:
        if found := doubts(one, everything.store, everything.ontology):
            lines = (*(f"warning: {doubt}" for doubt in found), f"`kg judge undo {one.id}` takes it back")
            click.echo("\n".join(map(cell, lines)), err=True)
