"""How fast `kg` is, and how much memory it takes: each part by itself, all into one file of figures and one chart.

    python -m benchmarks --corpus /path/to/wikinews
    python -m benchmarks --only "store 10000" start
    python -m benchmarks --out figures.json --chart figures.svg

Seconds are those of the processor unless a name says otherwise, so that they can be measured beside other work; the
load before each part is in the file. What was measured before and is not measured again is kept there.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks import chart, copies, others, reading, short, stores
from benchmarks.measuring import Record
from kg.evaluation.speed import machine

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10_000, 100_000, 1_000_000)  # claims
DOCUMENTS = 10_000  # that are built again
NETWORKS = (10_000, 100_000)  # claims
TEXTS = (1_000, 4_000, 16_000, 64_000)  # among which copies are found
SHORT = (3_000, 6_000)  # documents of a sentence or two
MANY = (10_000, 100_000)  # the same, understood by a regular expression


def parts(corpus: Path | None, home: Path) -> dict[str, Callable[[], Record]]:
    """What can be measured, by name."""
    found: dict[str, Callable[[], Record]] = {
        "start": partial(others.start, ROOT / "data" / "documents", home / "start"),
        f"rebuild {DOCUMENTS}": partial(others.rebuild, DOCUMENTS, home / "rebuild"),
        **{f"short {count}": partial(short.measure, count, home / f"short-{count}") for count in SHORT},
        **{f"many {count}": partial(short.many, count, home / f"many-{count}") for count in MANY},
        **{f"network {size}": partial(others.network, size, home / f"network-{size}") for size in NETWORKS},
        **{f"store {size}": partial(stores.measure, size, home / f"store-{size}") for size in SIZES},
    }
    if corpus is None:
        return found
    mixed = {f"copies {count}": partial(copies.measure, corpus, count) for count in TEXTS}
    return {"reading": partial(reading.measure, corpus), **mixed, **found}


def main() -> None:
    """Measure, print, and write the figures and the chart."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, help="folder of documents to read and mix; these parts need it")
    parser.add_argument("--only", nargs="+", metavar="PART", help="such as 'reading' or 'store 10000'")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "figures.json")
    parser.add_argument("--chart", type=Path, default=ROOT / "docs" / "scale.svg")
    given = parser.parse_args()
    figures = json.loads(given.out.read_text("utf-8")) if given.out.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        known = parts(given.corpus, Path(folder))
        if unknown := set(given.only or ()) - known.keys():
            parser.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(known)}")
        for name in given.only or known:
            figures[name] = known[name]()
            figures["machine"] = machine()
            print(json.dumps({name: figures[name]}, indent=1), flush=True)
            given.out.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", "utf-8")
    chart.draw(figures, given.chart)


if __name__ == "__main__":
    main()
