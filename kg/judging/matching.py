"""Finding again the claim that a judgement is about: by its words and ends, never by its number or place.

A judgement is about a claim of the same relation, status and ends, in a document of the same name or of the same words,
or in a copy of it, where the quote of the one stands in the sentence of the other. So it holds when a file is renamed,
when text is put in before the sentence, when the borders of the quote move, and when an actor gets a fuller name. Of
several such claims in one sentence those of the same quote are meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from kg.actors.matching import fold
from kg.claims import Claim
from kg.judging.rows import Judgement, text_hash
from kg.reading.documents import Copy, Document


class Places:
    """The documents of a graph, by all that a judgement may know them by."""

    def __init__(self, documents: Iterable[Document], copies: Mapping[str, Copy]) -> None:
        self._origins: dict[str, str] = {}
        self._families: dict[str, list[str]] = defaultdict(list)
        self._hashes: dict[str, list[str]] = defaultdict(list)
        for document in documents:
            copy = copies.get(document.name)
            self._origins[document.name] = copy.of if copy else document.name
            self._families[self._origins[document.name]].append(document.name)
            self._hashes[text_hash(document.text)].append(document.name)

    def called(self, name: str, text: str) -> list[str]:
        """Names of the documents that are called so, or have this text; the first is the likeliest."""
        known = [name] if name in self._origins else []
        return list(dict.fromkeys([*known, *self._hashes.get(text, ())]))

    def of(self, judgement: Judgement) -> list[str]:
        """Names of the documents that a judgement may be about: its own and the copies of it."""
        if judgement.claim is None:
            return []
        own = self.called(judgement.claim.doc, judgement.text)
        return list(dict.fromkeys(name for one in own for name in (one, *self._families[self._origins[one]])))


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
