"""How good the extraction is, and where it goes wrong: `python -m kg.evaluation --help`."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click

from kg import tables
from kg.commands import options
from kg.commands.output import show
from kg.evaluation import scoring
from kg.evaluation.ablation import VARIANTS, ablate, markdown_lines
from kg.evaluation.causes import CAUSES
from kg.evaluation.errors import SIDES, Error, cause_table, find_errors
from kg.evaluation.labelled import SETS, available, labelled
from kg.evaluation.scoring import figure_lines, judged
from kg.evaluation.speed import time_build
from kg.extraction.extractor import Extractor

_SETS = click.argument("names", metavar="SET...", nargs=-1, required=True)
_TEXTS = click.option(
    "--texts", metavar="PATH", help="File or folder of the texts, where SET is the path of a file or folder of labels."
)


@click.group(
    cls=options.Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=f"SET is one of {', '.join(SETS)}, or the path of labels together with --texts. The last four are looked "
    "for in a folder 'shared' beside the checkout.",
)
def main() -> None:
    """Measure the extraction on labelled text, and see where it goes wrong."""


@main.command()
@_SETS
@_TEXTS
def figures(names: tuple[str, ...], texts: str | None) -> None:
    """Precision, recall and how often qualifiers are right, in percent, with the number they were measured on."""
    extractor = Extractor.shipped()
    show(figure_lines({name: scoring.figures(judged(extractor, labelled(name, texts))) for name in names}))


@main.command()
@_SETS
@_TEXTS
@click.option("--side", type=click.Choice(SIDES), help="Only claims that are missed, wrong, or qualified otherwise.")
@click.option("--cause", type=click.Choice(list(map(str, CAUSES))), help="Only errors of this cause.")
@click.option("--relation", metavar="NAME", help="Only errors in this relation.")
@click.option("--limit", type=click.IntRange(0), help="How many errors of a SET are listed; 0 for the table alone.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def errors(names: tuple[str, ...], texts: str | None, limit: int | None, form: str, **wanted: str | None) -> None:
    """List errors with their causes, then count the causes.

    Each claim that is missed, wrong or qualified otherwise stands with its sentence, parse, mentions and clauses, with
    the example that taught it, or the examples that come nearest. Errors in texts that are kept unread are counted and
    never listed. With jsonl, only the errors are printed, one object a line.
    """
    extractor = Extractor.shipped()
    if wanted["relation"]:
        extractor.ontology.relation(wanted["relation"])
    for name in names:
        found = [error for error in find_errors(extractor, labelled(name, texts)) if _is_wanted(error, **wanted)]
        listed = [error for error in found if not error.text.is_unread][:limit]
        if form == "jsonl":
            show(tables.printable(json.dumps(error.record, ensure_ascii=False)) for error in listed)
        else:
            show([*(line for error in listed for line in (*error.lines(), "")), name, *cause_table(found, kinds=True)])


def _is_wanted(error: Error, *, side: str | None, cause: str | None, relation: str | None) -> bool:
    asked = ((side, error.side), (cause, error.diagnosis.cause), (relation, error.relation))
    return all(value is None or value == given for value, given in asked)


@main.command()
@click.argument("names", metavar="[SET]...", nargs=-1)
def ablation(names: Sequence[str]) -> None:
    """What each part is worth: figures without it, as a Markdown table. All sets that are here if none is given."""
    sets = {name: labelled(name) for name in names or available()}
    show(markdown_lines(tuple(sets), ((variant, ablate(variant, sets)) for variant in VARIANTS)))


@main.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--processes", type=click.IntRange(1), help="How many `kg build` uses; as it chooses if not given.")
@click.option("--at-least", type=float, default=5000, show_default=True, help="Fail below this many words a second.")
def speed(paths: tuple[str, ...], processes: int | None, at_least: float) -> None:
    """How fast `kg build` is, the start of the program and the loading of the model included."""
    run = time_build(paths, processes=processes)
    show(run.lines())
    if run.words_per_second < at_least:
        raise click.ClickException(f"{run.words_per_second:,.0f} words/s are fewer than {at_least:,.0f}")


if __name__ == "__main__":
    main()
