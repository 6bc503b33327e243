"""Many short documents: whether memory grows with their number.

A few thousand are read by the program as it is; their names come from the list of actors, in which there are no people,
and the sentences are invented. A hundred thousand are understood by a regular expression in place of the model, so that
what comes after reading is seen.
"""

from __future__ import annotations

import csv
import random
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.interruptions import LIGHT, PROGRAM
from benchmarks.made_up import write_documents
from benchmarks.measuring import Record
from benchmarks.watching import watched

ACTORS = Path(__file__).resolve().parent.parent / "data" / "actors.csv"

SENTENCES = (
    "{0} sued {1} in {2} over a heap of paper cranes.",
    "{0} bought {3} umbrellas from {1} in {2}.",
    "{0} has a contract with {1} for the upkeep of a toy lighthouse.",
    "{0} criticized {1}, whose brass band had played before dawn.",
    "In {2}, {0} gave {1} ${3},000 for a museum of door handles.",
    "{0} said that nothing was known of a plan of {1} to paint the moon.",
    "{0} does not use the kites of {1}, it was told in {2}.",
    "The clocks that {0} had lent to {1} stood still.",
)


def measure(count: int, home: Path) -> Record:
    """Seconds, and memory of all processes together, to build so many documents of a sentence or two."""
    write(home / "documents", count)
    return _built(count, home, PROGRAM)


def many(count: int, home: Path) -> Record:
    """The same of documents with three claims each, in one process that understands them by a regular expression."""
    write_documents(home / "documents", count)
    return _built(count, home, LIGHT, "--processes", "1")


def _built(count: int, home: Path, program: Sequence[str], *options: str) -> Record:
    try:
        command = [sys.executable, *program, "build", str(home / "documents"), "--graph", str(home / "graph")]
        found = watched([*command, *options, "--quiet"])
        told = found.pop("output")
        if found.pop("status"):
            raise SystemExit(told)
        disk = sum(file.stat().st_size for file in (home / "graph").rglob("*") if file.is_file())
        return {"documents": count, "disk": disk, **found}
    finally:
        shutil.rmtree(home)


def write(folder: Path, count: int, seed: int = 1) -> None:
    """Text files of one or two sentences."""
    with ACTORS.open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    chance = random.Random(seed)
    folder.mkdir(parents=True)
    for number in range(count):
        chosen = chance.sample(SENTENCES, chance.choice((1, 2)))
        given = [(*chance.sample(names, 2), chance.randint(1990, 2024), chance.randint(2, 900)) for _ in chosen]
        text = " ".join(sentence.format(*each) for sentence, each in zip(chosen, given, strict=True))
        (folder / f"{number:06}.txt").write_text(text + "\n", "utf-8")
