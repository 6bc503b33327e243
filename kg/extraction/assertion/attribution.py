"""Who says what a document reports: the speaker, the accuser, the outlet or the paper that a sentence names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kg.extraction.assertion.qualifiers import GOVERNED, LONGEST_SCOPE, Qualifiers
from kg.extraction.syntax.clauses import AGENT, NOUN, POSS, Clauses
from kg.extraction.syntax.grammar import preposition

_SAID = frozenset({"ccomp", "parataxis", "xcomp", "acl"})


def speakers(
    qualifiers: Qualifiers, clauses: Clauses, nodes: Sequence[int], ends: Collection[int] = ()
) -> Iterator[int]:
    """Units of those who say it, the nearest first; who accuses says what the accusation is.

    Args:
        qualifiers: the words that put something into somebody's mouth.
        clauses: the clause graph.
        nodes: units of the predicates of the claim.
        ends: units of its subject and object.
    """
    for node in nodes:
        yield from _accusers(qualifiers, clauses, node, ends)
    unit: int | None = clauses.top(nodes)
    for _ in range(LONGEST_SCOPE):
        if unit is None:
            return
        yield from _beside(qualifiers, clauses, unit)
        governor = clauses.governor(unit)
        if governor is None:
            return
        dep = clauses.token(unit).dep_
        if dep in _SAID and qualifiers.is_source_verb(clauses.lemmas[governor]):
            yield from clauses.arguments(governor, AGENT)
            yield from clauses.arguments(governor, POSS)
        elif dep in GOVERNED:
            yield from _accusers(qualifiers, clauses, governor, ends)
        unit = governor


def _accusers(qualifiers: Qualifiers, clauses: Clauses, unit: int, ends: Collection[int]) -> list[int]:
    """Who accuses by the word, unless the accusation itself is what is claimed."""
    found = clauses.arguments(unit, AGENT) if qualifiers.alleges(clauses.lemmas[unit]) else []
    return [] if set(found) & set(ends) else found


def _beside(qualifiers: Qualifiers, clauses: Clauses, unit: int) -> Iterator[int]:
    """ "according to X", "as X reports", "…, said X" that hang on the unit."""
    for child in clauses.children(unit):
        other = clauses.unit_of[child.i]
        if child.dep_ in ("obl", "nmod") and qualifiers.is_source_marker(preposition(child)):
            yield from _behind(clauses, other)
        elif qualifiers.is_source_verb(clauses.lemmas[other]) and (
            child.dep_ == "parataxis" or (child.dep_ == "advcl" and preposition(child) == "as")
        ):
            yield from clauses.arguments(other, AGENT)


def _behind(clauses: Clauses, source: int) -> Iterator[int]:
    """Who is behind a source: itself, whose it is, who compiled it, on whose pages it stands."""
    yield source
    for place in (source, *clauses.arguments(source, "on")):
        for role in (POSS, NOUN, "from", "by", "of"):
            yield from clauses.arguments(place, role)
    for edge in clauses.up.get(source, ()):
        if edge.role == "patient":  # "according to data compiled by X"
            yield from clauses.arguments(edge.predicate, AGENT)
