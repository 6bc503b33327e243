"""For whom nameless people act, on sentences parsed by hand."""

from __future__ import annotations

import pytest
from parsed import HARBOUR, World

from kg.extraction.ends import ends_at

STAFF = 'kg:Guild kg:staff "crew", "guild" . kg:Doer kg:noun "crew" .'
TOWS = ("towed", "[Auk](subject) towed [Emu](object).",
        "Auk|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Emu|PROPN|2|obj|ORG .|PUNCT|2|punct")  # fmt: skip
TOWED_EMU = "towed:tow|VERB|0|root Emu|PROPN|{verb}|obj|ORG"
GUILD = "Tern|PROPN|2|compound|ORG Guild|PROPN|3|nsubj|+ grew:grow|VERB|0|root / "
YARD = "Heron|PROPN|2|compound|ORG Yard|PROPN|3|nsubj|+ grew:grow|VERB|0|root / "


@pytest.fixture(scope="module")
def acting():
    """The names and classes of those who are said to have towed."""
    world = World.of(HARBOUR, STAFF)

    def found(text):
        analysis = world.understand(text)
        (match,) = world.matches(analysis, world.pattern(*TOWS))
        return [(end.referent.name, end.class_name) for end in ends_at(analysis, match.subject, ("Doer",), match)]

    return found


def test_officers_stand_for_the_organization_they_are_named_with(acting):
    text = "Tern|PROPN|2|compound|ORG Guild|PROPN|3|compound|+ {noun}|NOUN|4|nsubj " + TOWED_EMU.format(verb=4)
    assert acting(text.format(noun="stewards:steward")) == [("Tern Guild", "Guild")]
    assert acting(text.format(noun="captain")) == []  # who acts for himself


def test_a_former_officer_stands_for_nobody(acting):
    rows = """former|ADJ|4|amod Tern|PROPN|3|compound|ORG Guild|PROPN|4|compound|+ stewards:steward|NOUN|5|nsubj """
    assert acting(rows + TOWED_EMU.format(verb=5)) == []


def test_officers_of_nobody_stand_for_nobody(acting):
    assert acting("a|DET|2|det captain|NOUN|3|nsubj " + TOWED_EMU.format(verb=3)) == []


def test_officers_of_places_stand_for_those_who_govern_them(acting):
    text = """pilots:pilot|NOUN|6|nsubj from|ADP|3|case Harwich|PROPN|1|nmod|LOC and|CCONJ|5|cc Hull|PROPN|3|conj|LOC
        """ + TOWED_EMU.format(verb=6)
    assert acting(text) == [("Harwich", "Guild"), ("Hull", "Guild")]


def test_other_people_of_a_place_stand_for_nobody(acting):
    assert acting("keeper|NOUN|4|nsubj of|ADP|3|case Harwich|PROPN|1|nmod|LOC " + TOWED_EMU.format(verb=4)) == []


def test_the_rival_of_an_organization_is_not_its_officer(acting):
    text = "Tern|PROPN|3|nmod:poss|ORG 's|PART|1|case rival|NOUN|4|nsubj " + TOWED_EMU.format(verb=4)
    assert acting(text) == []


CREW = "crews:crew|NOUN|2|nsubj " + TOWED_EMU.format(verb=2)


def test_people_of_whom_nothing_is_said_serve_the_one_body_of_their_kind(acting):
    assert acting(GUILD + YARD + CREW) == [("Tern Guild", "Guild")]


@pytest.mark.parametrize("before", ["", YARD, GUILD + GUILD.replace("Tern", "Heron")], ids=["none", "another", "two"])
def test_without_one_such_body_they_serve_nobody(acting, before):
    assert acting(before + CREW) == []


def test_a_body_that_is_named_later_was_not_meant(acting):
    assert acting(CREW + " / " + GUILD.removesuffix(" / ")) == []


def test_people_who_are_told_apart_may_serve_anybody(acting):
    text = "retired|ADJ|2|amod crews:crew|NOUN|3|nsubj " + TOWED_EMU.format(verb=3)
    assert acting(GUILD + text) == []


def test_a_noun_of_the_class_means_a_body_that_is_called_by_it(acting):
    guilds = "guilds:guild|NOUN|2|nsubj " + TOWED_EMU.format(verb=2)
    assert acting(GUILD + guilds) == [("Tern Guild", "Guild")]
    assert (
        acting("Guild|PROPN|3|nsubj|ORG of|ADP|1|case|+ grew:grow|VERB|0|root / ".replace("Guild|", "Tern|") + guilds)
        == []
    )
