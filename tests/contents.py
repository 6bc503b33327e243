"""What a graph of readings states, in the pieces that a build states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.actors.entities import agree
from kg.claims import Extraction
from kg.graph import pieces
from kg.ontology.definitions import Ontology
from kg.reading.documents import Copy, Document


def contents(
    readings: Iterable[tuple[Document, Extraction]], ontology: Ontology, *, copies: Mapping[str, Copy] | None = None
) -> list[bytes]:
    """N-Quads of documents with what was understood of them, agreed on their names."""
    read = {document.name: (document, said) for document, said in readings}
    agreement = agree(((name, said) for name, (_, said) in read.items()), ontology)
    documents = [(name, "") for name in read]
    found = pieces.of_graph(documents, read.__getitem__, agreement, ontology, copies=copies or {}, reviews={})
    return [piece.content() for piece in found]
