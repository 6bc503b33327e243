"""Names that are labelled beside texts: where they stand, and the corpus that is made of them."""

import gzip

import pytest

from kg.errors import UsageError
from kg.training.names import LABELS, NamedText, read_labels, write_corpus

TEXT = "Reyes Holdings met Dana Reyes.\n\nIn May, May Reyes left."


@pytest.fixture
def corpus(tmp_path):
    """The lines of the corpus of one document with the given labels."""

    def make(*rows):
        labels, texts, output = tmp_path / "names.tsv", tmp_path / "texts", tmp_path / "own.conll.gz"
        texts.mkdir()
        (texts / "a.txt").write_text(TEXT, "utf-8")
        labels.write_text("".join(f"{row}\n" for row in rows), "utf-8")
        count = write_corpus(texts, output, labels)
        return count, gzip.decompress(output.read_bytes()).decode().split("\n")

    return make


def test_a_longer_form_takes_what_a_shorter_one_would():
    names = NamedText({"Reyes": "PER", "Reyes Holdings": "ORG", "Dana Reyes": "PER"})
    assert [(TEXT[a:b], c) for a, b, c in names.spans(TEXT)] == [
        ("Reyes Holdings", "ORG"), ("Dana Reyes", "PER"), ("Reyes", "PER"),
    ]  # fmt: skip


def test_a_form_is_a_whole_word_and_may_stand_over_a_line_break():
    names = NamedText({"Ann Lee": "PER"})
    assert [span[:2] for span in names.spans("Joann Lee, Ann Leech and Ann\nLee")] == [(25, 32)]


def test_a_place_may_be_labelled_otherwise():
    names = NamedText({"May": "PER"}, {(TEXT.index("May"), "May"): "O"})
    assert [span[0] for span in names.spans(TEXT)] == [TEXT.index("May Reyes")]


def test_paragraphs_become_stretches_of_words_with_their_names(corpus):
    count, lines = corpus("a.txt\tDana Reyes\tPER", "a.txt\tReyes Holdings\tORG")
    assert count == 2
    assert lines[:7] == ["Reyes B-ORG", "Holdings I-ORG", "met O", "Dana B-PER", "Reyes I-PER", ". O", ""]
    assert lines[7] == "In O"


def test_a_missing_text_is_told(corpus):
    with pytest.raises(UsageError, match=r"has no text b\.txt"):
        corpus("b.txt\tReyes\tPER")


@pytest.mark.parametrize("row", ["a.txt\tReyes", "a.txt\tReyes\tperson", "a.txt\tReyes\tPER\tfirst"])
def test_a_line_of_another_form_is_told(corpus, row):
    with pytest.raises(UsageError, match=r"names\.tsv:1 does not hold"):
        corpus(row)


def test_the_labels_of_the_checkout_are_in_order_and_each_form_has_one_class():
    rows = [line.split("\t") for line in LABELS.read_text("utf-8").splitlines()]
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    whole = [tuple(row[:2]) for row in rows if len(row) == 3]
    assert len(whole) == len(set(whole))
    assert len(read_labels()) == 201
