"""Dates in sentences."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.details.dates import find_dates
from kg.extraction.details.moments import published_on, tense

WEDNESDAY = "2019-10-23"


def values(text, published=WEDNESDAY):
    """The values of the dates in a text."""
    return [mention.value for mention in find_dates(text, published=published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It signed on June 11, 2018.", "2018-06-11"),
        ("It signed on Monday, June 11th, 2018, in Rome.", "2018-06-11"),
        ("It signed on Jun. 11 2018.", "2018-06-11"),
        ("It signed on 11 June 2018.", "2018-06-11"),
        ("It signed on the 11th of June, 2018.", "2018-06-11"),
        ("It signed on 2018-06-11.", "2018-06-11"),
        ("It signed on 25/12/2018.", "2018-12-25"),
        ("It signed on 12/25/2018.", "2018-12-25"),
        ("It signed on 3.4.2018.", "2018"),
        ("It signed in June 2018.", "2018-06"),
        ("It signed in late June of 2018.", "2018-06"),
        ("It signed in Sept. 2018.", "2018-09"),
        ("It signed in 2018.", "2018"),
        ("It signed in early 2018.", "2018"),
        ("It signed in mid-2018.", "2018"),
        ("It signed at the end of 2018.", "2018"),
        ("It signed in the second half of 2018.", "2018"),
        ("It signed in the summer of 2018.", "2018"),
        ("It had eight cameras as of May 2018.", "2018-05"),
    ],
)
def test_absolute_dates(text, value):
    """What is written in full needs no date of the document, and keeps its precision."""
    assert values(text, None) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It signed on Wednesday.", "2019-10-23"),
        ("It said Tuesday it had signed.", "2019-10-22"),
        ("It signed on Thursday night.", "2019-10-17"),
        ("It signed this past Friday.", "2019-10-18"),
        ("It signed last Wednesday.", "2019-10-16"),
        ("Monday's ruling went against it.", "2019-10-21"),
        ("It signed yesterday.", "2019-10-22"),
        ("It signed last night.", "2019-10-22"),
        ("It signed this morning.", "2019-10-23"),
        ("It signed in June.", "2019-06"),
        ("It signed in October.", "2019-10"),
        ("It signed in late December.", "2018-12"),
        ("It signed this past December.", "2018-12"),
        ("It signed in June last year.", "2018-06"),
        ("It signed in June of this year.", "2019-06"),
        ("It signed on July 11.", "2019-07-11"),
        ("It signed on 11 July.", "2019-07-11"),
        ("It signed last month.", "2019-09"),
        ("It signed earlier this month.", "2019-10"),
        ("It signed earlier in the month.", "2019-10"),
        ("It signed last week.", "2019-10"),
        ("It signed last year.", "2018"),
        ("It signed earlier this year.", "2019"),
        ("It signed this summer.", "2019"),
        ("It signed in the spring.", "2019"),
        ("It signed three years ago.", "2016"),
        ("It signed two months ago.", "2019-08"),
        ("It signed 5 days ago.", "2019-10-18"),
    ],
)
def test_relative_dates(text, value):
    """Relative dates start from the date of the document, and mean nothing without it."""
    assert values(text) == [value]
    assert values(text, None) == []


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("It signed in June.", "2019-05", "2018-06"),
        ("It signed last year.", "2019", "2018"),
        ("It signed last month.", "2019-01", "2018-12"),
        ("It signed last week.", "2019-07-03", "2019-06"),
        ("It signed last week.", "2019-08-07", "2019"),
    ],
)
def test_as_precise_as_the_document(text, published, value):
    """A month needs the month of the document; a week is the smallest unit that contains it."""
    assert values(text, published) == [value]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("It signed on Wednesday.", "2019-10"),
        ("It signed yesterday.", "2019-10"),
        ("It signed in June.", "2019"),
        ("It signed last week.", "2019-01-09"),
        ("It signed last summer.", "2019-10-23"),
        ("It signed last June.", "2019-10-23"),
    ],
)
def test_what_the_date_of_the_document_cannot_tell(text, published):
    """Where two readings remain, there is no value."""
    assert values(text, published) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It has used cameras since May.", "2019-05/"),
        ("It has used cameras since at least 2016.", "2016/"),
        ("It had cameras as early as 2016.", "2016/"),
        ("The ban takes effect on March 1, 2020.", "2020-03-01/"),
        ("It will pay from 2015 onwards.", "2015/"),
        ("He was chief until December.", "/2018-12"),
        ("The contract runs through 2022.", "/2022"),
        ("It had ended the deal by June 2018.", "/2018-06"),
        ("It must delete the data by the end of 2020.", "/2020"),
        ("He was mayor from 2008 until 2016.", "2008/2016"),
        ("He was mayor from 2008 to 2016.", "2008/2016"),
        ("He was mayor, 2008–2016.", "2008/2016"),
        ("It happened between 2015 and 2017.", "2015/2017"),
        ("It ran tests between March and June 2018.", "2018-03/2018-06"),
        ("It ran tests from November to March 2018.", "2017-11/2018-03"),
        ("It ran tests on May 5-7, 2018.", "2018-05-05/2018-05-07"),
        ("It bought more in 2018 and 2019.", "2018/2019"),
        ("It bought more in the 1990s.", "1990/1999"),
    ],
)
def test_spans(text, value):
    """A span is a pair, with the side left open that the words leave open."""
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The court will meet on Friday.", "2019-10-25"),
        ("The rule is to take effect on December 10.", "2019-12-10"),
        ("A hearing is scheduled for November.", "2019-11"),
        ("It plans to sign next year.", "2020"),
        ("It will sign tomorrow.", "2019-10-24"),
    ],
)
def test_words_that_look_ahead(text, value):
    """After "will" and its like, a date without a year is the next one."""
    assert values(text)[0].rstrip("/") == value


@pytest.mark.parametrize(
    "text",
    [
        "The storm was expected to pass on Friday.",
        "It signed two months later.",
        "It signed before June 2018.",
        "It signed around 2015.",
        "It signed almost a year ago.",
        "It signed ten years ago.",
        "It signed several years ago.",
        "It signed the following Monday.",
        "It opens every Monday.",
        "It was a Monday.",
        "It has until Friday.",
        "It spent more in the last year.",
        "It spent more in fiscal year 2018.",
        "It spent more in the 2018-19 season.",
        "It has been known since the 1990s.",
        "It paid $2018 for 2019 cameras in 2000 cities.",
        "The 2020 election was held.",
        "In the 2020 election it won.",
        "It may march on the city in a second.",
        "The deal was signed by May.",
        "It met on Super Tuesday.",
        "The Sunday Times reported it.",
        "Call 2019-555 or see 10.2018.7.",
        "On February 31, 2018, nothing happened.",
        "The contract is dated 20188.",
    ],
)
def test_never_guessed(text):
    """Vague, attributive and impossible dates, and numbers that are no dates, give nothing."""
    values_found = [value for value in values(text) if value != "/2019-10-18"]
    assert values_found == []


def test_offsets():
    """A mention covers the words of the date without the preposition."""
    text = "Since May, and again from 2008 until 2016, it used cameras."
    assert [text[m.start : m.end] for m in find_dates(text, published=WEDNESDAY)] == ["May", "2008 until 2016"]


@pytest.mark.parametrize("date", [None, "", "soon", "2019-13", "2019-02-30", "19"])
def test_a_document_with_a_broken_date_has_none(date):
    """Only a date of the calendar is one to start from."""
    assert published_on(date) is None


def test_tense():
    """Somebody's saying on a day is not ahead, even if it is about the future."""
    words = ("it will meet on ", "it will, he said on ", "it met on ", "it was due on ")
    assert [tense(text, len(text)) for text in words] == [1, -1, -1, 0]


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2050, 12, 31)), st.integers(0, 6))
def test_weekday_is_the_last_one(published, back):
    """A weekday is at most six days before publication."""
    day = published - datetime.timedelta(days=back)
    assert values(f"It signed on {day:%A}.", published.isoformat()) == [day.isoformat()]


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2050, 12, 31)))
def test_round_trip(day):
    """A date written out is found and means itself, whenever the document appeared."""
    assert values(f"It signed on {day:%B} {day.day}, {day.year}.", None) == [day.isoformat()]


@given(st.text(max_size=80), st.sampled_from([None, "2019", "2019-10", WEDNESDAY]))
def test_mentions_lie_in_the_text_in_order(text, published):
    """Whatever the text, mentions do not overlap or leave it."""
    ends = [place for mention in find_dates(f"In 2018 {text} on Monday", published=published) for place in mention[:2]]
    assert ends == sorted(ends)
    assert all(0 <= place <= len(text) + 18 for place in ends)
