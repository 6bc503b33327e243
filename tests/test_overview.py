"""What was not understood as a whole."""

from __future__ import annotations

from kg.asking.overview import frequent
from kg.claims import Gap


def sentence(doc: str, text: str, predicate: str) -> Gap:
    return Gap(doc, "no-relation", text, 0, ("A", "B"), predicate, text and f"[{text}](subject)")


def test_words_in_most_documents_come_first_and_kinds_in_their_order():
    gaps = [
        Gap("a", "unclassed", "Slate", 0),
        *(sentence("a", f"{number}", "see") for number in range(5)),
        sentence("a", "x", "write to"),
        sentence("b", "y", "write to"),
    ]
    found = [(row.kind, row.words, len(row.gaps), row.documents) for row in frequent(gaps)]
    assert found == [("no-relation", "write to", 2, 2), ("no-relation", "see", 5, 1), ("unclassed", "Slate", 1, 1)]


def test_sentences_in_which_no_word_joins_two_actors_have_no_words():
    assert frequent([sentence("a", "A and B slept.", "")]) == []


def test_references_are_counted_without_regard_to_capitals_and_names_with_it():
    gaps = [Gap("a", kind, text, 0) for kind in ("reference", "unclassed") for text in ("It", "it")]
    assert [(row.kind, row.words, len(row.gaps)) for row in frequent(gaps)] == [
        ("reference", "it", 2), ("unclassed", "It", 1), ("unclassed", "it", 1)
    ]  # fmt: skip


def test_the_shortest_sentence_is_the_example():
    (row,) = frequent([sentence("a", "A long one.", "see"), sentence("b", "Short.", "see")])
    assert row.to_json() == {
        "kind": "no-relation", "words": "see", "count": 2, "documents": 2, "example": "Short.", "doc": "b"
    }  # fmt: skip
