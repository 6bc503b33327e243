"""What a graph hands to programs and notebooks: claims and maps that show themselves."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from kg.claims import Claim
from kg.graph.stated import StatedClaim, StatedDocument
from kg.ontology import Ontology

#: What the published record of a claim holds, in its order.
CLAIM_FIELDS = (
    "id", *(each.name for each in fields(Claim) if each.name not in ("prefix", "suffix")), "copy_of",
    "review", "reviewed_by", "reviewed_at",
)  # fmt: skip

#: What is known of its document, in a table of claims.
DOCUMENT_FIELDS = ("title", "date", "publisher", "source")


@dataclass(frozen=True, slots=True)
class Shown:
    """What views show of a document."""

    title: str | None
    date: str | None
    publisher: str | None
    url: str | None

    @classmethod
    def of(cls, document: StatedDocument) -> Shown:
        """A document of the graph as views show it."""
        return cls(document.title, document.date, document.publisher, document.source)


def copied(documents: Iterable[StatedDocument]) -> dict[str, str]:
    """For each copy among the documents that of which it is one, both by name."""
    return {document.name: document.copy_of for document in documents if document.copy_of}


@dataclass(frozen=True, slots=True, repr=False)
class GraphClaim:
    """A claim of a graph with its document; notebooks show it as a card with its sentence.

    Attributes:
        claim: what is claimed, under the names and classes on which all documents of the graph agree.
        stated: the same under the names of its own document, with the entities that they mean.
    """

    claim: Claim
    stated: StatedClaim
    ontology: Ontology

    @classmethod
    def of(cls, stated: StatedClaim, ontology: Ontology) -> GraphClaim:
        """The claim that a graph states."""
        return cls(stated.agreed, stated, ontology)

    @property
    def id(self) -> str:
        """Hash of what the document says."""
        return self.stated.id

    @property
    def document(self) -> StatedDocument:
        """Title, date, publisher and source of the document that says so."""
        return self.stated.document

    @property
    def sentence(self) -> str:
        """The sentence that proves the claim."""
        return self.claim.sentence

    @property
    def status(self) -> str:
        """How the claim stands: `fact`, `denied`, or another modality."""
        return self.claim.status

    def to_json(self) -> dict[str, Any]:
        """The record that `kg claims --format jsonl` prints."""
        return self.stated.to_json()

    def record(self) -> dict[str, Any]:
        """The record with status, sentence and what is known of the document."""
        about = {name: getattr(self.document, name) for name in DOCUMENT_FIELDS}
        return {**self.to_json(), "status": self.status, "sentence": self.sentence, **about}

    def __repr__(self) -> str:
        return f"<claim {self.id}: {self}>"

    def __str__(self) -> str:
        return f"{self.claim.subject} {self.claim.predicate} {self.claim.object} ({self.status})"

    def _repr_html_(self) -> str:
        from kg.views import notebook

        return notebook.claim_html(self.claim, Shown.of(self.document), self.ontology)


@dataclass(frozen=True, slots=True)
class Map:
    """An interactive map, which notebooks show in line."""

    title: str
    page: str = field(repr=False)  # HTML that loads nothing from elsewhere

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the page to a file.

        Raises:
            UsageError: the folder does not exist, or the path is a folder.
        """
        from kg.views import maps

        maps.write(self.page, Path(path))
        return Path(path)

    def _repr_html_(self) -> str:
        from kg.views import maps

        return maps.frame(self.page, title=self.title)
