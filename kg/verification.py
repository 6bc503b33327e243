"""Verifying a graph: receipts, plain edges and, if asked for, every statement against the shapes of the ontology."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.graph import queries
from kg.graph.readings import Readings
from kg.graph.receipts import check_receipts, unchecked
from kg.graph.validation import VIOLATION, Finding, unfounded, validate
from kg.judging import file
from kg.judging.stating import judged
from kg.views.wording import count

if TYPE_CHECKING:
    from kg.knowledge import KnowledgeGraph


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked, and what is wrong."""

    findings: tuple[Finding, ...]  # the violations first
    about: dict[str, str]  # what the nodes of findings are, in words, where it is known
    claims: int  # that were checked
    documents: int  # of which the graph has the texts
    unchecked: int  # claims whose documents' texts the graph does not have

    @property
    def wrong(self) -> int:
        """Number of violations."""
        return sum(finding.severity == VIOLATION for finding in self.findings)

    @property
    def records(self) -> list[dict[str, Any]]:
        """The findings as records: a claim is told in words, with its document."""
        return [
            {
                "severity": finding.severity,
                "about": self.about.get(finding.node, finding.node),
                "message": finding.message,
                "value": self.about.get(finding.value, finding.value),
                "node": finding.node,
            }
            for finding in self.findings
        ]

    @property
    def summary(self) -> str:
        """What was checked and what came of it, in a sentence."""
        warnings = len(self.findings) - self.wrong
        found = f"{count(self.wrong, 'violation')}, {count(warnings, 'warning')}"
        left = (
            f"; {count(self.unchecked, 'claim')} imported without texts could not be checked" if self.unchecked else ""
        )
        checked = f"checked {count(self.claims, 'claim')} of {count(self.documents, 'document')}"
        return f"{checked}: {found if self.findings else 'nothing is wrong'}{left}"


def verify(graph: KnowledgeGraph, *, shapes: bool = False) -> Verification:
    """Check the receipts of a graph, and its plain edges.

    Args:
        graph: what is checked.
        shapes: whether its statements are checked against the shapes of the ontology as well.

    Raises:
        UsageError: shapes are asked for and pySHACL is not installed.
    """
    stated = validate(graph.store, graph.ontology) if shapes else unfounded(graph.store)
    with Readings.read(graph.folder) as readings:
        standing, entries = judged(readings, file.load(graph.folder), graph.ontology), readings.entries()
        findings = {*check_receipts(graph.store, standing, entries), *stated}
    left, documents = unchecked(graph.store, entries), len(entries)
    claims = queries.claims(graph.store)
    about = {one.iri: f"{one.claim.subject} {one.claim.predicate} {one.claim.object}" for one in claims}
    about |= {document.iri: document.name for document in graph.documents()}
    about |= {entity.iri: entity.name for entity in queries.entities(graph.store)}
    return Verification(_ranked(findings), about, len(claims) - left, documents, left)


def _ranked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.severity != VIOLATION, finding)))
