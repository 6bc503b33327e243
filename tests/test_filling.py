"""Gaps that a person has filled are not listed any more."""

from __future__ import annotations

from conftest import make_claim

from kg.claims import Gap
from kg.judging.filling import left_open

SENTENCE = "It takes Acme to court."


def gap(kind: str, text: str, start: int) -> Gap:
    return Gap("a.txt", kind, text, start)


def told(**fields):
    return make_claim("Bolt", "sued", "Acme", **{"quote": SENTENCE, "start": 20, "end": 20 + len(SENTENCE), **fields})


def test_a_sentence_that_makes_a_claim_is_understood_and_the_next_is_not():
    gaps = [gap("no-relation", SENTENCE, 20), gap("no-relation", "Next.", 44)]
    assert list(left_open(gaps, [told()])) == gaps[1:]
    assert list(left_open(gaps, [])) == gaps


def test_a_reference_is_closed_where_an_end_is_not_named_in_the_sentence():
    gaps = [gap("reference", "It", 20), gap("reference", "It", 90)]
    assert list(left_open(gaps, [told()])) == gaps[1:]
    assert list(left_open(gaps, [told(subject_mentions=("court",))])) == gaps


def test_a_name_that_an_end_is_called_by_has_a_class_now():
    gaps = [gap("unclassed", "Acme", 2), gap("unclassed", "Corex", 29)]
    assert list(left_open(gaps, [told()])) == gaps[1:]
