"""What persons decided as labelled text, in the form of `data/gold/`, so that the extraction can be measured on it.

Each document with a judged claim becomes a text. Accepted, edited and added claims are labels that have to be found; a
rejected claim is no label, so whoever finds it is wrong. Claims that nobody has judged are labels that need not be
found: missing one costs nothing, and finding it counts as right, so a document should be judged whole before its
figures are trusted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.claims import Claim, Entity, Extraction
from kg.errors import StoreError, UsageError
from kg.judging.lookup import Seen
from kg.judging.replay import Standing
from kg.reading.documents import Document

TEXTS = "-texts"  # what the name of the file of texts has before its suffix


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written.

    Attributes:
        labels: the file of labels.
        texts: the file of their texts.
        documents: number of texts.
        vouched: labels that have to be found.
        rejected: claims that must not be found.
        unjudged: labels that need not be found.
    """

    labels: Path
    texts: Path
    documents: int
    vouched: int
    rejected: int
    unjudged: int


def export(seen: Seen, file: Path) -> Exported:
    """Write the labels to a file, and the texts beside it; files that exist are replaced.

    Raises:
        UsageError: nothing was judged, or the file is of another kind than .jsonl.
        StoreError: a file cannot be written.
    """
    if file.suffix != ".jsonl":
        raise UsageError(f"labels are written as .jsonl, not as '{file.name}'")
    standings: dict[str, list[Standing]] = {}
    for standing in seen.replayed.standings:
        standings.setdefault(standing.claim.doc, []).append(standing)
    chosen = {doc: all_ for doc, all_ in standings.items() if any(one.judgements for one in all_)}
    if not chosen:
        raise UsageError("no claim of this graph has been judged; `kg review` walks through them")
    judged = [(document, extraction) for document, extraction in seen.replayed.readings if document.name in chosen]
    texts = file.with_name(file.stem + TEXTS + file.suffix)
    labels = [_labels(document, extraction, chosen[document.name]) for document, extraction in judged]
    _write(file, labels)
    _write(texts, (_text(document) for document, _ in judged))
    every = [one for some in chosen.values() for one in some]
    return Exported(
        labels=file,
        texts=texts,
        documents=len(chosen),
        vouched=sum(bool(one.judgements and one.now) for one in every),
        rejected=sum(one.now is None for one in every),
        unjudged=sum(not one.judgements for one in every),
    )


def _text(document: Document) -> dict[str, Any]:
    known = ("title", "date", "publisher", "author", "url")
    return {"id": document.name, **{name: getattr(document, name) for name in known}, "text": document.text}


def _labels(document: Document, extraction: Extraction, standings: Iterable[Standing]) -> dict[str, Any]:
    """The record of a document: its entities, and the claims with their ends by the ids of entities."""
    standings = list(standings)
    vouched = {one.now.id for one in standings if one.now and one.judgements}
    ids = {entity.name: f"e{number}" for number, entity in enumerate(extraction.entities, start=1)}
    return {
        "doc": document.name,
        "entities": [_entity(entity, ids[entity.name], extraction.claims) for entity in extraction.entities],
        "claims": [_label(claim, ids, required=claim.id in vouched) for claim in extraction.claims],
        "rejected": [_said(one.claim) for one in standings if one.now is None],
    }


def _entity(entity: Entity, identifier: str, claims: Iterable[Claim]) -> dict[str, Any]:
    """The entity with every form that means it: a reader who finds one of them has found it."""
    forms = dict.fromkeys(entity.aliases)
    for claim in claims:
        for name, mentions in ((claim.subject, claim.subject_mentions), (claim.object, claim.object_mentions)):
            if name == entity.name:
                forms |= dict.fromkeys(mentions)
    forms.pop(entity.name, None)
    return {"id": identifier, "name": entity.name, "class": entity.class_name, "aliases": list(forms)}


def _label(claim: Claim, ids: dict[str, str], *, required: bool) -> dict[str, Any]:
    return {
        "s": ids[claim.subject],
        "p": claim.predicate,
        "o": ids[claim.object],
        "polarity": claim.polarity,
        "modality": claim.modality,
        "by": ids[claim.by] if claim.by else None,
        "when": claim.when,
        "amount": claim.amount,
        "role": claim.role,
        "technology": ids[claim.technology] if claim.technology else None,
        "evidence": claim.quote,
        "required": required,
    }


def _said(claim: Claim) -> dict[str, Any]:
    same = {"polarity": claim.polarity, "modality": claim.modality, "evidence": claim.quote}
    return {"s": claim.subject, "p": claim.predicate, "o": claim.object, **same}


def _write(file: Path, records: Iterable[dict[str, Any]]) -> None:
    """Replace a file in one step."""
    draft = file.with_name(file.name + ".new")
    try:
        draft.write_text("".join(_lines(records)), "utf-8", errors="replace")
        draft.replace(file)
    except OSError as error:
        raise StoreError(f"{file}: cannot be written ({error.strerror})") from error


def _lines(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    return (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
