"""From a file to a document: each format has its reader, and what cannot be read is refused with its reason."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from kg.errors import ReadingError, suggestion
from kg.reading.cleaning import UnreadableError, normalised
from kg.reading.dating import dateline
from kg.reading.documents import Document
from kg.reading.fields import Content
from kg.reading.pdf import read_pdf
from kg.reading.plain import read_markdown, read_text
from kg.reading.records import SIZE_LIMIT, read_record, refuse_compressed, refuse_lines, suffix_of
from kg.reading.sources import STANDARD_INPUT, Source, check, discover
from kg.reading.webpage import read_html
from kg.reading.word import read_docx

#: Suffixes of tables: their rows are no text, and are imported.
_TABLES = frozenset({".csv", ".tsv", ".xlsx"})

READERS: dict[str, Callable[[bytes], Content]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".json": read_record,
    ".jsonl": refuse_lines,  # their records are read one by one; the file itself only if it has none
    ".ndjson": refuse_lines,
    ".jsonl.gz": refuse_compressed,
    ".ndjson.gz": refuse_compressed,
}
#: Characters of a document: about 700 pages. To understand so many takes minutes and half a gigabyte.
TEXT_LIMIT = 2_000_000

#: Readers that are quick and frugal whatever the bytes are, as long as these are few.
_OWN = (read_text, read_record, refuse_lines)
_FEW = 1_000_000
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def read_source(source: Source, *, confined: Callable[[Source], Document] | None = None) -> Document:
    """Read one document.

    Args:
        source: where it is.
        confined: reads the documents that a library of others reads, or that are large, if it is given.

    Raises:
        ReadingError: it cannot be read; the reason is in words for its owner.
    """
    try:
        reader = READERS[_suffix(source)]
        if confined and _is_large(source):
            return confined(source)
        data = _data(source)
        reader = _reader(source, data, reader)
        if confined and reader not in _OWN:
            return confined(source)
        return _document(source, data, reader(data))
    except UnreadableError as error:
        raise ReadingError(source.place, str(error)) from error
    except OSError as error:
        raise ReadingError(source.place, f"cannot be opened ({error.strerror or error})") from error


def carried(source: Source) -> Source:
    """The same document with its bytes, to be read where its file is not.

    Raises:
        ReadingError: `read_source` would not get at them either.
    """
    try:
        _suffix(source)
        return replace(source, data=_data(source))
    except UnreadableError as error:
        raise ReadingError(source.place, str(error)) from error
    except OSError as error:
        raise ReadingError(source.place, f"cannot be opened ({error.strerror or error})") from error


def content_hash(source: Source) -> str | None:
    """SHA-256 of the bytes of a document, as `Document.sha256`; None where `read_source` would not get at them."""
    if source.data is not None:
        return hashlib.sha256(source.data).hexdigest()
    try:
        status = os.stat(source.path)  # noqa: PTH116 (a Path for each of ten thousand files costs more than the call)
        if not stat.S_ISREG(status.st_mode) or (source.size or status.st_size) > SIZE_LIMIT:
            return None
        with open(source.path, "rb") as stream:  # noqa: PTH123
            stream.seek(source.start)
            return hashlib.sha256(stream.read(-1 if source.size is None else source.size)).hexdigest()
    except OSError:
        return None


def read(
    paths: Iterable[str | os.PathLike[str]], *, stdin: BinaryIO | None = None
) -> tuple[list[Document], list[ReadingError]]:
    """The documents at these paths, and what was refused.

    Raises:
        UsageError: a path does not exist, or there is no document.
    """
    documents, refused = [], []
    for source in discover(paths, stdin=stdin):
        try:
            documents.append(read_source(source))
        except ReadingError as error:
            refused.append(error)
    return documents, refused


def _suffix(source: Source) -> str:
    """The suffix that chooses the reader."""
    if source.position is not None:
        return ".json"
    if source.path == STANDARD_INPUT:
        return suffix_of(source.data or b"") or ".txt"
    suffix = source.suffix
    if suffix not in READERS:
        kind = f"files of type {suffix}" if suffix else "files without a suffix"
        hint = " `kg import` makes claims of tables." if suffix in _TABLES else suggestion(suffix, READERS)
        raise UnreadableError(f"{kind} are not read; those that are: {', '.join(READERS)}.{hint}")
    return suffix


def _data(source: Source) -> bytes:
    """The bytes of a document.

    Raises:
        UnreadableError: it is empty, too large, or no file.
    """
    if (source.size or 0) > SIZE_LIMIT or len(source.data or b"") > SIZE_LIMIT:
        raise UnreadableError(f"is larger than {SIZE_LIMIT // 10**6} MB")
    data = _bytes(source) if source.data is None else source.data
    if not data.strip():
        raise UnreadableError("is empty")
    return data


def _is_large(source: Source) -> bool:
    if source.data is not None:
        return len(source.data) > _FEW
    return (os.stat(source.path).st_size if source.size is None else source.size) > _FEW  # noqa: PTH116


def _bytes(source: Source) -> bytes:
    check(source.path, limited=source.size is None)
    with Path(source.path).open("rb") as stream:
        stream.seek(source.start)
        return stream.read(source.size if source.size is not None else -1)


def _reader(source: Source, data: bytes, reader: Callable[[bytes], Content]) -> Callable[[bytes], Content]:
    """The reader of a format, or of the one that the bytes give away: saved pages are often called `.txt`."""
    if source.position is not None or reader is read_record:
        return reader
    if data.startswith(b"%PDF-"):
        return read_pdf
    return read_html if reader is read_text and _PAGE.match(data) else reader


def _document(source: Source, data: bytes, content: Content) -> Document:
    text = normalised(content.text)
    if not text:
        raise UnreadableError("holds no text")
    if len(text) > TEXT_LIMIT:
        raise UnreadableError(
            f"holds {len(text):,} characters of text, more than {TEXT_LIMIT:,}; split it into its parts"
        )
    return Document(
        name=source.name,
        text=text,
        source=source.path,
        sha256=hashlib.sha256(data).hexdigest(),
        title=content.title,
        date=content.date or dateline(text),
        publisher=content.publisher,
        author=content.author,
        url=content.url,
    )
