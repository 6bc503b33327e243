"""Marked example sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.ontology.examples import ROLES, Example, Mark


def test_marks_are_taken_out_and_point_at_their_words():
    example = Example.parse("[The union](subject) sued [the city](object).")
    assert example.text == "The union sued the city."
    assert example.marks == (Mark("subject", 0, 9), Mark("object", 15, 23))


def test_words_of_a_role_come_in_the_order_of_the_text():
    example = Example.parse("[Acme](subject) will [no](cue) [longer](cue) pay [Orbix](object).")
    assert example.words("cue") == ("no", "longer")


def test_a_sentence_without_marks_is_kept_as_it_is():
    assert Example.parse("The union sued (twice).") == Example("The union sued (twice).", (), "The union sued (twice).")


def test_the_sentence_as_written_is_kept():
    marked = "[A](subject) sued [B](object)."
    assert Example.parse(marked).marked == marked


@pytest.mark.parametrize(
    ("marked", "place"),
    [
        ("[A sued [B](object).", 1),
        ("[A](subject) sued B](object).", 20),
        ("[A] (subject) sued [B](object).", 1),
        ("[](subject) sued [B](object).", 1),
    ],
)
def test_a_bracket_without_a_role_is_refused_with_its_place(marked, place):
    with pytest.raises(OntologyError, match=f"at character {place} of"):
        Example.parse(marked)


plain = st.text(st.characters(exclude_characters="[]()"), min_size=1, max_size=12)


@given(st.lists(st.tuples(plain, plain, st.sampled_from(ROLES)), max_size=5), plain)
def test_marking_and_parsing_is_a_round_trip(parts, tail):
    marked = "".join(f"{before}[{words}]({role})" for before, words, role in parts) + tail
    example = Example.parse(marked)
    assert example.text == "".join(before + words for before, words, _ in parts) + tail
    assert [example.text[m.start : m.end] for m in example.marks] == [words for _, words, _ in parts]
    assert [m.role for m in example.marks] == [role for _, _, role in parts]
