"""The position that somebody holds: "chief executive", "Former FBI special agent"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.naming.mentions import NAME, NOUN
from kg.extraction.syntax.clauses import IS
from kg.extraction.wording.patterns import Match

_LEADING = frozenset({"former", "ex", "acting", "deputy", "vice", "senior"})


class Positions:
    """Finds the positions of which the matches in one document speak."""

    def __init__(self, analysis: DocumentAnalysis) -> None:
        self._analysis = analysis
        self._doc, self._clauses = analysis.doc, analysis.clauses

    def held(self, match: Match) -> str | None:
        """The words for the pattern's role node, or for what the subject is said to be there."""
        for node, unit in zip(match.pattern.nodes, match.nodes, strict=False):
            if node.is_role:
                return self._words(unit)
        if not self._analysis.kit.ontology.relations[match.pattern.relation].has_roles:
            return None
        return next((self._words(unit) for unit in self._titles(match)), None)

    def _titles(self, match: Match) -> Iterator[int]:
        """What the subject is at the object: "joined Acme as director", "leader Dana Reyes of Acme"."""
        for node in match.nodes:
            yield from filter(self._is_job, self._clauses.arguments(node, "as"))
        for edge in self._clauses.up.get(match.subject, ()):
            if edge.role == IS and self._is_job(edge.predicate):
                owners = {e.argument for e in self._clauses.down[edge.predicate] if e.role != IS}
                if match.object in owners or not (match.nodes or any(map(self._is_name, owners))):
                    yield edge.predicate

    def _is_job(self, unit: int) -> bool:
        mention = self._analysis.by_unit.get(unit)
        return mention is not None and mention.kind == NOUN and mention.noun_class == self._analysis.kit.person

    def _words(self, unit: int) -> str:
        """The words of a job; with the name of the employer only where "former" stands before that."""
        mention = self._analysis.by_unit.get(unit)
        start, end = (mention.start, mention.end) if mention else (unit, unit + 1)
        while start > 0 and self._modifies(start - 1, start, end):
            start -= 1
        name = start = self._led(start)
        while name > 0 and self._is_named(name - 1) and start <= self._doc[self._unit_of(name - 1)].head.i < end:
            name -= 1
        before = self._led(name)
        return self._doc[before if before < name else start : end].text

    def _led(self, start: int) -> int:
        """Where the words begin that lead into a job: "former", "deputy"."""
        while start > 0 and self._doc[start - 1].lower_ in _LEADING:
            start -= 1
        return start

    def _unit_of(self, index: int) -> int:
        return self._clauses.unit_of[index]

    def _is_named(self, index: int) -> bool:
        return self._is_name(self._unit_of(index))

    def _is_name(self, unit: int) -> bool:
        mention = self._analysis.by_unit.get(unit)
        return mention is not None and mention.kind == NAME

    def _modifies(self, index: int, start: int, end: int) -> bool:
        token = self._doc[index]
        return token.pos_ in ("ADJ", "NOUN") and start <= token.head.i < end and not self._is_named(index)
