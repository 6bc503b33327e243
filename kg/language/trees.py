"""The best tree of a sentence from the scores of its arcs.

Most sentences come out of the network as trees already. The others go through the algorithm of Chu and Liu (1965) and
Edmonds (1967) for the maximum spanning arborescence. Exactly one word stands under the root: a price on every arc from
the root, higher than anything that a second one could win, sees to it (Stanojević and Cohen, EMNLP 2021).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Heads = NDArray[np.int64]

FORBIDDEN = -1e9


def best_tree(scores: NDArray[np.floating]) -> Heads:
    """Heads of the n words of a sentence: 0 for the root, otherwise the head's position from 1.

    Args:
        scores: (n, n + 1), finite and well above FORBIDDEN; row i scores the heads of word i + 1, column 0 is the root.
    """
    count = len(scores)
    priced: Scores = scores.astype(np.float64)
    price = (priced.max() - priced.min() + 1.0) * (count + 1)
    priced[np.arange(count), np.arange(1, count + 1)] = FORBIDDEN
    heads: Heads = priced.argmax(1)
    if np.count_nonzero(heads == 0) == 1 and find_cycle(heads) is None:
        return heads
    priced[:, 0] -= price
    return _arborescence(priced)


def leads_up(heads: Sequence[int]) -> bool:
    """Whether every word leads to a root. A walk up or down anything else never ends.

    Args:
        heads: the place of each word's head, from 0; a root's head is the root itself.
    """
    done = [False] * len(heads)
    for start in range(len(heads)):
        walked, word = [], start
        while not done[word]:
            done[word] = True
            walked.append(word)
            word = heads[word]
        if word in walked and heads[word] != word:
            return False
    return True


def find_cycle(heads: Heads) -> list[int] | None:
    """The words (from 1) of one cycle, or None when every word leads to the root."""
    state = [0] * (len(heads) + 1)  # 0 new, otherwise the walk that saw it; 0 is also the root
    chain = [0, *heads.tolist()]
    for start in range(1, len(chain)):
        word = start
        while word and not state[word]:
            state[word] = start
            word = chain[word]
        if word and state[word] == start:
            cycle = [word]
            while chain[cycle[-1]] != word:
                cycle.append(chain[cycle[-1]])
            return cycle
    return None


@dataclass(frozen=True, slots=True)
class _Contraction:
    """A cycle for which its first word stands, and what is needed to undo that."""

    cycle: Heads
    previous: Heads  # the heads of the cycle's words
    leaving: Heads  # for each word: the word of the cycle that would head it best
    entered: Heads  # for each head: the word of the cycle that it would head best

    def undo(self, heads: Heads) -> None:
        """Open the cycle where its new head enters."""
        head = heads[self.cycle[0] - 1]
        outside = heads == self.cycle[0]
        heads[outside] = self.leaving[outside]
        heads[self.cycle - 1] = self.previous
        heads[self.entered[head] - 1] = head


def _arborescence(scores: Scores) -> Heads:
    """Heads of the maximum spanning arborescence, by contracting one cycle after another; the scores are used up."""
    heads: Heads = scores.argmax(1)
    contractions: list[_Contraction] = []
    while (cycle := find_cycle(heads)) is not None:
        contractions.append(_contract(scores, heads, np.array(cycle)))
    for contraction in reversed(contractions):
        contraction.undo(heads)
    return heads


def _contract(scores: Scores, heads: Heads, cycle: Heads) -> _Contraction:
    """Let the first word stand for the cycle, in scores and heads; the others hang on the root and head nothing."""
    first, others, previous = cycle[0], cycle[1:], heads[cycle - 1]
    into = scores[cycle - 1] - scores[cycle - 1, previous][:, None]  # what changes when a head enters at each word
    into[:, cycle] = FORBIDDEN
    out = scores[:, cycle]
    scores[first - 1] = into.max(0)
    scores[:, first] = out.max(1)
    scores[:, others] = FORBIDDEN
    scores[first - 1, first] = FORBIDDEN
    heads[np.isin(heads, others)] = first
    heads[others - 1] = 0
    heads[first - 1] = scores[first - 1].argmax()
    return _Contraction(cycle, previous, cycle[out.argmax(1)], cycle[into.argmax(0)])
