"""How dates are written in running English: one pattern for each form, and what resolves it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.extraction.details.moments import (
    NUMBERS,
    Moment,
    Published,
    ago,
    bare_month,
    bare_year,
    days,
    decade,
    full,
    iso,
    month_of_year,
    named_day,
    numeric,
    relative,
    season,
    weekday,
    year_span,
)
from kg.extraction.syntax.grammar import WEEKDAYS
from kg.reading.dating import MONTHS

_NAMES = [name.capitalize() for name in MONTHS]
_FULL_NAMES = [name for name in _NAMES if len(name) > 4 or name in {"May", "June", "July"}]
_UNITS = ("day", "week", "month", "year")

_MONTH = rf"(?P<month>(?:{'|'.join(sorted(_NAMES, key=len, reverse=True))})\b\.?)"
_FULL_MONTH = rf"(?P<month>{'|'.join(_FULL_NAMES)})\b"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w%]|[.,:/]\d)"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\w%]|[.,:]\d|[-–/]\d)"
_SPANS = r"(?P<first>(?:19|20)\d\d)\s?[-–—/]\s?(?P<last>(?:19|20)\d\d)(?![\w-])"
_OF_YEAR = r"(?:,?\s+(?:of\s+)?(?P<which>last|this|next)\s+year\b|,?\s+(?:of\s+)?" + _YEAR + ")"
_PART = r"(?:\b(?:[Ee]arly|[Ll]ate|[Mm]id)[-\s]+)?"
_PAST = r"(?:this\s+past|past|last|this|next)"
_SEASON = r"(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all)\b"
# Weekdays in names: of feasts, of newspapers, of events; and those that stand for any such day.
_NO_DAY = r"(?<!Super )(?<!Black )(?<!Good )(?<!Ash )(?<!Bloody )(?<!Cyber )(?<!Easter )(?<!Giving )(?<!Palm )(?<!Fat )"
_NO_DAY += r"(?<![Ee]very )(?<![Ee]ach )(?<![Oo]ne )(?<!\b[Aa] )(?<!-)"
_NO_PAPER = (
    r"(?!s\b|-|\s+(?:Times|Telegraph|Mirror|Mail|Express|Herald|Tribune|Post|Star|Review|Night|Morning|Independent)\b)"
)

_Resolver = Callable[[re.Match[str], Published | None], Moment]
_WEEKDAY = rf"(?:{'|'.join(name.capitalize() for name in WEEKDAYS)})"
_FORMS: list[tuple[re.Pattern[str], _Resolver]] = [
    (re.compile(pattern), resolve)
    for pattern, resolve in (
        (r"(?<![\w/-])((?:19|20)\d\d)-(\d\d)-(\d\d)(?![\w/-])", iso),
        (r"(?<![\w/.-])(\d\d?)[/.](\d\d?)[/.]((?:19|20)\d\d)(?![\w/-])", numeric),
        (rf"(?:{_WEEKDAY},?\s+)?\b{_MONTH}\s+{_DAY}{_OF_YEAR}?", full),
        (rf"(?:{_WEEKDAY},?\s+)?(?<![\w.,$€£])(?:the\s+)?{_DAY}(?:\s+of)?\s+{_MONTH}{_OF_YEAR}?", full),
        (rf"\b{_MONTH}\s+{_DAY}\s?(?:[-–—]|to)\s?{_DAY.replace('day', 'until')}(?:,?\s+{_YEAR})?", days),
        (rf"{_PART}\b{_MONTH}{_OF_YEAR}", month_of_year),
        (rf"(?P<part>{_PART})(?:\b(?P<which>{_PAST})\s+)?\b{_FULL_MONTH}(?!\s+\d|/)", bare_month),
        (
            rf"(?:\b(?P<mark>(?:[Tt]his|[Ll]ast|[Tt]his past|[Ii]n the))\s+)?\b{_SEASON}{_OF_YEAR}?",
            season,
        ),
        (rf"(?<![\w$€£.,/-]){_SPANS}", year_span),
        (rf"(?P<part>{_PART})(?<![\w$€£.,:/–])(?<!\d-){_YEAR}", bare_year),
        (r"\b[Tt]he\s+(?P<part>(?:early|late|mid)[-\s]+)?(?P<decade>(?:19|20)\d0)s\b", decade),
        (
            r"\b(?i:yesterday|today|tonight|tomorrow|last night|this (?:morning|afternoon|evening))\b(?!['’]s)",
            named_day,
        ),
        (
            rf"{_NO_DAY}\b(?:(?P<which>{_PAST})\s+)?(?P<weekday>{_WEEKDAY})\b{_NO_PAPER}"
            r"(?:\s+(?:night|morning|afternoon|evening)\b)?",
            weekday,
        ),
        (
            r"\b(?i:(?:earlier|later)\s+)?(?:(?<!the )(?<!The )\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+"
            r"(?P<unit>week|weekend|month|year)|(?i:earlier|later)\s+in\s+the\s+(?P<same>week|month|year))\b",
            relative,
        ),
        (rf"\b(?i:(?P<number>\d\d?|an?|{'|'.join(NUMBERS)}))\s+(?P<unit>{'|'.join(_UNITS)})s?\s+ago\b", ago),
    )
]


def moments(text: str, published: Published | None) -> list[Moment]:
    """The date expressions of a text from left to right, the longest where several begin together."""
    found = sorted(_all(text, published), key=lambda moment: (moment.start, -moment.end))
    kept: list[Moment] = []
    for moment in found:
        if not kept or moment.start >= kept[-1].end:
            kept.append(moment)
    return kept


def _all(text: str, published: Published | None) -> Iterator[Moment]:
    for pattern, resolve in _FORMS:
        for match in pattern.finditer(text):
            yield resolve(match, published)
