"""The map of the graph, or of a part of it, as one page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.asking.conditions import Conditions
from kg.knowledge import KnowledgeGraph
from kg.server.asking import query
from kg.server.rendering import whole

#: Parameters of the address, as `kg map` calls its options, and the condition each stands for.
PARAMETERS = {
    "actor": "actor",
    "relation": "relation",
    "class": "class_name",
    "status": "status",
    "document": "document",
}
TITLE = "Who did what to whom"


def drawn(graph: KnowledgeGraph, title: str, conditions: Conditions) -> str:
    """The page of a map of the claims that meet the conditions."""
    return graph.map(title=title, **conditions).page


async def show(request: Request) -> Response:
    """The map of what the parameters of the address select; those that are empty select nothing."""
    given = {name: request.query_params.get(name, "").strip()[:1000] for name in PARAMETERS}
    conditions = Conditions(**{PARAMETERS[name]: value for name, value in given.items() if value})  # type: ignore[typeddict-item]
    chosen = ", ".join(value for value in given.values() if value)
    return whole(await query(request, drawn, f"{TITLE}: {chosen}" if chosen else TITLE, conditions))


routes = [Route("/map", show)]
