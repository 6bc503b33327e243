"""Processes that answer one question after another about a graph, and are killed when an answer takes too long.

Oxigraph cannot be interrupted from Python, and neither can the layout of a map. A process can, and takes with it
whatever memory it had. The next question is answered from the newest generation of the graph.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from starlette.requests import ClientDisconnect

from kg import processes
from kg.errors import BusyError, KgError, LimitError
from kg.knowledge import KnowledgeGraph

#: Seconds that a question waits for a free process: as long as a query ahead of it may take, or a process to start on a
#: loaded machine, of which 12 s were seen. Who has waited longer without a sign has gone.
WAIT = 30.0

#: Questions that may wait. With two processes, more would not be answered within WAIT unless they are quick.
WAITING = 32

#: Bytes of address space of a process, which has 0.65 GB of it after the first map, most of it unused. A sort of all
#: pairs takes whatever there is, twice over where two are asked for.
MEMORY = 2 << 30

#: Seconds after which a decision is given up. Writing 10,000 documents takes some 10; nobody may cut it short by asking
#: for quick answers.
SETTLING = 600.0

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

_Question = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
_Reply = tuple[Any, Exception | None]


class Workers:
    """A few processes that have a graph open.

    Args:
        folder: of the graph.
        count: processes, and so questions that are answered at once.
        seconds: after which an answer is given up.
        patient: whether the processes let others of the machine go first.
    """

    def __init__(self, folder: Path, count: int, *, seconds: float, patient: bool = False) -> None:
        self._all = [_Worker(folder, patient) for _ in range(count)]
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._seconds = seconds
        self._waiting = 0
        self._starting: set[asyncio.Future[None]] = set()
        self._settling: set[asyncio.Future[Any]] = set()

    def start(self) -> None:
        """Start the processes; questions may be asked at once."""
        for worker in self._all:
            self._renew(worker)

    async def close(self) -> None:
        """End the processes, whatever they are doing but what has to be ended."""
        if self._settling:
            await asyncio.wait(self._settling)
        for task in self._starting:
            task.cancel()
        for worker in self._all:
            worker.kill()

    async def ask(
        self,
        question: Callable[Concatenate[KnowledgeGraph, Given], Answer],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> Answer:
        """The answer of a function, which is called with the graph in another process; so it has to be importable.

        If the asking task is cancelled, the process is killed.

        Raises:
            LimitError: it took longer than allowed, or ended its process.
            BusyError: too much is being asked.
            KgError: whatever of ours the function raises.
        """
        return await self._answer((question, given, named), self._seconds)  # type: ignore[no-any-return]

    async def settle(
        self,
        question: Callable[Concatenate[KnowledgeGraph, Given], Answer],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> Answer:
        """As `ask`, with more time, and to the end whatever becomes of the asking task; `close` waits for it."""
        asked = asyncio.ensure_future(self._answer((question, given, named), max(self._seconds, SETTLING)))
        self._settling.add(asked)
        asked.add_done_callback(self._settling.discard)
        return await asyncio.shield(asked)

    async def _answer(self, question: _Question, seconds: float) -> Any:  # noqa: ANN401 – of whatever type is asked for
        worker = await self._free()
        try:
            answer, error = await worker.ask(question, seconds)
        finally:
            self._idle.put_nowait(worker) if worker.alive else self._renew(worker)
        if error is not None:
            raise error
        return answer

    async def _free(self) -> _Worker:
        if self._waiting >= WAITING:
            raise BusyError("too much is being asked at once; try again later")
        self._waiting += 1
        try:
            async with asyncio.timeout(WAIT):
                return await self._idle.get()
        except TimeoutError:
            raise BusyError("others are asking for long already; try again later") from None
        finally:
            self._waiting -= 1

    def _renew(self, worker: _Worker) -> None:
        """Start a worker's process; the worker is free when it is ready."""
        task = asyncio.ensure_future(self._started(worker))
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _started(self, worker: _Worker) -> None:
        await worker.start()
        self._idle.put_nowait(worker)


class _Worker:
    """One process, and the line to it."""

    def __init__(self, folder: Path, patient: bool) -> None:
        self._folder = folder
        self._patient = patient
        self._process: BaseProcess | None = None
        self._line: Connection | None = None

    @property
    def alive(self) -> bool:
        return self._process is not None

    async def start(self) -> None:
        """Until the process is ready."""
        await asyncio.to_thread(self._start)

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        line, end = context.Pipe()
        process = context.Process(target=serve, args=(self._folder, end, self._patient), daemon=True)
        with processes.no_script():
            process.start()
        end.close()
        self._process, self._line = process, line
        with suppress(EOFError, OSError):
            line.recv()

    async def ask(self, question: _Question, seconds: float) -> _Reply:
        try:
            return await asyncio.to_thread(self._exchange, question, seconds)
        except TimeoutError:
            self.kill()
            raise LimitError(f"this took longer than {seconds:g} s and was stopped; ask for less") from None
        except (EOFError, OSError):
            self.kill()
            raise LimitError("the process that answered this has ended; it may need too much memory") from None
        except asyncio.CancelledError:
            self.kill()
            raise

    def _exchange(self, question: _Question, seconds: float) -> _Reply:
        line = self._line  # that of this process: a thread that is left behind must not read that of the next
        if line is None:
            raise EOFError
        line.send(question)
        if not line.poll(seconds):
            raise TimeoutError
        reply: _Reply = line.recv()
        return reply

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process = None


def serve(folder: Path, line: Connection, patient: bool) -> None:
    """Answer questions until the line is closed."""
    processes.prepare()
    _bound(patient)
    graph = _Newest(folder)
    with suppress(KgError):
        graph.opened()
    line.send(None)
    while True:
        try:
            question = line.recv()
        except EOFError:
            return
        line.send(_reply(graph, question))


def _reply(graph: _Newest, question: _Question) -> _Reply:
    """The answer or what was raised, of which others get to see only what is ours."""
    try:
        function, given, named = question
        return function(graph.opened(), *given, **named), None
    except KgError as error:
        return None, error
    except MemoryError:
        return None, LimitError("this needs more memory than is allowed; ask for less")
    except Exception as error:
        return None, KgError(f"this cannot be answered ({type(error).__name__}: {error})")


class _Newest:
    """The newest generation of a graph."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._graph: KnowledgeGraph | None = None

    def opened(self) -> KnowledgeGraph:
        """The graph, opened anew if a build has replaced it."""
        if self._graph is None or not self._graph.store.is_current():
            self._graph = KnowledgeGraph.open(self._folder)
        return self._graph


def _bound(patient: bool) -> None:
    """Where the system can do it, limit the memory that the process may take, and its share of the cores."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    if patient:
        os.nice(5)


async def unless_gone(answer: Awaitable[Answer], gone: Awaitable[object]) -> Answer:
    """The answer, which is given up if whoever asked goes before.

    Raises:
        ClientDisconnect: whoever asked has gone.
    """
    asked, left = asyncio.ensure_future(answer), asyncio.ensure_future(gone)
    try:
        await asyncio.wait((asked, left), return_when=asyncio.FIRST_COMPLETED)
        if not asked.done():
            raise ClientDisconnect
        return asked.result()
    finally:
        asked.cancel()
        left.cancel()
        await asyncio.gather(asked, left, return_exceptions=True)
