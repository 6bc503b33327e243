"""Whose opinion something is: the one who says it, where nobody stands between and it is put as being so."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Token

from kg.claims import AFFIRMED, ALLEGED, ATTEMPTED, FACTUAL
from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.assertion.attribution import speakers
from kg.extraction.assertion.qualifiers import LONGEST_SCOPE
from kg.extraction.assertion.quotations import Quotation, named_beside, quotation_at
from kg.extraction.naming.mentions import NOUN
from kg.extraction.stance.appraisals import Target, entry
from kg.extraction.syntax.clauses import AGENT, CLAUSE, PATIENT, Clauses
from kg.extraction.syntax.grammar import has_own_subject, preposition
from kg.ontology.definitions import Ontology

#: Words beside an opinion that take it back.
_LESS = frozenset({"less", "least"})


class Voices:
    """Finds whose opinion something is, by the verbs of opinion of an ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        verbs = [entry(listed) for one in ontology.qualifiers.values() for listed in one.opinions]
        self._says = frozenset(words[0] for words, role, _ in verbs if role is None)
        self._names = frozenset((words[0], role or CLAUSE) for words, role, _ in verbs if role is not None)

    def is_impartial(self, class_name: str | None) -> bool:
        """Whether what a thing of the class says of somebody is a report or a finding, and no opinion."""
        known = self._ontology
        return class_name is not None and any(known.classes[name].impartial for name in known.line(class_name))

    def naming(self, analysis: DocumentAnalysis, unit: int) -> Iterator[tuple[int, Target]]:
        """To what a unit is given for a name, with those who give it: "called the plan a farce"."""
        clauses = analysis.clauses
        verb, role = clauses.governor(unit), preposition(clauses.token(unit)) or CLAUSE
        if verb is None or (clauses.lemmas[verb], role) not in self._names or not _holds(analysis, verb):
            return
        named = clauses.arguments(verb, PATIENT) or clauses.arguments(verb, "to") or _before(clauses, unit, verb)
        for speaker in clauses.arguments(verb, AGENT):
            for one in named:
                if one != unit:
                    yield _by_name(analysis, speaker), Target(one, (unit, verb), (role, PATIENT))

    def of(self, analysis: DocumentAnalysis, target: Target) -> int | None:
        """The unit of the one who says something of a target as his own opinion; None where nobody does."""
        quotation = quotation_at(analysis.quotations, target.nodes[0])
        told = list(speakers(analysis.kit.qualifiers, analysis.clauses, target.nodes))
        if quotation is None or quotation.speaker is None:
            speaker = self._reported(analysis, target, told)
        else:
            speaker = _quoted(analysis, target, quotation, told)
        return None if speaker is None else _by_name(analysis, speaker)

    def _reported(self, analysis: DocumentAnalysis, target: Target, told: Collection[int]) -> int | None:
        """The unit of the only one who is told to say it, by a verb of opinion or as in "according to"."""
        clauses, qualifiers = analysis.clauses, analysis.kit.qualifiers
        tellers = [unit for unit in told if not self._is_report(analysis, unit)]
        if len({id(analysis.referent_at(unit)) for unit in tellers}) != 1:
            return None
        speaker = tellers[0]
        verbs = [edge.predicate for edge in clauses.up.get(speaker, ()) if edge.role == AGENT]
        verb = next(iter([*_saying(analysis, target), *verbs]), None)
        if verb is None:
            is_told = qualifiers.is_source_marker(preposition(clauses.token(speaker)))
        else:
            is_own = verb in verbs and preposition(clauses.token(verb)) != "as"  # "quoted him as saying"
            is_told = is_own and clauses.lemmas[verb] in self._says and _holds(analysis, verb)
        return speaker if is_told and _is_so(analysis, target, () if verb is None else clauses.tokens(verb)) else None

    def _is_report(self, analysis: DocumentAnalysis, unit: int) -> bool:
        referent = analysis.referent_at(unit)
        return referent is not None and self.is_impartial(referent.class_name)


