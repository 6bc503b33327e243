"""The scorer of pairs: what it reads of a sentence, and which files it refuses."""

import json
import shutil

import numpy as np
import pytest

from kg.errors import ModelError
from kg.language.features import Pieces
from kg.language.model import FOLDER
from kg.language.pairs import LAYERS, Pair, PairHead, PairModel, Sentence, encoded

ROLES = ("<agent", ">patient")
HIDDEN, END, SIZE = 6, 4, 5
SHAPES = {
    "s": (END, HIDDEN), "o": (END, HIDDEN), "q": (3, 2 * END), "k": (3, HIDDEN), "v": (END, HIDDEN), "p": (END, HIDDEN),
    "mlp.0": (7, 4 * END + 2 * 2), "mlp.3": (SIZE, 7),
}  # fmt: skip

SENTENCE = Sentence(
    ["Tern", "towed", "Lynx", "unbelievably", "."],
    [(0, 1, "name"), (2, 4, "noun")],
    [Pair(0, 1, (1,), "<agent", ">patient"), Pair(1, 0, (), "<patient", ">unheard-of")],
)


def weights(relations=3, roles=ROLES):
    rng = np.random.default_rng(1)
    arrays = {"role.weight": (len(roles) + 1, 2), "relations": (relations, SIZE), "scale": (), "bias": ()}
    arrays |= {f"{name}.weight": SHAPES[name] for name in LAYERS} | {
        f"{name}.bias": SHAPES[name][:1] for name in LAYERS
    }
    return {name: np.asarray(rng.normal(size=shape)) for name, shape in arrays.items()}


def folder_with(tmp_path, arrays, relations=("one", "two", "three")):
    shutil.copy(FOLDER / "tokenizer.json", tmp_path)
    meta = {"relations": dict.fromkeys(relations, ""), "roles": ROLES, "examples": []}
    (tmp_path / "pairs.json").write_text(json.dumps(meta), "utf-8")
    np.savez(tmp_path / "pairs.npz", **arrays)
    return tmp_path


def test_sub_words_are_marked_with_the_kind_of_their_mention():
    pieces = Pieces(FOLDER / "tokenizer.json")
    window, kinds = encoded(pieces, SENTENCE)
    lengths = [len(ids) for ids in pieces.split(SENTENCE.words)]
    assert lengths[3] > 1
    assert kinds.tolist() == [0] + [1] * lengths[0] + [0] * lengths[1] + [2] * (lengths[2] + lengths[3]) + [0, 0]
    assert len(kinds) == len(window.pieces)


def test_a_sentence_that_is_too_long_is_not_read():
    pieces = Pieces(FOLDER / "tokenizer.json")
    length = len(encoded(pieces, SENTENCE)[0].pieces)
    assert encoded(pieces, SENTENCE, limit=length)
    assert encoded(pieces, SENTENCE, limit=length - 1) is None


def test_every_pair_has_a_probability_for_each_relation():
    found = PairHead(weights(), ROLES).probabilities(np.ones((5, HIDDEN), dtype=np.float32), SENTENCE)
    assert found.shape == (2, 3)
    assert ((found > 0) & (found < 1)).all()


def test_other_pairs_of_a_sentence_do_not_change_what_is_said_of_one():
    head, states = PairHead(weights(), ROLES), np.random.default_rng(2).normal(size=(5, HIDDEN))
    together = head.probabilities(states, SENTENCE)
    alone = head.probabilities(states, Sentence(SENTENCE.words, SENTENCE.mentions, SENTENCE.pairs[1:]))
    assert alone[0] == pytest.approx(together[1])


def test_weights_of_another_version_are_refused(tmp_path):
    arrays = weights()
    del arrays["p.weight"]
    with pytest.raises(ModelError, match=r"no scorer of pairs in .* of another version: it lacks p\.weight"):
        PairModel(folder_with(tmp_path, arrays))


def test_files_of_different_versions_are_refused(tmp_path):
    with pytest.raises(ModelError, match="different versions: 2 relations named, 3 held"):
        PairModel(folder_with(tmp_path, weights(), relations=("one", "two")))
    with pytest.raises(ModelError, match="different versions: 3 roles named, 4 held"):
        PairModel(folder_with(tmp_path, weights(roles=(*ROLES, "<of"))))


def test_an_encoder_of_another_version_is_refused(tmp_path):
    """The network of the parser takes no kinds of mentions."""
    shutil.copy(FOLDER / "network.onnx", tmp_path / "pairs.onnx")
    with pytest.raises(ModelError, match=r"pairs\.onnx is of another version"):
        PairModel(folder_with(tmp_path, weights()))


def test_a_folder_without_a_model_is_refused(tmp_path):
    with pytest.raises(ModelError, match="reinstall the package"):
        PairModel(tmp_path)
