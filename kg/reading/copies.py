"""Which documents are copies of another: wire copies, reposts, cut or longer versions, one article in two formats.

Texts are compared by their runs of five words (the shingles of Broder, "On the resemblance and containment of
documents", 1997). A text is a copy of a longer one if most of its runs stand in that one too and the two do not name
others in the same place, as forms and templates do. Nothing is estimated: runs that no other document has cost
nothing, and of the others the rarest lead to every text that may be near (Bayardo, Ma and Srikant, "Scaling up all
pairs similarity search", 2007).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.reading.documents import Copy, Document

# Chosen on 1,302 texts of which three are copies (Wikinews, Atlas of Surveillance, AIAAIC, data/gold), on 75 forms with
# other names and sums, and on 4,387 copies that were made of the longer texts: with another headline, byline or footer,
# cut, with a paragraph put in, with other line breaks, with words, names or figures changed. 98 % of these are found,
# all but one in a hundred if those with one word in twelve changed are left out, and nothing else but the three.

#: Words of a run. Of runs of 3, 5 and 8 words the nearest texts that are no copies (two previews of one election) share
#: 0.57, 0.53 and 0.49; copies with one word of twenty changed 0.86, 0.78 and 0.67. The shorter, the more to compare.
RUN = 5
#: Least share of a text's runs that stand in the text of which it is a copy. Of the copies with one word of twenty
#: changed 99 % lie above 0.7 and 69 % above 0.8; 0.6 would find more of those with one of twelve changed, and come near
#: the two previews.
SHARE = 0.7
#: Least share of the runs of each of its copies that the first of a family accounts for.
PART = 0.5
#: A text of fewer words is a copy only of the same words: there are too few of them to tell a quotation from a copy.
SHORT = 30
#: One name or number in so many words may be another, such as a corrected figure. With 50, forms are taken for copies;
#: with 200, 30 % of the copies with two names changed are missed, with 100 5 %.
WORDS_A_NAME = 100
#: Words of a passage that takes the place of another, as a name does: about a sentence. Longer ones are paragraphs.
PASSAGE = 25
#: Words of a text of which headline, byline and footer may be others. In a shorter one they may be all that matters.
LONG = 100
#: A run that more texts have than this, their copies not counted, is a set phrase and leads to none of them. It is
#: what keeps ten thousand summaries of one template from being compared each with each.
PHRASE = 20

_WORD = re.compile(r"[^\W_]+")
_BREAK = re.compile(r"[\n.!?:;()\[\]|–—]| - ")
_FACTORS = np.array([pow(0x9E3779B97F4A7C15, power, 1 << 64) for power in range(1, RUN + 1)], np.uint64)

Runs = NDArray[np.uint64]


class Text:
    """A document as its runs of words.

    Attributes:
        length: number of words.
        sequence: hashes of the runs in the order of the text.
        runs: the same without repetitions, sorted.
        age: sorts by date, the exact before the vague, and then by name.
    """

    def __init__(self, document: Document) -> None:
        self.name = document.name
        self.age = (document.date is None, f"{document.date}-99-99"[:10], document.name)
        self._text = unicodedata.normalize("NFKC", document.text)
        forms = self.forms()
        self.length = len(forms)
        self.sequence = _sequence(forms)
        self.runs = np.unique(self.sequence)

    def forms(self) -> list[str]:
        """The words in small letters."""
        return [form.casefold() for form in _WORD.findall(self._text)]

    def words(self) -> list[re.Match[str]]:
        """The words in their places."""
        return list(_WORD.finditer(self._text))


class Passage(NamedTuple):
    """What differs between two texts, in one of them."""

    length: int  # words
    names: frozenset[str]  # its words that may be (parts of) names, or are numbers, in small letters
    is_apart: bool  # whether it is the beginning or the end of its text and a break parts it from the rest


def copies(documents: Iterable[Document]) -> dict[str, Copy]:
    """The documents that are copies, by name, each with the first of its family, by date and then by name.

    A family gathers round its longest text, in which its copies stand; that A is like B and B like C does not make
    A a copy of C. The first of a family is the earliest that accounts for a good part of each of the others, which the
    longest does at least. The order of the documents does not matter.
    """
    return copies_among([Text(document) for document in documents])


def copies_among(texts: Iterable[Text]) -> dict[str, Copy]:
    """The same of documents that are runs of words already."""
    found: dict[str, Copy] = {}
    for family in _families(texts):
        first, shares = _first(family)
        found |= {name: Copy(first.name, math.floor(share * 100) / 100) for name, share in shares.items()}
    return dict(sorted(found.items()))


def _families(texts: Iterable[Text]) -> Iterable[list[Text]]:
    """The texts, each with those that are contained in it, the longest of all first."""
    ordered = sorted(texts, key=lambda text: (-text.length, text.age))
    families: dict[str, list[Text]] = {}
    leads: defaultdict[int, list[Text]] = defaultdict(list)  # from a run to the longest of families that have it
    for text, shared in _shared(ordered):
        head = _head(text, _candidates(text, shared, leads))
        families.setdefault(head.name, []).append(text)
        if head is text:
            for run in shared:
                leads[run].append(text)
    return families.values()


def _shared(texts: Sequence[Text]) -> Iterator[tuple[Text, list[int]]]:
    """The texts, each with those of its runs that other texts have too, the rarest first."""
    runs = np.concatenate([np.empty(0, np.uint64), *(text.runs for text in texts)])
    _, places, counts = np.unique(runs, return_inverse=True, return_counts=True)
    frequencies = np.split(counts[places], np.cumsum([len(text.runs) for text in texts]))
    for text, frequency in zip(texts, frequencies, strict=False):  # what is behind the last text is empty
        order = np.argsort(frequency, kind="stable")
        yield text, text.runs[order[frequency[order] > 1]].tolist()


def _candidates(text: Text, shared: Sequence[int], leads: dict[int, list[Text]]) -> list[Text]:
    """Those in which enough runs of a text may stand: they have one of the rarest, of which they cannot lack all."""
    rarest = len(text.runs) - math.ceil(SHARE * len(text.runs)) + 1
    alone = len(text.runs) - len(shared)
    leading = (leads.get(run, []) for run in shared[: max(0, rarest - alone)])
    return list({other.name: other for others in leading if len(others) <= PHRASE for other in others}.values())


def _head(text: Text, candidates: Iterable[Text]) -> Text:
    """The one of which the text is a copy, or itself: that with most of its runs, and of equals the first."""
    shares = {other: _share(text, other) for other in candidates}
    near = [other for other, share in shares.items() if share >= SHARE]
    near.sort(key=lambda other: (-shares[other], other.age))
    return next((other for other in near if _says_the_same(text, other)), text)


def _first(family: Sequence[Text]) -> tuple[Text, dict[str, float]]:
    """The first of a family, and which part of each of the others stands in it."""
    longest = family[0]
    older = sorted((text for text in family if text.age < longest.age), key=lambda text: text.age)
    first = next((text for text in older if _accounts_for(text, family)), longest)
    return first, {text.name: _share(text, first) for text in family if text is not first}


def _accounts_for(first: Text, family: Iterable[Text]) -> bool:
    others = (text for text in family if text is not first)
    return all(_share(text, first) >= PART and _says_the_same(text, first) for text in others)


def _share(text: Text, other: Text) -> float:
    """The share of a text's runs that stand in the other."""
    return len(np.intersect1d(text.runs, other.runs, assume_unique=True)) / len(text.runs)


