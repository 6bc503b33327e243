"""Text from documents in other formats: what XML cannot hold, and what a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

#: What XML 1.0 allows nowhere, not even as a character reference. https://www.w3.org/TR/xml/#charsets
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")

#: Beginnings of cells that spreadsheet programs take for formulas, the wide forms of East Asian keyboards among them.
#: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile("[=+@\t\r\n\uff1d\uff0b\uff0d\uff20-]")


def xml_text(text: str) -> str:
    """The text with U+FFFD in place of each character that XML does not allow."""
    return _NOT_XML.sub("\ufffd", text)


def storable(text: str) -> str:
    """The text with U+FFFD in place of half surrogates, which UTF-8 cannot hold."""
    return _SURROGATES.sub("\ufffd", text)


def guarded(text: str) -> str:
    """The text with an apostrophe in front if a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def csv_bytes(header: Sequence[str], rows: Iterable[Mapping[str, object]], *, for_people: bool) -> bytes:
    """Comma-separated values in UTF-8, every column of the header in each row; None is an empty cell.

    Args:
        header: names of columns, which are keys of the rows.
        rows: records; keys that are no column are left out.
        for_people: whether cells that look like formulas get an apostrophe. What a program reads stays as it is.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_cell(row.get(name), for_people=for_people) for name in header])
    return stream.getvalue().encode("utf-8")


def _cell(value: object, *, for_people: bool) -> object:
    if not isinstance(value, str):
        return value
    text = storable(value).replace("\0", "\ufffd")
    return guarded(text) if for_people else text
