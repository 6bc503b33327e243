"""How near a wording that taught nothing is to the wordings that were taught: edits between their paths."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.syntax.clauses import NOUN, POSS
from kg.extraction.syntax.paths import Step, shortest_path
from kg.extraction.wording.patterns import Node, Pattern

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Path:
    """The way from one end to the other through the clause graph: units between them, and one step more."""

    units: tuple[int, ...]
    steps: tuple[Step, ...]

    @classmethod
    def between(cls, analysis: DocumentAnalysis, subject: int, obj: int) -> Path | None:
        """The shortest path, or nothing where the ends are not joined."""
        found = shortest_path(analysis.clauses, subject, obj)
        if found is None or len(found) < 2:
            return None
        return cls(tuple(unit for unit, _ in found[1:-1]), tuple(step for _, step in found if step))

    def text(self, analysis: DocumentAnalysis) -> str:
        """The path in the notation of patterns; a mention on it stands with its class."""
        parts = ["subject"]
        for step, unit in zip(self.steps, [*self.units, None], strict=True):
            parts += [f"–{step.role}→" if step.forward else f"←{step.role}–"]
            parts += ["object" if unit is None else _unit_text(analysis, unit)]
        return " ".join(parts)

    def lemmas(self, analysis: DocumentAnalysis) -> set[str]:
        """The words on the path."""
        return {analysis.clauses.lemmas[unit] for unit in self.units}


@dataclass(frozen=True, slots=True)
class Near:
    """A pattern that is like a path, and how many words and roles would have to change; 0 is the same wording."""

    pattern: Pattern
    edits: int


def _unit_text(analysis: DocumentAnalysis, unit: int) -> str:
    lemma, mention = analysis.clauses.lemmas[unit], analysis.by_unit.get(unit)
    return lemma if mention is None or not mention.class_name else f"{lemma}[{mention.class_name}]"


def nearest(path: Path, patterns: Iterable[Pattern], analysis: DocumentAnalysis, count: int = 2) -> list[Near]:
    """The patterns with the fewest edits, those that share a word with the path before others."""
    words = path.lemmas(analysis)
    ranked = sorted(
        (Near(pattern, _edits(path, pattern, analysis)) for pattern in patterns),
        key=lambda near: (near.edits, not words & lemmas_of(near.pattern), near.pattern.example.marked),
    )
    return ranked[:count]


def lemmas_of(pattern: Pattern) -> set[str]:
    """The words that a pattern asks for."""
    return {node.lemma for node in pattern.nodes if node.is_lexical}


def _edits(path: Path, pattern: Pattern, analysis: DocumentAnalysis) -> int:
    """Levenshtein's distance between the roles and words of a path and those of a pattern, in their order."""
    ours: list[Step | int] = _alternating(path.steps, path.units)
    theirs: list[Step | Node] = _alternating(pattern.steps, pattern.nodes)
    row = list(range(len(theirs) + 1))
    for i, one in enumerate(ours, start=1):
        before, row = row, [i]
        for j, other in enumerate(theirs, start=1):
            changed = before[j - 1] + (not _agree(one, other, analysis))
            row.append(min(before[j] + 1, row[j - 1] + 1, changed))
    return row[-1]


def _alternating(steps: Iterable[Step], between: Iterable[T]) -> list[Step | T]:
    """Steps with what stands between them."""
    steps = list(steps)
    parts: list[Step | T] = [steps[0]]
    for thing, step in zip(between, steps[1:], strict=True):
        parts += [thing, step]
    return parts


def _agree(one: Step | int, other: Step | Node, analysis: DocumentAnalysis) -> bool:
    if isinstance(one, Step) or isinstance(other, Step):
        if not (isinstance(one, Step) and isinstance(other, Step)):
            return False
        owned = {one.role, other.role} <= {POSS, NOUN}
        return one.forward == other.forward and (one.role == other.role or owned)
    if other.is_lexical:
        return analysis.clauses.lemmas[one] == other.lemma
    class_name = analysis.classes().get(one)
    return bool(class_name) and analysis.kit.ontology.is_a(class_name or "", other.class_name)
