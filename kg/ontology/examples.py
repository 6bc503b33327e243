"""Example sentences with the parts they teach marked as `[words](role)`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from kg.errors import OntologyError

#: Roles that a mark of an example may have. `cue` marks words that have to be present wherever they stand.
ROLES = ("subject", "object", "technology", "amount", "when", "by", "role", "cue")

_MARK = re.compile(r"\[(?P<words>[^\[\]]+)\]\((?P<role>[^()\s]+)\)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of an example and the part it plays; offsets refer to the text without marks."""

    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that teaches a relation, its ends marked."""

    text: str  # without the marks
    marks: tuple[Mark, ...]
    marked: str  # as written

    @classmethod
    def parse(cls, marked: str) -> Self:
        """The example of a sentence with its marks written as `[words](role)`.

        Raises:
            OntologyError: a bracket belongs to no mark.
        """
        text, marks, done = "", [], 0
        for match in _MARK.finditer(marked):
            text += _plain(marked, done, match.start())
            marks.append(Mark(match["role"], len(text), len(text) + len(match["words"])))
            text += match["words"]
            done = match.end()
        return cls(text + _plain(marked, done, len(marked)), tuple(marks), marked)

    def words(self, role: str) -> tuple[str, ...]:
        """What is marked with the role, in the order of the text."""
        return tuple(self.text[mark.start : mark.end] for mark in self.marks if mark.role == role)


def _plain(marked: str, start: int, end: int) -> str:
    """The text between two marks, which holds no bracket."""
    between = marked[start:end]
    stray = re.search(r"[\[\]]", between)
    if stray:
        place = start + stray.start()
        raise OntologyError(
            f"'{marked[place]}' at character {place + 1} of “{marked}” belongs to no mark; write [words](role)"
        )
    return between
