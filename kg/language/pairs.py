"""How two mentions of a sentence stand to each other, as a network learned it from labelled text.

It reads one sentence with its mentions marked and scores ordered pairs of them for each relation it was trained on. A
pair is represented by its two ends, by the words on the path between them in the clause graph (Bunescu and Mooney,
HLT 2005), by the roles at both ends of that path, and by what of the sentence the pair attends to; a relation by a
direction in the same space. `python -m kg.training` makes it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kg.errors import ModelError
from kg.language.features import ENCODER_LIMIT, Pieces, shape_of, stack
from kg.language.model import FOLDER, session

#: How a mention speaks of its actor, in the order of the network's inputs; 0 is a word outside mentions.
KINDS = ("name", "noun", "pronoun")

#: Hexadecimal digits of the hash by which an example that the model was trained on is known.
EXAMPLE_DIGITS = 12

#: (relations,): how probable each is.
Probabilities = npt.NDArray[np.float32]

Span = tuple[int, int, str]  # first word, word after the last, kind


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions of a sentence, by their numbers, and how they are joined."""

    subject: int
    object: int
    path: tuple[int, ...]  # words between them in the clause graph
    first: str  # the role at the subject's end of the path, with its direction: ">agent" or "<agent"
    last: str  # the same at the object's end


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its mentions and the pairs of them that are in question."""

    words: Sequence[str]
    mentions: Sequence[Span]
    pairs: Sequence[Pair]


class PairModel:
    """The shipped scorer of pairs.

    Args:
        folder: where pairs.onnx, pairs.npz, pairs.json and tokenizer.json are.

    Raises:
        ModelError: the folder does not hold a model of this version.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        try:
            meta = json.loads((folder / "pairs.json").read_text("utf-8"))
            self.definitions: dict[str, str] = meta["relations"]
            self.relations = tuple(self.definitions)
            self.examples = frozenset(meta["examples"])
            self._roles = {role: number for number, role in enumerate(meta["roles"], start=1)}
            self._pieces = Pieces(folder / "tokenizer.json")
            with np.load(folder / "pairs.npz") as arrays:
                self._weights = {name: arrays[name].astype(np.float32) for name in arrays.files}
            self._session = session(folder / "pairs.onnx")
        except Exception as error:  # each of the libraries that read the files raises errors of its own
            raise ModelError(f"no scorer of pairs in {folder}: {error}; reinstall the package") from error

    def probabilities(self, sentence: Sentence) -> np.ndarray:
        """(pairs, relations): how probable each relation is from the first to the second mention of each pair.

        A sentence too long for the encoder gets zeros.
        """
        states = self._states(sentence) if sentence.pairs else None
        if states is None:
            return np.zeros((len(sentence.pairs), len(self.relations)), dtype=np.float32)
        weights = self._weights
        vectors = self._vectors(states, sentence)
        logits = weights["scale"] * (vectors @ weights["relations"].T) + weights["bias"]
        found: np.ndarray = 1.0 / (1.0 + np.exp(-logits))
        return found

    def _states(self, sentence: Sentence) -> np.ndarray | None:
        """(words, hidden): the encoder's states of the sentence's words."""
        pieces = self._pieces.split(sentence.words)
        if sum(map(len, pieces)) + 2 > ENCODER_LIMIT:
            return None
        window = self._pieces.window(pieces, [shape_of(word) for word in sentence.words])
        kinds = np.zeros((1, len(window.pieces)), dtype=np.int64)
        ends = [*window.firsts[1:].tolist(), len(window.pieces) - 1]
        for start, end, kind in sentence.mentions:
            kinds[0, window.firsts[start] : ends[end - 1]] = KINDS.index(kind) + 1
        states: np.ndarray = self._session.run(None, {**stack([window]), "kinds": kinds})[0][0]
        return states

    def _vectors(self, states: np.ndarray, sentence: Sentence) -> np.ndarray:
        """(pairs, size): unit vectors of the pairs, as `PairNetwork.pairs` computes them."""
        spans = np.stack([states[start:end].mean(0) for start, end, _ in sentence.mentions])
        pairs = sentence.pairs
        ends = np.concatenate(
            [
                self._layer("s", spans)[[pair.subject for pair in pairs]],
                self._layer("o", spans)[[pair.object for pair in pairs]],
            ],
            axis=1,
        )
        ends = np.maximum(ends, 0.0)
        scores = self._layer("q", ends) @ self._layer("k", states).T / np.sqrt(self._weights["k.bias"].size)
        scores = np.exp(scores - scores.max(1, keepdims=True))
        context = (scores / scores.sum(1, keepdims=True)) @ self._layer("v", states)
        on_path = self._layer("p", states)
        paths = np.stack([on_path[list(p.path)].mean(0) if p.path else np.zeros_like(on_path[0]) for p in pairs])
        roles = [
            self._weights["role.weight"][[self._roles.get(r, 0) for r in (p.first, p.last)]].ravel() for p in pairs
        ]
        hidden = np.maximum(self._layer("mlp.0", np.concatenate([ends, context, paths, np.stack(roles)], axis=1)), 0.0)
        vectors = self._layer("mlp.3", hidden)
        unit: np.ndarray = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def _layer(self, name: str, inputs: np.ndarray) -> np.ndarray:
        found: np.ndarray = inputs @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return found


@lru_cache(maxsize=1)
def shipped_pairs() -> PairModel:
    """The scorer that comes with the package, loaded once in a process."""
    return PairModel()
