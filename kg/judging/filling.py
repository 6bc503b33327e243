"""Gaps that a person has filled: what was not understood of a document, without what somebody has told of it since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.claims import NO_RELATION, Claim, Gap


def left_open(gaps: Iterable[Gap], told: Sequence[Claim]) -> Iterator[Gap]:
    """The gaps of a document that no claim fills.

    A sentence is understood when it makes a claim; a reference, or a name of unknown kind, when an end of a claim of
    its sentence is called so.

    Args:
        gaps: of the document.
        told: the claims of the document that a person vouches for.
    """
    return (gap for gap in gaps if not any(_fills(claim, gap) for claim in told))


def _fills(claim: Claim, gap: Gap) -> bool:
    start, end = claim.start - len(claim.prefix), claim.end + len(claim.suffix)
    if gap.kind == NO_RELATION:
        return gap.start < claim.end and claim.start < gap.start + len(gap.text)
    called = {claim.subject, claim.object, *claim.subject_mentions, *claim.object_mentions}
    return start <= gap.start < end and gap.text in called
