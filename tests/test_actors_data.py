"""The list of known actors that the program ships with."""

import csv
import re
from collections import Counter

import pytest

from kg.ontology.definitions import Ontology
from kg.settings import shipped

COLUMNS = ["name", "class", "aliases", "ambiguous", "wikidata"]


def parts(cell):
    return cell.split("|") if cell else []


@pytest.fixture(scope="module")
def rows():
    with shipped("data", "actors.csv").open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        assert reader.fieldnames == COLUMNS
        return list(reader)


def test_every_class_exists(rows):
    classes = Ontology.load().classes
    assert {row["class"] for row in rows} <= classes.keys()


def test_no_form_belongs_to_two_actors(rows):
    """Otherwise the order of the rows would decide whom a text means."""
    forms = Counter(form for row in rows for form in {row["name"], *parts(row["aliases"]), *parts(row["ambiguous"])})
    assert [form for form, count in forms.items() if count > 1] == []


def test_no_form_is_written_twice_in_a_row(rows):
    for row in rows:
        forms = [row["name"], *parts(row["aliases"]), *parts(row["ambiguous"])]
        assert len(forms) == len(set(forms)), row["name"]


def test_a_wikidata_id_is_well_formed_and_belongs_to_one_actor(rows):
    ids = [row["wikidata"] for row in rows if row["wikidata"]]
    assert [i for i in ids if not re.fullmatch(r"Q[1-9][0-9]*", i)] == []
    assert [i for i, count in Counter(ids).items() if count > 1] == []


def test_rows_are_sorted_by_class_and_name(rows):
    keys = [(row["class"], row["name"]) for row in rows]
    assert keys == sorted(keys)


def test_there_is_no_stray_whitespace(rows):
    for row in rows:
        for form in [row["name"], row["class"], row["wikidata"], *parts(row["aliases"]), *parts(row["ambiguous"])]:
            assert form == " ".join(form.split()), row["name"]
        assert "" not in [*parts(row["aliases"]), *parts(row["ambiguous"])], row["name"]


def test_a_government_is_not_called_by_the_bare_name_of_its_country(rows):
    """A country is a place until a sentence lets it act, which the extractor sees and a list cannot."""
    governments = {row["name"].removeprefix("Government of "): row for row in rows if "Government of " in row["name"]}
    assert len(governments) >= 60
    for place, row in governments.items():
        forms = [*parts(row["aliases"]), *parts(row["ambiguous"])]
        assert place not in forms
        assert place.removeprefix("the ") not in forms


def test_a_plain_alias_begins_with_a_capital_or_has_several_words(rows):
    """A common noun would be taken for a name wherever it stands."""
    lower = [a for row in rows for a in [row["name"], *parts(row["aliases"])] if a.islower() and " " not in a]
    assert set(lower) <= {"adidas", "a16z", "noyb", "ver.di", "netzpolitik.org"}
