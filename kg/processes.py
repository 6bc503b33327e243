"""Processes that help: how they are started, what ends them, and how long they may take."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, ModuleType

#: The signal by which a process ends that has taken too long.
TIMED_OUT = getattr(signal, "SIGVTALRM", 0)


@contextmanager
def no_script() -> Iterator[None]:
    """Hide the caller's script: a process that is spawned meanwhile does not run it again."""
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


def prepare() -> None:
    """Prepare a helping process: it uses one core, leaves interrupts to its parent, and does not outlive it."""
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def limit_memory(size: int) -> None:
    """Let this process have no more than so many bytes, where the system can be told: then a MemoryError is raised."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no circles of garbage meanwhile: going through millions of objects that are in use takes long.

    For work that makes no such circles. Stating 10,000 documents took 6.1 s of a core instead of 8.0 s.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def ended_after(seconds: float) -> Iterator[None]:
    """End this process, in C code too, when the block has used so many seconds of the processor."""
    if not hasattr(signal, "setitimer"):  # Windows
        yield
        return
    signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise a TimeoutError in the block once it has used so many seconds of the processor, which load does not shorten.

    Outside the main thread, where no signal arrives, there is no limit.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"it took more than {seconds:,.0f} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
