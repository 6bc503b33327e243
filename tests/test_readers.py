"""From files to documents."""

import hashlib
import io
import json
import os
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen import canvas

from kg.errors import ReadingError
from kg.reading import records, sources
from kg.reading.cleaning import normalised
from kg.reading.readers import READERS, read, read_source
from kg.reading.sources import Source, discover

SENTENCE = "The council ended its contract with the vendor."


def written(path, data):
    """The path of a new file."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def pdf():
    """A PDF that says the sentence."""
    stream = io.BytesIO()
    page = canvas.Canvas(stream)
    page.drawString(72, 700, SENTENCE)
    page.save()
    return stream.getvalue()


def word():
    """A DOCX that says the sentence."""
    stream = io.BytesIO()
    file = docx.Document()
    file.add_paragraph(SENTENCE)
    file.save(stream)
    return stream.getvalue()


FILES = {
    "a.txt": SENTENCE,
    "a.TXT": SENTENCE.encode("utf-16"),
    "a.md": f"**{SENTENCE}**",
    "a.html": f"<html><body><p>{SENTENCE}</p></body></html>",
    "a.json": json.dumps({"text": SENTENCE}),
    "a.pdf": pdf(),
    "a.docx": word(),
    "saved-page.txt": f"<!DOCTYPE html><html><body><p>{SENTENCE}</p></body></html>",
    "misnamed.txt": pdf(),
}


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_sentence(tmp_path, name):
    """Whatever the format, the text is the same, and the hash is that of the file."""
    path = written(tmp_path / name, FILES[name])
    (document,), refused = read([path])
    assert (document.text, document.name, document.source) == (SENTENCE, name, str(path))
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert refused == []


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\r\n ", "is empty"),
        ("a.txt", "\u200b\ufeff", "holds no text"),
        ("a.txt", bytes(100), "binary"),
        ("a.xlsx", b"PK", "files of type .xlsx are not read"),
        ("a.csv", b"buyer,seller", "`kg import` makes claims of tables"),
        ("a.htlm", b"<p>", "Did you mean"),
        ("README", b"text", "files without a suffix are not read"),
        ("a.jsonl", b"\n\n\n", "is empty"),
        ("a.json", b"[]", "holds no records"),
        ("a.json", b"{", "not JSON"),
        ("a.json", b'{"id": 1}', "holds no text"),
        ("a.jsonl.gz", b"no gzip", "gzip"),
        ("a.md", b"---\ntitle: [\n---\n", "broken front matter"),
    ],
)
def test_refusals(tmp_path, name, data, reason):
    """What cannot be read is refused with its name and the reason."""
    path = written(tmp_path / name, data)
    documents, (refused,) = read([path])
    assert documents == []
    assert refused.source == str(path)
    assert reason in refused.reason


def test_a_bad_record_does_not_lose_the_others(tmp_path):
    """Each record stands for itself; the refused one is named by its line."""
    rows = ['{"id": "a", "text": "One."}', "{broken", '{"id": "c"}', '["d"]', '{"id": "e", "text": "Five."}']
    path = written(tmp_path / "rows.jsonl", "\n".join(rows))
    documents, refused = read([path])
    assert [document.name for document in documents] == ["a", "e"]
    assert [error.source for error in refused] == [f"{path}:{line}" for line in (2, 3, 4)]


def test_hash_of_a_record_is_that_of_its_line(tmp_path):
    """A record changes when its line does, not when its file does."""
    line = b'{"id": "b", "text": "Two."}'
    documents, _ = read([written(tmp_path / "rows.jsonl", b'{"id": "a", "text": "One."}\n' + line)])
    assert documents[1].sha256 == hashlib.sha256(line).hexdigest()


def test_files_of_the_same_name_stay_two_documents(tmp_path):
    """Names are unique in a build."""
    written(tmp_path / "2019" / "minutes.txt", "One.")
    written(tmp_path / "2020" / "minutes.txt", "Two.")
    documents, _ = read([tmp_path])
    assert [(d.name, d.text) for d in documents] == [("2019/minutes.txt", "One."), ("2020/minutes.txt", "Two.")]


def test_size_is_checked_before_reading(tmp_path):
    """A file over the limit is refused without being read; this one takes no room on the disk."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(records.SIZE_LIMIT + 1)
    _, (refused,) = read([path])
    assert "larger than 100 MB" in refused.reason


