"""The date a document was published, with the precision that was written: 2020, 2020-06 or 2020-06-11."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?:1[5-9]|20|21)\d\d"
CLOCK = r"(?:[,\s]*(?:at\s+)?\d{1,2}[:.]\d\d\b.{0,30}|T[\d:.]+.{0,8})?"

# Each form names its parts; the first that matches wins, so the more precise stand before the less precise.
_FORMS = (
    rf"(?P<year>{YEAR})[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)(?!\d)",
    rf"(?P<year>{YEAR})(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)",
    rf"(?P<month>{MONTH})\s+(?P<day>{DAY})\s*,?\s+(?P<year>{YEAR})(?!\d)",
    rf"(?P<day>{DAY})(?:\s+of)?[\s-]+(?P<month>{MONTH})\s*,?[\s-]*(?P<year>{YEAR})(?!\d)",
    rf"(?P<first>\d\d?)(?P<sign>[/.-])(?P<second>\d\d?)(?P=sign)(?P<year>{YEAR})(?!\d)",
    rf"(?P<year>{YEAR})[-/](?P<month>\d\d?)(?!\d)",
    rf"(?P<month>{MONTH})\s*,?\s+(?P<year>{YEAR})(?!\d)",
    rf"(?P<year>{YEAR})(?!\d)",
)
_LABEL = r"\s*(?:(?:date[d]?|published|posted|publication date|first published)\s*(?:on\b|:)?\s*)?"
_WRITTEN = [re.compile(_LABEL + rf"(?:{WEEKDAY}\s*,?\s+)?" + form, re.IGNORECASE) for form in _FORMS]
_ALONE = [re.compile(pattern.pattern + CLOCK + r"[\s|.]*", re.IGNORECASE) for pattern in _WRITTEN[:-1]]
_HEADER = re.compile(rf"\s*date:?\s+(?P<date>{YEAR}-\d\d(?:-\d\d)?)(?![\w-])[ ]*(?P<rest>[^\n]*)(?P<more>.*)", re.S)
_BYLINE_WORDS = 10
_PARTICLES = frozenset(["and", "de", "der", "di", "for", "la", "of", "the", "van", "von"])
_DATELINE_LINES = 5


class Header(NamedTuple):
    """What the line at the top of a saved article says, and the text without it."""

    date: str
    author: str | None
    publisher: str | None
    text: str


def calendar_date(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """A date of the calendar as `2020`, `2020-06` or `2020-06-11`; nothing if there is no such day."""
    try:
        whole = datetime.date(year, month or 1, day or 1).isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7] if month else whole[:4]


def written_date(value: object) -> str | None:
    """The date at the beginning of a value of metadata, whatever its form.

    `03/04/2020` is the fourth of March or the third of April: only its year is taken.
    """
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    text = str(value).strip()
    matches = (pattern.match(text) for pattern in _WRITTEN)
    return next((date for match in matches if match and (date := _resolved(match))), None)


def dateline(text: str) -> str | None:
    """The date that stands alone on one of the first lines of a text."""
    lines = [line for line in text[:2000].split("\n") if line.strip()][:_DATELINE_LINES]
    matches = (pattern.fullmatch(line.strip()) for line in lines if len(line) <= 80 for pattern in _ALONE)
    return next((date for match in matches if match and (date := _resolved(match))), None)


def header(text: str) -> Header | None:
    """The first line of an article saved as `date 2018-10-24 Ann Author/Publisher`; the text may go on in that line."""
    match = _HEADER.match(text)
    date = match and written_date(match["date"])
    if not match or not date:
        return None
    rest = match["rest"].strip()
    if not _is_byline(rest):
        return Header(date, None, None, (rest + match["more"]).strip())
    author, _, publisher = (part.strip() for part in rest.removeprefix("By ").partition("/"))
    return Header(date, author or None, publisher or None, match["more"].strip())


def _is_byline(line: str) -> bool:
    """Whether a line is `Ann Author/Publisher` or `By Ann Author`, or empty; a headline must not pass for an author."""
    words = line.replace("/", " ").split()
    named = all(not word[0].islower() or word in _PARTICLES for word in words)
    marked = not line or line.startswith("By ") or "/" in line
    return marked and named and len(words) <= _BYLINE_WORDS and not line.endswith((".", "?", "!", ":", '"', "”"))


def _resolved(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if parts.get("sign"):
        return _numeric(year, int(parts["first"]), int(parts["second"]), sign=parts["sign"])
    month, day = parts.get("month"), parts.get("day")
    return calendar_date(year, month_number(month) if month else None, int(re.sub(r"\D", "", day)) if day else None)


def month_number(written: str) -> int:
    """Number of a month written as a word or in digits; 13 if it is neither, which no calendar has."""
    return int(written) if written.isdigit() else MONTHS.get(written.rstrip(".").casefold(), 13)


def _numeric(year: int, first: int, second: int, *, sign: str) -> str | None:
    """A date in three numbers: points mean day first; otherwise only a number above twelve tells."""
    if sign == "." or first > 12 or first == second:
        return calendar_date(year, second, first)
    return calendar_date(year, first, second) if second > 12 else calendar_date(year)
