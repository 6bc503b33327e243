"""The ontology's reference page and listings."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.ontology.definitions import Class, Ontology, Qualifier, Relation
from kg.ontology.examples import Example
from kg.ontology.reference import SHOWN_EXAMPLES, SHOWN_WORDS, description, listing, markdown

PAGE = Path(__file__).parents[1] / "docs" / "ontology.md"


@pytest.fixture
def zoo() -> Ontology:
    sentences = [f"[Tom](subject) hunted [Jerry](object) {n} times." for n in range(SHOWN_EXAMPLES + 3)]
    cat = Class(
        "Cat", "cat", "It purrs | hisses.", parents=("Animal",), nouns=tuple(f"w{n}" for n in range(SHOWN_WORDS + 2))
    )
    hunted = Relation(
        "hunted", "hunted", "Runs after.", note="Not for play.", domain=("Cat",), range=("Animal", "Cat"),
        inverse_label="was hunted by", examples=tuple(map(Example.parse, sentences)),
    )  # fmt: skip
    met = Relation("met", "met", "Sees.", domain=("Cat",), range=("Cat",), symmetric=True)
    return Ontology(
        classes={"Cat": cat, "Animal": Class("Animal", "animal", "It lives.")},
        relations={"hunted": hunted, "met": met},
        qualifiers={"hungry": Qualifier("hungry", "Mood", "hungry", "Wants food.", adverbs=("hungrily",))},
        slots={},
        files={},
        fingerprint="",
    )  # fmt: skip


def test_the_shipped_page_is_the_one_of_the_shipped_files():
    assert PAGE.read_text("utf-8") == markdown(Ontology.load()), "write it anew: kg ontology --format markdown"


def test_a_listing_shows_classes_under_their_parents(zoo):
    lines = listing(zoo).splitlines()
    assert lines[:3] == ["Classes", "  Animal  It lives.", "    Cat   It purrs | hisses."]


def test_a_listing_shows_the_ends_of_relations(zoo):
    assert "Cat hunted → Animal/Cat" in listing(zoo)
    assert "Cat met ↔ Cat" in listing(zoo)


def test_a_description_holds_what_the_files_say(zoo):
    text = description(zoo, "hunted")
    assert text.startswith("hunted\n\nRuns after. Not for play.")
    assert "- Read backwards: was hunted by" in text
    assert "[Tom](subject) hunted [Jerry](object) 0 times." in text


def test_long_lists_are_cut_and_say_so(zoo):
    assert "… and 3 more" in description(zoo, "hunted")
    assert "… and 2 more" in description(zoo, "Cat")


def test_a_qualifier_is_described_with_its_words(zoo):
    assert "- Adverbs: hungrily" in description(zoo, "hungry")


def test_a_term_that_does_not_exist_is_refused(zoo):
    with pytest.raises(UsageError, match="no relation 'hunt'"):
        description(zoo, "hunt")


def test_bars_are_escaped_in_tables(zoo):
    assert "It purrs \\| hisses." in markdown(zoo)


def test_a_circle_of_classes_is_shown_once(zoo):
    circle = Ontology(
        {name: Class(name, name, "", parents=(other,)) for name, other in (("A", "B"), ("B", "A"))}, {}, {}, {}, {}, ""
    )
    assert [line.strip() for line in listing(circle).splitlines()] == ["Classes", "A", "B"]
