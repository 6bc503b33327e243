"""Markdown of which only the program's own marks count: what documents say stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.tables import cell
from kg.views import wording

#: Marks of CommonMark and of what GitHub, Jupyter, pandoc and Jekyll add: emphasis, code, links, tables, strikes,
#: formulas, addresses of mail, citations, templates.
_MARKS = re.compile(r"[\\`*_{}\[\]#|~^$@]")
#: What makes a block at the start of a line, the number of a list, and what makes an address of plain text.
_OPENING = re.compile(r"^(\d+(?=[.)])|(?=[-+=:]))")
_ADDRESS = re.compile(r"(?<=\w)(:)(?=//)|(?<=\bwww)(\.)", re.IGNORECASE)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escaped(value: object) -> str:
    """A value on one line that Markdown shows as it is written, whatever marks, HTML or addresses are in it."""
    text = _MARKS.sub(r"\\\g<0>", cell(value))
    text = re.sub("[&<>]", lambda match: _ENTITIES[match[0]], text)
    return _OPENING.sub(r"\g<0>\\", _ADDRESS.sub(r"\\\g<0>", text))


def address(url: str | None) -> str:
    """An address of the web, shown in full so that nobody is led elsewhere; nothing for any other address."""
    known = wording.link(url)
    return f"<{known.replace('<', '%3C').replace('>', '%3E')}>" if known else ""


def table_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A table with a heading."""
    yield f"| {' | '.join(header)} |"
    yield f"|{' --- |' * len(header)}"
    yield from (f"| {' | '.join(map(escaped, row))} |" for row in rows)
