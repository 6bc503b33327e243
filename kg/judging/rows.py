"""Judgements: what a person decided of a claim, of two names or of one, as rows of a plain file.

A row holds all that is needed to find again what it is about, whatever the document's file is called by then and
however its claims are numbered: the claim as it was seen with the hash of its document's text, or the names with their
classes. `kg.judging.matching` says how it is found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any, Self

from kg.actors.told import Named
from kg.claims import Claim, Entity
from kg.errors import UsageError
from kg.namespaces import digest

ACCEPT, REJECT, EDIT, ADD = OF_CLAIMS = ("accept", "reject", "edit", "add")
SAME, DIFFERENT, UNDECIDED = OF_PAIRS = ("same", "different", "undecided")
CLASS, NAME = OF_NAMES = ("class", "name")
UNDO = "undo"
VERBS = (*OF_CLAIMS, *OF_PAIRS, *OF_NAMES, UNDO)

#: Fields of a claim that a person may set.
EDITABLE = (
    "subject", "subject_class", "subject_mentions", "predicate", "object", "object_class", "object_mentions",
    "polarity", "modality", "by", "when", "amount", "role", "technology",
)  # fmt: skip

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)")

Fits = Callable[[object], bool]

_TEXT: Fits = lambda value: isinstance(value, str)  # noqa: E731
_TEXTS: Fits = lambda value: isinstance(value, list) and all(map(_TEXT, value))  # noqa: E731
_KINDS: dict[str, tuple[str, Fits]] = {
    "str": ("text", _TEXT),
    "str | None": ("text or null", lambda value: value is None or _TEXT(value)),
    "tuple[str, ...]": ("a list of texts", _TEXTS),
    "int": ("a whole number", lambda value: isinstance(value, int) and not isinstance(value, bool)),
    "float": ("a number", lambda value: isinstance(value, int | float) and not isinstance(value, bool)),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision of a person.

    Attributes:
        verb: one of VERBS.
        by: who decided.
        at: when, in ISO 8601.
        because: why, in the person's words.
        claim: the claim as it was seen, or as it was added.
        text: hash of the text of its document, or of the one document that has the thing without a name.
        values: fields of the claim that the person set.
        entities: what the ends of an edited or added claim are, where the person named others.
        things: the two that are the same or not, or the one whose class or name was corrected.
        value: that class or name.
        undoes: ids of the judgements that are taken back.
    """

    verb: str
    by: str
    at: str
    because: str = ""
    claim: Claim | None = None
    text: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    entities: tuple[Entity, ...] = ()
    things: tuple[Named, ...] = ()
    value: str = ""
    undoes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Hash of the row; no claim has one like it."""
        return "j" + digest(self.line())[:10]

    @property
    def word(self) -> str:
        """Who decided, when and why, as a sentence goes on with it."""
        return f"by the word of {self.by} ({self.at[:10]}){f': {self.because}' if self.because else ''}"

    @property
    def about(self) -> str:
        """What it is about and what was decided, in words."""
        names = " and ".join(f"“{thing.name}”" for thing in self.things)
        if self.claim:
            said = f"{self.claim.subject} {self.claim.predicate} {self.claim.object} ({self.claim.status})"
            changes = ", ".join(f"{name}: {_shown(value)}" for name, value in self.values.items() if _shown(value))
            return f"{said}{f' → {changes}' if changes else ''}"
        return f"{names} → {self.value}" if self.value else names or ", ".join(self.undoes)

    def line(self) -> str:
        """The row as one line of JSON; what is empty is left out."""
        record: dict[str, Any] = {"judgement": self.verb, "by": self.by, "at": self.at, "because": self.because}
        record |= {"claim": self.claim.to_cache() if self.claim else None, "text": self.text}
        record |= {"values": dict(self.values), "entities": [entity.to_json() for entity in self.entities]}
        record |= {"things": [asdict(thing) for thing in self.things], "value": self.value, "undoes": list(self.undoes)}
        kept = {name: value for name, value in record.items() if value}
        text = json.dumps(kept, ensure_ascii=False)
        return text if _is_encodable(text) else json.dumps(kept)

    @classmethod
    def parse(cls, line: str) -> Self:
        """The judgement of a line of `line`.

        Raises:
            UsageError: the line is no such row; what is wrong is said.
        """
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UsageError(f"is not JSON ({error})") from None
        if not isinstance(record, dict) or record.get("judgement") not in VERBS:
            raise UsageError(f"is no judgement: “judgement” has to be one of {', '.join(VERBS)}")
        _check_keys(record)
        found = cls(
            verb=record["judgement"],
            **{name: _typed(record, name, "", "text", _TEXT) for name in ("by", "at", "because", "text", "value")},
            claim=Claim.from_json(_fields_of(Claim, record["claim"])) if record.get("claim") else None,
            values=_values(record.get("values", {})),
            entities=tuple(Entity.from_json(_fields_of(Entity, row)) for row in _rows(record, "entities")),
            things=tuple(Named(**_fields_of(Named, row)) for row in _rows(record, "things")),
            undoes=tuple(_typed(record, "undoes", [], "a list of ids", _TEXTS)),
        )
        _check(found)
        return found


def text_hash(text: str) -> str:
    """What tells a document by its words, whatever its file is called and wherever its lines break."""
    return digest(" ".join(text.split()))[:16]


def is_moment(text: str) -> bool:
    """Whether text is a time with its offset from UTC, as XML Schema writes it."""
    try:
        return _MOMENT.fullmatch(text) is not None and bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _shown(value: object) -> str:
    return "none" if value is None else value if isinstance(value, str) else ""


def _is_encodable(text: str) -> bool:
    """Whether UTF-8 can hold it: half a surrogate pair has to be escaped."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _check_keys(record: Mapping[str, Any]) -> None:
    """A key that is not known may carry what a later version of the program decides by, so it is not passed over."""
    known = {each.name for each in fields(Judgement)} - {"verb"} | {"judgement"}
    if unknown := sorted(record.keys() - known):
        raise UsageError(f"has “{unknown[0]}”, which is none of {', '.join(sorted(known))}")


