"""Opinions: what a speaker says of somebody else where the words alone state a relation.

"Northgate betrayed its workers", said by a union, criticises Northgate though no verb of criticism stands there, and
"the mayor's decision is a disgrace" criticises the mayor. The speaker has to be told and to speak for himself; what is
denied, asked, only possible or quoted from another is no opinion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.claims import Claim
from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.assertion.quotations import quotation_at
from kg.extraction.naming.mentions import NAME, PRONOUN
from kg.extraction.stance.appraisals import Appraisal, Appraisals, Target, said_of
from kg.extraction.stance.conduct import Conduct
from kg.extraction.stance.voices import Voices
from kg.extraction.syntax.clauses import AGENT, CLAUSE, PATIENT, Clauses
from kg.extraction.syntax.grammar import is_infinitive
from kg.extraction.syntax.paths import Step
from kg.extraction.wording.patterns import Match, Node, Pattern
from kg.ontology.definitions import Example, Ontology

#: How what belongs to a word hangs on it, within its clause.
_COMPLEMENTS = frozenset({"obj", "obl", "nmod", "xcomp"})


class Opinions:
    """Finds opinions, by the verbs of opinion, the words that appraise and the nouns for conduct of an ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._appraisals, self._conduct, self._voices = Appraisals(ontology), Conduct(ontology), Voices(ontology)

    def matches(self, analysis: DocumentAnalysis) -> Iterator[Match]:
        """Where a document gives somebody's opinion, from the speaker to the one who is meant."""
        for unit, appraisal in self._appraisals.words(analysis.clauses):
            for speaker, target in self._told(analysis, unit, appraisal):
                for whole in self._answerable(analysis, target):
                    if _is_certain(analysis, whole.unit):
                        yield _match(analysis.clauses, appraisal, speaker, whole)

    def allows(self, claim: Claim, made: Iterable[Claim]) -> bool:
        """Whether a claim is the opinion of somebody who may have one: neither impartial nor one of those meant.

        Args:
            claim: the opinion.
            made: what the document says by wordings. Where the same sentence says what the one did to the other, what
                the one says besides belongs to it: "sued Acme, saying that it had lied".
        """
        own = [other for other in made if other.subject == claim.subject]
        served = [other for other in own if self._ontology.relations[other.predicate].has_roles]
        classes = [claim.subject_class, *(other.object_class for other in served)]
        if any(other.object == claim.object for other in served) or any(map(self._voices.is_impartial, classes)):
            return False
        rivals = [other for other in own if other.object == claim.object and other.predicate != claim.predicate]
        return not any(_sentence(other) == _sentence(claim) for other in rivals)

    def judges(self, analysis: DocumentAnalysis, match: Match) -> bool:
        """Whether a match rests on a word that appraises, so that it is an opinion or nothing."""
        return any(self._appraisals.states(analysis.clauses, node, match.pattern.relation) for node in match.nodes)

    def _told(self, analysis: DocumentAnalysis, unit: int, appraisal: Appraisal) -> Iterator[tuple[int, Target]]:
        """Of whom a word is said, with the units of those who say it."""
        yield from self._voices.naming(analysis, unit)
        for target in _instigated(analysis.clauses, said_of(analysis.clauses, unit, appraisal.role)):
            speaker = self._voices.of(analysis, target)
            if speaker is not None:
                yield speaker, target

    def _answerable(self, analysis: DocumentAnalysis, target: Target) -> Iterator[Target]:
        """The target itself, or those whose conduct it is."""
        noun = self._conduct.taken_up(analysis, target.unit)
        doers = [] if noun is None else self._conduct.doers(analysis, noun)
        nodes = target.nodes if noun is None else (*target.nodes, noun)
        yield from (Target(doer, nodes, (*target.roles, role)) for doer, role in doers)
        if not doers:
            yield target


def wording(clauses: Clauses, match: Match) -> tuple[int, ...]:
    """The tokens of an opinion that follow the word which appraises: "ignores the needs of the workers"."""
    found: list[Token] = [clauses.token(match.nodes[0])]
    for token in found:
        found += [child for child in token.children if child.i > token.i and child.dep_ in _COMPLEMENTS]
    return tuple(token.i for token in found)


def _instigated(clauses: Clauses, targets: Iterable[Target]) -> Iterator[Target]:
    """The targets; for one whom another has do it, or means to do it by, that other: "used the court to mislead us"."""
    for target in targets:
        deed = target.nodes[-1]
        verb = clauses.governor(deed)
        if verb is not None and is_infinitive(clauses.token(deed)) and target.unit in clauses.arguments(verb, PATIENT):
            for other in clauses.arguments(verb, AGENT):
                yield Target(other, (*target.nodes, verb), (*target.roles[:-1], CLAUSE, AGENT))
        else:
            yield target


def _is_certain(analysis: DocumentAnalysis, unit: int) -> bool:
    """Whether it is certain who stands at a unit: a pronoun means the only one whom its speaker has named so far."""
    mention, here = analysis.by_unit.get(unit), quotation_at(analysis.quotations, unit)
    if mention is None or mention.kind != PRONOUN:
        return True
    named = set()
    for other in analysis.mentions if here is not None else ():
        spoken = quotation_at(analysis.quotations, other.start) if other.kind == NAME and other.start < unit else None
        if spoken is not None and here is not None and spoken.speaker == here.speaker:
            named.add(id(analysis.references.of_mention[other]))
    return named == {id(analysis.referent_at(unit))}


def _sentence(claim: Claim) -> int:
    """Where the sentence of a claim begins."""
    return claim.start - len(claim.prefix)


def _match(clauses: Clauses, appraisal: Appraisal, speaker: int, target: Target) -> Match:
    """An opinion as a match, with its speaker for the subject."""
    nodes = tuple(Node(clauses.lemmas[unit]) for unit in target.nodes)
    steps = (Step(AGENT, forward=False), *(Step(role, forward=True) for role in target.roles))
    pattern = Pattern(appraisal.relation, nodes, steps, frozenset(), Example("", (), appraisal.listed))
    return Match(pattern, speaker, target.unit, target.nodes, is_opinion=True)
