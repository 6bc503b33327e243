"""Normal forms of names, and the tests by which a short form belongs to a fuller name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

# Legal forms that end a company's name and say nothing about which company it is. The first list is read in any case.
# The second holds forms that are also words or initials of their own ("Sa", "co"), so it is read only as companies
# write it. "Company" and "Group" are left out: The Washington Post Company is not The Washington Post.
_ANY_CASE = (
    r"inc|incorporated|llc|l\.l\.c|llp|l\.l\.p|ltd|limited|corp|corporation|plc|gmbh|pty|pte|pvt|srl|s\.r\.l|sarl"
)
_AS_WRITTEN = r"Co|CO|AG|SA|S\.A|NV|N\.V|BV|B\.V|LP|L\.P|SE|AB|ASA|Oy|OY|Oyj|SpA|S\.p\.A|SAS|KK|K\.K"
_COMPANY_FORM = re.compile(rf"(?:\s*,\s*|\s+)(?:(?i:{_ANY_CASE})|{_AS_WRITTEN})\.?$")

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
_POSSESSIVE = re.compile(r"(?<=\w)'s\b|(?<=s)'(?!\w)")
_DOTTED_INITIALS = re.compile(r"(?<![^\W_])([^\W\d_])\.(?=[^\W\d_](?![^\W_])|\s|,|$)")
_ARTICLE = re.compile(r"^(?:(?:the|an?) )+(?=.)")

# Words that an acronym may leave out: small words, and the country before the name of a public body.
_SMALL_WORDS = frozenset(
    ("a", "an", "and", "at", "by", "de", "del", "des", "di", "for", "in", "la", "of", "on", "or", "the", "to")
)
_PREPOSITIONS = frozenset((word,) for word in ("of", "for", "in", "at", "on", "de", "del", "di"))
_COUNTRIES = frozenset(("us", "uk", "usa", "eu", "un"))

# The 75 acronyms that stand in brackets after their names in the corpus have two to seven letters, three on the median;
# ten signs leave room for full stops.
_ACRONYM = re.compile(r"(?=(?:.*[A-Z]){2})[A-Za-z&.]{2,10}")


def without_company_form(name: str) -> str:
    """The name without the legal forms at its end; "Acme Co., Ltd." becomes "Acme"."""
    shorter = _COMPANY_FORM.sub("", name.strip())
    if shorter == name:
        return name
    return without_company_form(re.sub(r"\s*(?:&|\band)$", "", shorter)) if shorter else name


@lru_cache(maxsize=200_000)
def fold(name: str) -> str:
    """The normal form by which names are compared: no case, accents, possessive, leading article or company form.

    Folding a folded name changes nothing. A name without any letter or digit keeps its signs.
    """
    plain = unicodedata.normalize("NFKC", name).translate(_APOSTROPHES)
    plain = _folded_words(without_company_form(" ".join(plain.split())))
    plain = plain or " ".join(name.casefold().split())
    return plain if plain == name else fold(plain)


def _folded_words(name: str) -> str:
    letters = _unaccented(unicodedata.normalize("NFKD", _POSSESSIVE.sub("", name)).casefold())
    letters = _DOTTED_INITIALS.sub(r"\1", letters).replace("&", " and ")
    return _ARTICLE.sub("", " ".join(re.sub(r"[\W_]+", " ", letters).split()))


def words(name: str) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(fold(name).split())


def difference(first: str, second: str) -> str:
    """What two names of one normal form differ in, in words: "the company form", "capitals and punctuation"."""
    parts = []
    for what, without in _DIFFERENCES:
        shorter = without(first), without(second)
        if first != second and (shorter[0] == shorter[1] or (shorter[0] == first) != (shorter[1] == second)):
            parts.append(what)
        first, second = shorter
    return " and ".join(parts if first == second else [*parts, "spelling"])


def _unaccented(name: str) -> str:
    if name.isascii():
        return name
    return "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))


#: What the normal form leaves out, each with the name without it.
_DIFFERENCES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("the possessive", lambda name: _POSSESSIVE.sub("", name.translate(_APOSTROPHES))),
    ("the company form", without_company_form),
    ("capitals", str.casefold),
    ("accents", _unaccented),
    ("the article", lambda name: _ARTICLE.sub("", name)),
    ("punctuation", lambda name: re.sub(r"[\W_]+", "", name)),
)


def is_acronym(short: str, full: str) -> bool:
    """Whether `short` is made of the initials of `full`: "ICE" of "U.S. Immigration and Customs Enforcement".

    Small words may give their initial or none, a leading country its whole name, its initial or none.
    """
    if not _ACRONYM.fullmatch(short) or len(words(full)) < 2:
        return False
    letters = re.sub(r"[^a-z]", "", short.casefold())
    return re.fullmatch("".join(map(_initial, words(full))), letters) is not None


def _initial(word: str) -> str:
    """Pattern of what a word gives to an acronym."""
    first = re.escape(word[0])
    if word in _COUNTRIES:
        return f"(?:{re.escape(word)}|{first})?"
    return f"{first}?" if word in _SMALL_WORDS else first


def is_short_form(short: str, full: str) -> bool:
    """Whether `short` is some of the words of `full`, side by side, or its acronym.

    A country and small words alone are not ("U.S." is short for no agency), nor is what stands before a preposition
    ("Bank" of "Bank of America", a union of its branch "… of Montana").
    """
    few, many = words(short), words(full)
    if len(few) >= len(many) or set(few) <= _SMALL_WORDS | _COUNTRIES:
        return is_acronym(short, full)
    ends = range(len(few), len(many) + 1)
    runs = (many[end - len(few) : end] == few and many[end : end + 1] not in _PREPOSITIONS for end in ends)
    return any(runs) or is_acronym(short, full)


@lru_cache(maxsize=200_000)
def is_unnamed(name: str) -> bool:
    """Whether a name is a description in lower-case words ("the county"), in a script that has capitals."""
    return re.sub(r"^(?:The|An?) ", "", name).islower()
