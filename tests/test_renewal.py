"""A graph that has changed little: only that is stated and written, and what comes of it equals a graph written whole."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.graph import renewal, store
from kg.graph.generations import current
from kg.graph.pieces import Piece, Pieces
from kg.graph.renewal import FILE, write
from kg.graph.store import Store

ROOT = Path(__file__).resolve().parent.parent
TERMS = "terms"  # what has no name of its own


class Graph:
    """Twenty documents, each with a named graph and a description, and terms; it notes what is stated."""

    def __init__(self) -> None:
        self.texts = {f"d{number}": "first" for number in range(20)} | {TERMS: "first"}
        self.stated: list[str] = []

    def pieces(self) -> Iterator[Piece]:
        for name, text in self.texts.items():
            subject = f"http://a/{name}"
            described = f'<{subject}> <http://a/says> "{text}" .\n'
            yield self.piece("", "" if name == TERMS else subject, described, name)
            if name != TERMS:
                yield self.piece(subject, "", f"<http://a/x> <http://a/y> <http://a/{text}> <{subject}> .\n", name)

    def piece(self, dataset: str, subject: str, line: str, name: str) -> Piece:
        def content() -> bytes:
            self.stated.append(name)
            return line.encode()

        return Piece(dataset, subject, line, content)


@pytest.fixture
def graph(tmp_path) -> Graph:
    made = Graph()
    write(tmp_path, made.pieces)
    made.stated.clear()
    return made


def generations(folder: Path) -> list[Path]:
    return [place for place in (folder / "store").iterdir() if place.is_dir()]


def dump(folder: Path) -> bytes:
    return Store.open(folder).dump("nq")


def whole(pieces: Pieces) -> bytes:
    return Store.in_memory(piece.content() for piece in pieces()).dump("nq")


def test_only_what_has_changed_is_stated(graph, tmp_path):
    graph.texts |= {"d3": "second", "new": "first"}
    del graph.texts["d7"]
    write(tmp_path, graph.pieces)
    assert graph.stated == ["d3", "d3", "new", "new"]
    assert dump(tmp_path) == whole(graph.pieces)
    assert len(generations(tmp_path)) == 1


def test_where_nothing_has_changed_nothing_is_written(graph, tmp_path):
    before = current(tmp_path)
    write(tmp_path, graph.pieces)
    assert (current(tmp_path), graph.stated) == (before, [])


def test_what_a_build_left_that_died_is_removed_also_where_nothing_has_changed(graph, tmp_path):
    (tmp_path / "store" / "7").mkdir()
    write(tmp_path, graph.pieces)
    assert generations(tmp_path) == [current(tmp_path)]


def test_what_is_removed_bit_by_bit_is_all_gone(graph, tmp_path, monkeypatch):
    monkeypatch.setattr(store, "_FLUSHED", 1)
    del graph.texts["d3"], graph.texts["d7"]
    write(tmp_path, graph.pieces)
    assert graph.stated == []
    assert dump(tmp_path) == whole(graph.pieces)


def of_another_layout(folder: Path) -> None:
    (current(folder) / FILE).unlink()


def with_keys_cut_short(folder: Path) -> None:
    file = current(folder) / FILE
    file.write_text(file.read_text()[:-1])


def with_a_damaged_store(folder: Path) -> None:
    (current(folder) / "CURRENT").write_text("nonsense")


def with_files_that_are_gone(folder: Path) -> None:
    for file in current(folder).glob("*.sst"):
        file.unlink()


@pytest.mark.parametrize("change", ["d3", None], ids=["changed", "unchanged"])
@pytest.mark.parametrize(
    "spoil", [of_another_layout, with_keys_cut_short, with_a_damaged_store, with_files_that_are_gone]
)
def test_a_generation_that_cannot_be_continued_is_written_whole(graph, tmp_path, spoil: Callable, change):
    graph.texts |= {change: "second"} if change else {}
    spoil(tmp_path)
    write(tmp_path, graph.pieces)
    assert set(graph.stated) == set(graph.texts)
    assert dump(tmp_path) == whole(graph.pieces)


@pytest.mark.parametrize("changed", [[f"d{number}" for number in range(5)], [TERMS]], ids=["much", "what has no name"])
def test_if_too_much_has_changed_all_is_written(graph, tmp_path, changed):
    graph.texts |= dict.fromkeys(changed, "second")
    write(tmp_path, graph.pieces)
    assert set(graph.stated) == set(graph.texts)
    assert dump(tmp_path) == whole(graph.pieces)


def test_small_changes_add_up_until_all_is_written(graph, tmp_path):
    stated = []
    for number in range(10):
        graph.texts["d3"] = f"text {number}".replace(" ", "-")
        graph.stated.clear()
        write(tmp_path, graph.pieces)
        stated.append(len(graph.stated))
        assert dump(tmp_path) == whole(graph.pieces)
    assert max(stated) > len(graph.texts) > min(stated)
    assert stated.index(max(stated)) == int(41 * renewal.MOST) // 2  # two pieces each time


def test_a_reader_keeps_what_it_has_opened_while_the_next_generations_share_its_files(graph, tmp_path):
    reader, before = Store.open(tmp_path), whole(graph.pieces)
    opened = current(tmp_path)
    files = sorted(opened.iterdir())
    for text in ("second", "third"):
        graph.texts["d3"] = text
        write(tmp_path, graph.pieces)
    assert sorted(opened.iterdir()) == files  # Oxigraph opens some of them only when it needs them
    assert reader.dump("nq") == before
    assert dump(tmp_path) == whole(graph.pieces)


def test_what_nobody_reads_any_more_is_removed_by_the_next_build_also_where_nothing_has_changed(graph, tmp_path):
    reader = Store.open(tmp_path)
    graph.texts["d3"] = "second"
    write(tmp_path, graph.pieces)
    assert len(generations(tmp_path)) == 2
    del reader
    write(tmp_path, graph.pieces)
    assert generations(tmp_path) == [current(tmp_path)]


@pytest.mark.parametrize("moment", ["stating", "before it is named"])
def test_a_build_that_is_killed_after_the_copy_leaves_the_old_store_and_the_next_cleans_up(graph, tmp_path, moment):
    before = dump(tmp_path)
    graph.texts["d3"] = "second"
    program = f"""
import os
from pathlib import Path
from kg.graph import renewal, store
from tests.test_renewal import Graph
graph = Graph()
graph.texts["d3"] = "second"
class Deadly(list):
    def append(self, name):
        os._exit(9)
if {moment == "stating"}:
    graph.stated = Deadly()
else:
    renewal._keep = lambda place, made: os._exit(9)
renewal.write(Path({str(tmp_path)!r}), graph.pieces)
"""
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT).returncode == 9
    assert len(generations(tmp_path)) == 2
    assert dump(tmp_path) == before
    write(tmp_path, graph.pieces)
    assert graph.stated == ["d3", "d3"]
    assert dump(tmp_path) == whole(graph.pieces)
    assert len(generations(tmp_path)) == 1


def test_a_graph_that_is_stated_twice_is_refused_and_the_old_one_stays(graph, tmp_path):
    before = dump(tmp_path)
    with pytest.raises(StoreError, match="http://a/d0 is stated twice"):
        write(tmp_path, lambda: iter([*graph.pieces(), *graph.pieces()]))
    assert dump(tmp_path) == before
