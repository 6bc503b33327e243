"""What a person said of a claim, as the graph states it beside the claim."""

from __future__ import annotations

from dataclasses import dataclass

ACCEPTED, EDITED, ADDED = REVIEWS = ("accepted", "edited", "added")

#: Properties of a claim that a person has looked at, by the names that rows read back use for them.
REVIEWED = {
    "review": "kg:review",
    "reviewedBy": "kg:reviewedBy",
    "reviewedAt": "kg:reviewedAt",
    "reviewNote": "kg:reviewNote",
}


@dataclass(frozen=True, slots=True)
class Review:
    """That a person accepted, edited or added a claim, who it was, when, and why."""

    verdict: str  # one of REVIEWS
    by: str
    at: str  # ISO 8601 with the offset from UTC
    note: str = ""
