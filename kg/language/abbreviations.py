"""Sentences that end in an abbreviation, whose full stop ends the sentence too: "It sued Acme Inc. Northgate paid."

The network hardly ever opens a sentence with a name behind such a word, for in nearly all text it has read the name
goes on: "Acme Inc. Chairman Dana Reyes". Whether two sentences meet there is seen by cutting: both parts are sentences
of their own, each with a verb and its subject, and the second opens with the subject; and neither hangs on the other as
only clauses of one sentence do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: Scores of the network below which no sentence opens. On sentences of our own, names behind titles ("Gov.") and within
#: names ("U.S. Department") score from -6.7 to -10, first words of sentences behind an abbreviation from -6.7 upwards.
LEAST = -7.0

#: Abbreviations that something follows.
_UNFINISHED = frozenset({"Dr.", "Mr.", "Mrs.", "Ms.", "Prof.", "Sen.", "Rep.", "Gov.", "Gen.", "Col.", "Maj.", "Lt."})
_UNFINISHED |= {"Sgt.", "Capt.", "Cmdr.", "Rev.", "Hon.", "Pres.", "St.", "Mt.", "Ft.", "No.", "Vs.", "e.g.", "i.e."}

#: Initials such as those of countries, which are no names of their own without one of these words before them.
_COUNTRY = re.compile(r"(?:[A-Z]\.){2,}")
_BEFORE_COUNTRY = frozenset({"the", "The", ","})

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "expl"})
_AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})

#: How a clause hangs on one before it, though no word stands between: "said Acme Inc. had paid".
_DEPENDENT = frozenset({"ccomp", "csubj", "xcomp", "acl"})

Tree = tuple[Sequence[int], Sequence[str]]  # heads (a root points to itself) and labels


def doubtful(words: Sequence[str], scores: Sequence[float], opens: Sequence[bool]) -> Iterator[int]:
    """Places of words that may open a sentence behind an abbreviation, though the network says no."""
    for place, before in enumerate(words[1:-2], start=2):
        named = before[-1] == "." and _is_abbreviation(before) and words[place][0].isupper()
        if named and _COUNTRY.fullmatch(before) and words[place - 2] not in _BEFORE_COUNTRY:
            continue  # "on U.S. Route 2"
        if named and not opens[place] and scores[place] > LEAST:
            yield place


def _is_abbreviation(word: str) -> bool:
    """Whether a word may end a sentence with its own full stop: "Inc.", "U.S.", "a.m."; initials do not."""
    letters = word[0].isupper() or "." in word[1:-1]
    return word[-1] == "." and len(word) > 2 and word[0].isalpha() and letters and word not in _UNFINISHED


@dataclass(frozen=True, slots=True)
class Seam:
    """A place in a paragraph where two sentences may meet."""

    place: int  # of the word behind the abbreviation
    words: Sequence[str]
    upos: Sequence[str]
    joined: Tree  # of the words as one sentence
    parted: Tree  # of the words as two

    def is_border(self) -> bool:
        """Whether two sentences meet."""
        one, two = self._root(self.place - 1), self._root(self.place)
        return (
            self._has_subject(one)
            and self._is_finite(one)
            and self._opens_with_subject(two)
            and self._are_apart(one, two)
        )

    def _root(self, place: int) -> int:
        heads = self.parted[0]
        while heads[place] != place:
            place = heads[place]
        return place

    def _labels_before(self, verb: int) -> set[str]:
        """How what stands before a verb hangs on it."""
        heads, labels = self.parted
        return {labels[i] for i in range(verb) if heads[i] == verb}

    def _has_subject(self, verb: int) -> bool:
        return not _SUBJECTS.isdisjoint(self._labels_before(verb))

    def _is_finite(self, verb: int) -> bool:
        before = self._labels_before(verb)
        if "mark" in before and self.words[verb - 1] == "to":
            return False
        helped = not _AUXILIARIES.isdisjoint(before)
        return helped or (self.upos[verb] == "VERB" and not self.words[verb].endswith("ing"))

    def _opens_with_subject(self, root: int) -> bool:
        """Whether the first phrase of the second part is a noun before its verb; the label may still be that of one
        sentence. The verb may be what somebody is said to have said: "Acme Inc. Northgate paid, Reyes said."
        """
        heads, labels = self.parted
        first = self.place
        while heads[first] < self.place or self.upos[heads[first]] in ("PROPN", "NOUN"):
            if heads[first] == first:
                return False
            first = heads[first]
        verb = heads[first]
        subjects = {i for i in range(self.place, verb) if heads[i] == verb and labels[i] in _SUBJECTS}
        said = verb == root or (heads[verb] == root and labels[verb] in ("ccomp", "parataxis"))
        noun = self.place <= first < verb and self.upos[first] in ("PROPN", "NOUN")
        return said and noun and subjects <= {first} and self._is_finite(verb)

    def _are_apart(self, one: int, two: int) -> bool:
        """Whether neither root hangs on the other part as a clause, or is joined to it by a word there."""
        heads, labels = self.joined
        depends = heads[two] < self.place and labels[two] in _DEPENDENT and self._takes_clause(heads[two], one)
        if depends and not self._opens_with_many():
            return False
        if heads[one] >= self.place and labels[one] == "advcl":
            return False
        return not any(self._joins(i, root) for root in (one, two) for i in range(self.place))

    def _opens_with_many(self) -> bool:
        """Whether a noun in the plural follows a firm: it is no part of its name, and has its capital as first word."""
        word = self.words[self.place]
        firm = not _COUNTRY.fullmatch(self.words[self.place - 1])
        return firm and self.upos[self.place] == "NOUN" and word.endswith("s") and word.istitle()

    def _takes_clause(self, verb: int, one: int) -> bool:
        """Whether a clause of the second part begins in the first: "said the U.S. Senate agreed"."""
        if any(self.parted[0][i] == verb and self.parted[1][i] in ("ccomp", "xcomp") for i in range(self.place)):
            return False  # it has one already
        if any(self.joined[0][i] >= self.place for i in range(self.place) if i != one):
            return True
        last, heads = self.place - 1, self.parted[0]
        while heads[last] not in (verb, last):
            last = heads[last]
        return heads[last] == verb and not any(heads[i] == last and self.parted[1][i] == "case" for i in range(last))

    def _joins(self, place: int, root: int) -> bool:
        """Whether a word of the first part joins the clause of a root to another: "and", "that", "when"."""
        if (
            self.joined[0][place] != root or self.parted[1][place] == "case"
        ):  # "in the U.S." has been taken for "in that"
            return False
        label, behind = self.joined[1][place], root >= self.place
        return label == "mark" or (behind and label in ("cc", "advmod"))
