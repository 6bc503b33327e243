"""Lemmas by suffix rules that are learned from treebanks.

For each part of speech a rule maps an ending to an edit (cut n letters, add some). The longest ending that is known
decides; a whole word is the longest ending of all, which is how irregular forms are kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

Edit = tuple[int, str]

#: Endings longer than this are only kept as whole words; 6 covers every regular English inflection.
LONGEST_ENDING = 6

#: Parts of speech whose lemma is the word itself.
UNCHANGED = frozenset({"PROPN", "X", "SYM", "PUNCT", "NUM"})

WHOLE = "^"

#: Endings of forms that are rarely their own lemma; the vocabulary holds many such forms.
INFLECTED = ("ed", "ing")

#: Consonants that are doubled before these endings; a verb hardly ever ends in two of them itself ("add", "err").
_DOUBLED = frozenset("bdgmnprt")


class Lemmatizer:
    """Looks lemmas up in rules `{part of speech: {ending: (cut, add)}}`."""

    def __init__(self, rules: dict[str, dict[str, Edit]], words: Collection[str] = frozenset()) -> None:
        """Make a lemmatizer.

        Args:
            rules: as `learn` gives them.
            words: known words; a lemma among them is preferred to one that no text has.
        """
        self.rules = rules
        self.words = words
        self._known: dict[tuple[str, str], str] = {}

    def lemma(self, word: str, upos: str) -> str:
        """The lemma of a word: lower case, but for names and symbols."""
        if upos in UNCHANGED:
            return word
        key = (word, upos)
        if key not in self._known:
            self._known[key] = self._look_up(word.lower(), self.rules.get(upos, {}))
        return self._known[key]

    def lemmas(self, word: str) -> frozenset[str]:
        """Every lemma that the word may have, in small letters, whatever its part of speech."""
        return frozenset({word.lower(), *(self.lemma(word, upos).lower() for upos in self.rules)})

    def _look_up(self, form: str, rules: dict[str, Edit]) -> str:
        """What the longest ending makes of the form; the longest known word where that is none, or for participles."""
        if WHOLE + form in rules:
            return apply(form, rules[WHOLE + form])
        edited = (apply(form, rules[ending]) for ending in endings(form) if ending in rules)
        candidates = [lemma for lemma in edited if not _is_cut_short(form, lemma)]
        first = candidates[0] if candidates else form
        if first in self.words and not form.endswith(INFLECTED):
            return first
        strange = first not in self.words and not form.startswith(first) and not form.endswith(INFLECTED)
        if strange and form in self.words:
            return form  # "outlaw", of which the ending of "saw" makes "outlee"
        known = [lemma for lemma in candidates if lemma in self.words and lemma != form]
        if not known and first != form and first not in self.words:
            known = [lemma for lemma in regular(form) if lemma in self.words]
        return self._undoubled(form, max(known, key=len, default=first))

    def _undoubled(self, form: str, lemma: str) -> str:
        """The verb with one consonant of a participle with two, where there is one: "barred" is of "bar"."""
        doubled = lemma == _stem(form) and lemma[-1:] in _DOUBLED and lemma[-2:-1] == lemma[-1:]
        return lemma[:-1] if doubled and lemma[:-1] in self.words else lemma


def regular(form: str) -> list[str]:
    """What a participle may come from by the rules of spelling: "probed" from "probe", "trialled" from "trial"."""
    stem = _stem(form)
    if stem is None:
        return []
    return [stem, f"{stem}e", *([stem[:-1]] if stem[-2:-1] == stem[-1:] else [])]


def _stem(form: str) -> str | None:
    return next((form.removesuffix(ending) for ending in INFLECTED if form.endswith(ending)), None)


def _is_cut_short(form: str, lemma: str) -> bool:
    """Whether a letter that is not doubled was cut from a participle: "probed" is none of "pro"."""
    stem = _stem(form)
    return stem is not None and lemma == stem[:-1] and stem[-2:-1] != stem[-1:]


def learn(triples: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, Edit]]:
    """Rules from (word, part of speech, lemma); an ending is kept only where it changes what shorter ones say."""
    votes: dict[str, dict[str, Counter[Edit]]] = defaultdict(lambda: defaultdict(Counter))
    for (word, upos, lemma), count in Counter(triples).items():
        if upos in UNCHANGED:
            continue
        form = word.lower()
        edit = edit_between(form, lemma.lower())
        for ending in endings(form):
            # A type has one vote for its ending, however frequent; the whole word is decided by its tokens.
            votes[upos][ending][edit] += count if ending.startswith(WHOLE) else 1
    return {upos: _pruned(counted) for upos, counted in sorted(votes.items())}


def endings(form: str) -> list[str]:
    """The endings of a word that a rule may know, longest first."""
    return [WHOLE + form, *(form[-n:] if n else "" for n in range(min(LONGEST_ENDING, len(form) - 1), -1, -1))]


def edit_between(form: str, lemma: str) -> Edit:
    """How many letters to cut from the form, and what to add, to get the lemma."""
    shared = 0
    while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
        shared += 1
    return len(form) - shared, lemma[shared:]


def apply(form: str, edit: Edit) -> str:
    """The form with its ending replaced; the form itself where nothing would be left."""
    cut, add = edit
    return (form[: len(form) - cut] + add) or form


def _pruned(counted: dict[str, Counter[Edit]]) -> dict[str, Edit]:
    best = {ending: min(votes, key=lambda e: (-votes[e], e)) for ending, votes in counted.items()}
    # An ending seen in one word only is a misspelling as often as a rule.
    # One that cuts a "t" would make "hal" of "halt": the few verbs like "dealt" are known as a whole.
    best = {
        e: edit
        for e, edit in best.items()
        if e.startswith(WHOLE) or not e or (counted[e][edit] > 1 and not (e.endswith("t") and edit == (1, "")))
    }
    kept: dict[str, Edit] = {}
    for ending in sorted(best, key=lambda e: (e.startswith(WHOLE), len(e), e)):
        if ending == "" or best[ending] != _shorter(ending, kept):
            kept[ending] = best[ending]
    return dict(sorted(kept.items()))


def _shorter(ending: str, kept: dict[str, Edit]) -> Edit | None:
    bare = ending.removeprefix(WHOLE)
    longest = LONGEST_ENDING if ending.startswith(WHOLE) else len(bare) - 1
    for size in range(min(longest, len(bare) - 1), -1, -1):
        shorter = bare[-size:] if size else ""
        if shorter in kept:
            return kept[shorter]
    return None
