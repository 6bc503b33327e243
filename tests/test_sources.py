"""Discovery of documents."""

import gzip
import io
import os
import pickle
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.reading.sources import discover


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with documents, which is also the current one."""
    for path in ("b.txt", "a/z.txt", "a/b.md", ".hidden.txt", ".git/x.txt", "c/b.txt"):
        file = tmp_path / path
        file.parent.mkdir(exist_ok=True)
        file.write_text("Words.")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_folder(folder):
    """A folder is searched through in order, hidden files left out."""
    assert [source.path for source in discover([folder])] == [
        str(folder / path) for path in ("b.txt", "a/b.md", "a/z.txt", "c/b.txt")
    ]


def test_names_do_not_depend_on_how_paths_are_typed(folder):
    """Absolute, relative or roundabout, a file keeps its name."""
    names = [source.name for source in discover([folder])]
    assert names == [f"{folder.name}/b.txt", "b.md", "z.txt", "c/b.txt"]
    assert [source.name for source in discover(["."])] == names
    assert [source.name for source in discover(["a/../b.txt", "a/b.md", "a/z.txt", "c/../c/b.txt"])] == names


def test_pattern(folder):
    """A pattern stands for the files and folders it matches, sorted."""
    assert [source.path for source in discover(["*/b.*"])] == ["a/b.md", "c/b.txt"]
    assert [source.path for source in discover(["**/*.txt"])] == ["a/z.txt", "b.txt", "c/b.txt"]
    assert [source.path for source in discover(["[ab]"])] == ["a/b.md", "a/z.txt"]


def test_a_file_is_read_once(folder):
    """A file that is given twice, or linked, is one document."""
    Path("link.txt").symlink_to("b.txt")
    assert [source.path for source in discover(["b.txt", ".", "./b.txt"])] == ["b.txt", "a/b.md", "a/z.txt", "c/b.txt"]


def test_brackets_in_a_name(folder):
    """A file whose name looks like a pattern is a file first."""
    Path("[1].txt").write_text("Words.")
    assert [source.path for source in discover(["[1].txt"])] == ["[1].txt"]


@pytest.mark.parametrize(("path", "message"), [("missing.txt", "no file or folder"), ("*.pdf", "no file matches")])
def test_missing_paths(folder, path, message):
    """A path that leads nowhere is the caller's mistake."""
    with pytest.raises(UsageError, match=message):
        discover([path])


def test_empty_folder(tmp_path):
    """A folder without documents is said to be so."""
    (tmp_path / ".hidden").touch()
    with pytest.raises(UsageError, match="holds no files"):
        discover([tmp_path])


def test_records_are_documents(tmp_path):
    """Each record of a file is a source of its own, small enough to be sent to another process."""
    file = tmp_path / "rows.jsonl"
    file.write_text('{"id": "a", "text": "x"}\nbroken\n{"text": "y"}\n')
    sources = discover([file])
    assert [(source.name, source.position, source.data) for source in sources] == [
        ("a", 1, None),
        ("rows.jsonl:2", 2, None),
        ("rows.jsonl:3", 3, None),
    ]
    assert pickle.loads(pickle.dumps(sources)) == sources


def test_compressed_records_carry_their_bytes(tmp_path):
    """A place in a compressed file cannot be found again."""
    file = tmp_path / "rows.jsonl.gz"
    file.write_bytes(gzip.compress(b'{"id": "a"}\n'))
    assert [(source.name, source.data) for source in discover([file])] == [("a", b'{"id": "a"}\n')]


def test_standard_input():
    """Standard input is one text, or the records it holds."""
    assert [s.name for s in discover(["-"], stdin=io.BytesIO(b"Words."))] == ["stdin"]
    assert [s.name for s in discover(["-"], stdin=io.BytesIO(b'{"id": "a"}\n{"id": "b"}'))] == ["a", "b"]


def test_standard_input_must_be_there():
    """A program that offers no standard input cannot be asked for it."""
    with pytest.raises(UsageError, match="standard input"):
        discover(["-"])


def test_pipes_are_not_opened(tmp_path):
    """A named pipe would be waited for without end."""
    os.mkfifo(tmp_path / "rows.jsonl")
    assert [source.name for source in discover([tmp_path])] == ["rows.jsonl"]
