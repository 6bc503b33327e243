"""Markdown shows what documents say as text: no marks, no HTML, no links of theirs."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kg.analysis import markdown
from kg.tables import cell

MARKS = "\\`*_{}[]()#+-.!|~^$@<>&:/=1a \nwww"


@given(st.text(st.one_of(st.sampled_from(MARKS), st.characters(exclude_categories=["Cs"]))))
@example("# heading")
@example("1. item")
@example("- item")
@example("+ item")
@example("===")
@example("> quote")
@example("    code")
@example("[x](http://e.example) ![x](y) <b>x</b> &amp; https://e.example `x` **x** __x__ ~~x~~")
@example("| a |")
@example("[x]: http://e.example")
def test_any_text_is_shown_as_it_is_written(text):
    shown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown.escaped(text))
    assert [token.type for token in shown if token.type != "inline"] in ([], ["paragraph_open", "paragraph_close"])
    parts = [part for token in shown if token.type == "inline" for part in token.children]
    assert {part.type for part in parts} <= {"text", "text_special"}
    assert "".join(part.content for part in parts) == cell(text)


@pytest.mark.parametrize("text", ["https://e.example/a", "www.e.example", "me@e.example", "$x$", "{{ x }}"])
def test_nothing_is_left_that_only_some_programs_take_for_a_mark(text):
    assert text not in markdown.escaped(text)


def test_addresses_are_shown_in_full_if_they_lead_to_the_web():
    assert markdown.address("https://e.example/?a=<b>") == "<https://e.example/?a=%3Cb%3E>"
    assert markdown.address("javascript:alert(1)") == ""
    assert markdown.address(None) == ""


def test_a_cell_of_a_table_cannot_make_another_cell():
    header, rule, row = markdown.table_lines(("who", "what"), [("a | b", None)])
    assert (header, rule, row) == ("| who | what |", "| --- | --- |", "| a \\| b |  |")
