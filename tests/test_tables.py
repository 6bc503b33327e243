"""Rows as text for people and for other programs."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from kg import tables

STEERING = "\x1b[31mred\x1b[0m \x9b1m \u202etxt.exe"


def test_columns_are_aligned_and_nothing_is_cut_without_a_width():
    lines = list(tables.table_lines(("name", "n"), [("Clearview AI", 1), ("Axon", 22)]))
    assert lines == ["name          n", "Clearview AI  1", "Axon          22"]


def test_the_widest_columns_give_way_to_the_width_of_the_terminal():
    lines = list(tables.table_lines(("name", "quote"), [("Axon", "word " * 40)], width=40))
    assert [len(line) for line in lines] == [11, 40]
    assert lines[1].endswith("…")


def test_a_table_without_rows_has_its_header():
    assert list(tables.table_lines(("name", "n"), [])) == ["name  n"]


def test_characters_that_steer_a_terminal_are_left_out():
    (_, line) = tables.table_lines(("name",), [(STEERING,)])
    assert line == "[31mred[0m 1m txt.exe"
    assert "\x1b" not in next(iter(tables.json_lines([{"name": STEERING}])))


def test_lists_and_missing_values_fit_in_a_cell():
    assert tables.cell(["ICE", None, "two\nlines"]) == "ICE; ; two lines"
    assert tables.cell(None) == ""


def test_a_spreadsheet_takes_no_text_for_a_formula():
    _, line = tables.csv_lines(("text", "number"), [('=HYPERLINK("http://x")', -1)])
    assert next(csv.reader([line])) == ['\'=HYPERLINK("http://x")', "-1"]


@given(st.lists(st.tuples(st.text(), st.integers()), max_size=5))
def test_csv_has_a_row_for_each_record_whatever_its_text(rows):
    read = list(csv.reader(io.StringIO("\n".join(tables.csv_lines(("text", "number"), rows)))))
    assert len(read) == len(rows) + 1
    assert all(len(row) == 2 for row in read)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_json_lines_give_the_value_back(text):
    assert json.loads(next(iter(tables.json_lines([{"text": text}])))) == {"text": text}
