"""Phrases with their trees, put together from smaller ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words with what each hangs on: the place of another word in the phrase, or -1 for the phrase's head."""

    words: tuple[str, ...]
    upos: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]

    @classmethod
    def word(cls, text: str, upos: str) -> Self:
        """A phrase of one word."""
        return cls((text,), (upos,), (-1,), ("root",))

    @property
    def head(self) -> int:
        """The place of its head."""
        return self.heads.index(-1)

    @property
    def is_plural(self) -> bool:
        """Whether its head is a noun in the plural, as far as its last letter tells, or one of several."""
        return (self.upos[self.head] == "NOUN" and self.words[self.head].endswith("s")) or "conj" in self.labels

    def with_parts(self, before: Sequence[tuple[Self, str]] = (), behind: Sequence[tuple[Self, str]] = ()) -> Self:
        """The phrase with others that hang on its head, each with its label."""
        parts = [*before, (self, "root"), *behind]
        offsets = [sum(len(part.words) for part, _ in parts[:number]) for number in range(len(parts))]
        top = offsets[len(before)] + self.head
        heads: list[int] = []
        labels: list[str] = []
        for (part, label), offset in zip(parts, offsets, strict=True):
            for head, own in zip(part.heads, part.labels, strict=True):
                is_top = part is self
                heads.append(offset + head if head >= 0 else (-1 if is_top else top))
                labels.append(own if head >= 0 or is_top else label)
        words, upos = (
            tuple(value for part, _ in parts for value in getattr(part, layer)) for layer in ("words", "upos")
        )
        return type(self)(words, upos, tuple(heads), tuple(labels))


def noun_phrase(text: str) -> Phrase:
    """A noun with what belongs to it: "privacy watchdog", "unlawful* collection of images", "children 's data".

    Args:
        text: words with a space between them; a star marks an adjective, and "of" begins an attribute of the noun.
    """
    words, _, rest = text.partition(" of ")
    *before, last = words.split()
    parts: list[tuple[Phrase, str]] = []
    for word in before:
        if word == "'s":
            parts[-1] = possessive(parts[-1][0]), "nmod:poss"
        elif word.endswith("*"):
            parts.append((Phrase.word(word[:-1], "ADJ"), "amod"))
        else:
            parts.append((Phrase.word(word, "NOUN"), "compound"))
    behind = [(after("of", noun_phrase(rest)), "nmod")] if rest else []
    return Phrase.word(last, "NOUN").with_parts(parts, behind)


def possessive(noun: Phrase) -> Phrase:
    """The noun as an owner."""
    return noun.with_parts((), [(Phrase.word("'s", "PART"), "case")])


def after(preposition: str, noun: Phrase) -> Phrase:
    """The noun behind a preposition."""
    return noun.with_parts([(Phrase.word(preposition, "ADP"), "case")])


def quoted(phrase: Phrase, mark: str) -> Phrase:
    """The phrase in quotation marks."""
    around = [(Phrase.word(mark, "PUNCT"), "punct")]
    return phrase.with_parts(around, around)