def _says_the_same(one: Text, other: Text) -> bool:
    """Whether hardly a name or number of the one stands where the other has a different one."""
    if np.array_equal(one.sequence, other.sequence):
        return True
    length = min(one.length, other.length)
    replaced = [pair for pair in _replaced(one, other) if _may_rename(*pair, length)]
    if not replaced:
        return True
    forms, other_forms = set(one.forms()), set(other.forms())
    others = (min(len(here.names - other_forms), len(there.names - forms)) for here, there in replaced)
    return sum(others) * WORDS_A_NAME <= length


def _may_rename(here: Passage, there: Passage, length: int) -> bool:
    """Whether a passage may put a name for another in texts of so many words."""
    is_short = max(here.length, there.length) <= PASSAGE
    is_heading = here.is_apart and there.is_apart and length >= LONG
    return bool(here.names and there.names and is_short and not is_heading)


def _replaced(one: Text, other: Text) -> Iterator[tuple[Passage, Passage]]:
    """The passages of the one that the other lacks, each with what it has in their place."""
    matcher = SequenceMatcher(None, _numbered(one), _numbered(other), autojunk=False)
    words, other_words = one.words(), other.words()
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "replace":
            yield _passage(words, start, end), _passage(other_words, other_start, other_end)


def _numbered(text: Text) -> list[tuple[int, int]]:
    """The runs of a text with how often each stands before: where none is repeated, texts align in linear time."""
    seen: Counter[int] = Counter()
    numbered = []
    for run in text.sequence.tolist():
        numbered.append((run, seen[run]))
        seen[run] += 1
    return numbered


def _passage(words: Sequence[re.Match[str]], start: int, end: int) -> Passage:
    """The words of the runs from `start` to `end` that stand in no run outside."""
    first = start + RUN - 1 if start else 0
    last = end if end < len(words) - RUN + 1 else len(words)
    forms = [word[0] for word in words[first:last]]
    names = frozenset(form.casefold() for form in forms if form[0].isupper() or any(map(str.isdigit, form)))
    return Passage(len(forms), names, _is_apart(words, first, last))


def _is_apart(words: Sequence[re.Match[str]], first: int, last: int) -> bool:
    if first and last < len(words):
        return False
    before, after = words[(first or last) - 1], words[first or last]
    return bool(_BREAK.search(before.string, before.end(), after.start()))


def _sequence(forms: Sequence[str]) -> Runs:
    """The hashes of all runs of words. A short text is one run, and one of very few words none."""
    if len(forms) < SHORT:
        return np.array([_hash(" ".join(forms))] if len(forms) >= RUN else [], np.uint64)
    hashes = np.fromiter(map(_hash, forms), np.uint64, len(forms))
    windows = np.lib.stride_tricks.sliding_window_view(hashes, RUN)
    runs: Runs = (windows * _FACTORS).sum(axis=1, dtype=np.uint64)
    return runs


@lru_cache(maxsize=1 << 18)
def _hash(form: str) -> int:
    """A hash that is the same in every process."""
    return int.from_bytes(blake2b(form.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
