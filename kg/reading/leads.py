"""Which texts may stand in which: the runs that lead from a text to longer ones, of which few are in memory at a time.

No text in which enough of another stands is left out (Bayardo, Ma and Srikant, "Scaling up all pairs similarity
search", 2007): a text of n runs that has SHARE of them in common with another has to have one of any n - SHARE n + 1 of
them in common with it. The rarest are taken; those that no other text has cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.reading.shelf import Runs
from kg.reading.sorting import Records, Sorter

#: Least share of a text's runs that stand in the text of which it is a copy. Of the copies with one word of twenty
#: changed 99 % lie above 0.7 and 69 % above 0.8; 0.6 would find more of those with one of twelve changed, and come near
#: the two previews.
SHARE = 0.7
#: A run that more texts have than this, their copies not counted, is a set phrase and leads to none of them. It is
#: what keeps ten thousand summaries of one template from being compared each with each.
PHRASE = 20
#: Runs that are asked for at once, about; each takes 50 to 100 bytes. Texts that share nothing ask for none, and copies
#: for a third of theirs: there is one round for each 15,000 copies of news articles.
ROUND = 1 << 21

#: Columns of all runs of all texts; texts have numbers, the longest the first.
RUNS = (("run", "u8"), ("text", "u4"))
#: Columns of the runs that several texts have: in this order the rarest runs of each text come first.
SHARED = (("text", "u4"), ("frequency", "u4"), ("run", "u8"))

Places = NDArray[np.int64]


class Group(NamedTuple):
    """A text with those of its runs that others have too, the rarest first."""

    text: int
    runs: Runs
    rarest: int  # how many of them a text in which enough of this one stands cannot lack


def share(runs: Sorter, numbers: NDArray[np.uint32], shared: Sorter) -> None:
    """Sort out the runs that several texts have.

    Args:
        runs: the columns RUNS, with texts as they are numbered so far.
        numbers: the numbers that they get.
        shared: takes the columns SHARED.
    """
    for piece in runs.pieces():
        starts = _starts(piece["run"])
        counts = np.diff(np.append(starts, len(piece)))
        frequency = np.repeat(counts, counts)
        several = frequency > 1
        shared.add(numbers[piece["text"][several]], frequency[several], piece["run"][several])


class Leads:
    """The texts to which runs lead, for some of the runs.

    Args:
        runs: those that are asked for, sorted and each once.
        frequencies: how many texts have them.
    """

    def __init__(self, runs: Runs, frequencies: NDArray[np.uint32]) -> None:
        self._runs = runs
        self._most = np.minimum(frequencies, PHRASE + 1).astype(np.uint8)
        self._starts = np.cumsum(self._most, dtype=np.int64) - self._most
        self._counts = np.zeros(len(runs), np.uint8)
        self._texts = np.empty(int(self._most.sum(dtype=np.int64)), np.uint32)

    def put(self, text: int, runs: Runs) -> None:
        """Let the runs lead to a text."""
        places = self._places(runs)
        places = places[self._counts[places] < self._most[places]]
        self._texts[self._starts[places] + self._counts[places]] = text
        self._counts[places] += 1

    def of(self, runs: Runs) -> list[int]:
        """The texts to which one of the runs leads that is no set phrase."""
        places = self._places(runs)
        places = places[self._counts[places] <= PHRASE]
        counts = self._counts[places].astype(np.int64)
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        found: list[int] = np.unique(self._texts[np.repeat(self._starts[places], counts) + within]).tolist()
        return found

    def _places(self, runs: Runs) -> Places:
        places = np.searchsorted(self._runs, runs)
        places[places == len(self._runs)] = 0
        found: Places = places[self._runs[places] == runs] if len(self._runs) else places[:0]
        return found


def rounds(shared: Sorter, sizes: Places) -> Iterator[tuple[range, Leads]]:
    """The texts in some rounds, each with the leads that its texts ask for; in these nothing is put.

    Args:
        shared: the columns SHARED.
        sizes: how many different runs the texts have, by their numbers.
    """
    start = 0
    while start < len(sizes):
        found, end = _asked(shared, sizes, start)
        if len(found):
            asked, first = np.unique(found["run"], return_index=True)
            yield range(start, end), Leads(asked, found["frequency"][first])
        start = end


def groups(shared: Sorter, sizes: Places, end: int) -> Iterator[Group]:
    """The texts before `end` that have runs which others have too."""
    for piece in shared.pieces():
        starts, counts, rarest = _bounds(piece, sizes)
        runs = np.ascontiguousarray(piece["run"])
        for text, first, count, few in zip(
            piece["text"][starts].tolist(), starts.tolist(), counts.tolist(), rarest.tolist(), strict=True
        ):
            if text >= end:
                return
            yield Group(text, runs[first : first + count], few)


def _asked(shared: Sorter, sizes: Places, start: int) -> tuple[Records, int]:
    """The records of all runs that are asked for by the texts of a round, and where it ends."""
    found, held = list[Records](), 0
    for piece in shared.pieces():
        if held >= ROUND:
            return np.concatenate(found), int(piece["text"][0])
        starts, counts, rarest = _bounds(piece, sizes)
        within = np.arange(len(piece)) - np.repeat(starts, counts)
        asked = piece[(within < np.repeat(rarest, counts)) & (piece["text"] >= start)]
        found.append(asked)
        held += len(asked)
    return np.concatenate(found) if found else np.empty(0, list(SHARED)), len(sizes)


def _bounds(piece: Records, sizes: Places) -> tuple[Places, Places, Places]:
    """Where the texts of a piece begin, how many runs they have there, and how many of these are the rarest."""
    starts = _starts(piece["text"])
    counts = np.diff(np.append(starts, len(piece)))
    size = sizes[piece["text"][starts]]
    rarest = size - np.ceil(SHARE * size).astype(np.int64) + 1
    return starts, counts, np.clip(rarest - (size - counts), 0, counts)


def _starts(column: NDArray[np.generic]) -> Places:
    """Where equal values of a sorted column begin."""
    is_first = np.ones(len(column), bool)
    is_first[1:] = column[1:] != column[:-1]
    return np.flatnonzero(is_first)
