"""What a form offers: relations that fit first."""

from __future__ import annotations

from graphs import ONTOLOGY

from kg.ontology.definitions import Class, Ontology, Relation
from kg.server.choices import fitting, relations

TYPED = Ontology(
    classes={"Company": Class("Company", "company", ""), "Law": Class("Law", "law", "")},
    relations={
        "broke": Relation("broke", "broke", "", domain=("Company",), range=("Law",)),
        "bought": Relation("bought", "Bought", "", domain=("Company",), range=("Company",)),
        "met": Relation("met", "met", ""),
    },
    qualifiers={},
    slots={},
    files={},
    fingerprint="",
)


def names(groups) -> dict[str, list[str]]:
    return {heading: [one.name for one in group] for heading, group in groups}


def test_relations_that_fit_both_ends_come_first():
    assert names(relations(TYPED, "Company", "Law")) == {
        "Fit “company” and “law”": ["broke", "met"],
        "Others": ["bought"],
    }
    assert names(relations(TYPED, None, "Company")) == {"Fit “company”": ["bought", "met"], "Others": ["broke"]}


def test_nothing_is_left_out_where_nothing_is_known_of_the_ends():
    assert names(relations(TYPED, None, None)) == {"Relations": ["bought", "broke", "met"]}
    assert names(relations(TYPED, "Alien", "Law"))["Others"] == ["bought"]


def test_each_class_has_the_relations_of_either_end():
    assert fitting(TYPED, ["Law", "Law"]) == {"Law": (["met"], ["broke", "met"])}


def test_labels_are_offered_in_their_order():
    ((_, offered),) = relations(ONTOLOGY, None, None)
    assert [one.label for one in offered] == ["allied with", "blamed", "bought from"]
