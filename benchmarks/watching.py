"""A command with all processes that it starts, watched from outside: seconds, and memory of all of them together."""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import Record

#: Seconds between two looks. What is used for less is seen by chance only.
EVERY = 0.2


def watched(command: Sequence[str], *, environment: dict[str, str] | None = None) -> Record:
    """Run a command to its end (on Linux).

    Returns:
        Its status and output, seconds by the clock and of the processors, and the most bytes of all of its processes
        at once (what several share is counted once) and of the largest of them.
    """
    before, began, load = _used(), time.perf_counter(), os.getloadavg()[0]
    together = largest = 0
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as told:
        running = subprocess.Popen(
            command, stdout=told, stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})}
        )
        while running.poll() is None:
            sizes = [_size(process) for process in _family(running.pid)]
            together, largest = max(together, sum(sizes)), max(largest, *sizes)
            time.sleep(EVERY)
        told.seek(0)
        output = told.read()
    return {
        "status": running.returncode,
        "output": output.strip(),
        "clock": round(time.perf_counter() - began, 1),
        "seconds": round(_used() - before, 1),
        "together": together,
        "largest": largest,
        "machine_load": round(load, 2),
    }


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _family(first: int) -> list[int]:
    """A process and all that it has started."""
    parents = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(place.parent.name)] = int(place.read_text().rpartition(")")[2].split()[1])
        except OSError:  # has ended meanwhile
            continue
    family = {first}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return sorted(family)


def _size(process: int) -> int:
    """Bytes of a process, of what it shares its part."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
    except OSError:
        return 0
