"""Verifying: a graph as it was written holds, and whatever was changed behind its back is found."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner
from handed import hostile_graph

from kg.cli import main
from kg.graph.database import FILE
from kg.graph.store import Store, replace
from kg.knowledge import KnowledgeGraph
from kg.verification import verify


@pytest.fixture
def folder(tmp_path) -> Path:
    return hostile_graph(tmp_path)


def messages(folder: Path) -> list[str]:
    return [finding.message for finding in verify(KnowledgeGraph.open(folder)).findings]


def change(folder: Path, old: str, new: str) -> None:
    """Change a stored text without changing its hash."""
    with sqlite3.connect(folder / FILE) as connection:
        for name, document in connection.execute("SELECT name, document FROM reading").fetchall():
            record = json.loads(document)
            record["text"] = record["text"].replace(old, new)
            connection.execute("UPDATE reading SET document = ? WHERE name = ?", (json.dumps(record), name))


def restated(folder: Path, old: bytes, new: bytes) -> None:
    replace(folder, [Store.open(folder).dump("nq").replace(old, new)])


def test_a_graph_as_it_was_written_holds(folder):
    assert messages(folder) == []


def test_the_shapes_hold_too(folder):
    pytest.importorskip("pyshacl")
    assert not verify(KnowledgeGraph.open(folder), shapes=True).wrong


def test_a_changed_text_is_found_by_its_hash_and_by_the_quote(folder):
    change(folder, "criticized", "praised")
    first, second = sorted(messages(folder))
    assert first == "the quote is not in the text: characters 0 to 30 of f.txt are 'Dana Reyes praised scanners An'"
    assert second == "the stored text is not the one whose hash was kept"


def test_a_changed_sentence_around_the_quote_is_found(folder):
    change(folder, "scanners And so on.", "scanners And no more.")
    assert "the sentence around the quote is not in f.txt" in messages(folder)


def test_a_claim_that_was_not_read_is_found(folder):
    restated(folder, b"#affirmed>", b"#negated>")
    found = messages(folder)
    assert "f.txt was not read to say this" in found
    assert "was read and is not stated" in found
    assert "a plain edge needs a claim that affirms a fact" in found


def test_a_changed_hash_is_found(folder):
    restated(folder, b'"' + b"ab" * 32, b'"' + b"cd" * 32)
    assert set(messages(folder)) == {"the stated hash is not that of the document"}


def test_a_file_that_has_changed_is_a_warning(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("other")
    (finding,) = verify(KnowledgeGraph.open(folder)).findings
    assert (finding.severity, finding.value) == ("Warning", "a.txt")


def test_the_exit_status_says_whether_anything_is_wrong(folder):
    arguments = ["verify", "--graph", str(folder)]
    done = CliRunner().invoke(main, arguments)
    assert (done.exit_code, done.stdout) == (0, "checked 6 claims of 6 documents: nothing is wrong\n")
    change(folder, "criticized", "praised")
    done = CliRunner().invoke(main, [*arguments, "--format", "jsonl"])
    assert done.exit_code == 1
    assert "Dana Reyes criticized scanners" in {json.loads(line)["about"] for line in done.stdout.splitlines()}
    assert done.stderr == "checked 6 claims of 6 documents: 2 violations, 0 warnings\n"
