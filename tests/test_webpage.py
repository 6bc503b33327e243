"""HTML pages."""

import pytest

from kg.reading.cleaning import UnreadableError
from kg.reading.webpage import read_html

PAGE = """<!doctype html>
<html><head><title>City drops its cameras</title>
<meta property="og:site_name" content="The Example">
<meta name="author" content="Ann Roe">
<meta property="article:published_time" content="2021-03-08T10:00:00Z">
<link rel="canonical" href="https://example.org/city-drops-cameras">
<script>alert("never text")</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>City drops its cameras</h1>
<p>The council&nbsp;ended its contract with the vendor “Acme” on Monday &amp; asked for its money back.</p>
<p>A spokesperson of the vendor said that it would look into the matter and answer within a week.</p>
<table><tr><td>Vendor</td><td>Acme</td></tr></table></article>
<footer>All rights reserved</footer></body></html>"""


def test_article_and_metadata():
    """The article is the text, and the head of the page describes it."""
    content = read_html(PAGE.encode())
    assert content.text.startswith(
        "City drops its cameras\n\nThe council ended its contract with the vendor “Acme” on Monday &"
    )
    assert content.text.count("City drops its cameras") == 1
    assert (content.title, content.date, content.author) == ("City drops its cameras", "2021-03-08", "Ann Roe")
    assert (content.publisher, content.url) == ("The Example", "https://example.org/city-drops-cameras")


def test_what_stands_around_the_article_is_left_out():
    """Scripts, menus and footers are not text."""
    text = read_html(PAGE.encode()).text
    assert not any(words in text for words in ("alert", "Sport", "rights reserved"))


@pytest.mark.parametrize("declaration", ['<meta charset="windows-1252">', ""])
def test_encoding_as_declared_or_detected(declaration):
    """Pages that are not UTF-8 keep their quotation marks."""
    page = PAGE.replace("<head>", "<head>" + declaration).encode("cp1252")
    assert "“Acme”" in read_html(page).text


def test_a_wrong_declaration_is_survived():
    """A page that names no known encoding is read as what it is."""
    page = PAGE.replace("<head>", '<head><meta charset="utf-81">').encode()
    assert "“Acme”" in read_html(page).text


def test_xhtml_with_a_declaration():
    """The declaration of an XML page does not stop its reader."""
    page = '<?xml version="1.0" encoding="utf-8"?>\n' + PAGE
    assert "“Acme”" in read_html(page.encode()).text


def test_a_date_in_the_running_text_is_not_that_of_the_page():
    """A page that does not date itself has no date."""
    page = "<html><body><p>The law of 12 March 2018 was amended by the parliament in June of 2019.</p></body></html>"
    assert read_html(page.encode()).date is None


@pytest.mark.parametrize("page", ["<html></html>", "<html><body><script>x()</script></body></html>", "<div>" * 20_000])
def test_pages_without_text_are_refused(page):
    """A page that shows nothing is refused, however it is built."""
    with pytest.raises(UnreadableError):
        read_html(page.encode())
