"""Where a graph is: in its folder, or in a store on another machine for which the folder stands."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from kg.addresses import address_of
from kg.errors import StoreError, UsageError
from kg.graph import renewal, store
from kg.graph.pieces import Pieces


def opened(folder: Path) -> store.Store:
    """The store of a graph, opened for reading.

    Raises:
        StoreError: there is no graph, or it cannot be reached or read.
    """
    address = _reached(folder)
    if address is None:
        return store.Store.open(folder)
    from kg.graph.remote import RemoteStore

    return RemoteStore.open(address)


def check(folder: Path) -> None:
    """Make sure that a graph can be written, before much is done for it.

    Raises:
        StoreError: its store cannot be reached, or has the graph of another folder.
    """
    if address := _reached(folder):
        from kg.graph import replication

        replication.check(folder, address)


def replaced(folder: Path, pieces: Pieces) -> None:
    """Make a graph have these pieces and no others. The caller sees to it that no other build writes to it.

    Raises:
        StoreError: it cannot be written.
    """
    address = _reached(folder)
    if address is None:
        renewal.write(folder, pieces)
        return
    from kg.graph import replication

    try:
        replication.write(folder, address, pieces)
    except StoreError as error:
        raise StoreError(f"{error}. What was read is kept in '{folder}' and is written by the next build") from error


def absent(folder: Path) -> StoreError:
    """The error of a folder without the documents of a graph and what was understood of them, saying where they are."""
    address = _reached(folder)
    if address is None:
        return StoreError(f"there is no graph in '{folder}'; run `kg build` first, or name another folder with --graph")
    from kg.graph.connection import Connection
    from kg.graph.remote import RemoteStore

    place = RemoteStore(Connection(address)).stored().place
    if not place:
        return StoreError(f"there is no graph at {address}; run `kg build … --graph {address}` first")
    return StoreError(
        f"this needs the documents and what was understood of them, which the store at {address} does not have; they"
        f" are in {place}: run the command there, or copy that folder to '{folder}'"
    )


def _reached(folder: Path) -> str | None:
    """The address that a folder stands for.

    Raises:
        UsageError: it does, and the library that is needed is not installed.
    """
    address = address_of(folder)
    if address is not None and find_spec("httpx") is None:
        raise UsageError('a store on another machine needs httpx: pip install "kg-receipts[remote]"')
    return address
