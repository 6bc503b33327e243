"""Batches: the same for the same seed, filled to their size, with what is left out made up for."""

import numpy as np
import pytest

from kg.language.features import Pieces
from kg.language.model import FOLDER
from kg.language.pairs import Pair, Sentence
from kg.training.batches import Drawn, Inventory, batch_of, epoch_batches, rows_of
from kg.training.corpora import is_kept_aside, parted
from kg.training.sentences import EXAMPLES, Item
from kg.training.settings import Settings

WORDS = ["Tern", "towed", "Lynx", "."]
PAIRS = [Pair(0, 1, (1,), "<agent", ">patient"), Pair(1, 0, (1,), "<patient", ">agent"), Pair(0, 1, (), "<of", "<of")]


def item(*relations, source="sea", document="a", words=WORDS):
    """The first pairs of a sentence with the relations in which they stand."""
    sentence = Sentence(words, [(0, 1, "name"), (2, 3, "pronoun")], PAIRS[: len(relations)])
    return Item(source, document, sentence, tuple(map(frozenset, relations)))


@pytest.fixture(scope="module")
def pieces():
    return Pieces(FOLDER / "tokenizer.json")


@pytest.fixture(scope="module")
def rows(pieces):
    return rows_of([item({"towed"}, (), document=str(n)) for n in range(60)], pieces)


def drawn(batches):
    return [[(one.row.item.document, tuple(one.pairs)) for one in batch] for batch in batches]


def test_an_epoch_is_the_same_for_the_same_seed(rows):
    settings = Settings(batch=100)
    assert drawn(epoch_batches(rows, settings, 1)) == drawn(epoch_batches(rows, settings, 1))
    assert drawn(epoch_batches(rows, settings, 1)) != drawn(epoch_batches(rows, settings, 2))
    assert drawn(epoch_batches(rows, settings, 1)) != drawn(epoch_batches(rows, Settings(batch=100, seed=2), 1))


def test_a_batch_ends_when_it_is_full(rows):
    batches = epoch_batches(rows, Settings(batch=100), 0)
    sizes = [[len(one.row.window.pieces) for one in batch] for batch in batches]
    assert sum(map(len, sizes)) == len(rows)
    assert all(sum(size[:-1]) < 100 for size in sizes)
    assert sum(sum(size) < 100 for size in sizes) <= 1


def test_labelled_pairs_are_always_drawn_and_others_now_and_then(rows):
    pairs = [one.pairs for batch in epoch_batches(rows, Settings(), 0) for one in batch]
    assert all(0 in numbers for numbers in pairs)
    assert 0 < sum(1 in numbers for numbers in pairs) < len(rows) / 2


def test_only_thinned_sources_lose_sentences_without_a_relation(pieces):
    items = [item((), source=source, document=str(n)) for source in ("news", "sea") for n in range(50)]
    settings = Settings(kept=1.0, thinned=frozenset({"news"}))
    left = [one.row.item.source for batch in epoch_batches(rows_of(items, pieces), settings, 0) for one in batch]
    assert left.count("sea") == 50
    assert 0 < left.count("news") < 30


def test_a_very_long_sentence_is_left_out(pieces):
    assert not rows_of([item({"towed"}, words=[*WORDS, *["and"] * 300])], pieces)


def test_only_what_is_frequent_gets_a_number():
    items = [item({"towed"}, (), ()), item({"meets"}, ())]
    assert Inventory.of(items, fewest=2) == Inventory(
        ("meets", "towed"), ("<agent", "<of", "<patient", ">agent", ">patient")
    )
    assert Inventory.of(items, fewest=3) == Inventory(("meets", "towed"), ())


def test_the_arrays_of_a_batch_belong_together(pieces):
    short = item({"towed"}, (), ())
    long = item((), {"meets"}, words=[*WORDS, "Really", "."])
    one, two = rows_of([short, long], pieces)
    batch = batch_of([Drawn(one, [0, 2]), Drawn(two, [1])], Inventory(("meets", "towed"), ("<agent", ">patient")))
    assert batch.encoder["firsts"].shape == (2, 6)
    assert batch.encoder["kinds"].shape == batch.encoder["pieces"].shape
    assert [row.nonzero()[0].tolist() for row in batch.spans] == [[0], [2], [6], [8]]
    assert (batch.subjects.tolist(), batch.objects.tolist()) == ([0, 0, 3], [1, 1, 2])
    assert [row.nonzero()[0].tolist() for row in batch.paths] == [[1], [], [7]]
    assert [row.nonzero()[0].tolist() for row in batch.scope] == [[0, 1, 2, 3]] * 2 + [[6, 7, 8, 9, 10, 11]]
    assert batch.roles.tolist() == [[1, 2], [0, 0], [0, 0]]
    assert batch.wanted.tolist() == [[0, 1], [0, 0], [1, 0]]


def test_the_words_of_a_mention_are_averaged(pieces):
    wide = Item("sea", "a", Sentence(WORDS, [(0, 2, "name"), (2, 3, "name")], PAIRS[:1]), (frozenset(),))
    batch = batch_of([Drawn(rows_of([wide], pieces)[0], [0])], Inventory((), ()))
    assert np.array_equal(batch.spans, [[0.5, 0.5, 0, 0], [0, 0, 1, 0]])


def test_a_document_is_kept_aside_whole_and_by_its_name_alone():
    items = [item({"towed"}, source=source, document=str(n % 200)) for source in ("sea", EXAMPLES) for n in range(400)]
    learnt, aside = parted(items)
    assert sum(one.source == EXAMPLES for one in learnt) == 400
    assert 10 <= len({one.document for one in aside}) <= 30
    assert not {one.document for one in aside} & {one.document for one in learnt if one.source == "sea"}
    assert is_kept_aside("sea", aside[0].document)
    assert is_kept_aside("lake", aside[0].document)
