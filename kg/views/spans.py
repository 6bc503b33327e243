"""The first and last day of a stored time, so that times of different precision can be compared."""

from __future__ import annotations

import re
from calendar import monthrange

MOMENT = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")

Span = tuple[str | None, str | None]
UNKNOWN: Span = None, None


def span(when: str | None) -> Span:
    """The first and last day of a day, month, year or span of these, as `2020-06-01`; nothing for a side left open.

    What does not have that form has no known time: both sides are nothing.
    """
    start, slash, end = (when or "").partition("/")
    sides = [side for side in (start, end if slash else start) if side]
    moments = [MOMENT.fullmatch(side) for side in sides]
    if not moments or not all(match and int(match[1]) for match in moments):
        return UNKNOWN
    first = _day(start, first=True) if start else None
    last = _day(end if slash else start, first=False) if end or not slash else None
    return (last, first) if first and last and first > last else (first, last)


def _day(moment: str, *, first: bool) -> str:
    year, _, rest = moment.partition("-")
    month, _, day = rest.partition("-")
    month = month or ("01" if first else "12")
    return f"{year}-{month}-{day or ('01' if first else monthrange(int(year), int(month))[1])}"
