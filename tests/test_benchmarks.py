"""The benchmarks: what they make up, that all programs answer alike, and that the figures become a chart."""

from __future__ import annotations

import sys

import pytest

from benchmarks import chart, hostile, short, stores
from benchmarks.copies import COPIED, mixed
from benchmarks.made_up import EACH, name, readings
from benchmarks.watching import watched
from kg.errors import ReadingError
from kg.ontology.definitions import Ontology
from kg.reading.copies import copies
from kg.reading.documents import Document
from kg.reading.readers import read_source
from kg.reading.sources import discover


def test_no_two_made_up_actors_have_one_name():
    assert len({name(number).casefold() for number in range(50_000)}) == 50_000


def test_made_up_documents_are_the_same_in_every_run():
    ontology = Ontology.load()
    found = list(readings(20, ontology))
    assert found == list(readings(20, ontology))
    assert [len(said.claims) for _, said in found] == [EACH] * 4


def test_three_programs_load_and_answer_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(stores, "apart", lambda work, *given: work(*given))
    figures = stores.measure(300, tmp_path / "home")
    assert set(figures["loading"]) == set(figures["asking"]) == {"kg", "pyoxigraph", "rdflib"}
    assert not (tmp_path / "home").exists()
    chart.draw({"store 300": figures}, tmp_path / "chart.svg")
    assert (tmp_path / "chart.svg").read_text("utf-8").count("<svg") == 1


def test_every_tenth_of_the_mixed_articles_is_a_copy():
    sentences = [" ".join(f"w{number}x{place}" for place in range(20)) for number in range(500)]
    articles = list(mixed(sentences, 40))
    assert articles == list(mixed(sentences, 40))
    assert len(copies(Document(f"{number:02}", text, "", "") for number, text in enumerate(articles))) == 40 // COPIED


def test_short_documents_are_the_same_in_every_run(tmp_path):
    for folder in ("one", "two"):
        short.write(tmp_path / folder, 5)
    one, two = ([file.read_text("utf-8") for file in sorted((tmp_path / name).iterdir())] for name in ("one", "two"))
    assert one == two
    assert len(set(one)) == 5


def test_a_command_is_watched_with_what_it_starts():
    program = "import subprocess, sys, time; held = bytearray(80_000_000); time.sleep(1); print('done')"
    found = watched(
        [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {program!r}])"]
    )
    assert (found["status"], found["output"]) == (0, "done")
    assert found["largest"] > 80_000_000
    assert found["together"] > found["largest"]


@pytest.mark.parametrize("name", ["pages.pdf", "tables.pdf", "length.pdf"])
def test_files_that_go_round_in_circles_are_refused(tmp_path, name):
    hostile.WRITERS[name](tmp_path / name)
    with pytest.raises(ReadingError):
        read_source(*discover([tmp_path]))
