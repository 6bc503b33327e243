"""Those whom a document speaks of, each with every mention of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extraction.mentions import NAME, Mention


@dataclass(slots=True)
class Referent:
    """One actor or thing of the document, with every mention of it."""

    name: str
    class_name: str | None
    certain: bool
    kind: str
    mentions: list[Mention] = field(default_factory=list)
    wikidata: str | None = None
    keys: list[str] = field(default_factory=list)  # under which the resolver finds it

    @property
    def is_named(self) -> bool:
        """Whether a name, not only a noun, stands for it somewhere."""
        return self.kind == NAME


@dataclass(slots=True)
class References:
    """The referents of a document, and the references that stayed open."""

    referents: list[Referent]
    of_mention: dict[Mention, Referent]
    open: list[Mention]
