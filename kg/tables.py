"""Rows as text: aligned for reading, CSV and JSON for other programs, each without characters that steer a terminal."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Record = Mapping[str, Any]

#: Width of a column in a table for the terminal, before the columns share what is left of the line.
NARROWEST = 8

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FORMULA = re.compile(r"[=+@\t\r-]")


def printable(text: str) -> str:
    """The text without characters that move the cursor, change colours or turn the direction of writing."""
    return _CONTROLS.sub("", text)


def cell(value: object) -> str:
    """A value on one line."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(map(cell, value))
    return " ".join(printable(str(value)).split())


def json_lines(records: Iterable[Record]) -> Iterator[str]:
    """One object a line."""
    return (printable(json.dumps(record, ensure_ascii=False)) for record in records)


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Comma-separated values. A text that a spreadsheet would take for a formula gets an apostrophe in front."""
    for row in (header, *rows):
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow(map(_csv_cell, row))
        yield line.getvalue()


def _csv_cell(value: object) -> object:
    if isinstance(value, bool | int | float):
        return value
    text = cell(value)
    return f"'{text}" if _FORMULA.match(text) else text


def table_lines(header: Sequence[str], rows: Iterable[Sequence[object]], *, width: int | None = None) -> Iterator[str]:
    """Aligned columns; where a width is given, cells are cut so that each row is one line of it."""
    cells = [[cell(value) for value in row] for row in (header, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    if width is not None:
        widths = _fitted(widths, width - 2 * (len(widths) - 1))
    for row in cells:
        yield "  ".join(_cut(text, size).ljust(size) for text, size in zip(row, widths, strict=True)).rstrip()


def _fitted(widths: Sequence[int], room: int) -> list[int]:
    """The widths, the largest made smaller until they fit the room."""
    fitted = list(widths)
    while sum(fitted) > room and max(fitted) > NARROWEST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _cut(text: str, size: int) -> str:
    return text if len(text) <= size else text[: size - 1] + "…"
