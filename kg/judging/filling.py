"""Gaps that a person has filled: what was not understood of a document, without what somebody has told of it since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.claims import NO_RELATION, REFERENCE, Claim, Gap
from kg.judging.values import standing_in


def left_open(gaps: Iterable[Gap], told: Sequence[Claim]) -> Iterator[Gap]:
    """The gaps of a document that no claim fills.

    A sentence is understood when it makes a claim; a reference, when an end of a claim of its sentence is not named
    there, so that the reference has to mean it; and a name has a class when an end of a claim is called so.

    Args:
        gaps: of the document.
        told: the claims of the document that a person vouches for.
    """
    return (gap for gap in gaps if not any(_fills(claim, gap) for claim in told))


def _fills(claim: Claim, gap: Gap) -> bool:
    ends = ((claim.subject, *claim.subject_mentions), (claim.object, *claim.object_mentions))
    if gap.kind == NO_RELATION:
        return gap.start < claim.end and claim.start < gap.start + len(gap.text)
    if gap.kind == REFERENCE:
        is_inside = claim.start - len(claim.prefix) <= gap.start < claim.end + len(claim.suffix)
        return is_inside and not all(standing_in(claim.sentence, forms) for forms in ends)
    return any(gap.text in forms for forms in ends)
