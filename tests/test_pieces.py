"""Keys of pieces: where one is the same, so is what is stated; and what is stated is what `triples` states."""

from __future__ import annotations

from itertools import combinations

import pytest
from conftest import make_claim

from kg.actors.entities import agree
from kg.actors.told import Named, Told
from kg.claims import Entity, Extraction
from kg.graph import pieces, triples
from kg.graph.notation import encoded
from kg.graph.pieces import Piece
from kg.graph.store import Store
from kg.namespaces import digest
from kg.ontology.definitions import Ontology
from kg.reading.documents import Copy, Document

ONTOLOGY = Ontology.load()
ACME, BOLT = Entity("Acme", "Company", ("Acme",)), Entity("Bolt", "Company", ("Bolt",))
FULLER = Entity("Acme Group", "Company", ("Acme",))
NAMED_BOLT = [Told(one, Named(one), name="Bolt") for one in ("Acme", "Bolt")]


def world(*names: Entity, title: str | None = None, told=(), copies=None, **claim):
    """Two documents; the first claims that Acme sued Bolt, the second only names some others."""
    said = make_claim("Acme", "sued", "Bolt", doc="a.txt", **claim)
    readings = {
        "a.txt": (Document("a.txt", "", "a.txt", "ab", title=title), Extraction((said,), (ACME, BOLT), ())),
        "b.txt": (Document("b.txt", "", "b.txt", "cd"), Extraction((), names, ())),
    }
    agreement = agree([(name, found) for name, (_, found) in readings.items()], ONTOLOGY, told=told)
    return readings, agreement, copies or {}


WORLDS = {
    "plain": world(),
    "another title": world(title="News"),
    "another sentence": world(prefix="They say that "),
    "a fuller name elsewhere": world(FULLER),
    "another class elsewhere": world(*(Entity("Acme", "Organization"),), Entity("Acme Inc.", "Organization")),
    "an item elsewhere": world(Entity("Acme", "Company", (), "Q1")),
    "another spelling elsewhere": world(Entity("ACME", "Company", ("ACME corp",))),
    "a copy": world(copies={"a.txt": Copy("b.txt", 0.9)}),
    "less of a copy": world(copies={"a.txt": Copy("b.txt", 0.8)}),
    "both named alike": world(told=NAMED_BOLT),
}


def made(given) -> dict[str, Piece]:
    readings, agreement, copies = given
    known = [(name, digest(repr(reading))) for name, reading in readings.items()]
    found = pieces.of_graph(known, readings.__getitem__, agreement, ONTOLOGY, copies=copies, reviews={})
    return {piece.name: piece for piece in found}


@pytest.mark.parametrize("name", WORLDS)
def test_the_pieces_of_a_graph_are_all_of_its_statements(name):
    readings, agreement, copies = WORLDS[name]
    lines = [*triples.of_ontology(ONTOLOGY)]
    for one in agreement.agreed:
        lines += triples.of_entity(one.iri, one.entity, one.former)
    for document, found in readings.values():
        lines += triples.of_document(document, copies.get(document.name))
        lines += triples.of_contents(document.name, found, agreement, {})
    expected = Store.in_memory([encoded(lines)]).dump("nq")
    assert Store.in_memory(piece.content() for piece in made(WORLDS[name]).values()).dump("nq") == expected


def test_what_is_stated_otherwise_has_another_key():
    differing = set()
    for one, other in combinations(map(made, WORLDS.values()), 2):
        for name in one.keys() & other.keys():
            if one[name].content() != other[name].content():
                assert one[name].key != other[name].key
                differing.add(name)
    assert len(differing) == 4  # two entities, and a document twice


def test_what_another_document_says_leaves_the_keys_of_a_document_that_is_stated_as_before():
    before, after = made(WORLDS["plain"]), made(WORLDS["an item elsewhere"])
    changed = {name for name in before if before[name].key != after[name].key}
    assert any("/entity/acme" in name for name in changed)
    assert not any("a-txt" in name for name in changed)


def test_two_entities_that_were_given_one_name_stay_two():
    found = [piece for piece in made(WORLDS["both named alike"]).values() if "/entity/" in piece.subject]
    assert len(found) == 2
    assert [b'"Acme"' in piece.content() for piece in found].count(True) == 1


def test_another_program_has_other_keys(monkeypatch):
    before = made(WORLDS["plain"])
    monkeypatch.setattr(pieces, "stating_hash", lambda: "another")
    after = made(WORLDS["plain"])
    assert before.keys() == after.keys()
    assert not {piece.key for piece in before.values()} & {piece.key for piece in after.values()}
