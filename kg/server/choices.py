"""What a form offers to choose from: the relations of the ontology, those that fit first, its classes and statuses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.claims import DENIED, FACT, FACTUAL
from kg.ontology.definitions import Ontology, Relation
from kg.views import wording


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several, with what it means."""

    name: str
    label: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form of a claim offers.

    Attributes:
        relations: under a heading each; those whose ends may be of the classes asked for come first.
        classes: of actors and things.
        statuses: ways in which a claim may stand.
    """

    relations: tuple[tuple[str, tuple[Choice, ...]], ...]
    classes: tuple[Choice, ...]
    statuses: tuple[Choice, ...]


def choices(ontology: Ontology, subject: str | None = None, target: str | None = None) -> Choices:
    """What may be said of two ends of these classes; nothing is known of an end without one."""
    return Choices(relations(ontology, subject, target), classes(ontology), statuses(ontology))


def classes(ontology: Ontology) -> tuple[Choice, ...]:
    """The classes of actors and things, each below the one that it is a kind of."""
    return tuple(Choice(one.name, one.label, one.definition) for one in ontology.classes.values())


def statuses(ontology: Ontology) -> tuple[Choice, ...]:
    """Fact, denied, and the other modalities."""
    names = (one.name for one in ontology.qualifiers_of(ontology.qualifier(FACTUAL).kind) if one.name != FACTUAL)
    shown = ((name, wording.status(name)) for name in (FACT, DENIED, *names))
    return tuple(Choice(name, one.label, one.meaning) for name, one in shown)


def relations(
    ontology: Ontology, subject: str | None, target: str | None
) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """The relations by label under headings: those that fit the classes of the ends, and the others."""
    known = sorted(ontology.relations.values(), key=lambda one: one.label.casefold())
    if subject is None and target is None:
        return (("Relations", tuple(map(_choice, known))),)
    fitting = tuple(one for one in known if fits(ontology, one, subject, target))
    others = (one for one in known if one not in fitting)
    ends = " and ".join(f"“{_label(ontology, name)}”" for name in dict.fromkeys((subject, target)) if name)
    groups = ((f"Fit {ends}", tuple(map(_choice, fitting))), ("Others", tuple(map(_choice, others))))
    return tuple(group for group in groups if group[1])


def fits(ontology: Ontology, relation: Relation, subject: str | None, target: str | None) -> bool:
    """Whether ends of these classes may be those of the relation."""
    return all(
        class_name is None or not allowed or ontology.fitting(class_name, allowed) is not None
        for class_name, allowed in ((subject, relation.domain), (target, relation.range))
        if class_name is None or class_name in ontology.classes
    )


def fitting(ontology: Ontology, class_names: Iterable[str]) -> dict[str, tuple[list[str], list[str]]]:
    """For each class the names of the relations whose subject, and whose object, may be of it."""
    known = ontology.relations.values()
    return {
        name: (
            [one.name for one in known if fits(ontology, one, name, None)],
            [one.name for one in known if fits(ontology, one, None, name)],
        )
        for name in sorted(set(class_names))
    }


def _choice(relation: Relation) -> Choice:
    return Choice(relation.name, relation.label, relation.definition)


def _label(ontology: Ontology, class_name: str) -> str:
    known = ontology.classes.get(class_name)
    return known.label if known else class_name
