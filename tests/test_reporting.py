"""What a build tells its user."""

from __future__ import annotations

import pytest

from kg.building.pipeline import Progress, Summary
from kg.commands import reporting
from kg.errors import KgError, ReadingError


def summary(**values) -> Summary:
    defaults = {
        "documents": 1, "copies": 0, "changes": {"new": 1, "changed": 0}, "understood": 1, "relations": {}, "statuses": {},
        "entities": 0, "gaps": {}, "refused": (), "seconds": 1.25,
    }  # fmt: skip
    return Summary(**{**defaults, **values})


def test_the_summary_leaves_out_what_did_not_happen():
    lines = list(reporting.summary_lines(summary()))
    assert lines[0] == "1 document in the graph (1 new), 1 read in 1.2 s"
    assert lines[1:] == [
        "0 claims about 0 actors and things: nothing",
        "not understood: nothing",
        "0 documents refused",
    ]


def test_the_summary_counts_copies_where_there_are_any():
    counted = [next(reporting.summary_lines(summary(documents=9, copies=number))) for number in (1, 3)]
    assert "9 documents in the graph (1 new), 1 of them a copy of another, 1 read" in counted[0]
    assert "9 documents in the graph (1 new), 3 of them copies of another, 1 read" in counted[1]


def test_the_most_frequent_relations_are_named_and_the_others_counted():
    relations = {f"relation{number:02}": 100 - number for number in range(14)}
    lines = list(reporting.summary_lines(summary(relations=relations)))
    assert lines[2].split() == ["relation00", "100"]
    assert lines[14].split() == ["2", "more", "relations", "175"]


def test_what_was_not_understood_is_said_in_words():
    lines = list(reporting.summary_lines(summary(gaps={"no-relation": 3, "unclassed": 1000})))
    assert "not understood: 3 sentences with two actors and no relation, 1,000 names of unknown kind" in lines


def test_refused_documents_are_named_without_what_steers_a_terminal():
    refused = (ReadingError("a\x1b[2J.txt", "is empty"),)
    assert list(reporting.refused_lines(summary(refused=refused))) == ["refused a[2J.txt: is empty"]


def test_a_user_who_stops_a_build_is_told_what_is_kept():
    with pytest.raises(KgError, match="stopped after 3 documents; what was read so far is kept"):
        interrupted(3)


def interrupted(documents: int) -> None:
    with reporting.bar(shown=False) as report:
        report(Progress(10, documents))
        raise KeyboardInterrupt


def test_nothing_is_drawn_where_no_terminal_is(capfd):
    with reporting.bar(shown=True) as report:
        report(Progress(10, 3))
    assert capfd.readouterr() == ("", "")
