"""Conduct: whose decision "the decision" is, by the words beside it or by what the document told before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.naming.mentions import NAME
from kg.extraction.reference.referents import Referent
from kg.extraction.stance.appraisals import BY, OWN, doer_roles, entry
from kg.extraction.syntax.clauses import AGENT, Clauses
from kg.extraction.syntax.grammar import is_again
from kg.ontology.definitions import Ontology

#: Words that take up what was spoken of, whatever it is.
_PRONOUNS = frozenset({"it", "this", "that"})


@dataclass(frozen=True, slots=True)
class _Noun:
    """A noun for what somebody does."""

    role: str  # in which the doer hangs on it: OWN, BY, or a preposition beside the possessor
    verbs: frozenset[str]  # that tell of the same


class Conduct:
    """The nouns of an ontology for what somebody does."""

    def __init__(self, ontology: Ontology) -> None:
        self._nouns = {
            words[-1]: _Noun(role or OWN, frozenset(told))
            for one in ontology.classes.values()
            for words, role, told in map(entry, one.conduct)
        }

    def taken_up(self, analysis: DocumentAnalysis, unit: int) -> int | None:
        """The noun for conduct at a unit, or that which "it" or "this" there takes up from the sentence before."""
        clauses, token = analysis.clauses, analysis.clauses.token(unit)
        if self._is_conduct(clauses, unit):
            return unit
        before = token.sent.start - 1
        if token.lower_ not in _PRONOUNS or before < 0 or analysis.referent_at(unit) is not None:
            return None
        subjects = {clauses.unit_of[one.i] for one in clauses.doc[before].sent if one.dep_ in ("nsubj", "nsubj:pass")}
        found = [one for one in sorted(subjects) if self._is_conduct(clauses, one)]
        return found[0] if len(found) == 1 else None

    def _is_conduct(self, clauses: Clauses, unit: int) -> bool:
        return clauses.token(unit).pos_ == "NOUN" and clauses.lemmas[unit] in self._nouns

    def doers(self, analysis: DocumentAnalysis, unit: int) -> list[tuple[int, str]]:
        """The units of those whose conduct a noun tells of, each with its role to the noun.

        A noun that says that it was spoken of before is that of the one whom the document told of, if it told of one.
        """
        clauses = analysis.clauses
        own = self._beside(clauses, unit)
        if own or analysis.referent_at(unit) is not None or not is_again(clauses.token(unit)):
            return own
        before = {id(referent): referent for referent in self._told_before(analysis, unit)}
        firsts = [next(m for m in one.mentions if m.kind == NAME) for one in before.values()]
        return [(clauses.unit_of[first.head], AGENT) for first in firsts] if len(firsts) == 1 else []

    def _beside(self, clauses: Clauses, unit: int) -> list[tuple[int, str]]:
        """Those who hang on a noun, by the first role that is filled."""
        role = self._nouns[clauses.lemmas[unit]].role
        roles = [*doer_roles(clauses, unit, role), *({role} - {OWN, BY})]
        filled = ([(one, role) for one in clauses.arguments(unit, role)] for role in roles)
        return next(filter(None, filled), [])

    def _told_before(self, analysis: DocumentAnalysis, unit: int) -> Iterator[Referent]:
        """The named actors of whom the same noun, or a verb for the same, was said before."""
        clauses, noun = analysis.clauses, analysis.clauses.lemmas[unit]
        for other, lemma in clauses.lemmas.items():
            kind = clauses.token(other).pos_ if other < unit else ""
            told = self._beside(clauses, other) if lemma == noun and kind == "NOUN" else []
            units = [one for one, _ in told]
            if lemma in self._nouns[noun].verbs and kind == "VERB":
                units = clauses.arguments(other, AGENT)
            for referent in map(analysis.referent_at, units):
                if referent and referent.is_named and analysis.kit.lexicon.is_actor(referent.class_name):
                    yield referent
