"""Reading and understanding documents on other machines: a Dask cluster is sent their bytes, and what teaches.

Reading is a function of a document and of the teaching alone, so that where it happens does not matter, nor that a
document is read again when a worker is lost. What comes back is in the order of what was sent.
"""

from __future__ import annotations

import logging
import pickle
import time
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from itertools import chain
from types import ModuleType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from kg.building import companion, parcels
from kg.building.companion import Item, Said
from kg.building.jobs import Job, Outcome
from kg.building.parcels import Parcel, stamp
from kg.building.workers import AHEAD, Batch, batched, cores, deadly, in_order
from kg.errors import ClusterError, KgError, ReadingError, UsageError
from kg.reading.readers import carried
from kg.reading.sources import Source
from kg.teaching.materials import Teaching

if TYPE_CHECKING:
    from distributed import Client

#: Stands for a cluster of this machine alone.
LOCAL = "local"

#: How a scheduler may be spoken to: in the clear, with certificates, and the same through web sockets.
PROTOCOLS = ("tcp", "tls", "ws", "wss")

#: Seconds in which a scheduler has to answer and to have a worker, and seconds that a build waits for workers when all
#: are gone: a machine that starts again takes less than that.
CONNECTING, LONELY = 5, 120

#: Bytes of documents that are sent and not yet answered; one more document may come on top.
MOST_BYTES = 100_000_000

Reply = Future[bytes | None]


def outcomes(
    jobs: Iterable[Job], teaching: Teaching, scheduler: str, *, processes: int | None = None
) -> Generator[Outcome]:
    """What becomes of each job, in their order, as `workers.outcomes` has it.

    Args:
        jobs: the documents; no more of them are taken at a time than are sent ahead.
        teaching: what they are understood with.
        scheduler: address of a Dask scheduler, or `LOCAL`.
        processes: how many are used by a cluster of this machine; if not given, one for each core.

    Raises:
        UsageError: that is no address, or Dask is not installed.
        ClusterError: nothing answers there, a worker has another version of the program, or all are lost.
    """
    rest = iter(jobs)
    first = next(rest, None)
    if first is None:
        return
    with _connected(scheduler, processes) as client:
        _check(client)
        yield from _Sender(client, teaching).outcomes(batched(chain([first], rest)))


class _Sender:
    """Sends batches to the workers of a client."""

    def __init__(self, client: Client, teaching: Teaching) -> None:
        self._client = client
        self._executor = client.get_executor(pure=False)
        # As a task's result it is sent to each worker once, and made again when all who had it are lost.
        self._parcel = client.submit(bytes, pickle.dumps(Parcel.of(teaching)), pure=False)
        self._sizes: WeakKeyDictionary[Reply, int] = WeakKeyDictionary()
        self._threads, self._asked, self._lonely = 0, 0.0, time.monotonic()

    def outcomes(self, batches: Iterator[Batch]) -> Iterator[Outcome]:
        for batch, reply in in_order(batches, self._submit, self._has_room, patience=1):
            said = _received(reply)
            yield from _outcomes(batch, said) if said else self._one_by_one(batch)

    def _one_by_one(self, batch: Batch) -> Iterator[Outcome]:
        """Outcomes of a batch of which one job may end its process, or the workers to which it was sent."""
        for single, reply in in_order(((job,) for job in batch), self._submit, lambda sent: not sent, patience=1):
            said = _received(reply)
            yield from _outcomes(single, said) if said else [deadly(single[0])]

    def _submit(self, batch: Batch) -> Reply:
        data = pickle.dumps([_item(job) for job in batch])
        reply: Reply = self._executor.submit(companion.understood, stamp(), self._parcel, data)
        self._sizes[reply] = len(data)
        return reply

    def _has_room(self, unfinished: list[Reply]) -> bool:
        most = AHEAD * self._count()
        return len(unfinished) < most and sum(self._sizes[reply] for reply in unfinished) < MOST_BYTES

    def _count(self) -> int:
        """Threads of all workers, which come and go.

        Raises:
            ClusterError: there have been none for long.
        """
        now = time.monotonic()
        if now > self._asked + 1:
            self._threads, self._asked = sum(self._client.nthreads().values()), now
        if self._threads:
            self._lonely = now
        elif now > self._lonely + LONELY:
            raise ClusterError(f"the scheduler has had no workers for {LONELY} seconds; start some and build again")
        return self._threads


