"""What a graph is built with: the files that are kept in its folder, and their fingerprint."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from kg.errors import OntologyError, UsageError
from kg.teaching.materials import SHIPPED, Teaching, origins

RELATION = """
@prefix kg: <https://w3id.org/kg-receipts/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
kg:winkedAt a owl:ObjectProperty .
"""


@pytest.fixture
def mine(tmp_path):
    (tmp_path / "mine.ttl").write_text(RELATION)
    return tmp_path / "mine.ttl"


def test_a_new_graph_is_built_with_the_shipped_files(tmp_path):
    assert Teaching.of(tmp_path / "graph") == Teaching((SHIPPED,), (SHIPPED,))


def test_files_are_added_to_the_shipped_ones_or_stand_in_for_them(mine):
    assert len(Teaching().changed(ontology=[mine]).load_ontology().relations) == 1
    both = Teaching().changed(ontology=[SHIPPED, mine]).load_ontology()
    assert set(both.relations) == {*Teaching().load_ontology().relations, "winkedAt"}


def test_a_folder_stands_for_its_files(mine):
    assert Teaching().changed(ontology=[mine.parent]) == Teaching().changed(ontology=[mine])


def test_what_is_kept_outlives_its_files(mine, tmp_path):
    teaching = Teaching().changed(ontology=[SHIPPED, mine])
    teaching.keep(tmp_path / "graph")
    fingerprint = teaching.fingerprint
    mine.unlink()
    kept = Teaching.of(tmp_path / "graph")
    assert kept.fingerprint == fingerprint
    assert "winkedAt" in kept.load_ontology().relations


def test_what_is_kept_can_be_kept_again(mine, tmp_path):
    Teaching().changed(ontology=[SHIPPED, mine]).keep(tmp_path / "graph")
    before = Teaching.of(tmp_path / "graph")
    before.keep(tmp_path / "graph")
    assert Teaching.of(tmp_path / "graph") == before
    assert "winkedAt" in before.load_ontology().relations


def test_going_back_to_the_shipped_files_leaves_nothing_behind(mine, tmp_path):
    Teaching().changed(ontology=[mine]).keep(tmp_path / "graph")
    Teaching.of(tmp_path / "graph").changed(ontology=[SHIPPED]).keep(tmp_path / "graph")
    assert Teaching.of(tmp_path / "graph") == Teaching()
    assert list((tmp_path / "graph").iterdir()) == []


def test_the_fingerprint_changes_with_the_content_of_a_file(mine):
    teaching = Teaching().changed(ontology=[SHIPPED, mine])
    before = teaching.fingerprint
    mine.write_text(RELATION + "kg:noddedAt a owl:ObjectProperty .")
    assert teaching.fingerprint != before


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match=r"no file .*nowhere\.ttl"):
        Teaching().changed(ontology=[tmp_path / "nowhere.ttl"])
    with pytest.raises(UsageError, match=r"holds no \.csv file"):
        Teaching().changed(actors=[tmp_path])


def test_a_list_of_actors_that_is_no_text_is_named(tmp_path):
    (tmp_path / "actors.csv").write_bytes(b"\xff\xfe\x00")
    teaching = Teaching().changed(actors=[tmp_path / "actors.csv"])
    with pytest.raises(OntologyError, match=r"not CSV in UTF-8.*actors\.csv"):
        teaching.load_actors(teaching.load_ontology())


def test_of_the_shipped_actors_those_of_classes_that_exist_are_known(tmp_path):
    (tmp_path / "mine.ttl").write_text(RELATION + "kg:Company a owl:Class .")
    teaching = Teaching().changed(ontology=[tmp_path / "mine.ttl"])
    assert {actor.class_name for actor in teaching.load_actors(teaching.load_ontology())} == {"Company"}


def test_a_list_of_ones_own_with_an_unknown_class_is_an_error(mine, tmp_path):
    (tmp_path / "actors.csv").write_text("name,class,aliases\nAuk,Boat,\n")
    teaching = Teaching().changed(ontology=[mine], actors=[tmp_path / "actors.csv"])
    with pytest.raises(OntologyError, match="unknown class 'Boat'"):
        teaching.load_actors(teaching.load_ontology())


def test_the_places_where_files_came_from_are_kept_with_their_copies(mine, tmp_path):
    Teaching().changed(ontology=[SHIPPED, mine]).keep(tmp_path / "graph")
    kept = Teaching.of(tmp_path / "graph")
    assert origins(tmp_path / "graph") == {Path(kept.ontology[1]): mine}
    kept.keep(tmp_path / "graph")
    assert origins(tmp_path / "graph") == {Path(kept.ontology[1]): mine}


def test_a_file_takes_the_place_of_its_copy_and_any_other_comes_last(mine, tmp_path):
    folder = tmp_path / "graph"
    Teaching().changed(ontology=[mine, SHIPPED]).keep(folder)
    kept = Teaching.of(folder)
    assert kept.with_file(mine, folder).ontology == (str(mine), SHIPPED)
    assert kept.with_file(tmp_path / "other.ttl", folder).ontology == (*kept.ontology, str(tmp_path / "other.ttl"))
    assert kept.with_file(mine, folder).with_file(mine, folder).ontology == (str(mine), SHIPPED)


def test_a_draft_stands_in_for_a_file_that_is_not_written(tmp_path):
    teaching = Teaching((str(tmp_path / "new.ttl"),))
    assert "winkedAt" in teaching.load_ontology({tmp_path / "new.ttl": RELATION}).relations


@pytest.mark.parametrize("later", [True, False])
def test_what_is_kept_is_whole_at_every_moment(mine, tmp_path, monkeypatch, later):
    """A build that dies leaves what it was built with before, or what it is built with now, and the next one goes on."""
    taught, graph = Teaching().changed(ontology=[SHIPPED, mine]), tmp_path / "graph"
    other = taught.changed(ontology=[mine]) if later else Teaching()
    whole = Path.rename
    steps = 0
    for stop in range(1, 4):
        shutil.rmtree(graph, ignore_errors=True)
        graph.mkdir()
        taught.keep(graph)
        before, steps = Teaching.of(graph).fingerprint, 0

        def dying(place: Path, target: Path, stop: int = stop) -> Path:
            nonlocal steps
            steps += 1
            if steps == stop:
                raise KeyboardInterrupt
            return whole(place, target)

        monkeypatch.setattr(Path, "rename", dying)
        with suppress(KeyboardInterrupt):
            other.keep(graph)
        monkeypatch.setattr(Path, "rename", whole)
        assert Teaching.of(graph).fingerprint in (before, other.fingerprint)
        other.keep(graph)
        assert Teaching.of(graph).fingerprint == other.fingerprint
        assert sorted(place.name for place in graph.iterdir()) == (["teaching"] if later else [])
