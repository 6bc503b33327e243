"""The judgements of a graph as a list: what was decided, and whether it has an effect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.judging.lookup import Seen
from kg.judging.replay import withdrawn
from kg.judging.rows import Judgement

IN_EFFECT, OVERRULED, WITHDRAWN, STALE = "in effect", "overruled", "withdrawn", "without effect"

#: Columns of a list of judgements.
FIELDS = (
    "id", "judgement", "about", "effect", "reason", "by", "at", "because", "claim", "doc", "subject", "predicate",
    "object", "quote",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """A judgement and what has become of it.

    Attributes:
        judgement: what was decided.
        effect: "in effect"; "overruled" by a later judgement on the same claim or names; "withdrawn"; or "without
            effect", where what it is about is not there any more or contradicts what was said later.
        reason: why it is without effect.
    """

    judgement: Judgement
    effect: str
    reason: str = ""

    @property
    def is_stale(self) -> bool:
        """Whether it is without effect, which somebody ought to look at."""
        return self.effect == STALE

    def to_json(self) -> dict[str, Any]:
        """The record that `kg judgements` prints."""
        one = self.judgement
        record: dict[str, Any] = {"id": one.id, "judgement": one.verb, "about": one.about}
        record |= {"effect": self.effect, "reason": self.reason, "by": one.by, "at": one.at, "because": one.because}
        record["claim"] = one.claim.id if one.claim else None
        return record | {name: getattr(one.claim, name, None) for name in FIELDS[9:]}

    def __str__(self) -> str:
        reason = f" ({self.reason})" if self.reason else ""
        return f"{self.effect}{reason}: {self.judgement.verb} {self.judgement.about} {self.judgement.word}"


def listed(seen: Seen) -> Iterator[Listed]:
    """The judgements in their order, each with its effect."""
    counting = {one.id for one in withdrawn(seen.made)[0]}
    last = {one.judgements[-1].id for one in seen.replayed.standings if one.judgements}
    unmet, overruled = seen.unmet, seen.agreement.word.overruled
    for one in seen.made:
        if one.id in unmet:
            yield Listed(one, STALE, unmet[one.id])
        elif one.id not in counting and not one.undoes:
            yield Listed(one, WITHDRAWN)
        else:
            is_overruled = one.id in overruled or (one.claim is not None and one.id not in last)
            yield Listed(one, OVERRULED if is_overruled else IN_EFFECT)
