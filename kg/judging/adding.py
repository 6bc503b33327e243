"""A claim that was missed, as a person marks it in a sentence of a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg.claims import AFFIRMED, FACTUAL, Claim, Entity
from kg.errors import OntologyError, UsageError
from kg.judging.matching import find
from kg.judging.values import Known, edited
from kg.ontology.definitions import Ontology, Relation
from kg.ontology.examples import Example
from kg.reading.documents import Document

#: Parts that may be marked beside the ends, with the options that say the same.
_MARKED = {"technology": "technology", "by": "said_by", "role": "role", "amount": "amount", "when": "when"}


def marked_claim(
    document: Document, marked: str, relation: str, given: Mapping[str, str], known: Known, ontology: Ontology
) -> tuple[Claim, list[Entity]]:
    """The claim that a marked sentence makes, and what it names.

    Args:
        document: which has the sentence.
        marked: the sentence, or a part of it that shows the claim: "[Acme](subject) sold [cameras](object)".
        relation: of the two.
        given: options that say what words do not, or otherwise than they are marked.
        known: what the document and the graph know by a name.
        ontology: what may be said.

    Raises:
        UsageError: the words do not stand in the document, are marked wrongly, or a value is not allowed.
    """
    one = ontology.relation(relation)
    example, parts = _parts(marked)
    span = find(document.text, example.text)
    if span is None:
        raise UsageError(f"“{example.text}” does not stand in {document.name}; copy the words as they are there")
    quote = document.text[slice(*span)]
    ends = [
        known.entity(given.get(side) or parts[side], class_name=given.get(f"{side}_class"), default=_class(one, side))
        for side in ("subject", "object")
    ]
    claim = Claim(
        doc=document.name,
        subject=ends[0].name, subject_class=ends[0].class_name, subject_mentions=(parts["subject"],),
        predicate=one.name,
        object=ends[1].name, object_class=ends[1].class_name, object_mentions=(parts["object"],),
        polarity=AFFIRMED, modality=FACTUAL,
        by=None, when=None, amount=None, role=None, technology=None,
        quote=quote, start=span[0], end=span[1], confidence=1.0, taught_by="",
    )  # fmt: skip
    said = {_MARKED[role]: words for role, words in parts.items() if role in _MARKED}
    said |= {name: value for name, value in given.items() if name.removesuffix("_class") not in ("subject", "object")}
    values, others = edited(claim, said, known, ontology)
    return replace(claim, **values), [*ends, *others]


def _parts(marked: str) -> tuple[Example, dict[str, str]]:
    """The sentence with what is marked in it, by role."""
    try:
        example = Example.parse(marked)
    except OntologyError as error:
        raise UsageError(str(error)) from None
    allowed = ("subject", "object", *_MARKED)
    parts: dict[str, str] = {}
    for mark in example.marks:
        if mark.role not in allowed:
            raise UsageError(f"'{mark.role}' is no part of a claim; mark one of {', '.join(allowed)}")
        if mark.role in parts:
            raise UsageError(f"the {mark.role} is marked twice in “{marked}”")
        parts[mark.role] = example.text[mark.start : mark.end]
    for side in ("subject", "object"):
        if side not in parts:
            raise UsageError(f"no {side} is marked in “{marked}”; write [words]({side})")
    return example, parts


def _class(relation: Relation, side: str) -> str | None:
    """The class of an end that nothing is known of."""
    return next(iter(relation.domain if side == "subject" else relation.range), None)
