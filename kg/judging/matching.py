"""Finding again the claim that a judgement is about: by its words and ends, never by its number or place.

A judgement is about a claim of the same relation, status and ends, in a document of the same name or of the same words,
or in a copy of it, where the quote of the one stands in the sentence of the other. So it holds when a file is renamed,
when text is put in before the sentence, when the borders of the quote move, and when an actor gets a fuller name. Of
several such claims in one sentence those of the same quote are meant. A document that was both renamed and changed is
known by the sentence, if it is the only one that has it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from kg.actors.matching import fold
from kg.claims import Claim, Extraction
from kg.judging.rows import text_hash
from kg.reading.documents import Copy, Document


class Places:
    """The documents of a graph, by all that a judgement may know them by."""

    def __init__(self, readings: Sequence[tuple[Document, Extraction]], copies: Mapping[str, Copy]) -> None:
        self._readings = readings
        self._origins: dict[str, str] = {}
        self._families: dict[str, list[str]] = defaultdict(list)
        self._hashes: dict[str, list[str]] = defaultdict(list)
        for document, _ in readings:
            copy = copies.get(document.name)
            self._origins[document.name] = copy.of if copy else document.name
            self._families[self._origins[document.name]].append(document.name)
            self._hashes[text_hash(document.text)].append(document.name)

    def called(self, name: str, text: str) -> list[str]:
        """Names of the documents that are called so, or have this text; the first is the likeliest."""
        known = [name] if name in self._origins else []
        return list(dict.fromkeys([*known, *self._hashes.get(text, ())]))

    def own(self, claim: Claim, text: str) -> list[str]:
        """Names of the documents that may be the one in which a claim was judged."""
        return self.called(claim.doc, text) or self._holding(plain(claim.sentence))

    def with_copies(self, names: Iterable[str]) -> list[str]:
        """The documents with all that are copies of them, or of which they are copies."""
        return list(dict.fromkeys(name for one in names for name in (one, *self._families[self._origins[one]])))

    def _holding(self, sentence: str) -> list[str]:
        """The document that has a sentence, with its copies; nothing where several tell different stories with it."""
        found = list(self._sentences.get(sentence, ()))
        return found if len({self._origins[name] for name in found}) == 1 else []

    @cached_property
    def _sentences(self) -> dict[str, dict[str, None]]:
        """For each sentence that makes a claim the names of the documents that have it."""
        sentences: dict[str, dict[str, None]] = defaultdict(dict)
        for document, extraction in self._readings:
            for sentence in {claim.sentence for claim in extraction.claims} | {gap.text for gap in extraction.gaps}:
                sentences[plain(sentence)][document.name] = None
        return sentences


def meant(told: Claim, claims: Sequence[Claim]) -> tuple[list[int], bool]:
    """Positions of the claims of a document that are meant, and whether they have the very quote."""
    alike = [position for position, claim in enumerate(claims) if _is_alike(told, claim)]
    exact = [position for position in alike if plain(claims[position].quote) == plain(told.quote)]
    return exact or alike, bool(exact)


def _is_alike(told: Claim, claim: Claim) -> bool:
    return (
        told.predicate == claim.predicate
        and told.status == claim.status
        and _same_end((told.subject, told.subject_mentions), (claim.subject, claim.subject_mentions))
        and _same_end((told.object, told.object_mentions), (claim.object, claim.object_mentions))
        and (_holds(claim.sentence, told.quote) or _holds(told.sentence, claim.quote))
    )


def _same_end(told: tuple[str, Sequence[str]], now: tuple[str, Sequence[str]]) -> bool:
    """Whether the names are one, or one of them is what the document also calls the other."""
    name, other = fold(told[0]), fold(now[0])
    return name == other or name in map(fold, now[1]) or other in map(fold, told[1])


def _holds(sentence: str, quote: str) -> bool:
    return f" {plain(quote)} " in f" {plain(sentence)} "


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """The words of a text, without case, punctuation and line breaks; its signs if it has no words."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(words or text.split())


def find(text: str, words: str, near: int = 0) -> tuple[int, int] | None:
    """Where words stand in a text, whatever spaces and line breaks are between them; the place nearest to one given."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    places = [match.span() for match in re.finditer(pattern, text)] if pattern else []
    return min(places, key=lambda span: (abs(span[0] - near), span), default=None)
