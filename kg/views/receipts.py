"""The document behind a claim, as views show it."""

from __future__ import annotations

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
    date: str | None
    url: str | None


def receipt(name: str, document: DocumentDisplay | None) -> Receipt:
    """What is shown of a document; of one that is not known, its name."""
    if document is None:
        return Receipt(wording.plain(name), None, None, None, None)
    return Receipt(
        name=wording.plain(name),
        title=wording.plain(document.title, 300) if document.title else None,
        publisher=wording.plain(document.publisher) if document.publisher else None,
        date=wording.time(wording.plain(document.date, 40)) if document.date else None,
        url=wording.link(document.url),
    )
