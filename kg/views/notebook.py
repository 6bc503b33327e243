"""Small HTML displays of a claim, an actor and a set of claims, for Jupyter; every text in them is escaped."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.environment import TemplateModule
from markupsafe import Markup

from kg.claims import Claim, Entity
from kg.ontology.definitions import Ontology
from kg.views import wording
from kg.views.mapdata import status_note, summary
from kg.views.receipts import DocumentDisplay

TOP = 8  # rows of a table; a display is a first look, the query gives the rest
SHOWN = 30  # claims of an actor or of a list
OPEN = 3  # claims of a list whose sentences are seen at once


def claim_html(claim: Claim, document: DocumentDisplay | None = None, ontology: Ontology | None = None) -> str:
    """A claim with its sentence, the evidence marked, and its source.

    Args:
        claim: the claim.
        document: title, date, publisher and address of its document, if known.
        ontology: gives the relation its label; without it the relation's own name is shown.
    """
    return _render("claim_card", claim, _says(claim, ontology), status_note(claim), _facts(claim), document)


def claim_list_html(
    claims: Sequence[Claim],
    documents: Mapping[str, DocumentDisplay],
    ontology: Ontology | None = None,
    *,
    copies: Mapping[str, str] | None = None,
) -> str:
    """Claims, one a line, each of which opens to its sentence; a few are open from the start.

    Args:
        claims: the claims, in the order in which they are shown.
        documents: what is known about each document, by the name that claims call `doc`.
        ontology: labels of relations.
        copies: the document that each copy is a copy of, both by name.
    """
    rows = [
        (claim, _says(claim, ontology), _status(claim), _facts(claim), documents.get(claim.doc))
        for claim in claims[:SHOWN]
    ]
    more = wording.count(len(claims) - SHOWN, "more claim") if len(claims) > SHOWN else ""
    size = _size(list(claims), copies or {}) if claims else "no claims"
    return _render("claim_list", size, rows, len(claims) <= OPEN, more)


def actor_html(
    entity: Entity,
    claims: Iterable[Claim],
    documents: Mapping[str, DocumentDisplay],
    ontology: Ontology,
    *,
    copies: Mapping[str, str] | None = None,
) -> str:
    """An actor with its other names, and what is claimed about it by relation.

    Args:
        entity: the actor.
        claims: any claims; those about others are left out.
        documents: what is known about each document, by the name that claims call `doc`.
        ontology: labels of classes and relations.
        copies: the document that each copy is a copy of, both by name.
    """
    own = [claim for claim in claims if entity.name in (claim.subject, claim.object)]
    kind = ontology.classes.get(entity.class_name)
    return _render(
        "actor_card",
        wording.plain(entity.name),
        kind.label if kind else entity.class_name,
        [wording.plain(alias) for alias in entity.aliases[:TOP]],
        _size(own, copies or {}),
        _by_relation(entity, own[:SHOWN], documents, ontology),
        wording.count(len(own) - SHOWN, "more claim") if len(own) > SHOWN else "",
    )


def summary_html(
    claims: Iterable[Claim], ontology: Ontology, *, title: str = "Claims", copies: Mapping[str, str] | None = None
) -> str:
    """How many claims there are, by relation, by how they are stated, and by actor; `copies` as for `actor_html`."""
    claims = list(claims)
    relations = Counter(_label(claim.predicate, ontology) for claim in claims)
    statuses = Counter(wording.status(claim.status).label for claim in claims)
    actors = Counter(wording.plain(name) for claim in claims for name in {claim.subject, claim.object})
    tables = [("Relations", relations), ("How stated", statuses), ("Actors", actors)]
    rows = [(heading, _top(counts)) for heading, counts in tables if counts]
    return _render("summary_card", wording.plain(title), _size(claims, copies or {}), rows)


def _says(claim: Claim, ontology: Ontology | None) -> tuple[str, str, str]:
    return wording.plain(claim.subject), _label(claim.predicate, ontology), wording.plain(claim.object)


def _status(claim: Claim) -> tuple[str, str]:
    """How a claim stands, in words and in the colour of its line."""
    return status_note(claim), wording.status(claim.status).colour


def triples_html(rows: Sequence[Sequence[str]], size: int) -> str:
    """The first triples of several, each as three texts."""
    more = wording.count(size - len(rows), "more triple") if size > len(rows) else ""
    return _render("triples_card", wording.count(size, "triple"), [map(wording.plain, row) for row in rows], more)


def _top(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:TOP]


def _size(claims: list[Claim], copies: Mapping[str, str]) -> str:
    actors = {
        end for claim in claims for end in ((claim.subject, claim.subject_class), (claim.object, claim.object_class))
    }
    documents = {claim.doc for claim in claims}
    return summary(len(claims), len(actors), len({copies.get(name, name) for name in documents}), len(documents))


def _label(predicate: str, ontology: Ontology | None) -> str:
    relation = ontology.relations.get(predicate) if ontology else None
    return relation.label if relation else predicate


def _facts(claim: Claim) -> list[tuple[str, str]]:
    return [(term if term == "said by" else f"{term}:", value) for term, value in wording.circumstances(claim)]


def _by_relation(
    entity: Entity, claims: list[Claim], documents: Mapping[str, DocumentDisplay], ontology: Ontology
) -> list[tuple[str, list[tuple[Any, ...]]]]:
    groups: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for claim in claims:
        forward = claim.subject == entity.name
        other = wording.plain(claim.object if forward else claim.subject)
        relation = ontology.relations.get(claim.predicate)
        backward = relation.inverse_label if relation and not relation.symmetric else ""
        heading = _label(claim.predicate, ontology) if forward or not backward else backward
        groups[heading].append((other, status_note(claim), claim, documents.get(claim.doc)))
    return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))


def listing_html(title: str, header: Sequence[str], rows: Sequence[Sequence[object]], summary: str = "") -> str:
    """Rows of values under a heading, and a line that tells what they leave out; unknown values are left empty."""
    shown = [["" if value is None else wording.plain(str(value), 300) for value in row] for row in rows]
    return _render("listing_card", wording.plain(title), summary, header, shown)


def counts_html(title: str, summary: str, tables: Mapping[str, Mapping[str, int]]) -> str:
    """Numbers by name, under a heading for each table; of long ones the beginning."""
    rows = [
        (heading, [(wording.plain(name), number) for name, number in list(counts.items())[:TOP]])
        for heading, counts in tables.items()
        if counts
    ]
    return _render("summary_card", wording.plain(title), summary, rows)


def claims_html(
    title: str, parts: Iterable[tuple[str, Iterable[tuple[Claim, DocumentDisplay]]]], ontology: Ontology | None
) -> str:
    """Claims with their sentences, under a heading for each part."""
    shown = [
        (wording.plain(heading, 600), [Markup(claim_html(claim, document, ontology)) for claim, document in claims])
        for heading, claims in parts
    ]
    return _render("claims_card", wording.plain(title, 300), shown)


@cache
def environment() -> Environment:
    """Where templates are found and how they are filled in: every text is escaped."""
    folder = Path(__file__).parent / "templates"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(plain=wording.plain, time=wording.time, link=wording.link, review=wording.review)
    return environment


@cache
def _cards() -> TemplateModule:
    return environment().get_template("cards.html").module


def _render(card: str, *values: object) -> str:
    return str(getattr(_cards(), card)(*values))
