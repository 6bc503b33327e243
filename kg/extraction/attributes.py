"""What a parse hangs on the wrong noun of several: whose means something is, and whose thing."""

from __future__ import annotations

from collections.abc import Mapping

from kg.extraction.clauses import AGENT, NOUN, PATIENT, Clauses
from kg.extraction.lexicon import Lexicon
from kg.extraction.mentions import NAME, Mention


def join_attributes(clauses: Clauses, by_unit: Mapping[int, Mention], lexicon: Lexicon) -> None:
    """Add to the clauses of a document who uses a means, and what a name before several nouns belongs to."""
    for unit in list(clauses.lemmas):
        if clauses.token(unit).lower_ == "using" and clauses.token(unit).dep_ == "acl":
            _join_user(clauses, by_unit, lexicon, unit)
        elif is_before_thing(clauses, by_unit, lexicon, unit):
            _join_name(clauses, by_unit, unit)


def _join_user(clauses: Clauses, by_unit: Mapping[int, Mention], lexicon: Lexicon, unit: int) -> None:
    """Who does something to a thing uses the means that the parse gives to the thing: "copied articles using AI"."""
    noun = clauses.governor(unit)
    mention = None if noun is None else by_unit.get(noun)
    if noun is None or (mention and lexicon.is_actor(mention.noun_class or mention.class_name)):
        return
    for edge in list(clauses.up.get(noun, ())):
        for agent in clauses.arguments(edge.predicate, AGENT) if edge.role == PATIENT else ():
            clauses.add(unit, AGENT, agent)


def is_before_thing(clauses: Clauses, by_unit: Mapping[int, Mention], lexicon: Lexicon, unit: int) -> bool:
    """Whether a noun for a thing only tells which kind another is: AI in "Acme AI cameras"."""
    head = clauses.governor(unit)
    if head is None or clauses.token(unit).dep_ != "compound" or unit not in by_unit or head not in by_unit:
        return False
    if len(clauses.tokens(unit)) > 1:
        return False  # "gunshot detection sensors" are known by what they do
    return all(by_unit[one].kind != NAME and lexicon.is_thing(by_unit[one].class_name) for one in (unit, head))


def _join_name(clauses: Clauses, by_unit: Mapping[int, Mention], unit: int) -> None:
    """What a name before several nouns is the maker of is the last: "Acme AI cameras" are Acme's cameras."""
    head = clauses.governor(unit)
    for other in clauses.arguments(unit, NOUN) if head is not None else ():
        if other in by_unit and by_unit[other].kind == NAME and head is not None:
            clauses.add(head, NOUN, other)
