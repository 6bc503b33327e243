"""Which documents there are: files, folders, patterns and standard input, split into single documents."""

from __future__ import annotations

import contextlib
import glob
import io
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import BinaryIO

from kg.errors import UsageError
from kg.reading import naming, records
from kg.reading.cleaning import UnreadableError
from kg.reading.records import SIZE_LIMIT, Record

STANDARD_INPUT = "-"
_STANDARD_INPUT_NAME = "stdin"
# Files of records: those whose lines can be found again by their place, and those that must be taken in whole.
LINE_SUFFIXES = (".jsonl", ".ndjson")
WHOLE_SUFFIXES = (".json", ".jsonl.gz", ".ndjson.gz")
RECORD_SUFFIXES = LINE_SUFFIXES + WHOLE_SUFFIXES


@dataclass(frozen=True, slots=True)
class Source:
    """One document to be read: a file, or a record of one. Small, and fit to be sent to another process."""

    path: str  # as given, or found in a folder as given; "-" is standard input
    name: str  # of the document, unique among the sources found together
    position: int | None = None  # of a record: its line, or its place in a list
    start: int = 0  # of a record's bytes in the file
    size: int | None = None  # of a record
    data: bytes | None = field(default=None, repr=False)  # where the file cannot be read at `start`

    @property
    def place(self) -> str:
        """Where the document is, for messages."""
        return self.path if self.position is None else f"{self.path}:{self.position}"

    @property
    def suffix(self) -> str:
        """The end of the file's name that tells its format."""
        return suffix(self.path)


def discover(paths: Iterable[str | os.PathLike[str]], *, stdin: BinaryIO | None = None) -> list[Source]:
    """The documents at these paths, in their order, folders and patterns sorted; each file once.

    Only files of records are looked into. What cannot be read is found out, and said, by `read_source`.

    Args:
        paths: files, folders (searched through, hidden files left out), patterns such as `reports/*.pdf`, or `-`.
        stdin: what `-` stands for.

    Raises:
        UsageError: a path does not exist, or there is no document.
    """
    files = _once(path for given in paths for path in _files(os.fspath(given)))
    sources, places = [], []
    for path, place in files:
        for source, identifier in _split(path, stdin):
            sources.append(source)
            places.append(naming.Place(place, source.position, identifier))
    return [replace(source, name=name) for source, name in zip(sources, naming.distinct(places), strict=True)]


def suffix(path: str) -> str:
    """The end of a file's name in lower case; two ends for a compressed file."""
    ends = [end.lower() for end in Path(path).suffixes]
    return "".join(ends[-2:]) if ends[-1:] == [".gz"] else "".join(ends[-1:])


def _files(given: str) -> Iterator[str]:
    """The files that one argument stands for."""
    if given == STANDARD_INPUT:
        yield given
    elif Path(given).is_dir():
        yield from _found(_walk(given), f"the folder {given} holds no files (hidden ones are left out)")
    elif os.path.lexists(given):
        yield given
    elif glob.has_magic(given):
        matches = sorted(glob.glob(given, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
        files = (file for match in matches for file in (_walk(match) if Path(match).is_dir() else [match]))
        yield from _found(files, f"no file matches {given}")
    else:
        raise UsageError(f"there is no file or folder {given}")


def _walk(folder: str) -> Iterator[str]:
    """Files below a folder, sorted; links to other folders are not followed, as they may lead in circles.

    A folder that cannot be listed stands for itself, to be refused by name.
    """
    blocked: list[str] = []
    for root, folders, names in os.walk(folder, onerror=lambda error: blocked.append(error.filename)):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (str(Path(root, name)) for name in sorted(names) if not name.startswith("."))
    yield from blocked


def _found(files: Iterable[str], message: str) -> list[str]:
    found = list(files)
    if not found:
        raise UsageError(message)
    return found


def _once(paths: Iterable[str]) -> Iterable[tuple[str, str]]:
    """The paths without those that lead to a file that came before, each with its place from the root.

    In its place a file is called as it was found, even if it is a link.
    """
    real = cache(os.path.realpath)  # which looks at every folder above; a folder has many files
    kept: dict[str, tuple[str, str]] = {}
    for path in paths:
        if path == STANDARD_INPUT:
            kept.setdefault(path, (path, _STANDARD_INPUT_NAME))
            continue
        folder, name = os.path.split(path.rstrip(os.sep))
        place = os.path.join(real(folder), name)  # noqa: PTH118 (a Path for each file costs more than the rest)
        is_link = os.path.islink(place)  # noqa: PTH114
        kept.setdefault(os.path.realpath(place) if is_link else place, (path, place))
    return kept.values()


def _split(path: str, stdin: BinaryIO | None) -> list[tuple[Source, str | None]]:
    """The documents of a file with their ids; a file whose records cannot be told apart is one, and will be refused."""
    data = _standard_input(stdin) if path == STANDARD_INPUT else None
    kind = suffix(path) if data is None else records.suffix_of(data)
    found: list[tuple[Source, str | None]] = []
    if kind in RECORD_SUFFIXES:
        with contextlib.suppress(OSError, UnreadableError):
            found = [_record(path, kind, record, given=data) for record in _records(path, kind, data)]
    return found or [(Source(path, "", data=data), None)]


def _records(path: str, kind: str, data: bytes | None) -> Iterator[Record]:
    if data is None:
        check(path, limited=kind in WHOLE_SUFFIXES)
        with Path(path).open("rb") as stream:
            yield from records.split(stream, kind)
    else:
        yield from records.split(io.BytesIO(data), kind)


def _record(path: str, kind: str, record: Record, *, given: bytes | None) -> tuple[Source, str | None]:
    """A record as a source; it carries its bytes where they cannot be found again in the file."""
    carried = record.data if given is not None or (kind in WHOLE_SUFFIXES and record.position) else None
    return Source(path, "", record.position, record.start, record.size, carried), records.identifier(record.data)


def _standard_input(stdin: BinaryIO | None) -> bytes:
    if stdin is None:
        raise UsageError("there is no standard input to read - from")
    return stdin.read(SIZE_LIMIT + 1)


def check(path: str, *, limited: bool = True) -> None:
    """Make sure that a path can be opened without harm.

    Raises:
        UnreadableError: it is no regular file, or too large.
        OSError: it cannot be looked at.
    """
    status = Path(path).stat()
    if stat.S_ISDIR(status.st_mode):
        os.scandir(path).close()  # a folder comes here only if it could not be listed: let the system say why
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError("is not a regular file")
    if limited and status.st_size > SIZE_LIMIT:
        raise UnreadableError(f"is larger than {SIZE_LIMIT // 10**6} MB")
