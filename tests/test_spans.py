"""Times of different precision can be compared by their first and last day."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.views.spans import UNKNOWN, span


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("2020", ("2020-01-01", "2020-12-31")),
        ("2020-02", ("2020-02-01", "2020-02-29")),
        ("2020-06-11", ("2020-06-11", "2020-06-11")),
        ("2020/2021-02", ("2020-01-01", "2021-02-28")),
        ("2020-06/", ("2020-06-01", None)),
        ("/2020-06-11", (None, "2020-06-11")),
    ],
)
def test_a_time_lasts_from_its_first_to_its_last_day(when, days):
    assert span(when) == days


@pytest.mark.parametrize("when", [None, "", "/", "last spring", "2020-13", "0000", "2020/soon", "2020/2021/2022"])
def test_what_is_no_time_is_unknown(when):
    assert span(when) == UNKNOWN


@given(st.dates(), st.dates())
def test_a_span_never_ends_before_it_starts(one, other):
    since, until = span(f"{one}/{other}")
    assert since <= until
