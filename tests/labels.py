"""Labelled texts written by hand, for the tests of how the extraction is measured."""

from __future__ import annotations

from collections.abc import Sequence

from parsed import World, doc_of

from kg.claims import AFFIRMED, FACTUAL
from kg.evaluation.labelled import Label, LabelledEntity, LabelledText
from kg.evaluation.understanding import Understanding
from kg.extraction.extractor import Extractor
from kg.extraction.wording.patterns import Matcher, Pattern
from kg.reading.documents import Document

#: Two yards of the small world of boats.
YARDS = {"tern": ("Tern", "Yard"), "lynx": ("Lynx", "Yard")}


def label(subject: str, predicate: str, obj: str, **fields: object) -> Label:
    """A required label of which a test names only what matters to it."""
    empty = dict.fromkeys(("by", "when", "amount", "role", "technology"))
    plain = {"polarity": AFFIRMED, "modality": FACTUAL, "evidence": f"{subject} {predicate} {obj}", "required": True}
    return Label(subject, predicate, obj, **{**plain, **empty, **fields})


def text_of(
    text: str, *labels: Label, entities: dict[str, tuple[str, ...]] = YARDS, name: str = "a.txt"
) -> LabelledText:
    """A labelled text; entities are given as id: (name, class, alias …)."""
    known = {key: LabelledEntity(key, row[0], row[1], tuple(row[2:])) for key, row in entities.items()}
    return LabelledText(Document(name, text, "-", "0"), known, labels)


def understood(world: World, rows: str, *labels: Label, patterns: Sequence[Pattern] = (), **given) -> Understanding:
    """A labelled text of parsed rows, read with patterns alone."""
    extractor = Extractor(world.kit.ontology)
    extractor.patterns = list(patterns)
    extractor.matcher = Matcher(patterns, extractor.kit.lexicon)
    doc = doc_of(rows)
    return Understanding.of(extractor, text_of(doc.text, *labels, **given), doc)
