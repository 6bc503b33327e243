"""What happened in which order: claims by the time of the fact, which is not the day on which it was printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.analysis import telling
from kg.asking.cards import CLAIM_FIELDS, DOCUMENT_FIELDS, GraphClaim
from kg.views import notebook, wording

if TYPE_CHECKING:
    import pandas

#: The columns of a timeline as a table; records have all that is known of a claim.
COLUMNS = ("when", "status", "subject", "relation", "object", "quote", "doc")
RECORD = (*CLAIM_FIELDS, "status", "sentence", *DOCUMENT_FIELDS)
SHOWN = 30  # rows of a display in a notebook


@dataclass(frozen=True, slots=True, repr=False)
class Timeline:
    """Claims in the order of time.

    Attributes:
        claims: those that tell when, the earliest first; of the same day those that tell it less exactly first.
        undated: those that do not, by document and place.
    """

    claims: tuple[GraphClaim, ...]
    undated: tuple[GraphClaim, ...] = ()

    def to_json(self) -> list[dict[str, Any]]:
        """The records that `kg timeline --format jsonl` prints."""
        return [claim.record() for claim in self.claims]

    def frame(self) -> pandas.DataFrame:
        """The dated claims as a table, `when` as the text has it: a year stays a year."""
        import pandas

        return pandas.DataFrame(self.to_json(), columns=list(RECORD))

    def rows(self) -> Iterator[Mapping[str, Any]]:
        """The dated claims with the columns of a table."""
        for claim in self.claims:
            told = claim.claim
            named = {"subject": told.subject, "object": told.object, "quote": told.quote}
            relation = telling.label(told.predicate, claim.ontology)
            about = {"when": span(told.when or ""), "status": claim.status, "doc": claim.document.name}
            yield {**named, **about, "relation": relation}

    def lines(self, width: int = 80) -> Iterator[str]:
        """The dated claims in words, each with the name of its document, for a terminal of that many columns."""
        rows = [
            (
                span(claim.claim.when or ""),
                f"{telling.noted(telling.says(claim), claim, dated=False)} [{claim.claim.doc}]",
            )
            for claim in self.claims
        ]
        yield from telling.columns(rows, width=width)

    @property
    def remark(self) -> str:
        """How many claims tell no time; nothing where all do."""
        if not self.undated:
            return ""
        more = "more " if self.claims else ""
        return f"{wording.count(len(self.undated), f'{more}claim')} without a date"

    def __repr__(self) -> str:
        return f"<timeline: {wording.count(len(self.claims), 'claim')}, {len(self.undated):,} without a date>"

    def _repr_html_(self) -> str:
        shown = [[row[name] for name in COLUMNS] for row in list(self.rows())[:SHOWN]]
        left = len(self.claims) - len(shown)
        summary = "; ".join(filter(None, (wording.count(left, "more dated claim") if left else "", self.remark)))
        return notebook.listing_html("Timeline", COLUMNS, shown, summary)


def timeline(claims: Iterable[GraphClaim]) -> Timeline:
    """The claims in the order of time."""
    known = list(claims)
    dated = sorted((claim for claim in known if claim.claim.when), key=order)
    return Timeline(tuple(dated), tuple(claim for claim in known if not claim.claim.when))


def order(claim: GraphClaim) -> tuple[object, ...]:
    """The place of a claim in time; what is said alike stands together. Undated ones come last."""
    told = claim.claim
    place = moment(told.when) if told.when else ("9999-99-99", "")
    said = (told.subject, told.predicate, told.object)
    return *place, said, claim.document.name, told.start, claim.id


def moment(when: str) -> tuple[str, str]:
    """What orders times: the first day that is told, or the last where the beginning is open, then how it is told."""
    start, _, end = when.partition("/")
    return f"{start or end}-01-01"[:10], when


def span(when: str) -> str:
    """A time as it is written, spans in words: 2017 to 2020-06, from 2017, until 2020."""
    start, slash, end = when.partition("/")
    if not slash:
        return when
    return f"{start} to {end}" if start and end else f"from {start}" if start else f"until {end}"
