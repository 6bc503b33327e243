"""Whom references mean by what was learned: the chances of candidates, and what is known of each."""

import json
import math
from dataclasses import replace

import pytest
from parsed import World

from kg.extraction.reference.likelihood import LEAST, WEIGHTS, Likelihood

TOWED = "Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG .|PUNCT|2|punct"
GREW = "It|PRON|2|nsubj grew:grow|VERB|0|root .|PUNCT|2|punct"


class Recorder(Likelihood):
    """Keeps the features of what it is asked."""

    rows = ()

    def chances(self, rows):
        self.rows = list(rows)
        return super().chances(rows)


def world_with(likelihood):
    """A world in which references are weighed so."""
    return World(replace(World.of().kit, likelihood=likelihood))


def asked(text):
    """The features of the candidates of the one reference in a text that is parsed by hand."""
    recorder = Recorder({}, 0.0)
    world_with(recorder).understand(text)
    return recorder.rows


def test_the_chances_of_all_candidates_and_of_nobody_add_up_to_one():
    chances = Likelihood({"first": 1.0}, 0.0).chances([{"first": 1.0}, {}])
    assert chances == pytest.approx([math.e / (math.e + 2), 1 / (math.e + 2)])


def test_what_was_not_learned_of_counts_nothing():
    assert Likelihood({}, 0.0).chances([{"unheard of": 5.0}]) == [0.5]


def test_a_feature_that_speaks_against_a_candidate_leaves_the_reference_open():
    for bias, means in ((9.0, True), (-9.0, False)):
        analysis = world_with(Likelihood({}, bias)).understand(f"{TOWED} / {GREW}")
        assert bool(analysis.references.open) is not means


def test_the_subject_of_the_sentence_before_is_told_from_its_object():
    first, second = asked(f"{TOWED} / {GREW}")
    assert first["as subject"] == first["first"] == first["1 back"] == first["parallel"] == 1.0
    assert second["as object"] == 1.0
    assert "parallel" not in second
    assert first["prominence"] == 1.0 > second["prominence"]


def test_how_often_somebody_was_spoken_of_counts():
    often = f"{TOWED} / {TOWED.replace('Lynx', 'Crane')} / {GREW}"
    rows = {row["mentions"]: row for row in asked(often)}
    assert rows[math.log1p(2)]["share"] == 1.0
    assert rows[math.log1p(1)]["share"] == 0.5


def test_the_weights_that_are_shipped_are_of_features_that_exist():
    learned = json.loads(WEIGHTS.read_text("utf-8"))["weights"]
    known = {name for row in asked(f"{TOWED} / {GREW}") for name in row}
    assert known <= learned.keys()
    assert 0 < LEAST < 0.5
