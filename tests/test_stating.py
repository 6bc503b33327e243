"""What a judgement and a build see alike: the readings that are held, and which documents are copies."""

from __future__ import annotations

import pytest
from kept import story

from kg import KnowledgeGraph
from kg.claims import Extraction
from kg.graph.readings import IMPORTED, Readings
from kg.judging import stating
from kg.judging.deciding import Judge
from kg.judging.stating import held
from kg.ontology.definitions import Ontology
from kg.reading.documents import Document

TEXT = "The council of Elmdale bought twelve cameras from Acme in May and four more from Northgate in June, it said."


@pytest.mark.parametrize(("fingerprint", "copied"), [("read", ["b.txt"]), (f"{IMPORTED}table", [])])
def test_rows_of_an_imported_table_are_no_copies_however_alike(tmp_path, fingerprint, copied):
    with Readings.open(tmp_path) as readings:
        for name in ("a.txt", "b.txt"):
            readings.put(Document(name, TEXT, "-", name), Extraction((), (), ()), fingerprint)
        found = held(readings)
    assert [document.name for document, _ in found.read] == ["a.txt", "b.txt"]
    assert list(found.copied) == copied


def test_what_is_held_is_gone_through_again_when_it_has_changed_and_not_before(tmp_path):
    with Readings.open(tmp_path) as readings:
        readings.put(Document("a.txt", TEXT, "-", "a"), Extraction((), (), ()), "read")
        before = held(readings)
        assert held(readings, before) is before
        readings.put(Document("b.txt", TEXT, "-", "b"), Extraction((), (), ()), "read")
        after = held(readings, before)
        assert list(after.copied) == ["b.txt"]
        readings.put(Document("b.txt", TEXT, "-", "b"), Extraction((), (), ()), f"{IMPORTED}table")
        assert not held(readings, after).copied


def test_a_decision_looks_for_copies_once(tmp_path, monkeypatch):
    looked = []
    monkeypatch.setattr(stating, "copies", lambda documents: looked.append(len(list(documents))) or {})
    folder = story(tmp_path)
    looked.clear()
    (claim, *_) = KnowledgeGraph.open(folder).claims()
    Judge(folder, Ontology.load(), by="Jane").reject(claim.id)
    assert looked == [2]
