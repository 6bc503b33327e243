"""Texts as their runs of words, and a shelf on disk where they wait to be compared."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from sys import intern
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from kg.reading.documents import Document

#: Words of a run. Of runs of 3, 5 and 8 words the nearest texts that are no copies (two previews of one election) share
#: 0.57, 0.53 and 0.49; copies with one word of twenty changed 0.86, 0.78 and 0.67. The shorter, the more to compare.
RUN = 5
#: A text of fewer words is a copy only of the same words: there are too few of them to tell a quotation from a copy.
SHORT = 30
#: Bytes of a shelf that are kept in memory: about 1,700 news articles.
IN_MEMORY = 16_000_000
_HASH = 8  # bytes

_WORD = re.compile(r"[^\W_]+")
_FACTORS = [np.uint64(pow(0x9E3779B97F4A7C15, power, 1 << 64)) for power in range(1, RUN + 1)]

Runs = NDArray[np.uint64]
Age = tuple[bool, str, str]


class Text:
    """A document as its runs of words.

    Attributes:
        age: sorts by date, the exact before the vague, and then by name.
        length: number of words.
        words: the words in their order.
        runs: hashes of the runs, sorted and without repetitions.
    """

    def __init__(self, document: Document) -> None:
        self.name = document.name
        self.age: Age = (document.date is None, intern(f"{document.date}-99-99"[:10]), document.name)
        content = unicodedata.normalize("NFKC", document.text)
        self.length, sequence = _sequence(content)
        self.words = Words(content, sequence)
        self.runs = np.unique(sequence)


@dataclass
class Words:
    """The words of a text in their order."""

    content: str
    sequence: Runs  # hashes of the runs

    @cached_property
    def forms(self) -> frozenset[str]:
        """The words in small letters."""
        return frozenset(_forms(self.content))

    @cached_property
    def matches(self) -> list[re.Match[str]]:
        """The words in their places."""
        return list(_WORD.finditer(self.content))


class Shelved(NamedTuple):
    """What is known of a text that is on the shelf."""

    number: int  # on the shelf
    name: str
    age: Age
    length: int  # words


class Shelf:
    """Texts that are kept in a file without a name, which is gone when the block ends. All are put before any is taken.

    A text takes about 400 bytes of memory, whatever its length.
    """

    def __init__(self, *, in_memory: int = IN_MEMORY) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=in_memory)  # noqa: SIM115  # closed with the block
        self._ends = array("q", [0])  # in the file: of the runs of each text, their sequence, and the content
        self.texts: list[Shelved] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def put(self, text: Text) -> None:
        """Keep a text.

        Raises:
            OSError: it cannot be written.
        """
        self.texts.append(Shelved(len(self.texts), text.name, text.age, text.length))
        content = text.words.content.encode("utf-8", "surrogatepass")
        for part in (text.runs.tobytes(), text.words.sequence.tobytes(), content):
            self._ends.append(self._ends[-1] + self._file.write(part))

    def sizes(self) -> NDArray[np.int64]:
        """How many different runs the texts have."""
        ends = np.array(self._ends, np.int64)
        sizes: NDArray[np.int64] = (ends[1::3] - ends[:-1:3]) // _HASH
        return sizes

    def runs(self, text: Shelved) -> Runs:
        """The runs of a text, sorted and without repetitions."""
        return np.frombuffer(self._read(3 * text.number), np.uint64)

    def words(self, text: Shelved) -> Words:
        """The words of a text."""
        content = self._read(3 * text.number + 2).decode("utf-8", "surrogatepass")
        return Words(content, np.frombuffer(self._read(3 * text.number + 1), np.uint64))

    def _read(self, part: int) -> bytes:
        start, end = self._ends[part], self._ends[part + 1]
        self._file.seek(start)
        return self._file.read(end - start)


def _forms(content: str) -> list[str]:
    """The words in small letters."""
    return [form.casefold() for form in _WORD.findall(content)]


def _sequence(content: str) -> tuple[int, Runs]:
    """How many words there are, and the hashes of all runs of words. A short text is one run, or none if it has few."""
    forms = _forms(content)
    if len(forms) < SHORT:
        return len(forms), np.array([_hash(" ".join(forms))] if len(forms) >= RUN else [], np.uint64)
    hashes = np.fromiter(map(_hash, forms), np.uint64, len(forms))
    runs = np.zeros(len(hashes) - RUN + 1, np.uint64)
    for place, factor in enumerate(_FACTORS):
        runs += hashes[place : place + len(runs)] * factor
    return len(forms), runs


@lru_cache(maxsize=1 << 18)
def _hash(form: str) -> int:
    """A hash that is the same in every process."""
    return int.from_bytes(blake2b(form.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
