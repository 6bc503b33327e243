"""Labelled sets: found by name or by path, and half of one kept unread."""

from __future__ import annotations

import json

import pytest
from labels import text_of

from kg.errors import UsageError
from kg.evaluation.labelled import fold, labelled

RECORD = {
    "doc": "one",
    "date": "2020",
    "entities": [{"id": "a", "name": "Acme", "class": "Company", "aliases": []}],
    "claims": [],
}


@pytest.fixture
def files(tmp_path):
    labels, texts = tmp_path / "labels.jsonl", tmp_path / "texts.jsonl"
    labels.write_text(json.dumps(RECORD) + "\n", "utf-8")
    texts.write_text(json.dumps({"id": "one", "text": "Acme."}) + "\n", "utf-8")
    return labels, texts


def test_a_part_of_our_own_set_is_found_by_its_name():
    tune, held = labelled("tune"), labelled("held")
    assert len(tune) > 100
    assert not {text.document.name for text in tune} & {text.document.name for text in held}


def test_labels_are_joined_with_their_texts(files):
    (text,) = labelled(*map(str, files))
    assert text.document.text == "Acme."
    assert text.entities["a"].names == {"acme"}


def test_a_labelled_text_has_to_be_there(files):
    labels, texts = files
    labels.write_text(json.dumps({**RECORD, "doc": "two"}), "utf-8")
    with pytest.raises(UsageError, match="no text for 1 labelled documents, the first of them two"):
        labelled(str(labels), str(texts))


def test_what_holds_no_labels_is_refused(files):
    labels, texts = files
    labels.write_text("[1", "utf-8")
    with pytest.raises(UsageError, match=r"labels\.jsonl does not hold labels"):
        labelled(str(labels), str(texts))


def test_an_unknown_set_is_told_with_the_nearest_name():
    with pytest.raises(UsageError, match="Did you mean unseen"):
        labelled("unsen")


def test_every_other_text_of_the_unseen_set_is_unread():
    unread = [text.document.name for text in labelled("unseen") if text.is_unread]
    assert unread == [f"un-{number:03}" for number in range(2, 121, 2)]
    assert not any(text.is_unread for text in labelled("tune"))
    assert text_of("Copied elsewhere.", name="un-002").is_unread


@pytest.mark.parametrize(
    ("name", "folded"), [("The ACLU’s", "aclu"), ("AT&T Inc.", "at&t inc"), ("An", "an"), ("The A. U.", "a u")]
)
def test_folded_names(name, folded):
    assert fold(name) == folded
