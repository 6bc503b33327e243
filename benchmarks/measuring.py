"""Work timed in a process of its own, so that its memory is its own."""

from __future__ import annotations

import multiprocessing
import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

Record = dict[str, Any]


def apart(work: Callable[..., Record], *arguments: object) -> Record:
    """What the work returns, with the bytes that its process held at most and the load of the machine before it."""
    load = os.getloadavg()[0]
    context = multiprocessing.get_context("spawn")
    connection, end = context.Pipe()
    process = context.Process(target=_run, args=(end, work, arguments))
    process.start()
    end.close()
    try:
        return {**connection.recv(), "machine_load": round(load, 2)}
    except EOFError:
        raise SystemExit(f"{work.__name__} has failed") from None
    finally:
        process.join()


def _run(connection: Connection, work: Callable[..., Record], arguments: tuple[object, ...]) -> None:
    found = work(*arguments)
    connection.send({**found, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024})


class Stopwatch:
    """Seconds of the processor, which others who work at the same time hardly lengthen, by what they were spent on."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def of(self, what: str) -> Iterator[None]:
        """Count the block."""
        began = time.process_time()
        yield
        self.add(what, time.process_time() - began)

    def add(self, what: str, seconds: float) -> None:
        """Count so many seconds."""
        self.seconds[what] = self.seconds.get(what, 0.0) + seconds

    def around(self, what: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, counted."""

        def counted(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401
            with self.of(what):
                return function(*arguments, **options)

        return counted

    def each(self, what: str, items: Iterator[Any]) -> Iterator[Any]:
        """The items, with the time that it takes to make them counted."""
        while True:
            with self.of(what):
                item = next(items, items)
            if item is items:
                return
            yield item

    def rounded(self) -> dict[str, float]:
        """The seconds to three digits behind the point."""
        return {what: round(seconds, 3) for what, seconds in self.seconds.items()}


def medians(works: dict[str, Callable[[], object]], times: int = 5) -> dict[str, float]:
    """Seconds of the processor that each work takes in the middle of some rounds, after one that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(times + 1):
        for name, work in works.items():
            began = time.process_time()
            work()
            taken[name].append(time.process_time() - began)
    return {name: statistics.median(seconds[1:]) for name, seconds in taken.items()}
