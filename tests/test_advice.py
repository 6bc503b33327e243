"""What the commands about teaching print."""

from __future__ import annotations

import shlex
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg.asking.overview import frequent
from kg.claims import Gap
from kg.commands import advice
from kg.ontology.shortcomings import Finding
from kg.settings import DEFAULT_GRAPH
from kg.teaching.lint import Lint


def gap(marked: str, kind: str = "no-relation") -> Gap:
    return Gap("a.txt", kind, "text", 0, ("A", "B"), "see", marked)


@given(st.text(min_size=1))
def test_a_command_is_one_line_and_its_sentence_one_word_of_it_whatever_the_text(text):
    for line in advice.teach_lines([gap(f"[A](subject) {text}")], Path(DEFAULT_GRAPH)):
        assert len(line.splitlines()) == 1
        assert line.isprintable() or not any(character < " " for character in line)
        assert shlex.split(line)[:3] == ["kg", "teach", "RELATION"]
        assert len(shlex.split(line)) == 4


def test_a_sentence_never_looks_like_an_option_and_another_graph_is_named():
    (line,) = advice.teach_lines([gap("-- - [A](subject) met [B](object)")], Path("my council"))
    assert shlex.split(line) == ["kg", "teach", "RELATION", "[A](subject) met [B](object)", "--graph", "my council"]


def test_gaps_without_a_marked_sentence_give_no_command():
    assert list(advice.teach_lines([gap("")], Path(DEFAULT_GRAPH))) == []


def test_an_overview_tells_each_kind_that_there_is():
    gaps = [gap("[A](subject) saw [B](object)"), gap("", kind="reference")]
    lines = list(advice.overview_lines(gaps, frequent(gaps), None))
    assert lines[0] == "1 sentences with two actors and no relation, in 1 document"
    assert lines[1].split()[:3] == ["between", "the", "actors"]
    assert any(line.startswith("1 references left open") for line in lines)
    assert not any("unknown kind" in line for line in lines)


def test_nothing_found_is_told_with_the_kinds_there_are():
    line = advice.no_gap_line([gap("")], "unclassed", "b\x1b[2J.txt")
    assert line.startswith("no gaps of kind unclassed in b[2J.txt; ")
    assert line.endswith("are no-relation (1), reference (0), unclassed (0)")


def test_findings_on_shipped_files_are_only_counted():
    lines = list(advice.lint_lines(Lint([Finding("rangUp", "has no label")], [], shipped=1200)))
    assert lines[:2] == ["error: rangUp: has no label", "1 error, 0 notes"]
    assert "1,200 on shipped files" in lines[2]
