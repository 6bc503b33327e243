"""What the network sees of words: shapes, sub-words and windows."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from kg.language.features import ENCODER_LIMIT, SHAPES, WORD_LIMIT, Pieces, shape_of, stack

VOCABULARY = ["[UNK]", "[CLS]", "[SEP]", "acme", "sue", "##d", "a", "##a", "-"]


@pytest.fixture(scope="module")
def pieces(tmp_path_factory) -> Pieces:
    return Pieces(tokenizer_file(tmp_path_factory.mktemp("tokenizer"), VOCABULARY))


def tokenizer_file(folder: Path, vocabulary: list[str]) -> Path:
    numbered = {piece: number for number, piece in enumerate(vocabulary)}
    tokenizer = Tokenizer(WordPiece(numbered, unk_token="[UNK]", max_input_chars_per_word=200))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder / "tokenizer.json"


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("sued", "lower"), ("Acme", "title"), ("ICE", "upper"), ("McDonald", "mixed"), ("iPhone", "mixed"),
        ("2020", "digits"), ("224,000", "digits"), ("COVID19", "alphanumeric"), ("3rd", "alphanumeric"),
        ("—", "punctuation"), ("$", "punctuation"), ("A", "initial"), ("a", "lower"),
        ("U.S.", "upper"), ("face-scanning", "lower"), ("Anglo-american", "title"), ("", "other"), (" ", "other"),
    ],
)  # fmt: skip
def test_the_shape_tells_capitals_digits_and_signs_apart(word, shape):
    assert SHAPES[shape_of(word)] == shape


@given(st.text(max_size=20))
def test_any_word_has_a_shape(word):
    assert 0 <= shape_of(word) < len(SHAPES)


def test_words_are_split_with_the_vocabulary(pieces):
    assert pieces.split(["Acme", "sued", "aaa"]) == [[3], [4, 5], [6, 7, 7]]


def test_a_sign_inside_a_word_does_not_break_the_count(pieces):
    assert pieces.split(["a-a", "acme"]) == [[6, 8, 6], [3]]


def test_the_vocabulary_knows_whole_words(pieces):
    assert {"acme", "sue"} <= pieces.whole_words()
    assert not {"##d", "d", "[CLS]", "[UNK]", "-"} & pieces.whole_words()


@pytest.mark.parametrize("word", ["", "\x00", "\u200b", "\U0001f600", "zzz", " "])
def test_a_word_without_sub_words_counts_as_unknown(pieces, word):
    assert pieces.split([word, "acme"]) == [[0], [3]]


def test_of_a_long_word_only_the_beginning_is_read(pieces):
    assert [len(ids) for ids in pieces.split(["a" * 150, "acme"])] == [WORD_LIMIT, 1]


def test_a_window_points_to_the_first_sub_word_of_each_word(pieces):
    window = pieces.window([[3], [4, 5], [6]], [2, 1, 1])
    assert window.pieces.tolist() == [1, 3, 4, 5, 6, 2]
    assert window.shapes.tolist() == [0, 2, 1, 1, 1, 0]
    assert window.firsts.tolist() == [1, 2, 4]


def test_a_window_fits_the_encoder_exactly_or_is_refused(pieces):
    fitting = ENCODER_LIMIT - 2
    assert len(pieces.window([[3]] * fitting, [1] * fitting).pieces) == ENCODER_LIMIT
    with pytest.raises(ValueError, match=f"{fitting + 1} sub-words do not fit the encoder's {ENCODER_LIMIT}"):
        pieces.window([[3]] * (fitting + 1), [1] * (fitting + 1))


def test_stacked_windows_are_padded_and_masked(pieces):
    arrays = stack([pieces.window([[3], [4, 5]], [2, 1]), pieces.window([[3]], [2])])
    assert arrays["pieces"].tolist() == [[1, 3, 4, 5, 2], [1, 3, 2, 0, 0]]
    assert arrays["mask"].tolist() == [[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]]
    assert arrays["firsts"].tolist() == [[1, 2], [1, 0]]
    assert {array.dtype for array in arrays.values()} == {np.dtype(np.int64)}


def test_a_vocabulary_without_the_special_marks_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"lacks \[CLS\]"):
        Pieces(tokenizer_file(tmp_path, ["[UNK]", "acme"]))
