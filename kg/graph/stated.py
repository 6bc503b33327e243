"""What a graph states, as records: claims with the entities and documents they speak of, made of rows of queries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kg import namespaces
from kg.claims import Claim, Entity
from kg.errors import StoreError
from kg.graph.reviews import Review
from kg.namespaces import local_name

Row = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class StatedEntity:
    """An entity with its IRI. Its aliases are left out unless they are asked for."""

    iri: str
    entity: Entity

    @property
    def name(self) -> str:
        """The fullest name, by which the entity is shown."""
        return self.entity.name


@dataclass(frozen=True, slots=True)
class StatedDocument:
    """What the graph knows of a document."""

    iri: str
    name: str
    title: str | None
    date: str | None
    publisher: str | None
    author: str | None
    source: str  # its URL, or else where the file was read from
    sha256: str
    copy_of: str | None  # the name of the document of which this is a copy
    similarity: float | None  # the share of it that stands in that document

    @property
    def origin(self) -> str:
        """What counts as one source: the name of the document of which this is a copy, or its own."""
        return self.copy_of or self.name


@dataclass(frozen=True, slots=True)
class StatedClaim:
    """A claim as its document makes it, with what its names were agreed to mean and what a person said of it."""

    claim: Claim
    subject: StatedEntity
    object: StatedEntity
    by: StatedEntity | None
    technology: StatedEntity | None
    document: StatedDocument
    review: Review | None = None

    @property
    def id(self) -> str:
        """The claim's hash."""
        return self.claim.id

    @property
    def iri(self) -> str:
        """The claim's IRI."""
        return namespaces.claim(self.claim.id)

    @property
    def agreed(self) -> Claim:
        """The claim under the names and classes on which all documents agree."""
        return replace(
            self.claim,
            subject=self.subject.name,
            subject_class=self.subject.entity.class_name,
            object=self.object.name,
            object_class=self.object.entity.class_name,
            by=self.by.name if self.by else None,
            technology=self.technology.name if self.technology else None,
        )

    def to_json(self) -> dict[str, Any]:
        """The published record: the claim's own with agreed names and classes, what its document copies, its review."""
        said = (self.review.verdict, self.review.by, self.review.at) if self.review else (None,) * 3
        review = dict(zip(("review", "reviewed_by", "reviewed_at"), said, strict=True))
        return {**self.agreed.to_json(), "id": self.id, "copy_of": self.document.copy_of, **review}


def stated_entity(row: Row) -> StatedEntity:
    """The entity of a row with `entity`, `class`, `label` and `same`."""
    same = row["same"]
    entity = Entity(_text(row, "label"), local_name(_text(row, "class")), (), local_name(same) if same else None)
    return StatedEntity(_text(row, "entity"), entity)


def stated_document(row: Row) -> StatedDocument:
    """The document of a row with a column for each field."""
    return StatedDocument(
        iri=_text(row, "iri"),
        name=_text(row, "name"),
        title=row["title"],
        date=row["date"],
        publisher=row["publisher"],
        author=row["author"],
        source=_text(row, "source"),
        sha256=_text(row, "sha256"),
        copy_of=row["copy_of"],
        similarity=float(similarity) if (similarity := row["similarity"]) else None,
    )


def stated_claim(
    row: Row, entities: Mapping[str, StatedEntity], documents: Mapping[str, StatedDocument]
) -> StatedClaim:
    """The claim of a row that has a column for each property of claims in `kg.graph.triples`."""
    document = documents[_text(row, "document")]
    ends = {part: entities[iri] for part in ("subject", "object", "by", "technology") if (iri := row[part])}
    return StatedClaim(
        claim=_claim(row, document.name, ends),
        subject=ends["subject"],
        object=ends["object"],
        by=ends.get("by"),
        technology=ends.get("technology"),
        document=document,
        review=_review(row),
    )


def _review(row: Row) -> Review | None:
    verdict = row["review"]
    return (
        Review(verdict, _text(row, "reviewedBy"), _text(row, "reviewedAt"), row["reviewNote"] or "")
        if verdict
        else None
    )


def _claim(row: Row, document_name: str, ends: Mapping[str, StatedEntity]) -> Claim:
    names = {part: row[part + "Name"] or end.name for part, end in ends.items()}
    classes = {part: row[part + "Class"] or ends[part].entity.class_name for part in ("subject", "object")}
    return Claim(
        doc=document_name,
        subject=names["subject"],
        subject_class=local_name(classes["subject"]),
        subject_mentions=_listed(row["subjectMentions"]),
        predicate=local_name(_text(row, "predicate")),
        object=names["object"],
        object_class=local_name(classes["object"]),
        object_mentions=_listed(row["objectMentions"]),
        polarity=local_name(_text(row, "polarity")),
        modality=local_name(_text(row, "modality")),
        by=names.get("by"),
        when=_when(row),
        amount=" ".join(filter(None, (row["amount"], row["currency"]))) or None,
        role=row["role"],
        technology=names.get("technology"),
        quote=_text(row, "quote"),
        start=int(_text(row, "start")),
        end=int(_text(row, "end")),
        confidence=float(_text(row, "confidence")),
        taught_by=row["taughtBy"] or "",
        prefix=row["prefix"] or "",
        suffix=row["suffix"] or "",
        read_by=row["readBy"] or "",
    )


def _when(row: Row) -> str | None:
    start, end = row["timeStart"], row["timeEnd"]
    return f"{start or ''}/{end or ''}" if start or end else row["time"]


def _listed(texts: str | None) -> tuple[str, ...]:
    return tuple(json.loads(texts)) if texts else ()


def _text(row: Row, name: str) -> str:
    """A value that the query makes sure is there."""
    value = row[name]
    if value is None:
        raise StoreError(f"the graph lacks the {name} of a row ({dict(row)}); run `kg build` to write it again")
    return value
