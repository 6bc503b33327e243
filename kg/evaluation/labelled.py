"""Labelled text: documents, and what a careful reader would put on the map after reading each.

The form of the labels is described in `data/README.md`. Our own sets come with the checkout; some others are found
in a folder `shared` next to it, by those who have one; any other is given as the path of its labels and of its texts.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from kg.claims import AFFIRMED, FACTUAL
from kg.errors import UsageError, suggestion
from kg.reading.documents import Document
from kg.reading.readers import read

_ROOT = Path(__file__).resolve().parents[2]
_OWN = _ROOT / "data" / "gold"
_SHARED = _ROOT.parent / "shared"

#: Sets of the checkout: the files that hold them, and which of the parts in them.
_OWN_SETS = {"tune": ("", "tune"), "held": ("", "held"), "unseen": ("unseen-", None)}

#: Sets of the folder beside the checkout: the labels, and the texts.
_SHARED_SETS = {
    "seeds": ("gold/seeds", "seeds"),
    "wikinews": ("gold/wikinews.jsonl", "corpus/wikinews"),
    "aiaaic": ("gold/aiaaic.jsonl", "corpus/aiaaic.jsonl"),
    "atlas": ("gold/atlas.jsonl", "corpus/atlas.jsonl"),
}

SETS = (*_OWN_SETS, *_SHARED_SETS)

_UNREAD = re.compile(r"un-(?P<number>\d+)")


@dataclass(frozen=True)
class LabelledEntity:
    """An actor or a thing, with all forms under which it is recognised."""

    id: str
    name: str
    class_name: str
    aliases: tuple[str, ...]

    @cached_property
    def names(self) -> frozenset[str]:
        """The folded forms."""
        return frozenset(map(fold, (self.name, *self.aliases)))


@dataclass(frozen=True, slots=True)
class Label:
    """A claim that a reader found; ends, speaker and technology are ids of entities."""

    subject: str
    predicate: str
    object: str
    polarity: str
    modality: str
    by: str | None
    when: str | None
    amount: str | None
    role: str | None
    technology: str | None
    evidence: str
    required: bool  # whether missing it counts

    @classmethod
    def of(cls, record: dict[str, Any]) -> Label:
        """The label of a record with the keys of the annotation guidelines."""
        same = ("polarity", "by", "when", "amount", "role", "technology", "evidence", "required")
        ends = {"subject": record["s"], "predicate": record["p"], "object": record["o"]}
        return cls(**ends, modality=record["modality"] or FACTUAL, **{key: record[key] for key in same})

    @property
    def is_fact(self) -> bool:
        """Whether the claim allows a plain edge."""
        return self.polarity == AFFIRMED and self.modality == FACTUAL


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A document with its labels."""

    document: Document
    entities: dict[str, LabelledEntity]
    labels: tuple[Label, ...]

    @property
    def is_unread(self) -> bool:
        """Whether nobody may look at its errors: the even half of our unseen set, so that one set stays blind."""
        number = _UNREAD.fullmatch(self.document.name)
        return number is not None and int(number["number"]) % 2 == 0


@cache
def fold(text: str) -> str:
    """The form in which a scorer compares names: no case, accents, marks, possessives or leading article.

    It is not the form by which the program joins names (`kg.actors.matching`): a change there must not change what is
    counted as right.
    """
    plain = unicodedata.normalize("NFKD", text).replace("’", "'").replace("‘", "'").casefold()
    words = re.sub(r"[^\w&+ ]+", " ", re.sub(r"['’]s\b", "", plain)).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)


def available() -> list[str]:
    """Names of the sets that are here."""
    return [name for name in SETS if all(path.exists() for path in _files(name))]


def labelled(given: str, texts: str | None = None) -> list[LabelledText]:
    """The texts of a set.

    Args:
        given: the name of a set, one of `SETS`, or the path of labels (a .jsonl file, or a folder of .json files).
        texts: the path of the texts that belong to the labels, where these are given as a path.

    Raises:
        UsageError: there is no such set here, or a labelled text is not among the texts.
    """
    if texts is not None:
        return _joined(Path(given), Path(texts))
    if given not in SETS:
        raise UsageError(
            f"there is no labelled set {given!r}; there are {', '.join(SETS)}, or the path of labels together with the "
            f"path of their texts (--texts).{suggestion(given, SETS)}"
        )
    labels, documents = _files(given)
    for path in (labels, documents):
        if not path.exists():
            raise UsageError(f"the set {given} is not here: there is no {path}")
    found = _joined(labels, documents)
    part = _OWN_SETS[given][1] if given in _OWN_SETS else None
    return found if part is None else [text for text in found if text.document.name in _of_part(documents, part)]


def _files(name: str) -> tuple[Path, Path]:
    """The labels and the texts of a set."""
    if name in _OWN_SETS:
        prefix = _OWN_SETS[name][0]
        return _OWN / f"{prefix}claims.jsonl", _OWN / f"{prefix}documents.jsonl"
    labels, texts = _SHARED_SETS[name]
    return _SHARED / labels, _SHARED / texts


@cache
def _of_part(path: Path, part: str) -> frozenset[str]:
    """Names of the documents of a part."""
    return frozenset(record["id"] for record in _lines(path) if record["part"] == part)


def _joined(labels: Path, texts: Path) -> list[LabelledText]:
    """The labels of each document with its text."""
    try:
        records = list(_records(labels))
        wanted = {record["doc"] for record in records}
    except (json.JSONDecodeError, KeyError) as error:
        raise UsageError(f"{labels} does not hold labels as data/README.md describes them: {error!r}") from error
    documents = {document.name: document for document in read([texts])[0] if document.name in wanted}
    missing = sorted(wanted - documents.keys())
    if missing:
        raise UsageError(f"{texts} has no text for {len(missing)} labelled documents, the first of them {missing[0]}")
    return [_text(documents[record["doc"]], record) for record in records]


def _text(document: Document, record: dict[str, Any]) -> LabelledText:
    entities = [
        LabelledEntity(entity["id"], entity["name"], entity["class"], tuple(entity["aliases"]))
        for entity in record["entities"]
    ]
    return LabelledText(document, {e.id: e for e in entities}, tuple(map(Label.of, record["claims"])))


def _records(path: Path) -> Iterator[dict[str, Any]]:
    """The labels of each document, from one file or from a folder of them."""
    if not path.exists():
        raise UsageError(f"there is no file or folder {path}")
    if path.is_dir():
        yield from (json.loads(file.read_text("utf-8")) for file in sorted(path.glob("*.json")))
    else:
        yield from _lines(path)


def _lines(path: Path) -> Iterable[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
