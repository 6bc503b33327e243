"""Headlines for training: sentences of a treebank as an editor would shorten them.

Treebanks hold hardly any headline, and what they lack a parser gets wrong: articles and forms of "be" are left out,
what has happened stands in the present tense, what will happen in the infinitive, and a comma stands for "and". Mårdh
described this register ("Headlinese: On the Grammar of English Front Page Headlines", 1980).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from kg.language.treebanks import Sentence

#: Words of the shortest and of the longest headline.
SHORTEST, LONGEST = 4, 16

#: Share of headlines in which every longer word is capitalised, and of those whose names are joined by a comma.
CAPITALISED, COMMAS = 0.2, 0.7

#: What an editor cuts off: all that the sentence says beside its one clause.
_CUT = frozenset({"parataxis", "discourse", "vocative", "dislocated", "advcl"})

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_MARKS = frozenset({"det", "aux", "aux:pass", "cop"})
_BE, _HAVE = "be", "have"


def headlines(sentences: Iterable[Sentence], rng: random.Random) -> Iterator[Sentence]:
    """The sentences that can be shortened to a headline, shortened; names are lost."""
    for sentence in sentences:
        shortened = _Shortening(sentence, rng).result() if sentence.heads else None
        if shortened is not None:
            yield shortened


class _Shortening:
    """Makes a headline of one sentence."""

    def __init__(self, sentence: Sentence, rng: random.Random) -> None:
        self.sentence, self.rng = sentence, rng
        self.words, self.upos, self.labels = list(sentence.words), list(sentence.upos), list(sentence.labels)
        self.heads = [head - 1 for head in sentence.heads]
        self.root = self.heads.index(-1)

    def result(self) -> Sentence | None:
        """The headline, unless the sentence has no subject, is a question or would be too short or too long."""
        subject = self._child(self.root, _SUBJECTS)
        if subject is None or self.upos[subject] not in ("NOUN", "PROPN") or self.upos[self.root] != "VERB":
            return None
        if self.words[-1] == "?" or subject > self.root:
            return None
        self._present(subject)
        kept = [i for i in range(len(self.words)) if self._is_kept(i)]
        while kept and self.upos[kept[-1]] == "PUNCT":
            kept.pop()
        if not SHORTEST <= len(kept) <= LONGEST:
            return None
        self._join_by_comma(subject)
        return self._of(kept)

    def _child(self, head: int, labels: Iterable[str]) -> int | None:
        return next((i for i, h in enumerate(self.heads) if h == head and self.labels[i] in labels), None)

    def _present(self, subject: int) -> None:
        """Put the verb into the tense of headlines: "sued" becomes "sues", "will sue" "to sue"."""
        auxiliaries = [i for i, head in enumerate(self.heads) if head == self.root and self.labels[i] == "aux"]
        lemmas = [self.sentence.lemmas[i].lower() for i in auxiliaries]
        if lemmas == ["will"]:
            place = auxiliaries[0]
            self.words[place], self.upos[place], self.labels[place] = "to", "PART", "mark"
        elif lemmas in ([], [_HAVE]) and self._child(self.root, ("aux:pass",)) is None:
            lemma = self.sentence.lemmas[self.root].lower()
            self.words[self.root] = lemma if self._is_plural(subject) else third_person(lemma)

    def _is_plural(self, subject: int) -> bool:
        plural = self.words[subject].lower() != self.sentence.lemmas[subject].lower()
        return plural or self._child(subject, ("conj",)) is not None

    def _is_kept(self, place: int) -> bool:
        """Whether a word stays: not one that headlines leave out, and not one of what is cut off."""
        label, lemma = self.labels[place], self.sentence.lemmas[place].lower()
        if label in _MARKS and ((label == "det" and lemma in ("the", "a", "an")) or lemma in (_BE, _HAVE)):
            return False
        if label == "mark" and lemma == "that":
            return False
        return not self._is_cut(place)

    def _is_cut(self, place: int) -> bool:
        """Whether a word is cut off with what it belongs to; so is all punctuation but commas."""
        if self.upos[place] == "PUNCT" and self.words[place] != ",":
            return True
        while place != self.root:
            before = self.labels[place] in ("obl", "advmod", "cc") and place < self.root
            if self.heads[place] == self.root and (self.labels[place] in _CUT or before):
                return True
            if self.labels[place] == "conj" and self.heads[place] == self.root:
                return True
            place = self.heads[place]
        return False

    def _join_by_comma(self, subject: int) -> None:
        """ "A and B sue" becomes "A, B sue"."""
        other = self._child(subject, ("conj",))
        link = None if other is None else self._child(other, ("cc",))
        if link is not None and self.words[link].lower() == "and" and self.rng.random() < COMMAS:
            self.words[link], self.upos[link], self.labels[link] = ",", "PUNCT", "punct"

    def _of(self, kept: list[int]) -> Sentence | None:
        """The sentence of some of the words, if nothing that is left hangs on what is not."""
        numbers = {place: number for number, place in enumerate(kept, start=1)}
        if any(self.heads[place] not in numbers for place in kept if place != self.root):
            return None
        words = [self.words[place] for place in kept]
        words[0] = words[0][0].upper() + words[0][1:]
        if self.rng.random() < CAPITALISED:
            words = [word.title() if word.islower() and len(word) > 3 else word for word in words]
        return Sentence(
            words=words,
            space_after=[True] * len(kept),
            lemmas=[self.sentence.lemmas[place] for place in kept],
            upos=[self.upos[place] for place in kept],
            heads=[numbers.get(self.heads[place], 0) for place in kept],
            labels=[self.labels[place] for place in kept],
        )


def third_person(lemma: str) -> str:
    """The form of a verb after he, she or it; regular ones only, and "be", "have"."""
    if lemma in (_BE, _HAVE):
        return {_BE: "is", _HAVE: "has"}[lemma]
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return f"{lemma[:-1]}ies"
    return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
