"""Handing a graph over: chosen, put into a format and written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.exports.formats import Format, chosen
from kg.exports.selection import Selection
from kg.exports.writing import Content, write
from kg.views.wording import count

#: Stands for standard output.
STANDARD_OUTPUT = "-"


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    path: Path
    form: Format
    claims: int
    others: int  # claims that are no facts
    size: int  # bytes

    def lines(self) -> Iterator[str]:
        """What is told to whom it is handed."""
        yield f"wrote {self.path} ({self.form.name}, {count(self.claims, 'claim')}, {self.size / 1e6:.1f} MB)"
        if self.others:
            yield told(self.form, self.others)


def told(form: Format, others: int) -> str:
    """What became of the claims that are no facts."""
    return f"{count(others, 'claim')} {'is' if others == 1 else 'are'} not stated as fact: {form.others}"


def content(selection: Selection, path: str, form: str | None) -> tuple[Format, Content]:
    """What is to be written, in a format that is named, or told by the path.

    Raises:
        UsageError: there is no such format, the path does not tell, or several files are to go to standard output.
    """
    found = chosen(form, path)
    if path == STANDARD_OUTPUT and (found.several or found.binary):
        raise UsageError(f"{found.name} is no text that can go to standard output; name a file or a folder")
    return found, found.content(selection)


def export(selection: Selection, path: Path, form: str | None = None) -> Exported:
    """Write a selection; nothing is written, and nothing there is changed, where an error is raised.

    Args:
        selection: what is handed over.
        path: a file; a folder or an archive (`.zip`) for formats of several files.
        form: name of one of FORMATS; if not given, told by the end of the path.
    """
    found, made = content(selection, str(path), form)
    write(made, path)
    size = len(made) if isinstance(made, bytes) else sum(map(len, made.values()))
    return Exported(path, found, len(selection.claims), len(selection.others), size)
