"""The settings of a training run; the defaults made the shipped scorer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How the scorer is trained."""

    epochs: int = 10
    batch: int = 1400  # sub-words
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    warmup: int = 100  # steps
    clip: float = 1.0  # of the gradient's norm
    kept: float = 0.3  # share of the pairs without a relation that an epoch sees; they weigh the more
    #: Share of the sentences without any relation that an epoch sees, and of which sources: news is full of them.
    silent: float = 0.3
    thinned: frozenset[str] = frozenset({"wikinews"})
    seed: int = 1
    threads: int = 2
