"""Reading ontology files and asking them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from kg.errors import OntologyError, UsageError
from kg.ontology.definitions import Ontology
from kg.settings import shipped

PREFIXES = """
@prefix kg:   <https://w3id.org/kg-receipts/ontology#> .
@prefix rdf:  <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl:  <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> .
"""

ZOO = """
kg:Animal a owl:Class ; rdfs:label "animal" ; skos:definition "It lives." ; kg:noun "animal" .
kg:Cat a owl:Class ; rdfs:subClassOf kg:Animal , schema:Thing ; rdfs:label "cat"@en , "Katze"@de ;
    kg:noun "cat", "tom" .
kg:Kitten a owl:Class ; rdfs:subClassOf kg:Cat ; rdfs:label "kitten" .
kg:Den a owl:Class ; rdfs:label "den" ; kg:actsAs kg:Cat .
kg:Stone a owl:Class ; rdfs:label "stone" .
kg:hunted a owl:ObjectProperty ; rdfs:label "hunted" ; rdfs:domain kg:Cat ; rdfs:range kg:Animal , kg:Stone ;
    kg:example "[Tom](subject) hunted [Jerry](object)." , "[Jerry](object) fled from [Tom](subject)." .
kg:met a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:label "met" ; kg:sectorObject true .
kg:Mood a rdfs:Class ; rdfs:label "mood" .
kg:hungry a kg:Mood ; rdfs:label "hungry" ; kg:adverb "hungrily" .
kg:seenIn a rdf:Property ; rdfs:range kg:Den .
"""


@pytest.fixture
def write(tmp_path):
    def writer(turtle, name="zoo.ttl"):
        file = tmp_path / name
        file.write_text(PREFIXES + turtle, encoding="utf-8")
        return file

    return writer


@pytest.fixture
def zoo(write):
    return Ontology.load(write(ZOO))


def test_words_of_a_class_keep_the_order_of_the_file(zoo):
    assert zoo.class_("Cat").nouns == ("cat", "tom")


def test_labels_are_english(zoo):
    assert zoo.class_("Cat").label == "cat"


def test_parents_are_ours_and_foreign_terms_are_alignments(zoo):
    cat = zoo.class_("Cat")
    assert (cat.parents, cat.alignments) == (("Animal",), (("rdfs:subClassOf", "schema:Thing"),))


def test_a_relation_has_its_ends_and_examples(zoo):
    hunted = zoo.relation("hunted")
    assert (hunted.domain, hunted.range) == (("Cat",), ("Animal", "Stone"))
    assert [example.text for example in hunted.examples] == ["Tom hunted Jerry.", "Jerry fled from Tom."]


def test_symmetry_and_flags_are_read(zoo):
    met, hunted = zoo.relation("met"), zoo.relation("hunted")
    assert (met.symmetric, met.sector_object, hunted.symmetric, hunted.sector_object) == (True, True, False, False)


def test_individuals_of_our_vocabulary_are_qualifiers(zoo):
    assert zoo.qualifiers_of("Mood") == (zoo.qualifier("hungry"),)
    assert zoo.qualifier("hungry").adverbs == ("hungrily",)


def test_a_property_of_claims_tells_what_it_may_name(zoo):
    assert zoo.slots == {"seenIn": ("Den",)}


def test_a_class_is_itself_and_everything_above_it(zoo):
    assert zoo.line("Kitten") == ("Kitten", "Cat", "Animal")
    assert zoo.is_a("Kitten", "Animal")
    assert zoo.is_a("Kitten", "Kitten")
    assert not zoo.is_a("Animal", "Kitten")


def test_a_class_that_does_not_exist_is_nothing(zoo):
    assert not zoo.is_a("Dog", "Animal")


def test_below_lists_the_class_and_what_stands_under_it(zoo):
    assert zoo.below("Cat") == ("Cat", "Kitten")


def test_a_circle_of_classes_is_walked_once(write):
    circle = Ontology.load(write("kg:A a owl:Class ; rdfs:subClassOf kg:B . kg:B a owl:Class ; rdfs:subClassOf kg:A ."))
    assert circle.line("A") == ("A", "B")


@pytest.mark.parametrize(
    ("class_name", "allowed", "fitting"),
    [
        ("Kitten", ("Cat",), "Kitten"),  # a kind of what is allowed
        ("Den", ("Animal",), "Cat"),  # what it acts as
        ("Den", ("Den", "Animal"), "Den"),  # itself before what it acts as
        ("Animal", ("Stone", "Cat"), "Cat"),  # known only roughly
        ("Stone", ("Animal",), None),
    ],
)
def test_a_thing_takes_on_a_class_that_is_allowed(zoo, class_name, allowed, fitting):
    assert zoo.fitting(class_name, allowed) == fitting


def test_an_unknown_name_is_refused_with_the_near_one(zoo):
    with pytest.raises(UsageError, match=r"no relation 'hunting'\. Did you mean hunted"):
        zoo.relation("hunting")
    with pytest.raises(UsageError, match=r"no class 'Qwx'\. `kg ontology` lists"):
        zoo.class_("Qwx")


def test_a_later_file_adds_words_and_terms(write):
    more = write('kg:Cat kg:noun "mouser" . kg:Dog a owl:Class ; rdfs:label "dog" .', "more.ttl")
    both = Ontology.load(write(ZOO), more)
    assert both.class_("Cat").nouns == ("cat", "tom", "mouser")
    assert both.class_("Dog").label == "dog"
    assert [file.rsplit("/", 1)[-1] for file in both.files["Cat"]] == ["zoo.ttl", "more.ttl"]


def test_a_folder_stands_for_its_turtle_files(write, tmp_path):
    write(ZOO)
    write("not Turtle", "notes.txt")
    assert Ontology.load(tmp_path).classes == Ontology.load(tmp_path / "zoo.ttl").classes


def test_the_fingerprint_changes_with_the_content_only(write, tmp_path):
    one = Ontology.load(write(ZOO))
    renamed = Ontology.load(write(ZOO, "renamed.ttl"))
    changed = Ontology.load(write(ZOO + 'kg:Cat kg:noun "mouser" .', "changed.ttl"))
    assert one.fingerprint == renamed.fingerprint != changed.fingerprint


def test_records_cannot_be_changed(zoo):
    with pytest.raises(FrozenInstanceError):
        zoo.class_("Cat").label = "dog"


@pytest.mark.parametrize(
    ("turtle", "complaint"),
    [
        ("kg:Cat a owl:Class", "zoo.ttl: is not Turtle"),
        ('kg:Cat a owl:Class ; rdfs:label "cat", "puss" .', "zoo.ttl: kg:Cat has 2 values of rdfs:label"),
        ("kg:Den a owl:Class ; kg:actsAs kg:A , kg:B .", "kg:Den has 2 values of kg:actsAs"),
        ('kg:met a owl:ObjectProperty ; kg:sectorObject "perhaps" .', "allowed are true and false"),
        ("schema:Cat a owl:Class .", "<https://schema.org/Cat> is declared owl:Class"),
        ('kg:bit a owl:ObjectProperty ; kg:example "[A](subject bit B." .', "zoo.ttl: kg:bit: '\\[' at character 1"),
    ],
)
def test_a_wrong_file_is_refused_with_file_and_term(write, turtle, complaint):
    with pytest.raises(OntologyError, match=complaint):
        Ontology.load(write(turtle))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(OntologyError, match="no such file or folder"):
        Ontology.load(tmp_path / "none.ttl")


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(OntologyError, match=r"holds no file that ends in \.ttl"):
        Ontology.load(tmp_path)


def test_importing_the_module_loads_no_rdf_library():
    code = "import sys, kg.ontology.definitions, kg.ontology.reference, kg.ontology.shortcomings; sys.exit('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


IMPORTS = """
@prefix kg: <https://w3id.org/kg-receipts/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
<https://example.org/mine> a owl:Ontology ; owl:imports <{}> .
kg:Boat a owl:Class .
"""


@pytest.fixture
def importing(tmp_path):
    def file(iri: str) -> Path:
        (tmp_path / "mine.ttl").write_text(IMPORTS.format(iri), "utf-8")
        return tmp_path / "mine.ttl"

    return file


def test_a_shipped_file_may_be_imported(importing):
    assert Ontology.load(importing("https://w3id.org/kg-receipts/ontology/classes")).classes.keys() > {"Boat", "Agency"}


def test_all_that_is_shipped_may_be_imported_and_is_read_once(importing):
    mine = importing("https://w3id.org/kg-receipts/ontology")
    assert Ontology.load(mine).relations == Ontology.load().relations
    assert Ontology.load(shipped("ontology"), mine).relations == Ontology.load().relations


def test_what_others_publish_is_not_fetched(importing):
    assert list(Ontology.load(importing("http://www.w3.org/ns/prov-o#")).classes) == ["Boat"]


def test_an_import_of_a_shipped_file_that_does_not_exist_is_refused(importing):
    with pytest.raises(OntologyError, match=r"mine\.ttl: imports .*/clases>.*Did you mean classes"):
        Ontology.load(importing("https://w3id.org/kg-receipts/ontology/clases"))


def test_an_import_does_not_lead_out_of_the_shipped_folder(importing):
    with pytest.raises(OntologyError, match="shipped are classes"):
        Ontology.load(importing("https://w3id.org/kg-receipts/ontology/../data/boardroom/ontology/classes"))
