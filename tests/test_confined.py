"""Reading in a process that can be ended: what is refused, and that reading goes on after it."""

from __future__ import annotations

import os
import time
from contextlib import closing

import pytest

from kg.errors import ReadingError
from kg.reading.confined import MEMORY, ConfinedReader
from kg.reading.readers import read_source
from kg.reading.sources import Source, discover

PAGE = "<html><body><p>The lab sued Acme.</p></body></html>"


class Killer(Source):
    """A source that ends the process to which it is sent."""

    def __reduce__(self):
        return os._exit, (9,)


class Aborter(Source):
    """A source that ends the process as Python does when there is no memory left."""

    def __reduce__(self):
        return os.abort, ()


class Printer(Source):
    """A source that prints something."""

    def __reduce__(self):
        return os.write, (2, b"a word")


class Sleeper(Source):
    """A source that keeps the process to which it is sent from doing anything else."""

    def __reduce__(self):
        return time.sleep, (60,)


class Glutton(Source):
    """A source with more bytes than the process to which it is sent may have."""

    def __reduce__(self):
        return bytearray, (MEMORY,)


@pytest.fixture
def page(tmp_path):
    (tmp_path / "page.html").write_text(PAGE)
    return discover([tmp_path / "page.html"])[0]


@pytest.fixture
def reader():
    made = ConfinedReader()
    yield made
    made.close()


def test_a_document_is_read_as_without(reader, page):
    assert reader.read(page) == read_source(page)


def test_a_refusal_is_the_same_as_without(reader, tmp_path):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing else")
    (source,) = discover([tmp_path])
    with pytest.raises(ReadingError) as plain:
        read_source(source)
    with pytest.raises(ReadingError) as confined:
        reader.read(source)
    assert str(confined.value) == str(plain.value)


@pytest.mark.parametrize(
    ("kind", "limits", "reason"),
    [
        (Killer, {}, "ended the process"),
        (Glutton, {}, "ended the process"),
        (Aborter, {}, "want of memory"),
        (Sleeper, {"patience": 2}, "not read within 2 seconds"),
    ],
)
def test_what_goes_beyond_the_limits_is_refused_and_the_next_is_read(page, kind, limits, reason):
    with closing(ConfinedReader(**limits)) as reader:
        with pytest.raises(ReadingError, match=reason):
            reader.read(kind("bad.pdf", "bad.pdf"))
        reader._patience = 30
        assert reader.read(page).text == "The lab sued Acme."


def test_a_file_that_keeps_the_processor_busy_is_refused(tmp_path):
    """Stars that open nothing take Markdown's parser a time that grows with the square of their number."""
    (tmp_path / "brackets.md").write_text("*a **b " * 50_000)
    (source,) = discover([tmp_path])
    with closing(ConfinedReader(seconds=0.5)) as reader, pytest.raises(ReadingError, match=r"within 0\.5 seconds"):
        reader.read(source)


def test_only_what_libraries_of_others_read_is_confined(tmp_path, page):
    (tmp_path / "note.txt").write_text("The lab sued Acme.")
    (tmp_path / "saved.txt").write_text(PAGE)
    asked: list[str] = []
    for source in discover([tmp_path]):
        read_source(source, confined=lambda source: asked.append(source.name))
    assert asked == ["page.html", "saved.txt"]


def test_nothing_is_printed_but_what_the_program_tells(reader, capfd):
    with pytest.raises(ReadingError, match="ended the process"):
        reader.read(Printer("bad.pdf", "bad.pdf"))
    assert capfd.readouterr().err == ""
