"""Which documents belong to a graph: the names that tell them apart, and those that leave it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatch
from itertools import repeat
from pathlib import Path

from kg.graph.readings import Entry
from kg.reading.sources import Source


def outside(folder: Path, sources: Iterable[Source]) -> list[Source]:
    """The sources that are not files of the graph itself."""
    home = _place(folder).parts
    depth = len(home)
    return [source for source in sources if _place(source.path).parts[:depth] != home]


def distinct(sources: Sequence[Source], entries: Mapping[str, Entry]) -> list[Source]:
    """The sources under names that no document of another file has, unless that file does not exist any more."""
    places = [_place(source.path) for source in sources]
    taken = {source.name: place for source, place in zip(sources, places, strict=True)}
    stored = ((name, _place(entry.source), entry.is_imported) for name, entry in entries.items())
    taken |= {n: place for n, place, rows in stored if place != taken.get(n) and (rows or place.exists())}
    names = map(_distinct_name, sources, places, repeat(taken))
    return [
        source if source.name == name else replace(source, name=name)
        for source, name in zip(sources, names, strict=True)
    ]


def _distinct_name(source: Source, place: Path, taken: Mapping[str, Path]) -> str:
    """The name with as many folders in front as part it from those that other files have taken."""
    name = source.name
    for folder in reversed(place.parts if source.position is not None else place.parts[:-1]):
        if taken.get(name, place) == place:
            break
        name = f"{folder}/{name}"
    return name


def forgotten(
    sources: Sequence[Source], entries: Mapping[str, Entry], pruned: Iterable[str | os.PathLike[str]]
) -> list[str]:
    """Names of documents that leave the graph.

    These are documents that are now found under another name, and, below the paths that are pruned, those that are
    not found any more.
    """
    names = {source.name for source in sources}
    others = [entry for entry in entries.values() if entry.name not in names and not entry.is_imported]
    if not others:
        return []
    whole = {_place(source.path): source.position is None for source in sources}
    hashes = {entry.sha256 for entry in entries.values() if entry.name in names}
    gone = []
    for entry in others:
        place = _place(entry.source)
        renamed = place in whole and (whole[place] or entry.sha256 in hashes)
        if renamed or any(_is_gone(place, whole, path) for path in pruned):
            gone.append(entry.name)
    return gone


def _is_gone(place: Path, found: Iterable[Path], path: str | os.PathLike[str]) -> bool:
    """Whether a file below the path, or that matches it, is not there any more, or holds other records now."""
    given = _place(path)
    below = place == given or given in place.parents or fnmatch(str(place), str(given))
    return below and (place in found or not place.exists())


def _place(path: str | os.PathLike[str]) -> Path:
    """The path from the root."""
    return Path(os.getcwd(), path)  # noqa: PTH109 (a Path for the folder costs more than the rest)
