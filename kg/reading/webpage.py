"""HTML: the article on a page, without what stands around it."""

from __future__ import annotations

import re

from kg.reading.cleaning import UnreadableError, decoded, normalised, one_line
from kg.reading.fields import Content, byline, titled

_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Only what the page states about its own publication; the search through the running text of a page finds the dates of
# other events and is left off.
_DATES = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}


def read_html(data: bytes) -> Content:
    """The main text of a page and the metadata in its head.

    Raises:
        UnreadableError: the page has no text.
    """
    from trafilatura import bare_extraction  # here, because it takes long to load

    source = normalised(_DECLARATION.sub("", _source(data)))
    try:
        page = bare_extraction(source, with_metadata=True, include_comments=False, date_extraction_params=_DATES)
    except Exception as error:  # the parsers below promise no types of exception for hostile pages
        raise UnreadableError(f"is not HTML that can be read ({type(error).__name__})") from error
    if page is None or isinstance(page, dict) or not page.text:
        raise UnreadableError("has no text: a page of HTML without an article")
    title = one_line(page.title) if page.title else None
    return Content(
        text=titled(_paragraphs(page.text), title),
        title=title,
        date=page.date,
        publisher=page.sitename,
        author=byline(page.author),
        url=page.url,
    )


def _source(data: bytes) -> str:
    """The page as text: UTF-8 or marked, else as the page declares, else as detected."""
    declared = _DECLARED.search(data[:4096])
    try:
        return data.decode("utf-8") if not declared else data.decode(declared[1].decode("ascii"))
    except (UnicodeDecodeError, LookupError):
        return decoded(data)


def _paragraphs(text: str) -> str:
    """Blocks, which come one a line, with a blank line between."""
    return "\n\n".join(line for line in map(str.strip, normalised(text).split("\n")) if line)
