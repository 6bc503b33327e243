"""How good the claims found in labelled text are.

A claim is right when some label of its document has the same relation, polarity and ends; either order of ends will do
for a symmetric relation. An end is the one labelled when its name, or one of its mentions, is one of the entity's
names. Every claim counts for precision; only labels that a careful reader must find count for recall.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.claims import Claim
from kg.evaluation.labelled import Label, LabelledText, fold
from kg.extraction.extractor import Extractor
from kg.ontology.definitions import Ontology

#: What is measured on claims that are right; the polarity, on all that are right in relation and ends.
QUALIFIERS = ("polarity", "modality", "by", "when", "amount", "role", "technology", "class", "quote")

#: Words of a label's evidence that a quote has to hold to be taken for the same evidence.
SAME_EVIDENCE = 0.5

_ENTITIES = ("by", "technology")
_VALUES = ("modality", "by", "when", "amount", "role", "technology")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reader says to the claims found in one text."""

    text: LabelledText
    right: list[tuple[Claim, Label]]
    wrong: list[Claim]
    found: list[Label]  # of those required
    missed: list[Label]
    polarities: list[bool]  # of each claim whose relation and ends are labelled: whether its polarity is, too


@dataclass(frozen=True, slots=True)
class Figures:
    """How many claims are right and found, and how often their qualifiers are right."""

    texts: int
    predicted: int
    right: int
    required: int
    found: int
    qualifiers: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # (right, measured)
    without_labels: int = 0  # texts of which nothing is to be claimed
    claimed: int = 0  # of these, texts of which something was
    without_edge: int = 0  # texts that support no plain edge
    edged: int = 0  # of these, texts that got one

    @property
    def precision(self) -> float:
        """Percent of the claims made that are right."""
        return percent(self.right, self.predicted)

    @property
    def recall(self) -> float:
        """Percent of the required claims that are found."""
        return percent(self.found, self.required)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in percent."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def false_edges(self) -> float:
        """Percent of the texts which support no plain edge that got one."""
        return percent(self.edged, self.without_edge)

    def values(self) -> dict[str, float]:
        """Each figure in percent: precision, recall, F1, false edges, and the qualifiers that were measured."""
        shares = {name: percent(*counts) for name, counts in self.qualifiers.items()}
        whole = {"precision": self.precision, "recall": self.recall, "f1": self.f1, "false_edges": self.false_edges}
        return {**whole, **shares}


def percent(part: int, whole: int) -> float:
    """A share in percent; 0 of nothing."""
    return 100 * part / whole if whole else 0.0


def judged(extractor: Extractor, texts: Iterable[LabelledText]) -> list[Judgement]:
    """What a reader says to the claims that an extractor finds in labelled texts."""
    texts = list(texts)
    read = extractor.extract(text.document for text in texts)
    return [judge(text, found.claims, extractor.ontology) for text, (_, found) in zip(texts, read, strict=True)]


def judge(text: LabelledText, claims: Iterable[Claim], ontology: Ontology) -> Judgement:
    """Compare the claims found in a text with its labels. The same claim twice counts once."""
    right, wrong, hits, polarities = [], [], set[int](), list[bool]()
    seen = set[tuple[str, ...]]()
    for claim in claims:
        ends = (
            entities_of(text, claim.subject, claim.subject_mentions),
            entities_of(text, claim.object, claim.object_mentions),
        )
        key = (_first(ends[0], claim.subject), claim.predicate, _first(ends[1], claim.object), claim.polarity)
        if key in seen:
            continue
        seen.add(key)
        near = [n for n, label in enumerate(text.labels) if _joins(label, claim.predicate, ends, ontology)]
        same = [n for n in near if text.labels[n].polarity == claim.polarity]
        if near:
            polarities.append(bool(same))
        if same:
            hit = ([n for n in same if text.labels[n].required][-1:] or same)[0]
            hits.add(hit)
            right.append((claim, text.labels[hit]))
        else:
            wrong.append(claim)
    required = [label for label in text.labels if label.required]
    met = [any(_same(text.labels[n], label, ontology) for n in hits) for label in required]
    found = [label for label, is_met in zip(required, met, strict=True) if is_met]
    missed = [label for label, is_met in zip(required, met, strict=True) if not is_met]
    return Judgement(text, right, wrong, found, missed, polarities)


def entities_of(text: LabelledText, name: str, mentions: Sequence[str]) -> set[str]:
    """Ids of the labelled entities that a name, or one of the mentions, may mean."""
    forms = {fold(form) for form in (name, *mentions)}
    return {entity.id for entity in text.entities.values() if entity.names & forms}


