"""Train, export and evaluate the language model: `python -m kg.language --help`."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from kg.language.model import FOLDER, Model

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """The language model: how it is made and how good it is."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")


@main.command()
@click.option(
    "--treebanks", type=_FOLDER, required=True, help="Folder of *-ud-{train,dev}.conllu[.gz]; test parts are not read."
)
@click.option("--names", type=_FOLDER, required=True, help="Folder of name corpora (*.iob2.gz, *.conll.gz).")
@click.option(
    "--base",
    type=_FOLDER,
    required=True,
    help="Folder of the base weights (config.json, model.safetensors, tokenizer.json).",
)
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder for checkpoints; a stopped run goes on from there.",
)
@click.option(
    "--output", type=click.Path(path_type=Path), default=FOLDER, show_default=False, help="Folder of the shipped model."
)
@click.option("--epochs", type=click.IntRange(1), default=12, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--threads", type=click.IntRange(1), default=2, show_default=True)
def train(
    treebanks: Path, names: Path, base: Path, work: Path, output: Path, epochs: int, seed: int, threads: int
) -> None:
    """Train from base weights and export the quantised model (needs the `train` extra)."""
    try:
        from kg.language.export import export
        from kg.language.train import Settings
        from kg.language.train import train as run
    except ImportError as error:
        raise click.ClickException(f"{error}; install the training tools: pip install 'kg-receipts[train]'") from error
    run(treebanks, names, base, work, Settings(epochs=epochs, seed=seed, threads=threads))
    export(work, base, treebanks, output)


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--names", is_flag=True, help="FILE holds names (IOB2 columns), not trees.")
@click.option(
    "--model", type=_FOLDER, default=FOLDER, show_default=False, help="Folder of the model; the shipped one by default."
)
@click.option("--threads", type=click.IntRange(1), default=2, show_default=True)
def evaluate(file: Path, names: bool, model: Path, threads: int) -> None:
    """Figures on a treebank (.conllu[.gz]), or on names with --names."""
    loaded = Model(model, threads=threads)
    if names:
        _print_names(file, loaded)
    else:
        _print_trees(file, loaded)


def _print_trees(file: Path, model: Model) -> None:
    from kg.language.evaluate import score_raw, score_trees

    gold = score_trees(file, model)
    click.echo(f"gold words    UPOS {gold.upos:.2f}  UAS {gold.uas:.2f}  LAS {gold.las:.2f}  lemmas {gold.lemmas:.2f}")
    click.echo(f"speed         {gold.words_per_second:,.0f} words/s over {gold.words:,} words")
    raw = score_raw(file, model)
    click.echo(
        f"from raw text words {raw.words:.2f}  sentences {raw.sentences:.2f}  "
        f"UPOS {raw.upos:.2f}  UAS {raw.uas:.2f}  LAS {raw.las:.2f}"
    )


def _print_names(file: Path, model: Model) -> None:
    from kg.language.evaluate import score_names

    click.echo("class  precision  recall     F1   names")
    for kind, scores in score_names(file, model).items():
        click.echo(f"{kind:<5}  {scores.precision:9.2f}  {scores.recall:6.2f}  {scores.f1:5.2f}  {scores.count:6,}")


if __name__ == "__main__":
    main()
