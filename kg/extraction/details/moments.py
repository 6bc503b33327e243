"""Single date expressions: how each is written, and which day, month or year it means.

A value is never more precise than the words, and where the words leave two readings there is no value. A span of time
without a name in the calendar, such as "last week", is written as the smallest unit (month or year) that contains it.
`dateparser` was tried and fills in what is not written: for "in 2018" it gives a day, "and may" and "march on the" pass
for dates, and "on Wednesday" in an article of that Wednesday is the week before.
"""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from kg.extraction.syntax.grammar import WEEKDAYS
from kg.reading.dating import MONTHS, calendar_date

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_STEPS = {"last": -1, "this": 0, "next": 1}
# Earlier words have nothing to do with the date.
_REACH = 120


class Published(NamedTuple):
    """The date of a document, as far as it is known."""

    year: int
    month: int | None
    day: int | None

    @property
    def date(self) -> datetime.date | None:
        """The day of publication, if it is known."""
        return datetime.date(self.year, self.month, self.day) if self.month and self.day else None


class Moment(NamedTuple):
    """A date expression in a text, and what it means."""

    start: int
    end: int
    value: str | None  # nothing if it cannot be resolved
    firm: bool = True  # whether it is a date wherever it stands; a bare year or month needs a preposition
    month: int | None = None  # of a month whose year is not written


