"""Writing a graph to its folder: only what has changed since it was written last, or all of it.

Each generation of the store keeps the keys of the pieces that it was made of. Where few of them have changed, the next
begins as a copy that shares the files of the one before, and these pieces are put in the place of the old. It is made
before it is read, like one that is written whole, and states the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.graph import store
from kg.graph.generations import current, tidy
from kg.graph.pieces import Piece, Pieces, stated_twice
from kg.namespaces import digest

FILE = "pieces.json"  # of a generation

#: Share of the pieces that are put in the place of others before a store is written whole. It is known before they are
#: stated, unlike the share of the quads, which is three times as much if all of them are the graphs of documents. Of
#: 957,000 quads 20, 40 and 58 % took 3.9, 7.4 and 10.6 s of a core, and all took 8.8 s; then nothing that is gone takes
#: room.
MOST = 0.2

_REST = " "  # stands for all pieces without a name of their own


@dataclass(frozen=True, slots=True)
class _Made:
    """Of what a generation was made.

    Attributes:
        keys: of its pieces by name.
        worn: how many pieces were written or removed since a store was written whole.
    """

    keys: Mapping[str, str]
    worn: int = 0


@dataclass(frozen=True, slots=True)
class _Change:
    """What has to be written and removed for a store to be as another was made, with the keys that it has then."""

    made: _Made
    put: Sequence[Piece]
    gone: Sequence[str]


def write(folder: Path, pieces: Pieces) -> None:
    """Write a graph as the new store of its folder. Until it is written, the old one stays.

    The caller sees to it that no other build writes to the folder: see `Readings`.

    Raises:
        StoreError: the folder cannot be written.
    """
    old = current(folder)
    made = _made(old) if old else None
    change = _change(pieces(), made) if made else None
    if not (change and _is_changed(folder, change)):
        _write_whole(folder, pieces)


def _is_changed(folder: Path, change: _Change) -> bool:
    """Make the change; whether it could be made, which a damaged store does not allow."""
    try:
        if not change.put and not change.gone:
            store.Store.open(folder)
            tidy(folder)
            return True
        names = [*(piece.name for piece in change.put), *change.gone]
        contents = (piece.content() for piece in change.put)
        store.change(folder, names, contents, also=lambda place: _keep(place, change.made))
    except StoreError:
        return False
    return True


def _write_whole(folder: Path, pieces: Pieces) -> None:
    keys = dict[str, str]()
    contents = (piece.content() for _, piece in _noted(pieces(), keys))
    store.replace(folder, contents, also=lambda place: _keep(place, _Made(keys)))


def _change(pieces: Iterable[Piece], before: _Made) -> _Change | None:
    """What has changed; nothing if it is so much that all is to be written, or among what is written with all else."""
    most = max(0, int(MOST * len(before.keys)) - before.worn)
    keys, put = dict[str, str](), list[Piece]()
    for name, piece in _noted(pieces, keys):
        if piece.key != before.keys.get(name) and name != _REST:
            put.append(piece)
        if len(put) > most:
            return None
    gone = sorted(before.keys.keys() - keys.keys())
    count = len(put) + len(gone)
    if count > most or keys.get(_REST) != before.keys.get(_REST):
        return None
    return _Change(_Made(keys, before.worn + count), put, gone)


def _noted(pieces: Iterable[Piece], keys: dict[str, str]) -> Iterator[tuple[str, Piece]]:
    """The pieces with their names, while their keys are noted."""
    for piece in pieces:
        name = piece.name
        if name == _REST:
            keys[_REST] = digest(keys.get(_REST, ""), piece.key)
        elif name in keys:
            raise stated_twice(piece)
        else:
            keys[name] = piece.key
        yield name, piece


def _made(place: Path) -> _Made | None:
    """Of what a generation was made; nothing if it does not say."""
    try:
        kept = json.loads((place / FILE).read_text("utf-8"))
        return _Made(dict(kept["keys"]), int(kept["worn"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(place: Path, made: _Made) -> None:
    (place / FILE).write_text(json.dumps({"worn": made.worn, "keys": made.keys}), "utf-8")
