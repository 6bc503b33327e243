"""References with those they stand for: from GUM's coreference, and from labels of our own beside texts of others."""

from __future__ import annotations

import gzip
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Kinds of text in GUM that resemble reports and records.
GENRES = frozenset({"news", "interview", "bio", "court", "speech", "textbook", "academic", "voyage"})

_ENTITY = re.compile(r"(?:^|\|)Entity=([^|]*)")
_BRACKET = re.compile(r"\([^()]*\)?|[^()]+\)")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ChainedText:
    """A text with its chains of coreference: where each mention stands, by the id of its chain."""

    name: str
    text: str
    spans: tuple[tuple[Span, str], ...]

    def chain_of(self, start: int, head: Span) -> str | None:
        """The chain of the smallest labelled phrase around a word that begins no later than at `start`."""
        around = [
            (span[1] - span[0], chain)
            for span, chain in self.spans
            if span[0] <= min(start, head[0]) and span[1] >= head[1]
        ]
        return min(around)[1] if around else None

    def chain_of_all(self, head: Span, others: Sequence[Collection[int]]) -> str | None:
        """The chain of the smallest labelled phrase around a word that holds one of each of several other offsets."""
        around = [
            (span[1] - span[0], chain)
            for span, chain in self.spans
            if span[0] <= head[0] and span[1] >= head[1]
            and all(any(span[0] <= place < span[1] for place in places) for places in others)
        ]  # fmt: skip
        return min(around)[1] if around else None


def chained_texts(treebanks: Path) -> Iterator[ChainedText]:
    """The documents of GUM, train and dev, of the kinds in `GENRES`.

    Args:
        treebanks: folder of `en_gum-ud-{train,dev}.conllu.gz`.
    """
    for part in ("train", "dev"):
        with gzip.open(treebanks / f"en_gum-ud-{part}.conllu.gz", "rt", encoding="utf-8") as lines:
            for block in "".join(lines).split("# newdoc id = ")[1:]:
                name, _, rows = block.partition("\n")
                if name.split("_")[1] in GENRES:
                    yield _chained(name, rows)


def _chained(name: str, rows: str) -> ChainedText:
    """A document: words with the spaces between them, and phrases by the brackets around them."""
    text, opened, spans = "", list[tuple[str, int]](), list[tuple[Span, str]]()
    glued, glue_space = 0, False
    for row in rows.splitlines():
        if row.startswith("# newpar") and text:
            text = text.rstrip() + "\n\n"
        columns = row.split("\t")
        if len(columns) < 10 or "." in columns[0]:
            continue
        spaced = "SpaceAfter=No" not in columns[9]
        if "-" in columns[0]:
            glued, glue_space = int(columns[0].split("-")[1]), spaced
            continue
        start, number = len(text), int(columns[0])
        text += columns[1]
        entity = _ENTITY.search(columns[9])
        for bracket in _BRACKET.findall(entity[1]) if entity else ():
            chain = bracket.strip("()").split("-")[0]
            if bracket.startswith("("):
                opened.append((chain, start))
            if bracket.endswith(")"):
                last = max((i for i, (one, _) in enumerate(opened) if one == chain), default=None)
                if last is not None:
                    spans.append(((opened.pop(last)[1], len(text)), chain))
        spaced = (number == glued and glue_space) if number <= glued else spaced
        glued = 0 if number >= glued else glued
        text += " " * spaced
    return ChainedText(name, text, tuple(spans))


def labels_of(file: Path) -> Mapping[str, dict[int, frozenset[str]]]:
    """Labels of our own: by document, the names for which the word at an offset stands; none if for none of them.

    Args:
        file: a line for each: document, offset of the word in the text as `kg` reads it, names joined by `+`.
    """
    found: dict[str, dict[int, frozenset[str]]] = {}
    for line in file.read_text("utf-8").splitlines():
        document, offset, names = line.split("\t")
        found.setdefault(document, {})[int(offset)] = frozenset(names.split("+")) - {""}
    return found
