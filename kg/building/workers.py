"""Reading and understanding documents, each by itself, in as many processes as there are cores."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kg.building.jobs import Job, Outcome, Understands
from kg.errors import ReadingError, ServiceError
from kg.processes import at_most, no_script, prepare
from kg.reading.confined import SECONDS, ConfinedReader
from kg.reading.documents import Document
from kg.reading.readers import read_source
from kg.teaching.materials import Teaching

if TYPE_CHECKING:
    from kg.extraction.extractor import Extractor

#: Documents, and bytes, that are sent to a process at once: a second's work, so that sending costs nothing and progress
#: is seen.
BATCH, BATCH_BYTES = 8, 25_000

#: Batches that each process is sent ahead, so that none waits for work, and batches in all whose outcomes may wait for
#: those of one before them.
AHEAD, WAITING = 2, 50

#: A document that takes the processor longer than so many seconds, and one more for so many characters, goes round in
#: circles.
LEAST_SECONDS, SLOWEST = 60, 100

#: Bytes below which one process is used. A second one takes 6 s of a core to load, which did not pay for 76, 120 and
#: 180 kB of news on two cores; it does from about twice that on.
SMALL = 300_000

Batch = tuple[Job, ...]
Answer = TypeVar("Answer")


def outcomes(
    jobs: Iterable[Job], teaching: Teaching, *, processes: int | None = None, extractor: Understands | None = None
) -> Generator[Outcome]:
    """What becomes of each job, in their order; what does not depend on the number of processes.

    A document that raises an error, or that ends the process which reads it, is refused.

    Args:
        jobs: the documents; no more of them are taken at a time than are sent ahead.
        teaching: what they are understood with.
        processes: how many are used: if not given, one for each core, or this process alone for little text.
        extractor: understands the documents in this process alone, in place of the program's own.

    Raises:
        ServiceError: the extractor needs a server that fails.
    """
    rest = iter(jobs)
    count = 1 if extractor else processes
    if count is None:
        count, first = _fitting_count(rest)
        rest = chain(first, rest)
    if count == 1:
        with closing(ConfinedReader()) as reader:
            yield from (_outcome(job, teaching, reader, extractor) for job in rest)
        return
    batches = batched(rest)
    while (batch := next(batches, None)) is not None:
        for sent, done in _until_a_crash(chain([batch], batches), teaching, count):
            yield from done or _one_by_one(sent, teaching)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _fitting_count(jobs: Iterator[Job]) -> tuple[int, list[Job]]:
    """As many processes as there are cores, or one where that is faster; and the jobs that were looked at."""
    first, size = [], 0
    for job in jobs:
        first.append(job)
        size += size_of(job)
        if size > SMALL:
            return cores(), first
    return 1, first


def batched(jobs: Iterable[Job]) -> Iterator[Batch]:
    """The jobs in their order, in batches of about equal work."""
    batch: list[Job] = []
    size = 0
    for job in jobs:
        batch.append(job)
        size += size_of(job)
        if len(batch) == BATCH or size >= BATCH_BYTES:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def size_of(job: Job) -> int:
    """About how many bytes a job has to read."""
    if isinstance(job.item, Document):
        return len(job.item.text)
    if job.item.size is not None:
        return job.item.size
    with suppress(OSError):
        return Path(job.item.path).stat().st_size
    return len(job.item.data or b"")


def in_order(
    rest: Iterator[Batch],
    submit: Callable[[Batch], Future[Answer]],
    has_room: Callable[[list[Future[Answer]]], bool],
    *,
    patience: float | None = None,
) -> Iterator[tuple[Batch, Future[Answer]]]:
    """Batches with their futures, which are done, in the order of the batches, of which some are sent ahead.

    Args:
        rest: the batches; one is taken when it is sent.
        submit: sends a batch.
        has_room: whether one more may be sent, by those that are under way.
        patience: seconds after which that is asked again though nothing was done.
    """
    sent: deque[tuple[Batch, Future[Answer]]] = deque()
    while True:
        while len(sent) < WAITING and has_room([future for _, future in sent if not future.done()]):
            batch = next(rest, None)
            if batch is None:
                break
            sent.append((batch, submit(batch)))
        if not sent:
            return
        wait([future for _, future in sent if not future.done()], patience, return_when=FIRST_COMPLETED)
        while sent and sent[0][1].done():
            yield sent.popleft()


def _until_a_crash(
    rest: Iterator[Batch], teaching: Teaching, count: int
) -> Iterator[tuple[Batch, list[Outcome] | None]]:
    """Batches, which are taken from `rest`, with their outcomes; with nothing where a process ended before its time."""
    broken = False

    def submit(batch: Batch) -> Future[list[Outcome]]:
        nonlocal broken
        future = _submit(pool, batch, teaching)
        broken = future.done() and future.exception() is not None
        return future

    def has_room(unfinished: list[Future[list[Outcome]]]) -> bool:
        return not broken and len(unfinished) < AHEAD * count

    with _pool(count) as pool:
        for batch, future in in_order(rest, submit, has_room):
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
                yield deadly(rest.popleft())


def deadly(job: Job) -> Outcome:
    """The refusal of a document that ends the process which reads it."""
    return Outcome(job, refusal=ReadingError(job.place, "ended the process that was reading it"))


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
    """Send a batch; what comes of it is an error where the pool is broken already."""
    try:
        with no_script():
            return pool.submit(work, batch, teaching)
    except BrokenProcessPool as error:
        failed: Future[list[Outcome]] = Future()
        failed.set_exception(error)
        return failed


def work(batch: Batch, teaching: Teaching) -> list[Outcome]:
    """Read and understand documents in this process, which keeps what it needs for the next ones."""
    return [_outcome(job, teaching, _reader()) for job in batch]


def _outcome(job: Job, teaching: Teaching, reader: ConfinedReader, extractor: Understands | None = None) -> Outcome:
    """Read and understand one document; whatever a hostile one provokes must not cost the others."""
    try:
        document = document_of(job, reader)
    except ReadingError as error:
        return Outcome(job, refusal=error)
    except Exception as error:
        return _refused(job, "read", error)
    if document.key == job.known:
        return Outcome(job, document)
    extractor = extractor or _extractor(teaching, teaching.fingerprint)
    try:
        with at_most(LEAST_SECONDS + len(document.text) / SLOWEST):
            ((_, extraction),) = extractor.extract([document])
    except ServiceError:
        raise  # it is no document's fault
    except ReadingError as error:
        return Outcome(job, refusal=ReadingError(job.place, error.reason))
    except Exception as error:
        return _refused(job, "understood", error)
    return Outcome(job, document, extraction)


def document_of(job: Job, reader: ConfinedReader) -> Document:
    """The document of a job.

    Raises:
        ReadingError: it cannot be read.
        TimeoutError: it takes too long.
    """
    if isinstance(job.item, Document):
        return job.item
    with at_most(SECONDS):
        return read_source(job.item, confined=reader.read)


def _refused(job: Job, what: str, error: Exception) -> Outcome:
    return Outcome(job, refusal=ReadingError(job.place, f"cannot be {what} ({type(error).__name__}: {error})"))


@lru_cache(maxsize=1)
def _extractor(teaching: Teaching, fingerprint: str) -> Extractor:
    """The extractor of a process, made when the first document needs it, and anew when the files have changed."""
    from kg.extraction.extractor import Extractor

    ontology = teaching.load_ontology()
    return Extractor.trained(ontology, teaching.load_actors(ontology))


@cache
def _reader() -> ConfinedReader:
    """The reading process of a process of the pool, with which it ends."""
    return ConfinedReader()
