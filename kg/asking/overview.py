"""What was not understood, as a whole: the words that most often stand between two actors, names and references."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kg.claims import GAP_KINDS, NO_RELATION, REFERENCE, Gap

#: The columns of an overview.
FIELDS = ("kind", "words", "count", "documents", "example", "doc")


@dataclass(frozen=True, slots=True)
class Frequent:
    """Words that were not understood, and how often.

    Attributes:
        kind: of the gaps.
        words: what joins two actors, the reference that was left open, or the name.
        gaps: all of them, by document and place.
    """

    kind: str
    words: str
    gaps: tuple[Gap, ...]

    @property
    def documents(self) -> int:
        """Number of documents in which it occurs."""
        return len({gap.doc for gap in self.gaps})

    @property
    def example(self) -> Gap:
        """The shortest of the gaps, which is the quickest to read."""
        return min(self.gaps, key=lambda gap: len(gap.text))

    def to_json(self) -> dict[str, Any]:
        """The record that `kg gaps --summary --format jsonl` prints."""
        values = (self.kind, self.words, len(self.gaps), self.documents, self.example.text, self.example.doc)
        return dict(zip(FIELDS, values, strict=True))


def frequent(gaps: Iterable[Gap]) -> list[Frequent]:
    """The words of gaps by kind, those in most documents first, so that one long document does not decide.

    Sentences in which no word joins two actors have no words and are left out.
    """
    groups: dict[tuple[str, str], list[Gap]] = {}
    for gap in gaps:
        if words := _words(gap):
            groups.setdefault((gap.kind, words), []).append(gap)
    found = [Frequent(kind, words, tuple(group)) for (kind, words), group in groups.items()]
    return sorted(found, key=lambda row: (GAP_KINDS.index(row.kind), -row.documents, -len(row.gaps), row.words))


def _words(gap: Gap) -> str:
    """What is counted of a gap: references without regard to capitals."""
    if gap.kind == NO_RELATION:
        return gap.predicate
    return " ".join((gap.text.lower() if gap.kind == REFERENCE else gap.text).split())
