"""Label files: texts in which it is marked which two stretches stand in which relation.

There are two forms, both described in `data/README.md`: sentences of our own with their claims, and stand-off labels of
texts that are kept elsewhere, by offsets in the text as `kg.reading` gives it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.ontology.definitions import Ontology
from kg.reading.documents import Document
from kg.reading.readers import read

#: The label files of the checkout; they are no part of an installed package.
FOLDER = Path(__file__).resolve().parents[2] / "data" / "training"

WRITTEN = "written.jsonl"

#: Files of stand-off labels of pairs. Others of their form beside them label other things.
STAND_OFF = ("atlas.tsv", "wikinews.tsv")

_OCCURRENCE = re.compile(r"(?P<words>.+)#(?P<number>[1-9]\d*)")

Stretch = tuple[int, int]  # first character, character after the last


@dataclass(frozen=True, slots=True)
class SpanLabel:
    """Two stretches of a text, and the relation in which the first stands to the second."""

    subject: Stretch
    relation: str
    object: Stretch


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text whose relations are all labelled: two stretches without a label stand in none."""

    source: str  # the label file, without its suffix
    document: Document
    labels: tuple[SpanLabel, ...]


def written(path: Path, ontology: Ontology) -> list[MarkedText]:
    """The texts of a file of sentences with their claims; the sentences of a text are set one after the other.

    Raises:
        UsageError: a line is of another form, an end is not in its sentence, or a relation is unknown.
    """
    sentences: dict[str, list[str]] = {}
    labels: dict[str, list[SpanLabel]] = {}
    for number, line in enumerate(_lines(path), start=1):
        place = f"{path}:{number}"
        text, sentence, claims = _record(line, place)
        before = sentences.setdefault(text, [])
        start = len(" ".join([*before, ""]))
        found = [_claim(sentence, claim, start, place) for claim in claims]
        labels.setdefault(text, []).extend(_known(label, ontology, place) for label in found)
        before.append(sentence)
    return [
        MarkedText(path.stem, Document(text, " ".join(parts), str(path), ""), tuple(labels[text]))
        for text, parts in sentences.items()
    ]


def _record(line: str, place: str) -> tuple[str, str, Sequence[Sequence[str]]]:
    try:
        record = json.loads(line)
        return record["text"], record["sentence"], record["claims"]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise UsageError(f"{place} is no object with text, sentence and claims: {error!r}") from error


def _claim(sentence: str, claim: Sequence[str], offset: int, place: str) -> SpanLabel:
    if len(claim) != 3:
        raise UsageError(f"{place}: the claim {claim} is not made of subject, relation and object")
    subject, relation, obj = claim
    return SpanLabel(_find(sentence, subject, offset, place), relation, _find(sentence, obj, offset, place))


def _find(sentence: str, end: str, offset: int, place: str) -> Stretch:
    """Where the words stand in the sentence as whole words; "it#2" is the second "it"."""
    counted = _OCCURRENCE.fullmatch(end)
    words, number = (counted["words"], int(counted["number"])) if counted else (end, 1)
    starts = [hit.start() + offset for hit in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", sentence)]
    if len(starts) < number:
        raise UsageError(f"{place}: {end!r} is not in the sentence")
    return starts[number - 1], starts[number - 1] + len(words)


def stand_off(path: Path, texts: Path, ontology: Ontology) -> list[MarkedText]:
    """The texts of a file of stand-off labels; a line with a name alone is a text without any relation.

    Args:
        path: lines of a document's name, start and end of the subject, relation, start and end of the object.
        texts: the file or folder of the texts.
        ontology: which relations there are.

    Raises:
        UsageError: a line is of another form, a relation is unknown, or a text is missing or too short.
    """
    documents = {document.name: document for document in read([texts])[0]}
    labels: dict[str, list[SpanLabel]] = {}
    for number, line in enumerate(_lines(path), start=1):
        place = f"{path}:{number}"
        name, *fields = line.split("\t")
        if name not in documents:
            raise UsageError(f"{place}: {texts} has no text {name}")
        known = labels.setdefault(name, [])
        if fields:
            known.append(_known(_offsets(fields, len(documents[name].text), place), ontology, place))
    return [MarkedText(path.stem, documents[name], tuple(known)) for name, known in labels.items()]


def _offsets(fields: Sequence[str], length: int, place: str) -> SpanLabel:
    try:
        first, second, relation, third, fourth = fields
        subject, obj = (int(first), int(second)), (int(third), int(fourth))
    except ValueError as error:
        raise UsageError(f"{place} does not hold two offsets, a relation and two offsets") from error
    for start, end in (subject, obj):
        if not 0 <= start < end <= length:
            raise UsageError(f"{place}: no stretch goes from {start} to {end} in a text of {length} characters")
    return SpanLabel(subject, relation, obj)


def _known(label: SpanLabel, ontology: Ontology, place: str) -> SpanLabel:
    try:
        ontology.relation(label.relation)
    except UsageError as error:
        raise UsageError(f"{place}: {error}") from error
    return label


def _lines(path: Path) -> Iterator[str]:
    if not path.exists():
        raise UsageError(f"there is no label file {path}; label files come with the checkout only")
    return filter(str.strip, path.read_text("utf-8").split("\n"))
