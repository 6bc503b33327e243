"""DOCX: the paragraphs and tables of a Word document."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.reading.cleaning import UnreadableError, normalised
from kg.reading.dating import dateline, written_date
from kg.reading.fields import Content, titled

if TYPE_CHECKING:
    from docx.opc.coreprops import CoreProperties
    from docx.oxml.xmlchemy import BaseOxmlElement

# A document unpacks to some times its size. These are what is refused: a part of XML (a thousand pages make 10 MB,
# and the parsed tree takes ten times the room), and everything together.
PART_LIMIT = 50_000_000
UNPACKED_LIMIT = 200_000_000
# What python-docx's own template brings along says nothing about a document made from it.
_TEMPLATE_AUTHOR = "python-docx"
_TEMPLATE_CREATED = datetime.datetime(2013, 12, 23, 23, 15)
# The container of an old .doc, and of a .docx with a password.
_OLE = b"\xd0\xcf\x11\xe0"

_SEEN = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PASSED_OVER = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "txbxContent"})


def read_docx(data: bytes) -> Content:
    """Paragraphs and rows of tables in their order; tracked insertions are read, deletions are not.

    Raises:
        UnreadableError: the file is no DOCX, or unpacks to far more than a document holds.
    """
    import docx  # here, because few documents need it

    try:
        _check(data)
        file = docx.Document(io.BytesIO(data))
        text = normalised("\n\n".join(filter(None, _blocks(file.element.body))))
        title, author, created = _properties(file.core_properties)
    except UnreadableError:
        raise
    except Exception as error:  # a damaged archive or part raises whatever zipfile, lxml and python-docx please
        raise UnreadableError(f"is not a DOCX that can be read ({type(error).__name__})") from error
    return Content(text=titled(text, title), title=title, author=author, date=dateline(text) or created)


def _check(data: bytes) -> None:
    if data.startswith(_OLE):
        raise UnreadableError("is encrypted, or a document of Word 2003 or older; save it as DOCX without a password")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    parts = [member.file_size for member in members if member.filename.endswith((".xml", ".rels"))]
    unpacked = sum(member.file_size for member in members)
    if max(parts, default=0) > PART_LIMIT or unpacked > UNPACKED_LIMIT:
        raise UnreadableError(f"unpacks to {unpacked:,} bytes, more than a document holds")


def _blocks(parent: BaseOxmlElement) -> Iterator[str]:
    """Text of the paragraphs and table rows below an element, looking into content controls and text boxes."""
    for element in parent.iterchildren("*"):
        kind = _kind(element)
        if kind == "p":
            yield _characters(element).strip()
            for box in element.iter("{*}txbxContent"):
                if not any(_kind(ancestor) == "Fallback" for ancestor in box.iterancestors()):
                    yield from _blocks(box)
        elif kind == "tbl":
            yield from (" | ".join(map(_cell, row.iterchildren("{*}tc"))) for row in element.iterchildren("{*}tr"))
        elif kind in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _blocks(element)


def _cell(cell: BaseOxmlElement) -> str:
    return " ".join(" ".join(_blocks(cell)).split())


def _characters(element: BaseOxmlElement) -> str:
    """What an element of a paragraph shows on the page."""
    kind = _kind(element)
    if kind == "t":
        return element.text or ""
    if kind in _SEEN or kind in _PASSED_OVER:
        return _SEEN.get(kind, "")
    return "".join(map(_characters, element.iterchildren("*")))


def _kind(element: BaseOxmlElement) -> str:
    """Local name of an element."""
    return str(element.tag).rpartition("}")[2]


def _properties(properties: CoreProperties) -> tuple[str | None, str | None, str | None]:
    """Title, author and date of creation, as far as somebody set them."""
    created = properties.created.replace(tzinfo=None, microsecond=0) if properties.created else None
    date = written_date(created) if created and created != _TEMPLATE_CREATED else None
    author = properties.author if properties.author != _TEMPLATE_AUTHOR else None
    return properties.title.strip() or None, author or None, date
