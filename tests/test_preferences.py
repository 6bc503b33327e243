"""What predicates want, as a small ontology of boats teaches it."""

from __future__ import annotations

import pytest
from parsed import World, clauses_by_hand

from kg.extraction.reference.preferences import Preferences
from kg.extraction.syntax.clauses import PATIENT

TOWS = ("towed", "[Auk](subject) towed [Emu](object).",
        "Auk|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Emu|PROPN|2|obj|ORG .|PUNCT|2|punct")  # fmt: skip
OWNS = ("owns", "[Auk](subject) owns [Emu](object).",
        "Auk|PROPN|2|nsubj|ORG owns:own|VERB|0|root Emu|PROPN|2|obj|ORG .|PUNCT|2|punct")  # fmt: skip


@pytest.fixture(scope="module")
def preferences():
    world = World.of()
    return Preferences(world.kit.lexicon, filter(None, (world.pattern(*example) for example in (TOWS, OWNS))))


@pytest.mark.parametrize(
    ("verb", "class_name", "fit"),
    [("towed:tow", "Guild", 1), ("towed:tow", "Boat", 0), ("owned:own", "Boat", 1), ("owned:own", "Guild", 0),
     ("towed:tow", "", 0.5), ("towed:tow", None, 0.25), ("owned:own", None, 0.5), ("fed:feed", "Boat", 1)],
)  # fmt: skip
def test_a_place_is_filled_by_what_the_examples_put_there(preferences, verb, class_name, fit):
    clauses = clauses_by_hand(f"Auk|PROPN|2|nsubj|ORG {verb}|VERB|0|root it|PRON|2|obj")
    assert preferences.fit(clauses, 2, class_name) == fit


def test_what_is_done_against_another_is_adverse(preferences):
    assert preferences.is_adverse("tow", PATIENT)
    assert preferences.is_adverse("tow", "over")
    assert not preferences.is_adverse("own", PATIENT)
