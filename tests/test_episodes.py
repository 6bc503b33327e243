"""Whom "the feud" is with, on sentences parsed by hand."""

from __future__ import annotations

import pytest
from parsed import HARBOUR, World

FEUDS = """
kg:feuded a owl:ObjectProperty ; rdfs:domain kg:Doer ; rdfs:range kg:Doer .
kg:ruled a owl:ObjectProperty ; rdfs:domain kg:Doer ; rdfs:range kg:Doer ; kg:opposes kg:towed .
"""
FOUGHT = ("feuded", "[Auk](subject) fought [Emu](object).",
          "Auk|PROPN|2|nsubj|ORG fought:fight|VERB|0|root Emu|PROPN|2|obj|ORG .|PUNCT|2|punct")  # fmt: skip
FEUD = ("feuded", "[Auk](subject)'s [feud](cue) with [Emu](object) grew.",
        """Auk|PROPN|3|nmod:poss|ORG 's|PART|1|case feud|NOUN|6|nsubj with|ADP|5|case Emu|PROPN|3|nmod|ORG
        grew:grow|VERB|0|root .|PUNCT|6|punct""")  # fmt: skip
FOE = ("feuded", "[Auk](subject), a foe of [Emu](object), grew.",
       """Auk|PROPN|8|nsubj|ORG ,|PUNCT|4|punct a|DET|4|det foe|NOUN|1|appos of|ADP|6|case Emu|PROPN|4|nmod|ORG ,|PUNCT|4|punct
       grew:grow|VERB|0|root .|PUNCT|8|punct""")  # fmt: skip
VERDICT = (
    "ruled",
    "[Auk](subject)'s verdict on [Emu](object) grew.",
    FEUD[2].replace("feud", "verdict").replace("with", "on"),
)

TERN_FOUGHT_LYNX = "Tern|PROPN|2|nsubj|ORG fought:fight|VERB|0|root Lynx|PROPN|2|obj|ORG / "
HERON_JOINED = "Heron|PROPN|2|nsubj|ORG joined:join|VERB|0|root {det}|DET|4|det feud|NOUN|2|obj"


@pytest.fixture(scope="module")
def feud_with():
    """With whom the last noun of a document is said to be, as (role, name)."""
    world = World.of(HARBOUR, FEUDS, examples=[FOUGHT, FEUD, FOE, VERDICT])

    def found(text):
        clauses = world.understand(text).clauses
        noun = max(unit for unit in clauses.lemmas if clauses.token(unit).pos_ == "NOUN")
        return [(edge.role, clauses.token(edge.argument).text) for edge in clauses.down.get(noun, ())]

    return found


@pytest.mark.parametrize("det", ["the", "this"])
def test_a_deed_spoken_of_again_has_the_object_that_was_told(feud_with, det):
    assert feud_with(TERN_FOUGHT_LYNX + HERON_JOINED.format(det=det)) == [("with", "Lynx")]


def test_a_deed_of_which_nothing_was_told_has_no_object(feud_with):
    assert feud_with(HERON_JOINED.format(det="the")) == []


def test_any_feud_is_not_the_one_that_was_told(feud_with):
    assert feud_with(TERN_FOUGHT_LYNX + HERON_JOINED.format(det="a")) == []


def test_a_deed_with_an_object_of_its_own_keeps_it(feud_with):
    text = HERON_JOINED.format(det="the") + " with|ADP|6|case Emu|PROPN|4|nmod|ORG"
    assert feud_with(TERN_FOUGHT_LYNX + text) == [("with", "Emu")]


def test_of_two_deeds_nobody_knows_which_is_meant(feud_with):
    other = "Tern|PROPN|2|nsubj|ORG fought:fight|VERB|0|root Emu|PROPN|2|obj|ORG / "
    assert feud_with(TERN_FOUGHT_LYNX + other + HERON_JOINED.format(det="the")) == []


def test_one_deed_may_have_two_objects(feud_with):
    both = "Tern|PROPN|2|nsubj|ORG fought:fight|VERB|0|root Lynx|PROPN|2|obj|ORG and|CCONJ|5|cc Emu|PROPN|3|conj|ORG / "
    assert feud_with(both + HERON_JOINED.format(det="the")) == [("with", "Lynx"), ("with", "Emu")]


def test_what_is_told_later_was_not_spoken_of_before(feud_with):
    assert feud_with(HERON_JOINED.format(det="the") + " / " + TERN_FOUGHT_LYNX.removesuffix(" / ")) == []


def test_who_did_it_is_a_noun_that_speaks_of_the_deed(feud_with):
    assert feud_with(TERN_FOUGHT_LYNX + HERON_JOINED.format(det="the").replace("feud", "foe")) == [("of", "Lynx")]


def test_a_noun_for_either_of_two_opposites_refers_to_none(feud_with):
    told = (
        "Tern|PROPN|3|nmod:poss|ORG 's|PART|1|case verdict|NOUN|6|nsubj on|ADP|5|case Lynx|PROPN|3|nmod|ORG "
        "grew:grow|VERB|0|root / "
    )
    assert feud_with(told + HERON_JOINED.format(det="the").replace("feud", "verdict")) == []


def test_it_is_known_where_a_deed_spoken_of_again_was_told():
    world = World.of(HARBOUR, FEUDS, examples=[FOUGHT, FEUD, FOE, VERDICT])
    assert world.understand(TERN_FOUGHT_LYNX + HERON_JOINED.format(det="the")).retold == {6: (1,)}
    assert world.understand(HERON_JOINED.format(det="the")).retold == {}
