"""Writing a graph from what was read and judged: what every build ends with, and every judgement too.

Nothing is read again, so that a judgement takes effect at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from kg import namespaces
from kg.actors.entities import Agreement, agree
from kg.claims import Extraction, Outline
from kg.errors import StoreError
from kg.graph import imported, opening, pieces
from kg.graph.generations import current, named_at
from kg.graph.pieces import Piece
from kg.graph.readings import Readings
from kg.graph.reviews import Review
from kg.judging import file
from kg.judging.replay import Reading, Replayed, replay
from kg.judging.rows import Judgement
from kg.namespaces import digest
from kg.ontology.definitions import Ontology
from kg.processes import uncollected
from kg.reading.copies import copies
from kg.reading.documents import Copy, Document

#: Seconds that a judgement waits for a build that writes to the graph. Writing takes about a second for 250 articles;
#: whoever waits longer waits for documents to be read.
PATIENCE = 10


@dataclass(slots=True)
class Counts:
    """What documents say, counted."""

    names: list[str] = field(default_factory=list)  # of documents
    relations: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    gaps: Counter[str] = field(default_factory=Counter)

    @property
    def documents(self) -> int:
        """How many there are."""
        return len(self.names)

    def through(self, outlines: Iterable[tuple[Document, Outline]]) -> Iterator[tuple[str, Extraction]]:
        """The names of the documents with the entities they name; all that they say is counted on the way."""
        for document, outline in outlines:
            self.names.append(document.name)
            self.relations.update(outline.relations)
            self.statuses.update(outline.statuses)
            self.gaps.update(outline.gaps)
            yield document.name, Extraction((), outline.entities, ())


@dataclass(frozen=True, slots=True)
class Stated:
    """What a graph holds, and how a person's word has changed it."""

    judgements: Sequence[Judgement]
    replayed: Replayed
    agreement: Agreement
    copies: Mapping[str, Copy]
    counts: Counts
    judged: Mapping[str, Reading] = field(default_factory=dict)  # documents of which a person has judged claims

    @property
    def unmet(self) -> dict[str, str]:
        """For each judgement that decides nothing its id and the reason."""
        return {**self.replayed.unmet, **self.agreement.word.unmet}


@dataclass(frozen=True, slots=True)
class Held:
    """All readings of a graph at once.

    Attributes:
        read: documents with what was understood of them, by name.
        copied: which of the documents are copies.
        known_by: what tells whether any of this has changed since.
    """

    read: Sequence[Reading]
    copied: Mapping[str, Copy]
    known_by: tuple[Mapping[str, str], Mapping[str, str]]


def understood(
    readings: Readings, judgements: Sequence[Judgement], ontology: Ontology, before: Held | None = None
) -> Stated:
    """What was read, after all judgements on claims and names. Nothing is written.

    Without judgements the readings are gone through and never held, so that only names are in memory at once.
    """
    counts = Counts()
    if not judgements:
        rows = readings.imported()
        copied = copies(document for document in readings.documents() if document.name not in rows)
        agreement = agree(counts.through(readings.outlines()), ontology)
        return Stated((), Replayed(readings), agreement, copied, counts)
    found = held(readings, before)
    replayed = replay(found.read, judgements, ontology, found.copied)
    both = zip(found.read, replayed.readings, strict=True)
    judged = {one[0].name: one for was, one in both if one[1] is not was[1]}
    return Stated(judgements, replayed, agreed(replayed, ontology, counts), found.copied, counts, judged)


def held(readings: Readings, before: Held | None = None) -> Held:
    """All readings at once; as they were held before, if nothing has changed.

    Rows of a table are alike by nature, so that imported documents are never copies.
    """
    rows = readings.imported()
    known_by = dict(readings.hashes()), rows
    if before and before.known_by == known_by:
        return before
    read = list(readings)
    return Held(read, copies(document for document, _ in read if document.name not in rows), known_by)


def judged(readings: Readings, judgements: Sequence[Judgement], ontology: Ontology) -> Iterable[Reading]:
    """Documents with the claims that stand after all judgements; who is who is not asked."""
    if not judgements:
        return readings
    found = held(readings)
    return replay(found.read, judgements, ontology, found.copied).readings


def agreed(replayed: Replayed, ontology: Ontology, counts: Counts | None = None) -> Agreement:
    """What the names of documents mean, after what a person told of them."""
    outlines = ((document, Outline.of(extraction)) for document, extraction in replayed.readings)
    return agree((counts or Counts()).through(outlines), ontology, told=replayed.told)


@uncollected()
def state(folder: Path, readings: Readings, ontology: Ontology, before: Held | None = None) -> Stated:
    """Write the graph of a folder anew, with what was imported. The caller sees to it that no other build writes to it.

    Args:
        folder: of the graph.
        readings: of which it is made.
        ontology: what may be said.
        before: the readings as they were held before, so that what has not changed need not be gone through again.

    Raises:
        StoreError: a judgement cannot be read, or the folder not be written; the graph is left as it was.
    """
    stated = understood(readings, file.load(folder), ontology, before)
    opening.replaced(folder, lambda: _pieces(stated, readings, ontology))
    return stated


def _pieces(stated: Stated, readings: Readings, ontology: Ontology) -> Iterator[Piece]:
    """What was read, judged and imported, in pieces."""
    judged, reviews = stated.judged, stated.replayed.reviews

    def load(name: str) -> Reading:
        return judged.get(name) or readings.get(name)

    documents = (
        (name, digest(kept, *_judged(judged[name][1], reviews)) if name in judged else kept)
        for name, kept in readings.hashes()
    )
    yield from pieces.of_graph(documents, load, stated.agreement, ontology, copies=stated.copies, reviews=reviews)
    entities = (one.iri for one in stated.agreement.agreed)
    taken = chain(entities, map(namespaces.document, stated.counts.names))
    yield from imported.of_imports(readings.folder, taken)


def _judged(extraction: Extraction, reviews: Mapping[str, Review]) -> Iterator[str]:
    """What a person has made of a document, as text that tells it from all else."""
    yield repr(extraction)
    yield from (repr(reviews.get(claim.id)) for claim in extraction.claims)


def caught_up(folder: Path, ontology: Ontology) -> bool:
    """Write the graph anew if a decision was written down after it, as where a process was killed between the two.

    Returns:
        Whether anything has changed.

    Raises:
        StoreError: as for `restate`.
    """
    kept, before = file.place(folder), current(folder)
    if before is None or not kept.exists() or kept.stat().st_mtime_ns <= named_at(folder):
        return False
    restate(folder, ontology)
    return current(folder) != before


def restate(folder: Path, ontology: Ontology, before: Held | None = None) -> Stated:
    """Write the graph of a folder anew from what was read for it; arguments as for `state`.

    Raises:
        StoreError: there is no graph, or another build has been writing to it for `PATIENCE` seconds.
    """
    with Readings.read(folder):  # there has to be a graph
        pass
    try:
        with Readings.open(folder, wait=PATIENCE) as readings:
            return state(folder, readings, ontology, before)
    except StoreError as error:
        kept = file.place(folder)
        raise StoreError(f"{error}. What was decided is kept in {kept} and takes effect with the next build") from error
