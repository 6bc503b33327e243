"""Claims that do not go together: what one states, another denies, ends or opposes. Both are shown, neither believed.

Two claims about the same two are listed

* as *denied* where one affirms what the other negates, in the same relation or in the one that tells it from the
  other side ("bought from", "sold to");
* as *ended* where the one tells the end of what the other states;
* as *opposed* where their relations pull in two directions.

What ends and opposes what is said by the ontology: see `kg.ontology.oppositions`. At least one of the two is put as
a fact; pairs in which the other is an accusation, a plan or a possibility follow after those of facts. An attempt
contradicts nothing: who tried to buy need not have bought.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, product
from typing import Any

from kg.asking.cards import CLAIM_FIELDS, DOCUMENT_FIELDS, GraphClaim
from kg.claims import AFFIRMED, ATTEMPTED, DENIED, FACTUAL
from kg.ontology.definitions import Ontology
from kg.ontology.oppositions import ENDS, OPPOSES, OTHER_SIDE, Opposition, oppositions

ENDED, OPPOSED = "ended", "opposed"  # kinds of conflicts, beside DENIED

#: What a claim of a conflict is listed with, in CSV: a line for each claim, those of one conflict under one number.
CONFLICT_FIELDS = ("conflict", "kind", "order", "side", "status", *CLAIM_FIELDS, *DOCUMENT_FIELDS)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims of which some deny, end or oppose what the others state, with the passages that say so.

    Attributes:
        kind: "denied", "ended" or "opposed".
        claims: those that state something, the best dated and surest first. All say the same.
        against: those that deny, end or oppose it; all say the same.
        order: what the dates tell of the order in time, as "2017, then 2020"; empty where they tell nothing.
        reversed: whether, by that order, `against` comes before `claims`.
    """

    kind: str
    claims: tuple[GraphClaim, ...]
    against: tuple[GraphClaim, ...]
    order: str = ""
    reversed: bool = False

    @property
    def status(self) -> str:
        """How both sides stand: "fact / denied"."""
        return f"{self.claims[0].status} / {self.against[0].status}"

    @property
    def sides(self) -> list[tuple[str, tuple[GraphClaim, ...]]]:
        """Both sides with their names, the earlier first as far as that is known."""
        sides = [("claim", self.claims), ("against", self.against)]
        return sides[::-1] if self.reversed else sides

    @property
    def is_certain(self) -> bool:
        """Whether both sides are put as facts."""
        return all(side[0].claim.modality == FACTUAL for side in (self.claims, self.against))

    def to_json(self) -> dict[str, Any]:
        """The record that `kg conflicts --format jsonl` prints, with every claim in full."""
        about = {"kind": self.kind, "status": self.status, "order": self.order}
        sides = {"claims": self.claims, "against": self.against}
        return {**about, **{name: [claim.record() for claim in side] for name, side in sides.items()}}

    def __str__(self) -> str:
        return f"{self.claims[0]}, {self.kind} by {self.against[0]}"

    def _repr_html_(self) -> str:
        return "".join(claim._repr_html_() for claim in (*self.claims, *self.against))


def conflicts(claims: Iterable[GraphClaim], ontology: Ontology) -> list[Conflict]:
    """The conflicts among claims: facts first, then by kind, subject, relation and object."""
    known = oppositions(ontology)
    statements: dict[frozenset[str], list[_Statement]] = defaultdict(list)
    for statement in _statements(claims, ontology):
        statements[frozenset((statement.subject, statement.object))].append(statement)
    found = [
        _conflict(kind, one, other)
        for alike in statements.values()
        for pair in combinations(alike, 2)
        for one, other in (pair, pair[::-1])
        if (kind := _kind(one, other, known))
    ]
    return sorted(found, key=_rank)


def rows(found: Iterable[Conflict]) -> Iterator[dict[str, Any]]:
    """The claims of conflicts as records, one after the other."""
    for number, conflict in enumerate(found, start=1):
        about = {"conflict": number, "kind": conflict.kind, "order": conflict.order}
        for side, claims in conflict.sides:
            yield from ({**about, "side": side, **claim.record()} for claim in claims)


def receipts(found: Iterable[Conflict]) -> Iterator[dict[str, Any]]:
    """The first claim of each side, the earlier side first; kind and order stand on the first of the two."""
    for conflict in found:
        for number, (_, side) in enumerate(conflict.sides):
            about = {"kind": conflict.kind, "order": conflict.order} if number == 0 else {"kind": "", "order": ""}
            others = len({claim.document.name for claim in side} - {side[0].document.name})
            document = f"{side[0].document.name} (and {others} more)" if others else side[0].document.name
            yield {**side[0].record(), **about, "doc": document}


