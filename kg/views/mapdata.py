"""What a map shows, as plain data: actors, the lines between them, claims with their receipts, and the legend."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from kg.claims import AFFIRMED, FACTUAL, Claim
from kg.graph.reviews import Review
from kg.ontology.definitions import Ontology
from kg.views import wording
from kg.views.legend import (
    ClassEntry,
    PublisherEntry,
    RelationEntry,
    StatusEntry,
    class_entries,
    publisher_entries,
    relation_entries,
    status_entries,
)
from kg.views.receipts import DocumentDisplay, Receipt, receipts
from kg.views.spans import span

ALIASES = 40  # kept for the search of one actor; more are spelling variants of long texts
CONTEXT = 500  # characters of the sentence kept on either side of the evidence
EVIDENCE = 3000  # characters kept of the evidence itself


@dataclass(frozen=True, slots=True)
class Node:
    """An actor or thing that a claim is about."""

    id: int
    name: str
    class_name: str
    aliases: tuple[str, ...]
    documents: int  # different documents that make a claim about it; copies count once
    claims: tuple[int, ...]  # places in `MapData.claims`


@dataclass(frozen=True, slots=True)
class Edge:
    """All claims of one status between two nodes, drawn as one line."""

    id: int
    ends: tuple[int, int]  # the smaller id first
    status: str
    bend: int  # 0 for a straight line; lines between the same nodes bend to either side
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One claim as the panel shows it."""

    subject: int
    object: int
    relation: str
    status: str
    note: str  # the status in words
    before: str
    quote: str
    after: str
    by: str | None
    when: str | None  # in words
    time: str | None  # as it is stored
    since: str | None  # first and last day of that time; nothing where it is open or unknown
    until: str | None
    amount: str | None
    role: str | None
    technology: str | None
    document: int
    sources: int  # independent sources that say the same, this one among them
    taught_by: str
    read_by: str
    verdict: str | None  # "accepted", "edited" or "added", if a person vouches for it
    review: str | None  # the same in words, with who it was and when


