"""A person's word on an actor: that it is the same as another or not, what it is called, and of what class it is."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.errors import KgError, UsageError
from kg.graph import queries
from kg.judging.rows import CLASS, DIFFERENT, NAME, SAME, UNDECIDED, Judgement
from kg.knowledge import KnowledgeGraph
from kg.server import actor
from kg.server.asking import ask, settle
from kg.server.forms import Problem, checked, see, sent
from kg.server.judging import judge_of
from kg.server.rendering import status_of


def named(graph: KnowledgeGraph, by: str, verdict: str, iri: str, value: str, *, because: str) -> str:
    """Decide on an actor, and write the graph anew.

    Args:
        graph: which has the actor.
        by: the person.
        verdict: "same", "different" or "undecided", of another; or "class" or "name".
        iri: of the actor.
        value: name of the other, the class, or the name.
        because: why.

    Returns:
        The id of the judgement.

    Raises:
        UsageError: there is no such actor, class or verdict.
        StoreError: the decision cannot be written.
    """
    judge, name = judge_of(graph, by), queries.entity(graph.store, iri).name
    ways: dict[str, Callable[..., Judgement]] = {
        SAME: judge.same,
        DIFFERENT: judge.different,
        UNDECIDED: judge.undecided,
        CLASS: judge.class_,
        NAME: judge.name,
    }
    if verdict not in ways:
        raise UsageError(f"'{verdict}' is no verdict; those there are: {', '.join(ways)}")
    value = value.strip()
    if not value:
        raise UsageError("nothing is given: write a name")
    checked({"value": value, "because": because})
    try:
        return ways[verdict](iri, value, because=because).id
    except UsageError as error:
        raise UsageError(str(error).replace(iri, name)) from None


def whereabouts(graph: KnowledgeGraph, iri: str, *names: str) -> str:
    """The IRI of an actor after its name or class has changed, by whatever it may be known now; or nothing."""
    for one in (iri, *names):
        try:
            return queries.entity(graph.store, one).iri
        except UsageError:
            continue
    return ""


def called(graph: KnowledgeGraph, iri: str) -> str:
    """What an actor is called."""
    return queries.entity(graph.store, iri).name


async def decide(request: Request) -> Response:
    """Take a decision on an actor; if a value is wrong, the form comes back as it was sent, with what is wrong."""
    judging, given = await sent(request)
    verdict, iri, value = given.get("verdict", ""), given.get("actor", ""), given.get("value", "")
    name = await ask(request, called, iri)
    try:
        judgement = await settle(request, named, judging.by, verdict, iri, value, because=given.get("because", ""))
    except KgError as error:
        return await actor.shown(request, iri, Problem(given.get("form", ""), str(error), given), status_of(error))
    found = await ask(request, whereabouts, iri, *((value, name) if verdict != CLASS else (name,)))
    return see("/actor", name=found, done=judgement) if found else see("/decisions", done=judgement)


routes = [Route("/names", decide, methods=["POST"])]
