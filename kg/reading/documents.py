"""A document: its text, what is known about it, the hash of the file it came from, and what it is a copy of."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Self

from kg.namespaces import digest


@dataclass(frozen=True, slots=True)
class Document:
    """One text with its source. All offsets in the program refer to `text`."""

    name: str  # the file's name, or the id of a record; what claims call `doc`
    text: str
    source: str  # where it was read from: a path as given, or "-"
    sha256: str  # of the original file's bytes
    title: str | None = None
    date: str | None = None  # publication: 2020, 2020-06 or 2020-06-11
    publisher: str | None = None
    author: str | None = None
    url: str | None = None

    @property
    def key(self) -> str:
        """Hash of everything that extraction can see."""
        known = (self.title, self.date, self.publisher, self.author, self.url)
        return digest(self.name, self.text, *map(str, known))

    def to_json(self) -> dict[str, Any]:
        """The document as a record of strings."""
        return asdict(self)

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Self:
        """The document of a record of `to_json`."""
        return cls(**record)


@dataclass(frozen=True, slots=True)
class Copy:
    """What a document is a copy of, and how much of it."""

    of: str  # name of the document of which it is a copy; never a copy itself
    similarity: float  # share of the copy's runs of words that stand in that document, from 0 to 1, rounded down
