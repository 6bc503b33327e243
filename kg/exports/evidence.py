"""The evidence table: a row for each claim with its receipt, as CSV and as an Excel workbook.

Both are read by people in spreadsheet programs, which run cells that look like formulas. In CSV such a cell gets an
apostrophe in front. In a workbook it is marked as text and kept as it is.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.exports.rows import CLAIM_COLUMNS, Row, claim_row
from kg.exports.selection import Selection
from kg.exports.text import csv_bytes, xml_text
from kg.exports.writing import EARLIEST

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell

_ENDS = ("subject", "subject_class", "relation", "object", "object_class")
COLUMNS = (*_ENDS, *(name for name in CLAIM_COLUMNS if name not in _ENDS))

#: Characters that Excel keeps of a cell. https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
_LONGEST = 32_767

#: Widths of columns, in characters; the others have that of the heading.
_WIDTHS = {"subject": 32, "relation": 18, "object": 32, "quote": 60, "sentence": 80, "document": 32, "source": 40}


def evidence_csv(selection: Selection) -> bytes:
    """The table as CSV in UTF-8 with the mark by which Excel knows it."""
    return b"\xef\xbb\xbf" + csv_bytes(COLUMNS, _rows(selection), for_people=True)


def evidence_xlsx(selection: Selection) -> bytes:
    """The table as a workbook with a filter on its headings. A text is cut where Excel would cut it.

    Raises:
        UsageError: openpyxl is not installed.
    """
    try:
        import openpyxl
    except ImportError:
        raise UsageError(
            "writing workbooks needs openpyxl; install it with `pip install 'kg-receipts[xlsx]'`"
        ) from None
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = datetime.datetime(*EARLIEST)
    book.properties.creator = "kg"
    sheet = book.active
    sheet.title = "claims"
    for number, values in enumerate([dict(zip(COLUMNS, COLUMNS, strict=True)), *_rows(selection)], start=1):
        for column, name in enumerate(COLUMNS, start=1):
            _fill(sheet.cell(number, column), values[name], heading=number == 1)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for column, name in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = _WIDTHS.get(name, len(name) + 4)
    return _saved(book)


def _rows(selection: Selection) -> list[Row]:
    return [
        {
            "subject": stated.subject.name,
            "subject_class": stated.subject.entity.class_name,
            "object": stated.object.name,
            "object_class": stated.object.entity.class_name,
            **claim_row(stated, selection),
        }
        for stated in selection.claims
    ]


def _fill(cell: Cell, value: object, *, heading: bool) -> None:
    """A cell whose text is never a formula, whatever it begins with and however it is edited."""
    if isinstance(value, str):
        cell.value = xml_text(value)[:_LONGEST]
        cell.data_type = "s"
        cell.quotePrefix = not heading
    else:
        cell.value = value
    if heading:
        from openpyxl.styles import Font

        cell.font = Font(bold=True)


def _saved(book: Workbook) -> bytes:
    """The file of a workbook, with one time for all its parts: `Workbook.save` would note the present."""
    from openpyxl.writer.excel import ExcelWriter

    written, settled = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        ExcelWriter(book, archive).write_data()
    with zipfile.ZipFile(written) as given, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in given.namelist():
            archive.writestr(zipfile.ZipInfo(name, EARLIEST), given.read(name), zipfile.ZIP_DEFLATED)
    return settled.getvalue()
