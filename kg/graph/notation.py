"""RDF terms written as N-Quads and SPARQL write them, and the kinds of literals in which values are stored."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache

from kg.errors import UsageError
from kg.namespaces import PREFIXES

_XSD = PREFIXES["xsd"]
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s\x00-\x20\x7f-\x9f<>\"{}|^`\\]+", re.IGNORECASE)
_MOMENTS = (("gYear", re.compile(r"\d{4}")), ("gYearMonth", re.compile(r"\d{4}-\d\d")))
_AMOUNT = re.compile(r"(-?\d+(?:\.\d+)?) ([A-Z]{3})")


class Iri(str):
    """An IRI among plain values, so that it is told from text."""

    __slots__ = ()


def expanded(prefixed: str) -> str:
    """The IRI of a prefixed name such as `rdfs:label`."""
    prefix, name = prefixed.split(":", 1)
    return PREFIXES[prefix] + name


def is_iri(value: str) -> bool:
    """Whether text is an absolute IRI that may stand between angle brackets."""
    return _IRI.fullmatch(value) is not None


@lru_cache(maxsize=100_000)
def iri(value: str) -> str:
    """The term of an IRI.

    Raises:
        UsageError: the text holds signs that would end the term, or no scheme.
    """
    if not is_iri(value):
        raise UsageError(
            f"'{value}' is not an IRI; an IRI has a scheme and none of the signs < > \" {{ }} | ^ ` \\ or space"
        )
    return f"<{value}>"


def literal(text: str, datatype: str = "") -> str:
    """The term of a literal; `datatype` is a name of XML Schema, or a whole IRI. Any text is safe."""
    quoted = f'"{text.translate(_ESCAPES)}"'
    if not datatype:
        return quoted
    return f"{quoted}^^<{datatype if ':' in datatype else _XSD + datatype}>"


def moment(text: str) -> str:
    """A year, month or day as precise as it is written; anything else is kept as plain text, which validation finds."""
    kind = next((name for name, pattern in _MOMENTS if pattern.fullmatch(text)), "date")
    return literal(text, kind if _is_day((text + "-01-01")[:10]) else "")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def decimal(value: float | str) -> str:
    """A number as a decimal in its shortest form."""
    digits = format(Decimal(str(value)), "f")
    return literal(digits.rstrip("0").rstrip(".") if "." in digits else digits, "decimal")


def amount(text: str) -> tuple[str, str | None]:
    """Number and currency of an amount such as "224000 USD"; anything else is kept as plain text without a currency."""
    match = _AMOUNT.fullmatch(text)
    return (decimal(match[1]), literal(match[2])) if match else (literal(text), None)


def quad(subject: str, predicate: str, value: str, dataset: str = "") -> str:
    """A line of N-Quads; without a fourth term it belongs to the default graph."""
    return f"{subject} {predicate} {value} {dataset} .\n" if dataset else f"{subject} {predicate} {value} .\n"


def encoded(lines: Iterable[str]) -> bytes:
    """Lines as UTF-8; half a surrogate pair, which no file can hold, becomes a question mark."""
    return "".join(lines).encode("utf-8", "replace")
