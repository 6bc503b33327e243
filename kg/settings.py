"""Where things are: the files the program ships with, and the folder of the user's graph."""

from __future__ import annotations

import os
from pathlib import Path

from kg.addresses import folder_of, is_address

DEFAULT_GRAPH = "kg-graph"
GRAPH_VARIABLE = "KG_GRAPH"
CACHE_VARIABLE = "KG_CACHE"


def shipped(folder: str, *parts: str) -> Path:
    """Path of a file or folder of `ontology/` or `data/`.

    They stand beside the package in a checkout, and inside it (`kg/_ontology`, `kg/_data`) in an installed wheel.

    Raises:
        FileNotFoundError: the installation is not complete.
    """
    package = Path(__file__).resolve().parent
    places = [package.joinpath("_" + folder, *parts), package.parent.joinpath(folder, *parts)]
    for place in places:
        if place.exists():
            return place
    raise FileNotFoundError(f"this installation lacks {places[0]} and {places[1]}")


def graph_folder(given: str | os.PathLike[str] | None = None) -> Path:
    """The folder of the graph: as given, else from KG_GRAPH, else `kg-graph` here; an address has a folder too."""
    named = given or os.environ.get(GRAPH_VARIABLE) or DEFAULT_GRAPH
    return folder_of(named) if is_address(named) else Path(named)


def cache_folder() -> Path:
    """Where what can be made again is kept: as KG_CACHE says, else in the user's cache folder."""
    if given := os.environ.get(CACHE_VARIABLE):
        return Path(given)
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 (Path.home may raise)
    return Path(home) / "kg-receipts"
