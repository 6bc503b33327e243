"""Writing a graph from what was read and judged: what every build ends with, and every judgement too.

Nothing is read again, so that a judgement takes effect at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from kg import namespaces
from kg.actors.entities import Agreement, agree
from kg.errors import StoreError
from kg.graph import imported, store, triples
from kg.graph.readings import Readings
from kg.judging import file
from kg.judging.replay import Reading, Replayed, replay
from kg.judging.rows import Judgement
from kg.ontology import Ontology
from kg.reading.copies import copies
from kg.reading.documents import Copy

#: Seconds that a judgement waits for a build that writes to the graph. Writing takes about a second for 250 articles;
#: whoever waits longer waits for documents to be read.
PATIENCE = 10


@dataclass(frozen=True, slots=True)
class Stated:
    """What a graph holds, and how a person's word has changed it."""

    judgements: Sequence[Judgement]
    replayed: Replayed
    agreement: Agreement
    copies: Mapping[str, Copy]

    @property
    def readings(self) -> list[Reading]:
        """Documents with the claims that stand."""
        return self.replayed.readings

    @property
    def unmet(self) -> dict[str, str]:
        """For each judgement that decides nothing its id and the reason."""
        return {**self.replayed.unmet, **self.agreement.word.unmet}


def understood(readings: Readings, judgements: Sequence[Judgement], ontology: Ontology) -> Stated:
    """What was read, after all judgements on claims and names. Nothing is written.

    Rows of a table are alike by nature, so that imported documents are never copies.
    """
    read, rows = list(readings), readings.imported()
    copied = copies(document for document, _ in read if document.name not in rows)
    replayed = replay(read, judgements, ontology, copied)
    return Stated(judgements, replayed, agreed(replayed, ontology), copied)


def agreed(replayed: Replayed, ontology: Ontology) -> Agreement:
    """What the names of documents mean, after what a person told of them."""
    extractions = ((document.name, extraction) for document, extraction in replayed.readings)
    return agree(extractions, ontology, told=replayed.told)


def state(folder: Path, readings: Readings, ontology: Ontology) -> Stated:
    """Write the graph of a folder anew, with what was imported. The caller sees to it that no other build writes to it.

    Raises:
        StoreError: a judgement cannot be read, or the folder not be written; the graph is left as it was.
    """
    stated = understood(readings, file.load(folder), ontology)
    pieces = triples.statements(
        stated.readings, stated.agreement, ontology, copies=stated.copies, reviews=stated.replayed.reviews
    )
    taken = {one.iri for one in stated.agreement.agreed}
    taken |= {namespaces.document(document.name) for document, _ in stated.readings}
    store.replace(folder, chain(pieces, imported.pieces(folder, taken)))
    return stated


def restate(folder: Path, ontology: Ontology) -> Stated:
    """Write the graph of a folder anew from what was read for it.

    Raises:
        StoreError: there is no graph, or another build has been writing to it for `PATIENCE` seconds.
    """
    with Readings.read(folder):  # there has to be a graph
        pass
    try:
        with Readings.open(folder, wait=PATIENCE) as readings:
            return state(folder, readings, ontology)
    except StoreError as error:
        kept = file.place(folder)
        raise StoreError(f"{error}. What was decided is kept in {kept} and takes effect with the next build") from error
