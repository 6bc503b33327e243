"""The words of a position, on sentences parsed by hand."""

from __future__ import annotations

import pytest
from parsed import HARBOUR, World

from kg.extraction.details.positions import Positions

JOB = ("serves", "[Dana Vale](subject) is the [keeper](role) of [Auk](object).",
       """Dana|PROPN|5|nsubj|PER Vale|PROPN|1|flat|+ is:be|AUX|5|cop the|DET|5|det keeper|NOUN|0|root of|ADP|7|case
       Auk|PROPN|5|nmod|ORG .|PUNCT|5|punct""")  # fmt: skip
JOINED = ("serves", "[Dana Vale](subject) joined [Auk](object).",
          """Dana|PROPN|3|nsubj|PER Vale|PROPN|1|flat|+ joined:join|VERB|0|root Auk|PROPN|3|obj|ORG .|PUNCT|3|punct""")  # fmt: skip
OF = ("serves", "[Dana Vale](subject) of [Auk](object) left.",
      """Dana|PROPN|5|nsubj|PER Vale|PROPN|1|flat|+ of|ADP|4|case Auk|PROPN|1|nmod|ORG left:leave|VERB|0|root
      .|PUNCT|5|punct""")  # fmt: skip
TOWS = ("towed", "[Auk](subject) towed [Emu](object).",
        "Auk|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Emu|PROPN|2|obj|ORG .|PUNCT|2|punct")  # fmt: skip


@pytest.fixture(scope="module")
def held():
    """The position that the one claim in a document tells."""
    world = World.of(HARBOUR, 'kg:serves kg:example "[Dana Vale](subject) is the [keeper](role) of [Auk](object)." .')

    def found(text, example):
        analysis = world.understand(text)
        match, *_ = world.matches(analysis, world.pattern(*example))
        return Positions(analysis).held(match)

    return found


def test_a_role_of_the_example_is_the_position(held):
    text = """Ann|PROPN|5|nsubj|PER is:be|AUX|5|cop the|DET|5|det deputy|ADJ|5|amod keeper|NOUN|0|root of|ADP|7|case
        Tern|PROPN|5|nmod|ORG"""
    assert held(text, JOB) == "deputy keeper"


def test_the_words_before_the_employer_belong_to_the_position(held):
    text = """Ann|PROPN|7|nsubj|PER ,|PUNCT|6|punct former|ADJ|6|amod Tern|PROPN|6|compound|ORG chief|NOUN|6|compound
        keeper|NOUN|1|appos left:leave|VERB|0|root"""
    poss = (JOB[0], "[Dana Vale](subject), [Auk](object) [keeper](role), left.",
            """Dana|PROPN|7|nsubj|PER Vale|PROPN|1|flat|+ ,|PUNCT|5|punct Auk|PROPN|5|compound|ORG keeper|NOUN|1|appos
            ,|PUNCT|5|punct left:leave|VERB|0|root .|PUNCT|7|punct""")  # fmt: skip
    assert held(text, poss) == "former Tern chief keeper"
    assert held(text.replace("former|ADJ", "able|ADJ"), poss) == "chief keeper"


def test_as_what_somebody_joins_is_the_position(held):
    text = "Ann|PROPN|2|nsubj|PER joined:join|VERB|0|root Tern|PROPN|2|obj|ORG as|ADP|5|case keeper|NOUN|2|obl"
    assert held(text, JOINED) == "keeper"


def test_a_title_before_the_name_is_the_position_at_whom_the_name_is_of(held):
    text = """keeper|NOUN|2|nmod Ann|PROPN|5|nsubj|PER of|ADP|4|case Tern|PROPN|2|nmod|ORG left:leave|VERB|0|root"""
    assert held(text, OF) == "keeper"


def test_a_title_of_another_employer_is_not_the_position_here(held):
    text = """Heron|PROPN|2|compound|ORG keeper|NOUN|3|nmod Ann|PROPN|6|nsubj|PER of|ADP|5|case Tern|PROPN|3|nmod|ORG
        left:leave|VERB|0|root"""
    assert held(text, OF) is None


def test_what_somebody_was_who_joins_is_not_the_position_there(held):
    text = """Heron|PROPN|2|compound|ORG keeper|NOUN|3|nmod Ann|PROPN|4|nsubj|PER joined:join|VERB|0|root Tern|PROPN|4|obj|ORG"""
    assert held(text, JOINED) is None


def test_a_relation_without_positions_has_none(held):
    text = "keeper|NOUN|2|nmod Ann|PROPN|3|nsubj|PER towed:tow|VERB|0|root Tern|PROPN|3|obj|ORG"
    assert held(text, TOWS) is None
