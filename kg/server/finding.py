"""Finding actors and documents by what they are called; and what there is to choose from in a graph."""

from __future__ import annotations

import difflib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.claims import Claim
from kg.graph import queries
from kg.knowledge import KnowledgeGraph
from kg.views import wording
from kg.views.legend import ClassEntry, RelationEntry, StatusEntry, class_entries, relation_entries, status_entries

SHOWN = 50  # actors in a list; who looks for one writes more of its name
LISTED = 200  # documents in a list, and names that a field offers
NEAR = 5  # names that are suggested when none holds what was written
INSIDE = 4  # rank of those that are shown only if there are no better ones
LIKENESS = 0.6  # of names that are suggested; as `kg.errors.suggestion` has it
WORD_LIKENESS = 0.8  # of words: at 0.75, “sued” is like “used”


@dataclass(frozen=True, slots=True)
class Found:
    """An actor or thing of the graph in a list."""

    iri: str
    name: str
    kind: ClassEntry
    claims: int
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What a graph holds, for a page to choose from.

    Attributes:
        actors: those with claims first.
        documents: their names.
        claims: how many there are.
        relations: those of claims, with their numbers; so too classes and statuses.
    """

    actors: list[Found]
    documents: list[str]
    claims: int
    relations: tuple[RelationEntry, ...]
    classes: tuple[ClassEntry, ...]
    statuses: tuple[StatusEntry, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What was found: actors, how many more there are, and near ones where there is none."""

    found: list[Found]
    more: int
    near: list[Found]


@lru_cache(maxsize=1)
def overview(graph: KnowledgeGraph) -> Overview:
    """What the graph holds. It is kept for the next question, since a graph that is open does not change."""
    found = graph.claims()
    claims = [one.claim for one in found]
    numbers = Counter(iri for one in found for iri in {one.stated.subject.iri, one.stated.object.iri})
    entities = queries.entities(graph.store)
    kinds = {entry.name: entry for entry in class_entries((one.entity.class_name for one in entities), graph.ontology)}
    actors = [
        Found(one.iri, one.name, kinds[one.entity.class_name], numbers[one.iri], one.entity.aliases) for one in entities
    ]
    return Overview(
        actors=sorted(actors, key=lambda one: (-one.claims, one.name)),
        documents=[document.name for document in graph.documents()],
        claims=len(claims),
        relations=relation_entries((claim.predicate for claim in claims), graph.ontology),
        classes=class_entries(_classes(claims), graph.ontology),
        statuses=status_entries(claim.status for claim in claims),
    )


def search(graph: KnowledgeGraph, text: str) -> Search:
    """The actors with a name or alias that holds the words of a text, the best first."""
    actors = overview(graph).actors
    words = _folded(text).split()
    ranked = [(rank, place) for place, one in enumerate(actors) if (rank := _rank(words, one)) is not None]
    inside = all(rank == INSIDE for rank, _ in ranked)  # “ice” finds police only where nothing is called so
    found = [actors[place] for rank, place in sorted(ranked) if inside or rank < INSIDE]
    return Search(found[:SHOWN], max(len(found) - SHOWN, 0), [] if found else _near(text, actors))


@dataclass(frozen=True, slots=True)
class Listed:
    """A document of the graph in a list."""

    name: str
    title: str
    about: str  # publisher and date
    claims: int
    copy_of: str


def documents(graph: KnowledgeGraph, text: str = "") -> tuple[list[Listed], int]:
    """The documents whose name, title, publisher or date holds all words of a text, and how many more there are."""
    words = _folded(text).split()
    found = [one for one, known in _documents(graph) if all(word in known for word in words)]
    return found[:LISTED], max(len(found) - LISTED, 0)


@lru_cache(maxsize=1)
def _documents(graph: KnowledgeGraph) -> list[tuple[Listed, str]]:
    """All documents by title, each with what it is found by."""
    numbers = Counter(claim.document.name for claim in graph.claims())
    found = []
    for one in graph.documents():
        told = wording.published(one.publisher, one.date)
        title = wording.plain(one.title or one.name, 300)
        listed = Listed(one.name, title, told, numbers[one.name], wording.plain(one.copy_of or ""))
        found.append((listed, _folded(" ".join((one.name, title, told, one.date or "", one.author or "")))))
    return sorted(found, key=lambda row: (_folded(row[0].title), row[0].name))


def offered(graph: KnowledgeGraph, one: Found) -> list[str]:
    """Names of other actors that a field offers, those that share a word with an actor's names first."""
    own = {word for name in (one.name, *one.aliases) for word in _folded(name).split() if len(word) > 2}
    others = [other for other in overview(graph).actors if other.iri != one.iri]
    others.sort(key=lambda other: -len(own & {*_folded(" ".join((other.name, *other.aliases))).split()}))
    return [other.name for other in others[:LISTED]]


def _classes(claims: Iterable[Claim]) -> Iterable[str]:
    """The class of each end of claims, once for each end."""
    ends = {(claim.subject, claim.subject_class) for claim in claims} | {
        (claim.object, claim.object_class) for claim in claims
    }
    return [class_name for _, class_name in ends]


def _rank(words: list[str], one: Found) -> int | None:
    """How well an actor fits: 0 for its very name, INSIDE where the words are only parts of the words of a name."""
    asked = " ".join(words)
    ranks = []
    for name in map(_folded, (one.name, *one.aliases)):
        if name == asked:
            ranks.append(0)
        elif name.startswith(asked):
            ranks.append(1)
        elif f" {asked}" in name:
            ranks.append(2)
        elif all(f" {word}" in f" {name}" for word in words):
            ranks.append(3)
        elif all(word in name for word in words):
            ranks.append(INSIDE)
    return min(ranks, default=None)


def _near(text: str, actors: list[Found]) -> list[Found]:
    """Those with a name like the text, the likest first; else those with a word like it."""
    folded = _folded(text)[:200]
    named = {_folded(name): one for one in reversed(actors) for name in (*one.aliases, one.name)}
    near = difflib.get_close_matches(folded, named, n=NEAR, cutoff=LIKENESS)
    if not near:
        words = sorted({word for name in named for word in name.split()})
        like = difflib.get_close_matches(folded, words, n=1, cutoff=WORD_LIKENESS)
        near = [name for name in named if set(like) & set(name.split())]
    return list({named[name].iri: named[name] for name in near}.values())[:NEAR]


def _folded(text: str) -> str:
    """A name without case, accents and needless space."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(bare.casefold().split())
