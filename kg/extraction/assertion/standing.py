"""How a claim stands, as the words around it tell."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.claims import AFFIRMED, FACTUAL


@dataclass(frozen=True, slots=True)
class Standing:
    """Polarity and modality of a claim; not asserted at all when somebody is only asked or told to do it."""

    polarity: str = AFFIRMED
    modality: str = FACTUAL
    asserted: bool = True
    words: tuple[int, ...] = field(default=(), compare=False)  # tokens that decide it; of a fact none
