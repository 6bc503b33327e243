"""Bytes to stored text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.reading.cleaning import UnreadableError, decoded, normalised, one_line

SENTENCE = "The café’s owner paid £40 – twice – for a “smart” camera."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encoding_is_detected(encoding):
    """The encodings that programs of the last thirty years write give the same text."""
    assert decoded(SENTENCE.encode(encoding)) == SENTENCE


def test_other_alphabets_are_detected():
    """An encoding that is not Western is left to the detector."""
    text = "Министерство заключило договор с поставщиком камер, сообщила газета в понедельник. " * 5
    assert decoded(text.encode("cp1251")) == text


def test_damaged_utf8_is_not_taken_for_another_encoding():
    """One broken byte must not turn every quotation mark into three odd letters."""
    data = ("“Yes,” she said. " * 20).encode() + b"\xe2\x80"
    assert decoded(data).startswith("“Yes,” she said. “Yes,”")


@pytest.mark.parametrize(
    "data",
    [bytes(40), bytes(range(256)), b"\x89PNG\r\n\x1a\n" + bytes(60), b"\x7fELF\x02\x01\x01" + bytes(100)],
    ids=["zeros", "all bytes", "picture", "program"],
)
def test_binary_data_is_refused(data):
    """What is no text is refused, not stored as a heap of odd letters."""
    with pytest.raises(UnreadableError, match="binary"):
        decoded(data)


def test_a_stray_zero_byte_is_forgiven():
    """A single NUL in a text is dropped."""
    assert normalised(decoded(b"The vendor\0 signed.")) == "The vendor signed."


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("one\r\ntwo\rthree\x0cfour\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("tab\there no\u00a0break thin\u2009space", "tab here no break thin space"),
        (
            "zero\u200bwidth \u202eright to left\u202c soft\u00adhyphen \ufeffmark",
            "zerowidth right to left softhyphen mark",
        ),
        ("bell\x07 and escape\x1b[0m", "bell and escape[0m"),
        ("half \ud83d surrogate", "half \ufffd surrogate"),
        ("cafe\u0301", "café"),
        ("  \n margins \n ", "margins"),
        ("plain text, “quotes” – and 中文 stay", "plain text, “quotes” – and 中文 stay"),
    ],
)
def test_normalisation(written, stored):
    """Each documented rule, one by one."""
    assert normalised(written) == stored


@given(st.text())
def test_normalisation_is_stable(text):
    """A stored text that is read again is the same text, or offsets would move."""
    assert normalised(normalised(text)) == normalised(text)


@given(st.text())
def test_stored_text_can_be_stored(text):
    """Every stored text can be encoded and comes back from its bytes."""
    stored = normalised(text)
    assert normalised(stored.encode("utf-8").decode("utf-8")) == stored


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_plain_text_is_not_touched(text):
    """Printable ASCII is stored as it is, but for its margins."""
    assert normalised(text) == text.strip()


def test_one_line():
    """Titles and names hold no line ends."""
    assert one_line(" A title\n  in two\tlines ") == "A title in two lines"
