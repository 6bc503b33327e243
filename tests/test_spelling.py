"""Names as strings, compared inside one document."""

from __future__ import annotations

from string import ascii_letters, ascii_uppercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.naming.spelling import fold, is_acronym, repaired


@pytest.mark.parametrize(
    "spelling",
    [
        "Tern Boat Works",
        "the Tern Boat Works",
        "TERN BOAT WORKS",
        "Tern Boat Works’",
        "Tern Boat Works's",
        "Tern-Boat Works",
    ],
)
def test_spellings_of_one_name_fold_to_the_same(spelling):
    assert fold(spelling) == "tern boat works"


def test_full_stops_inside_initials_do_not_count():
    assert fold("U.N.") == fold("UN")


def test_signs_that_tell_names_apart_stay():
    assert fold("A&B") != fold("AB")


def test_an_article_inside_a_name_stays():
    assert fold("Save the Tern") == "save the tern"


def test_a_name_of_signs_only_folds_to_nothing():
    assert fold("–!") == ""


words = st.lists(st.text(ascii_letters, min_size=2, max_size=8), min_size=2, max_size=5)


@given(words)
def test_case_never_matters(parts):
    name = " ".join(parts)
    assert fold(name) == fold(name.upper())


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("HTA", "Harbor Transit Authority"),
        ("H.T.A.", "Harbor Transit Authority"),
        ("GOP", "Guild of Pilots"),
        ("GP", "Guild of Pilots"),
        ("R&D", "Rigging and Docks"),
        ("PGA", "Upper Tern Pilots Guild Association"),
    ],
)
def test_initials_are_an_acronym_small_words_counted_or_not(short, long):
    assert is_acronym(short, long)


@pytest.mark.parametrize(
    ("short", "long", "reason"),
    [
        ("hta", "Harbor Transit Authority", "small letters"),
        ("HAT", "Harbor Transit Authority", "another order"),
        ("T", "Tern Works", "one letter says too little"),
        ("TERN", "Tern", "one word has no acronym"),
        ("TA", "Harbor Transit Authority", "two letters have to be all of them"),
        ("HTAX", "Harbor Transit Authority", "a letter too many"),
        ("", "Harbor Transit Authority", "nothing"),
    ],
)
def test_what_is_no_acronym(short, long, reason):
    assert not is_acronym(short, long), reason


@given(st.lists(st.text(ascii_uppercase, min_size=2, max_size=6), min_size=2, max_size=8))
def test_the_initials_of_a_name_are_always_its_acronym(parts):
    assert is_acronym("".join(part[0] for part in parts), " ".join(part.capitalize() for part in parts))


def test_what_broke_in_copying_a_name_is_repaired():
    names = ("Kent County Prosecutor?s Office", "Kent Sheriff's Office’s Office", "Athens- Clarke County")
    assert [repaired(name) for name in names] == [
        "Kent County Prosecutor's Office",
        "Kent Sheriff's Office",
        "Athens-Clarke County",
    ]


def test_what_is_not_broken_stays():
    names = ("Pre- and Post-Trial Unit", "Sheriff's Office's Annex", "Is it Acme?")
    assert [repaired(name) for name in names] == list(names)
