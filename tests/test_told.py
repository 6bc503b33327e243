"""What a person told of names: it beats the rules, the later word beats the earlier, and what is gone is reported."""

from kg.actors.entities import agree
from kg.actors.told import ONE, TWO, UNDECIDED, Named, Told
from kg.claims import Entity, Extraction
from kg.ontology.definitions import Ontology

ONTOLOGY = Ontology.load()


def agreement(*told, **documents):
    readings = [(name, Extraction((), tuple(entities), ())) for name, entities in documents.items()]
    return agree(readings, ONTOLOGY, told=told)


def pair(first, second, verdict, number=1, **known):
    return Told(f"j{number}", Named(first, "Company", **known), Named(second, "Company"), verdict, word="by Jane")


def groups(found):
    """The names that documents use, those of one thing together."""
    names = {}
    for meanings in found.meanings.values():
        for name, one in meanings.items():
            names.setdefault(one.iri, set()).add(name)
    return sorted(map(sorted, names.values()))


def company(*names):
    return [Entity(name, "Company") for name in names]


def test_names_that_were_told_to_be_one_are_one_and_the_reason_is_kept():
    found = agreement(pair("Acme", "Bolt", ONE), a=company("Acme"), b=company("Bolt"), c=company("Corex"))
    assert groups(found) == [["Acme", "Bolt"], ["Corex"]]
    assert [merge.why for merge in found.of("a", "Acme").merges] == ["“Acme” and “Bolt” are one by Jane"]


def test_two_wikidata_ids_are_one_where_a_person_says_so_with_all_that_have_them():
    documents = {
        "a": [Entity("AWS", "Company", (), "Q1"), Entity("Amazon", "Company", (), "Q2")],
        "b": [Entity("Amazon Web Services", "Company", (), "Q1")],
    }
    told = Told("j1", Named("AWS", "Company", "Q1"), Named("Amazon", "Company", "Q2"), ONE)
    assert len(agreement(told, **documents).agreed) == 1


def test_names_that_a_rule_would_join_are_two_where_a_person_says_so():
    documents = {"a": company("Acme Inc."), "b": company("Acme"), "c": company("Bolt")}
    assert len(agreement(**documents).agreed) == 2
    found = agreement(pair("Acme", "Acme Inc.", TWO), **documents)
    assert groups(found) == [["Acme"], ["Acme Inc."], ["Bolt"]]
    assert found.told_apart(found.of("a", "Acme Inc."), found.of("b", "Acme")).endswith("are two by Jane")


def test_two_that_are_told_apart_are_not_joined_through_a_third():
    told = [pair("Acme", "Bolt", TWO), pair("Acme", "Corex", ONE, 2), pair("Corex", "Bolt", ONE, 3)]
    found = agreement(*told, a=company("Acme"), b=company("Bolt"), c=company("Corex"))
    assert groups(found) == [["Acme", "Bolt", "Corex"]]  # the later two count
    assert "j1" in found.word.unmet
    found = agreement(told[1], told[2], told[0], a=company("Acme"), b=company("Bolt"), c=company("Corex"))
    assert groups(found) == [["Acme"], ["Bolt", "Corex"]]
    assert "contradicts" in found.word.unmet["j2"]


def test_an_undecided_pair_is_left_to_the_rules():
    told = [pair("Acme", "Bolt", ONE), pair("Bolt", "Acme", UNDECIDED, 2)]
    assert groups(agreement(*told, a=company("Acme"), b=company("Bolt"))) == [["Acme"], ["Bolt"]]


def test_what_was_told_of_a_company_does_not_touch_a_place_of_its_name():
    documents = {"a": company("Acme", "Bolt"), "b": [Entity("Acme", "Place")]}
    found = agreement(pair("Acme", "Bolt", ONE), **documents)
    assert found.of("b", "Acme") is not found.of("a", "Acme")
    assert found.of("a", "Bolt") is found.of("a", "Acme")


def test_a_thing_without_a_name_is_that_of_its_document_and_takes_the_name_it_is_given():
    documents = {"a": [Entity("the county", "Agency")], "b": [Entity("the county", "Agency")], "c": [Entity("Cook County", "Agency")]}  # fmt: skip
    told = Told("j1", Named("the county", "Agency", document="a"), Named("Cook County", "Agency"), ONE)
    found = agreement(told, **documents)
    assert found.of("a", "the county").entity == Entity("Cook County", "Agency", ("the county",))
    assert found.of("b", "the county") is not found.of("a", "the county")


def test_a_class_that_was_told_counts_for_all_names_and_joins_what_only_the_class_parted():
    documents = {"a": [Entity("Acme", "Place")], "b": [Entity("Acme", "Company")], "c": company("Acme Inc.")}
    assert len(agreement(**documents).agreed) == 2
    (one,) = agreement(Told("j1", Named("Acme", "Place"), class_name="Company"), **documents).agreed
    assert one.entity.class_name == "Company"


def test_the_last_class_and_name_that_were_told_count_and_the_old_name_stays_known():
    told = [
        Told("j1", Named("Acme", "Company"), class_name="Agency"),
        Told("j2", Named("Acme", "Agency"), class_name="Court", word="by Jane"),
        Told("j3", Named("Acme", "Court"), name="Acme Court", word="by Jane"),
    ]
    (one,) = agreement(*told, a=company("Acme")).agreed
    assert one.entity == Entity("Acme Court", "Court", ("Acme",))
    assert [merge.rule for merge in one.merges] == ["judgement"]


def test_what_was_told_of_nothing_that_is_there_is_reported():
    told = [
        pair("Acme", "Gone", ONE),
        Told("j2", Named("Gone", "Company"), name="Back"),
        Told("j3", Named("Acme", "Company"), class_name="Nonsense"),
    ]
    found = agreement(*told, a=company("Acme"))
    assert set(found.word.unmet) == {"j1", "j2", "j3"}
    assert groups(found) == [["Acme"]]
