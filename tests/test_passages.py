"""Pages, paragraphs and sentences of a text, without the language model."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.server.passages import LONGEST, PAGE, Span, pages, paragraphs, sentences

TEXTS = st.text(st.sampled_from("Ab1 .!?\n\t“”()é"), max_size=300)


def words(text: str, known=()) -> list[list[str]]:
    return [[text[a:b] for a, b in sentences(text, one, known)] for one in paragraphs(text, Span(0, len(text)))]


def test_a_sentence_ends_at_a_point_before_a_capital_and_at_an_empty_line():
    assert words("Acme won! It did.\n \nThen what?\n“Gone.” 2020 came") == [
        ["Acme won!", "It did."],
        ["Then what?", "“Gone.”", "2020 came"],
    ]


@pytest.mark.parametrize("whole", ["Mr. Smith met U.S. Customs.", "J. Doe won.", "It grew by 3.5 % a. m. there."])
def test_a_short_form_ends_no_sentence(whole):
    assert words(whole) == [[whole]]


def test_what_the_reader_told_is_one_sentence():
    text = "One. Acme v. Bolt. It Is. Two"
    assert words(text, [Span(5, 25)]) == [["One.", "Acme v. Bolt. It Is.", "Two"]]
    assert words(text, [Span(900, 990), Span(9, 3)]) == words(text)


@given(text=TEXTS, known=st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)).map(lambda p: Span(*p))))
def test_sentences_hold_all_words_once_and_in_order(text, known):
    found = [
        span
        for page in pages(text)
        for one in paragraphs(text, page)
        for span in sentences(text, one, [span for span in known if span.end <= len(text)])
    ]
    assert found == sorted(found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    shown = "".join(text[a:b] for a, b in found)
    assert [sign for sign in shown if sign.isalnum()] == [sign for sign in text if sign.isalnum()]


@pytest.mark.parametrize("part", ["word ", "x", "A. ", "." * 9, "\n ", "Mr. Smith! "])
def test_a_megabyte_has_pages_of_a_bearable_length(part):
    text = (part * (1_000_000 // len(part)) + "end").strip()
    found = pages(text)
    assert max(page.end - page.start for page in found) <= PAGE
    last = [span for one in paragraphs(text, found[-1]) for span in sentences(text, one)]
    assert max(end - start for start, end in last) <= LONGEST