def _first(ids: set[str], name: str) -> str:
    return min(ids, default=fold(name))


def _joins(label: Label, predicate: str, ends: tuple[set[str], set[str]], ontology: Ontology) -> bool:
    """Whether a label has the relation and the ends, whatever its polarity."""
    if label.predicate != predicate:
        return False
    subject, obj = ends
    turned = ontology.relations[predicate].symmetric and label.subject in obj and label.object in subject
    return (label.subject in subject and label.object in obj) or turned


def _same(one: Label, two: Label, ontology: Ontology) -> bool:
    """Whether two labels say the same of the same."""
    ends = {two.subject}, {two.object}
    return one.polarity == two.polarity and _joins(one, two.predicate, ends, ontology)


def figures(judgements: Iterable[Judgement]) -> Figures:
    """The figures of many texts together."""
    judgements = list(judgements)
    measured, ok = Counter[str](), Counter[str]()
    for judgement in judgements:
        measured["polarity"] += len(judgement.polarities)
        ok["polarity"] += sum(judgement.polarities)
        for claim, label in judgement.right:
            for name, is_right in qualified(judgement.text, claim, label):
                measured[name] += 1
                ok[name] += is_right
    empty = [j for j in judgements if not j.text.labels]
    bare = [j for j in judgements if not any(label.is_fact for label in j.text.labels)]
    return Figures(
        texts=len(judgements),
        predicted=sum(len(j.right) + len(j.wrong) for j in judgements),
        right=sum(len(j.right) for j in judgements),
        required=sum(len(j.found) + len(j.missed) for j in judgements),
        found=sum(len(j.found) for j in judgements),
        qualifiers={name: (ok[name], measured[name]) for name in QUALIFIERS if measured[name]},
        without_labels=len(empty),
        claimed=sum(bool(j.wrong) for j in empty),
        without_edge=len(bare),
        edged=sum(any(c.is_fact for c in (*j.wrong, *(c for c, _ in j.right))) for j in bare),
    )


def qualified(text: LabelledText, claim: Claim, label: Label) -> Iterable[tuple[str, bool]]:
    """Whether each qualifier of a right claim is right, too; one that neither has is left out."""
    for name in _VALUES:
        wanted, given = getattr(label, name), getattr(claim, name)
        if wanted is not None or given is not None:
            yield name, _agree(name, wanted, given, text)
    for end, class_name in ((label.subject, claim.subject_class), (label.object, claim.object_class)):
        if class_name:
            yield "class", class_name == text.entities[end].class_name
    yield "quote", _is_evidence(fold(claim.quote), fold(label.evidence))


def _agree(name: str, wanted: str | None, given: str | None, text: LabelledText) -> bool:
    if name in _ENTITIES:
        return bool(wanted and given and fold(given) in text.entities[wanted].names)
    if name == "role":
        return bool(wanted and given and (fold(wanted) in fold(given) or fold(given) in fold(wanted)))
    return wanted == given


def _is_evidence(quote: str, evidence: str) -> bool:
    """Whether a quote shows what a label's evidence shows: one holds the other, or half of its words."""
    if not quote:
        return False
    words = set(evidence.split())
    return evidence in quote or quote in evidence or len(words & set(quote.split())) >= SAME_EVIDENCE * len(words)


def figure_lines(
    figures: Mapping[str, Figures], floors: Mapping[str, Mapping[str, float]] | None = None
) -> Iterator[str]:
    """A table of figures in percent: a column for each set, how many were measured, and the floors in brackets."""
    rows = [["", *figures]]
    values = {name: found.values() for name, found in figures.items()}
    for row in dict.fromkeys(key for found in values.values() for key in found):
        floor = {name: (floors or {}).get(name, {}).get(row) for name in figures}
        rows.append([row.replace("_", " "), *(_cell(found, row, floor[name]) for name, found in figures.items())])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *cells in rows:
        padded = (cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
        yield "  ".join([first.ljust(widths[0]), *padded]).rstrip()


def _cell(found: Figures, row: str, floor: float | None) -> str:
    """A figure with what it was measured on and its floor."""
    measured = {
        "precision": found.predicted, "recall": found.required, "f1": None, "false_edges": found.without_edge,
        **{name: whole for name, (_, whole) in found.qualifiers.items()},
    }  # fmt: skip
    count = measured.get(row, 0)
    if count == 0:
        return "–"
    share = f"{found.values()[row]:.1f}" + ("" if count is None else f" of {count:>3}")
    return share if floor is None else f"{share} ({floor:g})"
