"""Writing a graph to a store on another machine: only what has changed, in an order in which readers see no gap.

Each named graph is replaced in one request. First what is newly described is added to `DESCRIBED`, then the documents'
graphs are put and those that are gone deleted, and last `DESCRIBED` is put as it has to be. So at every moment the
graphs of documents are whole, old or new, and what their claims speak of is described.

A named graph whose key is the one that the store says it has is not even stated. Before anything changes, `STORED`
names all that will; its digests come last. What a lost connection leaves half done is done by the next build.
"""

from __future__ import annotations

import hashlib
import socket
import uuid
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from kg.errors import StoreError
from kg.graph.connection import HELD, Connection
from kg.graph.pieces import Pieces, stated_twice
from kg.graph.quads import Quad, bare, quads_of, written
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


def write(folder: Path, address: str, pieces: Pieces) -> Written:
    """Make a store have the pieces of a graph and no others.

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
    pieces: Pieces, before: Mapping[str, str], file: IO[bytes]
) -> tuple[dict[str, str], dict[str, tuple[int, int]]]:
    """The digests of all named graphs, and where in the file those are whose digest is not the one before."""
    digests, places = dict[str, str](), dict[str, tuple[int, int]]()
    described = hashlib.sha256()
    for piece in pieces():
        if not piece.dataset:
            described.update(piece.key.encode())
            continue
        if piece.dataset in digests or piece.dataset == STORED:
            raise stated_twice(piece)
        digests[piece.dataset] = piece.key
        if piece.key != before.get(piece.dataset):
            places[piece.dataset] = _put(_without_dataset(quads_of(piece.content())), file)
    digests[DESCRIBED] = described.hexdigest()
    if digests[DESCRIBED] != before.get(DESCRIBED):
        contents = b"".join(piece.content() for piece in pieces() if not piece.dataset)
        places[DESCRIBED] = _put(quads_of(contents), file)
    return digests, places


def _put(quads: Iterable[Quad], file: IO[bytes]) -> tuple[int, int]:
    """Where in the file the quads are from now on."""
    start = file.tell()
    return start, file.write(written(quads))


def _without_dataset(quads: Iterable[Quad]) -> Iterator[Quad]:
    return (quad._replace(dataset="") for quad in quads)


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
