"""Opinions: what a speaker says of somebody else where the words alone state a relation.

"Northgate betrayed its workers", said by a union, criticises Northgate though no verb of criticism stands there, and
"the mayor's decision is a disgrace" criticises the mayor. The speaker has to be told and to speak for himself; what is
denied, asked, only possible or quoted from another is no opinion.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Token

from kg.claims import AFFIRMED, ALLEGED, ATTEMPTED, FACTUAL
from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.appraisals import Appraisal, Appraisals, Target, entry, said_of
from kg.extraction.attribution import speakers
from kg.extraction.clauses import AGENT, CLAUSE, PATIENT, Clauses
from kg.extraction.conduct import Conduct
from kg.extraction.grammar import preposition
from kg.extraction.paths import Step
from kg.extraction.patterns import Match, Node, Pattern
from kg.extraction.quotations import Quotation, quotation_at
from kg.ontology.definitions import Example, Ontology


class Opinions:
    """Finds opinions, by the verbs of opinion, the words that appraise and the nouns for conduct of an ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._appraisals, self._conduct = Appraisals(ontology), Conduct(ontology)
        verbs = [entry(listed) for one in ontology.qualifiers.values() for listed in one.opinions]
        self._says = frozenset(words[0] for words, role, _ in verbs if role is None)
        self._names = frozenset((words[0], role or CLAUSE) for words, role, _ in verbs if role is not None)

    def matches(self, analysis: DocumentAnalysis) -> Iterator[Match]:
        """Where a document gives somebody's opinion, from the speaker to the one who is meant."""
        for unit, appraisal in self._appraisals.words(analysis.clauses):
            for speaker, target in self._told(analysis, unit, appraisal):
                for whole in self._answerable(analysis, target):
                    yield _match(analysis.clauses, appraisal, speaker, whole)

    def _told(self, analysis: DocumentAnalysis, unit: int, appraisal: Appraisal) -> Iterator[tuple[int, Target]]:
        """Of whom a word is said, with the units of those who say it."""
        clauses = analysis.clauses
        for naming in self._namings(clauses, unit):
            verb = naming.nodes[-1]
            if _holds(analysis, verb):
                yield from ((speaker, naming) for speaker in clauses.arguments(verb, AGENT))
        for target in said_of(clauses, unit, appraisal.role):
            quotation = quotation_at(analysis.quotations, unit)
            speaker = self._quoted(analysis, target, quotation) if quotation else self._reported(analysis, target)
            if speaker is not None:
                yield speaker, target

    def _namings(self, clauses: Clauses, unit: int) -> Iterator[Target]:
        """To what a unit is given for a name: "called the plan a farce", "described it as a disgrace"."""
        verb, role = clauses.governor(unit), preposition(clauses.token(unit)) or CLAUSE
        if verb is None or (clauses.lemmas[verb], role) not in self._names:
            return
        named = clauses.arguments(verb, PATIENT) or clauses.arguments(verb, "to") or _beside(clauses, unit, verb)
        yield from (Target(one, (unit, verb), (role, PATIENT)) for one in named if one != unit)

    def _reported(self, analysis: DocumentAnalysis, target: Target) -> int | None:
        """The unit of the nearest who says it in the sentence, by a verb of opinion and as being so."""
        clauses = analysis.clauses
        speaker = next(speakers(analysis.kit.qualifiers, clauses, target.nodes), None)
        for verb in () if speaker is None else _verbs(clauses, speaker):
            if clauses.lemmas[verb] in self._says and _holds(analysis, verb):
                return speaker if _is_so(analysis, target, clauses.tokens(verb)) else None
        return None

    def _quoted(self, analysis: DocumentAnalysis, target: Target, quotation: Quotation) -> int | None:
        """The unit of the speaker of a quotation, where no other stands between and it is put as being so."""
        clauses, speaker = analysis.clauses, quotation.speaker
        told = speakers(analysis.kit.qualifiers, clauses, target.nodes)
        if speaker is None or any(analysis.referent_at(one) is not analysis.referent_at(speaker) for one in told):
            return None
        inside = range(quotation.start, quotation.end)
        outside = [token for token in clauses.token(target.nodes[0]).sent if token.i not in inside]
        return speaker if _is_so(analysis, target, outside) else None

    def _answerable(self, analysis: DocumentAnalysis, target: Target) -> Iterator[Target]:
        """The target itself, or those whose conduct it is."""
        doers = []
        if self._conduct.is_conduct(analysis.clauses, target.unit):
            doers = self._conduct.doers(analysis, target.unit)
        for doer, role in doers:
            yield Target(doer, (*target.nodes, target.unit), (*target.roles, role))
        if not doers:
            yield target


def _verbs(clauses: Clauses, speaker: int) -> list[int]:
    """The verbs of which a unit is the agent."""
    return [edge.predicate for edge in clauses.up.get(speaker, ()) if edge.role == AGENT]


def _beside(clauses: Clauses, unit: int, verb: int) -> list[int]:
    """What a verb has before its complement, where the parse takes it for another complement: "called Lind a liar"."""
    others = (child for child in clauses.children(verb) if child.dep_ == "xcomp" and verb < child.i < unit)
    return [clauses.unit_of[child.i] for child in others if child.pos_ in ("PROPN", "NOUN", "PRON")]


def _holds(analysis: DocumentAnalysis, verb: int) -> bool:
    """Whether somebody did say it: not "would say", "did not say", "was asked to say"."""
    standing = analysis.kit.qualifiers.standing(analysis.clauses, (verb,))
    return standing.asserted and standing.polarity == AFFIRMED and standing.modality == FACTUAL


def _is_so(analysis: DocumentAnalysis, target: Target, outside: Collection[Token]) -> bool:
    """Whether an opinion is put as being so; that it is an allegation may be said outside of what is said."""
    standing = analysis.kit.qualifiers.standing(analysis.clauses, target.nodes, (target.unit,))
    if not standing.asserted or standing.polarity != AFFIRMED:
        return False
    alleged = standing.modality == ALLEGED and set(standing.words) <= {token.i for token in outside}
    return alleged or standing.modality in (FACTUAL, ATTEMPTED)


def _match(clauses: Clauses, appraisal: Appraisal, speaker: int, target: Target) -> Match:
    """An opinion as a match, with its speaker for the subject."""
    nodes = tuple(Node(clauses.lemmas[unit]) for unit in target.nodes)
    steps = (Step(AGENT, forward=False), *(Step(role, forward=True) for role in target.roles))
    pattern = Pattern(appraisal.relation, nodes, steps, frozenset(), Example("", (), appraisal.listed))
    return Match(pattern, speaker, target.unit, target.nodes, is_opinion=True)
