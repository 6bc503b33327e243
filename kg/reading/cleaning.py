"""Bytes to text: the encoding is detected, and characters that nobody sees are taken out.

Every offset in the program counts the characters of the text as `normalised` leaves it:

* each kind of line end (CRLF, CR, form feed, vertical tab, NEL, U+2028, U+2029) is one LF;
* tabs, no-break spaces and the other wide or narrow spaces are plain spaces, one for one;
* control characters, soft hyphens, byte-order marks, zero-width characters and marks of writing direction are removed:
  they can split a name or show a reader other words than those stored;
* half surrogates become U+FFFD, because no encoding can store them;
* letters and their accents are composed (NFC);
* white space at either end of the text is removed.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

# UTF-32 before UTF-16, whose little-endian mark is the beginning of the other's.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What a Windows program leaves in English text: quotation marks, dashes, currency and the letters of European names.
_WINDOWS = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb\xbd") | frozenset(
    range(0xC0, 0x100)
)
# With more accented letters than this a text is hardly Western (French prose has about 4 %), and the detector, which
# is weak on a handful of odd bytes but good on many, decides.
_ACCENTED_SHARE = 0.06
# Text holds next to no control characters, random bytes 11 %. A few odd bytes are forgiven in a short text.
_CONTROL_SHARE = 0.05
_FORGIVEN = 3

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[\t\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")


class UnreadableError(ValueError):
    """Data that gives no text; the message is the reason. Readers name the file."""


def decoded(data: bytes) -> str:
    """The text of bytes in an unknown encoding.

    Raises:
        UnreadableError: the data is not text.
    """
    text = _decoded(data)
    if looks_binary(text):
        raise UnreadableError("is binary data, not text")
    return text


def normalised(text: str) -> str:
    """The text as it is stored; doing it twice changes nothing."""
    text = _LINE_ENDS.sub("\n", text)
    text = _UNSEEN.sub("", _SPACES.sub(" ", text))
    return unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", text)).strip()


def one_line(text: str) -> str:
    """Stored text with every run of white space as one space."""
    return " ".join(normalised(text).split())


def looks_binary(text: str) -> bool:
    """Whether so many characters are controls or undecodable that this was never text."""
    strays = len(_CONTROLS.findall(text))
    return strays > _FORGIVEN and strays > _CONTROL_SHARE * len(text)


def _decoded(data: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    wide = _wide_encoding(data[:4096])
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)


def _wide_encoding(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of European text is zero."""
    pairs = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if pairs >= 2 and odd > 0.4 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if pairs >= 2 and even > 0.4 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return None


def _legacy(data: bytes) -> str:
    """Text that is not strict UTF-8: damaged UTF-8, Windows-1252, or what the detector finds."""
    damaged = data.decode("utf-8", "replace")
    lost = damaged.count("\ufffd")
    if sum(character > "\x7f" for character in damaged) - lost > 3 * lost:
        return damaged
    counts = Counter(byte for byte in data if byte > 0x7F)
    accented = sum(count for byte, count in counts.items() if byte >= 0xC0)
    if accented <= max(_FORGIVEN, _ACCENTED_SHARE * len(data)) and counts.keys() <= _WINDOWS:
        return data.decode("cp1252", "replace")
    return _detected(data)


def _detected(data: bytes) -> str:
    from charset_normalizer import from_bytes  # here, because few files need it

    best = from_bytes(data).best()
    if best is None:
        raise UnreadableError("is binary data, or text in an encoding that cannot be told")
    return str(best)