def _check(found: Judgement) -> None:
    """Make sure that a row has what its kind needs."""
    if not is_moment(found.at):
        raise UsageError(f"has no time: “at” is '{found.at}', not like 2024-05-01T12:00:00+00:00")
    needs = {
        "by": bool(found.by.strip()),
        "claim": found.verb not in OF_CLAIMS or found.claim is not None,
        "things": len(found.things) == (2 if found.verb in OF_PAIRS else 1 if found.verb in OF_NAMES else 0),
        "value": bool(found.value) == (found.verb in OF_NAMES),
        "undoes": bool(found.undoes) == (found.verb == UNDO),
    }
    for name, is_met in needs.items():
        if not is_met:
            raise UsageError(f"has not the “{name}” that “{found.verb}” needs")


def _typed(record: Mapping[str, Any], name: str, default: object, kind: str, fits: Fits) -> Any:  # noqa: ANN401
    value = record.get(name, default)
    if not fits(value):
        raise UsageError(f"has a “{name}” that is not {kind}")
    return value


def _rows(record: Mapping[str, Any], name: str) -> list[Any]:
    rows: list[Any] = _typed(record, name, [], "a list", lambda value: isinstance(value, list))
    return rows


def _fields_of(kind: type[Claim | Entity | Named], record: object) -> dict[str, Any]:
    """The fields of a record of the kind, each of its type."""
    if not isinstance(record, dict):
        raise UsageError(f"has no {kind.__name__.lower()} where one belongs")
    known = {each.name: each for each in fields(kind)}
    for name, each in known.items():
        if name in record:
            _typed(record, name, None, *_KINDS[str(each.type)])
        elif each.default is _NONE_GIVEN:
            raise UsageError(f"has a {kind.__name__.lower()} without “{name}”")
    return {name: value for name, value in record.items() if name in known}


def _values(record: object) -> dict[str, Any]:
    if not isinstance(record, dict) or not record.keys() <= set(EDITABLE):
        raise UsageError(f"has “values” that are not among {', '.join(EDITABLE)}")
    types = {each.name: str(each.type) for each in fields(Claim)}
    for name in record:
        _typed(record, name, None, *_KINDS[types[name]])
    return {name: tuple(value) if isinstance(value, list) else value for name, value in record.items()}


_NONE_GIVEN = next(each.default for each in fields(Claim) if each.name == "doc")
