"""Documents, claims and names that are invented, in any number, the same in every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from kg.actors.entities import Agreement
from kg.claims import Claim, Entity, Extraction
from kg.graph import pieces
from kg.ontology.definitions import Ontology
from kg.reading.documents import Document

#: Claims of a document, and claims for each actor: about what news has.
EACH, SHARED = 5, 5

_BEGINNINGS = ("Bra", "Cor", "Del", "Fen", "Gal", "Hol", "Jor", "Kel", "Lum", "Mar", "Nor", "Pel", "Quin", "Ros", "Sel")
_MIDDLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ra", "se", "ti", "vo", "wa", "xi", "zo")
_ENDS = ("bank", "burg", "corp", "dale", "field", "ford", "gate", "lab", "link", "soft", "tech", "works")


def name(number: int) -> str:
    """A name that no other number has and that no actor of the world bears but by chance."""
    number, first = divmod(number, len(_BEGINNINGS))
    number, last = divmod(number, len(_ENDS))
    middles = []
    while number:
        number, middle = divmod(number - 1, len(_MIDDLES))
        middles.append(_MIDDLES[middle])
    return _BEGINNINGS[first] + "".join(middles) + _ENDS[last]


def readings(claims: int, ontology: Ontology, seed: int = 1) -> Iterator[tuple[Document, Extraction]]:
    """Documents with five claims each, among a fifth as many actors; some actors are in many claims, most in few."""
    chance = random.Random(seed)
    relations = sorted(ontology.relations)[:12]
    actors = max(2, claims // SHARED)
    for number in range(claims // EACH):
        title = f"{number:07}.txt"
        said = [_claim(title, place, relations, actors, chance) for place in range(EACH)]
        names = sorted({end for claim in said for end in (claim.subject, claim.object)})
        entities = tuple(Entity(each, "Company", (each,)) for each in names)
        yield Document(title, "", title, f"{number:064x}", date="2024-05-01"), Extraction(tuple(said), entities, ())


def contents(claims: int, agreement: Agreement, ontology: Ontology) -> Iterator[bytes]:
    """N-Quads of the same readings, in the pieces that a build states."""
    made = readings(claims, ontology)
    names = ((f"{number:07}.txt", "") for number in range(claims // EACH))
    # Each is asked for once, and in this order.
    found = pieces.of_graph(names, lambda name: next(made), agreement, ontology, copies={}, reviews={})
    return (piece.content() for piece in found)


def _claim(title: str, place: int, relations: list[str], actors: int, chance: random.Random) -> Claim:
    one, other = (name(int(actors * chance.random() ** 3)) for _ in range(2))
    if one == other:
        other = name(actors)
    predicate = chance.choice(relations)
    quote = f"{one} {predicate} {other} in the spring"
    return Claim(
        doc=title, subject=one, subject_class="Company", subject_mentions=(one,), predicate=predicate, object=other,
        object_class="Company", object_mentions=(other,), polarity="affirmed", modality="factual", by=None,
        when=str(2010 + place), amount=None, role=None, technology=None, quote=quote, start=200 * place,
        end=200 * place + len(quote), confidence=0.9, taught_by="[Acme](subject) sued [Bolt](object).",
        prefix="According to the minutes of the council, ", suffix=", and nobody objected.",
    )  # fmt: skip


def write_documents(folder: Path, count: int, seed: int = 1) -> None:
    """Text files, each of three sentences between two names that `benchmarks.interruptions.Light` understands."""
    chance = random.Random(seed)
    folder.mkdir(parents=True)
    for number in range(count):
        pairs = [[name(int(count * chance.random() ** 3)) for _ in range(2)] for _ in range(3)]
        text = " ".join(f"{one} sued {other}. It was said {chance.random():.9f} times." for one, other in pairs)
        (folder / f"{number:06}.txt").write_text(text, "utf-8")
