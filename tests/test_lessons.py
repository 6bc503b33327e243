"""Teaching by sentences: what they compile to, what they would find, and what is written and kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from parsed import HARBOUR

from kg.building import pipeline
from kg.claims import Claim
from kg.errors import OntologyError, StoreError, UsageError
from kg.graph.readings import Readings
from kg.namespaces import PREFIXES
from kg.ontology.writing import Declaration
from kg.teaching import lessons
from kg.teaching.materials import Teaching

DOCUMENTS = {
    "call.txt": "Tern Yard rang up Lynx Guild in May 2020.\n",
    "hail.txt": "Auk Yard hailed Emu Guild. Tern Yard met Emu Guild.\n",
    "other.txt": "Auk Yard opened an office in Springfield.\n",
}
RANG = "[The yard](subject) rang up [Acme](object)."
HAILED = "[Acme](subject) hailed [Bolt](object)."
ACTORS = "name,class,aliases\nTern Yard,Yard,\nAuk Yard,Yard,\nLynx Guild,Guild,\nEmu Guild,Guild,\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A graph of a small world, whose ontology is compiled in no time."""
    folder = tmp_path_factory.mktemp("built")
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text)
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    (folder / "mine.ttl").write_text(f'{prefixes}{HARBOUR}\nkg:meets kg:example "{HAILED}" .\n')
    (folder / "mine.csv").write_text(ACTORS)
    teaching = Teaching((str(folder / "mine.ttl"),), (str(folder / "mine.csv"),))
    pipeline.build([folder / name for name in DOCUMENTS], folder / "graph", teaching=teaching, processes=1)
    return folder


