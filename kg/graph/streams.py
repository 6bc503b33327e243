"""Bytes on their way: N-Quads in parts, each as a file that is read once, and an answer that may not grow too large."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator
from itertools import chain

from kg.errors import LimitError

#: Bytes of N-Quads that are loaded at once, about 190,000 lines. Oxigraph takes five times as many in memory. Of 1.9
#: million lines parts of 20, 40 and 80 MB took 143, 238 and 427 MB, and 15, 14 and 12.5 s of the processor; all at once
#: took 1,770 MB and 11 s.
PART = 40_000_000


class Part(io.RawIOBase):
    """Pieces of bytes as a file that can be read once.

    Args:
        pieces: each is taken when it is read, so that none waits in memory.
        size: bytes after which the file ends with a piece; if not given, it has all pieces.
    """

    def __init__(self, pieces: Iterator[bytes], size: float = math.inf) -> None:
        self._pieces = pieces
        self._left = size
        self._piece = memoryview(b"")

    def readable(self) -> bool:
        """It is read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as the next piece goes."""
        while not self._piece:
            piece = next(self._pieces, None) if self._left > 0 else None
            if piece is None:
                return 0
            self._piece = memoryview(piece)
            self._left -= len(piece)
        size = min(len(buffer), len(self._piece))
        buffer[:size], self._piece = self._piece[:size], self._piece[size:]
        return size


class Counted(io.BytesIO):
    """A file in memory that refuses more lines, or bytes, than it may have."""

    def __init__(self, lines: int, size: int, *, heading: int = 0) -> None:
        super().__init__()
        self._lines = lines + heading
        self._size = size
        self._refusal = (
            f"the answer is larger than is allowed here ({lines:,} rows, {size:,} bytes); "
            "ask for less, or for one part after another with ORDER BY, LIMIT and OFFSET"
        )

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        """Take a piece.

        Raises:
            LimitError: it is one too many.
        """
        self._lines -= piece.count(b"\n")
        if self._lines < 0 or self.tell() + len(piece) > self._size:
            raise LimitError(self._refusal)
        return super().write(piece)


def parts(pieces: Iterable[bytes], most: int | None = None) -> Iterator[io.BufferedReader]:
    """The lines of the pieces, which may break anywhere, as files of about equal size, each read before the next.

    Args:
        pieces: of N-Quads.
        most: parts after which all that is left makes one more.
    """
    rest, count = _whole(pieces), 0
    while (first := next(rest, None)) is not None:
        yield io.BufferedReader(Part(chain([first], rest), math.inf if count == most else PART))
        count += 1


def _whole(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces broken at the ends of lines only."""
    rest = b""
    for piece in pieces:
        lines, end, rest = (rest + piece).rpartition(b"\n")
        if end:
            yield lines + end
    if rest:
        yield rest
