"""Stretches of time as they are written: a year, a month or a day is every day of it, and a range runs between two.

Days are compared as ISO text, which sorts as they follow one another: the month 2019-06 lasts from "2019-06-01" to
"2019-06-31", whether or not it has so many days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from kg.errors import UsageError

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_EVER, _NEVER = "0000-00-00", "9999-99-99"  # before and after every day


@dataclass(frozen=True, slots=True)
class Period:
    """All days from the first to the last."""

    first: str = _EVER
    last: str = _NEVER

    @classmethod
    def between(cls, since: str | None = None, until: str | None = None) -> Self:
        """The days from the first of one date to the last of another; a side that is not given is open.

        Args:
            since: 2019, 2019-06 or 2019-06-11.
            until: as `since`; 2019 is until the end of that year.

        Raises:
            UsageError: a side is no such date, or the first comes after the last.
        """
        for name, given in (("since", since), ("until", until)):
            if given is not None and not is_date(given):
                raise UsageError(f"{name}: '{given}' is not a date; write 2019, 2019-06 or 2019-06-11")
        found = cls(_first(since or ""), _last(until or ""))
        if found.first > found.last:
            raise UsageError(f"since: {since} is later than until: {until}")
        return found

    @classmethod
    def of(cls, when: str | None) -> Self | None:
        """The days of which a claim speaks; nothing where its time is not known, or not written as a date or range."""
        start, slash, end = (when or "").partition("/")
        sides = (start, end) if slash else (start, start)
        if not any(sides) or not all(is_date(side) for side in sides if side):
            return None
        return cls(_first(sides[0]), _last(sides[1]))

    def meets(self, other: Period) -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last


def is_date(text: str) -> bool:
    """Whether text is a year, a month or a day of the calendar."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _first(text: str) -> str:
    return _filled(text, "0000-01-01") if text else _EVER


def _last(text: str) -> str:
    return _filled(text, "9999-12-31") if text else _NEVER


def _filled(text: str, limit: str) -> str:
    """A date with the parts that it lacks taken from another."""
    return text + limit[len(text) :]
