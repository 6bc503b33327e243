"""A text cut into passages that a language model is asked about, one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

#: Characters of a passage: about 2,000 tokens, so that what it says fits into an answer, and a mistake costs little.
LONGEST = 8_000

#: Characters of a passage that is not cut any further when its answer is of no use.
LEAST = 1_000

#: Where a text is best cut, the best place first: after an empty line, a line, a sentence, a word.
_BORDERS = tuple(map(re.compile, (r"\n\s*\n\s*", r"\n\s*", r"[.!?][\"”’)]*\s+", r"\s+")))


class Passage(NamedTuple):
    """A stretch of a document; offsets refer to its text."""

    start: int
    end: int
    text: str


def passages(text: str, longest: int = LONGEST) -> Iterator[Passage]:
    """The passages of a text, which together are all of it; those that hold no letter or digit are left out."""
    return _cut(text, 0, len(text), longest)


def halves(passage: Passage) -> list[Passage]:
    """The two halves of a passage, or nothing if it is too short to be cut."""
    if len(passage.text) < 2 * LEAST:
        return []
    parts = _cut(passage.text, 0, len(passage.text), len(passage.text) * 2 // 3)
    return [Passage(passage.start + part.start, passage.start + part.end, part.text) for part in parts]


def _cut(text: str, start: int, end: int, longest: int) -> Iterator[Passage]:
    while start < end:
        stop = end if end - start <= longest else _border(text, start, start + longest)
        part = text[start:stop]
        if any(map(str.isalnum, part)):
            yield Passage(start, stop, part)
        start = stop


def _border(text: str, start: int, end: int) -> int:
    """The last good place to cut in the second half of a stretch; its end if there is none."""
    for border in _BORDERS:
        places = [match.end() for match in border.finditer(text, start + (end - start) // 2, end)]
        if places:
            return places[-1]
    return end
