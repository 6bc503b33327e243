"""How stored values read to a person: statuses, times, amounts, names and links, the same in every view."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.claims import Claim
from kg.graph.reviews import Review

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Status:
    """How a claim stands, in words, and the line that shows it without relying on colour."""

    label: str
    meaning: str
    colour: str
    dashes: tuple[int, ...] = ()  # lengths of line and gap; none for a solid line
    crossed: bool = False


# Each colour has a contrast of at least 4.5 to 1 on the paper of the page; each pattern differs from the others.
STATUSES = {
    "fact": Status("stated as fact", "The text says that it happened or holds.", "#4a525c"),
    "alleged": Status("alleged", "An accusation, or a claim that is not proven.", "#8a5200", (9, 6)),
    "planned": Status("planned", "Somebody will do it, or means to.", "#2a6592", (2, 4)),
    "attempted": Status("attempted", "Somebody tried to do it.", "#2a6592", (2, 4, 2, 9)),
    "possible": Status("possible", "It may be so, or only under a condition.", "#2a6592", (2, 9)),
    "denied": Status("denied", "The text says that it is not so.", "#b3261e", (11, 5, 2, 5), crossed=True),
}


def status(name: str) -> Status:
    """The words and line of a status; one that is not known is drawn as not certain, under its own name."""
    return STATUSES.get(name) or Status(name, "", "#2a6592", (5, 9))


def count(number: int, noun: str) -> str:
    """A number with its noun: 1 claim, 41 claims."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def origins(sources: int, documents: int) -> str:
    """Where claims come from; sources are named where some documents are copies: 2 sources, 5 documents."""
    counted = count(documents, "document")
    return counted if sources == documents else f"{count(sources, 'source')}, {counted}"


def time(when: str) -> str:
    """A day, month, year or span in words; what does not have that form is returned as it is."""
    start, slash, end = when.partition("/")
    if not slash:
        return _moment(when)
    if start and end:
        return f"{_moment(start)} to {_moment(end)}"
    return f"from {_moment(start)}" if start else f"until {_moment(end)}"


def _moment(when: str) -> str:
    match = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", when)
    if not match:
        return when
    year, month, day = match.groups()
    words = [str(int(day))] if day else []
    return " ".join([*words, *([MONTHS[int(month) - 1]] if month else []), year])


def amount(value: str) -> str:
    """An amount with its thousands parted: `224000 USD` is `224,000 USD`."""
    number, _, currency = value.partition(" ")
    try:
        return f"{float(number) if '.' in number else int(number):,} {currency}".strip()
    except ValueError:
        return value


def plain(text: str, limit: int = 160) -> str:
    """The text on one line without control and direction characters, cut to `limit` characters."""
    kept = "".join(" " if _unseen(char) else char for char in text[: 4 * limit])
    line = " ".join(kept.split())
    return line if len(line) <= limit and len(text) <= 4 * limit else line[: limit - 1].rstrip() + "…"


def unmarked(example: str) -> str:
    """An example sentence without the marks around its parts: `[The union](subject) sued` is `The union sued`."""
    return re.sub(r"\[([^\[\]]*)\]\([a-z]{1,20}\)", r"\1", example)


def _unseen(char: str) -> bool:
    return unicodedata.category(char) in _CONTROLS or unicodedata.bidirectional(char) in _DIRECTIONS


_CONTROLS = {"Cc", "Cs", "Zl", "Zp"}
_DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def link(url: str | None) -> str | None:
    """The address if it leads to a page on the web, otherwise nothing."""
    if not url or len(url) > 2000 or re.search(r"[\s\x00-\x1f\x7f\\]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def published(publisher: str | None, date: str | None) -> str:
    """Who published something and when, as far as it is known: Springfield Herald, 4 March 2021."""
    told = (publisher and plain(publisher), date and time(date))
    return ", ".join(part for part in told if part)


def review(said: Review) -> str:
    """What a person said of a claim: accepted by Jane Doe, 5 May 2024: seen in the file."""
    told = f"{plain(said.verdict)} by {plain(said.by)}, {time(plain(said.at[:10]))}"
    return f"{told}: {plain(said.note, 300)}" if said.note else told


def circumstances(claim: Claim) -> list[tuple[str, str]]:
    """Who said it, when, how much, in which role and about which technology, as terms with values; what is known."""
    values = (
        ("said by", claim.by and plain(claim.by)),
        ("when", claim.when and time(claim.when)),
        ("amount", claim.amount and amount(claim.amount)),
        ("role", claim.role and plain(claim.role)),
        ("technology", claim.technology and plain(claim.technology)),
    )
    return [(term, value) for term, value in values if value]
