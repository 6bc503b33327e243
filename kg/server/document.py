"""The pages of documents: a list to search, and each with its text, in which claims that were missed are added."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.errors import KgError, UsageError
from kg.judging.adding import ENDS, Passage
from kg.judging.values import OPTIONS
from kg.knowledge import KnowledgeGraph
from kg.server.asking import ask, settle
from kg.server.choices import Choices, choices
from kg.server.decisions import decided_page
from kg.server.finding import documents
from kg.server.forms import Problem, checked, see, sent
from kg.server.judging import judge_of
from kg.server.passages import Span
from kg.server.reading import Shown, shown
from kg.server.rendering import status_of

#: What a form says of an end beside its words: whom they mean, and of what class that is.
_MEANT = {f"{side}_meant": side for side in ENDS}


def opened(
    graph: KnowledgeGraph, name: str, *, number: int, place: int | None, words: Span | None
) -> tuple[Shown, Choices]:
    """A page of a document, with what may be said of it; see `kg.server.reading.shown`."""
    return shown(graph, name, number=number, place=place, chosen=words), choices(graph.ontology)


def added(graph: KnowledgeGraph, by: str, given: Mapping[str, str]) -> str:
    """Add a claim that was missed, and write the graph anew.

    Args:
        graph: which has the document.
        by: the person.
        given: the values of the form.

    Returns:
        The id of the judgement.

    Raises:
        UsageError: the words do not stand in the document, an end is missing, or a value is not allowed.
        StoreError: the decision cannot be written.
    """
    place = _span(given)
    checked({name: value for name, value in given.items() if name != "name"})
    if place is None:
        raise UsageError("no sentence is chosen; choose one in the document")
    if not given.get("relation"):
        raise UsageError("what the one did to the other is missing: choose a relation")
    told = {name: given[name] for name in OPTIONS if given.get(name) and name not in ENDS}
    told |= {side: given[meant] for meant, side in _MEANT.items() if given.get(meant)}
    passage = Passage(*place, {side: given.get(side, "") for side in ENDS})
    judge = judge_of(graph, by)
    relation = told.pop("relation")
    return judge.add(given.get("name", ""), passage, relation, because=given.get("because", ""), **told).id


async def show(request: Request) -> Response:
    """A page of the document that `name` names: the one of a number, that of a place, or that of chosen words."""
    given = request.query_params
    may_add = request.app.state.judging is not None
    place, words = _number(given.get("at", "")), _span(given) if may_add else None
    return await _page(request, given.get("name", ""), _number(given.get("page", "")) or 1, place, words)


async def add(request: Request) -> Response:
    """Add a claim; if a value is wrong, the form comes back as it was sent, with what is wrong."""
    judging, given = await sent(request)
    name, words = given.get("name", ""), _span(given)
    try:
        judgement = await settle(request, added, judging.by, given)
    except KgError as error:
        problem = Problem("add", str(error), given)
        return await _page(request, name, 1, None, words, problem=problem, status=status_of(error))
    start = words.start if words else 0
    return see("/document", name=name, at=start, done=judgement, place=f"s{start}")


async def find(request: Request) -> Response:
    """Documents whose name, title or publisher holds what is written, or all."""
    text = request.query_params.get("q", "").strip()[:200]
    found, more = await ask(request, documents, text)
    return await decided_page(request, "documents.html", text=text, found=found, more=more)


async def _page(
    request: Request,
    name: str,
    number: int,
    place: int | None,
    words: Span | None,
    *,
    problem: Problem | None = None,
    status: int = 200,
) -> Response:
    found, offered = await ask(request, opened, name, number=number, place=place, words=words)
    given = problem.given if problem else {}
    values = {"text": found, "choices": offered, "given": given, "problem": problem}
    return await decided_page(request, "document.html", status=status, **values)


def _span(given: Mapping[str, str]) -> Span | None:
    """The words that `start` and `end` tell, if they tell any."""
    start, end = _number(given.get("start", "")), _number(given.get("end", ""))
    return None if start is None or end is None else Span(start, end)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


routes = [
    Route("/documents", find),
    Route("/document", show),
    Route("/document", add, methods=["POST"]),
]
