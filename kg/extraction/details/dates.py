"""Dates in a sentence, with what the words around them say: since, until, from … to, by.

>>> find_dates("The union has criticised the city since May.", published="2019-10-24")
[DateMention(start=40, end=43, value='2019-05/')]
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.extraction.details.date_forms import moments
from kg.extraction.details.moments import Moment, published_on

# Cheaper than the search for dates by far, and enough to pass over most sentences.
_HINT = re.compile(
    r"(?:19|20)\d\d|[JFMASOND](?:an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec)|day\b|\bago\b|\bto(?:night|morrow)\b"
    r"|\b(?:[Ll]ast|[Tt]his|[Nn]ext|in the)\s|[Ss]pring|[Ss]ummer|[Aa]utumn"
)
_PART = r"(?:\s+(?:the\s+)?(?:end|beginning|start|middle|(?:first|second|third|fourth) (?:half|quarter))\s+of)?"
_PART += r"(?:\s+(?:at least|early|mid|late))?(?:\s+the)?[\s-]*$"
_SINCE = re.compile(
    r"\b(?:since|as early as|(?:beginning|starting|effective|(?:tak|com)(?:es?|ing) into (?:effect|force)"
    r"|tak(?:es?|ing) effect|came into (?:effect|force)|took effect)(?:\s+(?:in|on|from|as of))?)" + _PART,
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:until|till|through)" + _PART, re.IGNORECASE)
_BY = re.compile(r"\bby" + _PART, re.IGNORECASE)
_ONWARD = re.compile(r"\s+on(?:wards?)?\b(?!\s+\w+day)|\s+and\s+(?:later|after)\b")
_FROM = re.compile(r"\bfrom" + _PART, re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween" + _PART, re.IGNORECASE)
_TO = re.compile(r"\s*(?:to|until|till|through|[-–—])" + _PART, re.IGNORECASE)
_AND = re.compile(r"\s+and" + _PART, re.IGNORECASE)
# Words after which a bare year or month is a date. "By" and "from" go with people called May or June as well.
_PREPOSITION = re.compile(
    r"\b(?:in|since|until|till|during|through|as of|as early as|throughout|year|(?:beginning|starting|effective)"
    r"|(?:scheduled|slated|set|planned|due|expected) for|(?:delayed|postponed) to"
    r"|(?:end|beginning|start|middle|half|quarter|part|months|weeks|days|rest|most|all|course) of)" + _PART,
    re.IGNORECASE,
)
_WITH_NAMES = re.compile(r"\b(?:by|from)" + _PART, re.IGNORECASE)
# Words that make a date the border of something else, or a guess.
_VAGUE = re.compile(
    r"\b(?:before|after|prior to|following|previous|preceding|around|about|circa|roughly|almost|nearly|approximately"
    r"|some|sometime in|over|more than|less than|at least|at most|up to|just under|fiscal(?: year)?|financial year|FY"
    r"|than)\s*(?:in\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
# How far back the words around a date are looked at.
_REACH = 60
_ATTRIBUTE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_COUNTED = re.compile(r"\s+[a-z]+s\b")


class DateMention(NamedTuple):
    """Date words in a text and their value, in the forms of a claim's `when`."""

    start: int
    end: int
    value: str  # 2020, 2020-06, 2020-06-11, or start/end with either side open


def find_dates(text: str, *, published: str | None) -> list[DateMention]:
    """The dates of a text that can be resolved, from left to right.

    Args:
        text: a sentence; offsets are characters of it. They cover the date without its preposition.
        published: the date of the document, which relative expressions start from; without it they have no value.

    Returns:
        Each date with a value no more precise than its words. "In June" is the last June that had begun when the
        document appeared, "on Wednesday" the last Wednesday up to that day; after words that look ahead ("will meet
        on") it is the next. What stays open ("two months later", "around 2015") is left out.
    """
    if not _HINT.search(text):
        return []
    found = moments(text, published_on(published))
    mentions, place = [], 0
    while place < len(found):
        pair = _pair(text, found[place : place + 2])
        mention = pair or _single(text, found[place])
        if mention:
            mentions.append(mention)
        place += 2 if pair else 1
    return mentions


def _pair(text: str, ends: list[Moment]) -> DateMention | None:
    """A span of time: from … to …, between … and …, or two years in a row."""
    if len(ends) < 2:
        return None
    first, last = ends
    before, link = text[max(0, first.start - _REACH) : first.start], text[first.end : last.start]
    spanning = (_FROM.search(before) and _TO.fullmatch(link)) or (_BETWEEN.search(before) and _AND.fullmatch(link))
    start, end = _year_shared(first, last), last.value
    if not start or not end or "/" in start + end or not start < end:
        return None
    in_a_row = _preposed(text, first) and link == " and " and len(start) == len(end) == 4 and int(end) - int(start) == 1
    return DateMention(first.start, last.end, f"{start}/{end}") if spanning or in_a_row else None


def _year_shared(first: Moment, last: Moment) -> str | None:
    """The value of the first end; a month without a year has that of the other end, or the year before."""
    if not first.month or last.month or not last.value or "/" in last.value or len(last.value) < 7:
        return first.value
    year = int(last.value[:4]) - (first.month > int(last.value[5:7]))
    return f"{year}-{first.month:02}"


def _single(text: str, moment: Moment) -> DateMention | None:
    if not moment.value or (not moment.firm and not _preposed(text, moment)):
        return None
    value = _bounded(text, moment)
    return DateMention(moment.start, moment.end, value) if value else None


def _bounded(text: str, moment: Moment) -> str | None:
    """The value with the side left open that the words around it leave open."""
    before, after = _around(text, moment)
    value, written = moment.value or "", re.search(r"\d{4}", text[moment.start : moment.end])
    if "/" in value:
        return None if _SINCE.search(before) or _UNTIL.search(before) else value
    if _SINCE.search(before) or (_FROM.search(before) and _ONWARD.match(after)):
        return f"{value}/"
    if _UNTIL.search(before):
        return f"/{value}"
    if _BY.search(before):
        return f"/{value}" if written else None  # "by June" and "by Friday" are as often to come as past
    return None if _VAGUE.search(before) else value


def _around(text: str, moment: Moment) -> tuple[str, str]:
    """The words before and after a date."""
    return text[max(0, moment.start - _REACH) : moment.start], text[moment.end : moment.end + _REACH]


def _preposed(text: str, moment: Moment) -> bool:
    """Whether the words around a bare year or month make it a date."""
    before, after = _around(text, moment)
    words = text[moment.start : moment.end]
    if words.endswith("00") and _COUNTED.match(after):
        return False  # "in 2000 cities"
    if words.isdigit() and _ATTRIBUTE.search(before):
        return False  # "in the 2020 election"
    if _WITH_NAMES.search(before):
        return words.isdigit() or bool(_ONWARD.match(after))
    return bool(_PREPOSITION.search(before))
