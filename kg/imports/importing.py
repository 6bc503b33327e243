"""Taking in what is structured already: exports of graphs, and tables of contracts or suits.

Documents of a table become readings, like those that were read, with the claims that their rows make; no build
understands them anew. Exports are kept as they came (`kg.graph.imported`). Both have a name, by which the same import
replaces itself and is removed.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.claims import Extraction
from kg.errors import ReadingError, UsageError, suggestion
from kg.graph import imported
from kg.graph.quads import Quad, bare
from kg.graph.readings import IMPORTED, Readings
from kg.graph.triples import CLAIM, DOCUMENT
from kg.imports import datasets, tables
from kg.imports.datasets import read_dataset
from kg.imports.mapping import TableMapping
from kg.imports.records import read_records
from kg.judging import stating
from kg.reading.documents import Document
from kg.teaching.materials import Teaching


@dataclass(frozen=True, slots=True)
class Import:
    """Something that was imported."""

    name: str
    kind: str  # "table" or "export"
    documents: int
    claims: int

    def to_json(self) -> dict[str, Any]:
        """The record that `kg import --list` prints."""
        return asdict(self)


def take(
    file: Path, folder: Path, *, mapping: Path | None = None, name: str | None = None
) -> tuple[Import, list[ReadingError]]:
    """Import a file into the graph in a folder, which is made if there is none.

    Args:
        file: an export (`.trig`, `.nq`), or a table (`.csv`, `.tsv`, `.xlsx`).
        folder: of the graph.
        mapping: what the columns of a table mean; see `kg.imports.mapping`.
        name: of the import; the file's if not given. What was imported under it before is replaced.

    Returns:
        What was imported, and the rows of a table that were refused.

    Raises:
        UsageError: the file or the mapping is wrong; the graph is left as it was.
        StoreError: the folder cannot be written, or a build is writing to it.
    """
    suffix = file.suffix.lower()
    if not file.is_file():
        raise UsageError(f"there is no file '{file}'")
    if suffix in datasets.SUFFIXES:
        if mapping is not None:
            raise UsageError(f"'{file}' is an export and needs no mapping")
        return _take_dataset(file, folder, name or file.name), []
    if suffix not in tables.SUFFIXES:
        known = ", ".join((*datasets.SUFFIXES, *tables.SUFFIXES))
        raise UsageError(f"'{file}' is none of the files that can be imported: {known}")
    if mapping is None:
        raise UsageError(f"say what the columns of '{file}' mean with --mapping FILE")
    return _take_table(file, folder, TableMapping.read(mapping), name or file.name)


def listed(folder: Path) -> list[Import]:
    """What was imported into the graph in a folder, by name."""
    found = [_described(name, quads) for name, quads in imported.kept(folder).items()]
    with Readings.read(folder) as readings:
        names = readings.imported()
        claims = {name: len(readings.get(name)[1].claims) for name in names}
    for name in sorted(set(names.values())):
        documents = [document for document, of in names.items() if of == name]
        found.append(Import(name, "table", len(documents), sum(claims[document] for document in documents)))
    return sorted(found, key=lambda one: one.name)


def remove(name: str, folder: Path) -> None:
    """Take an import out of the graph in a folder.

    Raises:
        UsageError: there is none of that name.
    """
    known = [one.name for one in listed(folder)]
    if name not in known:
        there = f" There are: {', '.join(known)}" if known else " There are none."
        raise UsageError(f"there is no import '{name}'.{suggestion(name, known) or there}")
    with Readings.open(folder) as readings:
        readings.remove(document for document, of in readings.imported().items() if of == name)
        if name in imported.kept(folder):
            imported.drop(folder, name)
        stating.state(folder, readings, Teaching.of(folder).load_ontology())


def _take_dataset(file: Path, folder: Path, name: str) -> Import:
    ontology = Teaching.of(folder).load_ontology()
    quads = read_dataset(file, ontology)
    with Readings.open(folder) as readings:
        if name in readings.imported().values():
            raise UsageError(f"there is an import of a table of the name '{name}'; give this one another with --name")
        imported.keep(folder, name, quads)
        stating.state(folder, readings, ontology)
    return _described(name, quads)


def _take_table(file: Path, folder: Path, mapping: TableMapping, name: str) -> tuple[Import, list[ReadingError]]:
    ontology = Teaching.of(folder).load_ontology()
    found, refused = read_records(file, mapping, ontology, name=name)
    if not found:
        reasons = f"; the first refused: {refused[0]}" if refused else ""
        raise UsageError(f"{file}: no row could be imported{reasons}")
    with Readings.open(folder) as readings:
        if name in imported.kept(folder):
            raise UsageError(f"there is an import of an export of the name '{name}'; give this one another with --name")
        _put(found, readings, name)
        stating.state(folder, readings, ontology)
    return Import(name, "table", len(found), sum(len(extraction.claims) for _, extraction in found)), refused


def _put(found: list[tuple[Document, Extraction]], readings: Readings, name: str) -> None:
    """Put the documents of an import in place of those that it had.

    Raises:
        UsageError: a document of that name was read, or belongs to another import.
    """
    before, stored = readings.imported(), readings.entries()
    for document, _ in found:
        if document.name in stored and before.get(document.name) != name:
            raise UsageError(f"there is a document '{document.name}' already; give the import a name with --name")
    names = {document.name for document, _ in found}
    readings.remove(old for old, of in before.items() if of == name and old not in names)
    for document, extraction in found:
        readings.put(document, extraction, IMPORTED + name)


def _described(name: str, quads: list[Quad]) -> Import:
    kinds = [bare(quad.value) for quad in quads if quad.value in (f"<{CLAIM}>", f"<{DOCUMENT}>")]
    return Import(name, "export", kinds.count(DOCUMENT), kinds.count(CLAIM))
