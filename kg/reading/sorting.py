"""Records of numbers in order, more of them than memory holds: sorted in parts on disk, and read piece by piece."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from typing import IO, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

#: Records that are sorted at once, and that a piece has, about. To find the copies among 4,000 articles took 55 MB with
#: this and 152 MB with four times as many, and no longer.
PART = 1 << 18

#: Every so manieth record of a part is remembered, to tell where pieces end.
STEP = 1 << 8

Records = NDArray[np.void]
Columns = Sequence[tuple[str, str]]


class _Part(NamedTuple):
    """Sorted records in the file."""

    start: int  # number of the first
    length: int
    keys: NDArray[np.void]  # first column of every STEPth record


class Sorter:
    """Records in the order of their first column, or first columns. They are gone when the block ends.

    Example:
        >>> with Sorter([("word", "u8"), ("text", "u4")]) as sorter:        # doctest: +SKIP
        ...     sorter.add(words, number)
        ...     for piece in sorter.pieces():
        ...         ...

    Args:
        columns: names and numpy types of the columns.
        by: how many of them the records are sorted by; those that are equal in these come in any order.
        part: records that are sorted at once; fewer than that are never written to disk.
    """

    def __init__(self, columns: Columns, *, by: int = 1, part: int = PART) -> None:
        self._type = np.dtype(list(columns))
        self._names = [name for name, _ in columns]
        self._by = self._names[:by]
        self._part = part
        self._step = max(1, part * STEP // PART)
        self._held: list[Records] = []
        self._size = 0
        self._parts: list[_Part] = []
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, *columns: NDArray[np.generic] | int) -> None:
        """Add records, given by their columns; one number stands for a column of nothing else.

        Raises:
            OSError: they cannot be written.
        """
        records = np.empty(np.broadcast(*columns).shape, self._type)
        for name, column in zip(self._names, columns, strict=True):
            records[name] = column
        self._held.append(records)
        self._size += len(records)
        if self._size >= self._part:
            self._write()

    def pieces(self) -> Iterator[Records]:
        """All records in their order, in pieces. Records that are equal in the first column are in one piece.

        May be called again, and after that nothing is added.
        """
        if not self._parts:
            if self._size:
                self._held = [_in_order(np.concatenate(self._held), self._by)]
                yield self._held[0]
            return
        if self._size:
            self._write()
        done = [0] * len(self._parts)
        for end in self._ends():
            found = np.concatenate([self._until(end, number, done) for number in range(len(self._parts))])
            if len(found):
                yield _in_order(found, self._by)

    def _write(self) -> None:
        """Put what is held into the file as a part of it."""
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115  # closed at the end of the block
        records = _in_order(np.concatenate(self._held), self._by[:1])
        start = sum(part.length for part in self._parts)
        keys = records[self._by[0]][:: self._step].copy()
        self._file.seek(start * self._type.itemsize)
        self._file.write(records.tobytes())
        self._parts.append(_Part(start, len(records), keys))
        self._held, self._size = [], 0

    def _ends(self) -> Iterator[np.generic | None]:
        """The first keys that are not in a piece any more, one for each piece; nothing for the last."""
        keys = np.sort(np.concatenate([part.keys for part in self._parts]))
        each = self._part // self._step
        yield from np.unique(keys[each::each])
        yield None

    def _until(self, end: np.generic | None, number: int, done: list[int]) -> Records:
        """The records of a part that come before a key and were not read before."""
        part, first = self._parts[number], done[number]
        last = part.length
        if end is not None:
            last = min(last, int(np.searchsorted(part.keys, end)) * self._step)
        records = self._read(part.start + first, max(0, last - first))
        if end is not None:
            before = int(np.searchsorted(records[self._by[0]], end))
            records = records[:before].copy()  # the rest need not stay in memory
        done[number] += len(records)
        return records

    def _read(self, start: int, count: int) -> Records:
        if self._file is None or not count:
            return np.empty(0, self._type)
        self._file.seek(start * self._type.itemsize)
        return np.frombuffer(self._file.read(count * self._type.itemsize), self._type)


def _in_order(records: Records, names: Sequence[str]) -> Records:
    columns = [records[name] for name in reversed(names)]
    ordered: Records = records[np.lexsort(columns) if len(columns) > 1 else np.argsort(columns[0])]
    return ordered
