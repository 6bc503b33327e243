"""Conduct: whose decision "the decision" is, by the words beside it or by what the document told before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.appraisals import entry
from kg.extraction.clauses import AGENT, NOUN, POSS, Clauses
from kg.ontology.definitions import Ontology

#: Words before a noun that say that it was spoken of before.
_AGAIN = frozenset({"the", "this", "that", "these", "those"})


@dataclass(frozen=True, slots=True)
class _Noun:
    """A noun for what somebody does."""

    roles: tuple[str, ...]  # in which the doer hangs on it
    verbs: frozenset[str]  # that tell of the same


class Conduct:
    """The nouns of an ontology for what somebody does."""

    def __init__(self, ontology: Ontology) -> None:
        self._nouns = {
            words[-1]: _Noun((POSS, "by", *filter(None, [role]), NOUN), frozenset(told))
            for one in ontology.classes.values()
            for words, role, told in map(entry, one.conduct)
        }

    def is_conduct(self, clauses: Clauses, unit: int) -> bool:
        """Whether a unit is a noun for what somebody does."""
        return clauses.token(unit).pos_ == "NOUN" and clauses.lemmas[unit] in self._nouns

    def doers(self, analysis: DocumentAnalysis, unit: int) -> list[tuple[int, str]]:
        """The units of those whose conduct a noun tells of, each with its role to the noun.

        A noun that says that it was spoken of before is that of the one whom the document told of, if it told of one.
        """
        clauses = analysis.clauses
        own = self._beside(clauses, unit)
        if own or unit in analysis.by_unit or not _is_again(clauses, unit):
            return own
        before = {id(r): (one, role) for one, role, r in self._told_before(analysis, unit)}
        return list(before.values()) if len(before) == 1 else []

    def _beside(self, clauses: Clauses, unit: int) -> list[tuple[int, str]]:
        """Those who hang on a noun, by the first role that is filled."""
        roles = self._nouns[clauses.lemmas[unit]].roles
        filled = ([(one, role) for one in clauses.arguments(unit, role)] for role in roles)
        return next(filter(None, filled), [])

    def _told_before(self, analysis: DocumentAnalysis, unit: int) -> Iterator[tuple[int, str, object]]:
        """Those of whom the same noun, or a verb for the same, was said before."""
        clauses = analysis.clauses
        noun = clauses.lemmas[unit]
        for other, lemma in clauses.lemmas.items():
            if other >= unit:
                continue
            if lemma == noun and clauses.token(other).pos_ == "NOUN":
                found = self._beside(clauses, other)
            elif lemma in self._nouns[noun].verbs and clauses.token(other).pos_ == "VERB":
                found = [(one, AGENT) for one in clauses.arguments(other, AGENT)]
            else:
                continue
            for one, role in found:
                referent = analysis.referent_at(one)
                if referent is not None and analysis.kit.lexicon.is_actor(referent.class_name):
                    yield one, role, referent


def _is_again(clauses: Clauses, unit: int) -> bool:
    return any(child.dep_ == "det" and child.lower_ in _AGAIN for child in clauses.children(unit))
