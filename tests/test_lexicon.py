"""What names and nouns tell about classes, with a small ontology of boats."""

from __future__ import annotations

import pytest
from parsed import HARBOUR, doc_of, ontology_from

from kg.errors import OntologyError
from kg.extraction.naming.lexicon import KnownActor, Lexicon, read_actors


@pytest.fixture(scope="module")
def lexicon():
    return Lexicon(ontology_from(HARBOUR))


@pytest.fixture
def listed(tmp_path, lexicon):
    """Reads a list of actors of the given lines."""

    def read(*lines):
        file = tmp_path / "actors.csv"
        file.write_text("\n".join(lines), "utf-8")
        return read_actors(file, lexicon.ontology)

    return read


def test_a_row_is_an_actor(listed):
    rows = listed("name,class,aliases,ambiguous,wikidata", "Tern Boat Works,Yard,Tern Works | TBW,Tern,Q1")
    assert rows == (KnownActor("Tern Boat Works", "Yard", ("Tern Works", "TBW"), ("Tern",), "Q1"),)


def test_what_a_row_leaves_out_is_empty(listed):
    assert listed("name,class,aliases", "Tern,Yard,") == (KnownActor("Tern", "Yard", (), (), None),)


def test_a_list_without_a_needed_column_is_refused_by_its_name(listed):
    with pytest.raises(OntologyError, match="no column aliases, class"):
        listed("name,wikidata", "Tern,Q1")


def test_an_unknown_class_is_refused_with_its_line(listed):
    with pytest.raises(OntologyError, match="line 3: Tern has the unknown class 'Yrad'"):
        listed("name,class,aliases", "Heron,Yard,", "Tern,Yrad,")


def test_the_longest_noun_that_ends_the_words_decides(lexicon):
    assert lexicon.noun(["old", "tug", "boat"], "boat") == (2, "Boat", "tug boat")


def test_a_noun_is_known_by_its_last_word_made_singular(lexicon):
    assert lexicon.noun(["tug", "boats"], "boat") == (2, "Boat", "tug boat")


@pytest.mark.parametrize("words", [["boat-yard"], ["boat", "yard"], ["Boat", "Yard"]])
def test_hyphens_and_case_of_a_noun_do_not_matter(lexicon, words):
    assert lexicon.noun_class(words, "yard") == "Yard"


@pytest.mark.parametrize("apostrophe", ["'", "’", " '"])
def test_an_apostrophe_is_an_apostrophe(lexicon, apostrophe):
    assert lexicon.noun_class([f"wright{apostrophe}s", "yard"], "yard") == "Yard"


def test_words_that_are_no_noun_have_no_class(lexicon):
    assert lexicon.noun(["green", "idea"], "idea") is None
    assert lexicon.noun([], "") is None


def test_a_noun_is_written_as_the_ontology_writes_it(lexicon):
    assert lexicon.written("vtol ferry") == "VTOL ferry"
    assert lexicon.written("raft") == "raft"


def test_vague_words_at_the_end_of_a_noun_fall_away(lexicon):
    assert lexicon.bare("ferry vessel", "Boat") == "ferry"


def test_a_vague_word_stays_where_the_rest_is_no_noun_of_the_class(lexicon):
    assert lexicon.bare("guild vessel", "Boat") == "guild vessel"
    assert lexicon.bare("vessel", "Boat") == "vessel"


def test_vague_nouns_and_representatives_are_told_from_others(lexicon):
    assert lexicon.is_vague("vessel")
    assert not lexicon.is_vague("ferry")
    assert lexicon.is_representative("steward")
    assert not lexicon.is_representative("captain")


def test_nouns_of_the_class_of_persons_are_jobs(lexicon):
    captain, ferry = doc_of("captain|NOUN|0|root ferry|NOUN|1|obj")
    assert lexicon.is_person_noun(captain)
    assert not lexicon.is_person_noun(ferry)


def test_who_acts_is_whoever_stands_under_the_class_that_has_a_plural(lexicon):
    assert lexicon.actor_class == "Doer"
    assert lexicon.is_actor("Yard")
    assert not lexicon.is_actor("Boat")
    assert not lexicon.is_actor(None)


@pytest.mark.parametrize(
    ("name", "class_name"),
    [
        ("Tern Guild", "Guild"),
        ("Tern Boat Works", "Yard"),
        ("Tern Guild House", "Guild"),  # the longest ending
        ("Yard of Tern Guild", "Yard"),  # an opening before any ending
        ("Tern Wright's Yard", "Yard"),
        ("Tern", None),
        ("tern guild", None),
        ("Tern guild", "Guild"),
        ("Tern Guild of Boats", "Guild"),  # what stands before "of"
        ("Yard of Tern Boat Works", "Yard"),
        ("Guild of Tern Boat Works", "Yard"),  # an ending of several words
    ],
)
def test_a_name_has_its_class_from_its_opening_or_its_longest_ending(lexicon, name, class_name):
    assert lexicon.name_class(name.split()) == class_name


def test_an_ending_alone_is_no_name(lexicon):
    assert lexicon.name_class(["Guild"]) is None
    assert lexicon.name_class(["Boat", "Works"]) is None


def test_an_ending_with_a_full_stop_ends_a_word():
    lexicon = Lexicon(ontology_from('kg:Site a owl:Class ; kg:ending ".boats" .'))
    assert lexicon.name_class(["Tern.boats"]) == "Site"
    assert lexicon.name_class([".boats"]) is None


def test_endings_are_known_as_such(lexicon):
    assert lexicon.is_ending(["Boat", "Works"])
    assert not lexicon.is_ending(["Works"])


def test_an_office_is_a_title_and_its_body():
    lexicon = Lexicon(ontology_from('kg:Sailor a owl:Class ; kg:office "Warden: Upper House" .'))
    assert lexicon.offices == [("Warden", "Upper House")]


def test_bars_part_titles_and_bodies():
    lexicon = Lexicon(ontology_from('kg:Sailor a owl:Class ; kg:office "Warden | Keeper: House | Hall" .'))
    assert lexicon.bodies_of("keepers") == ["House", "Hall"]


@pytest.mark.parametrize(
    ("title", "bodies"),
    [
        ("warden", ["Upper House"]),
        ("Wardens", ["Upper House"]),
        ("Keeper of Boats", ["House of Boats"]),
        ("Keeper", []),
    ],
)
def test_the_bodies_of_an_office_are_known_by_its_title(title, bodies):
    offices = '"Warden: Upper House", "Keeper of *: House of *"'
    lexicon = Lexicon(ontology_from(f"kg:Sailor a owl:Class ; kg:office {offices} ."))
    assert lexicon.bodies_of(title) == bodies


def test_what_an_actor_of_the_list_governs_is_known():
    classes = 'kg:Doer a owl:Class . kg:Guild a owl:Class ; kg:noun "guild" ; kg:opening "Guild of" .'
    lexicon = Lexicon(
        ontology_from(classes, "kg:Port a owl:Class ; kg:actsAs kg:Guild ."),
        [KnownActor("Guild of the Auks", "Guild", ("Aukish guild",), (), None)],
    )
    assert lexicon.governed == {"Auks", "Aukish"}


def test_an_ontology_that_teaches_nothing_answers_everything():
    lexicon = Lexicon(ontology_from("kg:Thing a owl:Class ."))
    assert lexicon.actor_class == ""
    assert not lexicon.is_actor("Thing")
    assert lexicon.noun(["ferry"], "ferry") is None
    assert lexicon.name_class(["Tern", "Guild"]) is None
