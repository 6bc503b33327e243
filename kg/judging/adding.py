"""A claim that was missed, as a person marks it in a sentence of a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kg.claims import AFFIRMED, FACTUAL, Claim, Entity
from kg.errors import OntologyError, UsageError
from kg.judging.matching import find
from kg.judging.values import Known, edited, standing_in
from kg.ontology.definitions import Ontology, Relation
from kg.ontology.examples import Example
from kg.reading.documents import Document

#: Parts that have to be marked.
ENDS = ("subject", "object")

#: Parts that may be marked beside the ends, with the options that say the same.
_MARKED = {"technology": "technology", "by": "said_by", "role": "role", "amount": "amount", "when": "when"}


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document that make a claim, by their place; offsets refer to the document's text.

    Attributes:
        start: of the first character.
        end: after the last character.
        parts: what is marked in it, by its part: "subject", "object" and the like.
    """

    start: int
    end: int
    parts: Mapping[str, str] = field(default_factory=dict)


def told_claim(
    document: Document,
    told: str | Passage,
    relation: str,
    given: Mapping[str, str],
    known: Known,
    ontology: Ontology,
) -> tuple[Claim, list[Entity]]:
    """The claim that a person tells of words of a document, and what it names.

    Args:
        document: which has the words.
        told: the sentence, or a part of it that shows the claim, with the ends marked: "[Acme](subject) sold
            [cameras](object)"; or its place.
        relation: of the two.
        given: options that say what words do not, or otherwise than they are marked.
        known: what the document and the graph know by a name.
        ontology: what may be said.

    Raises:
        UsageError: the words do not stand in the document, are marked wrongly, or a value is not allowed.
    """
    one = ontology.relation(relation)
    passage = _checked(told, document) if isinstance(told, Passage) else _found(told, document)
    parts, quote = passage.parts, document.text[passage.start : passage.end]
    ends = [
        known.entity(given.get(side) or parts[side], class_name=given.get(f"{side}_class"), default=_class(one, side))
        for side in ENDS
    ]
    claim = Claim(
        doc=document.name,
        subject=ends[0].name, subject_class=ends[0].class_name, subject_mentions=_names("subject", parts, given),
        predicate=one.name,
        object=ends[1].name, object_class=ends[1].class_name, object_mentions=_names("object", parts, given),
        polarity=AFFIRMED, modality=FACTUAL,
        by=None, when=None, amount=None, role=None, technology=None,
        quote=quote, start=passage.start, end=passage.end, confidence=1.0, taught_by="",
    )  # fmt: skip
    said = {_MARKED[role]: words for role, words in parts.items() if role in _MARKED}
    said |= {name: value for name, value in given.items() if name.removesuffix("_class") not in ENDS}
    values, others = edited(claim, said, known, ontology)
    return replace(claim, **values), [*ends, *others]


def _found(marked: str, document: Document) -> Passage:
    """The place of a marked sentence."""
    example, parts = _parts(marked)
    span = find(document.text, example.text)
    if span is None:
        raise UsageError(f"“{example.text}” does not stand in {document.name}; copy the words as they are there")
    return Passage(*span, parts)


def _checked(passage: Passage, document: Document) -> Passage:
    """A passage whose ends stand in it, with single spaces between their words."""
    if not 0 <= passage.start < passage.end <= len(document.text):
        raise UsageError(f"{document.name} has no characters {passage.start} to {passage.end}")
    sentence = " ".join(document.text[passage.start : passage.end].split())
    parts = {role: " ".join(words.split()) for role, words in passage.parts.items()}
    for side in ENDS:
        if not parts.get(side):
            raise UsageError(f"the {side} is missing: which words of the sentence are it?")
    for role, words in parts.items():
        if words and not standing_in(sentence, (words,)):
            raise UsageError(f"the {role} “{words}” does not stand in the sentence; take its words as they are there")
    return replace(passage, parts=parts)


def _parts(marked: str) -> tuple[Example, dict[str, str]]:
    """The sentence with what is marked in it, by role."""
    try:
        example = Example.parse(marked)
    except OntologyError as error:
        raise UsageError(str(error)) from None
    allowed = (*ENDS, *_MARKED)
    parts: dict[str, str] = {}
    for mark in example.marks:
        if mark.role not in allowed:
            raise UsageError(f"'{mark.role}' is no part of a claim; mark one of {', '.join(allowed)}")
        if mark.role in parts:
            raise UsageError(f"the {mark.role} is marked twice in “{marked}”")
        parts[mark.role] = example.text[mark.start : mark.end]
    for side in ENDS:
        if side not in parts:
            raise UsageError(f"no {side} is marked in “{marked}”; write [words]({side})")
    return example, parts


def _names(side: str, parts: Mapping[str, str], given: Mapping[str, str]) -> tuple[str, ...]:
    """The names of an end among its words: of words such as "it", by which it is only meant here, none."""
    return () if given.get(side) else (parts[side],)


def _class(relation: Relation, side: str) -> str | None:
    """The class of an end that nothing is known of."""
    return next(iter(relation.domain if side == "subject" else relation.range), None)
