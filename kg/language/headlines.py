"""Headlines whose verb was taken for a noun: "Hong Kong privacy watchdog probes Acme".

A sentence without any verb is read again with its likeliest verb as root, where the network itself holds one possible.
Of 377 headlines 12 were without a verb; in 4 of these, all with verbs, the chance of one was above a fiftieth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

#: The least chance that a word is a verb.
LEAST = 0.02

_VERBS = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})

#: What a noun has before and behind it, and a verb has not.
_OF_NOUNS = frozenset({"compound", "nmod", "nmod:poss", "appos", "flat", "conj", "list"})


def overlooked(
    scores: np.ndarray, tags: Sequence[str], upos: Sequence[str], opens: np.ndarray
) -> Iterator[tuple[int, int, int]]:
    """(place of the verb, start, end) of the sentences that have one which was taken for something else.

    Args:
        scores: of every tag for every word of a window, before normalisation; shape (words, tags).
        tags: the parts of speech.
        upos: the tags that were chosen.
        opens: which words open a sentence.
    """
    verb = list(tags).index("VERB")
    for start, end in pairwise([*np.flatnonzero(opens).tolist(), len(upos)]):
        if end - start < 3 or not _VERBS.isdisjoint(upos[start:end]):
            continue
        inner = scores[start + 1 : end - 1]  # a verb stands between two others
        chances = np.exp(inner[:, verb] - np.logaddexp.reduce(inner, axis=1))
        if chances.max() > LEAST:
            yield start + 1 + int(chances.argmax()), start, end


def rooted(arcs: np.ndarray, place: int, start: int, end: int) -> np.ndarray:
    """The scores of arcs, of which those from the root lead to one word of the sentence start..end."""
    arcs = arcs.copy()
    rest = [i for i in range(start, end) if i != place]
    arcs[rest, 0] = arcs.min() - 1e4
    arcs[place, 0] = arcs.max() + 1e4
    return arcs


def relabelled(labels: Sequence[str], heads: Sequence[int], upos: Sequence[str], place: int) -> list[str]:
    """Labels of a tree whose verb was found late: the nouns that hang on it are its subject, object and obliques."""
    found = list(labels)
    cased = {heads[i] for i, label in enumerate(labels) if label == "case"}
    for i, head in enumerate(heads):
        if head == place != i and labels[i] in _OF_NOUNS and upos[i] in _NOMINAL:
            found[i] = "obl" if i in cased else "nsubj" if i < place else "obj"
    return found
