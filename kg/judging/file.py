"""The file of judgements: read whole, and only ever added to.

It is `judgements.jsonl` in the graph's folder, or wherever the graph was told to keep it, as in a folder under git. Two
writers at once do not mix their lines, and a line that was written is on the disk.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError, UsageError
from kg.judging.rows import Judgement

FILE, ELSEWHERE = "judgements.jsonl", "judgements.place"


def place(folder: Path) -> Path:
    """The file of judgements of a graph, which need not exist."""
    try:
        kept = (folder / ELSEWHERE).read_text("utf-8").strip()
    except FileNotFoundError:
        return folder / FILE
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{folder / ELSEWHERE} cannot be read: {error}") from error
    return Path(os.path.normpath(folder.absolute() / kept))


def load(folder: Path) -> list[Judgement]:
    """The judgements of a graph, in the order in which they were made.

    Raises:
        StoreError: a line is no judgement, or the file cannot be read, or is gone from where it was to be kept.
    """
    file = place(folder)
    if not file.exists() and file == folder / FILE:
        return []
    try:
        return list(_parsed(file, _content(file)))
    except FileNotFoundError:
        raise StoreError(
            f"the judgements of '{folder}' are kept in {file}, which is not there; put it back, or name another file"
            " with `kg judgements --keep-in`"
        ) from None
    except OSError as error:
        raise StoreError(f"{file}: cannot be read ({error.strerror})") from error


def append(folder: Path, judgements: Iterable[Judgement]) -> None:
    """Add judgements to the file of a graph, all or none.

    Raises:
        StoreError: the file cannot be written, or holds a line that is no judgement; it is left as it was.
    """
    load(folder)  # what is added to a file that cannot be read would be lost
    _append(place(folder), judgements)


def keep_in(folder: Path, file: Path) -> int:
    """Keep the judgements of a graph in another file from now on, and add those it lacks; how many these are.

    The file that was used so far is left as it is.

    Raises:
        StoreError: either file cannot be read or written.
    """
    file = Path(os.path.normpath(Path.cwd() / file))
    if file.is_dir():
        raise UsageError(f"{file} is a folder; name a file in it, such as {file / FILE}")
    so_far = load(folder) if place(folder).exists() else []
    known = {one.id for one in _parsed(file, _content(file))} if file.exists() else set()
    missing = [one for one in so_far if one.id not in known]
    _append(file, missing)
    _remember(folder, file)
    return len(missing)


def _remember(folder: Path, file: Path) -> None:
    """Note where the file is: from the graph's folder where both lie side by side, so that they can be moved."""
    home = folder.absolute()
    try:
        if file == home / FILE:
            (folder / ELSEWHERE).unlink(missing_ok=True)
            return
        kept = os.path.relpath(file, home) if file.is_relative_to(home.parent) else str(file)
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"{ELSEWHERE}.new"
        draft.write_text(kept + "\n", "utf-8")
        draft.replace(folder / ELSEWHERE)
    except OSError as error:
        raise StoreError(f"{folder / ELSEWHERE} cannot be written: {error}") from error


def _content(file: Path) -> bytes:
    """The bytes of the file, without half of what somebody is adding."""
    with file.open("rb") as stream:
        _lock(stream.fileno(), shared=True)
        return stream.read()


def _parsed(file: Path, content: bytes) -> Iterator[Judgement]:
    for number, line in enumerate(content.split(b"\n"), start=1):
        if line.strip():
            try:
                yield Judgement.parse(line.decode("utf-8-sig" if number == 1 else "utf-8"))
            except (UsageError, UnicodeDecodeError) as error:
                raise StoreError(
                    f"{file}:{number}: {error}; nothing was changed. Mend the line, or take it out"
                ) from error


def _append(file: Path, judgements: Iterable[Judgement]) -> None:
    lines = "".join(one.line() + "\n" for one in judgements).encode("utf-8")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with _locked(file) as descriptor:
            size = os.fstat(descriptor).st_size
            content = lines if _ends_whole(descriptor, size) else b"\n" + lines
            try:
                _write(descriptor, content)
            except OSError:
                os.ftruncate(descriptor, size)
                raise
            os.fsync(descriptor)
    except OSError as error:
        raise StoreError(f"{file}: cannot be written ({error.strerror}); nothing was decided") from error


def _ends_whole(descriptor: int, size: int) -> bool:
    """Whether the file ends with the end of a line."""
    if not size:
        return True
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1) == b"\n"


def _write(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]


@contextmanager
def _locked(file: Path) -> Iterator[int]:
    """The file open for adding to its end, for one writer at a time; the lock ends with the process at the latest."""
    descriptor = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o666)
    try:
        _lock(descriptor)
        yield descriptor
    finally:
        os.close(descriptor)


def _lock(descriptor: int, *, shared: bool = False) -> None:
    try:
        import fcntl
    except ImportError:  # not on Windows, where one write to the end of a file has to do
        return
    fcntl.flock(descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
