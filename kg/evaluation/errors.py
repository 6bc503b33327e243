"""The errors of the extractor on labelled text, each with its cause and all that shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kg import tables
from kg.claims import Claim
from kg.evaluation.causes import CAUSES, Cause, Diagnosis, of_wrong
from kg.evaluation.labelled import Label, LabelledText
from kg.evaluation.missed import of_missed
from kg.evaluation.scoring import judge, qualified
from kg.evaluation.understanding import Span, Understanding, understand
from kg.extraction.extractor import Extractor
from kg.extraction.naming.mentions import Mention

MISSED, WRONG, QUALIFIED = "missed", "wrong", "qualified"
SIDES = (MISSED, WRONG, QUALIFIED)


@dataclass(frozen=True, slots=True)
class Error:
    """A claim that is wrong or missed, or whose qualifiers are wrong."""

    side: str
    text: LabelledText
    relation: str
    what: str  # the claim, as one line
    diagnosis: Diagnosis
    evidence: tuple[str, ...] = ()  # the sentence and what was understood of it, as lines "name: …"

    @property
    def record(self) -> dict[str, Any]:
        """The error for other programs."""
        return {
            "doc": self.text.document.name,
            "error": self.side,
            "claim": self.what,
            "cause": self.diagnosis.cause,
            "kind": self.diagnosis.kind,
            "details": self.diagnosis.details,
            "evidence": self.evidence,
        }

    def lines(self) -> Iterator[str]:
        """The error for reading."""
        kind = f" ({self.diagnosis.kind})" if self.diagnosis.kind else ""
        yield tables.printable(f"{self.side.upper()}  {self.what}   [{self.text.document.name}]")
        yield tables.printable(f"  cause: {self.diagnosis.cause}{kind}")
        for line in (*self.diagnosis.details, *self.evidence):
            yield f"  {tables.cell(line)}"


def find_errors(extractor: Extractor, texts: Iterable[LabelledText]) -> Iterator[Error]:
    """The errors of an extractor in labelled texts."""
    for understood in understand(extractor, texts):
        yield from errors_of(understood)


def errors_of(understood: Understanding) -> Iterator[Error]:
    """The errors in a text: what is missed, what is wrong, and what is qualified otherwise."""
    judgement = judge(understood.text, understood.claims, understood.extractor.ontology)
    yield from (_missed(understood, label) for label in judgement.missed)
    yield from (_wrong(understood, claim) for claim in judgement.wrong)
    for claim, label in judgement.right:
        yield from _qualified(understood, claim, label)


def _missed(understood: Understanding, label: Label) -> Error:
    quote = understood.quote(label.evidence)
    shown = _shown(understood, understood.sentences(quote)) if quote else ()
    what = _label_text(understood.text, label)
    return Error(
        MISSED,
        understood.text,
        label.predicate,
        what,
        of_missed(understood, label),
        (f"evidence: {label.evidence}", *shown),
    )


def _wrong(understood: Understanding, claim: Claim) -> Error:
    diagnosis = of_wrong(understood.text, claim, understood.extractor.ontology)
    return Error(WRONG, understood.text, claim.predicate, _claim_text(claim), diagnosis, _background(understood, claim))


def _qualified(understood: Understanding, claim: Claim, label: Label) -> Iterator[Error]:
    """What a right claim says otherwise than its label, class and quote left out."""
    for name, is_right in qualified(understood.text, claim, label):
        if not is_right and hasattr(label, name):
            difference = f"{name}: {getattr(claim, name)} for {getattr(label, name)}"
            diagnosis = Diagnosis(Cause.QUALIFIER, name, (difference,))
            yield Error(
                QUALIFIED,
                understood.text,
                claim.predicate,
                _claim_text(claim),
                diagnosis,
                _background(understood, claim),
            )


def _background(understood: Understanding, claim: Claim) -> tuple[str, ...]:
    """What a claim was made from."""
    match = understood.match_of(claim)
    taught = f"pattern: {match.pattern} – taught by {match.pattern.example.marked!r}"
    return taught, *_shown(understood, understood.sentences(understood.span(claim.start, claim.end)))


def _label_text(text: LabelledText, label: Label) -> str:
    subject, obj = (text.entities[end].name for end in (label.subject, label.object))
    return f"{subject} –{label.predicate}→ {obj} ({label.polarity}, {label.modality})"


def _claim_text(claim: Claim) -> str:
    return f"{claim.subject} –{claim.predicate}→ {claim.object} ({claim.polarity}, {claim.modality})"


def _shown(understood: Understanding, span: Span) -> Iterator[str]:
    """Sentence, parse, mentions and clauses of a span."""
    doc = understood.analysis.doc
    words = [token for token in doc[span.start : span.end] if not token.is_space]
    yield f"sentence: {doc[span.start : span.end].text}"
    yield "parse: " + " ".join(f"{t.text}/{t.pos_}/{t.dep_}→{t.head.text}" for t in words)
    yield "mentions: " + "; ".join(_mention_text(understood, m) for m in understood.mentions(span))
    yield "clauses: " + "; ".join(_clause_texts(understood, span))


def _mention_text(understood: Understanding, mention: Mention) -> str:
    analysis = understood.analysis
    referent = analysis.referent(mention)
    sure = "certain" if mention.certain else "presumed"
    stands = f" → {referent.name} [{referent.class_name}]" if referent else " → nobody"
    words = mention.text(analysis.doc)
    return f"“{words}” {mention.kind} {mention.class_name or 'of no class'} {sure}{stands}"


def _clause_texts(understood: Understanding, span: Span) -> Iterator[str]:
    """Each predicate with its arguments: `sign(agent: Acme, patient: contract)`."""
    clauses = understood.analysis.clauses
    for unit in sorted(clauses.down):
        if span.start <= unit < span.end:
            arguments = ", ".join(
                f"{edge.role}: {_unit_text(understood, edge.argument)}" for edge in clauses.down[unit]
            )
            yield f"{_unit_text(understood, unit)}({arguments})"


def _unit_text(understood: Understanding, unit: int) -> str:
    mention = understood.analysis.by_unit.get(unit)
    return mention.text(understood.analysis.doc) if mention else understood.analysis.clauses.lemmas[unit]


def cause_table(errors: Iterable[Error], *, kinds: bool = False) -> Iterator[str]:
    """How many errors have each cause, and if asked for, each kind of a cause, as aligned lines.

    Errors in texts that are kept unread are counted together, without their causes.
    """
    rows = list(errors)
    sides = [side for side in SIDES if any(error.side == side for error in rows)]
    known = [error for error in rows if not error.text.is_unread]
    lines = [["cause", *sides]]
    for cause in CAUSES:
        own = [error for error in known if error.diagnosis.cause == cause]
        if own:
            lines.append([str(cause), *_counts(own, sides)])
        by_kind = Counter(error.diagnosis.kind for error in own if error.diagnosis.kind)
        for kind, _ in sorted(by_kind.items(), key=lambda row: (-row[1], row[0])) if kinds else ():
            lines.append([f"    {kind}", *_counts([e for e in own if e.diagnosis.kind == kind], sides)])
    if len(known) < len(rows):
        lines.append(["in texts kept unread", *_counts([e for e in rows if e.text.is_unread], sides)])
    yield from _aligned([*lines, ["all", *_counts(rows, sides)]])


def _counts(errors: Sequence[Error], sides: Sequence[str]) -> list[str]:
    return [str(sum(error.side == side for error in errors) or "") for side in sides]


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The first column to the left, numbers to the right."""
    width = max(len(row[0]) for row in rows)
    for name, *cells in rows:
        yield (f"{name:<{width}}" + "".join(f"  {cell:>9}" for cell in cells)).rstrip()
