"""A process that understands documents for a worker of a cluster, which may start no processes of its own kind.

A worker's tasks run in threads, where no limit of time can be set, and in C code that ends the process, the worker
would end with it. So each thread has a companion: a program that is asked through its standard input and answers at its
standard output. It ends with its worker, and by itself when it has been asked nothing for a while.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from functools import lru_cache
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from typing import IO

from kg.building.jobs import Job
from kg.building.parcels import Parcel, stamp
from kg.building.workers import work
from kg.claims import Extraction
from kg.errors import ClusterError, KgError, ReadingError
from kg.processes import prepare
from kg.reading.documents import Document
from kg.teaching.materials import Teaching

#: Seconds after which a companion that nobody asks gives back its half gigabyte. Loading it again takes about four.
IDLE = 60

Item = Job | ReadingError  # a document, or why it could not be read where it is
Said = tuple[Document | None, Extraction | None, ReadingError | None]  # as in `jobs.Outcome`


class Companion:
    """The process of one thread, started when it is first asked, and anew when it has ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, parcel: bytes, batch: bytes) -> bytes | None:
        """What a batch of documents says; nothing if one of them ended the process."""
        process = self._running()
        stdin, stdout = process.stdin, process.stdout
        if stdin is None or stdout is None:
            return None
        try:
            pickle.dump((parcel, batch), stdin)
            stdin.flush()
            answer: bytes = pickle.load(stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            self.close()
            return None
        return answer

    def close(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            # The same program as here, wherever that was found.
            path = os.pathsep.join(filter(None, sys.path))
            command = [sys.executable, "-P", "-m", "kg.building.companion"]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}
            )
        return self._process


_companions: dict[int, Companion] = {}  # by thread


def understood(mark: str, parcel: bytes, batch: bytes) -> bytes | None:
    """What documents say: the task that a worker is given. Nothing if one of them ended the process that read them.

    Args:
        mark: the `stamp` of the program that asks.
        parcel: a `Parcel`, pickled.
        batch: a list of items, pickled.

    Returns:
        A list with what is said of each item, or an error, pickled.
    """
    if mark != stamp():
        return pickle.dumps(ClusterError("a worker that has joined the cluster has another version of the program"))
    return _companions.setdefault(threading.get_ident(), Companion()).ask(parcel, batch)


def close() -> None:
    """End the companions of this process."""
    while _companions:
        _companions.popitem()[1].close()


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer what is asked until nobody asks for a while; when nobody can ask any more the process is ended."""
    queue: SimpleQueue[tuple[bytes, bytes]] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests, queue), daemon=True).start()
    while True:
        try:
            parcel, batch = queue.get(timeout=IDLE)
        except Empty:
            return
        pickle.dump(_answer(parcel, batch), answers)
        answers.flush()


def _listen(requests: IO[bytes], queue: SimpleQueue[tuple[bytes, bytes]]) -> None:
    try:
        while True:
            queue.put(pickle.load(requests))
    except (EOFError, OSError, pickle.UnpicklingError):
        os._exit(1)


def _answer(parcel: bytes, batch: bytes) -> bytes:
    try:
        teaching, _ = _taught(parcel)
        return pickle.dumps([_said(item, teaching) for item in pickle.loads(batch)])
    except KgError as error:
        return pickle.dumps(error)


def _said(item: Item, teaching: Teaching) -> Said:
    if isinstance(item, ReadingError):
        return None, None, item
    (outcome,) = work((item,), teaching)
    return outcome.document, outcome.extraction, outcome.refusal


@lru_cache(maxsize=1)
def _taught(parcel: bytes) -> tuple[Teaching, TemporaryDirectory[str]]:
    """The teaching of a parcel, and the folder that goes when it is not needed any more."""
    packed: Parcel = pickle.loads(parcel)
    folder = TemporaryDirectory(prefix=f"kg-{packed.fingerprint[:12]}-")
    return packed.unpacked(Path(folder.name)), folder


if __name__ == "__main__":
    prepare()
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # what a library prints is no answer
        serve(sys.stdin.buffer, out)
