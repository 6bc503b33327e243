"""Generations of a store: folders that are written once, and the file that names the one to read.

A build writes `store/2` beside `store/1` and then names it in `store/current`, which is replaced in one step. A build
that dies leaves the old generation as it was, and readers keep the one they have opened. To have a damaged store
written whole, remove the folder `store`: the readings, of which it is made, are beside it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError


def current(folder: Path) -> Path | None:
    """The generation of a graph folder that is to be read, if there is one."""
    try:
        name = (folder / "store" / "current").read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return folder / "store" / name if name.isdigit() else None


def named_at(folder: Path) -> int:
    """When the current generation of a graph folder became so, in nanoseconds since 1970."""
    return (folder / "store" / "current").stat().st_mtime_ns


@contextmanager
def new_generation(folder: Path) -> Iterator[Path]:
    """The place of a new generation, where nothing is. It becomes the current one when the block ends without an error.

    All other generations are removed, those of builds that died among them.

    Raises:
        StoreError: the folder cannot be written.
    """
    home = folder / "store"
    old = [place for place in home.glob("*") if place.name.isdigit()]
    new = home / str(max((int(place.name) for place in old), default=0) + 1)
    try:
        home.mkdir(parents=True, exist_ok=True)
        yield new
        _name(new)
    except OSError as error:
        raise StoreError(f"the store in '{folder}' cannot be written: {error}") from error
    finally:
        for place in (*old, new):
            if place != current(folder):
                shutil.rmtree(place, ignore_errors=True)


def _name(place: Path) -> None:
    """Make the generation the current one, in one step."""
    draft = place.parent / "current.new"
    with draft.open("w", encoding="ascii") as file:
        file.write(place.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(place.parent / "current")
