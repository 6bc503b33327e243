"""Those whom a document speaks of, each with every mention of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extraction.naming.mentions import NAME, Mention


@dataclass(slots=True)
class Referent:
    """One actor or thing of the document, with every mention of it."""

    name: str
    class_name: str | None
    certain: bool
    kind: str
    mentions: list[Mention] = field(default_factory=list)
    wikidata: str | None = None
    gender: str | None = None  # "masculine" or "feminine", where titles or pronouns told it
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
    members: dict[Mention, tuple[Referent, ...]] = field(default_factory=dict)  # whom "they" are, if several

    def antecedents(self, mention: Mention) -> tuple[Referent, ...]:
        """All whom a mention stands for: one, several coordinated ones, or nobody."""
        one = self.of_mention.get(mention)
        return self.members.get(mention, ()) if one is None else (one,)
