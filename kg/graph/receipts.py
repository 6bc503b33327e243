"""Checking receipts: quotes against texts, documents against their hashes, what is stated against what was read."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

from kg.claims import Claim, Extraction
from kg.graph import queries
from kg.graph.readings import Entry
from kg.graph.stated import StatedClaim
from kg.graph.store import Store
from kg.graph.validation import VIOLATION, WARNING, Finding
from kg.namespaces import claim as claim_iri
from kg.namespaces import document as document_iri
from kg.reading.documents import Document


def check_receipts(
    store: Store, readings: Iterable[tuple[Document, Extraction]], entries: Mapping[str, Entry]
) -> Iterator[Finding]:
    """What is wrong with the receipts of a graph; claims of imported exports, whose texts it does not have, are left.

    Args:
        store: what is stated.
        readings: of what it was made, as a person has judged it.
        entries: under what the documents are stored.
    """
    read = {document.name: (document, extraction) for document, extraction in readings}
    for document, _ in read.values():
        yield from _document(document, entries[document.name].key)
    stated = queries.claims(store)
    said = {claim.id for _, extraction in read.values() for claim in extraction.claims}
    for one in stated:
        if one.document.name in read:
            yield from _claim(one, read[one.document.name][0])
            if one.id not in said:
                yield Finding(VIOLATION, one.iri, f"{one.document.name} was not read to say this", str(one.claim.quote))
    for identifier in sorted(said - {one.id for one in stated}):
        yield Finding(VIOLATION, claim_iri(identifier), "was read and is not stated")


def unchecked(store: Store, texts: Container[str]) -> int:
    """How many claims are of documents whose texts, given by name, the graph does not have."""
    return sum(one.document.name not in texts for one in queries.claims(store))


def _document(document: Document, key: str) -> Iterator[Finding]:
    """A document against the hash under which it was stored, and its file if that is still there."""
    node = document_iri(document.name)
    if document.key != key:
        yield Finding(VIOLATION, node, "the stored text is not the one whose hash was kept", document.name)
    file = Path(document.source)
    if document.name == file.name and file.is_file() and _hash(file) != document.sha256:
        yield Finding(WARNING, node, "the file has changed since it was read; `kg build` reads it again", str(file))


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _claim(stated: StatedClaim, document: Document) -> Iterator[Finding]:
    """A stated claim against the text of its document."""
    claim = stated.claim
    found = document.text[claim.start : claim.end]
    if found != claim.quote:
        told = f"characters {claim.start} to {claim.end} of {document.name} are '{found[:80]}'"
        yield Finding(VIOLATION, stated.iri, f"the quote is not in the text: {told}", claim.quote)
    elif not _surrounded(claim, document.text):
        yield Finding(VIOLATION, stated.iri, f"the sentence around the quote is not in {document.name}", claim.sentence)
    if stated.document.sha256 != document.sha256:
        yield Finding(VIOLATION, stated.document.iri, "the stated hash is not that of the document", document.name)


def _surrounded(claim: Claim, text: str) -> bool:
    before = text[max(0, claim.start - len(claim.prefix)) : claim.start]
    return before == claim.prefix and text[claim.end : claim.end + len(claim.suffix)] == claim.suffix
