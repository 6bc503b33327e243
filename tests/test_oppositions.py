"""What follows from what an ontology says of pairs of relations."""

import pytest

from kg.ontology.definitions import Ontology, Relation
from kg.ontology.oppositions import Opposition, oppositions


def found(*relations: Relation) -> list[tuple[str, str, str, bool]]:
    """The oppositions of an ontology of these relations, those between sides left out."""
    ontology = Ontology({}, {one.name: one for one in relations}, {}, slots={}, files={}, fingerprint="")
    known = sorted(oppositions(ontology))
    return [(one.one, one.kind, one.other, one.swapped) for one in known if one.kind != "other side"]


def test_to_oppose_is_mutual_and_to_end_is_not():
    relations = Relation("praised", "", ""), Relation("left", "", "", opposes=("praised",), ends=("praised",))
    assert found(*relations) == [
        ("left", "ends", "praised", False),
        ("left", "opposes", "praised", False),
        ("praised", "opposes", "left", False),
    ]


def test_what_ends_a_relation_ends_its_other_side_backwards():
    relations = Relation("bought", "", "", other_side="sold"), Relation("sold", "", "")
    assert found(*relations, Relation("cancelled", "", "", ends=("bought",))) == [
        ("cancelled", "ends", "bought", False),
        ("cancelled", "ends", "sold", True),
    ]


@pytest.mark.parametrize("field", ["ends", "ends_inverse"])
def test_a_symmetric_relation_ends_in_either_order(field):
    relations = Relation("partnered", "", "", symmetric=True), Relation("left", "", "", **{field: ("partnered",)})
    assert found(*relations) == [("left", "ends", "partnered", False), ("left", "ends", "partnered", True)]


def test_the_other_side_holds_both_ways_and_a_symmetric_relation_is_its_own():
    relations = {
        one.name: one
        for one in (
            Relation("bought", "", "", other_side="sold"),
            Relation("sold", "", ""),
            Relation("met", "", "", symmetric=True),
        )
    }
    assert oppositions(Ontology({}, relations, {}, slots={}, files={}, fingerprint="")) == {
        Opposition("bought", "other side", "sold", True),
        Opposition("sold", "other side", "bought", True),
        Opposition("met", "other side", "met", True),
    }


def test_a_relation_that_does_not_exist_is_left_out():
    assert found(Relation("left", "", "", ends=("payed",), opposes=("payed",), other_side="payed")) == []


def test_the_shipped_relations_end_and_oppose_each_other():
    known = oppositions(Ontology.load())
    assert Opposition("suspendedSalesTo", "ends", "contracted", True) in known
    assert Opposition("ruledAgainst", "opposes", "ruledFor", False) in known
