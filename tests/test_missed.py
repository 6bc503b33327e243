"""The step at which a labelled claim was lost, on sentences parsed by hand."""

from __future__ import annotations

import pytest
from labels import YARDS, label, understood
from parsed import World

from kg.evaluation.causes import Cause
from kg.evaluation.missed import of_missed

TOWED = "Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG .|PUNCT|2|punct"
FOUND = label("tern", "towed", "lynx", evidence="Tern towed Lynx")


@pytest.fixture(scope="module")
def world():
    return World.of()


@pytest.fixture(scope="module")
def tows(world):
    return world.pattern("towed", "[Tern](subject) towed [Lynx](object).", TOWED)


def cause(world, rows, wanted, *patterns, **given):
    diagnosis = of_missed(understood(world, rows, wanted, patterns=patterns, **given), wanted)
    return diagnosis.cause, diagnosis.kind


def test_evidence_that_is_not_in_the_text(world, tows):
    wanted = label("tern", "towed", "lynx", evidence="Tern pushed Lynx")
    assert cause(world, TOWED, wanted, tows) == (Cause.TEXT, "")


def test_an_end_that_nothing_in_the_sentence_spells(world, tows):
    entities = {**YARDS, "lynx": ("Emu", "Yard")}
    assert cause(world, TOWED, FOUND, tows, entities=entities) == (Cause.MENTION, "not in the sentence")


def test_an_end_that_is_a_part_of_another_mention(world, tows):
    rows = """Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG Barge|PROPN|3|flat|+ .|PUNCT|2|punct"""
    assert cause(world, rows, FOUND, tows) == (Cause.MENTION, "other borders")


def test_an_end_for_which_only_a_pronoun_stands(world, tows):
    rows = """It|PRON|2|nsubj towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG .|PUNCT|2|punct"""
    wanted = label("tern", "towed", "lynx", evidence="It towed Lynx")
    assert cause(world, rows, wanted, tows) == (Cause.COREFERENCE, "pronoun left open")


def test_an_end_that_speaks_of_itself(world, tows):
    rows = """We|PRON|2|nsubj towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG .|PUNCT|2|punct"""
    wanted = label("tern", "towed", "lynx", evidence="We towed Lynx")
    assert cause(world, rows, wanted, tows) == (Cause.COREFERENCE, "first person")


def test_an_end_of_a_class_that_the_relation_does_not_take(world, tows):
    rows = "Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root ferries:ferry|NOUN|2|obj .|PUNCT|2|punct"
    wanted = label("tern", "towed", "lynx", evidence="Tern towed ferries")
    entities = {**YARDS, "lynx": ("ferry", "Boat", "ferries")}
    assert cause(world, rows, wanted, tows, entities=entities) == (Cause.CLASS, "object is Boat")


def test_ends_that_are_not_joined(world, tows):
    rows = """Tern|PROPN|2|nsubj|ORG slept:sleep|VERB|0|root and|CCONJ|5|cc Lynx|PROPN|5|nsubj|ORG
        woke:wake|VERB|2|conj .|PUNCT|2|punct"""
    wanted = label("tern", "towed", "lynx", evidence="Tern slept and Lynx woke")
    assert cause(world, rows, wanted, tows) == (Cause.CLAUSE, "not joined")


@pytest.mark.parametrize(
    ("rows", "evidence", "kind"),
    [
        (TOWED.replace("towed:tow", "pushed:push"), "Tern pushed Lynx", "new words"),
        ("Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root to|ADP|4|case Lynx|PROPN|2|obl|ORG .|PUNCT|2|punct",
         "Tern towed to Lynx", "known words, new construction"),
    ],
)  # fmt: skip
def test_ends_that_are_joined_by_no_wording_of_the_relation(world, tows, rows, evidence, kind):
    wanted = label("tern", "towed", "lynx", evidence=evidence)
    assert cause(world, rows, wanted, tows) == (Cause.PATTERN, kind)


def test_the_nearest_wording_is_shown(world, tows):
    rows = TOWED.replace("towed:tow", "pushed:push")
    wanted = label("tern", "towed", "lynx", evidence="Tern pushed Lynx")
    details = of_missed(understood(world, rows, wanted, patterns=[tows]), wanted).details
    assert details[0] == "path: subject ←agent– push –patient→ object"
    assert details[1].startswith("nearest (1 changes): subject ←agent– tow –patient→ object")


def test_a_claim_that_is_only_asked_about(world, tows):
    rows = TOWED.replace(".|PUNCT", "?|PUNCT")
    assert cause(world, rows, FOUND, tows) == (Cause.CHOOSING, "the sentence asks")


def test_a_claim_that_is_too_doubtful(world, tows):
    rows = """Dana|PROPN|3|nsubj|PER Vale|PROPN|1|flat|+ met:meet|VERB|0|root Lynx|PROPN|3|obj|MISC .|PUNCT|3|punct / He|PRON|2|nsubj towed:tow|VERB|0|root Lynx|PROPN|2|obj|MISC .|PUNCT|2|punct"""
    wanted = label("dana", "towed", "lynx", evidence="He towed Lynx")
    entities = {**YARDS, "dana": ("Dana Vale", "Sailor")}
    assert cause(world, rows, wanted, tows, entities=entities) == (Cause.CONFIDENCE, "it is too doubtful")


def test_a_claim_that_is_denied_where_the_label_affirms(world, tows):
    rows = """Tern|PROPN|4|nsubj|ORG did:do|AUX|4|aux not|PART|4|advmod tow|VERB|0|root Lynx|PROPN|4|obj|ORG
        .|PUNCT|4|punct"""
    wanted = label("tern", "towed", "lynx", evidence="Tern did not tow Lynx")
    assert cause(world, rows, wanted, tows) == (Cause.QUALIFIER, "polarity is negated")


def test_a_claim_whose_wording_two_relations_share(world, tows):
    meets = world.pattern("meets", "[Tern](subject) towed [Lynx](object).", TOWED)
    assert cause(world, TOWED, FOUND, tows, meets) == (Cause.CHOOSING, "ambiguous wording")
