"""How fast documents become a graph: the command `kg build`, timed from outside."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.reading.readers import read


@dataclass(frozen=True, slots=True)
class Run:
    """A build of documents into a new graph."""

    documents: int
    words: int  # of the texts as they were read, between white space
    seconds: float  # from the start of the program to its end
    cpu_seconds: float  # of all cores; on a machine that has nothing else to do about seconds times cores
    memory: int  # bytes that the largest process held at most
    load: float  # processes that wanted a core in the minute before

    @property
    def words_per_second(self) -> float:
        """Words by the second, the start of the program and the loading of the model included."""
        return self.words / self.seconds

    def lines(self) -> Iterator[str]:
        """The measurement and the machine it was made on."""
        yield f"machine         {machine()}"
        yield f"load before     {self.load:.1f}; a core that others use is missing here"
        yield f"documents       {self.documents:,} with {self.words:,} words"
        yield f"seconds         {self.seconds:.1f}, of processors {self.cpu_seconds:.1f}"
        yield f"words/s         {self.words_per_second:,.0f}"
        yield f"largest process {self.memory / 1e9:.2f} GB"


def time_build(paths: Iterable[str], *, processes: int | None = None) -> Run:
    """Build the documents at the paths into a graph that is thrown away.

    Raises:
        UsageError: a path does not exist, or the build failed.
    """
    paths = [str(Path(path).resolve()) for path in paths]
    documents, _ = read(paths)
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "kg", "build", *paths, "--graph", str(Path(folder, "graph"))]
        command += [] if processes is None else ["--processes", str(processes)]
        before, began = _used(), time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - began
    if done.returncode:
        raise UsageError(f"{' '.join(command)} failed: {done.stderr.strip()}")
    words = sum(len(document.text.split()) for document in documents)
    return Run(len(documents), words, seconds, _used() - before, _largest_child(), load)


def _used() -> float:
    """Seconds of processors that processes started here have used."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _largest_child() -> int:
    """Bytes of memory that the largest of the processes started here, or by them, held at most."""
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def machine() -> str:
    """Processor, cores and version of Python."""
    return f"{_processor()}, {_cores()} cores, Python {platform.python_version()}"


def _processor() -> str:
    """The name of the processor."""
    known = Path("/proc/cpuinfo")
    lines = known.read_text("utf-8").splitlines() if known.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
