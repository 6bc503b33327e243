"""Files that hold many documents: JSON Lines, the same compressed, and a JSON object or list."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from kg.reading import fields
from kg.reading.cleaning import UnreadableError, decoded, normalised
from kg.reading.fields import Content

# A file, or one line of a file of records, that is longer is refused before it is read: it is no document, and parsing
# it would take tens of times its size. The longest book has 10 MB.
SIZE_LIMIT = 100_000_000
# Values, such as strings and lists, that a piece of JSON may hold, and records that a list of them may: each value
# takes about 100 bytes, whatever it takes in the file, and each record a thousand.
VALUE_LIMIT, LIST_LIMIT = 3_000_000, 300_000


class Record(NamedTuple):
    """One record and where it stands."""

    position: int | None  # line, or place in a list, from 1; none if it is the whole file
    start: int  # of its bytes in the file
    size: int
    data: bytes | None  # the bytes, unless there are too many


def lines(stream: BinaryIO | gzip.GzipFile, *, unpacked: bool = False) -> Iterator[Record]:
    """The lines of a stream that are not blank; `unpacked` limits their sum, not each."""
    start = 0
    for number, (data, size) in enumerate(_raw_lines(stream), start=1):
        if unpacked and start + size > SIZE_LIMIT:
            raise UnreadableError(f"unpacks to more than {SIZE_LIMIT // 10**6} MB; unpack it first")
        if data is None or data.strip(b" \t\r\n\xef\xbb\xbf"):
            yield Record(number, start, size, data)
        start += size


def split(stream: BinaryIO, suffix: str) -> Iterator[Record]:
    """The records of a file of this kind.

    Raises:
        UnreadableError: the file is not what its suffix says.
    """
    if suffix == ".json":
        yield from _items(stream.read())
    elif suffix.endswith(".gz"):
        yield from _unpacked(stream)
    else:
        yield from lines(stream)


def suffix_of(data: bytes) -> str:
    """The suffix that a file with these bytes should have if it holds records; nothing if it holds none."""
    if not data.lstrip().startswith((b"{", b"[")):
        return ""
    for piece, suffix in ((data, ".json"), (data.lstrip().split(b"\n", 1)[0], ".jsonl")):
        with contextlib.suppress(UnreadableError):
            return suffix if isinstance(parsed(piece), dict | list) else ""
    return ""


def parsed(data: bytes) -> object:
    """The value of a piece of JSON.

    Raises:
        UnreadableError: it is not JSON.
    """
    if data.count(b",") + data.count(b"[") + data.count(b"{") > VALUE_LIMIT:
        raise UnreadableError(f"holds more than {VALUE_LIMIT:,} values; a file of JSON Lines may hold any number")
    text = decoded(data).removeprefix("\ufeff")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableError(f"is not JSON ({error.msg}, column {error.colno})") from error
    except (RecursionError, ValueError) as error:
        raise UnreadableError(
            "is not JSON that can be read: too deeply nested, or a number of thousands of digits"
        ) from error


def identifier(data: bytes | None) -> str | None:
    """The id of a record; nothing if it has none or cannot be read, which its reader will say."""
    try:
        record = parsed(data) if data is not None else None
    except ValueError:
        return None
    return fields.identifier(record) if isinstance(record, dict) else None


def read_record(data: bytes) -> Content:
    """The document of one JSON object."""
    record = parsed(data)
    if record == []:
        raise UnreadableError("holds no records")
    if not isinstance(record, dict):
        raise UnreadableError("is not a JSON object")
    return fields.content(record, normalised(fields.body_text(record)))


def refuse_lines(data: bytes) -> Content:
    """Say why no record was found in a file of lines."""
    raise UnreadableError("holds no records")


def refuse_compressed(data: bytes) -> Content:
    """Say why no record was found in a compressed file of lines."""
    for _ in _unpacked(io.BytesIO(data)):
        pass
    raise UnreadableError("holds no records")


def _raw_lines(stream: BinaryIO | gzip.GzipFile) -> Iterator[tuple[bytes | None, int]]:
    """Each line and its size; no more than the limit is held in memory."""
    while line := stream.readline(SIZE_LIMIT + 1):
        size = len(line)
        if size <= SIZE_LIMIT:
            yield line, size
            continue
        while rest := b"" if line.endswith(b"\n") else stream.readline(1 << 20):
            line, size = rest, size + len(rest)
        yield None, size


def _unpacked(stream: BinaryIO) -> Iterator[Record]:
    try:
        with gzip.open(stream) as unpacked:
            yield from lines(unpacked, unpacked=True)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise UnreadableError("is not a gzip file, or is cut short") from error


def _items(data: bytes) -> Iterator[Record]:
    """The one object of a file, or the items of its list, each written in one way (keys sorted), which is hashed."""
    value = parsed(data)
    if isinstance(value, dict):
        yield Record(None, 0, len(data), data)
    if isinstance(value, list) and len(value) > LIST_LIMIT:
        raise UnreadableError(f"holds more than {LIST_LIMIT:,} records; a file of JSON Lines may hold any number")
    for position, item in enumerate(value if isinstance(value, list) else (), start=1):
        line = json.dumps(item, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
        yield Record(position, 0, len(line), line)
