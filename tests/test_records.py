"""Files of records."""

import gzip
import io
import json

import pytest

from kg.reading import records
from kg.reading.cleaning import UnreadableError
from kg.reading.records import Record, identifier, parsed, read_record, split, suffix_of


def test_lines_with_their_places():
    """Blank lines are passed over but counted, and each line can be found again."""
    data = b'\xef\xbb\xbf{"id": 1}\n\n  \n{"id": 2}'
    found = list(split(io.BytesIO(data), ".jsonl"))
    assert [record.position for record in found] == [1, 4]
    assert [json.loads(data[record.start :][: record.size]) for record in found] == [{"id": 1}, {"id": 2}]


def test_a_line_that_is_too_long_does_not_hide_the_next(monkeypatch):
    """A huge line is passed over without being held in memory."""
    monkeypatch.setattr(records, "SIZE_LIMIT", 20)
    found = list(split(io.BytesIO(b'{"id": 1}\n' + b"x" * 50 + b'\n{"id": 2}\n'), ".jsonl"))
    assert found[1] == Record(2, 10, 51, None)
    assert (found[2].start, found[2].data) == (61, b'{"id": 2}\n')


def test_compressed_lines():
    """A compressed file has the same records."""
    data = b'{"id": 1}\n{"id": 2}\n'
    assert list(split(io.BytesIO(gzip.compress(data)), ".jsonl.gz")) == list(split(io.BytesIO(data), ".jsonl"))


def test_compressed_bomb_is_refused(monkeypatch):
    """What unpacks beyond the limit is refused on the way."""
    monkeypatch.setattr(records, "SIZE_LIMIT", 1000)
    with pytest.raises(UnreadableError, match="unpacks to more"):
        list(split(io.BytesIO(gzip.compress(b'{"id": 1}\n' * 200)), ".jsonl.gz"))


@pytest.mark.parametrize("data", [b"no gzip", gzip.compress(b'{"id": 1}\n' * 200)[:-10], b"\x1f\x8b\x08" + bytes(30)])
def test_damaged_compression_is_refused(data):
    """Whatever the damage, the reason is one sentence."""
    with pytest.raises(UnreadableError, match="gzip"):
        list(split(io.BytesIO(data), ".jsonl.gz"))


def test_items_of_a_list():
    """Each item carries its own bytes, written in one way whatever the spacing of the file."""
    found = list(split(io.BytesIO(b'[{"b": 1,   "a": 2},\n 5]'), ".json"))
    assert found == [Record(1, 0, 16, b'{"a": 2, "b": 1}'), Record(2, 0, 1, b"5")]


def test_single_object():
    """One object is one document, as large as its file."""
    assert list(split(io.BytesIO(b'{"id": 1}'), ".json")) == [Record(None, 0, 9, b'{"id": 1}')]


@pytest.mark.parametrize(
    "data", [b"{", b'{"a": 1} x', b"[" * 100_000, b'{"a": ' + b"9" * 5000 + b"}", b"", b"\xff\xfe{"]
)
def test_what_is_not_json_is_refused(data):
    """Broken, deeply nested and absurd values are refused alike."""
    with pytest.raises(UnreadableError, match="is not JSON"):
        parsed(data)


def test_identifier_of_broken_lines():
    """A line that cannot be read has no id; its reader will say why."""
    assert [identifier(data) for data in (b"{", b"[1]", None, b'{"id": "a"}')] == [None, None, None, "a"]


def test_record():
    """A record's fields are the document's."""
    record = {
        "id": "r",
        "title": "Cameras",
        "date": "2021-03",
        "publisher": "Wire",
        "url": "https://e.org",
        "text": "Bought.\r\n",
    }
    content = read_record(json.dumps({**record, "text": "Bought.\r\n"}).encode())
    assert (content.title, content.date, content.publisher, content.url) == (
        "Cameras",
        "2021-03",
        "Wire",
        "https://e.org",
    )
    assert content.text == "Cameras\n\nBought."


@pytest.mark.parametrize("data", [b"[]", b"[1]", b'"text"', b"5", b"null"])
def test_other_values_are_refused(data):
    """A document is an object."""
    with pytest.raises(UnreadableError):
        read_record(data)


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b'{"a": 1}', ".json"),
        (b'[{"a": 1}]', ".json"),
        (b'{"a": 1}\n{"a": 2}', ".jsonl"),
        (b"[Note] text", ""),
        (b"x", ""),
    ],
)
def test_records_are_told_by_their_bytes(data, suffix):
    """Standard input has no suffix."""
    assert suffix_of(data) == suffix
