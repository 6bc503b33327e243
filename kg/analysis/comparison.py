"""What is new, gone and changed from one graph to another, told by claims with their receipts.

A claim *changed* where the same document says the same of the same two by the same relation, with another status, time,
amount, source or sentence. A claim that only one graph has is *new* or *gone* where the other graph has nothing of the
kind from any document; where it has, a source was *added* or *lost*.

Actors are the same where the claims are: what one graph calls X and the other Y in the same claim of the same
document was renamed, or joined with others, or parted from them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.analysis import telling
from kg.analysis.renamings import ActorChange, Identities, Names, same_documents
from kg.asking.cards import GraphClaim
from kg.graph.stated import StatedDocument
from kg.tables import cell
from kg.views import notebook

NEW, GONE, CHANGED, ADDED, LOST = KINDS = ("new", "gone", "changed", "source added", "source lost")

#: What may change of a claim: how it is called, and the field.
FIELDS = {
    "status": "status", "when": "when", "amount": "amount", "said by": "by", "role": "role",
    "technology": "technology", "quote": "quote",
}  # fmt: skip

#: The columns of changes as CSV.
COLUMNS = ("what", "change", "subject", "predicate", "object", "status", "field", "before", "after", "quote", "doc")

Contents = tuple[Sequence[GraphClaim], Sequence[StatedDocument]]

_HEADINGS = {
    NEW: "New",
    GONE: "Gone",
    CHANGED: "Changed",
    ADDED: "Further sources for what both have",
    LOST: "Sources lost for what both have",
}


@dataclass(frozen=True, slots=True, repr=False)
class ClaimChange:
    """A claim that is in one graph only, or not the same in both.

    Attributes:
        kind: "new", "gone", "changed", "source added" or "source lost".
        before: the claim as it was.
        after: the claim as it is.
        fields: what changed: its name, and the value before and after.
    """

    kind: str
    before: GraphClaim | None
    after: GraphClaim | None
    fields: tuple[tuple[str, str, str], ...] = ()

    @property
    def claim(self) -> GraphClaim:
        """The claim as it is, or as it was where it is gone."""
        claim = self.after or self.before
        if claim is None:
            raise ValueError("a change of no claim")
        return claim

    def to_json(self) -> dict[str, Any]:
        """The record of the change, with the claims in full."""
        fields = [{"field": name, "before": old or None, "after": new or None} for name, old, new in self.fields]
        claims = {"before": self.before, "after": self.after}
        records = {name: claim.record() if claim else None for name, claim in claims.items()}
        return {"what": "claim", "change": self.kind, "fields": fields, **records}

    def rows(self) -> Iterator[dict[str, Any]]:
        """A row for each field that changed, or one."""
        told = self.claim.claim
        about = {"what": "claim", "change": self.kind, "status": told.status, "quote": told.quote, "doc": told.doc}
        said = {"subject": told.subject, "predicate": told.predicate, "object": told.object}
        for name, old, new in self.fields or (("", "", ""),):
            yield {**about, **said, "field": name, "before": old, "after": new}


@dataclass(frozen=True, slots=True, repr=False)
class Comparison:
    """What is new, gone and changed from one graph to another.

    Attributes:
        claims: the claims that are not the same in both, by kind in the order of `KINDS`.
        actors: actors and things whose name, class or identity is not the same.
        documents: names by what became of them: "added", "removed", "changed" (another text), "renamed".
    """

    claims: tuple[ClaimChange, ...]
    actors: tuple[ActorChange, ...]
    documents: Mapping[str, tuple[str, ...]]

    def of(self, kind: str) -> list[ClaimChange]:
        """The claims with that kind of change."""
        return [change for change in self.claims if change.kind == kind]

    @property
    def summary(self) -> str:
        """How much is not the same, in one line."""
        claims = ", ".join(f"{len(some):,} {kind}" for kind in KINDS if (some := self.of(kind)))
        documents = ", ".join(f"{len(names):,} {how}" for how, names in self.documents.items() if names)
        actors = f"{len(self.actors):,} changed" if self.actors else ""
        parts = {"claims": claims, "actors and things": actors, "documents": documents}
        return "; ".join(f"{what}: {text}" for what, text in parts.items() if text) or "nothing differs"

    def to_json(self) -> list[dict[str, Any]]:
        """The records that `kg compare --format jsonl` prints."""
        named = (
            {"what": "document", "change": how, "name": one} for how, some in self.documents.items() for one in some
        )
        changes = [*(one.to_json() for one in self.claims), *(one.to_json() for one in self.actors)]
        return [*changes, *named]

    def rows(self) -> Iterator[dict[str, Any]]:
        """The changes as rows of a table with `COLUMNS`."""
        empty = dict.fromkeys(COLUMNS)
        yield from ({**empty, **row} for change in self.claims for row in change.rows())
        yield from ({**empty, **row} for change in self.actors for row in change.rows())
        for how, names in self.documents.items():
            yield from ({**empty, "what": "document", "change": how, "doc": name} for name in names)

    def lines(self, width: int = 80) -> Iterator[str]:
        """The changes for a terminal of that many columns."""
        yield from telling.wrapped(self.summary, width=width)
        for kind in KINDS:
            if some := self.of(kind):
                yield from ("", _HEADINGS[kind])
                yield from (line for change in some for line in _lines(change, width))
        if self.actors:
            yield from ("", "Actors and things")
            yield from (line for one in self.actors for line in telling.wrapped(str(one), width=width, indent="  "))
        for how, names in self.documents.items():
            if names:
                yield from ("", f"Documents {how}", *(f"  {cell(name)}" for name in names))

    def __repr__(self) -> str:
        return f"<comparison: {self.summary}>"

    def _repr_html_(self) -> str:
        shown = ("what", "change", "subject", "predicate", "object", "field", "before", "after", "quote", "doc")
        return notebook.listing_html(
            "Comparison", shown, [[row[name] for name in shown] for row in self.rows()], self.summary
        )


def _lines(change: ClaimChange, width: int) -> Iterator[str]:
    """A change in words with its receipt, and with the sentence before where that is another one."""
    yield from telling.text_lines(telling.says(change.claim), change.claim, width=width, indent="  ")
    for name, old, new in change.fields:
        text = f"{name}: {cell(old) or 'not told'} → {cell(new) or 'not told'}"
        yield from telling.wrapped(text, width=width, indent="    ")


def comparison(before: Contents, after: Contents) -> Comparison:
    """What is new, gone and changed from one graph to another, each given by its claims and documents."""
    (claims, documents), (later_claims, later_documents) = before, after
    names = same_documents(documents, later_documents)
    identities = Identities(claims, later_claims, names)
    old, new = _Side(claims, names, identities.names()), _Side(later_claims, {}, {})
    places = sorted({*old.places, *new.places})
    changes = [change for place in places for change in _changes(old, new, place)]
    return Comparison(
        claims=tuple(sorted(changes, key=_rank)),
        actors=tuple(identities.changes()),
        documents=_documents(documents, later_documents, names),
    )


class _Side:
    """The claims of one graph by where and between whom they are, in the terms of the second graph."""

    def __init__(self, claims: Iterable[GraphClaim], documents: Names, actors: Names) -> None:
        self.places: dict[tuple[str, ...], list[GraphClaim]] = defaultdict(list)
        self._stated: set[tuple[str, ...]] = set()
        for claim in sorted(claims, key=lambda claim: (claim.claim.start, claim.id)):
            ends = [actors.get(end.iri, end.iri) for end in (claim.stated.subject, claim.stated.object)]
            relation = claim.ontology.relations.get(claim.claim.predicate)
            subject, target = sorted(ends) if relation and relation.symmetric else ends
            said = (subject, claim.claim.predicate, target)
            self.places[documents.get(claim.claim.doc, claim.claim.doc), *said].append(claim)
            self._stated.add((*said, claim.status))

    def states(self, place: tuple[str, ...], status: str) -> bool:
        """Whether any document says so."""
        return (*place[1:], status) in self._stated


def _changes(old: _Side, new: _Side, place: tuple[str, ...]) -> Iterator[ClaimChange]:
    """What became of the claims of a document about the same two by the same relation."""
    before, after = list(old.places.get(place, ())), list(new.places.get(place, ()))
    for claim in list(before):
        same = next((other for other in after if not _fields(claim, other)), None)
        if same is not None:
            before.remove(claim)
            after.remove(same)
    for was, now in zip(before, after, strict=False):
        yield ClaimChange(CHANGED, was, now, _fields(was, now))
    for claim in before[len(after) :]:
        yield ClaimChange(LOST if new.states(place, claim.status) else GONE, claim, None)
    for claim in after[len(before) :]:
        yield ClaimChange(ADDED if old.states(place, claim.status) else NEW, None, claim)


def _fields(before: GraphClaim, after: GraphClaim) -> tuple[tuple[str, str, str], ...]:
    """The fields that differ. Who says so and with what are compared as the document names them."""
    found = [
        (name, getattr(before.stated.claim, field) or "", getattr(after.stated.claim, field) or "")
        for name, field in FIELDS.items()
    ]
    return tuple(row for row in found if row[1] != row[2])


def _rank(change: ClaimChange) -> tuple[object, ...]:
    told = change.claim.claim
    said = (told.subject, told.predicate, told.object, not told.is_fact, told.doc, told.start)
    return KINDS.index(change.kind), said, change.claim.id


def _documents(
    before: Iterable[StatedDocument], after: Iterable[StatedDocument], names: Names
) -> dict[str, tuple[str, ...]]:
    old, new = ({document.name: document.sha256 for document in documents} for documents in (before, after))
    kept = set(names.values())
    return {
        "added": tuple(sorted(name for name in new if name not in kept)),
        "removed": tuple(sorted(name for name in old if name not in names)),
        "changed": tuple(sorted(now for was, now in names.items() if was == now and old[was] != new[now])),
        "renamed": tuple(f"{was} → {now}" for was, now in sorted(names.items()) if was != now),
    }
