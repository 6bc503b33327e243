"""The standard formats in which a graph and the answers of its queries are written, by Oxigraph."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import IO, TypeVar

import pyoxigraph as oxigraph

from kg.errors import QueryError, UsageError, suggestion
from kg.graph.streams import Counted
from kg.namespaces import PREFIXES

#: Formats of rows and answers, of triples, and of the whole store with its named graphs.
ROW_FORMATS = {
    "csv": oxigraph.QueryResultsFormat.CSV,
    "tsv": oxigraph.QueryResultsFormat.TSV,
    "json": oxigraph.QueryResultsFormat.JSON,
    "xml": oxigraph.QueryResultsFormat.XML,
}
TRIPLE_FORMATS = {
    "ttl": oxigraph.RdfFormat.TURTLE,
    "nt": oxigraph.RdfFormat.N_TRIPLES,
    "rdf": oxigraph.RdfFormat.RDF_XML,
}
DATASET_FORMATS = {
    "trig": oxigraph.RdfFormat.TRIG,
    "nq": oxigraph.RdfFormat.N_QUADS,
    "jsonld": oxigraph.RdfFormat.JSON_LD,
}

WRITTEN_PREFIXES = {name: base for name, base in PREFIXES.items() if name not in ("entity", "claim", "document")}

#: Bytes of an answer within limits: 100,000 rows of three IRIs and a sentence have some 40 million.
MOST_BYTES = 50_000_000

Format = TypeVar("Format")

Answer = oxigraph.QuerySolutions | oxigraph.QueryTriples | oxigraph.QueryBoolean


def choice(form: str, allowed: Mapping[str, Format], what: str) -> Format:
    """The format of that name.

    Raises:
        UsageError: it is not among those allowed; the nearest is suggested.
    """
    if form not in allowed:
        raise UsageError(
            f"'{form}' is not a format of {what}; allowed: {', '.join(allowed)}.{suggestion(form, allowed)}"
        )
    return allowed[form]


def converted(content: bytes, given: str, wanted: str) -> bytes:
    """RDF in another format, in its own order: each one of DATASET_FORMATS or TRIPLE_FORMATS.

    Formats of triples merge the named graphs. What is given as N-Quads or TriG may be RDF 1.2.

    Raises:
        UsageError: the content cannot be parsed; the reason is that of the parser.
    """
    formats = DATASET_FORMATS | TRIPLE_FORMATS
    chosen = choice(wanted, formats, "a graph")
    try:
        quads = oxigraph.parse(content, format=choice(given, formats, "a graph"))
        parts = dict.fromkeys(quad.triple for quad in quads) if wanted in TRIPLE_FORMATS else quads
        return oxigraph.serialize(parts, format=chosen, prefixes=WRITTEN_PREFIXES) or b""
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"is not {given}: {error}") from None


def read_answer(content: IO[bytes], media_type: str, kind: Answer) -> Answer:
    """What another store answered, as Oxigraph's own answer of the same kind.

    Raises:
        ValueError: the content cannot be parsed, or is of another kind; the reason is that of the parser.
    """
    try:
        if not isinstance(kind, oxigraph.QueryTriples):
            return oxigraph.parse_query_results(content, format=ROW_FORMATS["json"])
        held = oxigraph.Store()
        turtle = "turtle" in media_type
        held.bulk_load(input=content, format=TRIPLE_FORMATS["ttl" if turtle else "nt"], lenient=True)
        return held.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    except SyntaxError as error:
        raise ValueError(str(error)) from None


def wanted(kind: Answer) -> str:
    """The media types in which `read_answer` understands answers of a kind, the strictest first."""
    triples = isinstance(kind, oxigraph.QueryTriples)
    return "application/n-triples, text/turtle;q=0.8" if triples else "application/sparql-results+json"


def triples_within(answer: oxigraph.QueryTriples, form: str, most: int) -> bytes:
    """Triples in one of TRIPLE_FORMATS or "jsonld", given up with a LimitError beyond `most` triples."""
    chosen = choice(form, TRIPLE_FORMATS | {"jsonld": DATASET_FORMATS["jsonld"]}, "triples")
    lines = _within(most, lambda file: oxigraph.serialize(answer, file, format=TRIPLE_FORMATS["nt"]))
    found = oxigraph.parse(lines, format=TRIPLE_FORMATS["nt"], lenient=True)
    return oxigraph.serialize(found, format=chosen, prefixes=WRITTEN_PREFIXES) or b""


def rows_within(answer: oxigraph.QuerySolutions | oxigraph.QueryBoolean, form: str, most: int) -> bytes:
    """Rows, or true or false, in one of ROW_FORMATS, given up with a LimitError beyond `most` rows."""
    chosen = choice(form, ROW_FORMATS, "rows")
    if isinstance(answer, oxigraph.QueryBoolean):
        return answer.serialize(format=chosen) or b""
    # A TSV file has a line for each row and keeps all of it, so it is counted and then rewritten.
    tsv = ROW_FORMATS["tsv"]
    lines = _within(most, lambda file: answer.serialize(file, format=tsv), heading=1)
    if form == "tsv":
        return lines
    found = oxigraph.parse_query_results(lines, format=tsv)
    return found.serialize(format=chosen) or b""


def _within(most: int, write: Callable[[io.BytesIO], object], *, heading: int = 0) -> bytes:
    """What is written, if it has no more lines than allowed, not counting those of its heading."""
    file = Counted(most, MOST_BYTES, heading=heading)
    try:
        write(file)
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from None
    return file.getvalue()