def test_a_file_of_records_may_be_larger_than_any_of_them(tmp_path, monkeypatch):
    """The limit is for a document, not for a collection."""
    monkeypatch.setattr(records, "SIZE_LIMIT", 40)
    monkeypatch.setattr(sources, "SIZE_LIMIT", 40)
    monkeypatch.setattr("kg.reading.readers.SIZE_LIMIT", 40)
    rows = ['{"text": "One."}', json.dumps({"text": "x" * 60}), '{"text": "Two."}', '{"text": "Three."}']
    documents, (refused,) = read([written(tmp_path / "rows.jsonl", "\n".join(rows))])
    assert [document.text for document in documents] == ["One.", "Two.", "Three."]
    assert refused.source.endswith(":2")


def test_pipe_is_refused(tmp_path):
    """A named pipe is refused instead of waited for."""
    os.mkfifo(tmp_path / "a.txt")
    _, (refused,) = read([tmp_path])
    assert refused.reason == "is not a regular file"


def test_broken_link_is_refused(tmp_path):
    """A link that leads nowhere is named."""
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    _, (refused,) = read([tmp_path])
    assert "cannot be opened (No such file" in refused.reason


def test_what_the_system_forbids_is_refused(tmp_path, monkeypatch):
    """A file without permission is refused in the words of the system."""
    path = written(tmp_path / "a.txt", SENTENCE)

    def forbidden(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(ReadingError, match="Permission denied"):
        read_source(Source(str(path), "a.txt"))


def test_standard_input():
    """Text from standard input is a document."""
    (document,), _ = read(["-"], stdin=io.BytesIO(b"---\ntitle: Cameras\n---\nBought."))
    assert (document.name, document.source, document.title) == ("stdin", "-", "Cameras")


def test_a_record_from_standard_input():
    """One JSON object is a record, however it is broken into lines."""
    (document,), _ = read(["-"], stdin=io.BytesIO(b'{"id": "r",\n "text": "Bought."}'))
    assert (document.name, document.text) == ("r", "Bought.")


def test_a_date_alone_on_a_first_line_dates_the_document(tmp_path):
    """Where metadata has no date, the text may have one."""
    (document,), _ = read([written(tmp_path / "a.txt", "Minutes\n\nMarch 8, 2021\n\nThe council met.")])
    assert document.date == "2021-03-08"
    assert "March 8, 2021" in document.text


def test_hostile_text_is_kept_as_text(tmp_path):
    """What looks like code in a text is stored as letters; showing it safely is for those who show it."""
    text = "<script>alert(1)</script> {{ 7 * 7 }} \"}; DROP ALL # ' OR 1=1"
    (document,), _ = read([written(tmp_path / "a.txt", text)])
    assert document.text == text


@pytest.mark.parametrize("suffix", READERS)
@given(data=st.binary(max_size=300))
def test_no_bytes_crash_a_reader(tmp_path_factory, suffix, data):
    """Random bytes under any suffix give a document or a reason."""
    path = written(tmp_path_factory.mktemp("random") / f"a{suffix}", data)
    documents, refused = read([path])
    assert len(documents) + len(refused) >= 1


@given(text=st.text(st.characters(exclude_categories=("C",)), min_size=1).filter(lambda t: len(normalised(t)) > 3))
def test_text_round_trip(tmp_path_factory, text):
    """A text that is written as a record and read is the text as it would be stored."""
    path = written(tmp_path_factory.mktemp("text") / "a.json", json.dumps({"text": text}))
    assert read_source(discover([path])[0]).text == normalised(text)


SHARED = Path(__file__).resolve().parents[1].parent / "shared"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the development corpus ../shared is not here")
def test_evidence_of_the_development_corpus_stands_in_the_stored_texts():
    """Every quote that a human marked is found verbatim in what we store."""
    documents, refused = read([SHARED / "seeds", SHARED / "corpus"])
    texts = {document.name: document.text for document in documents}
    gold = [json.loads(path.read_text("utf-8")) for path in sorted((SHARED / "gold" / "seeds").glob("*.json"))]
    for name in ("wikinews", "atlas", "aiaaic"):
        gold += [json.loads(line) for line in (SHARED / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines()]
    missing = [(g["doc"], c["evidence"]) for g in gold for c in g["claims"] if c["evidence"] not in texts[g["doc"]]]
    assert missing == []
    assert [error.source for error in refused if not error.source.endswith("README.md")] == []
