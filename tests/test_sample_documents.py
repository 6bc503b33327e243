"""The sample briefs that the first map is built from."""

import re

import pytest

from kg.reading.readers import read
from kg.settings import shipped

FOLDER = shipped("data", "documents")


@pytest.fixture(scope="module")
def samples():
    documents, refused = read([FOLDER])
    assert refused == []
    return documents


def test_every_sample_says_what_it_is(samples):
    for document in samples:
        assert document.title, document.name
        assert document.publisher.casefold() == "kg sample briefs"
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", document.date)


def test_the_samples_show_each_simple_format(samples):
    names = {path.suffix for path in FOLDER.iterdir()}
    assert names == {".md", ".txt", ".html", ".jsonl"}
    assert len(samples) > len(list(FOLDER.iterdir()))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_a_brief_is_short_and_names_its_sources(path):
    _, matter, body = path.read_text("utf-8").split("---\n", 2)
    assert "\nsources:\n  - title: " in matter
    assert 120 <= len(body.split()) <= 220
