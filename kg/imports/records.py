"""Rows of a table as claims: each row is a line of a document, and that line is the receipt.

Rows with the same address are one document, since they have one source; those without are a document of the table.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kg.asking.conditions import one_of
from kg.claims import AFFIRMED, DENIED, FACT, FACTUAL, NEGATED, Claim, Entity, Extraction
from kg.errors import ReadingError, UsageError
from kg.graph.triples import OPTIONAL
from kg.imports.mapping import NEEDED, TableMapping
from kg.imports.tables import read_table
from kg.ontology.definitions import Ontology
from kg.reading.dating import written_date
from kg.reading.documents import Document

_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP"}
# A point with three digits behind it parts thousands in half of the world: such a number is refused, and not guessed.
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(?:\d{1,2}|\d{4,}))?"
_AMOUNT = re.compile(
    rf"(?P<sign>[$€£])?\s*(?P<number>{_NUMBER})\s*(?P<code>[A-Z]{{3}})?|(?P<first>[A-Z]{{3}})\s*(?P<other>{_NUMBER})"
)
_MOMENT = r"\d{4}(?:-\d\d){0,2}"
_SPAN = re.compile(rf"(?:{_MOMENT})?/(?:{_MOMENT})?")

Row = Mapping[str, str]  # what a row says, by field


def read_records(
    file: Path, mapping: TableMapping, ontology: Ontology, *, name: str
) -> tuple[list[tuple[Document, Extraction]], list[ReadingError]]:
    """The documents of a table with their claims, and the rows that were refused.

    Args:
        file: a table.
        mapping: what its columns mean.
        ontology: what may be said.
        name: of the import, with which the names of the documents begin.

    Raises:
        UsageError: the file is no table, or lacks a column.
    """
    table = read_table(file, sheet=mapping.sheet)
    mapping.check(file, table.header)
    sources: dict[str, list[tuple[str, Row]]] = {}
    refused = []
    for number, cells in table.rows:
        row = mapping.fields(cells)
        try:
            _claim(row, ontology, doc="", line="", start=0)
        except UsageError as error:
            refused.append(ReadingError(f"{file}:{number}", str(error)))
            continue
        line = "; ".join(f"{column}: {cell}" for column, cell in cells.items() if cell)
        sources.setdefault(row.get("url", ""), []).append((line, row))
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    names = {url: f"{name} ({url})" if url else name for url in sources}
    found = [_reading(rows, ontology, Document(names[url], "", str(file), sha256)) for url, rows in sources.items()]
    return found, refused


def _reading(rows: Sequence[tuple[str, Row]], ontology: Ontology, table: Document) -> tuple[Document, Extraction]:
    """The document of rows with one source, and what they say."""
    claims, start = [], 0
    for line, row in rows:
        claims.append(_claim(row, ontology, doc=table.name, line=line, start=start))
        start += len(line) + 1
    known = {name: text for _, row in reversed(rows) for name, text in row.items()}  # the first that tells counts
    document = replace(
        table,
        text="\n".join(line for line, _ in rows),
        title=known.get("title"),
        date=written_date(known.get("published", "")),
        publisher=known.get("publisher"),
        url=known.get("url"),
    )
    entities = {one.name: one for claim in claims for one in _entities(claim, ontology)}
    return document, Extraction(tuple(claims), tuple(entities.values()), ())


def _claim(row: Row, ontology: Ontology, *, doc: str, line: str, start: int) -> Claim:
    """The claim of a row.

    Raises:
        UsageError: a field is missing, or its value is not one that the ontology allows.
    """
    if missing := [name for name in NEEDED if name not in row]:
        raise UsageError(f"has no {' and no '.join(missing)}")
    relation = ontology.relation(row["relation"])
    polarity, modality = _standing(row.get("status", FACT), ontology)
    return Claim(
        doc=doc,
        subject=row["subject"],
        subject_class=_class("subject", row, relation.domain, ontology),
        subject_mentions=(row["subject"],),
        predicate=relation.name,
        object=row["object"],
        object_class=_class("object", row, relation.range, ontology),
        object_mentions=(row["object"],),
        polarity=polarity,
        modality=modality,
        by=row.get("by"),
        when=_when(row["when"]) if "when" in row else None,
        amount=_amount(row["amount"], row.get("currency")) if "amount" in row else None,
        role=row.get("role"),
        technology=row.get("technology"),
        quote=line,
        start=start,
        end=start + len(line),
        confidence=1.0,
        taught_by="",
    )


def _standing(status: str, ontology: Ontology) -> tuple[str, str]:
    """Polarity and modality of a status."""
    modalities = [one.name for one in ontology.qualifiers_of(ontology.qualifier(FACTUAL).kind) if one.name != FACTUAL]
    one_of("status", status, [FACT, DENIED, *modalities])
    return NEGATED if status == DENIED else AFFIRMED, status if status in modalities else FACTUAL


def _class(end: str, row: Row, allowed: Sequence[str], ontology: Ontology) -> str:
    """The class of an end: the one that is given, or the only one that the relation allows."""
    given = row.get(end + "_class")
    if given is None and len(allowed) == 1:
        return allowed[0]
    if given is None:
        raise UsageError(f"has no {end}_class, and '{row['relation']}' allows several: {', '.join(allowed)}")
    fitting = ontology.fitting(ontology.class_(given).name, allowed) if allowed else given
    if fitting is None:
        raise UsageError(f"{end}_class '{given}' is none that '{row['relation']}' allows: {', '.join(allowed)}")
    return given if ontology.is_a(fitting, given) else fitting


def _when(text: str) -> str:
    if _SPAN.fullmatch(text) and len(text) > 1:
        return text
    date = written_date(text)
    if date is None:
        raise UsageError(f"when '{text}' is not a date; write 2020, 2020-06, 2020-06-11 or 2020/2021")
    return date


def _amount(text: str, currency: str | None) -> str:
    """An amount as claims have it: 224000 USD."""
    match = _AMOUNT.fullmatch(text)
    if not match:
        raise UsageError(f"amount '{text}' is not a number; write 224000, 224,000.50 or $224,000")
    code = match["code"] or match["first"] or currency or _SIGNS.get(match["sign"] or "")
    if not code or not re.fullmatch("[A-Z]{3}", code):
        raise UsageError(f"amount '{text}' has no currency; give a `currency` of three letters such as USD")
    return f"{(match['number'] or match['other']).replace(',', '')} {code}"


def _entities(claim: Claim, ontology: Ontology) -> Iterator[Entity]:
    """The ends of a claim, and whom and what it names beside them."""
    yield Entity(claim.subject, claim.subject_class, (claim.subject,))
    yield Entity(claim.object, claim.object_class, (claim.object,))
    for part, name in (("by", claim.by), ("technology", claim.technology)):
        if name not in (None, claim.subject, claim.object):
            yield Entity(str(name), ontology.slots[OPTIONAL[part].partition(":")[2]][0], (str(name),))
