"""Matches that no example taught: what a network that has read labelled text makes of two mentions in a sentence.

A suggestion is a match like those of patterns – two ends and the predicates between them – so that standing, evidence
and circumstances are found in the same way, and the same reasons speak against it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import permutations

from spacy.tokens import Span

from kg.examples import Example
from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.clauses import IS
from kg.extraction.mentions import NOUN, Mention
from kg.extraction.patterns import Match, Node, Pattern, Step, shortest_path
from kg.language.pairs import Pair, PairModel, Sentence
from kg.ontology import Ontology, Relation

#: What a suggestion was taught by: no example.
NO_EXAMPLE = Example("", (), "")

#: Probability below which nothing is suggested.
LEAST = 0.8

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


class Suggestions:
    """Suggests matches for pairs of mentions.

    Args:
        ontology: only relations that it defines in the words with which the model was trained are suggested.
        model: the scorer.
        least: probability below which nothing is suggested.
    """

    def __init__(self, ontology: Ontology, model: PairModel, *, least: float = LEAST) -> None:
        self._model, self._least = model, least
        relations = [ontology.relations.get(name) for name in model.relations]
        self._columns = {
            number: relation
            for number, relation in enumerate(relations)
            if relation is not None and relation.definition == model.definitions[relation.name]
        }

    def matches(self, analysis: DocumentAnalysis, taken: Collection[frozenset[int]]) -> Iterator[Match]:
        """Suggested matches, at most one for two mentions.

        Args:
            analysis: the document.
            taken: pairs of units, in either order, about which something was found already.
        """
        by_sentence: dict[int, list[Mention]] = {}
        for mention in analysis.mentions if self._columns else ():
            by_sentence.setdefault(analysis.doc[mention.head].sent.start, []).append(mention)
        for start, mentions in sorted(by_sentence.items()):
            if 2 <= len(mentions) <= MOST_MENTIONS:
                yield from self._in_sentence(analysis, analysis.doc[start].sent, mentions, taken)

    def _in_sentence(
        self, analysis: DocumentAnalysis, sentence: Span, mentions: list[Mention], taken: Collection[frozenset[int]]
    ) -> Iterator[Match]:
        words = [token for token in sentence if not token.is_space]
        number = {token.i: n for n, token in enumerate(words)}
        joined = [
            found
            for one, two in permutations(range(len(mentions)), 2)
            if (found := _joined(analysis, mentions, (one, two), number)) and frozenset(found.ends) not in taken
        ]
        if not joined:
            return
        spans = [_span(mention, number) for mention in mentions]
        marked = Sentence([token.text for token in words], spans, [found.pair for found in joined])
        best: dict[frozenset[int], Match] = {}
        for found, row in zip(joined, self._model.probabilities(marked), strict=True):
            column = max(self._columns, key=lambda number: float(row[number]))
            known = best.get(frozenset(found.ends))
            if row[column] >= max(self._least, known.probability if known else 0.0):
                best[frozenset(found.ends)] = _match(analysis, self._columns[column], found, float(row[column]))
        yield from best.values()


def _span(mention: Mention, number: dict[int, int]) -> tuple[int, int, str]:
    inside = [number[i] for i in range(mention.start, mention.end) if i in number]
    return inside[0], inside[-1] + 1, mention.kind


def _joined(
    analysis: DocumentAnalysis, mentions: list[Mention], ends: tuple[int, int], number: dict[int, int]
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
