"""Actors that were renamed or joined are found by the names and addresses they had."""

from __future__ import annotations

import pytest
from kept import claim, write

from kg.errors import UsageError
from kg.graph import queries
from kg.graph.store import Store
from kg.judging.deciding import Judge
from kg.ontology.definitions import Ontology

TEXT = "Acme sued Bolt. Corex sued the county. Sand County sued Corex."


@pytest.fixture
def judge(tmp_path):
    told = [
        claim(TEXT, "Acme", "sued", "Bolt", "Acme sued Bolt", doc="a.txt"),
        claim(TEXT, "Corex", "sued", "the county", "Corex sued the county", doc="a.txt", object_class="Agency"),
        claim(TEXT, "Sand County", "sued", "Corex", "Sand County sued Corex", doc="a.txt", subject_class="Agency"),
    ]
    return Judge(write(tmp_path / "graph", {"a.txt": (TEXT, told)}), Ontology.load(), by="Jane")


def named(judge: Judge, name: str) -> str:
    return queries.entity(Store.open(judge._folder), name).name


def iri(judge: Judge, name: str) -> str:
    return queries.entity(Store.open(judge._folder), name).iri


def test_an_actor_that_was_renamed_is_found_by_its_old_address(judge):
    old = iri(judge, "Acme")
    judge.name("Acme", "Acme Holding")
    assert (named(judge, old), iri(judge, old) != old) == ("Acme Holding", True)
    assert named(judge, "entity:acme") == "Acme Holding"


def test_an_actor_that_was_joined_is_found_by_its_old_address(judge):
    old = [iri(judge, name) for name in ("Acme", "Corex")]
    judge.same("Acme", "Corex")
    assert len({named(judge, one) for one in old}) == 1


def test_one_without_a_name_is_found_where_it_was_joined_with_one_that_has_a_name(judge):
    old = iri(judge, "the county")
    judge.same("the county", "Sand County")
    assert named(judge, old) == "Sand County"


def test_a_name_that_a_person_gave_before_another_finds_the_actor_and_is_not_shown(judge):
    judge.name("Acme", "Acne")
    old = iri(judge, "Acne")
    judge.name("Acne", "Acme Holding")
    assert [named(judge, one) for one in ("acne", old)] == ["Acme Holding"] * 2
    assert "Acne" not in queries.entity(Store.open(judge._folder), "Acme Holding").entity.aliases


def test_whoever_bears_a_name_now_is_meant_by_it(judge):
    judge.name("Acme", "Corex")
    judge.name("Acme", "Acme Holding")
    assert named(judge, "Corex") == "Corex"


def test_a_name_that_was_taken_back_is_nobody_s(judge):
    judge.undo(judge.name("Acme", "Acne").id)
    for name in ("Acne", "entity:acne"):
        with pytest.raises(UsageError):
            named(judge, name)
