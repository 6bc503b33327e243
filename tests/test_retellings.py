"""Dates of deeds that a document tells twice, on sentences parsed by hand."""

from __future__ import annotations

import pytest
from parsed import World

from kg.extraction.details.adjuncts import Adjuncts

EXAMPLE = ("towed", "[Auk](subject) towed [Emu](object).",
           "Auk|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Emu|PROPN|2|obj|ORG .|PUNCT|2|punct")  # fmt: skip

HEADLINE = "Tern|PROPN|2|nsubj|ORG tows:tow|VERB|0|root Lynx|PROPN|2|obj|ORG / "
LEAD = """On|ADP|6|case 3|NUM|6|nummod May|PROPN|6|compound 2019|NUM|6|nummod ,|PUNCT|6|punct {subject}|PROPN|7|nsubj|ORG
    {verb}|VERB|0|root {object}|PROPN|7|obj|ORG .|PUNCT|7|punct"""


@pytest.fixture(scope="module")
def when():
    """The date of the first match in a document that opens with a headline."""
    world = World.of()

    def found(lead, headline=HEADLINE):
        analysis = world.understand(headline + lead)
        match, *_ = world.matches(analysis, world.pattern(*EXAMPLE))
        return Adjuncts(analysis).when(match)

    return found


def test_a_headline_has_the_date_of_the_sentence_below_it(when):
    assert when(LEAD.format(subject="Tern", verb="dragged:drag", object="Lynx")) == "2019-05-03"


def test_the_same_verb_tells_the_same_whatever_its_object_is_called(when):
    assert when(LEAD.format(subject="Tern", verb="towed:tow", object="Heron")) == "2019-05-03"


@pytest.mark.parametrize(
    "words",
    [
        {"subject": "Tern", "verb": "met:meet", "object": "Heron"},
        {"subject": "Heron", "verb": "towed:tow", "object": "Lynx"},
    ],
)
def test_what_is_told_of_others_gives_no_date(when, words):
    assert when(LEAD.format(**words)) is None


def test_a_text_that_opens_with_a_sentence_has_no_headline(when):
    opening = HEADLINE.replace(" / ", " .|PUNCT|2|punct / ")
    assert when(LEAD.format(subject="Tern", verb="dragged:drag", object="Lynx"), opening) is None
