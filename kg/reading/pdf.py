"""PDF: the text layer, with its lines joined to paragraphs."""

from __future__ import annotations

import io
import logging
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from kg.reading.cleaning import UnreadableError, normalised, one_line
from kg.reading.fields import Content, titled

# Printed ligatures, as some fonts store them.
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
# A line shorter than this share of the usual width does not run on because the page was full.
_FULL = 0.85
# A short line that starts like a heading or an item stands alone even without a full stop.
_SHORT = 0.6
# Lines at the top and bottom of a page that are looked at for running heads, and from how many pages on.
_MARGIN_LINES = 2
_MARGIN_PAGES = 3
_ENDED = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_ITEM = re.compile(r"(?:[•▪■●◦‣·*–—-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_BROKEN_WORD = re.compile(r"(\w*[a-z])-$")
_MEANINGLESS = re.compile(
    r"untitled|\(?anonymous\)?|\(?unspecified\)?|microsoft word - .*|.*\.(?:docx?|pdf|indd|qxd)", re.I
)


def read_pdf(data: bytes) -> Content:
    """Text, title and author of a PDF.

    The date in its properties is that of the file, not of the text (a scan of an old letter has today's), and is not
    taken; a date alone on one of the first lines is.

    Raises:
        UnreadableError: the file is encrypted, has no text layer, or is damaged.
    """
    try:
        pages, title, author = _opened(data)
    except UnreadableError:
        raise
    except Exception as error:  # damaged files raise far more than the library's own errors
        raise UnreadableError(f"is not a PDF that can be read ({type(error).__name__})") from error
    text = normalised("\n\n".join(paragraphs(pages)))
    if not text:
        raise UnreadableError("has no text layer: its pages are pictures and need text recognition (OCR) first")
    return Content(text=titled(text, title), title=title, author=author)


def _opened(data: bytes) -> tuple[list[str], str | None, str | None]:
    from pypdf import PdfReader  # here, because few documents need it

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of every small fault of a file
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not _unlocked(reader.decrypt):
        raise UnreadableError("is encrypted; save a copy that opens without a password")
    facts = reader.metadata
    title, author = (facts.title, facts.author) if facts else (None, None)
    return [page.extract_text() for page in reader.pages], _meaningful(title), _meaningful(author)


def _unlocked(decrypt: Callable[[str], object]) -> bool:
    """Whether the file opens without a password, as one does that only forbids printing."""
    from pypdf.errors import DependencyError

    try:
        return bool(decrypt(""))
    except DependencyError:
        return False


def _meaningful(value: object) -> str | None:
    line = one_line(value) if isinstance(value, str) else ""
    return None if not line or _MEANINGLESS.fullmatch(line) else line


def paragraphs(pages: list[str]) -> Iterator[str]:
    """Paragraphs of the pages: running heads are dropped, lines and hyphenated words joined."""
    lines = list(_without_margins([normalised(page.translate(_LIGATURES)).split("\n") for page in pages]))
    whole = re.sub(r"\w+-\n\w+", " ", "\n".join(lines)).casefold()
    words = Counter(re.findall(r"\w+(?:-\w+)*", whole))
    widths = sorted(len(line) for line in lines if line)
    width = widths[math.ceil(0.9 * (len(widths) - 1))] if widths else 0
    paragraph = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        paragraph = join(paragraph, line, words)
        if paragraph and _ends(line, following, width):
            yield paragraph
            paragraph = ""


def _without_margins(pages: list[list[str]]) -> Iterator[str]:
    """All lines, without those that stand at the top or bottom of most pages (numbers apart)."""
    margins = Counter(key for page in pages for key in {_key(page[place]) for place in _margin(page)})
    limit = max(_MARGIN_PAGES, len(pages) // 2 + 1)
    for page in pages:
        dropped = {place for place in _margin(page) if margins[_key(page[place])] >= limit}
        yield from (line.strip() for place, line in enumerate(page) if place not in dropped)


def _margin(page: list[str]) -> Iterable[int]:
    """Places of the outermost lines of a page."""
    places = range(len(page))
    return {*places[:_MARGIN_LINES], *places[-_MARGIN_LINES:]}


def _key(line: str) -> str:
    return re.sub(r"\d+|\s+", "", line)


def _ends(line: str, following: str, width: int) -> bool:
    """Whether a paragraph ends with this line."""
    if not following or not line or _ITEM.match(following):
        return True
    if _BROKEN_WORD.search(line) or following[0].islower():
        return False
    return len(line) < (_FULL if _ENDED.search(line) else _SHORT) * width


def join(paragraph: str, line: str, words: Counter[str]) -> str:
    """A paragraph with its next line; `words` are those of the document, to tell a break from a hyphen.

    `recogni-` and `tion` become one word. `facial-` and `recognition` keep the hyphen if the document has them so
    elsewhere, or has both halves as words but never the two as one.
    """
    broken = _BROKEN_WORD.search(paragraph)
    if not broken or not line[:1].islower():
        return f"{paragraph} {line}".strip()
    head, tail = broken[1].casefold(), re.split(r"\W", line, maxsplit=1)[0].casefold()
    whole, halves = words[head + tail], min(words[head], words[tail])
    hyphenated = words[f"{head}-{tail}"]
    keeps = hyphenated > whole or (not whole and halves > 0)
    return paragraph + line if keeps else paragraph[:-1] + line
