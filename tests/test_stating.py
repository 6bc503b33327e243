"""What a judgement and a build see alike: the readings that are held, and which documents are copies."""

from __future__ import annotations

import pytest

from kg.claims import Extraction
from kg.graph.readings import IMPORTED, Readings
from kg.judging.stating import held
from kg.reading.documents import Document

TEXT = "The council of Elmdale bought twelve cameras from Acme in May and four more from Northgate in June, it said."


@pytest.mark.parametrize(("fingerprint", "copied"), [("read", ["b.txt"]), (f"{IMPORTED}table", [])])
def test_rows_of_an_imported_table_are_no_copies_however_alike(tmp_path, fingerprint, copied):
    with Readings.open(tmp_path) as readings:
        for name in ("a.txt", "b.txt"):
            readings.put(Document(name, TEXT, "-", name), Extraction((), (), ()), fingerprint)
        read, copies = held(readings)
    assert [document.name for document, _ in read] == ["a.txt", "b.txt"]
    assert list(copies) == copied
