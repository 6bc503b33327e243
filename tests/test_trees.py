"""Decoding: whatever the scores, one tree with one root, and none better."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from kg.language.trees import best_tree, find_cycle, leads_up


def score_arrays(count: int, low: float = -30.0, high: float = 30.0):
    return arrays.arrays(np.float32, (count, count + 1), elements=st.floats(low, high, width=32))


def total(scores: np.ndarray, heads) -> float:
    return sum(float(row[head]) for row, head in zip(scores, heads, strict=True))


def all_trees(count: int):
    """Every choice of heads for `count` words that is a tree with one word under the root."""
    for heads in product(range(count + 1), repeat=count):
        if heads.count(0) == 1 and find_cycle(np.array(heads)) is None:
            yield heads


@given(st.integers(1, 4).flatmap(score_arrays))
def test_no_tree_of_a_short_sentence_scores_higher(scores):
    best = max(total(scores, heads) for heads in all_trees(len(scores)))
    assert total(scores, best_tree(scores)) == pytest.approx(best, abs=1e-3)


@given(st.integers(1, 40).flatmap(score_arrays))
def test_any_scores_give_a_tree_with_one_root(scores):
    heads = best_tree(scores)
    assert list(heads).count(0) == 1
    assert find_cycle(heads) is None
    assert all(head != word for word, head in enumerate(heads, start=1))


@given(st.integers(2, 40).flatmap(lambda count: arrays.arrays(np.int8, (count, count + 1), elements=st.integers(0, 1))))
def test_ties_still_give_a_tree(scores):
    heads = best_tree(scores.astype(np.float32))
    assert list(heads).count(0) == 1
    assert find_cycle(heads) is None


def test_scores_that_form_a_tree_are_followed():
    scores = np.full((3, 4), -5.0)
    scores[1, 0] = scores[0, 2] = scores[2, 2] = 5.0
    assert best_tree(scores).tolist() == [2, 0, 2]


def test_cycles_inside_a_contracted_cycle_are_resolved():
    """Words 1 and 2 prefer each other; as one they and word 3 prefer each other; as one these and word 4 do."""
    scores = np.full((4, 5), -9.0)
    scores[0, 2] = scores[1, 1] = 9.0
    scores[1, 3] = 8.0
    scores[2, 1] = 7.0
    scores[2, 4] = 6.0
    scores[3, 2] = 5.0
    scores[3, 0] = 1.0
    assert best_tree(scores).tolist() == [2, 3, 4, 0]


def test_the_root_may_be_a_word_that_alone_prefers_another_head():
    """Two words want the root, but the best tree has a third under it."""
    scores = np.array(
        [
            [10.0, 0.0, -50.0, 9.9, -50.0],
            [10.0, -50.0, 0.0, 9.9, -50.0],
            [9.9, -50.0, -50.0, 0.0, 10.0],
            [-50.0, -50.0, -50.0, 10.0, 0.0],
        ]
    )
    assert best_tree(scores).tolist() == [3, 3, 0, 3]


def test_the_scores_given_are_left_as_they_are():
    scores = np.zeros((3, 4), dtype=np.float32)
    best_tree(scores)
    assert not scores.any()


@pytest.mark.parametrize(
    ("heads", "cycle"),
    [([0], None), ([2, 0, 2], None), ([2, 1, 0], {1, 2}), ([0, 3, 4, 2, 1], {2, 3, 4})],
)
def test_find_cycle_names_the_words_of_the_cycle(heads, cycle):
    found = find_cycle(np.array(heads))
    assert (None if found is None else set(found)) == cycle


@given(st.integers(1, 6).flatmap(lambda size: st.lists(st.integers(0, size - 1), min_size=size, max_size=size)))
def test_words_lead_to_a_root_if_walking_up_ends(heads):
    def ends(word):
        for _ in heads:
            word = heads[word]
        return heads[word] == word

    assert leads_up(heads) == all(map(ends, range(len(heads))))
