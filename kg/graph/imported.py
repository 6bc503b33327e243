"""Exports of other graphs that were imported: a file of quads for each in the graph's folder, stated beside the rest.

They are kept as they came, so that they are exported as they came. What the graph has read itself comes first: of a
document that it has read, nothing is taken from an import; of an entity that it knows, only what claims say. Of two
imports with the same document, that whose name comes first has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import UsageError, suggestion
from kg.graph import pieces
from kg.graph.pieces import Piece
from kg.graph.quads import Quad, bare, quads_of, written

_FOLDER, _SUFFIX = "imports", ".nq"


def kept(folder: Path) -> dict[str, list[Quad]]:
    """The imports of a graph folder by name."""
    files = sorted((folder / _FOLDER).glob("*" + _SUFFIX))
    return {file.name.removesuffix(_SUFFIX): quads_of(file.read_bytes()) for file in files}


def described(folder: Path) -> set[str]:
    """IRIs of the entities and documents that the imports describe."""
    return {bare(quad.subject) for quads in kept(folder).values() for quad in quads if not quad.dataset}


def keep(folder: Path, name: str, quads: Iterable[Quad]) -> None:
    """Keep an import in place of any other of the same name.

    Raises:
        UsageError: the name cannot be that of a file.
    """
    if not name or name.startswith(".") or set(name) & set('/\\\0:*?"<>|'):
        raise UsageError(f"'{name}' cannot be the name of an import; use letters, digits, hyphens and points")
    place = folder / _FOLDER / (name + _SUFFIX)
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_suffix(".new")
    draft.write_bytes(written(quads))
    draft.replace(place)


def drop(folder: Path, name: str) -> None:
    """Forget an import.

    Raises:
        UsageError: there is none of that name.
    """
    place = folder / _FOLDER / (name + _SUFFIX)
    if not place.is_file():
        raise UsageError(f"there is no import '{name}'.{suggestion(name, kept(folder))}")
    place.unlink()


def of_imports(folder: Path, taken: Iterable[str]) -> Iterator[Piece]:
    """The imports in pieces.

    Args:
        folder: of the graph.
        taken: IRIs of the documents and entities that the graph describes itself.
    """
    imports = kept(folder)
    known = set(taken if imports else ())
    for quads in imports.values():
        yield from pieces.of_quads(quad for quad in quads if bare(quad.dataset or quad.subject) not in known)
        known |= {bare(quad.dataset or quad.subject) for quad in quads}
