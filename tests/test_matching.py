"""Normal forms of names: what they forget, what they keep, and when a short form belongs to a fuller name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.actors.matching import difference, fold, is_acronym, is_short_form, is_unnamed, without_company_form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Verge", "the verge"),
        ("U.S. Immigration and Customs Enforcement", "US Immigration and Customs Enforcement"),
        ("Clearview AI, Inc.", "Clearview AI"),
        ("Acme Co., Ltd.", "ACME"),
        ("Sheriff’s Office", "Sheriff's Office"),
        ("Société Générale S.A.", "Societe Generale"),
        ("facial-recognition software", "facial recognition software"),
        ("Johnson & Johnson", "Johnson and Johnson"),
    ],
)
def test_spellings_of_one_name_fold_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Washington Post Company", "The Washington Post"),
        ("Paolo Sa", "Paolo"),
        ("Clearview AI", "Clearview"),
        ("Apple Corps", "Apple Corp"),
        ("中国", "日本"),
    ],
)
def test_different_names_stay_different(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize("name", ["Inc", "The", "!!!", "LLC", "S.A."])
def test_a_name_is_never_folded_to_nothing(name):
    assert fold(name)


@given(
    st.text(max_size=30) | st.from_regex(r"(The |)[A-Z][a-z.]{0,5}('s|) (&|and|of) [A-Z.]{1,4},? (Co|Inc|SA|Ltd)\.?")
)
def test_folding_a_folded_name_changes_nothing(name):
    assert fold(fold(name)) == fold(name)


def test_several_company_forms_are_dropped_one_after_the_other():
    assert without_company_form("Acme & Co., Ltd.") == "Acme"


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("ICE", "U.S. Immigration and Customs Enforcement"),
        ("DOJ", "Department of Justice"),
        ("DoJ", "US Department of Justice"),
        ("USCIS", "U.S. Citizenship and Immigration Services"),
        ("AT&T", "American Telephone and Telegraph"),
        ("A.C.L.U.", "American Civil Liberties Union"),
    ],
)
def test_initials_are_an_acronym(short, full):
    assert is_acronym(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("ICE", "Immigration Enforcement"),
        ("FBI", "Department of Justice"),
        ("ice", "U.S. Immigration and Customs Enforcement"),
        ("A", "Amazon"),
    ],
)
def test_other_letters_are_no_acronym(short, full):
    assert not is_acronym(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [("Clearview", "Clearview AI"), ("Post", "The Washington Post"), ("ACLU", "American Civil Liberties Union")],
)
def test_words_side_by_side_and_acronyms_are_short_forms(short, full):
    assert is_short_form(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Clearview AI", "Clearview"),
        ("Clearview", "Clearview"),
        ("New Police", "New York Police"),
        ("US$", "US Steel"),
        ("Bank", "Bank of America"),
        ("Civil Liberties Union", "Civil Liberties Union of Montana"),
        ("Amazon", "Microsoft"),
    ],
)
def test_longer_equal_torn_and_foreign_names_are_no_short_forms(short, full):
    assert not is_short_form(short, full)


@pytest.mark.parametrize(
    ("name", "unnamed"),
    [
        ("the county", True),
        ("The county", True),
        ("a start-up", True),
        ("ICE", False),
        ("iPhone", False),
        ("中国", False),
        ("County", False),
    ],
)
def test_a_description_in_lower_case_is_no_name(name, unnamed):
    assert is_unnamed(name) is unnamed


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        ("Amazon Inc.", "Amazon", "the company form"),
        ("ACME, Inc.", "Acme", "the company form and capitals"),
        ("The Verge", "Verge", "the article"),
        ("U.S. Army", "US Army", "punctuation"),
        ("Société", "Societe", "accents"),
        ("Acme's", "Acme", "the possessive"),
        ("AT&T", "AT and T", "spelling"),
    ],
)
def test_a_difference_is_named(one, other, what):
    assert difference(one, other) == difference(other, one) == what
