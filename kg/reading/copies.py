"""Which documents are copies of another: wire copies, reposts, cut or longer versions, one article in two formats.

Texts are compared by their runs of five words (the shingles of Broder, "On the resemblance and containment of
documents", 1997). A text is a copy of a longer one if most of its runs stand in that one too and the two do not name
others in the same place, as forms and templates do. Nothing is estimated. Texts and runs wait on disk, so that memory
does not grow with what is compared but by a few hundred bytes for a text.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from kg.errors import StoreError
from kg.reading import leads
from kg.reading.documents import Copy, Document
from kg.reading.leads import SHARE, Group, Leads
from kg.reading.shelf import RUN, Runs, Shelf, Shelved, Text, Words
from kg.reading.sorting import Sorter

# Chosen on 1,302 texts of which three are copies (Wikinews, Atlas of Surveillance, AIAAIC, data/gold), on 75 forms with
# other names and sums, and on 4,387 copies that were made of the longer texts: with another headline, byline or footer,
# cut, with a paragraph put in, with other line breaks, with words, names or figures changed. 98 % of these are found,
# all but one in a hundred if those with one word in twelve changed are left out, and nothing else but the three.

#: Least share of the runs of each of its copies that the first of a family accounts for.
PART = 0.5
#: One name or number in so many words may be another, such as a corrected figure. With 50, forms are taken for copies;
#: with 200, 30 % of the copies with two names changed are missed, with 100 5 %.
WORDS_A_NAME = 100
#: Words of a passage that takes the place of another, as a name does: about a sentence. Longer ones are paragraphs.
PASSAGE = 25
#: Words of a text of which headline, byline and footer may be others. In a shorter one they may be all that matters.
LONG = 100

_BREAK = re.compile(r"[\n.!?:;()\[\]|–—]| - ")


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

    Raises:
        StoreError: there is no room for files that are needed meanwhile.
    """
    return copies_among(map(Text, documents))


def copies_among(texts: Iterable[Text]) -> dict[str, Copy]:
    """The same of documents that are runs of words already. Each is taken once, and not held."""
    try:
        with Shelf() as shelf, Sorter(leads.SHARED, by=3) as shared:
            ordered = _put(texts, shelf, shared)
            families = _families(shelf, ordered, shared)
            return dict(sorted(copy for family in families for copy in _copies_in(shelf, family)))
    except OSError as error:
        raise StoreError(f"to find copies, temporary files have to be written: {error} (TMPDIR says where)") from error


def _put(texts: Iterable[Text], shelf: Shelf, shared: Sorter) -> list[Shelved]:
    """Put texts on the shelf, and sort out what several have; the texts, the longest first."""
    with Sorter(leads.RUNS) as runs:
        for number, text in enumerate(texts):
            shelf.put(text)
            runs.add(text.runs, number)
        ordered = sorted(shelf.texts, key=attrgetter("age"))
        ordered.sort(key=attrgetter("length"), reverse=True)
        numbers = np.empty(len(ordered), np.uint32)
        numbers[[text.number for text in ordered]] = np.arange(len(ordered))
        leads.share(runs, numbers, shared)
    return ordered


def _families(shelf: Shelf, texts: Sequence[Shelved], shared: Sorter) -> Iterable[list[Shelved]]:
    """Texts with those that are contained in them, the longest of all first. Texts by themselves are left out."""
    sizes = shelf.sizes()[[text.number for text in texts]]
    heads: dict[int, int] = {}  # of those that are copies
    for places, known in leads.rounds(shared, sizes):
        for group in leads.groups(shared, sizes, places.stop):
            if group.text in places:
                head = _head(shelf, texts, group, known)
                if head != group.text:
                    heads[group.text] = head
            if group.text not in heads:
                known.put(group.text, group.runs)
    families: dict[int, list[Shelved]] = {}
    for text, head in sorted(heads.items()):
        families.setdefault(head, [texts[head]]).append(texts[text])
    return families.values()


def _head(shelf: Shelf, texts: Sequence[Shelved], group: Group, known: Leads) -> int:
    """The text of which one is a copy, or itself: that with most of its runs, and of equals the first."""
    text = texts[group.text]
    candidates = known.of(group.runs[: group.rarest])
    if not candidates:
        return group.text
    runs = shelf.runs(text)
    shares = {other: _share(runs, shelf.runs(texts[other])) for other in candidates}
    near = [other for other, share in shares.items() if share >= SHARE]
    near.sort(key=lambda other: (-shares[other], texts[other].age))
    return next((other for other in near if _says_the_same(shelf, text, texts[other])), group.text)


def _copies_in(shelf: Shelf, family: Sequence[Shelved]) -> Iterator[tuple[str, Copy]]:
    """The copies in a family by name: all but its first."""
    longest = family[0]
    older = sorted((text for text in family if text.age < longest.age), key=lambda text: text.age)
    first = next((text for text in older if _accounts_for(shelf, text, family)), longest)
    runs = shelf.runs(first)
    for text in family:
        if text is not first:
            share = _share(shelf.runs(text), runs)
            yield text.name, Copy(first.name, math.floor(share * 100) / 100)


def _accounts_for(shelf: Shelf, first: Shelved, family: Iterable[Shelved]) -> bool:
    runs = shelf.runs(first)
    others = (text for text in family if text is not first)
    return all(_share(shelf.runs(text), runs) >= PART and _says_the_same(shelf, text, first) for text in others)


def _share(runs: Runs, others: Runs) -> float:
    """The share of the runs of a text that stand in another, of which there are some."""
    found = others.take(np.searchsorted(others, runs), mode="clip") == runs
    return int(np.count_nonzero(found)) / len(runs)


def _says_the_same(shelf: Shelf, text: Shelved, other: Shelved) -> bool:
    """Whether hardly a name or number of the one stands where the other has a different one."""
    one, another = shelf.words(text), shelf.words(other)
    if np.array_equal(one.sequence, another.sequence):
        return True
    length = min(text.length, other.length)
    replaced = [pair for pair in _replaced(one, another) if _may_rename(*pair, length)]
    if not replaced:
        return True
    others = (min(len(here.names - another.forms), len(there.names - one.forms)) for here, there in replaced)
    return sum(others) * WORDS_A_NAME <= length


def _may_rename(here: Passage, there: Passage, length: int) -> bool:
    """Whether a passage may put a name for another in texts of so many words."""
    is_short = max(here.length, there.length) <= PASSAGE
    is_heading = here.is_apart and there.is_apart and length >= LONG
    return bool(here.names and there.names and is_short and not is_heading)


def _replaced(one: Words, other: Words) -> Iterator[tuple[Passage, Passage]]:
    """The passages of the one that the other lacks, each with what it has in their place."""
    matcher = SequenceMatcher(None, _numbered(one), _numbered(other), autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "replace":
            yield _passage(one.matches, start, end), _passage(other.matches, other_start, other_end)


def _numbered(text: Words) -> list[tuple[int, int]]:
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
