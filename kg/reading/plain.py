"""Plain text and Markdown, with or without front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import yaml

from kg.reading import fields
from kg.reading.cleaning import UnreadableError, decoded, normalised
from kg.reading.dating import header
from kg.reading.fields import Content

if TYPE_CHECKING:
    from markdown_it.token import Token

_FENCE = "---"
_FRONT_MATTER = re.compile(r"---[ ]*\n(?P<matter>.*?)\n(?:---|\.\.\.)[ ]*(?:\n|\Z)(?P<body>.*)", re.DOTALL)
_KEY = re.compile(r"---[ ]*\n(?:[ ]*\n|#[^\n]*\n)*[\"']?[\w.-]+(?: [\w.-]+)?[\"']?:(?:\s|$)")
# A page of front matter has at most some tens of kilobytes; the parser in Python takes a second for a megabyte, and
# the one in C is not used because deeply nested brackets overflow its stack and end the process.
FRONT_MATTER_LIMIT = 500_000


def read_text(data: bytes) -> Content:
    """Plain text; front matter and a `date …` line at its top are understood."""
    return _content(normalised(decoded(data)), markdown=False)


def read_markdown(data: bytes) -> Content:
    """Markdown, stored as the words a reader of the rendered page would see."""
    return _content(normalised(decoded(data)), markdown=True)


def front_matter(text: str) -> tuple[fields.Fields, str]:
    """The fields between the fences at the top of a text, and the body after them.

    Every value is a string, so that dates and numbers stay as they were written.

    Raises:
        UnreadableError: the front matter is not closed or is not YAML.
    """
    if not _KEY.match(text):
        return {}, text
    match = _FRONT_MATTER.match(text)
    if not match:
        raise UnreadableError(f"begins with front matter that no second line of {_FENCE} ends")
    return _mapping(match["matter"]), match["body"].strip()


def _content(text: str, *, markdown: bool) -> Content:
    known, body = front_matter(text)
    top = header(body)
    body = top.text if top else body
    content = fields.content(known, _rendered(body) if markdown else body)
    if not top:
        return content
    return replace(
        content,
        date=content.date or top.date,
        author=content.author or top.author,
        publisher=content.publisher or top.publisher,
    )


def _mapping(matter: str) -> fields.Fields:
    if len(matter) > FRONT_MATTER_LIMIT:
        raise UnreadableError(f"has more than {FRONT_MATTER_LIMIT:,} characters of front matter")
    try:
        known = yaml.load(matter, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 2}" if error.problem_mark else ""
        raise UnreadableError(f"has broken front matter (YAML{line}: {error.problem})") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableError("has broken front matter (not YAML)") from error
    if not isinstance(known, dict):
        raise UnreadableError("has broken front matter (not a list of names and values)")
    return known


def _rendered(body: str) -> str:
    """The paragraphs of a Markdown text, each on a line of its own with a blank line between."""
    from markdown_it import MarkdownIt  # here, because plain text does not need it

    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    return normalised("\n\n".join(filter(None, _paragraphs(tokens))))


def _paragraphs(tokens: list[Token]) -> Iterator[str]:
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield " | ".join(row)
            row = None
        elif token.type == "inline":
            words = "".join(map(_words, token.children or ()))
            if row is None:
                yield words
            else:
                row.append(words)
        elif token.type in {"code_block", "fence"}:
            yield token.content.rstrip()
        elif token.type == "html_block":
            yield re.sub(r"<!--.*?-->|<[^>]*>", "", token.content, flags=re.DOTALL).strip()


def _words(token: Token) -> str:
    """What a reader sees of one piece of a line: no marks, no addresses, no pictures."""
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    return token.content if token.type in {"text", "code_inline"} else ""
