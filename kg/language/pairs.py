"""How two mentions of a sentence stand to each other, as a network learned it from labelled text.

A second, smaller user of the encoder's kind: it reads one sentence with its mentions marked and scores ordered pairs of
them for each relation it was trained on. A pair is represented by its two ends, by the words on the path between them
in the clause graph (Bunescu and Mooney, HLT 2005), by the roles at both ends of that path, and by what of the sentence
the pair attends to; a relation by a direction in the same space. `python -m kg.training` makes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kg.errors import ModelError
from kg.language.features import ENCODER_LIMIT, Pieces, Window, shape_of, stack
from kg.language.model import FOLDER, session
from kg.namespaces import digest

#: How a mention speaks of its actor, in the order of the network's inputs; 0 is a word outside mentions.
KINDS = ("name", "noun", "pronoun")

#: (relations,): how probable each is.
Probabilities = npt.NDArray[np.float32]

#: What the encoder takes: the arrays of `kg.language.features.stack`, and the kind of mention of each sub-word.
INPUTS = ("pieces", "shapes", "mask", "firsts", "kinds")

#: The layers after the encoder, as pairs.npz calls them: subject, object, query, key, value, path, and the last two.
LAYERS = ("s", "o", "q", "k", "v", "p", "mlp.0", "mlp.3")

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


def encoded(pieces: Pieces, sentence: Sentence, *, limit: int = ENCODER_LIMIT) -> tuple[Window, np.ndarray] | None:
    """What the encoder reads of a sentence; None when that has more than `limit` sub-words, marks included.

    Returns:
        Its window, and (sub-words,) one more than the number in KINDS of the mention that a sub-word is in.
    """
    split = pieces.split(sentence.words)
    if sum(map(len, split)) + 2 > limit:
        return None
    window = pieces.window(split, [shape_of(word) for word in sentence.words])
    kinds = np.zeros(len(window.pieces), dtype=np.int64)
    ends = [*window.firsts[1:].tolist(), len(window.pieces) - 1]
    for start, end, kind in sentence.mentions:
        kinds[window.firsts[start] : ends[end - 1]] = KINDS.index(kind) + 1
    return window, kinds


def role_numbers(roles: Iterable[str]) -> dict[str, int]:
    """The row of each role's vector; row 0 is for all others."""
    return {role: number for number, role in enumerate(roles, start=1)}


class PairHead:
    """What makes probabilities of the encoder's states, in numpy.

    Args:
        weights: the arrays of pairs.npz: weight and bias of each layer, "role.weight", "relations" (unit vectors),
            "scale" and "bias".
        roles: the roles that have a vector, in the order of the vectors.

    Raises:
        ValueError: an array is missing, or there are not as many roles.
    """

    def __init__(self, weights: Mapping[str, np.ndarray], roles: Sequence[str]) -> None:
        wanted = {f"{layer}.{part}" for layer in LAYERS for part in ("weight", "bias")}
        missing = (wanted | {"role.weight", "relations", "scale", "bias"}) - weights.keys()
        if missing:
            raise ValueError(f"it is of another version: it lacks {', '.join(sorted(missing))}")
        self._weights = {name: array.astype(np.float32) for name, array in weights.items()}
        _check("roles", len(roles) + 1, len(weights["role.weight"]))
        self._roles = role_numbers(roles)

    @property
    def relations(self) -> int:
        """How many relations it scores."""
        return len(self._weights["relations"])

    def probabilities(self, states: np.ndarray, sentence: Sentence) -> np.ndarray:
        """(pairs, relations): how probable each relation is.

        Args:
            states: (words, hidden) of the encoder.
            sentence: with one pair at least.
        """
        vectors, weights = self._vectors(states, sentence), self._weights
        logits = weights["scale"] * (vectors @ weights["relations"].T) + weights["bias"]
        found: np.ndarray = 1.0 / (1.0 + np.exp(-logits))
        return found

    def _vectors(self, states: np.ndarray, sentence: Sentence) -> np.ndarray:
        """(pairs, size): unit vectors of the pairs, as `PairNetwork.vectors` computes them."""
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


def _check(what: str, named: int, held: int) -> None:
    if named != held:
        raise ValueError(f"pairs.json and pairs.npz are of different versions: {named} {what} named, {held} held")


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
            self._pieces = Pieces(folder / "tokenizer.json")
            with np.load(folder / "pairs.npz") as arrays:
                self._head = PairHead(dict(arrays), meta["roles"])
            _check("relations", len(self.relations), self._head.relations)
            self._session = session(folder / "pairs.onnx")
            if {given.name for given in self._session.get_inputs()} != set(INPUTS):
                raise ValueError(f"pairs.onnx is of another version: it does not take {', '.join(INPUTS)}")
        except Exception as error:  # each of the libraries that read the files raises errors of its own
            raise ModelError(f"no scorer of pairs in {folder}: {error}; reinstall the package") from error

    def probabilities(self, sentence: Sentence) -> np.ndarray:
        """(pairs, relations): how probable each relation is from the first to the second mention of each pair.

        A sentence too long for the encoder gets zeros.
        """
        states = self._states(sentence) if sentence.pairs else None
        if states is None:
            return np.zeros((len(sentence.pairs), len(self.relations)), dtype=np.float32)
        return self._head.probabilities(states, sentence)

    def _states(self, sentence: Sentence) -> np.ndarray | None:
        """(words, hidden): the encoder's states of the sentence's words."""
        read = encoded(self._pieces, sentence)
        if read is None:
            return None
        window, kinds = read
        states: np.ndarray = self._session.run(None, {**stack([window]), "kinds": kinds[None]})[0][0]
        return states


def fingerprint(example: str) -> str:
    """By what a model knows an example that it was trained on."""
    return digest(example)[:12]


@lru_cache(maxsize=1)
def shipped_pairs() -> PairModel:
    """The scorer that comes with the package, loaded once in a process."""
    return PairModel()