@pytest.fixture
def graph(built, tmp_path, monkeypatch) -> Path:
    """A graph of three documents that may be changed, in the current folder, beside the file it was built with."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    Teaching.of(tmp_path / "graph").changed(ontology=[tmp_path / "mine.ttl"]).keep(tmp_path / "graph")
    return tmp_path / "graph"


def said(claims: tuple[Claim, ...] | list[Claim]) -> set[tuple[str, str, str]]:
    return {(claim.subject, claim.predicate, claim.object) for claim in claims}


def stored(folder: Path) -> set[tuple[str, str, str]]:
    with Readings.read(folder) as readings:
        return said([claim for _, extraction in readings for claim in extraction.claims])


def test_what_a_lesson_foretells_is_what_the_next_build_finds(graph, tmp_path):
    before = stored(graph)
    lesson = lessons.prepare("towed", [RANG, HAILED], graph)
    assert said(lesson.effect.found) == {("Tern Yard", "towed", "Lynx Guild")}
    assert said(lesson.effect.lost) == {("Auk Yard", "meets", "Emu Guild")}
    assert (lesson.effect.documents, lesson.effect.read) == (3, 2)
    lessons.learn(lesson)
    pipeline.build([tmp_path / "other.txt"], graph, processes=1)
    assert stored(graph) == (before | said(lesson.effect.found)) - said(lesson.effect.lost)


def test_relations_that_are_taught_the_same_wording_are_told(graph):
    lesson = lessons.prepare("towed", [RANG, HAILED], graph)
    assert [taught.rivals for taught in lesson.sentences] == [(), (("meets", HAILED),)]


def test_nothing_is_written_before_it_is_learned(graph, tmp_path):
    before = (tmp_path / "mine.ttl").read_text()
    lessons.prepare("towed", [RANG], graph)
    lessons.prepare("towed", [RANG], graph, file=Path("other.ttl"))
    assert (tmp_path / "mine.ttl").read_text() == before
    assert not (tmp_path / "other.ttl").exists()


def test_a_new_relation_is_declared_and_the_graph_keeps_it(graph):
    lesson = lessons.prepare("rangUp", [RANG], graph, declaration=Declaration(definition='Calls, "rings".'))
    assert said(lesson.effect.found) == {("Tern Yard", "rangUp", "Lynx Guild")}
    lessons.learn(lesson)
    relation = Teaching.of(graph).load_ontology().relation("rangUp")
    assert (relation.label, relation.definition, relation.domain) == ("rang up", 'Calls, "rings".', ("Doer",))
    assert [example.marked for example in relation.examples] == [RANG]


def test_a_lesson_goes_into_the_file_of_the_graph_and_what_is_known_changes_nothing(graph, tmp_path):
    lessons.learn(lessons.prepare("towed", [RANG], graph))
    assert (tmp_path / "mine.ttl").read_text().endswith(f'\n\nkg:towed kg:example "{RANG}" .\n')
    assert len(Teaching.of(graph).ontology) == 1
    again = lessons.prepare("towed", ["[The guild](subject) rang up [Bolt](object)."], graph)
    assert (again.addition, again.sentences[0].known) == ("", RANG)
    assert not again.changes_graph


def test_another_file_comes_after_those_that_the_graph_keeps(graph):
    lessons.learn(lessons.prepare("towed", [RANG], graph, file=Path("other.ttl")))
    assert len(Teaching.of(graph).ontology) == 2
    assert [example.marked for example in Teaching.of(graph).load_ontology().relation("towed").examples] == [RANG]
    with pytest.raises(UsageError, match=r"mine\.ttl, .*other\.ttl; name the one"):
        lessons.prepare("towed", [RANG], graph)


def test_a_file_that_was_edited_by_hand_counts_and_is_kept_anew(graph, tmp_path):
    mine = tmp_path / "mine.ttl"
    mine.write_text(mine.read_text() + f'kg:towed kg:example "{RANG}" .\n')
    lesson = lessons.prepare("towed", [RANG], graph)
    assert (lesson.addition, lesson.changes_graph) == ("", True)
    lessons.learn(lesson)
    assert Path(Teaching.of(graph).ontology[0]).read_text() == mine.read_text()


def test_a_file_that_is_gone_is_written_anew_from_its_copy(graph, tmp_path):
    before = (tmp_path / "mine.ttl").read_text()
    (tmp_path / "mine.ttl").unlink()
    lessons.learn(lessons.prepare("towed", [RANG], graph))
    assert (tmp_path / "mine.ttl").read_text().startswith(before)


def test_a_file_that_changes_meanwhile_is_left_alone(graph, tmp_path):
    lesson = lessons.prepare("towed", [RANG], graph)
    (tmp_path / "mine.ttl").write_text("# edited\n")
    with pytest.raises(UsageError, match="has changed meanwhile"):
        lessons.learn(lesson)
    assert (tmp_path / "mine.ttl").read_text() == "# edited\n"


def test_nothing_is_written_while_the_graph_is_built(graph):
    lesson = lessons.prepare("towed", [RANG], graph, file=Path("other.ttl"))
    with Readings.open(graph), pytest.raises(StoreError, match="another build"):
        lessons.learn(lesson)
    assert not Path("other.ttl").exists()


@pytest.mark.parametrize(
    ("relation", "sentence", "declaration", "reason"),
    [
        ("towwed", RANG, None, r"Did you mean towed\?.* --new"),
        ("towed", RANG, Declaration(), "has 'towed' already"),
        ("Yard", RANG, Declaration(), "has 'Yard' already"),
        ("rangUp", RANG, Declaration(range=("Gild",)), "Did you mean Guild"),
        ("towed", "[The lab](subject) rang [up [Acme](object).", None, "belongs to no mark"),
        ("towed", "[The lab](subjct) rang up [Acme](object).", None, "Did you mean subject"),
        ("towed", "The lab rang up Acme.", None, r"marks no subject.*Write it so"),
        ("towed", "[The lab](subject) slept. [Acme](object) rang.", None, r"teaches nothing: .* two sentences"),
        ("towed", "[The lab](subject) rang up [Acme](object) \udcff.", None, "is not UTF-8"),
    ],
)
def test_what_cannot_be_taught_is_wrong_usage_and_changes_nothing(graph, relation, sentence, declaration, reason):
    with pytest.raises(UsageError, match=reason):
        lessons.prepare(relation, [RANG, sentence], graph, file=Path("other.ttl"), declaration=declaration)
    assert not Path("other.ttl").exists()


def test_a_file_that_is_wrong_already_is_an_error_and_left_alone(graph):
    Path("other.ttl").write_text('kg:a "')
    with pytest.raises(OntologyError, match="is not Turtle"):
        lessons.prepare("towed", [RANG], graph, file=Path("other.ttl"))
    assert Path("other.ttl").read_text() == 'kg:a "'


def test_without_a_graph_the_file_is_written_and_no_graph_made(tmp_path):
    lesson = lessons.prepare("sued", [RANG], tmp_path / "none", file=tmp_path / "mine.ttl")
    assert lesson.effect is None
    lessons.learn(lesson)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.ttl"]


def test_a_graph_of_the_shipped_files_has_a_new_file_for_what_is_taught(tmp_path):
    assert lessons.default_file(tmp_path) == Path(lessons.DEFAULT_FILE)
