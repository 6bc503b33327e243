"""The best tree of a sentence from the scores of its arcs.

Most sentences come out of the network as trees already. The others go through the algorithm of Chu and Liu (1965) and
Edmonds (1967) for the maximum spanning arborescence, with exactly one word under the root.
"""

from __future__ import annotations

import numpy as np

FORBIDDEN = -1e9


def best_tree(scores: np.ndarray) -> np.ndarray:
    """Heads of the n words of a sentence: 0 for the root, otherwise the head's position from 1.

    Args:
        scores: (n, n + 1); row i scores the heads of word i + 1, column 0 is the root.
    """
    scores = scores.astype(np.float64)
    count = len(scores)
    scores[np.arange(count), np.arange(1, count + 1)] = FORBIDDEN
    heads = scores.argmax(1)
    roots = np.flatnonzero(heads == 0)
    if len(roots) == 1 and find_cycle(heads) is None:
        return heads
    candidates = roots if len(roots) else scores[:, 0].argsort()[-1:]
    trees = [_tree_under(scores, root) for root in candidates]
    return max(trees, key=lambda tree: scores[np.arange(count), tree].sum())


def find_cycle(heads: np.ndarray) -> list[int] | None:
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


def _tree_under(scores: np.ndarray, root: int) -> np.ndarray:
    """The best tree whose only word under the root is `root` (from 0)."""
    constrained = scores.copy()
    constrained[:, 0] = FORBIDDEN
    constrained[root, 0] = 0.0
    constrained[root, 1:] = FORBIDDEN
    return _arborescence(constrained)


def _arborescence(scores: np.ndarray) -> np.ndarray:
    """Heads of the maximum spanning arborescence, by contracting one cycle after another."""
    heads = scores.argmax(1)
    cycle = find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.array(sorted(cycle))
    outside = np.array([w for w in range(1, len(heads) + 1) if w not in set(cycle)], dtype=int)
    gains = scores[inside - 1] - scores[inside - 1, heads[inside - 1]][:, None]
    columns = np.concatenate([[0], outside])
    smaller = np.full((len(outside) + 1, len(outside) + 2), FORBIDDEN)
    smaller[:-1, :-1] = scores[np.ix_(outside - 1, columns)]
    into = scores[np.ix_(outside - 1, inside)]  # from the cycle to a word outside
    smaller[:-1, -1] = into.max(1) if len(outside) else FORBIDDEN
    smaller[-1, :-1] = gains[:, columns].max(0)  # from outside into the cycle
    found = _arborescence(smaller)
    result = heads.copy()
    for position, word in enumerate(outside):
        head = found[position]
        result[word - 1] = inside[into[position].argmax()] if head == len(outside) + 1 else columns[head]
    entry = columns[found[-1]]
    broken = inside[gains[:, entry].argmax()]
    result[broken - 1] = entry
    return result
