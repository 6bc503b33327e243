"""What the network is shown in a step: sentences of similar length and pairs of them, drawn anew for each epoch."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.language.features import Pieces, Window, stack
from kg.language.pairs import encoded, role_numbers
from kg.training.sentences import Item
from kg.training.settings import Settings

#: Sub-words of the longest sentence that is learnt from; a longer one would be a batch of its own.
LONGEST = 252

#: Pairs that a role must have at an end of their paths to get a vector of its own.
FEWEST = 20


@dataclass(frozen=True, slots=True)
class Row:
    """An item as the encoder reads it."""

    item: Item
    window: Window
    kinds: np.ndarray  # (sub-words,)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A row with those of its pairs that are looked at."""

    row: Row
    pairs: Sequence[int]


@dataclass(frozen=True, slots=True)
class Inventory:
    """The relations that are scored and the roles that have a vector, in the order of the network's numbers."""

    relations: tuple[str, ...]
    roles: tuple[str, ...]

    @classmethod
    def of(cls, items: Sequence[Item], *, fewest: int = FEWEST) -> Inventory:
        """The relations and the frequent roles of the items."""
        relations = {name for item in items for held in item.relations for name in held}
        roles = Counter(role for item in items for pair in item.sentence.pairs for role in (pair.first, pair.last))
        frequent = (role for role, count in roles.items() if count >= fewest)
        return cls(tuple(sorted(relations)), tuple(sorted(frequent)))


@dataclass(frozen=True, slots=True)
class Batch:
    """The arrays of a step. The words of all sentences are counted through: sentence times most words, plus word."""

    encoder: Mapping[str, np.ndarray]  # those of INPUTS, (sentences, sub-words) or (sentences, most words)
    spans: np.ndarray  # (mentions, words) that average the words of each mention
    subjects: np.ndarray  # (pairs,) numbers of mentions
    objects: np.ndarray  # (pairs,)
    paths: np.ndarray  # (pairs, words) that average the words on each path; zeros for an empty one
    scope: np.ndarray  # (pairs, words) whether the word is in the pair's sentence
    roles: np.ndarray  # (pairs, 2)
    wanted: np.ndarray  # (pairs, relations) 1 where the relation holds


def rows_of(items: Iterable[Item], pieces: Pieces) -> list[Row]:
    """The items that are not too long, as the encoder reads them."""
    read = ((item, encoded(pieces, item.sentence, limit=LONGEST)) for item in items)
    return [Row(item, *found) for item, found in read if found is not None]


def epoch_batches(rows: Sequence[Row], settings: Settings, epoch: int) -> list[list[Drawn]]:
    """The batches of an epoch, the same for the same seed; each ends with the sentence that fills it."""
    rng = random.Random(f"{settings.seed}/{epoch}")
    chosen = [row for row in rows if _speaks(row, settings) or rng.random() < settings.silent]
    rng.shuffle(chosen)
    drawn = [one for row in chosen if (one := _drawn(row, settings.kept, rng)).pairs]
    drawn.sort(key=lambda one: len(one.row.window.pieces) + 12 * rng.random())
    batches: list[list[Drawn]] = []
    size = settings.batch
    for one in drawn:
        if size >= settings.batch:
            batches.append([])
            size = 0
        batches[-1].append(one)
        size += len(one.row.window.pieces)
    rng.shuffle(batches)
    return batches


def _speaks(row: Row, settings: Settings) -> bool:
    return row.item.is_labelled or row.item.source not in settings.thinned


def _drawn(row: Row, kept: float, rng: random.Random) -> Drawn:
    return Drawn(row, [n for n, held in enumerate(row.item.relations) if held or rng.random() < kept])


def batch_of(drawn: Sequence[Drawn], inventory: Inventory) -> Batch:
    """The arrays of some sentences and pairs."""
    encoder = stack([one.row.window for one in drawn])
    encoder["kinds"] = np.zeros_like(encoder["pieces"])
    most = encoder["firsts"].shape[1]
    spans: list[tuple[int, int]] = []
    pairs: list[_PlacedPair] = []
    for number, one in enumerate(drawn):
        encoder["kinds"][number, : len(one.row.kinds)] = one.row.kinds
        item, first, mentions = one.row.item, number * most, len(spans)
        spans += [(first + start, first + end) for start, end, _ in item.sentence.mentions]
        pairs += [_placed(item, pair, first, mentions) for pair in one.pairs]
    words, roles = len(drawn) * most, role_numbers(inventory.roles)
    return Batch(
        encoder=encoder,
        spans=_averages([range(*span) for span in spans], words),
        subjects=np.array([pair.subject for pair in pairs], dtype=np.int64),
        objects=np.array([pair.object for pair in pairs], dtype=np.int64),
        paths=_averages([pair.path for pair in pairs], words),
        scope=_marks([pair.scope for pair in pairs], words),
        roles=np.array([[roles.get(role, 0) for role in pair.roles] for pair in pairs], dtype=np.int64),
        wanted=np.array([[name in p.held for name in inventory.relations] for p in pairs], dtype=np.float32),
    )


@dataclass(frozen=True, slots=True)
class _PlacedPair:
    """A pair with the numbers that its mentions and words have in the batch."""

    subject: int
    object: int
    path: Sequence[int]
    scope: range
    roles: tuple[str, str]
    held: frozenset[str]


def _placed(item: Item, number: int, first: int, mentions: int) -> _PlacedPair:
    pair = item.sentence.pairs[number]
    return _PlacedPair(
        subject=mentions + pair.subject,
        object=mentions + pair.object,
        path=[first + word for word in pair.path],
        scope=range(first, first + len(item.sentence.words)),
        roles=(pair.first, pair.last),
        held=item.relations[number],
    )


def _marks(rows: Sequence[Sequence[int]], width: int) -> np.ndarray:
    """(rows, width) whether a number is in the row."""
    marks = np.zeros((len(rows), width), dtype=bool)
    for row, numbers in enumerate(rows):
        marks[row, list(numbers)] = True
    return marks


def _averages(rows: Sequence[Sequence[int]], width: int) -> np.ndarray:
    """(rows, width) weights that average the numbers of each row."""
    marks = _marks(rows, width).astype(np.float32)
    weights: np.ndarray = marks / np.maximum(marks.sum(1, keepdims=True), 1.0)
    return weights
