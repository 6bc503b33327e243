"""Stored values read well, and hostile ones are made harmless."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.views import wording


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2020", "2020"),
        ("2020-06", "June 2020"),
        ("2020-06-01", "1 June 2020"),
        ("2020-06/", "from June 2020"),
        ("/2020-06-11", "until 11 June 2020"),
        ("2020/2021-02", "2020 to February 2021"),
        ("last spring", "last spring"),
        ("2020-13", "2020-13"),
    ],
)
def test_time_keeps_the_precision_that_was_written(when, words):
    assert wording.time(when) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [("224000 USD", "224,000 USD"), ("1234.5 EUR", "1,234.5 EUR"), ("much money", "much money"), ("7", "7")],
)
def test_amounts_are_grouped(value, words):
    assert wording.amount(value) == words


@pytest.mark.parametrize("name", ["fact", "alleged", "planned", "attempted", "possible", "denied"])
def test_each_status_has_a_line_of_its_own(name):
    others = [status for other, status in wording.STATUSES.items() if other != name]
    assert wording.status(name).dashes not in [other.dashes for other in others]


def test_unknown_status_is_never_drawn_like_a_fact():
    assert wording.status("rumoured").label == "rumoured"
    assert wording.status("rumoured").dashes


def test_status_colours_are_readable_on_the_paper():
    for status in wording.STATUSES.values():
        assert contrast(status.colour, "#fbfaf7") >= 4.5


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@given(st.text())
def test_plain_text_is_one_short_line_without_controls(text):
    line = wording.plain(text, 40)
    assert len(line) <= 40
    assert line == " ".join(line.split())
    assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\x00\n")
    line.encode("utf-8")


def test_plain_text_keeps_joiners_that_scripts_need():
    assert wording.plain("می\u200cخواهم") == "می\u200cخواهم"


def test_plain_text_shows_that_it_was_cut():
    assert wording.plain("x" * 100_000, 20) == "x" * 19 + "…"


NOT_OF_THE_WEB = ["javascript:alert(1)", "data:text/html,x", "//example.org", "file:///etc/passwd", "https://", ""]


@pytest.mark.parametrize(
    "url", [*NOT_OF_THE_WEB, "https://a b", "http://[", "\thttps://a.org", "https:\\\\a.org", None]
)
def test_only_addresses_of_the_web_are_links(url):
    assert wording.link(url) is None


def test_an_ordinary_address_is_a_link():
    assert wording.link("https://example.org/a?b=c#d") == "https://example.org/a?b=c#d"


def test_counts_agree_with_their_noun():
    assert [wording.count(number, "claim") for number in (0, 1, 1234)] == ["0 claims", "1 claim", "1,234 claims"]
