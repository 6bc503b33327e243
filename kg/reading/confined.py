"""Reading in a process of its own, which may take so long and so much memory and no more.

PDF, HTML, DOCX and Markdown are read by libraries that a file can send round in circles, or make fill the memory, and
what happens in C cannot be stopped from within. Such a file is refused, and the process that was reading it is ended.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from kg.errors import ReadingError
from kg.processes import TIMED_OUT, ended_after, limit_memory, no_script, prepare
from kg.reading.documents import Document
from kg.reading.readers import read_source
from kg.reading.sources import Source

#: Seconds of the processor that one document may take, and seconds by the clock, which pass faster where others work
#: too, or a disk does not answer.
SECONDS, PATIENCE = 30, 300

#: Bytes of addresses that the process may use. What it reads with takes 300 million of them.
MEMORY = 1_000_000_000
_MEGABYTES = MEMORY // 10**6


class _Answer(NamedTuple):
    """What became of a document, and whether the process is of no more use."""

    result: Document | ReadingError
    is_last: bool = False


class ConfinedReader:
    """A process that reads one document after another; started with the first, and anew when one has ended it."""

    def __init__(self, *, seconds: float = SECONDS, patience: float = PATIENCE) -> None:
        self._seconds = seconds
        self._patience = patience
        self._process: multiprocessing.process.BaseProcess | None = None
        self._connection: Connection | None = None

    def read(self, source: Source) -> Document:
        """Read one document, as `read_source` does.

        Raises:
            ReadingError: it cannot be read, or not within the limits.
        """
        connection = self._connection or self._start()
        try:
            connection.send(source)
            answer = self._answer(connection, source)
        except (EOFError, OSError):
            answer = _Answer(ReadingError(source.place, self._end()), is_last=True)
        except BaseException:
            self.close()
            raise
        if answer.is_last:
            self.close()
        if isinstance(answer.result, ReadingError):
            raise answer.result
        return answer.result

    def close(self) -> None:
        """End the process, whatever it does."""
        if self._process is not None and self._connection is not None:
            self._process.kill()
            self._process.join()
            self._connection.close()
        self._process = self._connection = None

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        connection, end = context.Pipe()
        process = context.Process(target=_serve, args=(end, self._seconds), daemon=True)
        with no_script():
            process.start()
        end.close()
        self._process, self._connection = process, connection
        return connection

    def _answer(self, connection: Connection, source: Source) -> _Answer:
        if connection.poll(self._patience):
            answer: _Answer = connection.recv()
            return answer
        return _Answer(ReadingError(source.place, f"was not read within {self._patience:g} seconds"), is_last=True)

    def _end(self) -> str:
        """How the process has ended."""
        if self._process is not None:
            self._process.join(1)
            if self._process.exitcode == -TIMED_OUT:
                return f"was not read within {self._seconds:g} seconds"
            if self._process.exitcode == -signal.SIGABRT:
                return f"ended the process that was reading it, as want of memory does ({_MEGABYTES} MB are allowed)"
        return "ended the process that was reading it"


def _serve(connection: Connection, seconds: float) -> None:
    """Read what is asked for until nobody asks any more."""
    prepare()
    _silence()
    limit_memory(MEMORY)
    while True:
        try:
            source: Source = connection.recv()
        except (EOFError, MemoryError):
            return
        with ended_after(seconds):
            answer = _read(source)
        connection.send(answer)


def _silence() -> None:
    """Print nothing: Python, for one, tells much when there is no memory left to tell it with an error."""
    with Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), 2)


def _read(source: Source) -> _Answer:
    """Read one document; whatever a hostile one provokes is a refusal."""
    try:
        return _Answer(read_source(source))
    except ReadingError as error:
        # Readers give what their libraries raise as the reason; these may have failed for want of memory.
        return _Answer(error, is_last="MemoryError" in error.reason)
    except MemoryError:
        return _Answer(ReadingError(source.place, f"needs more than {_MEGABYTES} MB of memory"), is_last=True)
    except Exception as error:
        return _Answer(ReadingError(source.place, f"cannot be read ({type(error).__name__}: {error})"))