@dataclass(frozen=True, slots=True)
class _Statement:
    """Claims that say the same in the same way; the ends of a symmetric relation stand in one order."""

    subject: str  # IRIs
    relation: str
    object: str
    polarity: str
    modality: str
    claims: tuple[GraphClaim, ...]

    @property
    def is_affirmed(self) -> bool:
        return self.polarity == AFFIRMED


def _statements(claims: Iterable[GraphClaim], ontology: Ontology) -> Iterator[_Statement]:
    alike = defaultdict(list)
    for claim in claims:
        ends = claim.stated.subject.iri, claim.stated.object.iri
        relation = ontology.relations.get(claim.claim.predicate)
        subject, target = sorted(ends) if relation and relation.symmetric else ends
        alike[subject, claim.claim.predicate, target, claim.claim.polarity, claim.claim.modality].append(claim)
    for said in sorted(alike):
        yield _Statement(*said, tuple(sorted(alike[said], key=_preference)))


def _preference(claim: GraphClaim) -> tuple[object, ...]:
    return not claim.claim.when, -claim.claim.confidence, claim.document.name, claim.claim.start, claim.id


def _kind(one: _Statement, other: _Statement, known: frozenset[Opposition]) -> str | None:
    """What the other statement is to the first, if it speaks against it."""
    modalities = one.modality, other.modality
    if not one.is_affirmed or FACTUAL not in modalities or ATTEMPTED in modalities:
        return None
    swapped = one.subject != other.subject

    def stands(kind: str) -> bool:
        return Opposition(other.relation, kind, one.relation, swapped) in known

    if not other.is_affirmed:
        same = one.relation == other.relation and not swapped
        return DENIED if same or stands(OTHER_SIDE) else None
    if stands(ENDS):
        return ENDED
    first = (one.relation, one.subject) < (other.relation, other.subject)  # what opposes each other is listed once
    return OPPOSED if first and stands(OPPOSES) else None


def _conflict(kind: str, one: _Statement, other: _Statement) -> Conflict:
    order, is_reversed = _order(kind, one.claims, other.claims)
    return Conflict(kind, one.claims, other.claims, order, is_reversed)


def _rank(conflict: Conflict) -> tuple[object, ...]:
    first, second = conflict.claims[0], conflict.against[0]
    said = (first.claim.subject, first.claim.predicate, first.claim.object, second.claim.predicate)
    return not conflict.is_certain, conflict.kind, said, conflict.status, first.id, second.id


def _order(kind: str, claims: Sequence[GraphClaim], against: Sequence[GraphClaim]) -> tuple[str, bool]:
    """When the two sides are said to have been so, if that parts them, or else when they were published.

    The second value is whether those against come first.
    """
    sides = (claims, against)
    times = [[_time(claim.claim.when, kind) for claim in side if claim.claim.when] for side in sides]
    if all(times):
        return _sequence(times)
    dates = [[_time(claim.document.date, kind) for claim in side if claim.document.date] for side in sides]
    complete = all(len(known) == len(side) for known, side in zip(dates, sides, strict=True))
    published, is_reversed = _sequence(dates) if complete else ("", False)
    return (f"published {published}" if published else ""), is_reversed


@dataclass(frozen=True, slots=True, order=True)
class _Time:
    """A stretch of time by its first and last day, and how it is written."""

    first: str
    last: str
    text: str


def _time(when: str | None, kind: str) -> _Time:
    """The time of a claim; what began and is told to have ended counts by its beginning."""
    start, slash, end = (when or "").partition("/")
    if not slash or (kind == ENDED and not end):
        return _Time(_first(start), _last(start), start)
    words = f"{start} to {end}" if start and end else f"until {end}" if end else f"from {start}"
    return _Time(_first(start) if start else "", _last(end) if end else "9999-12-31", words)


def _first(moment: str) -> str:
    return f"{moment}-01-01"[:10]


def _last(moment: str) -> str:
    return moment + {4: "-12-31", 7: "-31"}.get(len(moment), "")


def _sequence(sides: Sequence[Sequence[_Time]]) -> tuple[str, bool]:
    """The times of both sides as they follow each other, and whether the second side begins.

    Nothing where times of the two overlap.
    """
    if any(one.first <= other.last and other.first <= one.last for one, other in product(*sides)):
        return "", False
    dated = sorted((time, number) for number, side in enumerate(sides) for time in side)
    runs = [list(dict.fromkeys(time.text for time, _ in run)) for _, run in groupby(dated, key=lambda row: row[1])]
    words = [run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    return ", then ".join(words), dated[0][1] == 1
