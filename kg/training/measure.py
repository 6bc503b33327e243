"""How good the scorer is on labelled pairs, taken by itself; `kg.evaluation` says how good the program is with it.

A pair is claimed when its most probable relation reaches a threshold, and right when it stands in that relation. Only
pairs that the clause graph joins are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.evaluation.scoring import percent
from kg.language.pairs import PairModel
from kg.training.sentences import Item

THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair with its most probable relation."""

    probability: float
    is_right: bool
    is_labelled: bool


def scored(model: PairModel, items: Iterable[Item]) -> Iterator[Scored]:
    """The pairs of the items, as the model sees them."""
    for item in items:
        for held, row in zip(item.relations, model.probabilities(item.sentence), strict=True):
            best = int(row.argmax())
            yield Scored(float(row[best]), model.relations[best] in held, bool(held))


def figures(pairs: Sequence[Scored], threshold: float) -> tuple[float, float]:
    """Precision and recall in percent."""
    claimed = [pair for pair in pairs if pair.probability >= threshold]
    right = sum(pair.is_right for pair in claimed)
    return percent(right, len(claimed)), percent(right, sum(pair.is_labelled for pair in pairs))


def figure_lines(model: PairModel, items: Sequence[Item]) -> Iterator[str]:
    """A table of precision and recall at the thresholds: a line for each source, and one for all."""
    yield f"{'':<10}{'labelled':>9}{'pairs':>9}" + "".join(f"{f'P/R at {t:g}':>15}" for t in THRESHOLDS)
    found = {source: _of(model, items, source) for source in dict.fromkeys(item.source for item in items)}
    found["all"] = [pair for pairs in found.values() for pair in pairs]
    for source, pairs in found.items():
        cells = (figures(pairs, threshold) for threshold in THRESHOLDS)
        shown = "".join(f"{f'{precision:.1f} {recall:.1f}':>15}" for precision, recall in cells)
        yield f"{source:<10}{sum(pair.is_labelled for pair in pairs):>9,}{len(pairs):>9,}{shown}"


def _of(model: PairModel, items: Sequence[Item], source: str) -> list[Scored]:
    return list(scored(model, (item for item in items if item.source == source)))
