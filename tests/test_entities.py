"""Agreeing on entities: which names of different documents mean one thing, which do not, and why."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.actors.clusters import Cluster, Listed
from kg.actors.entities import agree
from kg.actors.matching import is_unnamed
from kg.actors.rules import settled
from kg.claims import Entity, Extraction
from kg.errors import UsageError
from kg.namespaces import PREFIXES
from kg.ontology.definitions import Ontology

ONTOLOGY = Ontology.load()


def reading(*entities):
    return Extraction(claims=(), entities=entities, gaps=())


def agreement(**documents):
    return agree([(name, reading(*entities)) for name, entities in documents.items()], ONTOLOGY)


def all_of(found):
    return found.meanings, [(one, one.documents, one.merges, one.uses) for one in found.agreed]


def names(found):
    return sorted(one.entity.name for one in found.agreed)


def test_one_wikidata_id_joins_different_names():
    found = agreement(
        a=[Entity("Facebook", "Company", (), "Q380")], b=[Entity("Meta Platforms", "Company", ("Meta",), "Q380")]
    )
    (one,) = found.agreed
    assert one.entity == Entity("Meta Platforms", "Company", ("Facebook", "Meta"), "Q380")
    assert one.documents == ("a", "b")


def test_two_wikidata_ids_part_one_name():
    found = agreement(
        a=[Entity("Springfield Police", "LawEnforcement", (), "Q1")],
        b=[Entity("Springfield Police", "LawEnforcement", (), "Q2")],
    )
    assert len(found.agreed) == 2


def test_a_name_that_two_wikidata_items_bear_joins_neither():
    found = agreement(
        a=[Entity("Springfield Police", "LawEnforcement", (), "Q1")],
        b=[Entity("Springfield Police", "LawEnforcement", (), "Q2")],
        c=[Entity("Springfield Police", "LawEnforcement")],
    )
    assert len(found.agreed) == 3


def test_a_name_takes_on_the_wikidata_id_of_its_namesake():
    found = agreement(a=[Entity("Amazon", "Company", (), "Q3884")], b=[Entity("Amazon Inc.", "Company")])
    assert found.of("b", "Amazon Inc.").entity.wikidata == "Q3884"


def test_spellings_of_one_name_and_class_are_one():
    found = agreement(a=[Entity("Clearview AI, Inc.", "Company")], b=[Entity("Clearview AI", "Company")])
    assert len(found.agreed) == 1


def test_related_classes_are_joined_and_the_more_frequent_wins():
    found = agreement(
        a=[Entity("Border Force", "Agency")],
        b=[Entity("Border Force", "Agency")],
        c=[Entity("Border Force", "LawEnforcement")],
    )
    (one,) = found.agreed
    assert one.entity.class_name == "Agency"


def test_of_equally_frequent_classes_the_more_specific_wins():
    found = agreement(a=[Entity("Border Force", "Agency")], b=[Entity("Border Force", "LawEnforcement")])
    assert found.agreed[0].entity.class_name == "LawEnforcement"


def test_of_unrelated_classes_of_one_wikidata_item_the_first_of_the_alphabet_wins():
    found = agreement(a=[Entity("Rekognition", "Technology", (), "Q7")], b=[Entity("Rekognition", "Company", (), "Q7")])
    assert found.agreed[0].entity.class_name == "Company"


def test_a_place_and_an_agency_of_one_name_stay_two_with_iris_of_their_own():
    found = agreement(a=[Entity("Georgia", "Place")], b=[Entity("Georgia", "Agency")])
    assert [one.iri.removeprefix(PREFIXES["entity"]) for one in found.agreed] == ["georgia-agency", "georgia-place"]


def test_a_rough_class_between_two_fine_ones_joins_neither():
    found = agreement(
        a=[Entity("Vision", "Company")], b=[Entity("Vision", "AdvocacyGroup")], c=[Entity("Vision", "Organization")]
    )
    assert len(found.agreed) == 3


def test_a_short_form_joins_the_only_fuller_entity_that_has_it_as_an_alias():
    found = agreement(a=[Entity("Clearview AI", "Company", ("Clearview",))], b=[Entity("Clearview", "Company")])
    assert found.of("b", "Clearview").entity == Entity("Clearview AI", "Company", ("Clearview",))


def test_an_acronym_is_a_short_form():
    full = Entity("U.S. Immigration and Customs Enforcement", "LawEnforcement", ("ICE",))
    found = agreement(a=[full], b=[Entity("ICE", "Agency")])
    assert names(found) == [full.name]


def test_a_short_form_of_two_fuller_entities_joins_neither():
    found = agreement(
        a=[Entity("Clearview AI", "Company", ("Clearview",))],
        b=[Entity("Clearview Homes", "Company", ("Clearview",))],
        c=[Entity("Clearview", "Company")],
    )
    assert names(found) == ["Clearview", "Clearview AI", "Clearview Homes"]


def test_a_short_form_that_nobody_uses_as_an_alias_stays_alone():
    found = agreement(a=[Entity("Clearview AI", "Company")], b=[Entity("Clearview", "Company")])
    assert len(found.agreed) == 2


def test_an_alias_that_is_no_short_form_joins_nothing():
    found = agreement(a=[Entity("Microsoft", "Company", ("Amazon",))], b=[Entity("Amazon", "Company")])
    assert len(found.agreed) == 2


def test_a_short_form_of_an_unrelated_class_stays_apart():
    found = agreement(a=[Entity("Washington Post", "NewsOutlet", ("Washington",))], b=[Entity("Washington", "Place")])
    assert len(found.agreed) == 2


def test_what_documents_name_side_by_side_is_not_joined_by_a_short_form():
    both = [Entity("Apple", "Company"), Entity("Apple Corps", "Company")]
    found = agreement(a=both, b=[Entity("Apple Corps", "Company", ("Apple",))], c=[Entity("Apple", "Company")])
    assert names(found) == ["Apple", "Apple Corps"]


def test_a_surname_never_joins_a_person():
    found = agreement(a=[Entity("Hoan Ton-That", "Person", ("Ton-That",))], b=[Entity("Ton-That", "Person")])
    assert len(found.agreed) == 2


def test_an_unnamed_group_never_joins_by_a_short_form():
    found = agreement(a=[Entity("Amazon employees", "Group", ("employees",))], b=[Entity("employees", "Group")])
    assert len(found.agreed) == 2


def test_a_chain_of_short_forms_ends_where_two_wikidata_items_would_meet():
    found = agreement(
        a=[Entity("Acme Vision Labs", "Company", ("Acme Vision",), "Q1")],
        b=[Entity("Acme Vision", "Company", ("Acme",))],
        c=[Entity("Acme", "Company", (), "Q2")],
    )
    assert names(found) == ["Acme", "Acme Vision Labs"]


def test_a_short_form_that_is_also_the_name_of_a_related_thing_stays_alone():
    found = agreement(
        a=[Entity("Acme Vision", "Company", ("Acme",))],
        b=[Entity("Acme", "Company", (), "Q1")],
        c=[Entity("Acme", "Company", (), "Q2")],
        d=[Entity("Acme", "Company")],
    )
    assert len(found.agreed) == 4


def test_a_form_that_more_documents_use_than_the_fuller_name_is_a_name_of_its_own():
    acme = {name: [Entity("Acme", "Company")] for name in ("b", "c")}
    found = agreement(a=[Entity("Acme Montana", "Company", ("Acme",))], **acme)
    assert names(found) == ["Acme", "Acme Montana"]


def test_an_actor_without_a_name_is_another_in_every_document():
    found = agreement(a=[Entity("the county", "Agency")], b=[Entity("county", "Agency")])
    assert len({one.iri for one in found.agreed}) == 2


@pytest.mark.parametrize(("name", "kind"), [("facial recognition", "Technology"), ("police departments", "Group")])
def test_kinds_of_things_and_groups_are_what_they_are_called(name, kind):
    found = agreement(a=[Entity(name, kind)], b=[Entity(name, kind)])
    assert len(found.agreed) == 1


def test_each_merge_says_why_with_both_values():
    found = agreement(
        a=[Entity("Clearview AI", "Company", ("Clearview",))],
        b=[Entity("Clearview", "Company")],
        c=[Entity("Clearview AI, Inc.", "Company")],
    )
    (one,) = found.agreed
    assert [(merge.why, merge.documents) for merge in one.merges] == [
        ("“Clearview” is short for “Clearview AI”, a document calls that so, and no other name fits", ("a",)),
        ("“Clearview AI, Inc.” and “Clearview AI” are one name apart from the company form", ("c",)),
    ]


def test_names_that_share_a_slug_and_a_class_get_iris_of_their_own():
    found = agreement(
        a=[Entity("A+B", "Company")], b=[Entity("AB", "Company"), Entity("A B C", "Company"), Entity("ab", "Place")]
    )
    assert len({one.iri for one in found.agreed}) == 4


def test_braces_in_a_name_are_only_characters():
    found = agreement(
        a=[Entity("{0} Labs {x}", "Company", (), "Q1")], b=[Entity("{1} Laboratories", "Company", (), "Q1")]
    )
    assert "{0} Labs {x}" in found.agreed[0].merges[0].why


def test_a_name_that_the_document_does_not_list_is_an_error():
    with pytest.raises(UsageError, match=r"'Acme' is not among the entities of a\.txt"):
        agree([("a.txt", reading())], ONTOLOGY).of("a.txt", "Acme")


# Few names, classes and ids, so that every rule and every conflict between rules comes up.
NAMES = ["Acme", "acme", "Acme Vision", "Acme Vision Labs", "Acme Inc.", "acme vision", "AV", "Labs", "Vision"]
CLASSES = ["Company", "Organization", "Agency", "LawEnforcement", "Person", "Group", "Place"]


def readings_of(classes, names=NAMES):
    entities = st.builds(
        Entity,
        name=st.sampled_from(names),
        class_name=st.sampled_from(classes),
        aliases=st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple),
        wikidata=st.sampled_from([None, None, None, "Q1", "Q2"]),
    )
    document = st.lists(entities, max_size=4, unique_by=lambda entity: entity.name).map(tuple)
    return st.lists(document, min_size=1, max_size=7)


def numbered(readings):
    return [(f"{number}.txt", reading(*entities)) for number, entities in enumerate(readings)]


@given(readings_of(CLASSES), st.randoms())
@settings(max_examples=300)
def test_the_order_of_documents_and_entities_does_not_matter(readings, dice: random.Random):
    pairs = numbered(readings)
    mixed = [(name, reading(*dice.sample(found.entities, len(found.entities)))) for name, found in pairs]
    dice.shuffle(mixed)
    assert all_of(agree(mixed, ONTOLOGY)) == all_of(agree(pairs, ONTOLOGY))


@given(readings_of(CLASSES))
@settings(max_examples=300)
def test_a_second_round_over_what_was_settled_joins_nothing(readings):
    listed = [Listed(entity, (name,)) for name, found in numbered(readings) for entity in found.entities]
    once = settled([Cluster.of([one]) for one in listed], ONTOLOGY)
    assert settled(once, ONTOLOGY) == once


@given(readings_of(CLASSES, [name for name in NAMES if not is_unnamed(name)]))
@settings(max_examples=300)
def test_a_second_copy_of_every_document_changes_no_entity(readings):
    once = agree(numbered(readings), ONTOLOGY)
    twice = agree(numbered(readings * 2), ONTOLOGY)
    assert [(one.iri, one.entity) for one in twice.agreed] == [(one.iri, one.entity) for one in once.agreed]


@given(readings_of(CLASSES))
def test_every_name_of_every_document_is_agreed_on_and_every_iri_is_unique(readings):
    pairs = numbered(readings)
    found = agree(pairs, ONTOLOGY)
    assert len({one.iri for one in found.agreed}) == len(found.agreed)
    assert all(document in found.of(document, entity.name).documents for document, r in pairs for entity in r.entities)
