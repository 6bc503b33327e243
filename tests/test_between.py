"""What stands between two actors without a claim, on sentences parsed by hand."""

from __future__ import annotations

import pytest
from parsed import World

from kg.extraction.between import MOST_ENDS, Between, between
from kg.ontology.examples import Example

WRITES = """Tern|PROPN|2|nsubj|ORG wrote:write|VERB|0|root to|ADP|4|case Lynx|PROPN|2|obl|ORG twice|ADV|2|advmod
    .|PUNCT|2|punct"""


@pytest.fixture(scope="module")
def world():
    return World.of()


def found(world: World, text: str) -> Between:
    """What stands between the actors of a document of one sentence."""
    analysis = world.understand(text)
    return between(analysis, 0, len(analysis.doc))


def test_the_verb_is_told_with_its_preposition_and_the_sentence_with_its_ends(world):
    assert found(world, WRITES) == Between("write to", "[Tern](subject) wrote to [Lynx](object) twice.")


def test_who_acts_is_the_subject_where_the_sentence_begins_with_the_other(world):
    passive = """Lynx|PROPN|3|nsubj:pass|ORG was:be|AUX|3|aux:pass towed:tow|VERB|0|root by|ADP|5|case
        Tern|PROPN|3|obl:agent|ORG .|PUNCT|3|punct"""
    assert found(world, passive) == Between("tow", "[Lynx](object) was towed by [Tern](subject).")


def test_a_noun_may_stand_between(world):
    owner = """Tern|PROPN|0|root|ORG ,|PUNCT|3|punct owner|NOUN|1|appos of|ADP|5|case Lynx|PROPN|3|nmod|ORG"""
    assert found(world, owner).predicate == "owner of"


def test_nothing_stands_between_those_who_do_the_same(world):
    listed = """Tern|PROPN|4|nsubj|ORG and|CCONJ|3|cc Lynx|PROPN|1|conj|ORG slept:sleep|VERB|0|root .|PUNCT|4|punct"""
    assert found(world, listed) == Between()


def test_the_source_of_a_sentence_does_nothing_to_the_other(world):
    told = """Tern|PROPN|2|nsubj|ORG slept:sleep|VERB|0|root according|ADP|5|case to|ADP|3|fixed Lynx|PROPN|2|obl|ORG
        .|PUNCT|2|punct"""
    assert found(world, told) == Between()


def test_the_two_that_are_joined_most_closely_are_chosen(world):
    three = """Auk|PROPN|2|nsubj|ORG saw:see|VERB|0|root boats:boat|NOUN|2|obj of|ADP|5|case Emu|PROPN|3|nmod|ORG
        with|ADP|7|case Lynx|PROPN|2|obl|ORG .|PUNCT|2|punct"""
    assert found(world, three).marked == "[Auk](subject) saw boats of Emu with [Lynx](object)."


def test_brackets_of_the_text_are_no_marks(world):
    hostile = WRITES.replace("twice|ADV", "[x](subject)|ADV")
    marked = found(world, hostile).marked
    assert [mark.role for mark in Example.parse(marked).marks] == ["subject", "object"]
    assert marked.endswith("x(subject).")


def test_of_very_many_names_only_the_first_are_tried(world):
    crowd = " ".join(f"N{number}|PROPN|{MOST_ENDS + 1}|dep|ORG" for number in range(MOST_ENDS))
    late = f"{crowd} tow|VERB|0|root Lynx|PROPN|{MOST_ENDS + 1}|obj|ORG"
    assert found(world, late) == Between()
