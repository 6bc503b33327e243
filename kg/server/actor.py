"""The page of an actor: what is claimed about it, each claim with its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg import namespaces
from kg.analysis.dossier import Actor
from kg.analysis.relations import other_end
from kg.asking.cards import GraphClaim
from kg.knowledge import KnowledgeGraph
from kg.server import finding
from kg.server.asking import ask
from kg.server.choices import Choice, classes
from kg.server.decisions import decided_page
from kg.server.forms import Problem, see
from kg.views import wording
from kg.views.mapdata import status_note


@dataclass(frozen=True, slots=True)
class Receipt:
    """A claim about an actor as its page shows it."""

    claim: str  # its id
    review: str  # that a person vouched for it, and who, or nothing
    document: str  # its name
    start: int  # where the quote stands in it
    other: str
    other_iri: str
    note: str
    facts: list[tuple[str, str]]
    prefix: str
    quote: str
    suffix: str
    source: str
    about_source: str  # publisher and date
    address: str | None  # of the source on the web


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a page shows of an actor; the claims stand under what they say of it."""

    actor: finding.Found
    wikidata: str | None
    classes: tuple[Choice, ...]  # that there are
    others: tuple[str, ...]  # names of actors that may be the same, for one who judges
    groups: list[tuple[str, list[Receipt]]]


def dossier(graph: KnowledgeGraph, name: str, *, judged: bool = False) -> Dossier:
    """What is known of the actor of that name, alias or IRI.

    Args:
        graph: which has the actor.
        name: or alias, or IRI.
        judged: whether somebody may say who it is.

    Raises:
        UsageError: there is none, or there are several.
    """
    actor = graph.actor(name)
    listed = next(one for one in finding.overview(graph).actors if one.iri == actor.iri)
    qid = actor.entity.wikidata
    return Dossier(
        listed,
        namespaces.wikidata(qid) if qid else None,
        classes(graph.ontology),
        tuple(finding.offered(graph, listed)) if judged else (),
        [(group.heading, [_receipt(actor, claim) for claim in group.claims]) for group in actor.groups()],
    )


def _receipt(actor: Actor, claim: GraphClaim) -> Receipt:
    other = other_end(claim, actor.iri)
    said, document = claim.claim, claim.document
    return Receipt(
        claim=claim.id,
        review=wording.review(claim.stated.review) if claim.stated.review else "",
        document=document.name,
        start=said.start,
        other=wording.plain(other.name),
        other_iri=other.iri,
        note=status_note(said),
        facts=wording.circumstances(said),
        prefix=said.prefix,
        quote=said.quote,
        suffix=said.suffix,
        source=wording.plain(document.title or document.name, 300),
        about_source=wording.published(document.publisher, document.date),
        address=wording.link(document.source),
    )


async def show(request: Request) -> Response:
    """The page of the actor that `name` names; one that has another address now is looked at there."""
    name = request.query_params.get("name", "").strip()
    found = await _dossier(request, name)
    if name.startswith(namespaces.PREFIXES["entity"]) and name != found.actor.iri:
        return see("/actor", **{**request.query_params, "name": found.actor.iri})
    return await _page(request, found)


async def shown(request: Request, name: str, problem: Problem, status: int) -> Response:
    """The page of an actor, with what is wrong with a form of it that was sent."""
    return await _page(request, await _dossier(request, name), problem, status)


async def _dossier(request: Request, name: str) -> Dossier:
    return await ask(request, dossier, name, judged=request.app.state.judging is not None)


async def _page(request: Request, found: Dossier, problem: Problem | None = None, status: int = 200) -> Response:
    return await decided_page(request, "actor.html", status=status, dossier=found, problem=problem)


routes = [Route("/actor", show)]
