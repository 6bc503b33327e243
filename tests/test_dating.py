"""Dates of publication."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.reading.dating import calendar_date, dateline, header, written_date


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2020", "2020"),
        (2020, "2020"),
        ("2020-06", "2020-06"),
        ("2020-06-11", "2020-06-11"),
        ("2020/6/1", "2020-06-01"),
        ("20200611", "2020-06-11"),
        ("2020-06-11T09:53:00Z", "2020-06-11"),
        ("2020-06-11 23:59:00+14:00", "2020-06-11"),
        ("June 11, 2020", "2020-06-11"),
        ("Jun. 11 2020", "2020-06-11"),
        ("Sept. 3rd, 2019", "2019-09-03"),
        ("11 June 2020", "2020-06-11"),
        ("11th of June, 2020", "2020-06-11"),
        ("11-Jun-2020", "2020-06-11"),
        ("Thursday, June 11, 2020 at 9:53 am", "2020-06-11"),
        ("Thu, 11 Jun 2020 09:53:00 GMT", "2020-06-11"),
        ("Published: June 11, 2020", "2020-06-11"),
        ("June 2020", "2020-06"),
        ("11.06.2020", "2020-06-11"),
        ("25/12/2020", "2020-12-25"),
        ("12/25/2020", "2020-12-25"),
        (datetime.date(2020, 6, 11), "2020-06-11"),
        (datetime.datetime(2020, 6, 11, 9, 53), "2020-06-11"),
    ],
)
def test_forms(written, date):
    """Every usual form is read, with the precision that was written."""
    assert written_date(written) == date


def test_ambiguous_order_gives_the_year_only():
    """Nobody can tell the third of April from the fourth of March."""
    assert written_date("03/04/2020") == "2020"


@pytest.mark.parametrize("written", ["", "false", "yesterday", "61", "1591869180", "12:30", "May", None, "v2020b"])
def test_what_is_no_date(written):
    """Other values are not bent into dates."""
    assert written_date(written) is None


def test_impossible_day_falls_back_to_the_month():
    """The thirty-first of June is a slip of the day, not of the month."""
    assert written_date("2020-06-31") == "2020-06"


@given(st.dates(datetime.date(1500, 1, 1), datetime.date(2199, 12, 31)), st.sampled_from([None, 1, 2]))
def test_round_trip(day, parts):
    """A date written by us is read back the same, at each precision."""
    date = calendar_date(*(day.year, day.month, day.day)[: parts or 3])
    assert written_date(date) == date


@given(st.dates(datetime.date(1500, 1, 1), datetime.date(2199, 12, 31)))
def test_round_trip_in_words(day):
    """A date written in words is the same date."""
    assert written_date(day.strftime("%A, %B %d, %Y")) == day.isoformat()
    assert written_date(day.strftime("%d %b %Y")) == day.isoformat()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Council minutes\n\nMonday, 8 March 2021\n\nThe council met.", "2021-03-08"),
        ("Published June 3, 2019\nThe council met.", "2019-06-03"),
        ("The council met on June 3, 2019.\n\nIt voted.", None),
        ("2019\n\nThe council met.", None),
        ("The council met.\n" * 6 + "\nJune 3, 2019\n", None),
    ],
)
def test_dateline(text, date):
    """A date counts as the document's only where it stands alone near the top."""
    assert dateline(text) == date


def test_header_with_author_and_publisher():
    """A saved article's first line is metadata, not text."""
    top = header(" date 2021-03-08 Ann de Vries Roe/Example Wire\n\nThe council met.")
    assert top == ("2021-03-08", "Ann de Vries Roe", "Example Wire", "The council met.")


def test_header_with_the_text_in_its_line():
    """The text may begin right after the date."""
    top = header(" date 2021-03-08 The council met on Monday to look at the cameras it had bought.\n\nIt voted.")
    assert top.author is None
    assert top.text == "The council met on Monday to look at the cameras it had bought.\n\nIt voted."


def test_header_does_not_take_a_headline_for_an_author():
    """Without a slash or `By`, capitalised words are left in the text."""
    assert header("date 2021-03-08 Council Buys Cameras\n\nIt voted.").text == "Council Buys Cameras\n\nIt voted."


@pytest.mark.parametrize("text", ["date palms grow here", "date 1 of 3", "The date 2021-03-08 was set.", ""])
def test_no_header(text):
    """Other beginnings are text."""
    assert header(text) is None
