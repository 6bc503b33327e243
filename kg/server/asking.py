"""How a page asks the graph: in a process of its own; what decides nothing is given up when the reader has gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from starlette.requests import Request

from kg.knowledge import KnowledgeGraph
from kg.server.workers import Workers, unless_gone

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


async def ask(
    request: Request,
    question: Callable[Concatenate[KnowledgeGraph, Given], Answer],
    *given: Given.args,
    **named: Given.kwargs,
) -> Answer:
    """The answer of a function of the graph that is quick."""
    return await _asked(request, request.app.state.pages, question, *given, **named)


async def query(
    request: Request,
    question: Callable[Concatenate[KnowledgeGraph, Given], Answer],
    *given: Given.args,
    **named: Given.kwargs,
) -> Answer:
    """The answer of a function that may take long, such as a query somebody wrote; what is quick need not wait."""
    return await _asked(request, request.app.state.queries, question, *given, **named)


async def settle(
    request: Request,
    decision: Callable[Concatenate[KnowledgeGraph, Given], Answer],
    *given: Given.args,
    **named: Given.kwargs,
) -> Answer:
    """The answer of a function that decides, which is ended whether or not its reader stays.

    A decision is written down before it takes effect; what ended it in between would leave the graph behind.
    """
    workers: Workers = request.app.state.pages
    return await workers.settle(decision, *given, **named)


async def _asked(
    request: Request,
    workers: Workers,
    question: Callable[Concatenate[KnowledgeGraph, Given], Answer],
    *given: Given.args,
    **named: Given.kwargs,
) -> Answer:
    return await unless_gone(workers.ask(question, *given, **named), _gone(request))


async def _gone(request: Request) -> None:
    """Until the client has gone. Its request has come as a whole before."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
