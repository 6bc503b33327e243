"""From files to a graph on disk: documents are read and understood where they are new, and all is stated again."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal, Self

from kg.building import workers
from kg.building.jobs import Job, Outcome, Reader, Understands
from kg.building.membership import distinct, forgotten, outside
from kg.errors import OntologyError, ReadingError, ServiceError, UsageError
from kg.graph import opening
from kg.graph.readings import Entry, Readings
from kg.judging import file as judgements
from kg.judging import stating
from kg.ontology.shortcomings import unguarded
from kg.reading.readers import content_hash
from kg.reading.sources import Source, discover
from kg.teaching.materials import Teaching
from kg.versions import by_reader, reader_of

NEW, CHANGED, UNCHANGED, GONE = "new", "changed", "unchanged", "gone"

#: Gives what becomes of jobs, understood by the program's own means or by what is given.
Read = Callable[[Iterable[Job], Understands | None], Generator[Outcome]]


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
class _Renewed:
    """What became of the documents, in a few numbers."""

    changes: Mapping[str, int]
    understood: int
    refused: tuple[ReadingError, ...]


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
    scheduler: str | None = None,
    progress: Callable[[Progress], None] | None = None,
    reader: Reader | Literal["own"] | None = None,
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
        scheduler: address of a Dask scheduler whose workers read the documents, or "local"; see `kg.building.cluster`.
        progress: called after each document.
        reader: understands the documents; if not given, the program's own, in a graph that no other has read. "own" is
            the program's own in any graph.

    Returns:
        What the graph holds now, what has changed, and which documents were refused and why.

    Raises:
        UsageError: a path does not exist or holds no document, a file of the teaching does not exist, or no reader is
            given for a graph that another than the program's own has read.
        ServiceError: the reader needs a server that fails; what was understood before is kept.
        OntologyError: the ontology or a list of actors is wrong; the graph is left as it was.
        StoreError: the folder cannot be written, another build is writing to it, or a judgement cannot be read.
        ClusterError: documents cannot be read on other machines; those that were are kept.
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
    given = outside(folder, discover(paths, stdin=getattr(sys.stdin, "buffer", None)))
    read = partial(_outcomes, teaching=teaching, processes=processes, scheduler=scheduler)
    with Readings.open(folder) as readings:
        if scheduler and reader and not isinstance(reader, str):
            raise UsageError(f"{reader.name} reads from this machine only: leave out --scheduler or --reader")
        pruned = paths if prune else ()
        renewed = _renewed(given, readings, teaching, reader, read, pruned=pruned, progress=progress or _silent)
        del given  # what is known of files need not wait in memory for the graph to be written
        stated = stating.state(folder, readings, ontology)
    return Summary(
        documents=stated.counts.documents,
        copies=len(stated.copies),
        changes=renewed.changes,
        understood=renewed.understood,
        relations=_ranked(stated.counts.relations),
        statuses=_ranked(stated.counts.statuses),
        entities=len(stated.agreement.agreed),
        gaps=_ranked(stated.counts.gaps),
        refused=renewed.refused,
        seconds=time.monotonic() - began,
        judgements=len(stated.judgements),
        unmet=len(stated.unmet),
    )


def _renewed(
    given: Sequence[Source],
    readings: Readings,
    teaching: Teaching,
    reader: Reader | Literal["own"] | None,
    read: Read,
    *,
    pruned: Iterable[str | os.PathLike[str]],
    progress: Callable[[Progress], None],
) -> _Renewed:
    """Bring the readings up to date. All that is known of single files and documents is in memory only meanwhile."""
    before = readings.entries()
    if reader is None:
        _only_own(before.values())
    other = None if isinstance(reader, str) else reader
    sources = distinct(given, before)
    try:
        done, refused = _understand(sources, before, readings, teaching, other, read, progress=progress)
    except (KeyboardInterrupt, ServiceError):
        teaching.keep(readings.folder)
        raise
    teaching.keep(readings.folder)
    readings.refuse(refused)
    entries = readings.entries()
    gone = set(forgotten(sources, entries, pruned))
    readings.remove(gone)
    after = {name: entry for name, entry in entries.items() if name not in gone}
    return _Renewed(_changes(before, after), done.understood, tuple(refused))


def _understand(
    sources: Sequence[Source],
    entries: Mapping[str, Entry],
    readings: Readings,
    teaching: Teaching,
    reader: Reader | None,
    read: Read,
    *,
    progress: Callable[[Progress], None],
) -> tuple[Progress, list[ReadingError]]:
    """Put into the readings what is new or was understood otherwise; what was done, and what was refused."""
    fingerprint, names = teaching.fingerprint, {source.name for source in sources}
    if reader:
        fingerprint = by_reader(reader.name, reader.fingerprint(teaching))
    known = {name: entry for name, entry in entries.items() if entry.fingerprint == fingerprint}
    changed = [source for source in sources if not _is_same(source, known.get(source.name))]
    stale = [n for n, entry in entries.items() if n not in known and n not in names and not entry.is_imported]

    def jobs() -> Iterator[Job]:
        yield from (Job(source, known[source.name].key if source.name in known else None) for source in changed)
        yield from (Job(readings.document(name)) for name in stale)

    if reader:
        reader.prepare(teaching, jobs())
    extractor = reader.extractor(teaching) if reader else None
    reached, refused = Progress(len(sources) + len(stale), documents=len(sources) - len(changed)), list[ReadingError]()
    with closing(read(jobs(), extractor)) as arriving:
        for outcome in arriving:
            _record(outcome, readings, fingerprint)
            if outcome.refusal:
                refused.append(outcome.refusal)
            reached = reached.after(outcome)
            progress(reached)
    return reached, refused


def _outcomes(
    jobs: Iterable[Job],
    extractor: Understands | None,
    *,
    teaching: Teaching,
    processes: int | None,
    scheduler: str | None,
) -> Generator[Outcome]:
    """What becomes of the jobs, here or on the machines of a cluster."""
    if scheduler is None:
        return workers.outcomes(jobs, teaching, processes=processes, extractor=extractor)
    from kg.building import cluster

    return cluster.outcomes(jobs, teaching, scheduler, processes=processes)


def _only_own(entries: Iterable[Entry]) -> None:
    """Check that no other reader than the program's own has read: its readings would be lost, or text be sent to it."""
    others = sorted({name for entry in entries if (name := reader_of(entry.fingerprint))})
    if others:
        raise UsageError(
            f"documents of this graph were read by another reader ({', '.join(others)}), and this build does not say by"
            " which it reads. Give its options again (--reader llm --model … --endpoint …: text is sent), or --reader"
            " own, which reads all of the graph on this machine instead, or another folder with --graph"
        )


def _is_same(source: Source, known: Entry | None) -> bool:
    """Whether a source has the bytes of which a reading was made; the name of its file has a say in how it is read."""
    return known is not None and known.source == source.path and known.sha256 == content_hash(source)


def _record(outcome: Outcome, readings: Readings, fingerprint: str) -> None:
    """Store what came of a document. What was understood otherwise before does not stay beside it."""
    if outcome.document is not None:
        readings.put(outcome.document, outcome.extraction, fingerprint)
    elif outcome.job.known is None:
        readings.remove([outcome.job.item.name])


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