def _quoted(analysis: DocumentAnalysis, target: Target, quotation: Quotation, told: Collection[int]) -> int | None:
    """The unit of the speaker of a quotation, if the speaker tells of nobody else who says it."""
    clauses, inside = analysis.clauses, range(quotation.start, quotation.end)
    own = None if quotation.speaker is None else analysis.referent_at(quotation.speaker)
    agents = [clauses.arguments(verb, AGENT) for verb in _saying(analysis, target) if verb in inside]
    told = [*told, *(unit for found in agents for unit in found)]
    if not all(agents) or any(analysis.referent_at(unit) is not own for unit in told):
        return None
    outside = [token for token in clauses.token(target.nodes[0]).sent if token.i not in inside]
    return quotation.speaker if _is_so(analysis, target, outside) else None


def _saying(analysis: DocumentAnalysis, target: Target) -> list[int]:
    """The verbs of saying in whose clauses something is said of a target, the nearest first."""
    clauses, found, unit = analysis.clauses, [], target.nodes[-1]
    for _ in range(LONGEST_SCOPE):
        governor = clauses.governor(unit)
        if governor is None:
            break
        is_clause = clauses.token(unit).dep_ == "ccomp" and clauses.token(governor).pos_ == "VERB"
        if is_clause and analysis.kit.qualifiers.is_source_verb(clauses.lemmas[governor]):
            found.append(governor)
        unit = governor
    return found


def _by_name(analysis: DocumentAnalysis, speaker: int) -> int:
    """The unit of the speaker's name, where a noun in apposition to it is what speaks: "member of the council Lind"."""
    mention = analysis.by_unit.get(speaker)
    if mention is not None and mention.kind != NOUN:
        return speaker
    named = named_beside(analysis.clauses, speaker, analysis.by_unit)
    return speaker if named is None else named


def _before(clauses: Clauses, unit: int, verb: int) -> list[int]:
    """What a verb has before its complement, where the parse takes it for another complement: "called Lind a liar"."""
    others = (child for child in clauses.children(verb) if child.dep_ == "xcomp" and verb < child.i < unit)
    return [clauses.unit_of[child.i] for child in others if child.pos_ in ("PROPN", "NOUN", "PRON")]


def _holds(analysis: DocumentAnalysis, verb: int) -> bool:
    """Whether a verb tells what was done: not "would say", "did not say", "was asked to say"."""
    standing = analysis.kit.qualifiers.standing(analysis.clauses, (verb,))
    return standing.asserted and standing.polarity == AFFIRMED and standing.modality == FACTUAL


def _is_so(analysis: DocumentAnalysis, target: Target, outside: Collection[Token]) -> bool:
    """Whether an opinion is put as being so; that it is an allegation may be said outside of what is said."""
    clauses, standing = (
        analysis.clauses,
        analysis.kit.qualifiers.standing(analysis.clauses, target.nodes, (target.unit,)),
    )
    alleged = standing.modality == ALLEGED and set(standing.words) <= {token.i for token in outside}
    if not standing.asserted or standing.polarity != AFFIRMED:
        return False
    if not (alleged or standing.modality in (FACTUAL, ATTEMPTED)):
        return False
    taken_back = any(child.lower_ in _LESS for child in clauses.children(target.nodes[0]))
    return not (taken_back or _is_aside(clauses, target)) and _is_joined_to_so(analysis, target.nodes[-1])


def _is_aside(clauses: Clauses, target: Target) -> bool:
    """Whether it is told of something else: "the film in which Lind betrays his wife"."""
    deed = target.nodes[-1]
    return clauses.token(deed).dep_ == "acl:relcl" and clauses.governor(deed) != target.unit


def _is_joined_to_so(analysis: DocumentAnalysis, unit: int) -> bool:
    """Whether the verbs hold that a verb without a subject is joined to: "did not cheat or lie" denies both."""
    clauses = analysis.clauses
    while clauses.token(unit).dep_ == "conj" and not has_own_subject(clauses.token(unit)):
        governor = clauses.governor(unit)
        if governor is None or not _holds(analysis, governor):
            return governor is None
        unit = governor
    return True
