"""Patterns in words, and why an example teaches none, on sentences parsed by hand."""

from __future__ import annotations

import pytest
from parsed import World, doc_of
from test_patterns import OWNS, SELLS, STOPS, SUIT, TOWS

from kg.extraction.wording.paraphrase import Paraphrase, fault, paraphrase
from kg.ontology.examples import Example


@pytest.fixture(scope="module")
def world():
    return World.of()


def words(world: World, example: tuple[str, str, str]) -> Paraphrase:
    return paraphrase(world.pattern(*example))


def test_a_verb_is_told_with_who_does_it_to_whom(world):
    assert words(world, TOWS) == Paraphrase("tow", "who does it", "whom or what it is done to")


def test_prepositions_and_possessors_are_told(world):
    assert words(world, SUIT) == Paraphrase("claim on", "whose claim it is", "what follows “claim on”")
    assert words(world, SELLS).wording == "sell to"


def test_words_that_have_to_be_near_are_told(world):
    assert words(world, STOPS).cues == ("longer", "no")


def test_the_word_on_top_comes_first_wherever_the_subject_stands(world):
    won = """Lynx|PROPN|2|nsubj|ORG won:win|VERB|0|root orders:order|NOUN|2|obj from|ADP|5|case Tern|PROPN|3|nmod|ORG
        .|PUNCT|2|punct"""
    told = words(world, ("towed", "[Lynx](object) won orders from [Tern](subject).", won))
    assert told == Paraphrase("win order from", "what follows “order from”", "who does it (“win”)")


def test_ends_without_a_word_are_shown_as_they_stand(world):
    assert words(world, OWNS).wording == "SUBJECT's OBJECT"


@pytest.mark.parametrize(
    ("marked", "rows", "reason"),
    [
        ("[Tern](subject). [Lynx](object).", "Tern|PROPN|0|root .|PUNCT|1|punct / Lynx|PROPN|0|root .|PUNCT|1|punct",
         "two sentences"),
        ("[Tern](subject) oh [Lynx](object)", "Tern|PROPN|0|root oh|INTJ|1|discourse Lynx|PROPN|1|parataxis",
         "no words join"),
    ],
)  # fmt: skip
def test_the_reason_why_nothing_is_taught_is_told(marked, rows, reason):
    assert reason in fault(Example.parse(marked), doc_of(rows))


def test_ends_too_far_apart_are_told_with_what_stands_between():
    rows = """Tern|PROPN|2|nsubj sees:see|VERB|0|root n0|NOUN|2|obj of|ADP|5|case n1|NOUN|3|nmod of|ADP|7|case
        n2|NOUN|5|nmod of|ADP|9|case n3|NOUN|7|nmod of|ADP|11|case Lynx|PROPN|9|nmod"""
    marked = "[Tern](subject) sees n0 of n1 of n2 of n3 of [Lynx](object)"
    assert "too far apart (see, n0, n1, n2, n3)" in fault(Example.parse(marked), doc_of(rows))
