"""Mentions of a sentence that its clause graph joins: what suggestions are asked about, and what training learns from.

Both take their pairs from here, so that the scorer is never asked about a pair of a kind that it was not shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Span

from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.naming.mentions import Mention
from kg.extraction.syntax.clauses import IS, Clauses
from kg.extraction.syntax.paths import Reached, Step, path_to, reached
from kg.language import pairs
from kg.language.pairs import Pair

#: Edges of the longest path between two ends that are compared.
LONGEST_PATH = 6

#: Mentions of a sentence that are compared: a list of a hundred names would make ten thousand pairs.
MOST_MENTIONS = 24


@dataclass(frozen=True, slots=True)
class Joined:
    """Two mentions that the clause graph joins."""

    pair: Pair
    ends: tuple[int, int]  # units
    nodes: tuple[int, ...]  # units between them
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class PairedSentence:
    """A sentence with its mentions, and the ordered pairs of them that are joined."""

    words: tuple[str, ...]
    mentions: tuple[Mention, ...]
    spans: tuple[pairs.Span, ...]  # of the mentions, in words
    joined: tuple[Joined, ...]

    def asked(self, joined: Sequence[Joined]) -> pairs.Sentence:
        """The sentence as the scorer takes it, with some of its pairs in question."""
        return pairs.Sentence(self.words, self.spans, [found.pair for found in joined])


def paired_sentences(analysis: DocumentAnalysis) -> Iterator[PairedSentence]:
    """The sentences of a document in which mentions are joined, in their order."""
    sentences = list(analysis.doc.sents)
    starts = [sentence.start for sentence in sentences]
    by_sentence: dict[int, list[Mention]] = {}
    for mention in analysis.mentions:
        by_sentence.setdefault(bisect_right(starts, mention.head) - 1, []).append(mention)
    for number, mentions in sorted(by_sentence.items()):
        if 2 <= len(mentions) <= MOST_MENTIONS:
            sentence = paired(analysis.clauses, sentences[number], mentions)
            if sentence.joined:
                yield sentence


def paired(clauses: Clauses, sentence: Span, mentions: Sequence[Mention]) -> PairedSentence:
    """A stretch of a document with the pairs of its mentions that are joined inside it."""
    words = [token for token in sentence if not token.is_space]
    number = {token.i: n for n, token in enumerate(words)}
    units = [clauses.unit_of[mention.head] for mention in mentions]
    found = []
    for start in range(len(mentions)):
        came = reached(clauses, units[start], longest=LONGEST_PATH)
        found += [_joined(came, (start, goal), units, number) for goal in range(len(mentions)) if goal != start]
    return PairedSentence(
        tuple(token.text for token in words),
        tuple(mentions),
        tuple(_span(mention, number) for mention in mentions),
        tuple(filter(None, found)),
    )


def _span(mention: Mention, number: Mapping[int, int]) -> pairs.Span:
    inside = [number[i] for i in range(mention.start, mention.end) if i in number]
    return inside[0], inside[-1] + 1, mention.kind


def _joined(came: Reached, ends: tuple[int, int], units: Sequence[int], number: Mapping[int, int]) -> Joined | None:
    """Two mentions as the pair that the paths from the first one make them."""
    start, goal = (units[end] for end in ends)
    path = path_to(came, goal) if start != goal else None
    if path is None:
        return None
    nodes = tuple(unit for unit, _ in path[1:-1])
    if any(unit not in number for unit in nodes):
        return None  # a path through another sentence
    steps = tuple(step for _, step in path if step)
    words = tuple(number[unit] for unit in nodes)
    return Joined(Pair(*ends, words, _role(steps[0]), _role(steps[-1])), (start, goal), nodes, steps)


def _role(step: Step) -> str:
    """The role of a step with its direction; all predications with a preposition ("is of") are one."""
    role = f"{IS} …" if step.role.startswith(f"{IS} ") else step.role
    return f"{'>' if step.forward else '<'}{role}"
