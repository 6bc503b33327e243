"""The document behind a claim, as views show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.views import wording


class DocumentDisplay(Protocol):
    """What is shown of a document."""

    @property
    def title(self) -> str | None:
        """Headline, if it has one."""

    @property
    def date(self) -> str | None:
        """Day, month or year of publication."""

    @property
    def publisher(self) -> str | None:
        """Who published it."""

    @property
    def url(self) -> str | None:
        """Where it stands on the web; shown only if it is http or https."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The document behind a claim."""

    name: str
    title: str | None
    publisher: str | None
    date: str | None  # in words
    day: str | None  # as it is stored
    url: str | None
    origin: int  # the same for all documents that are copies of one
    copy_of: str | None  # title or name of the document of which this is a copy


def receipts(
    names: Sequence[str], documents: Mapping[str, DocumentDisplay], copies: Mapping[str, str]
) -> Iterator[Receipt]:
    """What is shown of documents; of those that are not known, their names.

    Args:
        names: of the documents.
        documents: what is known about each; it may lack some.
        copies: the document that each copy is a copy of, both by name.
    """
    places: dict[str, int] = {}
    for name in names:
        original = copies.get(name)
        origin = places.setdefault(original or name, len(places))
        yield _receipt(name, documents.get(name), origin, _title(original, documents) if original else None)


def _title(name: str, documents: Mapping[str, DocumentDisplay]) -> str:
    document = documents.get(name)
    return wording.plain(document.title if document and document.title else name, 300)


def _receipt(name: str, document: DocumentDisplay | None, origin: int, copy_of: str | None) -> Receipt:
    if document is None:
        return Receipt(wording.plain(name), None, None, None, None, None, origin, copy_of)
    return Receipt(
        name=wording.plain(name),
        title=wording.plain(document.title, 300) if document.title else None,
        publisher=wording.plain(document.publisher) if document.publisher else None,
        date=wording.time(wording.plain(document.date, 40)) if document.date else None,
        day=wording.plain(document.date, 40) if document.date else None,
        url=wording.link(document.url),
        origin=origin,
        copy_of=copy_of,
    )
