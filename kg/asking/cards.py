"""What a graph hands to programs and notebooks: claims and maps that show themselves."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, SupportsIndex, overload

from kg.claims import Claim
from kg.errors import UsageError
from kg.graph.reviews import Review
from kg.graph.stated import StatedClaim, StatedDocument
from kg.ontology.definitions import Ontology

if TYPE_CHECKING:
    import networkx
    import pandas

#: What the published record of a claim holds, in its order.
CLAIM_FIELDS = (
    "id", *(each.name for each in fields(Claim) if each.name not in ("prefix", "suffix")), "copy_of",
    "review", "reviewed_by", "reviewed_at",
)  # fmt: skip

#: What is known of its document, in a table of claims.
DOCUMENT_FIELDS = ("title", "date", "publisher", "source")

#: Heading of a map that is given none.
TITLE = "Who did what to whom"

#: Claims of which a map comes with a still picture: 400 take two seconds to draw, and more cannot be told apart in it.
PICTURED = 400


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


def reviewed(claims: Iterable[GraphClaim]) -> dict[str, Review]:
    """What a person said of the claims, by their ids under the agreed names, as views have them."""
    return {one.claim.id: one.stated.review for one in claims if one.stated.review}


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


class Claims(list[GraphClaim]):
    """A list of claims that notebooks show with their sentences, and that becomes a table by `frame`."""

    @overload
    def __getitem__(self, place: SupportsIndex) -> GraphClaim: ...
    @overload
    def __getitem__(self, place: slice) -> Claims: ...
    def __getitem__(self, place: SupportsIndex | slice) -> GraphClaim | Claims:
        found = super().__getitem__(place)
        return Claims(found) if isinstance(found, list) else found

    def frame(self) -> pandas.DataFrame:
        """The claims as a table, with their documents."""
        import pandas

        columns = [*CLAIM_FIELDS, "status", "sentence", *DOCUMENT_FIELDS]
        return pandas.DataFrame([claim.record() for claim in self], columns=columns)

    def network(self, *, facts_only: bool = False) -> networkx.MultiDiGraph[str]:
        """The claims as a network; see `kg.views.network` for its attributes."""
        from kg.views import network

        return network.network((claim.stated for claim in self), facts_only=facts_only)

    def map(self, *, title: str = TITLE) -> Map:
        """An interactive map of the claims.

        Raises:
            UsageError: there are no claims.
        """
        from kg.views import maps

        if not self:
            raise UsageError("there are no claims to draw")
        documents, copies = self.documents()
        claims, ontology = [one.claim for one in self], self[0].ontology
        page = maps.draw(claims, documents, ontology, title=title, copies=copies, reviews=reviewed(self))
        return Map(title, page, self)

    def documents(self) -> tuple[dict[str, Shown], dict[str, str]]:
        """What is shown of the documents, and which of them are copies."""
        known = {claim.document.name: claim.document for claim in self}
        return {name: Shown.of(document) for name, document in known.items()}, copied(known.values())

    def _repr_html_(self) -> str:
        from kg.views import notebook

        documents, copies = self.documents()
        ontology = self[0].ontology if self else None
        return notebook.claim_list_html([one.claim for one in self], documents, ontology, copies=copies)


@dataclass(frozen=True, slots=True)
class Map:
    """An interactive map, which notebooks show in line; a viewer that runs no scripts shows a picture of it."""

    title: str
    page: str = field(repr=False)  # HTML that loads nothing from elsewhere
    claims: Claims = field(default_factory=Claims, repr=False)

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

        return maps.frame(self.page, title=self.title, picture=self._picture())

    def _picture(self) -> bytes | None:
        """A picture of the map, unless it would take long or matplotlib is not there to draw it."""
        if not 0 < len(self.claims) <= PICTURED or not find_spec("matplotlib"):
            return None
        from kg.views import plot

        return plot.png(self.claims.network(), self.claims[0].ontology)
