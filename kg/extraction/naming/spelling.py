"""Names as strings: what two spellings have in common."""

from __future__ import annotations

import re
from functools import lru_cache

_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "a", "an", "&", "de", "la"})


_LOST_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[?\ufffd](?=s\b)")
_TWICE = re.compile(r"\b([A-Z]\w+)['’]s \1\b")
_LOOSE_HYPHEN = re.compile(r"(?<=[a-z])- (?=[A-Z])")


@lru_cache(maxsize=65536)
def repaired(name: str) -> str:
    """A name without what broke in copying it: "Prosecutor?s Office", "Sheriff's Office's Office", "Athens- Clarke"."""
    name = _LOST_APOSTROPHE.sub("'", name)
    return _LOOSE_HYPHEN.sub("-", _TWICE.sub(r"\1", name))


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name without case, article, possessive and punctuation, for comparison inside a document."""
    plain = re.sub(r"['’]s?(?=\s|$)", "", name.casefold())
    plain = re.sub(r"[^\w&+]+", " ", plain.replace(".", ""))
    return re.sub(r"^(the|a|an) ", "", " ".join(plain.split()))


def is_acronym(short: str, long: str) -> bool:
    """Whether the letters of `short` are initials of the words of `long`, in order, the first included."""
    letters = short.replace(".", "").replace("&", "").casefold()
    words = [w for w in re.split(r"[^\w]+", long.casefold()) if w]
    if not (2 <= len(letters) <= 8) or not short.replace(".", "").isupper() or len(words) < 2:
        return False
    full = "".join(w[0] for w in words)
    content = "".join(w[0] for w in words if w not in _SMALL)
    return (
        letters in (full, content)
        or (len(letters) > 2 and full.endswith(letters))
        or (len(letters) > 2 and content.endswith(letters))
    )
