"""Patterns kept between processes: that they are the same, and what happens where they cannot be kept."""

from __future__ import annotations

import pytest

from kg.extraction.naming.lexicon import Lexicon
from kg.extraction.wording import compiled
from kg.extraction.wording.patterns import Node, Pattern, Step
from kg.ontology.definitions import Class, Example, Relation

RELATION = Relation("sued", "sued", "")
SENTENCES = ("[Acme](subject) sued [Bolt](object).", "[The lab](subject) filed a [suit](cue) against [Bolt](object).")
ROWS = [(RELATION, Example.parse(sentence)) for sentence in SENTENCES]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def lexicon(ontology_of):
    return Lexicon(ontology_of({"Company": ["company", "#000000", "dot"]}, {}))


class Compiler:
    """Teaches one pattern, and nothing by examples without a cue; counts what it compiles."""

    def __init__(self) -> None:
        self.compiled: list[str] = []

    def __call__(self, rows):
        for relation, example in rows:
            self.compiled.append(example.marked)
            steps = (Step("agent", forward=False), Step("object", forward=True))
            nodes, cues = (Node("file"), Node("", "Company", is_role=True)), frozenset({"suit", "claim"})
            yield (
                Pattern(relation.name, nodes, steps, cues, example, "Company", "") if "cue" in example.marked else None
            )


def test_what_others_asked_for_stays(lexicon):
    """Examples and counterexamples are compiled in turn; each used to push the other out."""
    compiler = Compiler()
    for _ in range(2):
        for row in ROWS:
            compiled.patterns([row], lexicon, compiler)
    assert compiler.compiled == list(SENTENCES)


def test_what_was_compiled_once_is_read_back_equal(lexicon):
    compiler = Compiler()
    first = compiled.patterns(ROWS, lexicon, compiler)
    assert compiled.patterns(ROWS, lexicon, compiler) == first
    assert first[0] is None
    assert compiler.compiled == list(SENTENCES)


def test_only_new_examples_are_compiled(lexicon):
    compiled.patterns(ROWS[:1], lexicon, Compiler())
    compiler = Compiler()
    compiled.patterns(ROWS, lexicon, compiler)
    assert compiler.compiled == [SENTENCES[1]]


def test_other_classes_make_other_patterns(lexicon, monkeypatch):
    compiled.patterns(ROWS, lexicon, Compiler())
    monkeypatch.setitem(lexicon.ontology.classes, "Lab", Class("Lab", "lab", "", nouns=("lab",)))
    compiler = Compiler()
    compiled.patterns(ROWS, lexicon, compiler)
    assert compiler.compiled == list(SENTENCES)


def test_another_version_of_the_program_makes_other_patterns(lexicon, monkeypatch):
    compiled.patterns(ROWS, lexicon, Compiler())
    monkeypatch.setattr(compiled, "program_hash", lambda: "another")
    compiler = Compiler()
    compiled.patterns(ROWS, lexicon, compiler)
    assert compiler.compiled == list(SENTENCES)


def test_a_damaged_file_is_made_again(lexicon, folder):
    first = compiled.patterns(ROWS, lexicon, Compiler())
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes().replace(b"suit", b"soup"))
    assert compiled.patterns(ROWS, lexicon, Compiler()) == first
    assert b"soup" not in file.read_bytes()


def test_where_nothing_can_be_kept_it_is_compiled_each_time(lexicon, folder):
    folder.write_text("no folder")
    assert compiled.patterns(ROWS, lexicon, Compiler()) == compiled.patterns(ROWS, lexicon, Compiler())


def test_few_files_are_kept(lexicon, folder, monkeypatch):
    for number in range(compiled.KEPT + 3):
        monkeypatch.setattr(compiled, "program_hash", lambda number=number: str(number))
        compiled.patterns(ROWS, lexicon, Compiler())
    assert len(list(folder.iterdir())) == compiled.KEPT
