"""What is said of somebody by the words that are chosen: "Lind lied", "the ruling of the court is a disgrace".

An ontology lists such words for a relation, as lemmas or as they are written, each with the place of the one who is
meant. Whose conduct a ruling is, tells `conduct` beside this module; whose opinion it is, `voices`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction.syntax.clauses import AGENT, IS, NOUN, PATIENT, POSS, Clauses
from kg.ontology.definitions import Ontology

#: Verbs that say of their subject what their object or the noun after their preposition means: "marks a sad day".
_LINKING = {
    PATIENT: frozenset(
        {"mark", "represent", "constitute", "show", "display", "demonstrate", "commit", "become", "remain"}
    ),
    "to": frozenset({"amount"}),
    "like": frozenset({"act", "behave", "look", "sound"}),
    "as": frozenset({"act", "behave", "serve"}),
}

#: The role of a noun to the word that stands before it, and of a verb to the word for how it is done.
QUALITY = "quality"

#: Behind a noun for what somebody does: that its possessor does it, or only where it has an object, too.
OWN, BY = "'s", "by"

#: Roles of those to whom something is done.
_DONE_TO = ("of", "on")

#: Dependencies of clauses that tell something else than the word on which they hang.
_OTHER_CLAUSES = frozenset({"ccomp", "advcl", "acl:relcl", "parataxis", "conj"})

#: What a clause with "that" says of its subject, as the clause graph has it.
_IS_THAT = f"{IS} that"

#: Nouns for how something is done: "in an unlawful way".
_MANNERS = frozenset({"way", "manner", "fashion"})

_ENTRY = re.compile(r"(?P<words>[^(:]+?)\s*(?:\((?P<role>[^)]*)\))?\s*(?::\s*(?P<more>.*))?$")


@dataclass(frozen=True, slots=True)
class Appraisal:
    """A word with which an opinion is given, as an ontology lists it."""

    relation: str
    beside: frozenset[str]  # lemmas of other words that have to stand by it
    role: str  # the preposition before the one who is meant, where it has one
    listed: str  # as the ontology has it


@dataclass(frozen=True, slots=True)
class Target:
    """A unit of which something is said."""

    unit: int
    nodes: tuple[int, ...]  # the units that say it, the appraising one first
    roles: tuple[str, ...]  # in which each node has the next, and the last the unit


class Appraisals:
    """The words of an ontology with which opinions are given."""

    def __init__(self, ontology: Ontology) -> None:
        self._by_lemma: dict[str, list[Appraisal]] = defaultdict(list)
        for relation in ontology.relations.values():
            for listed in relation.appraisals:
                (first, *beside), role, _ = entry(listed)
                self._by_lemma[first].append(Appraisal(relation.name, frozenset(beside), role or "", listed))

    def words(self, clauses: Clauses) -> Iterator[tuple[int, Appraisal]]:
        """The units of a document that appraise."""
        for unit in clauses.lemmas if self._by_lemma else ():
            yield from ((unit, appraisal) for appraisal in self._at(clauses, unit))

    def states(self, clauses: Clauses, unit: int, relation: str) -> bool:
        """Whether a unit appraises so as to state the relation."""
        return any(appraisal.relation == relation for appraisal in self._at(clauses, unit))

    def _at(self, clauses: Clauses, unit: int) -> Iterator[Appraisal]:
        for word in dict.fromkeys((clauses.lemmas[unit].split("_")[0], clauses.token(unit).lower_)):
            for appraisal in self._by_lemma.get(word, ()):
                if appraisal.beside <= _beside(clauses, unit):
                    yield appraisal


def entry(listed: str) -> tuple[list[str], str | None, list[str]]:
    """The words of an entry, what stands behind them in brackets if there are any, and the words after a colon."""
    match = _ENTRY.match(listed)
    if match is None:
        return [listed], None, []
    more = (match["more"] or "").split(",")
    return match["words"].split(), match["role"], [word.strip() for word in more if word.strip()]


def _beside(clauses: Clauses, unit: int) -> set[str]:
    """The lemmas of the words of a unit, of those that hang on it, and of those that hang on these."""
    near = [child for child in clauses.children(unit) if child.dep_ not in _OTHER_CLAUSES]
    near += [child for token in near for child in token.children if child.dep_ not in _OTHER_CLAUSES]
    near += [
        *clauses.tokens(unit),
        *(clauses.token(edge.argument) for edge in clauses.down.get(unit, ()) if edge.role == PATIENT),
    ]
    return {form for token in near for form in (token.lemma_.lower(), token.lower_)}


def said_of(clauses: Clauses, unit: int, role: str = "") -> Iterator[Target]:
    """Of whom a unit says something.

    Args:
        clauses: the clause graph.
        unit: a word that appraises.
        role: the preposition before the one who is meant, where the word has one.
    """
    token = clauses.token(unit)
    if role in (OWN, BY):
        yield from (found for one in doer_roles(clauses, unit, role) for found in _arguments(clauses, unit, one))
    elif role not in ("", IS):
        yield from _arguments(clauses, unit, role)
    elif token.pos_ == "VERB":
        yield from _arguments(clauses, unit, AGENT) if not role else ()
    elif token.pos_ == "ADV":
        yield from _done_by(clauses, unit, unit)
    else:
        yield from _predicated(clauses, unit)


def doer_roles(clauses: Clauses, unit: int, role: str) -> tuple[str, ...]:
    """The roles in which a noun has the doer of what it tells; its possessor is one only beside an object if so said.

    In "the regime's repression of the people" the regime represses, in "the people's repression" it is not told who.
    """
    beside = role != BY or any(clauses.arguments(unit, one) for one in _DONE_TO)
    return (BY, POSS, NOUN) if beside else (BY,)


def _predicated(clauses: Clauses, unit: int) -> Iterator[Target]:
    """Of whom a noun or an adjective is said."""
    for noun in _with_head(clauses, unit):
        for role in (IS, _IS_THAT):
            yield from _arguments(clauses, noun, role)
        yield from _linked(clauses, noun)
    yield from _attributed(clauses, unit)


def _with_head(clauses: Clauses, unit: int) -> Iterator[int]:
    """The unit, and the noun that it stands before: "bully boy", "witch hunt garbage"."""
    yield unit
    noun = clauses.governor(unit)
    if noun is not None and clauses.token(unit).dep_ == "compound" and clauses.token(noun).pos_ == "NOUN":
        yield noun


def _arguments(clauses: Clauses, unit: int, role: str) -> Iterator[Target]:
    yield from (Target(argument, (unit,), (role,)) for argument in clauses.arguments(unit, role))


def _attributed(clauses: Clauses, unit: int) -> Iterator[Target]:
    """The noun that an adjective stands before; of "in an unlawful way" who goes that way."""
    noun = clauses.governor(unit)
    if clauses.token(unit).dep_ != "amod" or noun is None:
        return
    if clauses.lemmas[noun] in _MANNERS:
        yield from _done_by(clauses, unit, noun)
    else:
        yield Target(noun, (unit,), (QUALITY,))


def _done_by(clauses: Clauses, unit: int, manner: int) -> Iterator[Target]:
    """Who does what is done in a manner."""
    verb = clauses.governor(manner)
    if verb is not None and clauses.token(manner).dep_ in ("advmod", "obl", "obj"):
        yield from _through(clauses, unit, QUALITY, verb)


def _linked(clauses: Clauses, unit: int) -> Iterator[Target]:
    """Of whom a verb says it: "that marks a sad day", "she behaves like a tyrant"."""
    for edge in clauses.up.get(unit, ()):
        if clauses.lemmas[edge.predicate] in _LINKING.get(edge.role, ()):
            yield from _through(clauses, unit, edge.role, edge.predicate)


def _through(clauses: Clauses, unit: int, role: str, verb: int) -> Iterator[Target]:
    yield from (Target(doer, (unit, verb), (role, AGENT)) for doer in clauses.arguments(verb, AGENT))
