"""Generations of a store: folders that are written once, and the file that names the one to read.

A build writes `store/2` beside `store/1` and then names it in `store/current`, which is replaced in one step. A build
that dies leaves the old generation as it was, and what it has written to the next build, which removes it. To have a
damaged store written whole, remove the folder `store`: the readings, of which it is made, are beside it.

Readers keep the one they have opened. Oxigraph opens some of its files only when a query needs them, so a generation
stays as long as a reader holds it, and is removed by the first build after that. What holds it is a shared lock on its
folder, which needs no right to write there and ends with the process, however that ends.
"""

from __future__ import annotations

import os
import shutil
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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


class Held:
    """A generation that no build removes as long as this object exists, in this process or in one forked from it.

    Where the system has no locks on folders, as Windows, nothing is held.

    Attributes:
        place: its folder.
    """

    def __init__(self, place: Path) -> None:
        self.place = place
        with suppress(ImportError, OSError):  # a folder that is not there is told by whoever reads it
            weakref.finalize(self, os.close, _locked(place, shared=True))


def held(folder: Path) -> Held | None:
    """The generation of a graph folder that is to be read, if there is one, from now on held."""
    while place := current(folder):
        taken = Held(place)
        if current(folder) == place:  # else a build has replaced it just now, and may have removed it
            return taken
    return None


@contextmanager
def new_generation(folder: Path) -> Iterator[Path]:
    """The place of a new generation, where nothing is. It becomes the current one when the block ends without an error.

    All others that nobody reads are removed, before so that there is room, and after; see `tidy`.

    Raises:
        StoreError: the folder cannot be written.
    """
    home, old = folder / "store", current(folder)
    taken = [*_generations(folder), *([old] if old else [])]  # the current one may have been removed by hand
    new = home / str(max((int(place.name) for place in taken), default=0) + 1)
    try:
        home.mkdir(parents=True, exist_ok=True)
        tidy(folder)
        yield new
        _name(new)
    except OSError as error:
        raise StoreError(f"the store in '{folder}' cannot be written: {error}") from error
    finally:
        tidy(folder)


def tidy(folder: Path) -> None:
    """Remove all generations but the current one and those that are read: older ones, and what builds left that died.

    The caller sees to it that no build is writing one.
    """
    named = current(folder)
    for place in _generations(folder):
        if place != named:
            _remove(place)


def _remove(place: Path) -> None:
    """Remove a generation unless somebody reads it. Whoever comes for it meanwhile waits, and finds that it is gone."""
    try:
        lock = _locked(place, shared=False)
    except BlockingIOError:
        return
    except (ImportError, OSError):  # nobody can hold it
        shutil.rmtree(place, ignore_errors=True)
        return
    shutil.rmtree(place, ignore_errors=True)
    os.close(lock)


def _locked(place: Path, *, shared: bool) -> int:
    """The descriptor of a folder with a lock that ends when it is closed.

    Raises:
        ImportError: the system has no such locks.
        BlockingIOError: the lock is not to be shared, and another has it.
        OSError: the folder cannot be opened or locked.
    """
    import fcntl  # not on Windows

    descriptor = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _generations(folder: Path) -> list[Path]:
    return [place for place in (folder / "store").glob("*") if place.name.isdigit()]


def _name(place: Path) -> None:
    """Make the generation the current one, in one step."""
    draft = place.parent / "current.new"
    with draft.open("w", encoding="ascii") as file:
        file.write(place.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(place.parent / "current")
