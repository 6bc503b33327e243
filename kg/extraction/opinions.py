"""Opinions: what a speaker says of somebody else where the words alone state a relation.

"Northgate betrayed its workers", said by a union, criticises Northgate though no verb of criticism stands there, and
"the mayor's decision is a disgrace" criticises the mayor. The speaker has to be told and to speak for himself; what is
denied, asked, only possible or quoted from another is no opinion.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from spacy.tokens import Token

from kg.claims import AFFIRMED, ALLEGED, ATTEMPTED, FACTUAL, Claim
from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.appraisals import Appraisal, Appraisals, Target, entry, said_of
from kg.extraction.attribution import speakers
from kg.extraction.clauses import AGENT, CLAUSE, PATIENT, Clauses
from kg.extraction.conduct import Conduct
from kg.extraction.grammar import has_own_subject, is_infinitive, preposition
from kg.extraction.mentions import NAME, NOUN, PRONOUN
from kg.extraction.paths import Step
from kg.extraction.patterns import Match, Node, Pattern
from kg.extraction.quotations import Quotation, named_beside, quotation_at
from kg.ontology.definitions import Example, Ontology

#: How what belongs to a word hangs on it, within its clause.
_COMPLEMENTS = frozenset({"obj", "obl", "nmod", "xcomp"})


class Opinions:
    """Finds opinions, by the verbs of opinion, the words that appraise and the nouns for conduct of an ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._appraisals, self._conduct = Appraisals(ontology), Conduct(ontology)
        verbs = [entry(listed) for one in ontology.qualifiers.values() for listed in one.opinions]
        self._says = frozenset(words[0] for words, role, _ in verbs if role is None)
        self._names = frozenset((words[0], role or CLAUSE) for words, role, _ in verbs if role is not None)

    def matches(self, analysis: DocumentAnalysis) -> Iterator[Match]:
        """Where a document gives somebody's opinion, from the speaker to the one who is meant."""
        for unit, appraisal in self._appraisals.words(analysis.clauses):
            for speaker, target in self._told(analysis, unit, appraisal):
                for whole in self._answerable(analysis, target):
                    if _is_certain(analysis, whole.unit):
                        yield _match(analysis.clauses, appraisal, _by_name(analysis, speaker), whole)

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
        if any(other.object == claim.object for other in served) or any(map(self._is_impartial, classes)):
            return False
        rivals = [other for other in own if other.object == claim.object and other.predicate != claim.predicate]
        return not any(_sentence(other) == _sentence(claim) for other in rivals)

    def _is_impartial(self, class_name: str) -> bool:
        return any(self._ontology.classes[name].impartial for name in self._ontology.line(class_name))

    def _told(self, analysis: DocumentAnalysis, unit: int, appraisal: Appraisal) -> Iterator[tuple[int, Target]]:
        """Of whom a word is said, with the units of those who say it."""
        clauses = analysis.clauses
        for naming in self._namings(clauses, unit):
            verb = naming.nodes[-1]
            if _holds(analysis, verb):
                yield from ((speaker, naming) for speaker in clauses.arguments(verb, AGENT))
        for target in _instigated(clauses, said_of(clauses, unit, appraisal.role)):
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
        told = [one for one in self._tellers(analysis, target) if not self._is_impartial_at(analysis, one)]
        for verb in _verbs(clauses, told[0]) if len({id(analysis.referent_at(one)) for one in told}) == 1 else ():
            if clauses.lemmas[verb] in self._says and _holds(analysis, verb):
                return told[0] if _is_so(analysis, target, clauses.tokens(verb)) else None
        return None

    def _quoted(self, analysis: DocumentAnalysis, target: Target, quotation: Quotation) -> int | None:
        """The unit of the speaker of a quotation, where no other stands between and it is put as being so."""
        clauses, speaker, told = analysis.clauses, quotation.speaker, self._tellers(analysis, target)
        if speaker is None or any(analysis.referent_at(one) is not analysis.referent_at(speaker) for one in told):
            return None
        inside = range(quotation.start, quotation.end)
        outside = [token for token in clauses.token(target.nodes[0]).sent if token.i not in inside]
        return speaker if _is_so(analysis, target, outside) else None

    @staticmethod
    def _tellers(analysis: DocumentAnalysis, target: Target) -> list[int]:
        """The units of all who are told to say it, the nearest first."""
        return list(speakers(analysis.kit.qualifiers, analysis.clauses, target.nodes))

    def _is_impartial_at(self, analysis: DocumentAnalysis, unit: int) -> bool:
        referent = analysis.referent_at(unit)
        return referent is not None and referent.class_name is not None and self._is_impartial(referent.class_name)

    def _answerable(self, analysis: DocumentAnalysis, target: Target) -> Iterator[Target]:
        """The target itself, or those whose conduct it is."""
        noun = self._conduct.taken_up(analysis, target.unit)
        doers = [] if noun is None else self._conduct.doers(analysis, noun)
        for doer, role in doers if noun is not None else ():
            yield Target(doer, (*target.nodes, noun), (*target.roles, role))
        if not doers:
            yield target


