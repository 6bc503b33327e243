"""Which format a client gets: its Accept header against what is offered."""

from __future__ import annotations

import pytest

from kg.server.negotiation import ROW_TYPES, TRIPLE_TYPES, media_type, wanted

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"


@pytest.mark.parametrize(
    ("accept", "rows"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        (f"{XML};q=0.9, text/csv;q=0.8", XML),
        (f"{XML};q=0.2, text/*;q=0.8", "text/csv"),
        ("text/*, text/csv;q=0.1", "text/tab-separated-values"),
        (f"*/*;q=0.1, {JSON};q=0", XML),
        ("image/png", None),
        (f"{JSON};q=0", None),
        (f"{JSON};q=nonsense", None),
        ("text/html,application/xhtml+xml,*/*;q=0.8", JSON),
        (";;;,,=,/", None),
    ],
)
def test_rows_come_in_the_format_that_is_wanted_most(accept, rows):
    assert wanted(accept, ROW_TYPES) == rows


def test_triples_come_in_the_format_that_is_wanted_most():
    assert wanted("application/rdf+xml;q=0.5, text/turtle;q=0.4", TRIPLE_TYPES) == "application/rdf+xml"


def test_a_media_type_is_read_with_its_parameters():
    assert media_type('Text/Plain; Charset="UTF-8"') == ("text/plain", {"charset": "UTF-8"})
