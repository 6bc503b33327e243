"""Bytes in memory: N-Quads in parts, pieces as a file that is read once, and an answer that may not grow too large."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from kg.errors import LimitError

#: Bytes of N-Quads that are loaded at once, about 400,000 lines. Of 1.2 million lines a quarter of it took a seventh
#: longer (8.3 and 7.4 s) and a third of the memory (273 and 704 MB); all at once took 6.7 s and 1,246 MB.
PART = 80_000_000


class Pieces(io.RawIOBase):
    """Pieces of bytes as a file that can be read once."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """It is read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as the next piece goes."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
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


def parts(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of the pieces, which may break anywhere, in parts of about equal size."""
    held, size = list[bytes](), 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= PART and b"\n" in piece:
            lines, end, rest = b"".join(held).rpartition(b"\n")
            yield lines + end
            held, size = [rest], len(rest)
    yield b"".join(held)