def _item(job: Job) -> Item:
    """The job with all that is needed where its file is not."""
    try:
        return replace(job, item=carried(job.item)) if isinstance(job.item, Source) else job
    except ReadingError as error:
        return error


def _received(reply: Reply) -> list[Said] | None:
    """What was said of a batch; nothing if it ended those who were reading it.

    Raises:
        ClusterError: the cluster does not answer as it should.
    """
    from distributed import KilledWorker

    try:
        data = reply.result()
    except KilledWorker:
        return None
    except CancelledError as error:
        raise ClusterError("the scheduler was lost; what was read so far is kept, build again to go on") from error
    except Exception as error:
        raise ClusterError(f"a worker cannot read documents ({type(error).__name__}: {error})") from error
    said = None if data is None else pickle.loads(data)
    if isinstance(said, KgError):
        raise said
    return said


def _outcomes(batch: Batch, said: list[Said]) -> Iterator[Outcome]:
    return (Outcome(job, *one) for job, one in zip(batch, said, strict=True))


@contextmanager
def _connected(scheduler: str, processes: int | None) -> Iterator[Client]:
    """A client of the scheduler; what goes wrong between the two is told as an error of the cluster."""
    distributed = _distributed()
    if scheduler == LOCAL:
        # Its workers are threads here, each with a companion: nothing listens at any port.
        count = processes or cores()
        with (
            _ended(),
            distributed.LocalCluster(
                n_workers=1, threads_per_worker=count, processes=False, dashboard_address=None, memory_limit=0
            ) as local,
            distributed.Client(local, set_as_default=False) as client,
        ):
            yield client
        return
    if not _is_address(scheduler):
        raise UsageError(f"'{scheduler}' is no address of a scheduler; write tcp://host:8786, or '{LOCAL}'")
    if processes is not None:
        raise UsageError("how many processes are used is decided where the workers are started, not by --processes")
    with _client(distributed, scheduler) as client:
        yield client


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in PROTOCOLS and bool(parts.hostname and parts.port)
    except ValueError:  # the port is no number
        return False


@contextmanager
def _client(distributed: ModuleType, scheduler: str) -> Iterator[Client]:
    try:
        client = distributed.Client(scheduler, timeout=CONNECTING, set_as_default=False)
    except (OSError, TimeoutError):
        raise ClusterError(f"no Dask scheduler answers at {scheduler}; start one with `dask scheduler`") from None
    try:
        yield client
    except (OSError, TimeoutError) as error:
        raise ClusterError(f"the scheduler at {scheduler} was lost ({error})") from error
    finally:
        client.close(timeout=CONNECTING)


@contextmanager
def _ended() -> Iterator[None]:
    """End the companions of this process with the block."""
    try:
        yield
    finally:
        companion.close()


def _check(client: Client) -> None:
    """Make sure that there are workers, and that they read as this machine does.

    Raises:
        ClusterError: they do not.
    """
    try:
        client.wait_for_workers(1, timeout=CONNECTING)
    except TimeoutError:
        raise ClusterError("the scheduler has no workers; start some with `dask worker ADDRESS --nthreads 1`") from None
    others = {
        worker: str(answer) if isinstance(answer, Exception) else f"it has {answer}"
        for worker, answer in client.run(parcels.stamp, on_error="return").items()
        if answer != stamp()
    }
    for worker, what in others.items():
        raise ClusterError(
            f"{len(others)} of the workers would not read as this machine does, which has the program {stamp()}:"
            f" {worker} ({what}); install the same version of kg-receipts and of its libraries there"
        )


def _distributed() -> ModuleType:
    try:
        distributed = import_module("distributed")
    except ImportError:
        raise UsageError('Dask is not installed: pip install "kg-receipts[dask]"') from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is raised
    return distributed
