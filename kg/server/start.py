"""The first page: search for an actor, or choose what to draw."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.server import finding
from kg.server.asking import ask
from kg.server.decisions import decided_page


async def start(request: Request) -> Response:
    """Actors whose name or alias holds what is written, or those with most claims."""
    text = request.query_params.get("q", "").strip()[:200]
    overview = await ask(request, finding.overview)
    found = await ask(request, finding.search, text) if text else None
    return await decided_page(request, "start.html", text=text, overview=overview, found=found)


routes = [Route("/", start)]
