"""The documents of a graph and what was understood of them, in one SQLite file: the source from which stores are made.

A reading is kept under its document's name, with the hash of all that extraction can see of the document and the
fingerprint of all that decides what is understood. Each is written in a transaction of its own.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from sys import intern
from types import TracebackType
from typing import Any, NamedTuple, Self

from kg.claims import Extraction, Outline
from kg.errors import ReadingError, UsageError
from kg.graph.database import FILE, connected, locked, sound
from kg.graph.opening import absent
from kg.namespaces import digest
from kg.reading.documents import Document

#: Begins the fingerprint of a reading that was imported as it is, and never understood; the import's name follows.
IMPORTED = "import:"


class Entry(NamedTuple):
    """A document in the readings."""

    name: str
    key: str  # hash of all that extraction can see
    fingerprint: str  # of all that decided what was understood
    source: str
    sha256: str  # of the original file's bytes

    @property
    def is_imported(self) -> bool:
        """Whether it came with its claims, and is never understood."""
        return self.fingerprint.startswith(IMPORTED)


class Readings:
    """The readings of a graph folder, open for one build or for looking.

    Example:
        >>> with Readings.open(folder) as readings:            # doctest: +SKIP
        ...     readings.put(document, extraction, fingerprint)
    """

    def __init__(self, folder: Path, connection: sqlite3.Connection, lock: sqlite3.Connection | None = None) -> None:
        self._folder = folder
        self._connection = connection
        self._lock = lock

    @classmethod
    def open(cls, folder: Path, *, wait: float = 0) -> Self:
        """The readings of a folder for a build, which no other build can open until they are closed.

        The folder and the file are made if there are none.

        Args:
            folder: of the graph.
            wait: seconds for which another build is waited for.

        Raises:
            StoreError: another build has them open, or they cannot be read or written.
        """
        with sound(folder):
            folder.mkdir(parents=True, exist_ok=True)
            lock = locked(folder, wait)
            try:
                connection = connected(folder, "rwc")
                connection.executescript(
                    f"BEGIN; DELETE FROM builder; INSERT INTO builder VALUES ({os.getpid()}); COMMIT;"
                )
            except BaseException:
                lock.close()
                raise
        return cls(folder, connection, lock)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The readings of a folder for looking, beside any build.

        Raises:
            StoreError: there are none, or they cannot be read.
        """
        if not (folder / FILE).exists():
            raise absent(folder)
        with sound(folder):
            try:
                return cls(folder, connected(folder, "ro"))
            except sqlite3.OperationalError:  # in a folder that cannot be written, as on a disc
                return cls(folder, connected(folder, "ro&immutable=1"))

    @property
    def folder(self) -> Path:
        """The folder of the graph."""
        return self._folder

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and let other builds in."""
        self._connection.close()
        if self._lock is not None:
            self._lock.close()

    def __iter__(self) -> Iterator[tuple[Document, Extraction]]:
        """Documents with what was understood of them, by name."""
        for document, extraction in self._rows("SELECT document, extraction FROM reading ORDER BY name"):
            yield Document.from_json(json.loads(document)), Extraction.from_json(json.loads(extraction))

    def outlines(self) -> Iterator[tuple[Document, Outline]]:
        """Documents with the outline of what was understood of them, by name."""
        for document, extraction in self._rows("SELECT document, extraction FROM reading ORDER BY name"):
            yield Document.from_json(json.loads(document)), Outline.from_json(json.loads(extraction))

    def __len__(self) -> int:
        ((count,),) = self._rows("SELECT count(*) FROM reading")
        return int(count)

    def hashes(self) -> Iterator[tuple[str, str]]:
        """The names of the documents, each with a hash of all that is kept under it."""
        for name, *kept in self._rows("SELECT name, document, extraction FROM reading ORDER BY name"):
            yield name, digest(*kept)

    def documents(self) -> Iterator[Document]:
        """The documents in the graph, by name."""
        for (document,) in self._rows("SELECT document FROM reading ORDER BY name"):
            yield Document.from_json(json.loads(document))

    def document(self, name: str) -> Document:
        """A document of the graph.

        Raises:
            UsageError: there is no document of that name.
        """
        for (document,) in self._rows("SELECT document FROM reading WHERE name = ?", name):
            return Document.from_json(json.loads(document))
        raise UsageError(f"there is no document '{name}' in the graph")

    def entries(self) -> dict[str, Entry]:
        """What is known of the documents besides what they say, by name."""
        fields = "json_extract(document, '$.source'), json_extract(document, '$.sha256')"
        rows = self._rows(f"SELECT name, key, fingerprint, {fields} FROM reading ORDER BY name")
        return {name: Entry(name, key, intern(fingerprint), *rest) for name, key, fingerprint, *rest in rows}

    def imported(self) -> dict[str, str]:
        """For each document that was imported with its claims, the name of the import."""
        rows = self._rows("SELECT name, fingerprint FROM reading WHERE fingerprint LIKE ?1 || '%'", IMPORTED)
        return {name: fingerprint.removeprefix(IMPORTED) for name, fingerprint in rows}

    def get(self, name: str) -> tuple[Document, Extraction]:
        """A document with what was understood of it.

        Raises:
            UsageError: there is no document of that name.
        """
        for document, extraction in self._rows("SELECT document, extraction FROM reading WHERE name = ?", name):
            return Document.from_json(json.loads(document)), Extraction.from_json(json.loads(extraction))
        raise UsageError(f"there is no document '{name}' in the graph")

    def put(self, document: Document, extraction: Extraction | None, fingerprint: str) -> None:
        """Keep a reading in place of any other of the same name.

        Args:
            document: what was read.
            extraction: what was understood, or None to keep what is there for the same content.
            fingerprint: of ontology, actors, language model and program.

        Raises:
            UsageError: nothing is there to be kept.
        """
        record = json.dumps(document.to_json())
        if extraction is None:
            self._keep(document, record, fingerprint)
            return
        row = (document.name, document.key, fingerprint, record, json.dumps(extraction.to_json()))
        with self._transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?, ?)", row)

    def _keep(self, document: Document, record: str, fingerprint: str) -> None:
        """Renew what is known of a document besides its content."""
        same = "name = ? AND key = ? AND fingerprint = ?"
        values = (record, document.name, document.key, fingerprint)
        with self._transaction() as connection:
            done = connection.execute(f"UPDATE reading SET document = ? WHERE {same}", values)
        if not done.rowcount:
            raise UsageError(f"nothing was understood of {document.name} with this content so far")

    def remove(self, names: Iterable[str]) -> None:
        """Drop the documents of these names, all or none."""
        with self._transaction() as connection:
            connection.executemany("DELETE FROM reading WHERE name = ?", [(name,) for name in names])

    def refused(self) -> list[ReadingError]:
        """The files that the last build refused, with the reasons."""
        return [ReadingError(*row) for row in self._rows("SELECT source, reason FROM refused ORDER BY source")]

    def refuse(self, errors: Iterable[ReadingError]) -> None:
        """Keep these as the files that the last build refused."""
        rows = [(error.source, error.reason) for error in errors]
        with self._transaction() as connection:
            connection.execute("DELETE FROM refused")
            connection.executemany("INSERT OR REPLACE INTO refused VALUES (?, ?)", rows)

    def _rows(self, query: str, *values: str | None) -> Iterator[tuple[Any, ...]]:
        with sound(self._folder):
            yield from self._connection.execute(query, values)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """The connection, all or nothing of what is written through it."""
        with sound(self._folder):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
