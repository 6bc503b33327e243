"""What the network sees of a word: its sub-words and its shape. Shared by training and run time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

#: The vocabulary is uncased, so the shape of a word carries what its letters' case would have said.
SHAPES = ("other", "lower", "title", "upper", "mixed", "digits", "alphanumeric", "punctuation", "initial")

#: Sub-words that one pass of the encoder can hold, its two special marks included.
ENCODER_LIMIT = 512

#: A word such as an address may break into hundreds of sub-words; only its first ones are read.
WORD_LIMIT = 24


def shape_of(word: str) -> int:
    """Index in SHAPES of the kind of characters that make the word."""
    if word.isalpha():
        if word.islower():
            return 1
        if len(word) == 1 and word.isupper():
            return 8
        if word.isupper():
            return 3
        return 2 if word[0].isupper() and word[1:].islower() else 4
    if word.isdigit():
        return 5
    if any(c.isalpha() for c in word):
        if any(c.isdigit() for c in word):
            return 6
        letters = "".join(c for c in word if c.isalpha())
        return 3 if letters.isupper() else 1 if letters.islower() else 2 if word[0].isupper() else 4
    if any(c.isdigit() for c in word):
        return 5
    return 7 if word and not word.isspace() else 0


@dataclass(frozen=True, slots=True)
class Window:
    """Words that the encoder reads in one pass: sub-word ids, and where each word begins."""

    pieces: np.ndarray  # (sub-words,) with [CLS] and [SEP]
    shapes: np.ndarray  # (sub-words,)
    firsts: np.ndarray  # (words,) index of each word's first sub-word


class Pieces:
    """Splits words into sub-words with the encoder's own vocabulary."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._unknown, self._open, self._close = (self._special(mark) for mark in ("[UNK]", "[CLS]", "[SEP]"))

    def whole_words(self) -> frozenset[str]:
        """The words that the vocabulary holds whole."""
        return frozenset(piece for piece in self._tokenizer.get_vocab() if piece.isalpha())

    def _special(self, mark: str) -> int:
        number = self._tokenizer.token_to_id(mark)
        if number is None:
            raise ValueError(f"the vocabulary lacks {mark}")
        return number

    def split(self, words: Sequence[str]) -> list[list[int]]:
        """Sub-word ids of each word; never empty, at most WORD_LIMIT."""
        encoding = self._tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
        pieces: list[list[int]] = [[] for _ in words]
        for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
            if word is not None and len(pieces[word]) < WORD_LIMIT:
                pieces[word].append(piece)
        return [ids or [self._unknown] for ids in pieces]

    def window(self, pieces: Sequence[Sequence[int]], shapes: Sequence[int]) -> Window:
        """One window of the given words.

        Raises:
            ValueError: the words have more sub-words than the encoder can hold.
        """
        lengths = [len(ids) for ids in pieces]
        if sum(lengths) + 2 > ENCODER_LIMIT:
            raise ValueError(f"{sum(lengths)} sub-words do not fit the encoder's {ENCODER_LIMIT}")
        ids = np.array([self._open, *(i for word in pieces for i in word), self._close], dtype=np.int64)
        spread = np.array([0, *np.repeat(np.asarray(shapes, dtype=np.int64), lengths), 0], dtype=np.int64)
        firsts = 1 + np.concatenate([[0], np.cumsum(lengths[:-1])]).astype(np.int64)
        return Window(ids, spread, firsts)


def stack(windows: Sequence[Window]) -> dict[str, np.ndarray]:
    """Windows padded into the arrays that the network takes: (batch, sub-words) and (batch, words)."""
    longest = max(len(w.pieces) for w in windows)
    most = max(len(w.firsts) for w in windows)
    arrays = {
        "pieces": np.zeros((len(windows), longest), dtype=np.int64),
        "shapes": np.zeros((len(windows), longest), dtype=np.int64),
        "mask": np.zeros((len(windows), longest), dtype=np.int64),
        "firsts": np.zeros((len(windows), most), dtype=np.int64),
    }
    for row, window in enumerate(windows):
        arrays["pieces"][row, : len(window.pieces)] = window.pieces
        arrays["shapes"][row, : len(window.shapes)] = window.shapes
        arrays["mask"][row, : len(window.pieces)] = 1
        arrays["firsts"][row, : len(window.firsts)] = window.firsts
    return arrays
