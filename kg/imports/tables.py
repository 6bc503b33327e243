"""Tables of other programs as rows of text: CSV in any usual form, and Excel workbooks."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError, suggestion
from kg.reading.cleaning import UnreadableError, decoded, one_line

#: Kinds of files that are read.
SUFFIXES = (".csv", ".tsv", ".xlsx")

_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, with their numbers as a spreadsheet program counts them; the heading is the first."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def read_table(file: Path, *, sheet: str | None = None) -> Table:
    """The table of a file; every cell is one line of text.

    Raises:
        UsageError: it is no table, has two columns of one name, or no such sheet.
    """
    data = file.read_bytes()
    rows = _workbook(file, data, sheet) if file.suffix.lower() == ".xlsx" else _separated(file, data)
    texts = ((number, [_text(cell) for cell in row]) for number, row in enumerate(rows, start=1))
    filled = [(number, row) for number, row in texts if any(row)]
    if not filled:
        raise UsageError(f"{file}: holds no rows")
    (_, header), *rest = filled
    twice = {name for name in header if name and header.count(name) > 1}
    if twice:
        raise UsageError(f"{file}: has more than one column '{min(twice)}'; give each a name of its own")
    return Table(tuple(filter(None, header)), tuple((number, _named(header, row)) for number, row in rest))


def _named(header: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    """The cells by column; cells that are missing at the end are empty, and columns without a name are passed over."""
    padded = [*row, *[""] * len(header)]
    return {name: cell for name, cell in zip(header, padded, strict=False) if name}


def _separated(file: Path, data: bytes) -> Iterator[Sequence[object]]:
    try:
        text = decoded(data).removeprefix("\ufeff")
    except UnreadableError as error:
        raise UsageError(f"{file}: {error}") from error
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise UsageError(f"{file}: is not CSV: {error}") from error


def _workbook(file: Path, data: bytes, sheet: str | None) -> Iterable[Sequence[object]]:
    """The values of a sheet; those of formulas as they were last computed."""
    try:
        import openpyxl
    except ImportError:
        raise UsageError(
            "reading workbooks needs openpyxl; install it with `pip install 'kg-receipts[xlsx]'`"
        ) from None
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise UsageError(f"{file}: is not an Excel workbook: {error}") from error
    if sheet is not None and sheet not in book.sheetnames:
        raise UsageError(f"{file}: has no sheet '{sheet}'.{suggestion(sheet, book.sheetnames)}")
    rows: Iterable[Sequence[object]] = book[sheet or book.sheetnames[0]].iter_rows(values_only=True)
    return rows


def _text(cell: object) -> str:
    """A cell as text: a whole number without a point, a day without a clock."""
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else one_line(str(cell))
