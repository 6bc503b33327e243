"""The site: its pages, what guards them, and the processes that answer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from kg.errors import KgError
from kg.server import actor, claim, decisions, document, drawing, editor, endpoint, judging, naming, start
from kg.server.forms import Judging
from kg.server.guards import LOCAL_NAMES, Guards
from kg.server.rendering import FOLDER, error_page
from kg.server.workers import Workers

#: Each page is a module with its routes.
PAGES = (start, actor, document, claim, judging, naming, decisions, drawing, editor, endpoint)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the site allows.

    Attributes:
        seconds: that an answer may take. The shipped queries take milliseconds on the sample documents; public
            endpoints allow 30 to 60.
        rows: that an answer may have; 100,000 are some 30 MB of JSON, and a table that a spreadsheet opens.
        processes: that answer queries and draw maps; one more answers what is asked by other pages.
        judge: in whose name claims and names may be judged, and claims added; nobody's if it is not given.
    """

    seconds: float = 30.0
    rows: int = 100_000
    processes: int = 2
    judge: str | None = None


def application(folder: Path, limits: Limits, *, names: Collection[str] = (), any_address: bool = False) -> Starlette:
    """The site of a graph.

    Args:
        folder: of the graph.
        limits: what is allowed.
        names: by which the site may be called besides those of this machine itself.
        any_address: whether it may be called by any address, as where it is bound to all.
    """

    @asynccontextmanager
    async def lifespan(site: Starlette) -> AsyncIterator[None]:
        site.state.pages.start()
        site.state.queries.start()
        yield
        await site.state.pages.close()
        await site.state.queries.close()

    guards = Middleware(Guards, {*LOCAL_NAMES, *names}, any_address=any_address)
    site = Starlette(routes=_routes(), middleware=[guards], lifespan=lifespan, exception_handlers=_HANDLERS)
    site.state.pages = Workers(folder, 1, seconds=limits.seconds)
    site.state.queries = Workers(folder, limits.processes, seconds=limits.seconds, patient=True)
    site.state.most_rows = limits.rows
    site.state.judging = Judging(limits.judge) if limits.judge else None
    return site


def _routes() -> list[BaseRoute]:
    files = [Mount(f"/{name}", StaticFiles(directory=FOLDER / name)) for name in ("static", "vendor")]
    return [*(route for module in PAGES for route in module.routes), *files]


async def _left(request: Request, error: Exception) -> Response:
    """Nobody is there any more to read what this says."""
    return Response(status_code=499)


_HANDLERS: dict[Any, Callable[[Request, Exception], Response | Awaitable[Response]]] = {
    KgError: error_page,
    ClientDisconnect: _left,
}
