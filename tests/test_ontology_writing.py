"""Statements at the end of an ontology file: what was there stays, and what is added says what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OntologyError, UsageError
from kg.namespaces import KG, PREFIXES
from kg.ontology.definitions import Ontology
from kg.ontology.writing import Declaration, checked_name, checked_place, content, extended, statements, write
from kg.settings import shipped

FILE = Path("/nowhere/mine.ttl")
NEW = statements("rangUp", [], Declaration().completed("rangUp", "Actor"))


def examples(text: str, relation: str = "rangUp") -> list[str]:
    """The examples of a relation in the text of a file that is not written."""
    return [example.marked for example in Ontology.load(FILE, drafts={FILE: text}).relation(relation).examples]


def declared(*sentences: str) -> str:
    return statements("rangUp", sentences, Declaration().completed("rangUp", "Actor"))


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="[]"), min_size=1).filter(str.strip))
def test_any_sentence_is_read_back_as_it_was_written(sentence):
    marked = f"[A](subject) {sentence} [B](object)"
    assert examples(extended(FILE, None, declared(marked))) == [marked]


def test_what_was_there_stays_letter_by_letter():
    before = "@prefix kg:<" + KG + "> . # mine\n\nkg:a\tkg:example 'x' .  # no line end"
    after = extended(FILE, before, declared("[A](subject) met [B](object)."))
    assert after.startswith(before + "\n")
    assert examples(after) == ["[A](subject) met [B](object)."]


def test_line_ends_stay_those_of_the_file():
    before = f"@prefix kg: <{KG}> .\r\n"
    assert "\n" not in extended(FILE, before, declared("[A](subject) met [B](object).")).replace("\r\n", "")


def test_a_second_lesson_declares_no_prefix_again():
    once = extended(FILE, None, declared("[A](subject) met [B](object)."))
    twice = extended(FILE, once, statements("rangUp", ["[A](subject) saw [B](object)."]))
    assert twice.endswith('\n\nkg:rangUp kg:example "[A](subject) saw [B](object)." .\n')
    assert twice.count("@prefix kg:") == 1
    assert len(examples(twice)) == 2


def test_a_prefix_that_means_something_else_is_declared_anew():
    before = "@prefix kg: <https://example.org/> .\nkg:a kg:b kg:c .\n"
    after = extended(FILE, before, declared("[A](subject) met [B](object)."))
    assert examples(after) == ["[A](subject) met [B](object)."]


def test_a_file_that_is_not_turtle_is_an_error():
    with pytest.raises(OntologyError, match="is not Turtle"):
        extended(FILE, 'kg:a "', NEW)


def test_a_declaration_has_defaults_for_what_was_left_out():
    known = Ontology.load(FILE, drafts={FILE: extended(FILE, None, declared("[A](subject) met [B](object)."))})
    relation = known.relation("rangUp")
    assert (relation.label, relation.inverse_label, relation.domain, relation.range) == (
        "rang up", "", ("Actor",), ("Actor",)
    )  # fmt: skip
    assert Declaration().completed("contacted", "Actor").inverse_label == "was contacted by"


@pytest.mark.parametrize("name", ["rang up", "1st", "", "kg:a", "a.b", "a> <b"])
def test_a_name_that_turtle_could_take_for_something_else_is_refused(name):
    with pytest.raises(UsageError, match="cannot name a relation"):
        checked_name(name)


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        (".", "is a folder"),
        ("mine.txt", r"end in \.ttl"),
        ("nowhere/mine.ttl", "no folder"),
        ("graph/teaching/ontology/002.ttl", "belongs to the graph"),
        (shipped("ontology") / "classes.ttl", "ships with the program"),
    ],
)
def test_a_file_that_may_not_be_written_is_refused(tmp_path, place, reason):
    with pytest.raises(UsageError, match=reason):
        checked_place(tmp_path / place, tmp_path / "graph")


def test_a_link_to_a_shipped_file_is_refused_too(tmp_path):
    (tmp_path / "mine.ttl").symlink_to(shipped("ontology") / "classes.ttl")
    with pytest.raises(UsageError, match="ships with the program"):
        checked_place(tmp_path / "mine.ttl", tmp_path / "graph")


def test_a_write_keeps_rights_and_leaves_nothing_else(tmp_path):
    file = tmp_path / "mine.ttl"
    file.write_text("old")
    file.chmod(0o600)
    write(file, "new\r\n")
    assert content(file) == "new\r\n"
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_the_prefixes_that_are_used_are_those_of_the_program():
    text = extended(FILE, None, declared("[A](subject) met [B](object)."))
    assert all(f"@prefix {name}: <{PREFIXES[name]}> ." in text for name in ("kg", "owl", "rdfs"))