def published_on(date: str | None) -> Published | None:
    """The parts of a date such as 2020, 2020-06 or 2020-06-11; nothing if it is none."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", date or "")
    if not match or not calendar_date(*(int(part) for part in match.groups() if part)):
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    return Published(year, month, day) if year else None


def tense(text: str, start: int) -> int:
    """Whether the words before a date look ahead ("will meet on"): 1, or back: -1; "was due on" may do either: 0."""
    match = _AHEAD.search(text[max(0, start - _REACH) : start])
    return -1 if not match else 0 if match["either"] else 1


# The words may stand up to eight words before the date, unless somebody is said to have spoken in between.
_AHEAD = re.compile(
    r"\b(?:(?P<either>(?:was|were|had(?: been)?) (?:to|set|due|scheduled|slated|expected|anticipated|planned|going to)"
    r"|due to)|(?:set|due|scheduled|slated|expected|anticipated|planned)(?= (?:to|for|in|on|by|out|back)\b)"
    r"|will|shall|(?:is|are|going) to|(?:may|might)(?! have)|plans?|intends?|takes? effect|effective|upcoming|coming"
    r"|(?:delay|postpon|extend)\w*)\b"
    r"(?:\s+(?!said\b|says\b|told\b|wrote\b|announced\b|reported\b)[\w'’-]+){0,8}\s*$"
)


def _moment(match: re.Match[str], value: str | None, *, firm: bool = True, month: int | None = None) -> Moment:
    return Moment(match.start(), match.end(), value, firm, month)


def _month(match: re.Match[str]) -> int:
    return MONTHS[match["month"].rstrip(".").casefold()]


def _written_year(match: re.Match[str], published: Published | None) -> int | None:
    """The year that stands in the expression, as a number or as "last year"."""
    parts = match.groupdict()
    if parts.get("year"):
        return int(parts["year"])
    which = parts.get("which")
    return published.year + _STEPS[which] if which in _STEPS and published else None


def numeric(match: re.Match[str], _: Published | None) -> Moment:
    """A date in numbers. Only a number above twelve, or two alike, tell the day from the month."""
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    if first == second or second > 12:
        return _moment(match, calendar_date(year, first, second))
    return _moment(match, calendar_date(year, second, first) if first > 12 else calendar_date(year))


def iso(match: re.Match[str], _: Published | None) -> Moment:
    """2020-06-11."""
    return _moment(match, calendar_date(int(match[1]), int(match[2]), int(match[3])))


# A day without a year that is further back has probably not come yet; halfway would be 183, but reports look back more.
_FORGOTTEN = 270


def full(match: re.Match[str], published: Published | None) -> Moment:
    """A day and a month, with or without a year."""
    year, month, day = _written_year(match, published), _month(match), int(match["day"])
    if year:
        return _moment(match, calendar_date(year, month, day))
    if not published or not published.date:
        return _moment(match, None)
    return _moment(match, _nearest_day(published.date, month, day, direction=tense(match.string, match.start())))


def _nearest_day(today: datetime.date, month: int, day: int, *, direction: int) -> str | None:
    """The last such day, or the next if the words look ahead; nothing if they do not tell and the next is nearer."""
    dates = [value for year in (-1, 0, 1) if (value := calendar_date(today.year + year, month, day))]
    if direction > 0:
        return next((value for value in dates if value >= today.isoformat()), None)
    limit = (today - datetime.timedelta(days=_FORGOTTEN)).isoformat()
    past = [value for value in dates if limit < value <= today.isoformat()]
    return past[-1] if past and direction < 0 else None


def days(match: re.Match[str], published: Published | None) -> Moment:
    """Several days of one month."""
    year, month = _written_year(match, published), _month(match)
    ends = [calendar_date(year, month, int(match[part])) if year else None for part in ("day", "until")]
    return _moment(match, f"{ends[0]}/{ends[1]}" if all(ends) else None)


def month_of_year(match: re.Match[str], published: Published | None) -> Moment:
    """June 2020, June of last year."""
    year = _written_year(match, published)
    return _moment(match, calendar_date(year, _month(match)) if year else None)


def bare_month(match: re.Match[str], published: Published | None) -> Moment:
    """A month without a year: the last one that has begun, or the next if the words look ahead."""
    month, which = _month(match), (match["which"] or "").split()
    firm = bool(which or match["part"])
    if not published or not published.month:
        return _moment(match, None, firm=firm, month=month)
    begun = published.year - (month > published.month)
    year: int | None = begun
    if which == ["this"]:
        year = published.year
    elif which == ["last"]:
        year = begun if begun < published.year else None  # "last June", said in July: of this year or of the last
    elif which == ["next"]:
        year = begun + 1 if begun == published.year else None
    elif not which:
        direction = tense(match.string, match.start())
        year = begun + (direction > 0 and month != published.month) if direction else None
    return _moment(match, calendar_date(year, month) if year else None, firm=firm, month=month)


def season(match: re.Match[str], published: Published | None) -> Moment:
    """A season lies in one year (winter, which does not, is left out): as on the northern half of the earth."""
    year = _written_year(match, published)
    if year is None and published and published.month and match["mark"]:
        begins = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}[match["season"].casefold()]
        begun = published.year - (begins > published.month)
        marks = {"this": published.year, "last": begun if begun < published.year else None, "in the": begun}
        mark = " ".join(match["mark"].casefold().split())
        year = None if (mark, begins) == ("in the", 9) else marks.get(mark, begun)  # somebody may be hurt "in the fall"
    return _moment(match, calendar_date(year) if year else None)


def year_span(match: re.Match[str], _: Published | None) -> Moment:
    """2015–2017."""
    first, last = match["first"], match["last"]
    return _moment(match, f"{first}/{last}" if first < last else None)


def bare_year(match: re.Match[str], _: Published | None) -> Moment:
    """2020: a date only after a preposition, or as "late 2020"."""
    return _moment(match, match["year"], firm=bool(match["part"]))


def decade(match: re.Match[str], _: Published | None) -> Moment:
    """The 1990s."""
    first = int(match["decade"])
    return _moment(match, None if match["part"] else f"{first}/{first + 9}")


def named_day(match: re.Match[str], published: Published | None) -> Moment:
    """Yesterday, this morning, tomorrow."""
    step = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(match[0].casefold(), 0)
    return _moment(match, _shifted(published, step))


def _shifted(published: Published | None, days: int) -> str | None:
    if not published or not published.date:
        return None
    return (published.date + datetime.timedelta(days=days)).isoformat()


def weekday(match: re.Match[str], published: Published | None) -> Moment:
    """The last such day up to the day of publication, or the next after it if the words look ahead."""
    if not published or not published.date:
        return _moment(match, None)
    back = (published.date.weekday() - WEEKDAYS.index(match["weekday"].casefold())) % 7
    which = (match["which"] or "").split()
    if which in (["this"], ["next"]):
        return _moment(match, None)  # people differ on which Friday "next Friday" is
    if which:
        return _moment(match, _shifted(published, -(back or 7)))
    direction = tense(match.string, match.start())
    ahead = _shifted(published, 7 - back) if back else None
    return _moment(match, {-1: _shifted(published, -back), 0: None, 1: ahead}[direction])


def relative(match: re.Match[str], published: Published | None) -> Moment:
    """Last month, earlier this year, next week."""
    step = _STEPS[match["which"].casefold()] if match["which"] else 0
    return _moment(match, _unit(published, match["unit"] or match["same"], step))


def ago(match: re.Match[str], published: Published | None) -> Moment:
    """Three years ago: as precise as the unit. Round numbers of years are hardly ever meant exactly."""
    written, unit = match["number"].casefold(), match["unit"]
    number = int(written) if written.isdigit() else 1 if written in {"a", "an"} else NUMBERS.index(written) + 1
    vague = unit == "year" and number % 10 == 0
    return _moment(match, None if vague else _unit(published, unit, -number))


def _unit(published: Published | None, unit: str, step: int) -> str | None:
    """The unit of the calendar so many steps from that of publication."""
    if not published:
        return None
    if unit == "year":
        return calendar_date(published.year + step)
    if unit == "month" and published.month:
        months = published.year * 12 + published.month - 1 + step
        return calendar_date(months // 12, months % 12 + 1)
    if not published.date:
        return None
    if unit == "day":
        return _shifted(published, step)
    return _week(published.date + datetime.timedelta(weeks=step), weekend=unit == "weekend")


def _week(day: datetime.date, *, weekend: bool) -> str | None:
    """The smallest unit that contains the week of a day; for "last weekend" only its end."""
    monday = day - datetime.timedelta(days=day.weekday())
    first, last = monday + datetime.timedelta(days=5 if weekend else 0), monday + datetime.timedelta(days=6)
    if first.year != last.year:
        return None
    return calendar_date(first.year, first.month) if first.month == last.month else calendar_date(first.year)