@dataclass(frozen=True, slots=True)
class MapData:
    """Everything on the page but the positions."""

    title: str
    summary: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    claims: tuple[Card, ...]
    documents: tuple[Receipt, ...]
    classes: tuple[ClassEntry, ...]
    relations: tuple[RelationEntry, ...]
    statuses: tuple[StatusEntry, ...]
    publishers: tuple[PublisherEntry, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain lists and dictionaries, for the page."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


def _plain(value: Any) -> Any:  # noqa: ANN401 - what a field of a page holds
    """Records as dictionaries; `asdict` would copy every text and take ten times as long."""
    if isinstance(value, str) or not value:
        return value
    return [{field.name: getattr(record, field.name) for field in fields(record)} for record in value]


Key = tuple[str, str]  # name and class: two actors that share a name stay apart


def map_data(
    claims: Iterable[Claim],
    documents: Mapping[str, DocumentDisplay],
    ontology: Ontology,
    *,
    title: str,
    copies: Mapping[str, str] | None = None,
    reviews: Mapping[str, Review] | None = None,
) -> MapData:
    """What a map of these claims shows; the same for the same claims in any order.

    Args:
        claims: the claims to draw.
        documents: what is known about each document, by the name that claims call `doc`; it may lack some.
        ontology: labels, colours and shapes; a class or relation that it lacks is shown under its own name.
        title: heading of the page.
        copies: the document that each copy is a copy of, both by name.
        reviews: what a person said of claims, by their ids.
    """
    ordered = sorted({claim.id: claim for claim in claims}.values(), key=lambda claim: _order(claim, documents))
    names = {name: place for place, name in enumerate(sorted({claim.doc for claim in ordered}))}
    shown = tuple(receipts(list(names), documents, copies or {}))
    origins = [shown[names[claim.doc]].origin for claim in ordered]
    nodes = _nodes(ordered, origins)
    ids = {(node.name, node.class_name): node.id for node in nodes}
    sources = _sources(ordered, origins, ontology)
    cards = [
        _card(claim, ids, (reviews or {}).get(claim.id), document=names[claim.doc], sources=agreeing)
        for claim, agreeing in zip(ordered, sources, strict=True)
    ]
    return MapData(
        title=wording.plain(title, 300),
        summary=summary(len(cards), len(nodes), len({one.origin for one in shown}), len(shown)),
        nodes=tuple(_shown(node) for node in nodes),
        edges=_edges(cards),
        claims=tuple(cards),
        documents=shown,
        classes=class_entries((node.class_name for node in nodes), ontology),
        relations=relation_entries((card.relation for card in cards), ontology),
        statuses=status_entries(card.status for card in cards),
        publishers=publisher_entries(shown[card.document].publisher for card in cards),
    )


def summary(claims: int, actors: int, sources: int, documents: int) -> str:
    """The size of a map in words: 41 claims about 23 actors from 12 sources, 14 documents."""
    about = f"{wording.count(claims, 'claim')} about {wording.count(actors, 'actor')}"
    return f"{about} from {wording.origins(sources, documents)}"


def _order(claim: Claim, documents: Mapping[str, DocumentDisplay]) -> tuple[str, str, int, str]:
    document = documents.get(claim.doc)
    return (document and document.date) or "", claim.doc, claim.start, claim.id


def _ends(claim: Claim) -> tuple[tuple[Key, Sequence[str]], tuple[Key, Sequence[str]]]:
    return (
        ((claim.subject, claim.subject_class), claim.subject_mentions),
        ((claim.object, claim.object_class), claim.object_mentions),
    )


def _nodes(claims: Sequence[Claim], origins: Sequence[int]) -> list[Node]:
    mentions: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    places: defaultdict[Key, list[int]] = defaultdict(list)
    for place, claim in enumerate(claims):
        for key, seen in dict(_ends(claim)).items():
            mentions[key].update(mention for mention in seen if mention != key[0])
            places[key].append(place)
    return [
        Node(
            id=number,
            name=key[0],
            class_name=key[1],
            aliases=tuple(mention for mention, _ in mentions[key].most_common(ALIASES)),
            documents=len({origins[place] for place in places[key]}),
            claims=tuple(places[key]),
        )
        for number, key in enumerate(sorted(places))
    ]


def _sources(claims: Sequence[Claim], origins: Sequence[int], ontology: Ontology) -> list[int]:
    """For each claim how many independent sources say the same: of the same two, in the same status."""
    statements = [_statement(claim, ontology) for claim in claims]
    agreeing: defaultdict[tuple[object, ...], set[int]] = defaultdict(set)
    for statement, origin in zip(statements, origins, strict=True):
        agreeing[statement].add(origin)
    return [len(agreeing[statement]) for statement in statements]


def _statement(claim: Claim, ontology: Ontology) -> tuple[object, ...]:
    ends = [key for key, _ in _ends(claim)]
    relation = ontology.relations.get(claim.predicate)
    if relation and relation.symmetric:
        ends.sort()
    return (*ends, claim.predicate, claim.status)


def _shown(node: Node) -> Node:
    aliases = dict.fromkeys(wording.plain(alias, 120) for alias in node.aliases)
    return Node(
        id=node.id,
        name=wording.plain(node.name) or "(no name)",
        class_name=node.class_name,
        aliases=tuple(alias for alias in aliases if alias),
        documents=node.documents,
        claims=node.claims,
    )


def _card(claim: Claim, ids: Mapping[Key, int], review: Review | None, *, document: int, sources: int) -> Card:
    since, until = span(claim.when)
    return Card(
        subject=ids[claim.subject, claim.subject_class],
        object=ids[claim.object, claim.object_class],
        relation=claim.predicate,
        status=claim.status,
        note=status_note(claim),
        before=("… " if len(claim.prefix) > CONTEXT else "") + claim.prefix[-CONTEXT:],
        quote=claim.quote[:EVIDENCE] + (" […]" if len(claim.quote) > EVIDENCE else ""),
        after=claim.suffix[:CONTEXT] + (" …" if len(claim.suffix) > CONTEXT else ""),
        by=_words(claim.by),
        when=_words(wording.time(claim.when)) if claim.when else None,
        time=_words(claim.when),
        since=since,
        until=until,
        amount=_words(wording.amount(claim.amount)) if claim.amount else None,
        role=_words(claim.role),
        technology=_words(claim.technology),
        document=document,
        sources=sources,
        taught_by=wording.plain(wording.unmarked(claim.taught_by), 300),
        read_by=wording.plain(claim.read_by, 300),
        verdict=review.verdict if review else None,
        review=wording.review(review) if review else None,
    )


def status_note(claim: Claim) -> str:
    """How a claim stands, in words; a denied plan or accusation keeps both."""
    note = wording.status(claim.status).label
    hedged = claim.polarity != AFFIRMED and claim.modality != FACTUAL
    return f"{note}, {wording.status(claim.modality).label}" if hedged else note


def _words(text: str | None) -> str | None:
    return wording.plain(text) if text else None


def _edges(cards: Sequence[Card]) -> tuple[Edge, ...]:
    bundles: defaultdict[tuple[int, int], defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, card in enumerate(cards):
        ends = min(card.subject, card.object), max(card.subject, card.object)
        bundles[ends][card.status].append(place)
    edges: list[Edge] = []
    for ends, statuses in sorted(bundles.items()):
        for turn, (status, places) in enumerate(sorted(statuses.items())):
            bend = 2 * turn - len(statuses) + 1  # 0; -1, 1; -2, 0, 2
            edges.append(Edge(len(edges), ends, status, bend, tuple(places)))
    return tuple(edges)
