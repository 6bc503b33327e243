"""A claim as a flat record: what property graphs, drawing programs and spreadsheets know of a line."""

from __future__ import annotations

import re
from typing import Any

from kg.exports.selection import Selection
from kg.graph.stated import StatedClaim, StatedEntity

Row = dict[str, Any]

#: What is known of a claim besides its ends.
CLAIM_COLUMNS = (
    "claim", "relation", "label", "status", "polarity", "modality", "when", "amount", "currency", "role", "by",
    "technology", "quote", "sentence", "start", "end", "confidence", "read_by", "document", "copy_of", "title", "date",
    "publisher", "author", "source", "sha256",
)  # fmt: skip


def claim_row(stated: StatedClaim, selection: Selection) -> Row:
    """A value for each of CLAIM_COLUMNS, None where nothing is known; an amount is a number if it is written as one."""
    claim, document = stated.claim, stated.document
    number, currency = _amount(claim.amount)
    own = {
        "claim": stated.id,
        "relation": claim.predicate,
        "label": selection.label(stated),
        "amount": number,
        "currency": currency,
        "by": stated.by.name if stated.by else None,
        "technology": stated.technology.name if stated.technology else None,
        "read_by": claim.read_by or None,
        "document": document.name,
    }
    return {name: own[name] if name in own else _found(name, claim, document) for name in CLAIM_COLUMNS}


def entity_row(one: StatedEntity, selection: Selection) -> Row:
    """What is known of an entity; `aliases` is a list, `labels` are its class and all above it."""
    entity = one.entity
    return {
        "iri": one.iri,
        "name": entity.name,
        "class": entity.class_name,
        "class_label": selection.ontology.class_(entity.class_name).label,
        "labels": list(selection.ontology.line(entity.class_name)),
        "aliases": list(entity.aliases),
        "wikidata": entity.wikidata,
    }


def _found(name: str, *holders: object) -> object:
    """The attribute of the first that has it."""
    return next(getattr(holder, name) for holder in holders if hasattr(holder, name))


def _amount(text: str | None) -> tuple[int | float | str | None, str | None]:
    """Number and currency of "224000 USD"; what is not written so stays text."""
    match = re.fullmatch(r"(-?\d+)(\.\d+)?(?: (\S+))?", text or "")
    if not match:
        return text, None
    return float(match[1] + match[2]) if match[2] else int(match[1]), match[3]
