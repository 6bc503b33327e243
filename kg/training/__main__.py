"""Train and measure the scorer of pairs and the weights of references, and make what the language model learns from."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from kg.commands import options
from kg.commands.output import show
from kg.extraction.extractor import Extractor
from kg.extraction.reference.likelihood import WEIGHTS
from kg.language.model import FOLDER
from kg.language.pairs import PairModel
from kg.training.antecedents import LABELS, cross_validated, gum_items, own_items, save, weights_of
from kg.training.corpora import count_lines, parted, read_items
from kg.training.measure import figure_lines
from kg.training.names import write_corpus
from kg.training.settings import Settings

_DEFAULTS = Settings()
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_TEXTS = click.option(
    "--texts", type=_FOLDER, required=True, help="Folder of the texts of stand-off labels: wikinews/ and atlas.jsonl."
)


@click.group(cls=options.Group, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """What is learned from our own labels: how it is made and how good it is."""
    logging.basicConfig(format="%(asctime)s %(message)s")
    logging.getLogger("kg").setLevel(logging.INFO)  # the quantiser tells of every tensor


@main.command()
@_TEXTS
@click.option("--base", type=_FOLDER, required=True, help="Folder of the base weights (config.json, tokenizer.json).")
@click.option("--start", type=_FOLDER, required=True, help="Run folder (--work) of `python -m kg.language train`.")
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder for checkpoints; a stopped run goes on from there.",
)
@click.option(
    "--output", type=click.Path(path_type=Path), default=FOLDER, show_default=False, help="Folder of the shipped model."
)
@click.option("--epochs", type=click.IntRange(1), default=_DEFAULTS.epochs, show_default=True)
@click.option("--seed", type=int, default=_DEFAULTS.seed, show_default=True)
@click.option("--threads", type=click.IntRange(1), default=_DEFAULTS.threads, show_default=True)
@click.option("--items", type=click.IntRange(1), help="Learn from so many sentences only, to see whether it runs.")
def train(
    texts: Path, base: Path, start: Path, work: Path, output: Path, epochs: int, seed: int, threads: int,
    items: int | None,
) -> None:  # fmt: skip
    """Train from a joint network, export the quantised scorer and measure it (needs the `train` extra)."""
    try:
        from kg.training.export import export
        from kg.training.fit import train as run
    except ImportError as error:
        raise click.ClickException(f"{error}; install the training tools: pip install 'kg-receipts[train]'") from error
    _check(base, "config.json", "tokenizer.json")
    _check(start, "labels.json", "network.pt")
    learnt, aside = parted(read_items(texts))
    show(count_lines([*learnt, *aside]))
    thinned = learnt[:: max(1, len(learnt) // items)][:items] if items else learnt
    run(thinned, base, start, work, Settings(epochs=epochs, seed=seed, threads=threads))
    export(work, base, output)
    show(figure_lines(PairModel(output), aside))


@main.command()
@_TEXTS
@click.option(
    "--model", type=_FOLDER, default=FOLDER, show_default=False, help="Folder of the model; the shipped one by default."
)
def evaluate(texts: Path, model: Path) -> None:
    """Precision and recall of pairs, in percent, on the documents that are kept aside."""
    loaded = PairModel(model)
    show(figure_lines(loaded, parted(read_items(texts, examples=False))[1]))


@main.command()
@_TEXTS
@click.option("--treebanks", type=_FOLDER, required=True, help="Folder of en_gum-ud-{train,dev}.conllu.gz.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=WEIGHTS,
    show_default=False,
    help="File of the weights; the shipped one by default.",
)
def antecedents(texts: Path, treebanks: Path, output: Path) -> None:
    """Learn whom references mean, and measure it on documents that were not learned from (five-fold)."""
    extractor = Extractor.shipped()
    items = [
        *gum_items(treebanks, extractor, extractor.kit.likelihood),
        *own_items(LABELS, texts / "wikinews", extractor, extractor.kit.likelihood),
    ]
    show(cross_validated(items))
    save(*weights_of(items), output)


@main.command()
@_TEXTS
@click.argument("output", type=click.Path(dir_okay=False, path_type=Path))
def names(texts: Path, output: Path) -> None:
    """Write the names that we labelled as OUTPUT, a corpus that `python -m kg.language train` reads.

    It learns them as the style of names to use if OUTPUT is called wikinews.conll.gz and stands in its --names.
    """
    count = write_corpus(texts / "wikinews", output)
    click.echo(f"{output}: {count:,} names")


def _check(folder: Path, *names: str) -> None:
    """Say at once, and not after minutes, that a file is missing."""
    missing = [name for name in names if not (folder / name).exists()]
    if missing:
        raise click.ClickException(f"{folder} lacks {' and '.join(missing)}")


if __name__ == "__main__":
    main()
