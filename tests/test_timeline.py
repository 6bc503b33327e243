"""Claims in the order of time, as exactly as the text tells it."""

import pytest
from graphs import DENIED, claim

from kg.analysis.timeline import COLUMNS, moment, span, timeline


def test_times_of_every_form_stand_in_one_order():
    told = ["2019-12", "/2020", "2020", "2020-01", "2020-01-15", "2020-03/", "2020-03/2021", "2021"]
    mixed = told[4:] + told[:4]
    assert sorted(mixed, key=moment) == told


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2020", "2020"),
        ("2020-06", "2020-06"),
        ("2017/2020-06", "2017 to 2020-06"),
        ("2017/", "from 2017"),
        ("/2020", "until 2020"),
    ],
)
def test_a_time_keeps_its_precision_and_spans_read_as_words(when, words):
    assert span(when) == words


def test_claims_stand_by_the_time_of_the_fact_and_the_others_are_counted():
    late, early = claim("A", "bought", "B", when="2021"), claim("A", "blamed", "B", when="2020-05", **DENIED)
    found = timeline([late, claim("A", "allied", "B"), early])
    assert found.claims == (early, late)
    assert found.remark == "1 more claim without a date"
    assert [row["status"] for row in found.rows()] == ["denied", "fact"]
    assert list(found.frame()["when"]) == ["2020-05", "2021"]


def test_the_order_does_not_depend_on_the_order_of_documents():
    claims = [claim("A", "bought", name, when="2020", doc=f"{name}.txt") for name in "CBD"]
    assert timeline(claims).claims == timeline(reversed(claims)).claims


def test_a_notebook_shows_it_as_a_table_with_every_text_escaped():
    shown = timeline([claim("<b>A</b>", "bought", "B", when="2020")])._repr_html_()
    assert "&lt;b&gt;A&lt;/b&gt;" in shown
    assert all(f">{name}</th>" in shown for name in COLUMNS)
