"""Short notices of what public bodies buy and use, as registers of procurement word them, read with the shipped model.

Each sentence goes with claims that it makes and, behind "not", with ones that it does not.
"""

from __future__ import annotations

import pytest

from kg.language.parsing import parse
from kg.reading.documents import Document

#: What is tested, the notice, the claims made, and those not made.
NOTICES = {
    "a city with its kind before it acts": (
        "The town of Eastmere bought ten cameras from Axon.",
        ["Eastmere contracted Axon"],
        [],
    ),
    "what lies at a place is not the place": (
        "The border of Denmark bought ten cameras from Axon.",
        [],
        ["Denmark contracted Axon"],
    ),
    "officers named after their place act for its police": (
        "At least some Eastmere police officers are equipped with Axon cameras.",
        ["Eastmere police uses Axon"],
        [],
    ),
    "a sheriff without a name is the office": (
        "The Kent County Sheriff operates a network of 80 plate readers.",
        ["Kent County Sheriff uses plate reader"],
        [],
    ),
    "a sheriff with a name is a person": (
        "The Kent County sheriff, Dana Reyes, criticized Axon.",
        ["Dana Reyes criticized Axon"],
        ["Kent County sheriff criticized Axon"],
    ),
    "an office of several words is called after its place": (
        "The San Rafael district attorney's office sued Axon.",
        ["San Rafael district attorney's office sued Axon"],
        [],
    ),
}


@pytest.fixture(scope="module")
def told(shipped_extractor):
    """The claims of a notice, as "subject relation object"."""

    def found(text: str) -> set[str]:
        (doc,) = parse([text])
        claims = shipped_extractor.read(Document("a.txt", text, "-", "0", date="2020-06-15"), doc).claims
        return {f"{c.subject} {c.predicate} {c.object}" for c in claims}

    return found


@pytest.mark.parametrize(("text", "made", "not_made"), NOTICES.values(), ids=NOTICES)
def test_a_notice_of_procurement(told, text, made, not_made):
    claims = told(text)
    assert claims >= set(made)
    assert not claims & set(not_made)
