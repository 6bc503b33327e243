"""Writing what is exported: a file at once or not at all, several as a folder or an archive, or to standard output."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from kg.errors import UsageError

Content = bytes | Mapping[str, bytes]  # of one file, or of several by their names

#: Noted as the time of files in archives, so that the same content is the same archive: the earliest that one can hold.
EARLIEST = (1980, 1, 1, 0, 0, 0)


def write(content: Content, path: Path) -> None:
    """Write a file, or several as a folder, or as an archive if the path ends in `.zip`.

    What is there already stays until all is written beside it.

    Raises:
        UsageError: the folder does not exist, or the path is a folder where a file is to be written, or a file where
            a folder is.
        OSError: the disk is full, or the folder cannot be written.
    """
    if not path.absolute().parent.is_dir():
        raise UsageError(f"there is no folder '{path.absolute().parent}' to write '{path.name}' in")
    if isinstance(content, bytes) or path.suffix.lower() == ".zip":
        _refuse_folder(path)
        _replace({path: content if isinstance(content, bytes) else _archive(content)})
    elif path.exists() and not path.is_dir():
        raise UsageError(
            f"'{path}' is a file; these are {len(content)} files: name a folder, or a file that ends in .zip"
        )
    else:
        path.mkdir(exist_ok=True)
        _replace({path / name: data for name, data in content.items()})


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise UsageError(f"'{path}' is a folder; name a file to write")


def _archive(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, EARLIEST), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _replace(files: Mapping[Path, bytes]) -> None:
    """Write all files under other names, and then give them theirs."""
    drafts: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            drafts[path] = _draft(path, data)
        for path, draft in drafts.items():
            draft.replace(path)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _draft(path: Path, data: bytes) -> Path:
    """A file beside the path with its content, and with the rights that a new file has."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        draft.chmod(0o666 & ~mask)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft
