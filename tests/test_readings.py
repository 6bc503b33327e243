"""The readings of a graph: what is put is there after a crash, one build at a time, and nothing is read by mistake."""

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kg.claims import Entity, Extraction, Gap, Outline
from kg.errors import ReadingError, StoreError, UsageError
from kg.graph.database import FILE
from kg.graph.readings import Entry, Readings
from kg.reading.documents import Document

ROOT = Path(__file__).resolve().parent.parent


def document(name="a.txt", text="Acme sued Bolt.", source="reports/a.txt"):
    return Document(name, text, source, "ab" * 32, title="Suit “filed”", date="2020-06")


def extraction(*names):
    gaps = (Gap("a.txt", "no-relation", "It said so.", 3, ("It",)),)
    return Extraction(claims=(), entities=tuple(Entity(name, "Company", ("A",)) for name in names), gaps=gaps)


@pytest.fixture
def readings(tmp_path):
    with Readings.open(tmp_path) as opened:
        yield opened


def child(code, folder):
    """A process that runs the code with the readings of the folder open."""
    program = f"""
import sys
from pathlib import Path
from kg.claims import Extraction
from kg.graph.readings import Readings
from kg.reading.documents import Document
readings = Readings.open(Path({str(folder)!r}))
def put(number):
    readings.put(Document(f"{{number}}.txt", "text", "-", ""), Extraction((), (), ()), "f")
{code}
"""
    return subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_what_is_put_is_read_back_by_name(readings):
    readings.put(document("b.txt"), extraction("Bolt"), "f")
    readings.put(document("a.txt"), extraction("Acme"), "f")
    assert list(readings) == [(document("a.txt"), extraction("Acme")), (document("b.txt"), extraction("Bolt"))]
    assert readings.get("b.txt") == (document("b.txt"), extraction("Bolt"))
    assert list(readings.documents()) == [document("a.txt"), document("b.txt")]


def test_outlines_are_those_of_the_readings(readings, claim_of):
    denied, alleged = claim_of("A", "sued", "B", polarity="negated"), claim_of("A", "sued", "C", modality="alleged")
    said = Extraction((denied, alleged), extraction("A", "B").entities, extraction().gaps)
    readings.put(document(), said, "f")
    assert list(readings.outlines()) == [(document(), Outline.of(said))]
    assert Outline.of(said).statuses == ("denied", "alleged")


def test_hashes_change_with_whatever_is_kept(readings):
    found = set()
    for kept in (document(), document(source="elsewhere.txt"), document(text="New.")):
        for said in (extraction("Acme"), extraction("Bolt")):
            readings.put(kept, said, "f")
            found.update(readings.hashes())
    assert len(found) == 6


def test_a_document_of_the_same_name_is_replaced(readings):
    readings.put(document(text="Old."), extraction("Old"), "f")
    readings.put(document(text="New."), extraction("New"), "f")
    assert list(readings) == [(document(text="New."), extraction("New"))]


def test_entries_tell_content_fingerprint_and_place(readings):
    readings.put(document("b.txt"), extraction(), "new")
    readings.put(document("a.txt"), extraction(), "old")
    known = document("b.txt")
    entries = readings.entries()
    assert list(entries) == ["a.txt", "b.txt"]
    assert entries["b.txt"] == Entry("b.txt", known.key, "new", known.source, known.sha256)


def test_without_an_extraction_the_one_of_the_same_content_is_kept(readings):
    readings.put(document(), extraction("Acme"), "f")
    readings.put(document(source="moved/a.txt"), None, "f")
    assert list(readings) == [(document(source="moved/a.txt"), extraction("Acme"))]


def test_an_extraction_of_other_content_is_never_kept(readings):
    readings.put(document(), extraction("Acme"), "f")
    with pytest.raises(UsageError, match="understood of a"):
        readings.put(document(text="Other."), None, "f")


def test_removed_documents_are_gone(readings):
    readings.put(document("a.txt"), extraction(), "f")
    readings.put(document("b.txt"), extraction(), "f")
    readings.remove(["a.txt", "unknown.txt"])
    assert [one.name for one in readings.documents()] == ["b.txt"]


def test_an_unknown_document_is_an_error(readings):
    with pytest.raises(UsageError, match=r"no document 'x\.txt'"):
        readings.get("x.txt")


def test_the_refused_are_those_of_the_last_build(readings):
    readings.refuse([ReadingError("old.pdf", "is encrypted")])
    readings.refuse([ReadingError("b.pdf", "is empty"), ReadingError("a.pdf", "is damaged")])
    assert [(error.source, error.reason) for error in readings.refused()] == [
        ("a.pdf", "is damaged"),
        ("b.pdf", "is empty"),
    ]


def test_a_failing_write_leaves_all_as_it_was(readings):
    readings.put(document("a.txt"), extraction(), "f")

    def names():
        yield "a.txt"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        readings.remove(names())
    assert [one.name for one in readings.documents()] == ["a.txt"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
def test_what_was_put_survives_the_sudden_end_of_the_process(tmp_path):
    code = "import os, signal\nfor number in range(20): put(number)\nos.kill(os.getpid(), signal.SIGKILL)"
    child(code, tmp_path).wait()
    with Readings.open(tmp_path) as readings:
        assert len(readings) == 20


def test_a_second_build_is_refused_by_name_until_the_first_has_ended(tmp_path):
    first = child("print('open', flush=True)\nsys.stdin.read()", tmp_path)
    assert first.stdout.readline() == "open\n"
    with pytest.raises(StoreError, match=rf"another build \(process {first.pid}\) is writing"):
        Readings.open(tmp_path)
    first.kill()
    first.wait()
    Readings.open(tmp_path).close()


def test_a_build_that_has_only_just_begun_has_no_name_yet(readings, tmp_path):
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("DELETE FROM builder")
    with pytest.raises(StoreError, match="another build is writing"):
        Readings.open(tmp_path)


def test_a_build_of_the_same_process_is_refused_too(readings, tmp_path):
    with pytest.raises(StoreError, match="another build"):
        Readings.open(tmp_path)


def test_looking_is_possible_during_a_build(readings, tmp_path):
    readings.put(document(), extraction("Acme"), "f")
    with Readings.read(tmp_path) as looking:
        assert list(looking) == [(document(), extraction("Acme"))]
        readings.put(document("b.txt"), extraction(), "f")
        assert len(looking) == 2


def test_looking_cannot_write(tmp_path):
    Readings.open(tmp_path).close()
    with Readings.read(tmp_path) as looking, pytest.raises(StoreError, match="readonly"):
        looking.put(document(), extraction(), "f")


def test_looking_where_there_is_no_graph_says_what_to_do(tmp_path):
    with pytest.raises(StoreError, match="run `kg build` first"):
        Readings.read(tmp_path)
    assert not list(tmp_path.iterdir())


def test_another_schema_is_an_error_and_the_file_is_left_alone(tmp_path):
    Readings.open(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(StoreError, match="schema 99, this version of the program reads 1"):
        Readings.open(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


def test_a_file_that_is_no_database_is_an_error(tmp_path):
    (tmp_path / FILE).write_text("This is not a database, though it is long enough to be taken for one." * 20)
    with pytest.raises(StoreError, match="not a database"):
        Readings.open(tmp_path)


def test_a_refused_build_gives_the_lock_back(tmp_path):
    (tmp_path / FILE).write_text("no database" * 100)
    for _ in range(2):
        with pytest.raises(StoreError, match="not a database"):
            Readings.open(tmp_path)
