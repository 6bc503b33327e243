"""Sums of money in a sentence, as a number and the code of the currency (ISO 4217).

Words such as "about" and "more than" do not stop a sum from being read; a range ("$1-2 million", "between $3m and $4m")
is no sum and is left out, as are numbers whose currency cannot be told ("500 kronor" can, "500 crowns" and "500
pounds" cannot). A plain dollar sign is the US dollar and ¥ the yen, as in most of the English-speaking press.

    >>> find_money("a purchase order of $224,000")
    [MoneyMention(start=20, end=28, value='224000 USD')]
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

# Longer signs first: US$ before $.
SIGNS = {
    "US$": "USD",
    "U.S.$": "USD",
    "U.S. $": "USD",
    "AU$": "AUD",
    "A$": "AUD",
    "CA$": "CAD",
    "CDN$": "CAD",
    "C$": "CAD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "NT$": "TWD",
    "MX$": "MXN",
    "CN¥": "CNY",
    "S$": "SGD",
    "R$": "BRL",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₺": "TRY",
    "₩": "KRW",
    "₪": "ILS",
    "₴": "UAH",
    "₦": "NGN",
    "₱": "PHP",
}
CODES = (
    "AED|AUD|BRL|CAD|CHF|CLP|CNY|CZK|DKK|EGP|EUR|GBP|HKD|HUF|IDR|ILS|INR|JPY|KES|KRW|MXN|MYR|NGN|NOK|NZD|PHP|PKR|PLN"
    "|QAR|RMB|RON|RUB|SAR|SEK|SGD|THB|TRY|TWD|UAH|USD|VND|ZAR"
)
_OTHER_CODES = {"RMB": "CNY"}
DOLLARS = {"Australian": "AUD", "Canadian": "CAD", "New Zealand": "NZD", "Hong Kong": "HKD", "Singapore": "SGD"}
NAMES = {
    **{f"{adjective} dollars?": code for adjective, code in DOLLARS.items()},
    r"(?:(?:US|U\.S\.|American) )?dollars?": "USD",
    r"euros?": "EUR",
    r"(?:British pounds?|pounds? sterling)": "GBP",
    r"(?:Japanese )?yen": "JPY",
    r"(?:Chinese )?(?:yuan|renminbi)": "CNY",
    r"(?:Russian )?ro?ubles?": "RUB",
    r"Indian rupees?": "INR",
    r"Pakistani rupees?": "PKR",
    r"Swiss francs?": "CHF",
    r"(?:Polish )?z[lł]ot(?:ys?|ych|e)": "PLN",
    r"(?:Swedish )?kronor": "SEK",
    r"Swedish kronas?": "SEK",
    r"Danish krone[rs]?": "DKK",
    r"Norwegian krone[rs]?": "NOK",
    r"(?:Czech koruna|Czech crown)s?": "CZK",
    r"(?:Hungarian )?forints?": "HUF",
    r"(?:Ukrainian )?hryvnias?": "UAH",
    r"Turkish liras?": "TRY",
    r"(?:Israeli |new )*shekels?": "ILS",
    r"(?:Brazilian )?reais": "BRL",
    r"Mexican pesos?": "MXN",
    r"(?:South African )?rand": "ZAR",
    r"(?:Nigerian )?naira": "NGN",
    r"South Korean won": "KRW",
    r"(?:Thai )?baht": "THB",
}
# Pounds weigh as well, so only millions of them are money, unless something follows that could be weighed.
_POUNDS = r"(?<=illion )pounds?(?! (?:of|per|a)\b)"
_SCALES = {
    "lakh crore": 12,
    "thousand": 3,
    "k": 3,
    "million": 6,
    "mln": 6,
    "mn": 6,
    "m": 6,
    "billion": 9,
    "bn": 9,
    "b": 9,
    "trillion": 12,
    "tn": 12,
    "lakh": 5,
    "crore": 7,
}
_WORDS = {"a": "1", "half a": "0.5", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_WORDS |= {"seven": "7", "eight": "8", "nine": "9", "ten": "10", "twelve": "12", "twenty": "20"}

_SCALE = rf"(?i:{'|'.join(_SCALES)})(?!\w)"
# 1,234,567.89 and 5,00,000; 1.234.567; 1.25 million and 1,5 million. "20.000" may be twenty or twenty thousand.
_NUMBER = (
    r"(?P<number>\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}"
    rf"|\d+(?:[.,]\d+(?=[\s-]?{_SCALE})|\.\d\d?)?)(?![.,]?\d)(?! \d{{3}}\b)"
)
_AMOUNT = rf"{_NUMBER}(?:[\s-]?(?P<scale>{_SCALE}))?(?!\s?(?i:mil|mio|mrd|hundred|lacs?|cr)\b)"
_ALONE = r"(?<![\w$€£¥₹.,-])"
_SIGN = "(?P<sign>" + "|".join(re.escape(sign) for sign in SIGNS) + ")"
_CODE = f"(?P<code>{CODES})"
_NAME = f"(?P<name>(?i:{'|'.join(NAMES)}|{_POUNDS}))"
_FORMS = [
    re.compile(pattern)
    for pattern in (
        rf"(?<![\w$]){_SIGN}\s?{_AMOUNT}(?:\s?{_CODE}\b| (?P<adjective>{'|'.join(DOLLARS)})\b)?",
        rf"(?<![\w$]){_CODE}\s?(?:{_SIGN})?{_AMOUNT}",
        rf"{_ALONE}{_AMOUNT}\s?(?:{_CODE}\b|(?P<sign>[€£])(?!\s?\d))",
        rf"{_ALONE}{_AMOUNT}[\s-]{_NAME}\b",
        rf"\b(?i:(?P<words>{'|'.join(_WORDS)})) (?P<scale>thousand|million|billion|trillion)[\s-]{_NAME}\b",
    )
]
_HINT = re.compile(rf"[{re.escape(''.join(sorted({sign[-1] for sign in SIGNS})))}]|\b(?:{CODES})|(?:{_NAME})\b")
# The other end may be a bare number: "$1-2 million", "five to six million dollars", "between $5 and 7 million".
_RANGE_BEFORE = re.compile(
    rf"(?:(?<![\d,])\d{{1,3}}(?:\.\d+)?\s?(?:{_SCALE})?|\b(?:{'|'.join(_WORDS)}))(?:[-–—]|\s(?:to|or)\s)$"
)
_RANGE_AFTER = re.compile(rf"[-–—]\d|\s(?:to|or)\s\d[\d.,]*\s?{_SCALE}")
_RANGE_LINK = re.compile(r"\s?[-–—]\s?|\s(?:to|or)\s")
_BETWEEN = re.compile(r"\bbetween\s(?:about\s|roughly\s)?$", re.IGNORECASE)
_AND_NUMBER = re.compile(r"\sand\s(?:[$€£]|\d)")
# A range is told by the words next to a sum.
_REACH = 25


class MoneyMention(NamedTuple):
    """A sum of money in a text."""

    start: int
    end: int
    value: str  # "224000 USD", "3.99 EUR"


def find_money(text: str) -> list[MoneyMention]:
    """The sums of money of a text, from left to right; offsets are characters of the text."""
    if not _HINT.search(text):
        return []
    found = sorted((m for pattern in _FORMS for m in pattern.finditer(text)), key=lambda m: (m.start(), -m.end()))
    sums: list[re.Match[str]] = []
    for match in found:
        if not sums or match.start() >= sums[-1].end():
            sums.append(match)
    ranged = _ranged(text, sums)
    return [MoneyMention(m.start(), m.end(), _value(m)) for place, m in enumerate(sums) if place not in ranged]


def _ranged(text: str, sums: list[re.Match[str]]) -> set[int]:
    """Places of the sums that are one end of a range."""
    ranged = {place for place, match in enumerate(sums) if _is_end(text, match)}
    for place, (first, last) in enumerate(pairwise(sums)):
        link = text[first.end() : last.start()]
        if _RANGE_LINK.fullmatch(link) or (link == " and " and place in ranged):
            ranged |= {place, place + 1}
    return ranged


def _is_end(text: str, match: re.Match[str]) -> bool:
    """Whether the words around a sum make it one end of a range."""
    before, after = text[max(0, match.start() - _REACH) : match.start()], text[match.end() : match.end() + _REACH]
    between = _BETWEEN.search(before) and _AND_NUMBER.match(after)
    return bool(between or _RANGE_BEFORE.search(before) or _RANGE_AFTER.match(after))


def _value(match: re.Match[str]) -> str:
    parts = match.groupdict()
    words = parts.get("words")
    number = Decimal(_WORDS[words.casefold()]) if words else _number(match["number"])
    amount = number.scaleb(_SCALES[match["scale"].casefold()]) if match["scale"] else number
    written = str(int(amount)) if amount == int(amount) else format(amount, "f")
    return f"{written} {_currency(parts)}"


def _number(written: str) -> Decimal:
    """A number whose points and commas part thousands or decimals, as their places tell."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", written):
        return Decimal(written.replace(".", ""))
    if re.fullmatch(r"\d+,\d{1,2}", written):
        return Decimal(written.replace(",", "."))
    return Decimal(written.replace(",", ""))


def _currency(parts: dict[str, str | None]) -> str:
    """The code of the currency; a code beats a sign, which may be any dollar's."""
    if code := parts.get("code"):
        return _OTHER_CODES.get(code, code)
    if adjective := parts.get("adjective"):
        return DOLLARS[adjective]
    if name := parts.get("name"):
        return next((code for name_of, code in NAMES.items() if re.fullmatch(name_of, name, re.IGNORECASE)), "GBP")
    return SIGNS[parts["sign"] or "$"]
