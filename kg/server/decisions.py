"""The decisions that were made, the latest first; each can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.analysis.telling import label
from kg.judging import file, rows
from kg.judging.doubts import doubts
from kg.judging.listing import IN_EFFECT
from kg.judging.rows import Judgement
from kg.judging.values import OPTIONS, values
from kg.knowledge import KnowledgeGraph
from kg.ontology.definitions import Ontology
from kg.server.asking import ask
from kg.server.rendering import page
from kg.views import wording

#: Decisions on a page: as many as one has made in a day; `kg judgements` lists all.
SHOWN = 300

#: How a verb is told of what was done.
DONE = {
    rows.ACCEPT: "accepted", rows.REJECT: "rejected", rows.EDIT: "edited", rows.ADD: "added", rows.SAME: "the same",
    rows.DIFFERENT: "different", rows.UNDECIDED: "undecided", rows.CLASS: "class", rows.NAME: "name",
    rows.UNDO: "taken back",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """A decision as pages tell it."""

    id: str
    done: str
    about: str
    by: str
    day: str
    because: str
    effect: str = ""
    document: str = ""
    start: int = 0
    doubts: tuple[str, ...] = ()  # what speaks against it

    @property
    def counts(self) -> bool:
        """Whether it is in effect, so that it can be taken back."""
        return self.effect in ("", IN_EFFECT)


def decisions(graph: KnowledgeGraph) -> tuple[list[Made], int]:
    """The latest decisions with what has become of them, and how many there are."""
    found = graph.judgements()[::-1]
    effects = ((one.judgement, f"{one.effect}: {one.reason}" if one.reason else one.effect) for one in found[:SHOWN])
    known = {one.judgement.id: one.judgement for one in found}
    return [_made(judgement, effect, known, graph.ontology) for judgement, effect in effects], len(found)


def made(graph: KnowledgeGraph, identifier: str) -> Made | None:
    """The decision of that id, if there is one."""
    known = {one.id: one for one in file.load(graph.folder)}
    if identifier not in known:
        return None
    found = doubts(known[identifier], graph.store, graph.ontology)
    told = _made(known[identifier], "", known, graph.ontology)
    return replace(told, doubts=tuple(wording.plain(doubt, 300) for doubt in found))


def _made(judgement: Judgement, effect: str, known: Mapping[str, Judgement], ontology: Ontology) -> Made:
    """A decision; one that takes others back tells what these were about."""
    undone = [about(known[one], ontology) for one in judgement.undoes if one in known]
    return Made(
        id=judgement.id,
        done=DONE[judgement.verb],
        about=wording.plain("; ".join(dict.fromkeys(undone)) or about(judgement, ontology), 300),
        by=wording.plain(judgement.by),
        day=wording.time(judgement.at[:10]),
        because=wording.plain(judgement.because, 300),
        effect=wording.plain(effect, 300),
        document=judgement.claim.doc if judgement.claim else "",
        start=judgement.claim.start if judgement.claim else 0,
    )


def about(judgement: Judgement, ontology: Ontology) -> str:
    """What a judgement is about and what was decided, by the labels of the ontology."""
    claim = judgement.claim
    if claim is None:
        kind = ontology.classes.get(judgement.value) if judgement.verb == rows.CLASS else None
        names = " and ".join(f"“{thing.name}”" for thing in judgement.things) or judgement.about
        return f"{names}: {kind.label if kind else judgement.value}" if judgement.value else names
    said = f"{claim.subject} {label(claim.predicate, ontology)} {claim.object}"
    before, after = values(claim), values(replace(claim, **judgement.values))
    changes = (f"{name.replace('_', ' ')}: {after[name] or 'none'}" for name in OPTIONS if after[name] != before[name])
    return f"{said} ({wording.status(claim.status).label})" + "".join(f"; now {change}" for change in changes)


async def decided_page(request: Request, template: str, *, status: int = 200, **values: object) -> Response:
    """A page on which something can be decided; what was just decided is told on it."""
    judging, done = request.app.state.judging, request.query_params.get("done", "")
    told = await ask(request, made, done) if judging and done else None
    return page(template, status=status, judging=judging, done=told, **values)


async def show(request: Request) -> Response:
    """The page of decisions."""
    found, number = await ask(request, decisions)
    return await decided_page(request, "decisions.html", decisions=found, number=number)


routes = [Route("/decisions", show)]
