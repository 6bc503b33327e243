"""Reading and understanding documents, each by itself, in as many processes as there are cores."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from kg.claims import Extraction
from kg.errors import ReadingError
from kg.reading.documents import Document
from kg.reading.readers import read_source
from kg.reading.sources import Source
from kg.teaching import Teaching

if TYPE_CHECKING:
    from kg.extraction.extractor import Extractor

#: Documents, and bytes, that are sent to a process at once: a second's work, so that sending costs nothing and progress
#: is seen.
BATCH, BATCH_BYTES = 8, 25_000

#: Batches that each process is sent ahead, so that none waits for work.
AHEAD = 2

#: Bytes below which one process is used. A second one takes 6 s of a core to load, which did not pay for 76, 120 and
#: 180 kB of news on two cores; it does from about twice that on.
SMALL = 300_000

Batch = tuple["Job", ...]


@dataclass(frozen=True, slots=True)
class Job:
    """A document to be understood: where it is read from, or the document itself."""

    item: Source | Document
    known: str | None = None  # the key under which the document is already understood

    @property
    def place(self) -> str:
        """Where the document is, for messages."""
        return self.item.place if isinstance(self.item, Source) else self.item.name


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: a document and what it says, a document that was known already, or a refusal."""

    job: Job
    document: Document | None = None
    extraction: Extraction | None = None
    refusal: ReadingError | None = None


def outcomes(jobs: Sequence[Job], teaching: Teaching, *, processes: int | None = None) -> Generator[Outcome]:
    """What becomes of each job, in their order; what does not depend on the number of processes.

    A document that raises an error, or that ends the process which reads it, is refused.

    Args:
        jobs: the documents.
        teaching: what they are understood with.
        processes: how many are used: if not given, one for each core, or this process alone for little text.
    """
    count = processes or _fitting_count(jobs)
    if count == 1:
        yield from (_outcome(job, teaching) for job in jobs)
        return
    rest = deque(_batches(jobs))
    while rest:
        for batch, done in _until_a_crash(rest, teaching, count):
            yield from done or _one_by_one(batch, teaching)


def _fitting_count(jobs: Iterable[Job]) -> int:
    """As many processes as there are cores, or one where that is faster."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores if sum(map(_size, jobs)) > SMALL else 1


def _batches(jobs: Iterable[Job]) -> Iterator[Batch]:
    """The jobs in their order, in batches of about equal work."""
    batch: list[Job] = []
    size = 0
    for job in jobs:
        batch.append(job)
        size += _size(job)
        if len(batch) == BATCH or size >= BATCH_BYTES:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def _size(job: Job) -> int:
    """About how many bytes a job has to read."""
    if isinstance(job.item, Document):
        return len(job.item.text)
    if job.item.size is not None:
        return job.item.size
    with suppress(OSError):
        return Path(job.item.path).stat().st_size
    return len(job.item.data or b"")


def _until_a_crash(rest: deque[Batch], teaching: Teaching, count: int) -> Iterator[tuple[Batch, list[Outcome] | None]]:
    """Batches, which are taken from `rest`, with their outcomes; with nothing where a process ended before its time."""
    sent: deque[tuple[Batch, Future[list[Outcome]]]] = deque()
    broken = False
    with _pool(count) as pool:
        while sent or (rest and not broken):
            while rest and not broken and sum(not future.done() for _, future in sent) < AHEAD * count:
                try:
                    sent.append((rest[0], _submit(pool, rest[0], teaching)))
                    rest.popleft()
                except BrokenProcessPool:
                    broken = True
            wait([future for _, future in sent if not future.done()], return_when=FIRST_COMPLETED)
            while sent and sent[0][1].done():
                batch, future = sent.popleft()
                try:
                    yield batch, future.result()
                except BrokenProcessPool:
                    broken = True
                    yield batch, None


def _one_by_one(batch: Batch, teaching: Teaching) -> Iterator[Outcome]:
    """Outcomes of a batch of which one job may end its process."""
    rest = deque(batch)
    while rest:
        with _pool(1) as pool:
            try:
                while rest:
                    yield from _submit(pool, (rest[0],), teaching).result()
                    rest.popleft()
            except BrokenProcessPool:
                job = rest.popleft()
                yield Outcome(job, refusal=ReadingError(job.place, "ended the process that was reading it"))


@contextmanager
def _pool(count: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that end with the block, at once when it is left by an error."""
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"), initializer=prepare)
    try:
        yield pool
    except BaseException:
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, batch: Batch, teaching: Teaching) -> Future[list[Outcome]]:
    """Send a batch, for which the pool may start a process."""
    with without_script():
        return pool.submit(_work, batch, teaching)


@contextmanager
def without_script() -> Iterator[None]:
    """A new process would run the caller's script again, so the script is hidden while one is started."""
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


def prepare() -> None:
    """Prepare a process: it uses one core, leaves interrupts to its parent, and does not outlive it."""
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(batch: Batch, teaching: Teaching) -> list[Outcome]:
    return [_outcome(job, teaching) for job in batch]


def _outcome(job: Job, teaching: Teaching) -> Outcome:
    """Read and understand one document; whatever a hostile one provokes must not cost the others."""
    try:
        document = read_source(job.item) if isinstance(job.item, Source) else job.item
    except ReadingError as error:
        return Outcome(job, refusal=error)
    except Exception as error:
        return _refused(job, "read", error)
    if document.key == job.known:
        return Outcome(job, document)
    extractor = _extractor(teaching, teaching.fingerprint)
    try:
        ((_, extraction),) = extractor.extract([document])
    except Exception as error:
        return _refused(job, "understood", error)
    return Outcome(job, document, extraction)


def _refused(job: Job, what: str, error: Exception) -> Outcome:
    return Outcome(job, refusal=ReadingError(job.place, f"cannot be {what} ({type(error).__name__}: {error})"))


@lru_cache(maxsize=1)
def _extractor(teaching: Teaching, fingerprint: str) -> Extractor:
    """The extractor of a process, made when the first document needs it, and anew when the files have changed."""
    from kg.extraction.extractor import Extractor

    ontology = teaching.load_ontology()
    return Extractor.trained(ontology, teaching.load_actors(ontology))
