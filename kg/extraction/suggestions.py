"""Matches that no example taught: what a network that has read labelled text makes of two mentions in a sentence.

A suggestion is a match like those of patterns – two ends and the predicates between them – so that standing, evidence
and circumstances are found in the same way, and the same reasons speak against it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from kg.examples import Example
from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.clauses import IS
from kg.extraction.mentions import NOUN, Mention
from kg.extraction.patterns import Match, Node, Pattern, Step, shortest_path
from kg.language.pairs import EXAMPLE_DIGITS, Pair, PairModel, Probabilities, Sentence
from kg.namespaces import digest
from kg.ontology import Ontology, Relation

#: What a suggestion was taught by: no example.
NO_EXAMPLE = Example("", (), "")

#: Probability below which nothing is suggested.
LEAST = 0.8

#: Probability below which what a pattern found is taken for a misreading.
RULED_OUT = 0.005

#: Edges of the longest path between two ends that are compared.
LONGEST_PATH = 6

#: Mentions of a sentence that are compared: a list of a hundred names would make ten thousand pairs.
MOST_MENTIONS = 24


@dataclass(frozen=True, slots=True)
class _Joined:
    """Two mentions that the clause graph joins."""

    pair: Pair
    ends: tuple[int, int]
    nodes: tuple[int, ...]
    steps: tuple[Step, ...]


class Scorer:
    """Scores pairs of mentions for the relations that an ontology defines in the words the model was trained with."""

    def __init__(self, ontology: Ontology, model: PairModel) -> None:
        self._model = model
        relations = [ontology.relations.get(name) for name in model.relations]
        self.columns = {
            number: relation
            for number, relation in enumerate(relations)
            if relation is not None and relation.definition == model.definitions[relation.name]
        }
        self._numbers = {relation.name: number for number, relation in self.columns.items()}

    def of(self, analysis: DocumentAnalysis) -> DocumentScores:
        """The scores of a document, each sentence computed when it is first asked for."""
        return DocumentScores(self, analysis)

    def rows(self, analysis: DocumentAnalysis, mentions: Sequence[Mention]) -> dict[tuple[int, int], _Scored]:
        """The scored pairs of the mentions of one sentence, by their units."""
        words = [token for token in analysis.doc[mentions[0].head].sent if not token.is_space]
        number = {token.i: n for n, token in enumerate(words)}
        pairs = permutations(range(len(mentions)), 2)
        joined = [found for ends in pairs if (found := _joined(analysis, mentions, ends, number))]
        if not joined:
            return {}
        spans = [_span(mention, number) for mention in mentions]
        marked = Sentence([token.text for token in words], spans, [found.pair for found in joined])
        rows = self._model.probabilities(marked)
        return {found.ends: _Scored(found, row) for found, row in zip(joined, rows, strict=True)}

    def doubts(self, pattern: Pattern, row: Probabilities) -> bool:
        """Whether the model all but rules out what a pattern says; what a user taught is left to the user."""
        number = self._numbers.get(pattern.relation)
        if number is None or digest(pattern.example.marked)[:EXAMPLE_DIGITS] not in self._model.examples:
            return False
        return bool(row[number] < RULED_OUT)


class DocumentScores:
    """What the scorer makes of the pairs of mentions in one document."""

    def __init__(self, scorer: Scorer, analysis: DocumentAnalysis) -> None:
        self._scorer, self._analysis = scorer, analysis
        self._mentions: dict[int, list[Mention]] = {}
        for mention in analysis.mentions if scorer.columns else ():
            self._mentions.setdefault(self._sentence(mention.head), []).append(mention)
        self._rows: dict[int, dict[tuple[int, int], _Scored]] = {}

    def _sentence(self, index: int) -> int:
        return self._analysis.doc[index].sent.start

    def _of_sentence(self, start: int) -> dict[tuple[int, int], _Scored]:
        if start not in self._rows:
            mentions = self._mentions.get(start, [])
            scored = self._scorer.rows(self._analysis, mentions) if 2 <= len(mentions) <= MOST_MENTIONS else {}
            self._rows[start] = scored
        return self._rows[start]

    def rules_out(self, match: Match) -> bool:
        """Whether a match of a pattern is all but certainly misread."""
        scored = self._of_sentence(self._sentence(match.subject)).get((match.subject, match.object))
        return scored is not None and self._scorer.doubts(match.pattern, scored.row)

    def suggestions(self, taken: Collection[frozenset[int]]) -> Iterator[Match]:
        """Matches that no example taught, at most one for two mentions.

        Args:
            taken: pairs of units, in either order, about which something was found already.
        """
        for start in sorted(self._mentions):
            best: dict[frozenset[int], Match] = {}
            for ends, scored in self._of_sentence(start).items():
                pair = frozenset(ends)
                if pair in taken:
                    continue
                number = max(self._scorer.columns, key=lambda number: float(scored.row[number]))
                probability = float(scored.row[number])
                if probability >= max(LEAST, best[pair].probability if pair in best else 0.0):
                    best[pair] = _match(self._analysis, self._scorer.columns[number], scored.joined, probability)
            yield from best.values()


@dataclass(frozen=True, slots=True)
class _Scored:
    """A pair of mentions with its probability for each relation of the model."""

    joined: _Joined
    row: Probabilities


def _span(mention: Mention, number: dict[int, int]) -> tuple[int, int, str]:
    inside = [number[i] for i in range(mention.start, mention.end) if i in number]
    return inside[0], inside[-1] + 1, mention.kind


def _joined(
    analysis: DocumentAnalysis, mentions: Sequence[Mention], ends: tuple[int, int], number: dict[int, int]
) -> _Joined | None:
    clauses = analysis.clauses
    start, goal = (clauses.unit_of[mentions[end].head] for end in ends)
    path = shortest_path(clauses, start, goal, longest=LONGEST_PATH) if start != goal else None
    if path is None:
        return None
    nodes = tuple(unit for unit, _ in path[1:-1])
    if any(unit not in number for unit in nodes):
        return None  # a path through another sentence
    steps = tuple(step for _, step in path if step)
    words = tuple(number[unit] for unit in nodes)
    return _Joined(Pair(*ends, words, _role(steps[0]), _role(steps[-1])), (start, goal), nodes, steps)


def _role(step: Step) -> str:
    """The role of a step with its direction; all predications with a preposition ("is of") are one."""
    role = f"{IS} …" if step.role.startswith(f"{IS} ") else step.role
    return f"{'>' if step.forward else '<'}{role}"


def _match(analysis: DocumentAnalysis, relation: Relation, found: _Joined, probability: float) -> Match:
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