def wording(clauses: Clauses, match: Match) -> tuple[int, ...]:
    """The tokens of an opinion that follow the word which appraises: "ignores the needs of the workers"."""
    found: list[Token] = [clauses.token(match.nodes[0])]
    for token in found:
        found += [child for child in token.children if child.i > token.i and child.dep_ in _COMPLEMENTS]
    return tuple(token.i for token in found)


def _verbs(clauses: Clauses, speaker: int) -> list[int]:
    """The verbs of which a unit is the agent."""
    return [edge.predicate for edge in clauses.up.get(speaker, ()) if edge.role == AGENT]


def _by_name(analysis: DocumentAnalysis, speaker: int) -> int:
    """The unit of the speaker's name, where a noun in apposition to it is what speaks: "member of the council Lind"."""
    mention = analysis.by_unit.get(speaker)
    if mention is not None and mention.kind != NOUN:
        return speaker
    named = named_beside(analysis.clauses, speaker, analysis.by_unit)
    return speaker if named is None else named


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
    if not _holds_before(analysis, target.nodes[-1]) or _is_aside(analysis.clauses, target):
        return False
    alleged = standing.modality == ALLEGED and set(standing.words) <= {token.i for token in outside}
    return alleged or standing.modality in (FACTUAL, ATTEMPTED)


def _is_aside(clauses: Clauses, target: Target) -> bool:
    """Whether it is told of something else: "the film in which Lind betrays his wife"."""
    deed = target.nodes[-1]
    return clauses.token(deed).dep_ == "acl:relcl" and clauses.governor(deed) != target.unit


def _holds_before(analysis: DocumentAnalysis, unit: int) -> bool:
    """Whether the verbs hold that a verb without a subject is joined to: "did not cheat or lie" denies both."""
    clauses = analysis.clauses
    while clauses.token(unit).dep_ == "conj" and not has_own_subject(clauses.token(unit)):
        governor = clauses.governor(unit)
        if governor is None or not _holds(analysis, governor):
            return governor is None
        unit = governor
    return True


def _is_certain(analysis: DocumentAnalysis, unit: int) -> bool:
    """Whether it is certain who stands at a unit: a pronoun is said of one whom the same speaker named before."""
    mention, referent = analysis.by_unit.get(unit), analysis.referent_at(unit)
    if mention is None or mention.kind != PRONOUN:
        return True
    here = quotation_at(analysis.quotations, unit)
    if here is None or referent is None:
        return False
    spoken = (
        quotation_at(analysis.quotations, m.start) for m in referent.mentions if m.kind == NAME and m.start < unit
    )
    return any(one is not None and one.speaker == here.speaker for one in spoken)


def _sentence(claim: Claim) -> int:
    """Where the sentence of a claim begins."""
    return claim.start - len(claim.prefix)


def _match(clauses: Clauses, appraisal: Appraisal, speaker: int, target: Target) -> Match:
    """An opinion as a match, with its speaker for the subject."""
    nodes = tuple(Node(clauses.lemmas[unit]) for unit in target.nodes)
    steps = (Step(AGENT, forward=False), *(Step(role, forward=True) for role in target.roles))
    pattern = Pattern(appraisal.relation, nodes, steps, frozenset(), Example("", (), appraisal.listed))
    return Match(pattern, speaker, target.unit, target.nodes, is_opinion=True)
