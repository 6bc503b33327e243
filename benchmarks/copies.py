"""How long it takes to find copies among many texts, and how much memory: articles mixed from sentences of a corpus."""

from __future__ import annotations

import json
import random
import re
import resource
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Record, Stopwatch, apart

#: Words of a mixed article, about as many as Wikinews has, and every so manieth article that is a copy of one before.
WORDS, COPIED = 410, 10
RUN = 5

_END = re.compile(r"(?<=[.!?])\s+")


def measure(corpus: Path, count: int) -> Record:
    """Seconds and memory to find the copies among so many articles, every tenth of which is one."""
    return apart(_find, corpus, count)


def mixed(sentences: list[str], count: int, seed: int = 1) -> Iterator[str]:
    """Articles of sentences in any order; every tenth is an earlier one with other sentences at its end."""
    chance = random.Random(seed)
    articles: list[list[str]] = []
    for number in range(count):
        if number % COPIED == COPIED - 1:
            lines = [*chance.choice(articles)[:-2], *chance.sample(sentences, 2)]
        else:
            lines = _article(sentences, chance)
            articles = [*articles[-99:], lines]
        yield " ".join(lines)


def _article(sentences: list[str], chance: random.Random) -> list[str]:
    lines, words = list[str](), 0
    while words < WORDS:
        lines.append(chance.choice(sentences))
        words += len(lines[-1].split())
    return lines


def _find(corpus: Path, count: int) -> Record:
    from kg.reading.copies import copies
    from kg.reading.documents import Document

    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        file.writelines(json.dumps(text) + "\n" for text in mixed(_sentences(corpus), count))
        file.seek(0)
        documents = (Document(f"{number:07}", json.loads(line), "", "") for number, line in enumerate(file))
        before, watch = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, Stopwatch()
        with watch.of("find"):
            found = copies(documents)
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before
    return {"texts": count, "copies": len(found), "seconds": round(watch.seconds["find"], 2), "more_memory": more}


def _sentences(corpus: Path) -> list[str]:
    from kg.reading.readers import read_source
    from kg.reading.sources import discover

    texts = (read_source(source).text for source in discover([corpus]))
    return sorted({line for text in texts for line in _END.split(text) if len(line.split()) >= RUN})
