"""What was learned from labelled text: matches that no example taught, and objections to those that one did.

A suggestion is a match like those of patterns – two ends and the predicates between them – so that standing, evidence
and circumstances are found in the same way, and the same reasons speak against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.naming.mentions import NOUN
from kg.extraction.pairing import Joined, PairedSentence, paired_sentences
from kg.extraction.syntax.clauses import AGENT, CLAUSE, PATIENT
from kg.extraction.syntax.paths import Step
from kg.extraction.wording.patterns import Match, Node, Pattern
from kg.language.pairs import PairModel, Probabilities, fingerprint
from kg.ontology.definitions import Ontology, Relation
from kg.ontology.examples import Example

#: What a suggestion was taught by: no example.
NO_EXAMPLE = Example("", (), "")

#: Probability below which nothing is suggested.
LEAST = 0.9

#: Probability below which what a pattern found is taken for a misreading.
RULED_OUT = 0.003


@dataclass(frozen=True, slots=True)
class _Scored:
    """A pair of mentions with its probability for each relation of the model."""

    joined: Joined
    row: Probabilities


class Scorer:
    """Scores pairs of mentions.

    Args:
        ontology: only relations that it defines in the words with which the model was trained are scored.
        model: what was learned.
    """

    def __init__(self, ontology: Ontology, model: PairModel) -> None:
        self._model = model
        relations = [ontology.relations.get(name) for name in model.relations]
        self.relations = {
            number: relation
            for number, relation in enumerate(relations)
            if relation is not None and relation.definition == model.definitions[relation.name]
        }
        self._columns = list(self.relations)
        self._numbers = {relation.name: number for number, relation in self.relations.items()}

    def of(self, analysis: DocumentAnalysis) -> DocumentScores:
        """The scores of a document."""
        return DocumentScores(self, analysis)

    def rows(self, sentence: PairedSentence, pairs: Sequence[Joined]) -> dict[tuple[int, int], _Scored]:
        """Some pairs of a sentence with their scores, by the units of their mentions."""
        rows = self._model.probabilities(sentence.asked(pairs))
        return {found.ends: _Scored(found, row) for found, row in zip(pairs, rows, strict=True)}

    def likeliest(self, row: Probabilities) -> tuple[Relation, float]:
        """The most probable relation of a pair."""
        number = self._columns[int(row[self._columns].argmax())]
        return self.relations[number], float(row[number])

    def rules_out(self, pattern: Pattern, row: Probabilities) -> bool:
        """Whether what a pattern says is all but certainly misread; what users teach themselves is left to them."""
        number = self._numbers.get(pattern.relation)
        improbable = number is not None and bool(row[number] < RULED_OUT)
        return improbable and fingerprint(pattern.example.marked) in self._model.examples


class DocumentScores:
    """The scores of the pairs of mentions in one document."""

    def __init__(self, scorer: Scorer, analysis: DocumentAnalysis) -> None:
        self._scorer, self._analysis = scorer, analysis
        self._scored: dict[tuple[int, int], _Scored] = {}
        for sentence in paired_sentences(analysis) if scorer.relations else ():
            self._scored.update(scorer.rows(sentence, self._telling(sentence)))

    def _telling(self, sentence: PairedSentence) -> list[Joined]:
        """The pairs of a sentence whose ends stand for somebody: of nobody there is no claim, whatever holds."""
        known = [bool(self._analysis.references.antecedents(mention)) for mention in sentence.mentions]
        told = (found for found in sentence.joined if known[found.pair.subject] and known[found.pair.object])
        return [found for found in told if not (self._suffer_both(found) or self._is_of_another(found))]

    def _suffer_both(self, found: Joined) -> bool:
        """Whether somebody else did something to both ends: who "met Reyes and Ortega" tells nothing between these."""
        both = {step.role for step in found.steps} == {PATIENT} and len(found.nodes) == 1
        return both and bool(self._analysis.clauses.arguments(found.nodes[0], AGENT))

    def _is_of_another(self, found: Joined) -> bool:
        """Whether one end only speaks of what somebody else does with the other: who "reviews how others use it"."""
        turned = [Step(step.role, not step.forward) for step in reversed(found.steps)]
        ways = ((found.nodes, list(found.steps)), (found.nodes[::-1], turned))
        return any(self._is_told(nodes, steps, found.ends) for nodes, steps in ways)

    def _is_told(self, nodes: Sequence[int], steps: Sequence[Step], ends: tuple[int, int]) -> bool:
        """Whether the first end does what governs a clause in which somebody else acts, on the other end."""
        agents = steps[0].role == AGENT != steps[-1].role
        if len(nodes) < 2 or steps[-2] != Step(CLAUSE, forward=True) or not agents:
            return False
        analysis = self._analysis
        known = {id(analysis.referent_at(end)) for end in ends}
        doers = {id(analysis.referent_at(doer)) for doer in analysis.clauses.arguments(nodes[-1], AGENT)}
        return bool(doers) and doers.isdisjoint(known)

    def rules_out(self, match: Match) -> bool:
        """Whether a match of a pattern is all but certainly misread."""
        scored = self._scored.get((match.subject, match.object))
        return scored is not None and self._scorer.rules_out(match.pattern, scored.row)

    def suggestions(self, found: Iterable[Match]) -> Iterable[Match]:
        """Matches that no example taught, at most one for two mentions.

        Args:
            found: what patterns found. Nothing is suggested between two mentions about which something was found, nor
                from a predicate whose ends a pattern found: in "A sued B, said C" nobody but A sued.
        """
        found = list(found)
        taken = {frozenset((match.subject, match.object)) for match in found}
        used = {(match.pattern.relation, node) for match in found for node in match.nodes}
        best: dict[frozenset[int], Match] = {}
        for ends, scored in self._scored.items():
            pair = frozenset(ends)
            relation, probability = self._scorer.likeliest(scored.row)
            if pair in taken or any((relation.name, node) in used for node in scored.joined.nodes):
                continue
            if probability >= max(LEAST, best[pair].probability if pair in best else 0.0):
                best[pair] = _match(self._analysis, relation, scored.joined, probability)
        return best.values()


def _match(analysis: DocumentAnalysis, relation: Relation, found: Joined, probability: float) -> Match:
    nodes = tuple(_node(analysis, unit, relation) for unit in found.nodes)
    pattern = Pattern(relation.name, nodes, found.steps, frozenset(), NO_EXAMPLE)
    return Match(pattern, *found.ends, found.nodes, probability)


def _node(analysis: DocumentAnalysis, unit: int, relation: Relation) -> Node:
    """A word on the path; the noun for a job is a role where the relation has any."""
    lemma, mention = analysis.clauses.lemmas[unit], analysis.by_unit.get(unit)
    is_job = mention is not None and mention.kind == NOUN and mention.noun_class == analysis.kit.person
    if is_job and any(mark.role == "role" for example in relation.examples for mark in example.marks):
        return Node(lemma, analysis.kit.person or "", is_role=True)
    return Node(lemma)
