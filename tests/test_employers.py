"""Whose officer somebody is whose title names nobody, on texts with invented names read with the shipped model."""

from __future__ import annotations

import pytest

from kg.extraction.extractor import Extractor
from kg.language.parsing import parse
from kg.reading.documents import Document

ACME, FORCE = "Acme Systems", "Eastmere Police Department"

TOLD = {
    "a title before a name": (ACME, "Acme Systems makes scanners. Chief executive Dana Reyes said it was sorry."),
    "a title beside a name": (ACME, "Acme Systems makes scanners. The new CEO, Dana Reyes, said it was sorry."),
    "a name before it": (FORCE, "A rise is likely, Eastmere Police Department Commissioner Dana Reyes told the town."),
    "whose": (ACME, "Acme Systems, whose chief executive is Dana Reyes, makes scanners."),
    "the kind of body": (ACME, "Acme Systems makes scanners. Company spokesman Dana Reyes said it was sorry."),
    "a force by its kind": (FORCE, "The Eastmere Police Department bought drones. Police spokesman Dana Reyes left."),
    "two sentences back": (ACME, "Acme Systems makes scanners. They are sold in towns. CEO Dana Reyes was sorry."),
}

#: Ranks and posts that the shipped ontology gives to bodies by their names.
RANKS = {
    "a title that begins with its body": (
        "United States Senate",
        "Dana Reyes, the Republican Senate Majority Leader, left. The Senate voted.",
    ),
    "several with a party before them": (
        "United States House of Representatives",
        "The Democratic Representatives Ann Lee and Dana Reyes left. The House of Representatives voted.",
    ),
    "a rank of the police": (
        FORCE,
        "The Eastmere Police Department bought drones. Detective Inspector Dana Reyes left.",
    ),
    "a post in small letters": (
        "Department of Health and Care",
        "The Department of Health and Care is sorry. Dana Reyes, the health secretary, left.",
    ),
}

STRANGERS = {
    "two forces": "The Eastmere Police and the Marlow Police bought drones. Detective Dana Reyes left.",
    "of another force": "The Eastmere Police bought drones. Detective Dana Reyes of the FBI left.",
    "a union of officers": "The Fraternal Order of Police was sorry. Detective Dana Reyes left.",
}

OPEN = {
    "two alike": "Acme Systems and Northgate Systems make scanners. Chief executive Dana Reyes was sorry.",
    "a body that has no such officer": "The Eastmere Police Department bought drones. CEO Dana Reyes was sorry.",
    "a title that any body has": "Acme Systems makes scanners. President Dana Reyes was sorry.",
    "another is named": "Acme Systems makes scanners. Dana Reyes, chief executive of a rival, was sorry.",
    "a list": "Acme Systems makes scanners. Dana Reyes, CEO, Northgate, was sorry.",
    "whoever it may be": "Acme Systems makes scanners. Another chief executive, Dana Reyes, was sorry.",
    "another kind of body": "Acme Systems makes scanners. Bank spokesman Dana Reyes was sorry.",
}


@pytest.fixture(scope="module")
def employers():
    """The bodies that a text gives Dana Reyes, each with the confidence."""
    extractor = Extractor.shipped()

    def found(text):
        (doc,) = parse([text])
        claims = extractor.read(Document("a.txt", text, "-", "0"), doc).claims
        return {c.object: c.confidence for c in claims if c.subject == "Dana Reyes" and c.role}

    return found


@pytest.mark.parametrize("case", TOLD)
def test_a_title_without_an_owner_belongs_to_the_body_that_is_spoken_of(employers, case):
    body, text = TOLD[case]
    assert list(employers(text)) == [body]


@pytest.mark.parametrize("case", RANKS)
def test_a_rank_belongs_to_the_one_body_that_has_such(employers, case):
    body, text = RANKS[case]
    assert body in employers(text)


@pytest.mark.parametrize("case", STRANGERS)
def test_a_rank_belongs_to_no_body_that_is_not_its_own(employers, case):
    assert not [body for body in employers(STRANGERS[case]) if "Police" in body]


@pytest.mark.parametrize("case", OPEN)
def test_a_title_belongs_to_nobody_where_the_text_leaves_a_doubt(employers, case):
    assert ACME not in employers(OPEN[case])


def test_whoever_is_inferred_is_less_certain_than_whoever_is_named(employers):
    told = employers("Acme Systems chief executive Dana Reyes said it was sorry.")
    inferred = employers("Acme Systems makes scanners. Chief executive Dana Reyes said it was sorry.")
    assert inferred[ACME] < told[ACME]
