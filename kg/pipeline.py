"""From files to a graph on disk: documents are read and understood where they are new, and all is stated again."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from itertools import chain
from pathlib import Path
from typing import Self

from kg.errors import OntologyError, ReadingError
from kg.graph import opening
from kg.graph.readings import Entry, Readings
from kg.judging import file as judgements
from kg.judging import stating
from kg.ontology_lint import unguarded
from kg.reading.readers import content_hash
from kg.reading.sources import Source, discover
from kg.teaching import Teaching
from kg.workers import Job, Outcome, outcomes

NEW, CHANGED, UNCHANGED, GONE = "new", "changed", "unchanged", "gone"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is."""

    total: int  # documents to be read
    documents: int = 0  # those that are done
    claims: int = 0
    refused: int = 0
    understood: int = 0  # documents that were not taken from an earlier build

    def after(self, outcome: Outcome) -> Self:
        """The progress when one more document is done."""
        found = outcome.extraction
        return replace(
            self,
            documents=self.documents + 1,
            claims=self.claims + (len(found.claims) if found else 0),
            refused=self.refused + (outcome.refusal is not None),
            understood=self.understood + (found is not None),
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build found, and what the graph holds after it."""

    documents: int  # in the graph
    copies: int  # those that are copies of another
    changes: Mapping[str, int]  # of documents: new, changed, unchanged, gone
    understood: int  # documents that were understood in this build, and not taken from an earlier one
    relations: Mapping[str, int]  # claims in the graph by relation, the most frequent first
    statuses: Mapping[str, int]  # claims in the graph by status
    entities: int  # actors and things in the graph
    gaps: Mapping[str, int]  # what was not understood, by kind
    refused: tuple[ReadingError, ...]
    seconds: float
    judgements: int = 0
    unmet: int = 0  # judgements of what is not there any more

    @property
    def claims(self) -> int:
        """Number of claims in the graph."""
        return sum(self.relations.values())


def build(
    paths: Iterable[str | os.PathLike[str]],
    graph_folder: str | os.PathLike[str],
    *,
    teaching: Teaching | None = None,
    prune: bool = False,
    processes: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Add the documents at the paths to the graph in a folder, which is made if there is none.

    Documents that are in the graph with the same content are not understood again; one of the same name with other
    content replaces the old one. What was understood with another ontology, other actors or another version of the
    program is understood again from the text that the graph keeps.

    Args:
        paths: files, folders, patterns such as `reports/*.pdf`, or `-` for standard input.
        graph_folder: the folder of the graph.
        teaching: ontology files and lists of actors; if not given, those that the graph was built with so far.
        prune: whether documents that came from these paths and are not there any more leave the graph.
        processes: how many are used; if not given, one for each core, or one for little text.
        progress: called after each document.

    Returns:
        What the graph holds now, what has changed, and which documents were refused and why.

    Raises:
        UsageError: a path does not exist or holds no document, or a file of the teaching does not exist.
        OntologyError: the ontology or a list of actors is wrong; the graph is left as it was.
        StoreError: the folder cannot be written, another build is writing to it, or a judgement cannot be read.
        KeyboardInterrupt: what was understood before is kept, and the next build goes on from there.
    """
    began = time.monotonic()
    folder = Path(graph_folder)
    teaching = teaching or Teaching.of(folder)
    ontology = teaching.load_ontology()
    if unsafe := unguarded(ontology):
        raise OntologyError(unsafe)
    opening.check(folder)
    judgements.load(folder)  # one that cannot be read is told before anything is done
    given = _outside(folder, discover(paths, stdin=getattr(sys.stdin, "buffer", None)))
    with Readings.open(folder) as readings:
        before = readings.entries()
        sources = _distinct(given, before)
        try:
            done, refused = _understand(sources, readings, teaching, processes, progress or _silent)
        except KeyboardInterrupt:
            teaching.keep(folder)
            raise
        teaching.keep(folder)
        readings.refuse(refused)
        readings.remove(_forgotten(sources, readings.entries(), paths if prune else ()))
        after = readings.entries()
        stated = stating.state(folder, readings, ontology)
    return Summary(
        documents=stated.counts.documents,
        copies=len(stated.copies),
        changes=_changes(before, after),
        understood=done.understood,
        relations=_ranked(stated.counts.relations),
        statuses=_ranked(stated.counts.statuses),
        entities=len(stated.agreement.agreed),
        gaps=_ranked(stated.counts.gaps),
        refused=tuple(refused),
        seconds=time.monotonic() - began,
        judgements=len(stated.judgements),
        unmet=len(stated.unmet),
    )


def _understand(
    sources: Sequence[Source],
    readings: Readings,
    teaching: Teaching,
    processes: int | None,
    progress: Callable[[Progress], None],
) -> tuple[Progress, list[ReadingError]]:
    """Put into the readings what is new or was understood otherwise; what was done, and what was refused."""
    fingerprint, names = teaching.fingerprint, {source.name for source in sources}
    entries = readings.entries()
    known = {name: entry for name, entry in entries.items() if entry.fingerprint == fingerprint}
    changed = [source for source in sources if not _is_same(source, known.get(source.name))]
    stale = [n for n, entry in entries.items() if n not in known and n not in names and not entry.is_imported]
    jobs = chain(
        (Job(source, known[source.name].key if source.name in known else None) for source in changed),
        (Job(readings.document(name)) for name in stale),
    )
    reached, refused = Progress(len(sources) + len(stale), documents=len(sources) - len(changed)), list[ReadingError]()
    with closing(outcomes(jobs, teaching, processes=processes)) as arriving:
        for outcome in arriving:
            _record(outcome, readings, fingerprint)
            if outcome.refusal:
                refused.append(outcome.refusal)
            reached = reached.after(outcome)
            progress(reached)
    return reached, refused


def _is_same(source: Source, known: Entry | None) -> bool:
    """Whether a source has the bytes of which a reading was made; the name of its file has a say in how it is read."""
    return known is not None and known.source == source.path and known.sha256 == content_hash(source)


def _record(outcome: Outcome, readings: Readings, fingerprint: str) -> None:
    """Store what came of a document. What was understood otherwise before does not stay beside it."""
    if outcome.document is not None:
        readings.put(outcome.document, outcome.extraction, fingerprint)
    elif outcome.job.known is None:
        readings.remove([outcome.job.item.name])


def _outside(folder: Path, sources: Iterable[Source]) -> list[Source]:
    """The sources that are not files of the graph itself."""
    home = _place(folder)
    return [source for source in sources if home not in _place(source.path).parents]


def _distinct(sources: Sequence[Source], entries: Mapping[str, Entry]) -> list[Source]:
    """The sources under names that no document of another file has, unless that file does not exist any more."""
    taken = {source.name: _place(source.path) for source in sources}
    stored = ((name, _place(entry.source), entry.is_imported) for name, entry in entries.items())
    taken |= {n: place for n, place, rows in stored if place != taken.get(n) and (rows or place.exists())}
    return [replace(source, name=_distinct_name(source, taken)) for source in sources]


def _distinct_name(source: Source, taken: Mapping[str, Path]) -> str:
    """The name with as many folders in front as part it from those that other files have taken."""
    place, name = _place(source.path), source.name
    for folder in reversed(place.parts if source.position is not None else place.parts[:-1]):
        if taken.get(name, place) == place:
            break
        name = f"{folder}/{name}"
    return name


def _forgotten(
    sources: Sequence[Source], entries: Mapping[str, Entry], pruned: Iterable[str | os.PathLike[str]]
) -> list[str]:
    """Names of documents that leave the graph.

    These are documents that are now found under another name, and, below the paths that are pruned, those that are
    not found any more.
    """
    names = {source.name for source in sources}
    whole = {_place(source.path): source.position is None for source in sources}
    hashes = {entry.sha256 for entry in entries.values() if entry.name in names}
    gone = []
    for entry in entries.values():
        if entry.name in names or entry.is_imported:
            continue
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
    return Path.cwd() / path


def _changes(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> dict[str, int]:
    """How many documents are new, changed, unchanged and gone."""
    kept = before.keys() & after.keys()
    changed = sum(before[name].key != after[name].key for name in kept)
    return {
        NEW: len(after.keys() - before.keys()),
        CHANGED: changed,
        UNCHANGED: len(kept) - changed,
        GONE: len(before.keys() - after.keys()),
    }


def _ranked(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts with the most frequent first and equals by name."""
    return dict(sorted(counts.items(), key=lambda row: (-row[1], row[0])))


def _silent(progress: Progress) -> None:
    """Report nothing."""
