"""What is to be read and understood, what becomes of it, and who may understand it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from kg.claims import Extraction
from kg.errors import ReadingError
from kg.reading.documents import Document
from kg.reading.sources import Source
from kg.teaching.materials import Teaching


@dataclass(frozen=True, slots=True)
class Job:
    """A document to be understood: where it is read from, or the document itself."""

    item: Source | Document
    known: str | None = None  # the key under which the document is already understood

    @property
    def place(self) -> str:
        """Where the document is, for messages."""
        return self.item.place if isinstance(self.item, Source) else self.item.name


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: a document and what it says, a document that was known already, or a refusal."""

    job: Job
    document: Document | None = None
    extraction: Extraction | None = None
    refusal: ReadingError | None = None


class Understands(Protocol):
    """What understands documents."""

    def extract(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Extraction]]:
        """Each document with what it says, in their order."""


class Reader(Protocol):
    """Another way to understand documents than the program's own. It works in this process alone."""

    @property
    def name(self) -> str:
        """What its readings are marked by, on one line."""

    def fingerprint(self, teaching: Teaching) -> str:
        """Hash of all that decides what it understands of a document, beside the document."""

    def prepare(self, teaching: Teaching, jobs: Iterable[Job]) -> None:
        """Called with all jobs before the first is done; raises an error if they are not to be done."""

    def extractor(self, teaching: Teaching) -> Understands:
        """What understands the documents of a build."""
