"""What a document says of itself: its title, date, publisher, author and address under the names seen in the wild."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from kg.reading.cleaning import one_line
from kg.reading.dating import written_date

Fields = Mapping[object, object]

# Names are compared in lower case without `_`, `-` and spaces; earlier names are preferred.
TITLE = ("title", "headline")
DATE = (
    "date",
    "publisheddatetime",
    "published",
    "publishedat",
    "publisheddate",
    "publishdate",
    "pubdate",
    "datepublished",
    "publicationdate",
)
URL = ("url", "weburl", "link", "sourceurl", "canonical", "canonicalurl", "permalink", "source")
PUBLISHER = ("publisher", "provider", "site", "sitename", "outlet", "source")
AUTHOR = ("author", "byline", "authors", "creator")
SUMMARY = ("excerpt", "description", "summary")
TEXT = ("text", "body", "content", "articlebody")
RELATED = ("related",)
IDENTIFIER = ("id",)

_ADDRESS = re.compile(r"(?:https?:)?//\S+|www\.\S+", re.IGNORECASE)
_EMPTY = {"", "null", "~", "none", "n/a"}
# Longer than any word of English; hashes, keys and addresses are not prose.
_LONGEST_WORD = 45


@dataclass(frozen=True, slots=True)
class Content:
    """What one format yields: the text, and what is known about it."""

    text: str
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None


def content(fields: Fields, body: str) -> Content:
    """Text with its metadata. Without a body, the prose among the fields is the text."""
    title = _first(fields, TITLE, _prose)
    return Content(
        text=titled(body, title) if body.strip() else "\n\n".join(dict.fromkeys(_passages(fields))),
        title=title,
        date=_first(fields, DATE, written_date),
        publisher=_first(fields, PUBLISHER, partial(_string, address=False)),
        author=byline(_first(fields, AUTHOR, partial(_string, address=False))),
        url=_first(fields, URL, partial(_string, address=True)),
    )


def titled(body: str, title: str | None) -> str:
    """The text of a document: its title as the first paragraph, unless the body begins with it."""
    beginning = _bare(body[: len(title or "") + 200])
    return body if not title or beginning.startswith(_bare(title)) else f"{title}\n\n{body}"


def byline(author: str | None) -> str | None:
    """An author's name without the word `by`."""
    return re.sub(r"^by:?\s+", "", author, flags=re.IGNORECASE) if author else None


def body_text(fields: Fields) -> str:
    """The running text of a record."""
    return next((value for value in _values(fields, TEXT) if isinstance(value, str) and value.strip()), "")


def identifier(fields: Fields) -> str | None:
    """The id of a record as a string."""
    return _first(fields, IDENTIFIER, _text)


def _passages(fields: Fields) -> Iterator[str]:
    """Title and summary of a record, then those of the items it lists as related."""
    yield from filter(None, (_first(fields, TITLE, _prose), _first(fields, SUMMARY, _prose)))
    for items in _values(fields, RELATED):
        for item in items if isinstance(items, list) else ():
            if isinstance(item, Mapping):
                yield from filter(None, (_first(item, TITLE, _prose), _first(item, SUMMARY, _prose)))


def _values(fields: Fields, names: tuple[str, ...]) -> Iterator[object]:
    """The values under these names, in the order of the names."""
    folded = {re.sub(r"[\s_-]", "", str(key)).casefold(): value for key, value in fields.items()}
    return (folded[name] for name in names if name in folded)


def _first(fields: Fields, names: tuple[str, ...], form: Callable[[object], str | None]) -> str | None:
    return next((found for value in _values(fields, names) if (found := form(value))), None)


def _text(value: object) -> str | None:
    """A scalar as one line of text; a list as its parts, a mapping as its name."""
    if isinstance(value, Mapping):
        return _first(value, ("name",), _scalar)
    if isinstance(value, list):
        return ", ".join(filter(None, map(_named, value))) or None
    return _scalar(value)


def _named(value: object) -> str | None:
    return _first(value, ("name",), _scalar) if isinstance(value, Mapping) else _scalar(value)


def _scalar(value: object) -> str | None:
    if value is None or isinstance(value, bool | Mapping | list):
        return None
    line = one_line(str(value))
    return None if line.casefold() in _EMPTY else line


def _string(value: object, *, address: bool) -> str | None:
    """The value if it is an address, or if it is none, as asked."""
    text = _text(value)
    return text if text and bool(_ADDRESS.fullmatch(text)) == address else None


def _prose(value: object) -> str | None:
    """The value if somebody wrote it to be read: no address, hash or path of an image."""
    text = _string(value, address=False)
    return text if text and max(map(len, text.split())) <= _LONGEST_WORD else None


def _bare(text: str) -> str:
    """Letters and digits only, to compare a title with a first line."""
    return re.sub(r"[\W_]+", "", text).casefold()
