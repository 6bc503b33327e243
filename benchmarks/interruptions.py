"""Kill a build at random moments, build again, and compare with the build that nobody disturbed.

    python -m benchmarks.interruptions data/documents --trials 100

Each trial starts from nothing, is killed (SIGKILL to the whole group of processes, or an interrupt with --interrupt)
after a random part of the time that a build takes, and is started again. With --light a regular expression understands
sentences such as "Acme sued Bolt.", so that most of a build's time is that of keeping and writing. With --one-more each
trial starts from the graph of all documents and adds one, so that a store is changed that is not written whole.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import kg.cli
from kg.building import workers
from kg.claims import Claim, Entity, Extraction
from kg.graph.database import FILE
from kg.graph.readings import Readings
from kg.graph.store import Store
from kg.reading.documents import Document

#: What Python runs as `kg`: the program, or the same with a regular expression in place of the language model.
PROGRAM = ("-m", "kg")
LIGHT = ("-c", "from benchmarks.interruptions import light; light()")

SUED = re.compile(r"([A-Z]\w+) \w+ ([A-Z]\w+)")
BARE = {"by": None, "when": None, "amount": None, "role": None, "technology": None, "prefix": "", "suffix": ""}


class Light:
    """Takes every two names with a word between them for a claim."""

    def extract(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Extraction]]:
        """Each document with its claims."""
        for document in documents:
            claims = tuple(_claim(document, match) for match in SUED.finditer(document.text) if match[1] != match[2])
            names = sorted({name for claim in claims for name in (claim.subject, claim.object)})
            yield document, Extraction(claims, tuple(Entity(name, "Company", (name,)) for name in names), ())


def _claim(document: Document, match: re.Match[str]) -> Claim:
    ends = {"subject": match[1], "object": match[2]}
    classes = dict.fromkeys(("subject_class", "object_class"), "Company")
    mentions = {f"{end}_mentions": (name,) for end, name in ends.items()}
    standing = {"predicate": "sued", "polarity": "affirmed", "modality": "factual", "confidence": 0.9, "taught_by": ""}
    place = {"doc": document.name, "quote": match[0], "start": match.start(), "end": match.end()}
    return Claim(**ends, **classes, **mentions, **standing, **place, **BARE)


def light() -> None:
    """The program `kg`, with the regular expression in place of the language model."""
    workers._extractor = lambda teaching, fingerprint: Light()
    kg.cli.main(prog_name="kg")


class Trial(NamedTuple):
    """One build that was ended before its time, and the build after it."""

    seconds: float  # after which it was ended
    status: int  # with which it ended; negative for a signal
    kept: int  # documents that it had read
    is_equal: bool  # whether the graph after the next build is that of an undisturbed one


def trials(
    paths: Sequence[Path],
    home: Path,
    expected: bytes,
    *,
    count: int,
    seed: int,
    sign: signal.Signals = signal.SIGKILL,
    program: Sequence[str] = PROGRAM,
    before: Path | None = None,
) -> Iterator[Trial]:
    """Builds that are ended at random moments, each in a folder of its own below `home`.

    Each starts from a copy of the graph in the folder `before`, or else from nothing.
    """
    chance = random.Random(seed)
    whole = _seconds(paths, home / "timed", program, before)
    for number in range(count):
        graph = _begun(home / f"graph-{number}", before)
        seconds = chance.uniform(0, whole)
        status = _ended(paths, graph, seconds, sign, program)
        kept = _kept(graph)
        _started(paths, graph, program).wait()
        yield Trial(seconds, status, kept, Store.open(graph).dump("nq") == expected)
        shutil.rmtree(graph)


def _started(paths: Sequence[Path], graph: Path, program: Sequence[str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, *program, "build", *map(str, paths), "--graph", str(graph), "--quiet"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def _begun(graph: Path, before: Path | None) -> Path:
    """The folder of a graph, as a copy of another where one is given."""
    if before:
        shutil.copytree(before, graph)
    return graph


def _seconds(paths: Sequence[Path], graph: Path, program: Sequence[str], before: Path | None) -> float:
    """How long a build takes when its patterns are compiled already."""
    for _ in range(2):
        shutil.rmtree(graph, ignore_errors=True)
        _begun(graph, before)
        began = time.monotonic()
        _started(paths, graph, program).wait()
    return time.monotonic() - began


def _ended(paths: Sequence[Path], graph: Path, seconds: float, sign: signal.Signals, program: Sequence[str]) -> int:
    running = _started(paths, graph, program)
    try:
        return running.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, sign)
    return running.wait()


def _kept(graph: Path) -> int:
    if not (graph / FILE).exists():
        return 0
    try:
        with Readings.read(graph) as readings:
            return len(readings)
    except Exception:  # killed while the file was made
        return 0


def main() -> None:
    """Run the trials and print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--light", action="store_true", help="understand by a regular expression")
    parser.add_argument("--one-more", action="store_true", help="add a document to the graph of all others")
    parser.add_argument("--interrupt", action="store_true", help="send SIGINT, as Ctrl-C does, and not SIGKILL")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        program = LIGHT if given.light else PROGRAM
        before = home / "before" if given.one_more else None
        if before:
            _started(given.paths, before, program).wait()
            given.paths.append(home / "one-more.txt")
            given.paths[-1].write_text("Acme sued Bolt.", "utf-8")
        _started(given.paths, home / "whole", program).wait()
        expected = Store.open(home / "whole").dump("nq")
        sign = signal.SIGINT if given.interrupt else signal.SIGKILL
        done: list[Trial] = []
        options = {"count": given.trials, "seed": given.seed, "sign": sign, "program": program, "before": before}
        for trial in trials(given.paths, home, expected, **options):
            done.append(trial)
            verdict = "equal" if trial.is_equal else "DIFFERENT"
            print(
                f"{len(done):3} ended after {trial.seconds:5.2f} s with {trial.status:3}, {trial.kept} kept: {verdict}",
                flush=True,
            )
    print(f"{sum(trial.is_equal for trial in done)} of {len(done)} equal")


if __name__ == "__main__":
    main()
