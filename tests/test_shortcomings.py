"""The lint of ontologies, and the shipped ontology under it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from kg import colours
from kg.ontology.definitions import Class, Ontology, Qualifier, Relation
from kg.ontology.examples import Example
from kg.ontology.shortcomings import findings, foundations
from kg.ontology.terms import Terms
from kg.settings import shipped

SENTENCES = ("sued", "took on", "accused", "paid", "met", "left")


def made(classes=(), relations=(), qualifiers=()) -> Ontology:
    """An ontology of these records only."""
    named = [{term.name: term for term in terms} for terms in (classes, relations, qualifiers)]
    return Ontology(*named, slots={}, files={}, fingerprint="")


def actor(name="Actor", **fields) -> Class:
    """A class without fault."""
    faultless = {"label": name, "definition": "Acts.", "colour": "#0072b2", "shape": "dot", "nouns": (name.lower(),)}
    return Class(name, **{**faultless, **fields})


def relation(name="sued", **fields) -> Relation:
    """A relation without fault between actors."""
    examples = tuple(Example.parse(f"[A](subject) {verb} [B](object) in {name}.") for verb in SENTENCES)
    faultless = {"label": name, "definition": "Does.", "domain": ("Actor",), "range": ("Actor",), "inverse_label": "by"}
    return Relation(name, **{**faultless, "examples": examples, **fields})


def complaints(*args, **fields) -> list[str]:
    return [str(finding) for finding in findings(made(*args, **fields))]


def test_nothing_is_found_where_nothing_is_wrong():
    assert complaints([actor()], [relation()]) == []


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"ends": ("payed",)}, "left: names the relation 'payed', which does not exist. Did you mean paid?"),
        ({"opposes": ("left",)}, "left: opposes left, which is itself"),
        (
            {"symmetric": True, "opposes_inverse": ("left",)},
            "left: opposes left with its ends swapped, which is itself",
        ),
        ({"ends": ("ate",)}, "left: ends ate, but their subjects and objects are never the same"),
        ({"other_side": "ate"}, "left: is the other side of ate, but their subjects and objects are never the same"),
    ],
)
def test_oppositions_name_other_relations_that_may_have_the_same_ends(fields, complaint):
    relations = [relation("left", **fields), relation("paid"), relation("ate", range=("Cake",))]
    assert complaint in complaints([actor(), actor("Cake", colour="#d55e00")], relations)


def test_a_relation_may_oppose_its_own_inverse():
    assert complaints([actor()], [relation(opposes_inverse=("sued",))]) == []


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"label": ""}, "Actor: has no label"),
        ({"definition": ""}, "Actor: has no definition"),
        ({"colour": ""}, "Actor: has no colour"),
        ({"colour": "blue"}, "Actor: has the colour 'blue'; write #rrggbb"),
        ({"shape": ""}, "Actor: has no shape"),
        ({"shape": "circle"}, "Actor: has the shape 'circle'; allowed are dot"),
        ({"nouns": ()}, "Actor: has no noun"),
        ({"parents": ("Actr",)}, "Actor: names the class 'Actr', which does not exist"),
        ({"acts_as": "Actors"}, "Did you mean Actor?"),
        ({"parents": ("Actor",)}, "Actor: stands under itself"),
    ],
)
def test_a_faulty_class_is_found(fields, complaint):
    found = complaints([actor(**fields)])
    assert any(complaint in line for line in found), found


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"label": ""}, "sued: has no label"),
        ({"inverse_label": ""}, "sued: has no inverse label"),
        ({"domain": ()}, "sued: has no domain"),
        ({"range": ("Actors",)}, "sued: its range names the class 'Actors', which does not exist. Did you mean Actor?"),
        ({"parent": "sue"}, "sued: names the relation 'sue', which does not exist. Did you mean sued?"),
        ({"examples": ()}, "sued: has no examples; 6 or more are needed"),
        ({"examples": (Example.parse("[A](subject) sued [B](object)."),)}, "sued: has 1 example; 6 or more"),
    ],
)
def test_a_faulty_relation_is_found(fields, complaint):
    found = complaints([actor()], [relation(**fields)])
    assert any(complaint in line for line in found), found


@pytest.mark.parametrize(
    ("marked", "complaint"),
    [
        ("[A](subject) sued B.", "marks no object, where one is needed"),
        ("[A](subject) and [C](subject) sued [B](object).", "marks 2 subject, where one is needed"),
        ("[A](subjekt) sued [B](object).", "has the role 'subjekt'"),
    ],
)
def test_an_example_that_cannot_teach_is_found(marked, complaint):
    sound = relation()
    found = complaints([actor()], [replace(sound, examples=(*sound.examples, Example.parse(marked)))])
    assert any(complaint in line for line in found), found


def test_one_example_of_two_relations_is_found():
    one, two = relation("sued"), relation("met")
    two = replace(two, examples=(*two.examples, one.examples[0]))
    assert complaints([actor()], [one, two]) == ["met: “[A](subject) sued [B](object) in sued.” teaches sued too"]


def test_a_circle_of_classes_is_found():
    found = complaints([actor("A", parents=("B",)), actor("B", colour="#d55e00", parents=("A",))])
    assert found == ["A: stands under itself", "B: stands under itself"]


def test_a_noun_of_two_classes_is_found():
    found = complaints([actor("Bank", nouns=("bank",)), actor("Shore", colour="#d55e00", nouns=("Bank",))])
    assert found == ["Shore: the noun “bank” belongs to Bank too"]


def test_colours_that_look_alike_are_found_within_a_shape_only():
    one, near = actor("One", colour="#0072b2"), actor("Two", colour="#0073b3")
    assert "hard to tell" in complaints([one, near])[0]
    assert complaints([one, replace(near, shape="star")]) == []


def test_red_and_green_that_some_readers_mix_up_lie_near():
    assert colours.distance("#8c6d31", "#637939") < colours.distance("#0072b2", "#e69f00")


def test_a_qualifier_without_definition_is_found():
    assert complaints(qualifiers=[Qualifier("planned", "Modality", "plan", "")]) == ["planned: has no definition"]


def test_a_finding_names_its_files():
    ontology = replace(made([actor(nouns=())]), files={"Actor": ("own.ttl",)})
    assert str(findings(ontology)[0]) == "Actor: has no noun (own.ttl)"


def test_the_shipped_ontology_has_no_finding():
    assert findings(Ontology.load()) == []


def test_the_shipped_relations_are_richly_taught():
    counts = {name: len(relation.examples) for name, relation in Ontology.load().relations.items()}
    assert min(counts.values()) >= 15, counts


def test_no_shipped_file_uses_a_term_that_is_not_described():
    files = sorted(shipped("ontology").glob("*.ttl"))
    known = set(Terms.read(files).all_names())
    without_texts = [re.sub(r'"[^"]*"|#[^\n>]*\n', "", file.read_text("utf-8")) for file in files]
    used = {name for text in without_texts for name in re.findall(r"\bkg:(\w+)", text)}
    assert used - known == set()


def test_a_whole_ontology_needs_names_actors_and_words_of_denial():
    bare = "\n".join(foundations(made([actor()])))
    assert all(word in bare for word in ("kg:nameLabel PER", "kg:nameLabel ORG", "kg:pluralOf", "kg:negated"))
    assert foundations(Ontology.load()) == []
