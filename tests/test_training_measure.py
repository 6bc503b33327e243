"""How good the scorer is by itself: what is claimed at a threshold, what of it is right, and what is found."""

import numpy as np

from kg.language.pairs import Pair, Sentence
from kg.training.measure import Scored, figure_lines, figures, scored
from kg.training.sentences import Item


class Scorer:
    """Gives the pairs of every sentence these probabilities."""

    relations = ("meets", "towed")

    def __init__(self, *rows):
        self.rows = rows

    def probabilities(self, sentence):
        return np.array(self.rows[: len(sentence.pairs)])


def item(*relations, source="sea"):
    pairs = [Pair(0, 1, (), ">of", ">of")] * len(relations)
    return Item(source, "a", Sentence(["a", "b"], [], pairs), tuple(map(frozenset, relations)))


def test_the_most_probable_relation_is_the_one_that_counts():
    scorer = Scorer([0.2, 0.9], [0.6, 0.5])
    found = list(scored(scorer, [item({"towed"}, {"towed"})]))
    assert found == [Scored(0.9, True, True), Scored(0.6, False, True)]
    assert list(scored(scorer, [item({"towed", "meets"}, ())]))[1] == Scored(0.6, False, False)


def test_precision_is_of_what_is_claimed_and_recall_of_what_is_labelled():
    pairs = [Scored(0.9, True, True), Scored(0.8, False, False), Scored(0.3, True, True), Scored(0.1, False, True)]
    assert figures(pairs, 0.5) == (50.0, 100 / 3)
    assert figures(pairs, 0.85) == (100.0, 100 / 3)
    assert figures(pairs, 0.95) == (0.0, 0.0)


def test_there_is_a_line_for_each_source_and_one_for_all():
    lines = list(figure_lines(Scorer([0.1, 0.7]), [item({"towed"}), item(()), item({"towed"}, source="lake")]))
    assert [line.split()[:3] for line in lines[1:]] == [["sea", "1", "2"], ["lake", "1", "1"], ["all", "2", "3"]]
    assert lines[1].split()[3:5] == ["50.0", "100.0"]
