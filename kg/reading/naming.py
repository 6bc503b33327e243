"""Names for the documents of a build: short where that is unambiguous, and never the same twice.

A document is called by the name of its file, or by the id of its record. Where two would be called the same, each gets
as many of its folders in front as it takes to tell them apart: `2019/minutes.txt` and `2020/minutes.txt`. Names thus
depend on which files are read together and on how their folders are called, not on the order, on the current folder,
or on how the paths were typed. Records without an id, or whose id occurs twice in their file, are called by file and
line: `minutes.jsonl:7`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

# An id longer than this is text in the wrong field.
LONGEST_IDENTIFIER = 200


class Place(NamedTuple):
    """Where a document is found."""

    path: str  # absolute, or the name itself where there are no folders
    position: int | None = None  # of a record in its file
    identifier: str | None = None  # of a record

    def name(self, folders: int) -> str:
        """The name with this many folders in front."""
        parts = PurePath(self.path).parts
        if self.identifier and not folders:
            return printable(self.identifier)
        file = "/".join(parts[-(folders if self.identifier else folders + 1) :]).replace("//", "/")
        suffix = f"/{self.identifier}" if self.identifier else "" if self.position is None else f":{self.position}"
        return printable(file + suffix)

    @property
    def depth(self) -> int:
        """How many folders there are to put in front."""
        return len(PurePath(self.path).parts) - (0 if self.identifier else 1)


def distinct(places: Sequence[Place]) -> list[str]:
    """A name for each place; all differ if the places do."""
    places = _usable(places)
    folders = [0] * len(places)
    names = [place.name(0) for place in places]
    while True:
        counts = Counter(names)
        clashing = [i for i, name in enumerate(names) if counts[name] > 1 and folders[i] < places[i].depth]
        if not clashing:
            return names
        for i in clashing:
            folders[i] += 1
            names[i] = places[i].name(folders[i])


def printable(name: str) -> str:
    """The name with every character that shows nothing, or that no encoding can store, written as its escape."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def _usable(places: Sequence[Place]) -> list[Place]:
    """The places without the ids that do not tell two records of a file apart."""
    counts = Counter((place.path, place.identifier) for place in places)
    return [
        place._replace(identifier=None)
        if place.identifier and (counts[place.path, place.identifier] > 1 or len(place.identifier) > LONGEST_IDENTIFIER)
        else place
        for place in places
    ]
