"""A document's text as its page shows it: cut into pages, paragraphs and sentences, each with its place.

The language model is not asked, since a page has to open at once. Where it has read a sentence, that is known from the
claims and gaps of the document; between those, sentences end where points and capitals say so. A border that is wrong
costs little: a claim may be added to any words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.llm.passages import passages

#: Characters of a page: some seven printed pages, which a browser lays out at once.
PAGE = 20_000

#: Characters of a sentence; what is longer is a list or a table, and is cut between two words.
LONGEST = 1_500

_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_END = re.compile(r"""[.!?…]{1,4}["'”’»)\]]{0,3}\s+(?=["'“‘«(\[]*[^\W_a-zß-öø-ÿ])""")
_SHORT = re.compile(
    r"(?<![\w.])(?:\w|(?:\w\.)+\w|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|Gov|Sen|Rep|Gen|Lt|Sgt|Capt|No|vs|etc|Art|Sec|Fig|al)\.$"
)


class Span(NamedTuple):
    """A stretch of a text."""

    start: int
    end: int

    def within(self, other: Span) -> Span:
        """The part of it that lies in another; it may be empty, or end before it starts."""
        return Span(max(self.start, other.start), min(self.end, other.end))

    def meets(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


def pages(text: str) -> list[Span]:
    """The pages of a text, cut at paragraphs where that can be; one at least."""
    return [Span(one.start, one.end) for one in passages(text, PAGE)] or [Span(0, len(text))]


def paragraphs(text: str, page: Span) -> Iterator[Span]:
    """What stands between empty lines, without white space at its ends."""
    start = page.start
    for line in _EMPTY_LINE.finditer(text, page.start, page.end):
        yield from _stripped(text, Span(start, line.start()))
        start = line.end()
    yield from _stripped(text, Span(start, page.end))


def sentences(text: str, paragraph: Span, known: Iterable[Span] = ()) -> list[Span]:
    """The sentences of a paragraph, which together are all of it but white space.

    Args:
        text: of the document.
        paragraph: where it stands.
        known: places of sentences of the document that are known.
    """
    found: list[Span] = []
    start = paragraph.start
    for one in sorted(span.within(paragraph) for span in known):
        if one.start < start or one.start >= one.end:
            continue  # overlaps the one before, or stands elsewhere
        found += _split(text, Span(start, one.start))
        found += _stripped(text, one)
        start = one.end
    return found + list(_split(text, Span(start, paragraph.end)))


def _split(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for end in _END.finditer(text, span.start, span.end):
        point = end.start() + 1
        if not _SHORT.search(text, max(start, point - 12), point):
            yield from _pieces(text, Span(start, end.end()))
            start = end.end()
    yield from _pieces(text, Span(start, span.end))


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """A sentence, in pieces where it is too long."""
    start, end = span
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = space if space > 0 else start + LONGEST
        yield from _stripped(text, Span(start, cut))
        start = cut
    yield from _stripped(text, Span(start, end))


def _stripped(text: str, span: Span) -> Iterator[Span]:
    """The stretch without white space at its ends, if anything is left."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    if start < end:
        yield Span(start, end)
