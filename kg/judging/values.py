"""What a person may say of a claim: the values are checked, and names are tied to what is known by them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from kg.actors.entities import Agreement
from kg.claims import AFFIRMED, DENIED, FACT, FACTUAL, NEGATED, Claim, Entity
from kg.errors import UsageError, suggestion
from kg.ontology.definitions import Ontology

#: What may be said of a claim, by the names of options; an empty text takes a value away.
OPTIONS = (
    "subject", "object", "relation", "status", "when", "amount", "role", "technology", "said_by", "subject_class",
    "object_class",
)  # fmt: skip

_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
_AMOUNT = re.compile(r"\d+(\.\d+)? [A-Z]{3}")


class Known:
    """What a document, the graph and the lists of actors know by a name."""

    def __init__(
        self, entities: Iterable[Entity], agreement: Agreement, listed: Iterable[Entity], ontology: Ontology
    ) -> None:
        self._entities = tuple(entities)
        self._listed = tuple(listed)
        self._agreement = agreement
        self._ontology = ontology

    def entity(self, name: str, *, class_name: str | None = None, default: str | None = None) -> Entity:
        """The thing of that name: of the document, else of the graph or a list, else a new one of the class given.

        Raises:
            UsageError: there is no such class, or no class for a thing that is not known.
        """
        name = named(name)
        if class_name:
            self._ontology.class_(class_name)
        found = _called(name, self._entities) or self._elsewhere(name) or _called(name, self._listed)
        kind = class_name or (found.class_name if found else default)
        if kind is None:
            raise UsageError(f"'{name}' is not known; say of what class it is")
        return Entity(found.name if found else name, kind, (), found.wikidata if found else None)

    def _elsewhere(self, name: str) -> Entity | None:
        return _called(name, [one.entity for one in self._agreement.agreed if not one.cluster.is_local])


def named(text: str) -> str:
    """A name with single spaces between its words.

    Raises:
        UsageError: nothing of it can be seen, as of white space and of signs without width.
    """
    if not any(unicodedata.category(sign)[0] not in "CZ" for sign in text):
        raise UsageError("a name is empty")
    return " ".join(text.split())


def _called(name: str, entities: Sequence[Entity]) -> Entity | None:
    """The only one of that name, or else the only one of that alias."""
    asked = name.casefold()
    called = [each for each in entities if each.name.casefold() == asked]
    called = called or [each for each in entities if asked in map(str.casefold, each.aliases)]
    return called[0] if len(called) == 1 else None


def edited(
    claim: Claim, given: Mapping[str, str], known: Known, ontology: Ontology
) -> tuple[dict[str, Any], list[Entity]]:
    """The fields of a claim that a person sets, and what the names among them are.

    Raises:
        UsageError: a value is not allowed; what is, is said.
    """
    values: dict[str, Any] = {}
    entities: list[Entity] = []
    for side in ("subject", "object"):
        name, class_name = given.get(side), given.get(f"{side}_class")
        if name is not None or class_name:
            name = getattr(claim, side) if name is None else name
            entity = known.entity(name, class_name=class_name, default=getattr(claim, f"{side}_class"))
            entities.append(entity)
            values |= {side: entity.name, f"{side}_class": entity.class_name}
            if entity.name != getattr(claim, side):
                values[f"{side}_mentions"] = standing_in(claim.sentence, (str(name), entity.name))
    for option, part, slot in (("said_by", "by", "saidBy"), ("technology", "technology", "technology")):
        if given.get(option):
            entity = known.entity(given[option], default=next(iter(ontology.slots.get(slot, ())), None))
            entities.append(entity)
            values[part] = entity.name
        elif option in given:
            values[part] = None
    return values | plain_values(given, ontology), entities


def values(claim: Claim) -> dict[str, str]:
    """What a claim says, by the names of options; empty where it does not say."""
    named = {"relation": "predicate", "said_by": "by"}
    return {option: getattr(claim, named.get(option, option)) or "" for option in OPTIONS}


def plain_values(given: Mapping[str, str], ontology: Ontology) -> dict[str, Any]:
    """The fields that are no names: relation, status, time, amount and role."""
    values: dict[str, Any] = {}
    if "relation" in given:
        values["predicate"] = ontology.relation(given["relation"]).name
    if "status" in given:
        values |= _standing(given["status"], ontology)
    if "when" in given:
        values["when"] = _when(given["when"])
    if "amount" in given:
        values["amount"] = _amount(given["amount"])
    if "role" in given:
        values["role"] = " ".join(given["role"].split()) or None
    return values


def standing_in(sentence: str, forms: Sequence[str]) -> tuple[str, ...]:
    """Those of the forms that stand in a sentence as they are written."""
    return tuple(form for form in dict.fromkeys(forms) if re.search(rf"(?<!\w){re.escape(form)}(?!\w)", sentence))


def _standing(status: str, ontology: Ontology) -> dict[str, Any]:
    kind = ontology.qualifier(FACTUAL).kind
    modalities = [one.name for one in ontology.qualifiers_of(kind) if one.name != FACTUAL]
    if status in (DENIED, NEGATED):
        return {"polarity": NEGATED, "modality": FACTUAL}
    if status in (FACT, FACTUAL):
        return {"polarity": AFFIRMED, "modality": FACTUAL}
    if status not in modalities:
        allowed = [FACT, DENIED, *modalities]
        raise UsageError(
            f"there is no status '{status}'.{suggestion(status, allowed)} Those there are: {', '.join(allowed)}"
        )
    return {"polarity": AFFIRMED, "modality": status}


def _when(text: str) -> str | None:
    sides = text.strip().split("/")
    if len(sides) > 2 or not all(_is_moment(side) for side in sides if side) or (len(sides) == 2 and not any(sides)):
        raise UsageError(f"'{text}' is no time; write 2020, 2020-06, 2020-06-11, or start/end with either side open")
    if len(sides) == 2 and all(sides) and _is_after(*sides):
        raise UsageError(f"'{text}' ends before it begins; write the start first: {sides[1]}/{sides[0]}")
    return "/".join(sides) or None


def _is_after(start: str, end: str) -> bool:
    """Whether a time begins after another has ended: 2020-07 after 2020-06, and not after 2020."""
    known = min(len(start), len(end))
    return start[:known] > end[:known]


def _is_moment(text: str) -> bool:
    try:
        return _DAY.fullmatch(text) is not None and bool(date.fromisoformat((text + "-01-01")[:10]))
    except ValueError:
        return False


def _amount(text: str) -> str | None:
    plain = " ".join(text.replace(",", "").split())
    if plain and not _AMOUNT.fullmatch(plain):
        raise UsageError(f"'{text}' is no amount; write the number and the currency, as 224000 USD")
    return plain or None
