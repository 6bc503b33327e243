"""Writing a graph to a store on another machine: only what has changed, in an order in which readers see no gap.

Each named graph is replaced in one request. First what is newly described is added to `DESCRIBED`, then the documents'
graphs are put and those that are gone deleted, and last `DESCRIBED` is put as it has to be. So at every moment the
graphs of documents are whole, old or new, and what their claims speak of is described.

Before anything changes, `STORED` names all that will; its digests come last. What a lost connection leaves half done is
done by the next build.
"""

from __future__ import annotations

import hashlib
import socket
import uuid
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from kg.errors import StoreError
from kg.graph.connection import HELD, Connection
from kg.graph.quads import Quad, bare, ordered, quads_of, written
from kg.graph.remote import DESCRIBED, STORED, RemoteStore, Stored

_MARK = "writer"  # file of a folder that tells it from other folders, also when it is moved


@dataclass(frozen=True, slots=True)
class Written:
    """What was done to a store, in numbers of named graphs."""

    put: int
    deleted: int
    same: int


@dataclass(frozen=True, slots=True)
class _Change:
    """What has to be written: named graphs, each with the place and size of its N-Triples in a file."""

    places: Mapping[str, tuple[int, int]]
    file: IO[bytes]
    gone: Sequence[str]

    def content(self, graph: str) -> bytes:
        """The N-Triples of a named graph."""
        start, size = self.places[graph]
        self.file.seek(start)
        return self.file.read(size)


def check(folder: Path, address: str) -> Stored:
    """What a store has, after making sure that the graph of a folder may be written to it.

    Raises:
        StoreError: the store cannot be reached, or has the graph of another folder.
    """
    stored = RemoteStore(Connection(address)).stored()
    if stored.writer not in (None, _mark(folder)):
        raise StoreError(
            f"the graph at {address} is written from {stored.place}, with the documents that are there; build it there,"
            f" copy that folder to {folder}, or use another store"
        )
    return stored


def write(folder: Path, address: str, pieces: Iterable[bytes]) -> Written:
    """Make a store have the N-Quads of a graph, of which each piece holds the named graphs that it has whole.

    The caller sees to it that no other build writes from the folder.

    Raises:
        StoreError: the store cannot be reached or written; what was not written then is by the next call.
    """
    stored = check(folder, address)
    before = stored.digests
    with SpooledTemporaryFile(HELD) as file:
        digests, places = _spooled(pieces, before, cast(IO[bytes], file))
        change = _Change(places, cast(IO[bytes], file), sorted(set(before) - set(digests)))
        if places or change.gone or stored.writer is None:
            ready = Stored(digests, _marked(folder), f"{socket.gethostname()}:{folder.absolute()}")
            _send(RemoteStore(Connection(address)), ready, change, before)
    return Written(len(places), len(change.gone), len(digests) - len(places))


def _send(store: RemoteStore, ready: Stored, change: _Change, before: Mapping[str, str]) -> None:
    connection = store.connection
    pending = dict.fromkeys((*change.places, *change.gone), "")
    connection.put(STORED, replace(ready, digests={**before, **pending}).content)
    if DESCRIBED in change.places:
        new = _news(change.content(DESCRIBED), store.subjects(DESCRIBED) if DESCRIBED in before else set())
        if new:
            connection.add(DESCRIBED, new)
    for graph in change.places:
        if graph != DESCRIBED:
            connection.put(graph, change.content(graph))
    for graph in change.gone:
        connection.delete(graph)
    if DESCRIBED in change.places and DESCRIBED in before:
        connection.put(DESCRIBED, change.content(DESCRIBED))
    connection.put(STORED, ready.content)


def _news(content: bytes, known: Container[str]) -> bytes:
    """The lines about what was not described before."""
    return b"".join(
        line for line in content.splitlines(keepends=True) if bare(line.split(b" ", 1)[0].decode()) not in known
    )


def _spooled(
    pieces: Iterable[bytes], before: Mapping[str, str], file: IO[bytes]
) -> tuple[dict[str, str], dict[str, tuple[int, int]]]:
    """The digests of all named graphs, and where in the file those are whose digest is not the one before."""
    digests, places = dict[str, str](), dict[str, tuple[int, int]]()
    for graph, content in _graphs(pieces):
        if graph in digests or graph == STORED:
            raise StoreError(f"{graph} is stated twice; take one of the imports that state it out of the graph")
        digests[graph] = hashlib.sha256(content).hexdigest()
        if digests[graph] != before.get(graph):
            places[graph] = (file.tell(), len(content))
            file.write(content)
    return digests, places


def _graphs(pieces: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """Each named graph with its N-Triples; what is stated outside of any is `DESCRIBED` and comes last."""
    described: list[Quad] = []
    for piece in pieces:
        for dataset, quads in groupby(quads_of(piece), key=lambda quad: quad.dataset):
            if dataset:
                yield bare(dataset), written(quad._replace(dataset="") for quad in quads)
            else:
                described += quads
    yield DESCRIBED, written(ordered(described))


def _mark(folder: Path) -> str | None:
    """What tells a folder from others, if it was ever written from."""
    try:
        return (folder / _MARK).read_text("ascii").strip()
    except FileNotFoundError:
        return None


def _marked(folder: Path) -> str:
    """The mark of a folder, which is made if there is none."""
    known = _mark(folder)
    if known is None:
        known = uuid.uuid4().hex
        (folder / _MARK).write_text(known + "\n", "ascii")
    return known
