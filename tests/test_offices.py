"""Whose offices titles are, on sentences parsed by hand."""

from __future__ import annotations

import pytest
from parsed import HARBOUR, World

from kg.extraction.syntax.clauses import IS, POSS

OFFICES = 'kg:Sailor kg:office "Keeper: Guild", "Keeper of *: Guild of *" .'
KEEPER = "Keeper|NOUN|2|nmod Dana|PROPN|4|nsubj|PER Reyes|PROPN|2|flat|+ left:leave|VERB|0|root / "
NORTH = "North|PROPN|2|compound|ORG Guild|PROPN|3|nsubj|+ grew:grow|VERB|0|root"
SOUTH = "South|PROPN|2|compound|ORG Guild|PROPN|3|nsubj|+ grew:grow|VERB|0|root"


@pytest.fixture(scope="module")
def edges():
    """(word, role, word) of the clauses of a document."""
    world = World.of(HARBOUR, OFFICES)

    def found(text):
        clauses = world.understand(text).clauses
        words = {unit: " ".join(t.text for t in clauses.tokens(unit)) for unit in clauses.lemmas}
        return {(words[e.predicate], e.role, words[e.argument]) for some in clauses.down.values() for e in some}

    return found


def test_a_title_belongs_to_the_body_that_the_document_names(edges):
    assert ("Keeper", POSS, "North Guild") in edges(KEEPER + NORTH)


def test_a_title_belongs_to_nobody_where_two_bodies_are_named(edges):
    assert not [edge for edge in edges(f"{KEEPER}{NORTH} / {SOUTH}") if edge[1] == POSS]


def test_what_somebody_is_keeper_of_tells_the_body(edges):
    text = """Dana|PROPN|6|nsubj|PER ,|PUNCT|3|punct keeper|NOUN|1|appos of|ADP|5|case Boats|PROPN|3|nmod left:leave|VERB|0|root
        / the|DET|2|det Guild|PROPN|5|nsubj|ORG of|ADP|4|case|+ Boats|PROPN|2|nmod|+ grew:grow|VERB|0|root"""
    assert ("keeper", POSS, "Guild of Boats") in edges(f"{text} / {NORTH}")


def test_a_title_in_the_plural_is_that_of_all_who_follow_it(edges):
    text = """Keepers:keeper|NOUN|2|nmod Dana|PROPN|7|nsubj|PER Reyes|PROPN|2|flat|+ and|CCONJ|5|cc Ann|PROPN|2|conj|PER
        Lee|PROPN|5|flat|+ left:leave|VERB|0|root"""
    assert {("Keepers", IS, "Dana Reyes"), ("Keepers", IS, "Ann Lee")} <= edges(text)
