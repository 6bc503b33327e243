"""Files for programs in which maps are drawn by hand: Kumu and Oligrapher."""

from __future__ import annotations

import json
import math
from typing import Any

from kg.exports.rows import CLAIM_COLUMNS, Row, claim_row, entity_row
from kg.exports.selection import Selection
from kg.exports.text import csv_bytes, storable
from kg.graph.stated import StatedClaim, StatedEntity
from kg.namespaces import local_name
from kg.views.network import unique_names
from kg.views.wording import link

_ELEMENTS = ("Label", "Type", "Tags", "Aliases", "Wikidata", "Id")
_CONNECTIONS = ("From", "To", "Direction", "Label", "Type")

#: Pixels between two nodes of Oligrapher's circle, from which its user moves them.
_APART = 120.0


def kumu(selection: Selection) -> dict[str, bytes]:
    """Elements and connections for Kumu, which tells elements by their labels: namesakes have their class behind them.

    Claims of all kinds are connections. The type of a connection is its status, by which Kumu can style and hide it,
    and the label of what is no fact says so.
    """
    labels = unique_names(selection.ends())
    elements = [_element(end, selection, labels[end.iri]) for end in selection.ends()]
    connections = [
        {
            **{name.capitalize(): value for name, value in claim_row(stated, selection).items()},
            **dict(
                zip(_CONNECTIONS, (labels[stated.subject.iri], labels[stated.object.iri], "directed"), strict=False)
            ),
            "Type": stated.claim.status,
        }
        for stated in selection.claims
    ]
    rest = [name.capitalize() for name in CLAIM_COLUMNS if name.capitalize() not in _CONNECTIONS]
    return {
        "elements.csv": csv_bytes(_ELEMENTS, elements, for_people=True),
        "connections.csv": csv_bytes([*_CONNECTIONS, *rest], connections, for_people=True),
    }


def oligrapher(selection: Selection) -> bytes:
    """A map for Oligrapher: nodes in a circle, dashed edges for what is no fact, sources as the edges' addresses.

    All that is known of a claim is under `claim` of its edge, which Oligrapher keeps and does not show.
    """
    ends = selection.ends()
    radius = max(_APART, len(ends) * _APART / math.tau)
    nodes = [_spot(end, math.tau * place / len(ends), radius) for place, end in enumerate(ends)]
    edges = [_line(stated, selection) for stated in selection.claims]
    found = {name: {row["id"]: row for row in rows} for name, rows in (("nodes", nodes), ("edges", edges))}
    return (json.dumps({**found, "captions": {}}, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _element(end: StatedEntity, selection: Selection, label: str) -> Row:
    row = entity_row(end, selection)
    values = (label, row["class_label"], row["class"], "; ".join(row["aliases"]), row["wikidata"], end.iri)
    return dict(zip(_ELEMENTS, values, strict=True))


def _spot(end: StatedEntity, angle: float, radius: float) -> Row:
    """A node of Oligrapher, at an angle of the circle."""
    item = end.entity.wikidata
    return {
        "id": local_name(end.iri),
        "name": storable(end.name),
        "type": end.entity.class_name,
        "url": f"https://www.wikidata.org/wiki/{item}" if item else None,
        "x": round(radius * math.cos(angle), 1),
        "y": round(radius * math.sin(angle), 1),
        "scale": 1,
    }


def _line(stated: StatedClaim, selection: Selection) -> Row:
    """An edge of Oligrapher."""
    row: dict[str, Any] = {
        name: storable(value) if isinstance(value, str) else value
        for name, value in claim_row(stated, selection).items()
    }
    return {
        "id": stated.id,
        "node1_id": local_name(stated.subject.iri),
        "node2_id": local_name(stated.object.iri),
        "label": row["label"],
        "arrow": "1->2",
        "dash": not stated.claim.is_fact,
        "url": link(stated.document.source),
        "scale": 1,
        "claim": row,
    }
