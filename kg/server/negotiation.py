"""Which of the formats that are offered a client wants most: the Accept header of RFC 9110, section 12.5.1."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import Message

#: Formats of rows and of answers, of triples, and where the store's name for each differs from theirs.
ROW_TYPES = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
}
TRIPLE_TYPES = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
    "application/ld+json": "jsonld",
}


def wanted(accept: str | None, offered: Mapping[str, str]) -> str | None:
    """The media type that is accepted most, the first of equals; None if none is. Without a header any will do.

    Example:
        >>> wanted("text/*;q=0.5, application/json", {"text/csv": "csv", "application/json": "json"})
        'application/json'
    """
    if accept is None or not accept.strip():
        return next(iter(offered))
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    qualities = {name: _quality(name, ranges) for name in offered}
    best = max(offered, key=lambda name: qualities[name])
    return best if qualities[best] > 0 else None


def media_type(header: str) -> tuple[str, dict[str, str]]:
    """A media type in lower case, with its parameters."""
    message = Message()
    message["content-type"] = header
    (name, _), *parameters = message.get_params() or [("", "")]
    return name.strip().lower(), {key.lower(): value for key, value in parameters}


def _range(part: str) -> tuple[str, float]:
    name, parameters = media_type(part.strip())
    try:
        return name, min(max(float(parameters.get("q", "1")), 0.0), 1.0)
    except ValueError:
        return name, 0.0


def _quality(name: str, ranges: list[tuple[str, float]]) -> float:
    """How much a type is wanted: what the most specific range that includes it says."""
    for pattern in (name, name.split("/")[0] + "/*", "*/*"):
        found = [quality for given, quality in ranges if given == pattern]
        if found:
            return max(found)
    return 0.0
