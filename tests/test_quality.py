"""Floors of quality: figures on labelled text that must not get worse. Raising one is a change of its own.

A claim is right when a labelled claim of the same document has the same relation, polarity and ends. Every claim counts
for precision; only those that a careful reader must find count for recall.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.actors.matching import fold
from kg.claims import Claim
from kg.extraction.extractor import Extractor
from kg.ontology import Ontology
from kg.reading.documents import Document

GOLD = Path(__file__).resolve().parent.parent / "data" / "gold"

#: Percent; a little under what was reached when they were last raised. Wordings were taught with both halves of our own
#: set in view, `tune` and `held`. `unseen` was written by somebody who knew nothing of what the program is taught; the
#: errors on its odd numbers were read afterwards, those on its even numbers were not.
FLOORS = {
    "tune": {"precision": 94, "recall": 68},
    "held": {"precision": 94, "recall": 66},
    "unseen": {"precision": 75, "recall": 18},
}

#: Plain edges in a hundred texts that support none, most of them written to tempt a reader into one. A ceiling.
FALSE_EDGES = 8.0


@dataclass(frozen=True)
class Labelled:
    """A document, what a reader would find in it, and what the program found."""

    part: str
    ends: dict[str, set[str]]  # folded names of each labelled entity
    wanted: list[dict]
    found: tuple[Claim, ...]


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


@pytest.fixture(scope="module")
def labelled() -> list[Labelled]:
    rows = [row for prefix in ("", "unseen-") for row in labelled_rows(prefix)]
    documents = [
        Document(r["id"], r["text"], "-", r["id"], title=r["title"], date=r["date"], publisher=r["publisher"])
        for r, _ in rows
    ]
    read = Extractor.shipped().extract(documents)
    return [
        Labelled(record.get("part", "unseen"), names_of(label["entities"]), label["claims"], extraction.claims)
        for (record, label), (_, extraction) in zip(rows, read, strict=True)
    ]


def labelled_rows(prefix: str) -> list[tuple[dict, dict]]:
    """Records and their labels, which stand in the same order."""
    records, labels = (
        [json.loads(line) for line in (GOLD / f"{prefix}{name}.jsonl").read_text("utf-8").splitlines()]
        for name in ("documents", "claims")
    )
    by_name = {label["doc"]: label for label in labels}
    return [(record, by_name[record["id"]]) for record in records]


def names_of(entities: list[dict]) -> dict[str, set[str]]:
    return {entity["id"]: {fold(name) for name in (entity["name"], *entity["aliases"])} for entity in entities}


def agrees(text: Labelled, claim: Claim, gold: dict, ontology: Ontology) -> bool:
    """Whether a claim says what a labelled claim says."""
    if (claim.predicate, claim.polarity) != (gold["p"], gold["polarity"]):
        return False
    subject = {fold(name) for name in (claim.subject, *claim.subject_mentions)}
    object_ = {fold(name) for name in (claim.object, *claim.object_mentions)}
    straight = subject & text.ends[gold["s"]] and object_ & text.ends[gold["o"]]
    turned = subject & text.ends[gold["o"]] and object_ & text.ends[gold["s"]]
    return bool(straight or (turned and ontology.relations[claim.predicate].symmetric))


def share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


@pytest.mark.parametrize("part", FLOORS)
def test_claims_are_right_and_found(labelled, ontology, part):
    texts = [text for text in labelled if text.part == part]
    right = [any(agrees(t, claim, gold, ontology) for gold in t.wanted) for t in texts for claim in t.found]
    met = [
        any(agrees(t, claim, gold, ontology) for claim in t.found)
        for t in texts
        for gold in t.wanted
        if gold["required"]
    ]
    figures = {"precision": share(sum(right), len(right)), "recall": share(sum(met), len(met))}
    assert all(figures[name] >= floor for name, floor in FLOORS[part].items()), figures


def test_few_plain_edges_where_a_text_supports_none(labelled):
    empty = [
        t for t in labelled if not any(g["polarity"] == "affirmed" and g["modality"] == "factual" for g in t.wanted)
    ]
    edges = sum(claim.is_fact for text in empty for claim in text.found)
    assert share(edges, len(empty)) <= FALSE_EDGES, f"{edges} plain edges in {len(empty)} texts"
