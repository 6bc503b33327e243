"""Dates are as precise as they are written, and a range may be open to one side."""

import pytest

from kg.asking.periods import Period, is_date
from kg.errors import UsageError


@pytest.mark.parametrize(
    ("when", "inside"),
    [
        ("2019", True),
        ("2018", False),
        ("2020", True),
        ("2019-06", True),
        ("2019-05", False),
        ("2020-02-29", True),
        ("2020-03-01", False),
        ("2010/2019-06-15", True),
        ("2010/2019-05", False),
        ("2015/", True),
        ("2020-03/", False),
        ("/2019-06", True),
        ("/2018", False),
        ("2010/2030", True),
    ],
)
def test_a_fact_is_of_a_time_when_the_two_share_a_day(when, inside):
    assert Period.of(when).meets(Period.between("2019-06", "2020-02")) is inside


@pytest.mark.parametrize("when", [None, "", "/", "last spring", "2019-13", "2019/soon"])
def test_a_time_that_is_not_written_as_one_is_not_known(when):
    assert Period.of(when) is None


def test_a_side_that_is_not_given_is_open():
    assert Period.of("1066").meets(Period.between(until="1900"))
    assert Period.of("2077").meets(Period.between("1900"))


def test_a_single_year_may_be_asked_for():
    assert Period.of("2019-12-31").meets(Period.between("2019", "2019"))


@pytest.mark.parametrize("given", ["19", "2019-6", "2019-02-30", "2019-06-11T10:00", "2019/2020", "", "२०१९"])
def test_what_is_no_date_is_refused_with_the_forms_that_are(given):
    with pytest.raises(UsageError, match="write 2019, 2019-06 or 2019-06-11"):
        Period.between(given)


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(UsageError, match="since: 2021 is later than until: 2020-12"):
        Period.between("2021", "2020-12")


def test_days_are_those_of_the_calendar():
    assert is_date("2020-02-29")
    assert not is_date("2019-02-29")
