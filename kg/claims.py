"""What a document says, as plain records: entities, claims with their receipts, and what was not understood.

These records are where the reading wing ends and the looking wing begins. They hold strings only and need no
library, so both sides, the cache and other programs can share them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from kg.namespaces import digest

AFFIRMED, NEGATED = "affirmed", "negated"
FACTUAL, ALLEGED, ATTEMPTED = "factual", "alleged", "attempted"
FACT, DENIED = "fact", "denied"  # statuses; the others are modalities

#: Kinds of gaps: sentences with two actors and no claim, references left open, and names without a class.
NO_RELATION, REFERENCE, UNCLASSED = GAP_KINDS = ("no-relation", "reference", "unclassed")


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor or a thing that a document names."""

    name: str  # the fullest name known
    class_name: str  # local name of an ontology class
    aliases: tuple[str, ...] = ()  # surface forms seen, in the order of the text
    wikidata: str | None = None  # "Q95"

    def to_json(self) -> dict[str, Any]:
        """Every field, so that `from_json` gives the same back."""
        return asdict(self)

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Self:
        """What `to_json` made a record of."""
        return cls(**{**record, "aliases": tuple(record.get("aliases", ()))})


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody did something to somebody, and the sentence that proves it.

    `start` and `end` are character offsets of `quote` in the stored text of the document; `prefix` and `suffix` are
    what stands around the quote in its sentence.
    """

    doc: str
    subject: str
    subject_class: str
    subject_mentions: tuple[str, ...]
    predicate: str
    object: str
    object_class: str
    object_mentions: tuple[str, ...]
    polarity: str
    modality: str
    by: str | None
    when: str | None  # 2020, 2020-06, 2020-06-11, or start/end with either side open
    amount: str | None  # "224000 USD"
    role: str | None
    technology: str | None
    quote: str
    start: int
    end: int
    confidence: float
    taught_by: str  # the example of the ontology that is worded like it; empty where only labelled text taught it
    prefix: str = ""
    suffix: str = ""
    read_by: str = ""  # the reader that made the claim, where it is not the program's own: "llm NAME"

    @property
    def id(self) -> str:
        """Hash of what the claim says and of where it is said; the same in every run."""
        said = (self.subject, self.predicate, self.object, self.polarity, self.modality)
        return digest(self.doc, *said, self.quote, str(self.start))[:16]

    @property
    def sentence(self) -> str:
        """The whole sentence around the quote."""
        return self.prefix + self.quote + self.suffix

    @property
    def is_fact(self) -> bool:
        """Whether the claim allows a plain edge: affirmed and factual."""
        return self.polarity == AFFIRMED and self.modality == FACTUAL

    @property
    def status(self) -> str:
        """One word for how the claim stands: `fact`, `denied`, or its modality."""
        return _status(self.polarity, self.modality)

    def to_json(self) -> dict[str, Any]:
        """The record that `kg claims --format jsonl` prints, keys in the published order."""
        record = {"id": self.id, **asdict(self)}
        del record["prefix"], record["suffix"]
        return record

    def to_cache(self) -> dict[str, Any]:
        """Every field, so that `from_json` gives the same claim back."""
        return asdict(self)

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Self:
        """The claim of a record of `to_json` or `to_cache`; keys that are not fields are ignored."""
        values = {key: value for key, value in record.items() if key in _CLAIM_FIELDS}
        for key in ("subject_mentions", "object_mentions"):
            values[key] = tuple(values[key])
        return cls(**values)


def _status(polarity: str, modality: str) -> str:
    if polarity != AFFIRMED:
        return DENIED
    return FACT if modality == FACTUAL else modality


_CLAIM_FIELDS = frozenset(f.name for f in fields(Claim))


@dataclass(frozen=True, slots=True)
class Gap:
    """Something not understood: a sentence with two actors and no claim, a reference left open, an unclassed name."""

    doc: str
    kind: str  # one of GAP_KINDS
    text: str  # the sentence, or the words
    start: int
    names: tuple[str, ...] = ()
    predicate: str = ""  # what joins two of the actors: "write to"; nothing where no word does
    marked: str = ""  # the sentence with these two marked, as `kg teach` takes it

    def to_json(self) -> dict[str, Any]:
        """Every field, so that `from_json` gives the same back."""
        return asdict(self)

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Self:
        """What `to_json` made a record of."""
        return cls(**{**record, "names": tuple(record.get("names", ()))})


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was understood, and not understood, of one document."""

    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]  # each end, source and technology of the claims, once by name
    gaps: tuple[Gap, ...]

    def to_json(self) -> dict[str, Any]:
        """Every field of every part, so that `from_json` gives the same back."""
        return {
            "claims": [claim.to_cache() for claim in self.claims],
            "entities": [entity.to_json() for entity in self.entities],
            "gaps": [gap.to_json() for gap in self.gaps],
        }

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Self:
        """What `to_json` made a record of."""
        return cls(
            claims=tuple(map(Claim.from_json, record["claims"])),
            entities=tuple(map(Entity.from_json, record["entities"])),
            gaps=tuple(map(Gap.from_json, record["gaps"])),
        )


@dataclass(frozen=True, slots=True)
class Outline:
    """Of an extraction the entities, and by what its claims and gaps are counted: a third of the work to make."""

    entities: tuple[Entity, ...]
    relations: tuple[str, ...]  # of each claim
    statuses: tuple[str, ...]  # of each claim
    gaps: tuple[str, ...]  # the kind of each

    @classmethod
    def of(cls, extraction: Extraction) -> Self:
        """The outline of an extraction."""
        return cls(
            entities=extraction.entities,
            relations=tuple(claim.predicate for claim in extraction.claims),
            statuses=tuple(claim.status for claim in extraction.claims),
            gaps=tuple(gap.kind for gap in extraction.gaps),
        )

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Self:
        """The outline of what `Extraction.to_json` made a record of."""
        return cls(
            entities=tuple(map(Entity.from_json, record["entities"])),
            relations=tuple(claim["predicate"] for claim in record["claims"]),
            statuses=tuple(_status(claim["polarity"], claim["modality"]) for claim in record["claims"]),
            gaps=tuple(gap["kind"] for gap in record["gaps"]),
        )
