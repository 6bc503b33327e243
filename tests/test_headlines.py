"""Headlines whose verb was taken for a noun, on scores made by hand and on the network's own."""

from __future__ import annotations

import numpy as np
import pytest

from kg.language.headlines import LEAST, overlooked, relabelled, rooted
from kg.language.model import shipped_model

TAGS = ["NOUN", "PROPN", "VERB", "AUX"]
PLAIN = [9.0, 0.0, -9.0, -9.0]
TORN = [1.0, 0.0, 0.0, -9.0]  # a noun that may as well be a verb


def found(rows, upos, opens=(0,)):
    borders = np.zeros(len(rows), dtype=bool)
    borders[list(opens)] = True
    return list(overlooked(np.array(rows), TAGS, upos, borders))


def test_the_likeliest_verb_of_a_sentence_without_any_is_found():
    assert found([PLAIN, TORN, PLAIN], ["PROPN", "NOUN", "PROPN"]) == [(1, 0, 3)]


def test_a_sentence_with_a_verb_has_its_own():
    assert found([PLAIN, TORN, PLAIN, PLAIN], ["PROPN", "NOUN", "VERB", "NOUN"]) == []
    assert found([PLAIN, TORN, PLAIN, PLAIN], ["PROPN", "NOUN", "AUX", "NOUN"]) == []


@pytest.mark.parametrize("rows", [[PLAIN, PLAIN, PLAIN], [TORN, PLAIN, TORN]], ids=["no chance", "only at the edges"])
def test_a_sentence_in_which_no_word_may_be_a_verb_has_none(rows):
    assert found(rows, ["NOUN"] * 3) == []


def test_each_sentence_is_looked_at_by_itself():
    rows = [PLAIN, TORN, PLAIN, PLAIN, TORN, PLAIN]
    assert found(rows, ["NOUN"] * 6, (0, 3)) == [(1, 0, 3), (4, 3, 6)]


def test_a_chance_is_small_when_it_is_below_the_least():
    doubtful = [0.0, -9.0, np.log(LEAST / 2), -9.0]
    assert found([PLAIN, doubtful, PLAIN], ["NOUN"] * 3) == []


def test_only_the_verb_may_be_the_root():
    arcs = rooted(np.zeros((5, 6)), 2, 0, 4)
    assert arcs[:4, 0].argmax() == 2
    assert (arcs[[0, 1, 3], 0] < arcs[:, 1:].min()).all()
    assert arcs[4, 0] == 0


def test_nouns_on_the_verb_are_its_arguments():
    labels, heads = ["compound", "root", "compound", "case", "nmod"], [1, 1, 1, 4, 1]
    upos = ["PROPN", "VERB", "PROPN", "ADP", "NOUN"]
    assert relabelled(labels, heads, upos, 1) == ["nsubj", "root", "obj", "case", "obl"]


@pytest.mark.parametrize(
    ("text", "verb"),
    [("Norwegian privacy watchdog probes Lumen", "probes"), ("Tern Yard facial recognition wrongful arrest", None)],
)
def test_the_network_reads_headlines(text, verb):
    words = text.split()
    (analysis,) = shipped_model().analyse([words])
    assert [word for word, tag in zip(words, analysis.upos, strict=True) if tag == "VERB"] == ([verb] if verb else [])
    if verb:
        subject = analysis.labels.index("nsubj")
        assert (words[subject], words[analysis.heads[subject]]) == ("watchdog", verb)
