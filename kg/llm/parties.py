"""Whom the words of an answer mean: what the quote names, as the program's own reading of the document has it.

A name that a language model gives is never taken over. It has to stand in the text, or to be what the document calls
somebody for whom a word of the quote stands; what is kept is the document's own spelling.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.ends import is_telling
from kg.extraction.naming.mentions import CALENDAR, Mention
from kg.extraction.reference.referents import Referent

_ARTICLE = re.compile(r"(?:the|an?|its|their|his|her|our)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Party:
    """One who is named: somebody whom the document speaks of, or words that only look like a name."""

    name: str
    mention: Mention | None = None
    referent: Referent | None = None

    @property
    def class_name(self) -> str | None:
        """The class that the document shows, if it shows one."""
        return self.referent.class_name if self.referent else None

    @property
    def is_certain(self) -> bool:
        """Whether that class is stated, and not only guessed."""
        return self.referent is not None and self.referent.certain

    def surfaces(self, analysis: DocumentAnalysis) -> tuple[str, ...]:
        """What the document calls it."""
        return analysis.surfaces(self.referent) if self.referent else (self.name,)


class Parties:
    """Finds who is named in stretches of one document."""

    def __init__(self, analysis: DocumentAnalysis) -> None:
        self._analysis = analysis
        self._text, doc = analysis.doc.text, analysis.doc
        spans = ((m, doc[m.start].idx, doc[m.end - 1].idx + len(doc[m.end - 1])) for m in analysis.mentions)
        self._mentions = sorted(spans, key=lambda row: row[1])

    def named(self, words: str, start: int, end: int, *, sector: bool = False) -> Party | None:
        """Who is meant by words about the characters start..end; nobody where that is not certain.

        Args:
            words: of the answer.
            start: where the stretch begins.
            end: where it ends.
            sector: whether a kind of actor will do: "police departments".
        """
        for wording in self._wordings(words):
            if found := self._by_mention(wording, start, end, sector=sector):
                return found
        return self._by_words(words, start, end)

    def _wordings(self, words: str) -> Iterator[str]:
        """The words, and what is left without the article or the titles in front."""
        yield words
        rest = words.split()
        while len(rest) > 1 and (rest[0].islower() or rest[0] in self._analysis.kit.lexicon.titles):
            yield " ".join(rest := rest[1:])

    def _by_mention(self, words: str, start: int, end: int, *, sector: bool) -> Party | None:
        """Who goes by the words and is mentioned there in any way; else the only one whom a mention in them means."""
        asked, doc = folded(words), self._analysis.doc
        standing = [(m, r) for m in self._within(start, end) for r in self._analysis.references.antecedents(m)]
        called = [(m, r) for m, r in standing if asked in self._names(r)]
        alike = called or [(m, r) for m, r in standing if asked == folded(m.text(doc))]
        if not alike or (not called and len({id(referent) for _, referent in alike}) > 1):
            return None
        mention, referent = alike[0]
        if not is_telling(self._analysis.kit, mention, referent, sector=sector):
            return None
        return Party(referent.name, mention, referent)

    def _by_words(self, words: str, start: int, end: int) -> Party | None:
        """Words with a proper noun that are no mention and cut none: a name that our own reading has overlooked."""
        place = next(places(self._text, words, start, end), None)
        if place is None or any(_cuts(place, first, last) for _, first, last in self._mentions_at(*place)):
            return None
        tokens = self._analysis.doc.char_span(*place, alignment_mode="expand") or ()
        is_name = any(token.pos_ == "PROPN" and token.text not in CALENDAR for token in tokens)
        return Party(" ".join(self._text[slice(*place)].split())) if is_name else None

    def _names(self, referent: Referent) -> set[str]:
        return {folded(referent.name), *map(folded, self._analysis.surfaces(referent))}

    def _within(self, start: int, end: int) -> Iterator[Mention]:
        return (mention for mention, first, last in self._mentions_at(start, end) if start <= first and last <= end)

    def _mentions_at(self, start: int, end: int) -> Sequence[tuple[Mention, int, int]]:
        """The mentions that begin in a stretch, and the one that began before it."""
        first = bisect_left(self._mentions, start, key=lambda row: row[1])
        return self._mentions[max(0, first - 1) : bisect_left(self._mentions, end, key=lambda row: row[1])]


def _cuts(place: tuple[int, int], first: int, last: int) -> bool:
    """Whether a place shares characters with first..last and does not hold all of them and more."""
    start, end = place
    return first < end and start < last and not (start <= first and last <= end and (start, end) != (first, last))


def folded(words: str) -> str:
    """Words as they are compared: on one line, in small letters, without article."""
    return _ARTICLE.sub("", " ".join(words.replace("’", "'").split()), count=1).casefold()


def places(text: str, words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where words stand in text[start:end] as they are, but for the kind and number of blanks between them."""
    parts = words.split()
    if not parts:
        return
    opening, closing = (r"(?<!\w)" if parts[0][0].isalnum() else ""), (r"(?!\w)" if parts[-1][-1].isalnum() else "")
    pattern = re.compile(opening + r"\s+".join(map(re.escape, parts)) + closing)
    yield from (match.span() for match in pattern.finditer(text, start, end))
