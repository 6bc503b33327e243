"""Patterns of examples, kept from one process to the next: parsing 3,400 examples takes 4 s, reading them back 0.1 s.

They are kept in the user's cache folder and not beside the graph, which may come from somebody else, as JSON and not as
pickles, which may do anything when they are read. A file that is damaged, or cannot be written, costs time and nothing
else.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import astuple
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.extraction.naming.lexicon import Lexicon
from kg.extraction.syntax.paths import Step
from kg.extraction.wording.patterns import Node, Pattern
from kg.ontology.definitions import Example, Relation
from kg.settings import cache_folder
from kg.versions import program_hash

#: Files that are kept; each is of one version of program and classes and has about half a megabyte.
KEPT = 6

Row = tuple[Relation, Example]
Compile = Callable[[list[Row]], Iterable[Pattern | None]]


def patterns(rows: Iterable[Row], lexicon: Lexicon, compile_rows: Compile) -> list[Pattern | None]:
    """The pattern of each example, or None where it teaches nothing.

    Args:
        rows: examples with their relations.
        lexicon: what nouns mean; of it only the classes of its ontology have a say in patterns.
        compile_rows: compiles those that are not kept.
    """
    rows = list(rows)
    file = _file(lexicon)
    kept = _read(file)
    missing = [row for row in rows if _key(row) not in kept]
    if missing:
        kept = {**kept, **dict(zip(map(_key, missing), map(_written, compile_rows(missing)), strict=True))}
        _write(file, kept)  # with what others asked for: counterexamples are compiled after examples
    return [_pattern(row, kept[_key(row)]) for row in rows]


def _file(lexicon: Lexicon) -> Path:
    classes = "".join(map(repr, lexicon.ontology.classes.values()))
    return cache_folder() / f"patterns-{sha256((program_hash() + classes).encode()).hexdigest()[:24]}.json"


def _key(row: Row) -> str:
    relation, example = row
    return f"{relation.name} {example.marked}"


def _written(pattern: Pattern | None) -> list[Any] | None:
    """A pattern without its relation and example, which the ontology has."""
    if pattern is None:
        return None
    nodes, steps = [astuple(node) for node in pattern.nodes], [astuple(step) for step in pattern.steps]
    return [nodes, steps, sorted(pattern.cues), pattern.subject_kind, pattern.object_kind]


def _pattern(row: Row, written: list[Any] | None) -> Pattern | None:
    if written is None:
        return None
    nodes, steps, cues, *kinds = written
    relation, example = row
    found = tuple(Node(*node) for node in nodes), tuple(Step(*step) for step in steps)
    return Pattern(relation.name, *found, frozenset(cues), example, *kinds)


def _read(file: Path) -> Mapping[str, list[Any] | None]:
    """What a file holds; nothing if there is none or it is not as it was written."""
    with suppress(OSError, ValueError):
        checksum, _, content = file.read_bytes().partition(b"\n")
        if checksum.decode() == sha256(content).hexdigest():
            os.utime(file)  # the last used are kept
            found: dict[str, list[Any] | None] = json.loads(content)
            return found
    return {}


def _write(file: Path, rows: Mapping[str, list[Any] | None]) -> None:
    """Write a file in one step, as other processes may read or write it too."""
    content = json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix="draft-", delete=False) as draft:
            draft.write(sha256(content).hexdigest().encode() + b"\n" + content)
        Path(draft.name).replace(file)
        for old in sorted(file.parent.glob("patterns-*.json"), key=lambda place: -place.stat().st_mtime)[KEPT:]:
            old.unlink(missing_ok=True)
