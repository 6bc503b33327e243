"""The SQLite file of a graph's folder, and the lock that lets one build write to the folder at a time."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from kg.errors import StoreError

FILE, LOCK = "readings.db", "build.lock"

#: Of the tables below. A file with another number is not read.
SCHEMA = 1

_TABLES = f"""
BEGIN;
CREATE TABLE reading (
    name TEXT PRIMARY KEY,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    document TEXT NOT NULL,
    extraction TEXT NOT NULL
);
CREATE TABLE refused (source TEXT PRIMARY KEY, reason TEXT NOT NULL);
CREATE TABLE builder (process INTEGER NOT NULL);
PRAGMA user_version = {SCHEMA};
COMMIT;
"""


@contextmanager
def sound(folder: Path) -> Iterator[None]:
    """Errors of SQLite and of the file system as ours."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"the readings in '{folder}' cannot be read or written: {error}") from error


def locked(folder: Path, wait: float) -> sqlite3.Connection:
    """A lock that ends with the connection, or with the process, however that ends.

    Args:
        folder: of the graph.
        wait: seconds for which another build is waited for.

    Raises:
        StoreError: another build has it, or the folder cannot be written.
    """
    lock = sqlite3.connect(folder / LOCK, isolation_level=None, timeout=wait)
    try:
        lock.execute("PRAGMA journal_mode = MEMORY")  # nothing is written to it: it needs no room on a full disk
        lock.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        lock.close()
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            message = f"another build{_builder(folder)} is writing to '{folder}'; wait until it has ended"
            raise StoreError(message) from None
        if not os.access(folder, os.W_OK):
            raise StoreError(f"the folder '{folder}' cannot be written: it is read-only for you") from None
        raise
    return lock


def _builder(folder: Path) -> str:
    """The process that builds, if it is known."""
    with suppress(StoreError, sqlite3.Error), closing(connected(folder, "ro")) as connection:
        for (process,) in connection.execute("SELECT process FROM builder"):  # none while the tables are just made
            return f" (process {process})"
    return ""


def connected(folder: Path, mode: str) -> sqlite3.Connection:
    """A connection to the file of a folder, its tables made where the mode allows it.

    Args:
        folder: of the graph.
        mode: of SQLite: "ro" or "rwc", or more of an URI's query behind it.

    Raises:
        StoreError: the tables are those of another version of the program.
    """
    place = (folder / FILE).absolute().as_uri()
    connection = sqlite3.connect(f"{place}?mode={mode}", uri=True, isolation_level=None, timeout=30)
    try:
        ((version,),) = connection.execute("PRAGMA user_version")
        ((tables,),) = connection.execute("SELECT count(*) FROM sqlite_master")
        if mode == "rwc":
            # What is committed survives the end of the process; looking does not wait for a build.
            connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
        if mode == "rwc" and not tables:
            connection.executescript(_TABLES)
        elif version != SCHEMA:
            raise StoreError(
                f"'{folder / FILE}' has schema {version}, this version of the program reads {SCHEMA};"
                " build the graph into a new folder"
            )
    except BaseException:
        connection.close()
        raise
    return connection
