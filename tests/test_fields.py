"""Names of metadata seen in the wild."""

import pytest

from kg.reading.fields import body_text, content, identifier, titled


@pytest.mark.parametrize(
    ("fields", "attribute", "value"),
    [
        ({"headline": "Cameras bought"}, "title", "Cameras bought"),
        ({"publishedDateTime": "2021-03-08T10:00:00Z"}, "date", "2021-03-08"),
        ({"pubDate": "Mon, 08 Mar 2021 10:00:00 GMT"}, "date", "2021-03-08"),
        ({"published": "false", "datePublished": "2021-03"}, "date", "2021-03"),
        ({"webUrl": "https://example.org/a"}, "url", "https://example.org/a"),
        ({"source_url": "https://example.org/a"}, "url", "https://example.org/a"),
        ({"source": "https://example.org/a"}, "url", "https://example.org/a"),
        ({"source": "Example Wire"}, "publisher", "Example Wire"),
        ({"source": "https://example.org/a"}, "publisher", None),
        ({"provider": {"name": "Example Wire", "domain": "example.org"}}, "publisher", "Example Wire"),
        ({"byline": "By Ann Roe"}, "author", "Ann Roe"),
        ({"authors": ["Ann Roe", {"name": "Bo Lee"}]}, "author", "Ann Roe, Bo Lee"),
        ({"author": "null"}, "author", None),
        ({"title": None, "headline": "Cameras bought"}, "title", "Cameras bought"),
    ],
)
def test_names(fields, attribute, value):
    """Each fact is found under the names that programs give it."""
    assert getattr(content(fields, "Some text."), attribute) == value


def test_title_begins_the_text():
    """A claim may stand in the title only, so the title is part of the text."""
    assert content({"title": "Union sues city"}, "It filed on Monday.").text == "Union sues city\n\nIt filed on Monday."


def test_title_is_not_repeated():
    """A body that begins with its title, whatever the punctuation, keeps it once."""
    assert (
        titled("Union sues city.\n\nIt filed on Monday.", "Union Sues City")
        == "Union sues city.\n\nIt filed on Monday."
    )


def test_fields_alone_are_a_text():
    """Without a body, titles and summaries of the record and of its related items are the text."""
    fields = {
        "title": "Union sues city",
        "excerpt": "It filed on Monday.",
        "images": [{"title": "A photo"}],
        "related": [{"title": "City buys cameras", "excerpt": "Acme won."}, {"title": "Union sues city"}, "stray"],
    }
    assert content(fields, "").text == "Union sues city\n\nIt filed on Monday.\n\nCity buys cameras\n\nAcme won."


@pytest.mark.parametrize("value", ["https://example.org/a.jpg", "aGVsbG8" * 12, "//cdn.example.org/x", True, ["a"] * 0])
def test_boilerplate_is_no_text(value):
    """Addresses, hashes and flags are not prose."""
    assert content({"title": value}, "").text == ""


def test_body_under_other_names():
    """The running text of a record is found; a value that is no text is passed over."""
    assert body_text({"text": "", "content": 5, "articleBody": "It voted."}) == "It voted."


@pytest.mark.parametrize(("value", "expected"), [(7, "7"), (" a 1 ", "a 1"), (None, None), (True, None), ({}, None)])
def test_identifier(value, expected):
    """An id is a string, whatever the record wrote."""
    assert identifier({"id": value}) == expected
