"""Sentences that end in an abbreviation, on trees written by hand and on the network's own."""

from __future__ import annotations

import pytest

from kg.language.abbreviations import LEAST, Seam, doubtful
from kg.language.model import shipped_model


def test_a_name_behind_an_abbreviation_may_open_a_sentence():
    words = ["Tern", "sued", "Lynx", "Inc.", "Auk", "paid", "."]
    scores = [0.0, -9.0, -9.0, -9.0, LEAST + 1, -9.0, -9.0]
    assert list(doubtful(words, scores, [False] * 7)) == [4]
    assert list(doubtful(words, scores, [place == 4 for place in range(7)])) == []
    assert list(doubtful(words, [LEAST - 1] * 7, [False] * 7)) == []


@pytest.mark.parametrize("word", ["Dr.", "W.", "Lynx", "...", "co."], ids=["title", "initial", "name", "dots", "small"])
def test_other_words_with_full_stops_end_no_sentence(word):
    assert list(doubtful(["Tern", "sued", word, "Auk", "paid", "."], [0.0] * 6, [False] * 6)) == []


def seam(words: str, joined: str, parted: str, place: int) -> Seam:
    """A seam of words with parts of speech and two trees, written as `head:label` with heads from 0."""
    forms, upos = zip(*(word.split("/") for word in words.split()), strict=True)
    trees = [tuple(zip(*(arc.split(":") for arc in tree.split()), strict=True)) for tree in (joined, parted)]
    one, two = (([int(head) for head in heads], list(labels)) for heads, labels in trees)
    return Seam(place, forms, upos, one, two)


WORDS = "Tern/PROPN sued/VERB Lynx/PROPN Inc./PROPN Auk/PROPN paid/VERB"


def test_two_parts_with_verb_and_subject_are_two_sentences():
    joined = "1:nsubj 1:root 4:compound 4:compound 1:obj 1:parataxis"
    parted = "1:nsubj 1:root 3:compound 1:obj 5:nsubj 5:root"
    assert seam(WORDS, joined, parted, 4).is_border()


def test_what_somebody_says_is_a_part_of_the_sentence():
    joined = "1:nsubj 1:root 4:compound 4:compound 5:nsubj 1:ccomp"
    parted = "1:nsubj 1:root 3:compound 1:obj 5:nsubj 5:root"
    assert not seam(WORDS.replace("sued", "said"), joined, parted, 4).is_border()


def test_a_name_without_a_verb_is_no_sentence():
    joined = "1:nsubj 1:root 4:compound 4:compound 1:obj 4:acl"
    parted = "1:nsubj 1:root 3:compound 1:obj 4:root 4:acl"
    assert not seam(WORDS.replace("paid", "paying"), joined, parted, 4).is_border()


@pytest.mark.parametrize(
    "text",
    [
        "The city hired Brightline Inc. | Residents complained about the cost .",
        "Reyes lived in the U.S. | Northgate Holdings hired her in May .",
        "The shop opened at 9 a.m. | Dana Reyes arrived at noon .",
        "The police said U.S. Rep. Dana Reyes criticised the plan .",
        "Brightline Inc. President Dana Reyes met U.S. Attorney General Bob Hill .",
        "The group sued the U.S. Department of Justice and St. Louis County police .",
        "They resigned when Gov. Reyes called .",
        "The sheriff received a $ 44,505 grant from the U.S. Department of Justice to buy cameras in 2017 .",
        "The police received money from the U.S. Justice Department to purchase cameras in 2015 .",
        "The truck crossed the line on U.S. Route 2 in May .",
        pytest.param(
            "Reyes had hoped that the city would use the law in the U.S. | Northgate Holdings also offered to help .",
            marks=pytest.mark.xfail(strict=True, reason="the network hangs the name on what is before"),
        ),
    ],
)
def test_the_network_cuts_where_two_sentences_meet_and_nowhere_else(text):
    parts = text.split(" | ")
    (analysis,) = shipped_model().analyse([" ".join(parts).split()])
    assert sum(analysis.starts) == len(parts)
    assert len(parts) == 1 or analysis.starts[len(parts[0].split())]
