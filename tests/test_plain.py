"""Plain text, Markdown and front matter."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.reading.cleaning import UnreadableError, normalised
from kg.reading.plain import FRONT_MATTER_LIMIT, front_matter, read_markdown, read_text


def test_text_is_kept_as_it_stands():
    """Plain text is stored with its lines."""
    assert (
        read_text(b"First line\r\nsecond line\r\n\r\nNew paragraph").text == "First line\nsecond line\n\nNew paragraph"
    )


def test_front_matter_and_body():
    """Fields above the body describe it; what is written as a month stays a month."""
    content = read_text(b"---\ntitle: Cameras bought\ndate: 2021-03\nauthor: Ann Roe\n---\n\nThe council voted.\n")
    assert (content.title, content.date, content.author) == ("Cameras bought", "2021-03", "Ann Roe")
    assert content.text == "Cameras bought\n\nThe council voted."


def test_front_matter_only():
    """A file that is all front matter has a text of its own."""
    content = read_text(
        b'---\ntitle: "Cameras bought"\nexcerpt: The council voted.\nsecured: "' + b"x" * 300 + b'"\n---\n'
    )
    assert content.text == "Cameras bought\n\nThe council voted."


def test_header_below_front_matter_does_not_override_it():
    """Front matter is more trustworthy than a line of the text."""
    content = read_text(b"---\npublished: 2021-03-09\n---\n date 2020-01-01 Ann Roe/Wire\n\nText.")
    assert (content.date, content.author, content.text) == ("2021-03-09", "Ann Roe", "Text.")


@pytest.mark.parametrize(
    "matter",
    ["title: [unclosed", "title: a: b", "title: x\n\tbad: *unknown", "a: b\n- c", "title: " + "[" * 10_000],
)
def test_broken_front_matter_is_refused(matter):
    """Broken front matter is named as the reason."""
    with pytest.raises(UnreadableError, match="broken front matter"):
        front_matter(f"---\n{matter}\n---\nText.")


def test_front_matter_that_is_not_closed_is_refused():
    """A missing fence would turn a whole document into metadata."""
    with pytest.raises(UnreadableError, match="no second line"):
        front_matter("---\ntitle: Cameras\n\nThe council voted.")


def test_huge_front_matter_is_refused():
    """A parser in Python must not be kept busy for hours."""
    with pytest.raises(UnreadableError, match="front matter"):
        front_matter("---\ntitle: " + "x" * FRONT_MATTER_LIMIT + "\n---\nText.")


def test_a_rule_of_hyphens_is_not_front_matter():
    """A line of hyphens above prose is decoration."""
    text = "---\nThe council voted.\n---\nIt was late."
    assert front_matter(text) == ({}, text)


def test_references_in_front_matter_do_not_explode():
    """Nested references stay references."""
    matter = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(24)
    )
    fields, body = front_matter(f"---\n{matter}---\nText.")
    assert len(fields) == 25
    assert body == "Text."


KEYS = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
VALUES = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), max_size=60).map(normalised)


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=6), VALUES)
def test_front_matter_round_trip(known, body):
    """What is written as front matter is read back, and the body is untouched."""
    matter = yaml.safe_dump(known, allow_unicode=True, default_style='"', width=10_000)
    assert front_matter(f"---\n{matter}---\n{body}") == (known, body)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# Cameras\nThe **city** _bought_ `them`.", "Cameras\n\nThe city bought them."),
        ("See [the report](https://example.org/x) ![photo](p.png) now.", "See the report  now."),
        ("One line\nand its other half.", "One line and its other half."),
        ("* first\n* second", "first\n\nsecond"),
        ("> Quoted words.", "Quoted words."),
        ("| Vendor | Sum |\n|---|---|\n| Acme | $5 |", "Vendor | Sum\n\nAcme | $5"),
        ("<div>Boxed</div>\n\nText<br>here &amp; there.", "Boxed\n\nTexthere & there."),
        ("4 * 3 * 2 and snake_case_name", "4 * 3 * 2 and snake_case_name"),
        ("```\ncode stays\n```", "code stays"),
    ],
)
def test_markdown_is_stored_as_it_is_seen(markdown, text):
    """Marks, addresses and pictures are not text; words are."""
    assert read_markdown(markdown.encode()).text == text


def test_markdown_in_plain_text_is_left_alone():
    """Only Markdown files are rendered."""
    assert read_text(b"# Not a *heading*").text == "# Not a *heading*"
