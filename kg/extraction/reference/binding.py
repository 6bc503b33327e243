"""Who cannot be the same for reasons of grammar: a pronoun is not the subject of its own clause, a reflexive is."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.reference.preferences import Preferences
from kg.extraction.syntax.clauses import AGENT, PATIENT, POSS, Clauses
from kg.extraction.syntax.grammar import has_own_subject

#: Steps up from a possessor to the verb in whose argument it stands.
_DEPTH = 4


def excluded(clauses: Clauses, unit: int) -> set[int]:
    """Units that the word at a unit does not mean: the other arguments of its predicate, and its own phrase."""
    found = {edge.argument for edge in clauses.down.get(unit, ())}
    for edge in clauses.up.get(unit, ()):
        found.add(edge.predicate)
        if edge.role != POSS:
            found.update(e.argument for e in clauses.down[edge.predicate] if e.argument != unit)
    return found


def adversaries(clauses: Clauses, unit: int, preferences: Preferences) -> set[int]:
    """Who acts against what a possessor has, and so hardly is the possessor: "the court ruled against its attempt"."""
    nouns = [edge.predicate for edge in clauses.up.get(unit, ()) if edge.role == POSS]
    nouns = [noun for noun in nouns if not _is_own(clauses, noun)]
    against = {a for noun in nouns for a in _against(clauses, noun, preferences)}
    return against | {a for noun in nouns for a in _complaining(clauses, noun, preferences)}


def lent_users(clauses: Clauses, unit: int) -> Iterator[tuple[int, int]]:
    """(user, lender) where somebody gets another to use what a possessor has: "barred police from using its drones".

    The user is the object of the verb above, the lender its subject.
    """
    things = [edge.predicate for edge in clauses.up.get(unit, ()) if edge.role == POSS]
    verbs = [e.predicate for thing in things for e in clauses.up.get(thing, ()) if e.role == PATIENT]
    for verb in verbs:
        governor, token = clauses.governor(verb), clauses.token(verb)
        if governor is None or token.dep_ not in ("xcomp", "advcl") or has_own_subject(token):
            continue
        users = set(clauses.arguments(verb, AGENT)) - set(clauses.arguments(governor, AGENT))
        yield from ((user, lender) for user in users for lender in clauses.arguments(governor, AGENT))


def _is_own(clauses: Clauses, unit: int) -> bool:
    """Whether "own" stands with the noun, which makes its possessor the subject."""
    return any(child.lower_ == "own" for child in clauses.children(unit))


def _against(clauses: Clauses, noun: int, preferences: Preferences) -> Iterator[int]:
    """Who acts against that of which a noun is a part."""
    layer = [noun]
    for _ in range(_DEPTH):
        edges = [edge for unit in layer for edge in clauses.up.get(unit, ()) if edge.role != AGENT]
        for edge in edges:
            if preferences.is_adverse(clauses.lemmas[edge.predicate], edge.role):
                yield from clauses.arguments(edge.predicate, AGENT)
        layer = [edge.predicate for edge in edges if clauses.token(edge.predicate).pos_ not in ("VERB", "AUX")]


def _complaining(clauses: Clauses, noun: int, preferences: Preferences) -> Iterator[int]:
    """Who acts against somebody for what a colon sets apart: "the court ruled against the force: its use of drones"."""
    for _ in range(_DEPTH):
        governor, token = clauses.governor(noun), clauses.token(noun)
        if governor is None:
            return
        if token.dep_ == "parataxis" and any(child.text == ":" for child in clauses.children(noun)):
            if any(preferences.is_adverse(clauses.lemmas[governor], e.role) for e in clauses.down.get(governor, ())):
                yield from clauses.arguments(governor, AGENT)
            return
        noun = governor


def own_subjects(clauses: Clauses, unit: int) -> list[int]:
    """The subjects of the predicates of which a reflexive is an argument."""
    return [
        subject
        for edge in clauses.up.get(unit, ())
        for role in (AGENT, PATIENT)
        for subject in clauses.arguments(edge.predicate, role)
        if subject != unit
    ]


def governing_subjects(clauses: Clauses, unit: int) -> Iterator[int]:
    """The subjects of the clauses above a word, the nearest first; of its own only where it is a possessor."""
    possessive = clauses.token(unit).dep_ == "nmod:poss"
    above = clauses.governor(unit)
    for _ in range(_DEPTH + 1):
        if above is None:
            return
        if clauses.token(above).pos_ in ("VERB", "AUX"):
            if possessive:
                yield from clauses.arguments(above, AGENT) or clauses.arguments(above, PATIENT)
            possessive = True
        above = clauses.governor(above)


def subject_after(clauses: Clauses, unit: int) -> int | None:
    """The subject that follows a phrase or clause in front of it, in which the word stands: "in his letter, Reyes"."""
    for _ in range(_DEPTH + 1):
        token, governor = clauses.token(unit), clauses.governor(unit)
        if governor is None:
            return None
        if token.dep_ in ("obl", "advcl") and token.i < governor:
            subjects = clauses.arguments(governor, AGENT) or clauses.arguments(governor, PATIENT)
            return next((s for s in subjects if token.i < s < governor), None)
        unit = governor
    return None
