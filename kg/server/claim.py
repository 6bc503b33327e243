"""The page of a claim: its receipt, what was said of it, and a form to put it right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.analysis.telling import label
from kg.asking.cards import GraphClaim
from kg.errors import KgError, UsageError
from kg.graph import queries
from kg.judging.values import OPTIONS, values
from kg.knowledge import KnowledgeGraph
from kg.server.asking import ask, settle
from kg.server.choices import Choices, choices
from kg.server.decisions import decided_page
from kg.server.forms import Problem, checked, chosen, see, sent
from kg.server.judging import judge_of
from kg.server.rendering import status_of
from kg.views import wording
from kg.views.mapdata import status_note


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim as its page shows it.

    Attributes:
        claim: its id.
        ends: names and IRIs of subject and object, as all documents agree on them.
        relation: what it is called.
        status: how the claim stands, in words.
        facts: what else it says.
        sentence: before the evidence, the evidence, and after it.
        review: that a person vouches for it, and who.
        document: name of the document.
        source: its title or name, and who published it when.
        start: where the evidence stands.
        values: what the form holds at first, by the names of options.
        choices: what it offers.
    """

    claim: str
    ends: tuple[tuple[str, str], tuple[str, str]]
    relation: str
    status: str
    facts: list[tuple[str, str]]
    sentence: tuple[str, str, str]
    review: str
    document: str
    source: str
    start: int
    values: dict[str, str]
    choices: Choices


def shown(graph: KnowledgeGraph, identifier: str) -> Shown:
    """The claim of that id.

    Raises:
        UsageError: there is none, or not any more.
    """
    stated = queries.claim(graph.store, identifier)
    said, document = GraphClaim.of(stated, graph.ontology).claim, stated.document
    about = (document.title or document.name, document.publisher, document.date and wording.time(document.date))
    return Shown(
        claim=stated.id,
        ends=((wording.plain(said.subject), stated.subject.iri), (wording.plain(said.object), stated.object.iri)),
        relation=label(said.predicate, graph.ontology),
        status=status_note(said),
        facts=wording.circumstances(said),
        sentence=(said.prefix, said.quote, said.suffix),
        review=wording.review(stated.review) if stated.review else "",
        document=document.name,
        source=", ".join(wording.plain(part, 300) for part in about if part),
        start=said.start,
        values={name: _line(value) for name, value in values(stated.claim).items()},
        choices=choices(graph.ontology, stated.claim.subject_class, stated.claim.object_class),
    )


def edited(graph: KnowledgeGraph, by: str, identifier: str, given: Mapping[str, str], because: str) -> tuple[str, str]:
    """Put a claim right, and write the graph anew.

    Args:
        graph: which has the claim.
        by: the person.
        identifier: of the claim.
        given: what the form holds, by the names of options.
        because: why.

    Returns:
        The ids of the judgement, and of the claim as it is from now on.

    Raises:
        UsageError: there is no such claim, a value is not allowed, or none is changed.
        StoreError: the decision cannot be written.
    """
    before = values(queries.claim(graph.store, identifier).claim)
    changes = {name: value for name, value in given.items() if _line(value) != _line(before[name])}
    if not changes:
        raise UsageError("nothing is changed; if the claim is right as it is, accept it")
    checked({**changes, "because": because})
    made = judge_of(graph, by).edit(identifier, because=because, **changes)
    if made.claim is None:
        raise UsageError(f"judgement {made.id} is about no claim")
    return made.id, replace(made.claim, **made.values).id


def _line(text: str) -> str:
    return " ".join(text.split())


async def show(request: Request) -> Response:
    """The page of the claim that `id` names."""
    return await _page(request, request.query_params.get("id", ""))


async def edit(request: Request) -> Response:
    """Put a claim right; if a value is wrong, the form comes back as it was sent, with what is wrong."""
    judging, given = await sent(request)
    identifier = given.get("claim", "")
    try:
        wanted = chosen(given, OPTIONS), given.get("because", "")
        judgement, claim = await settle(request, edited, judging.by, identifier, *wanted)
    except KgError as error:
        return await _page(request, identifier, Problem("edit", str(error), given), status_of(error))
    return see("/claim", id=claim, done=judgement)


async def _page(request: Request, identifier: str, problem: Problem | None = None, status: int = 200) -> Response:
    found = await ask(request, shown, identifier)
    given = problem.given if problem else found.values
    return await decided_page(request, "claim.html", status=status, claim=found, given=given, problem=problem)


routes = [Route("/claim", show), Route("/claim", edit, methods=["POST"])]
