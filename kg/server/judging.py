"""A person's word on claims: they are accepted, rejected and taken back by a button beside their sentences."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.errors import UsageError
from kg.graph import queries
from kg.judging.deciding import Judge
from kg.knowledge import KnowledgeGraph
from kg.server.asking import ask, settle
from kg.server.forms import checked, chosen, see, sent


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of a claim.

    Attributes:
        judgement: its id.
        document: name of the document of the claim; nothing where a judgement on names was taken back.
        start: where its evidence stands.
        claim: the id by which it is in the graph from now on, unless it has left it.
    """

    judgement: str
    document: str = ""
    start: int = 0
    claim: str = ""


def judge_of(graph: KnowledgeGraph, by: str) -> Judge:
    """What a person decides with; the graph is left as it is, since it is opened anew for the next question."""
    return Judge(graph.folder, graph.ontology, by=by)


def decided(graph: KnowledgeGraph, by: str, verdict: str, identifier: str, because: str) -> Decision:
    """Decide on a claim, and write the graph anew.

    Args:
        graph: which has the claim.
        by: the person.
        verdict: "accept", "reject" or "undo".
        identifier: of the claim, or of a judgement that is taken back.
        because: why.

    Raises:
        UsageError: there is no such claim or verdict.
        StoreError: the decision cannot be written.
    """
    checked({"because": because})
    judge = judge_of(graph, by)
    ways = {"accept": judge.accept, "reject": judge.reject, "undo": judge.undo}
    if verdict not in ways:
        raise UsageError(f"'{verdict}' is no verdict; those there are: {', '.join(ways)}")
    try:
        standing = judge.seen.standing(identifier)
    except UsageError:
        if verdict != "undo":
            raise
        return Decision(judge.undo(identifier, because=because).id)
    made = ways[verdict](identifier, because=because)
    claim = standing.claim
    left = {"accept": identifier, "reject": "", "undo": claim.id}[verdict]
    return Decision(made.id, claim.doc, claim.start, left)


def whereabouts(graph: KnowledgeGraph, actor: str, claim: str) -> str:
    """Which page is still there after a decision: that of the actor, else that of the claim, else of neither.

    An actor of whom nothing is claimed any more has none, and neither has a claim that was rejected.
    """
    for page, look_up, one in (("actor", queries.entity, actor), ("claim", queries.claim, claim)):
        with suppress(UsageError):
            if one:
                look_up(graph.store, one)
                return page
    return ""


async def decide(request: Request) -> Response:
    """Take a decision, and show the page again on which it was made, or what is left of it."""
    judging, given = await sent(request)
    wanted = chosen(given, ("verdict", "claim", "because"))
    made = await settle(request, decided, judging.by, wanted["verdict"], wanted["claim"], wanted["because"])
    if given.get("page") == "decisions" or not made.document:
        return see("/decisions", done=made.judgement)
    place = await ask(request, whereabouts, given.get("actor", ""), made.claim)
    if place == "actor":
        return see("/actor", name=given["actor"], done=made.judgement)
    if place == "claim":
        return see("/claim", id=made.claim, done=made.judgement)
    return see("/document", name=made.document, at=made.start, done=made.judgement)


routes = [Route("/judge", decide, methods=["POST"])]
