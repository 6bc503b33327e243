"""What an ontology still lacks: findings of its files, and of what its examples teach the extractor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from kg.ontology import shortcomings
from kg.ontology.definitions import Ontology, Relation
from kg.ontology.shortcomings import Finding
from kg.teaching.materials import SHIPPED, Teaching

if TYPE_CHECKING:
    from kg.extraction.wording.patterns import Pattern

#: The examples that a finding is about: names of relations with sentences as they are marked.
Taught = frozenset[tuple[str, str]]

_NONE: Taught = frozenset()


@dataclass(frozen=True, slots=True)
class Lint:
    """What is wrong with an ontology, and what is worth a look.

    Where files of one's own are checked together with the shipped ones, only findings that they give rise to are
    listed; those that the shipped files have by themselves are counted.
    """

    errors: list[Finding]
    notes: list[Finding]
    shipped: int = 0


def check(teaching: Teaching) -> Lint:
    """Errors are what the files lack and examples that teach nothing; notes are wordings that two relations teach."""
    from kg.extraction.extractor import compile_patterns
    from kg.extraction.naming.lexicon import Lexicon

    ontology = teaching.load_ontology()
    patterns, uncompiled = compile_patterns(ontology, Lexicon(ontology, teaching.load_actors(ontology)))
    errors = [(finding, _NONE) for finding in _lacking(ontology)] + list(_useless(uncompiled, ontology))
    notes = list(_shared(patterns, ontology))
    is_own = _own(teaching)
    own = Lint([e for e, about in errors if is_own(e, about)], [n for n, about in notes if is_own(n, about)])
    return replace(own, shipped=len(errors) + len(notes) - len(own.errors) - len(own.notes))


def _lacking(ontology: Ontology) -> list[Finding]:
    lacking = [Finding("ontology", message) for message in shortcomings.foundations(ontology)]
    return lacking + shortcomings.findings(ontology)


def _own(teaching: Teaching) -> Callable[[Finding, Taught], bool]:
    """Tells which findings, with the examples they are about, the shipped files do not have by themselves."""
    if SHIPPED not in teaching.ontology or set(teaching.ontology) == {SHIPPED}:
        return lambda finding, about: True
    known = Ontology.load()
    examples = {(one.name, example.marked) for one in known.relations.values() for example in one.examples}
    found = {(old.term, old.message) for old in _lacking(known)}
    return lambda finding, about: not about <= examples if about else (finding.term, finding.message) not in found


def _finding(relation: str, message: str, ontology: Ontology) -> Finding:
    return Finding(relation, message, ontology.files.get(relation, ()))


def _useless(examples: Iterable[tuple[Relation, str]], ontology: Ontology) -> Iterator[tuple[Finding, Taught]]:
    """Examples that teach nothing."""
    for relation, marked in examples:
        message = f"“{marked}” teaches nothing: no words join its subject to its object"
        yield _finding(relation.name, message, ontology), frozenset({(relation.name, marked)})


def _shared(patterns: Iterable[Pattern], ontology: Ontology) -> Iterator[tuple[Finding, Taught]]:
    """Wordings that two relations teach for ends of the same classes."""
    taught: dict[tuple[object, ...], list[Pattern]] = defaultdict(list)
    for pattern in patterns:
        taught[pattern.key].append(pattern)
    for same in taught.values():
        for first, second in combinations(same, 2):
            if may_meet(ontology.relations[first.relation], ontology.relations[second.relation], ontology):
                one, two = first.example.marked, second.example.marked
                message = f"“{two}” teaches the same wording as “{one}” ({first.relation})"
                about = frozenset({(first.relation, one), (second.relation, two)})
                yield _finding(second.relation, message, ontology), about


def may_meet(first: Relation, second: Relation, ontology: Ontology) -> bool:
    """Whether the same two things may stand in both of two relations, and neither is a kind of the other."""
    if first.name == second.name or first.parent == second.name or second.parent == first.name:
        return False
    sides = (first.domain, second.domain), (first.range, second.range)
    return all(
        any(ontology.is_a(one, other) or ontology.is_a(other, one) for one in ones for other in others)
        for ones, others in sides
    )
