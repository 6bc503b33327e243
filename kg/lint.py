"""What an ontology still lacks: findings of its files, and of what its examples teach the extractor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from kg import ontology_lint
from kg.ontology import Ontology, Relation
from kg.ontology_lint import Finding
from kg.teaching import Teaching

if TYPE_CHECKING:
    from kg.extraction.patterns import Pattern


@dataclass(frozen=True, slots=True)
class Lint:
    """What is wrong with an ontology, and what is worth a look."""

    errors: list[Finding]
    notes: list[Finding]


def check(teaching: Teaching) -> Lint:
    """Errors are what the files lack and examples that teach nothing; notes are wordings that two relations teach."""
    from kg.extraction.extractor import compile_patterns
    from kg.extraction.lexicon import Lexicon

    ontology = teaching.load_ontology()
    patterns, uncompiled = compile_patterns(ontology, Lexicon(ontology, teaching.load_actors(ontology)))
    lacking = [Finding("ontology", message) for message in ontology_lint.foundations(ontology)]
    errors = lacking + ontology_lint.findings(ontology) + _found(_useless(uncompiled), ontology)
    return Lint(errors, _found(_shared(patterns, ontology), ontology))


def _found(messages: Iterable[tuple[str, str]], ontology: Ontology) -> list[Finding]:
    return [Finding(name, message, ontology.files.get(name, ())) for name, message in messages]


def _useless(examples: Iterable[tuple[Relation, str]]) -> Iterator[tuple[str, str]]:
    """Examples that teach nothing."""
    for relation, marked in examples:
        yield relation.name, f"“{marked}” teaches nothing: no words join its subject to its object"


def _shared(patterns: Iterable[Pattern], ontology: Ontology) -> Iterator[tuple[str, str]]:
    """Wordings that two relations teach for ends of the same classes."""
    taught: dict[tuple[object, ...], list[Pattern]] = defaultdict(list)
    for pattern in patterns:
        taught[pattern.key].append(pattern)
    for same in taught.values():
        for first, second in combinations(same, 2):
            if _may_meet(ontology.relations[first.relation], ontology.relations[second.relation], ontology):
                other = f"“{first.example.marked}” ({first.relation})"
                yield second.relation, f"“{second.example.marked}” teaches the same wording as {other}"


def _may_meet(first: Relation, second: Relation, ontology: Ontology) -> bool:
    """Whether the same two things may stand in both relations, and neither is a kind of the other."""
    if first.parent == second.name or second.parent == first.name:
        return False
    sides = (first.domain, second.domain), (first.range, second.range)
    return all(
        any(ontology.is_a(one, other) or ontology.is_a(other, one) for one in ones for other in others)
        for ones, others in sides
    )
