"""What a graph states once its documents are read: who is who in all of them, what is a copy, and the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.actors.entities import agree
from kg.claims import Extraction
from kg.graph import store, triples
from kg.graph.readings import Readings
from kg.ontology import Ontology
from kg.reading.copies import Text, copies_among


@dataclass(slots=True)
class Stated:
    """What the store of a graph holds, counted."""

    documents: int = 0
    copies: int = 0
    entities: int = 0
    relations: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    gaps: Counter[str] = field(default_factory=Counter)

    def add(self, extraction: Extraction) -> None:
        """Count what one document says."""
        self.documents += 1
        self.relations.update(claim.predicate for claim in extraction.claims)
        self.statuses.update(claim.status for claim in extraction.claims)
        self.gaps.update(gap.kind for gap in extraction.gaps)


def state(folder: Path, readings: Readings, ontology: Ontology) -> Stated:
    """Write the store of a graph folder from its readings.

    These are gone through twice, so that only names and words are in memory at once, not all that was understood.

    Raises:
        StoreError: the folder cannot be written; the old store is left as it was.
    """
    stated, texts = Stated(), list[Text]()
    agreement = agree(_named(readings, stated, texts), ontology)
    copied = copies_among(texts)
    stated.copies, stated.entities = len(copied), len(agreement.agreed)
    texts.clear()
    store.replace(folder, triples.statements(readings, agreement, ontology, copies=copied))
    return stated


def _named(readings: Readings, stated: Stated, texts: list[Text]) -> Iterator[tuple[str, Extraction]]:
    """Each document with the entities it names; all are counted, and their texts collected, on the way."""
    for document, extraction in readings:
        stated.add(extraction)
        texts.append(Text(document))
        yield document.name, Extraction((), extraction.entities, ())
