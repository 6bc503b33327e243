"""What may be the cause of an error, and what the labels say instead of a claim that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.claims import Claim
from kg.evaluation.labelled import Label, LabelledText
from kg.evaluation.scoring import entities_of
from kg.ontology.definitions import Ontology


class Cause(StrEnum):
    """Where an error comes from: causes of missed claims in the order of the way, then those of wrong ones."""

    TEXT = "text"  # the evidence does not stand in the text
    MENTION = "mention"  # an end is no mention of its sentence
    COREFERENCE = "coreference"  # only a pronoun or a definite noun stands there, taken for nobody or somebody else
    CLASS = "class"  # an end has no class, or one that the relation does not take
    CLAUSE = "clause"  # the ends are not joined in the clause graph
    PATTERN = "pattern"  # they are joined, but by no wording of the relation
    CONFIDENCE = "confidence"  # a claim was suggested and is too doubtful
    CHOOSING = "choosing"  # a claim was suggested and something spoke against it
    QUALIFIER = "qualifier"  # the claim is there and stands otherwise
    REVERSED = "reversed"
    RELATION = "other relation"  # the ends are joined by another relation
    END = "wrong end"
    POLARITY = "polarity"
    NOTHING = "no such fact"


CAUSES = tuple(Cause)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A cause, its kind in a few words that can be counted, and what shows it."""

    cause: Cause
    kind: str = ""
    details: tuple[str, ...] = ()


def of_wrong(text: LabelledText, claim: Claim, ontology: Ontology) -> Diagnosis:
    """What the labels say instead of a claim."""
    subject = entities_of(text, claim.subject, claim.subject_mentions)
    obj = entities_of(text, claim.object, claim.object_mentions)
    straight = [label for label in text.labels if label.subject in subject and label.object in obj]
    turned = [label for label in text.labels if label.subject in obj and label.object in subject]
    same = [label for label in text.labels if label.predicate == claim.predicate]
    denied = [*straight, *(turned if ontology.relations[claim.predicate].symmetric else ())]
    if any(label in same for label in denied):
        return Diagnosis(Cause.POLARITY, f"said to be {claim.polarity}")
    if any(label in same for label in turned):
        return Diagnosis(Cause.REVERSED, claim.predicate)
    if straight or turned:
        names = sorted({label.predicate for label in (*straight, *turned)})
        return Diagnosis(Cause.RELATION, f"{claim.predicate} for {' and '.join(names)}")
    if meant := [label.object for label in same if label.subject in subject]:
        return _wrong_end(text, "object", meant)
    if meant := [label.subject for label in same if label.object in obj]:
        return _wrong_end(text, "subject", meant)
    return Diagnosis(Cause.NOTHING, _unlabelled(text, same))


def _wrong_end(text: LabelledText, end: str, meant: Sequence[str]) -> Diagnosis:
    names = sorted({text.entities[name].name for name in meant})
    return Diagnosis(Cause.END, f"the {end}", (f"{end} should be {' or '.join(names)}",))


def _unlabelled(text: LabelledText, same: Sequence[Label]) -> str:
    if not text.labels:
        return "in a text without any claim"
    return "the relation holds between others" if same else "the relation is not in the text"
