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
    "a maker's model is a product beside the maker": (
        "The Eastmere Police Department operates one DJI Matrice 210 drone.",
        ["Eastmere Police Department uses DJI", "Eastmere Police Department uses DJI Matrice 210"],
        ["Eastmere Police Department uses DJI Matrice"],
    ),
    "a model says who was paid": (
        "The Eastmere Police Department bought an Axon T7 camera.",
        ["Eastmere Police Department contracted Axon", "Axon develops Axon T7"],
        [],
    ),
    "a name ends where a known one follows": (
        "The Eastmere Police Department Facebook page pictures officers wearing Axon body-worn cameras.",
        ["Eastmere Police Department uses Axon"],
        ["Facebook uses Axon"],
    ),
    "a union's page shows nothing of its own": (
        "The Eastmere Police Officers' Association's Facebook page shows officers wearing Axon cameras.",
        [],
        ["Eastmere Police Officers' Association uses Axon", "Eastmere Police uses Axon"],
    ),
    "a campus belongs to the name of its police": (
        "The University of Dunmere, Eastmere Police Department bought ten cameras from Axon.",
        ["University of Dunmere, Eastmere Police Department contracted Axon"],
        ["Eastmere Police Department contracted Axon"],
    ),
    "what is apposed between commas is no campus": (
        "The University of Dunmere, Eastmere Police Department, and Axon bought cameras.",
        [],
        ["University of Dunmere, Eastmere Police Department contracted Axon"],
    ),
    "two towns share a police": (
        "The Eastmere/Dunmere Police Department uses Axon cameras.",
        ["Eastmere/Dunmere Police Department uses Axon"],
        ["Dunmere Police Department uses Axon"],
    ),
    "what broke in copying is repaired in a name": (
        "The Kent County Prosecutor?s Office signed a contract with Axon.",
        ["Kent County Prosecutor's Office contracted Axon"],
        [],
    ),
    "an office is named once": (
        "The Kent County Sheriff's Office’s Office operates 10 DJI drones.",
        ["Kent County Sheriff's Office uses DJI"],
        ["Office uses DJI"],
    ),
    "a team's name goes on behind its office": (
        "The Kent County Sheriff's Office Search and Rescue Team operates one DJI drone.",
        ["Kent County Sheriff's Office Search and Rescue Team uses DJI"],
        [],
    ),
    "a department has two purposes": (
        "The Dunmere Department of Safety and Homeland Security uses cameras made by Axon.",
        ["Dunmere Department of Safety and Homeland Security uses Axon"],
        ["Homeland Security uses Axon"],
    ),
    "police and a vendor sign what is a contract": (
        "The Eastmere Police Department signed an agreement with Amazon's camera company, Ring, in 2019.",
        ["Eastmere Police Department contracted Ring"],
        [],
    ),
    "customers are told as such": (
        "A list of Axon customers includes the Eastmere Police Department.",
        ["Eastmere Police Department contracted Axon"],
        [],
    ),
    "who ceased using one thing uses another": (
        "The Eastmere Police Department uses Axon cameras. It also subscribed to ShotSpotter, but ceased using it.",
        ["Eastmere Police Department contracted ShotSpotter"],
        ["Axon contracted ShotSpotter"],
    ),
    "one of a maker's things is a product": (
        "The Eastmere Police Department operates five drones, including a DJI Mavic.",
        ["Eastmere Police Department uses DJI Mavic"],
        ["Eastmere Police Department uses DJI"],
    ),
    "a model of an unknown maker is a product": (
        "The Eastmere Police Department operates one Condor Aerospace Lark Mk-2 drone.",
        ["Eastmere Police Department uses Condor Aerospace Lark Mk-2"],
        [],
    ),
    "what comes from a vendor is a product": (
        "The Eastmere Police Department has two scanners, including a KingFish from Harris Corp.",
        ["Harris Corporation develops KingFish"],
        [],
    ),
    "what things are equipped with names nobody": (
        "The Eastmere Police Department owns six ALPR‐equipped trailers.",
        [],
        ["Eastmere Police Department uses ALPR‐equipped"],
    ),
    "the system is the one that was told": (
        "Kent County signed a contract with Axon for face recognition. The Eastmere Police Department uses the system.",
        ["Eastmere Police Department uses face recognition"],
        [],
    ),
    "all of a list share": (
        "The Eastmere Police Department, Kent County Corrections, and the Dunmere Fire Department share Axon cameras.",
        [
            "Eastmere Police Department uses Axon",
            "Kent County Corrections uses Axon",
            "Dunmere Fire Department uses Axon",
        ],
        [],
    ),
    "the city is that of the police": (
        "The Eastmere Police Department uses cameras. In 2017, the city approved a contract with Axon.",
        ["Eastmere contracted Axon"],
        [],
    ),
    "the city may be any of two": (
        "The Eastmere Police Department and the Dunmere Police Department met. The city approved a contract with Axon.",
        [],
        ["Eastmere contracted Axon", "Dunmere contracted Axon"],
    ),
    "the police of a university have no city": (
        "The Dunmere University Police Department uses cameras. The city approved a contract with Axon.",
        [],
        ["Dunmere University contracted Axon", "Dunmere contracted Axon"],
    ),
    "a city's contract is its own": (
        "The Eastmere Police Department replaced cameras as part of the City's contract with Axon.",
        ["Eastmere contracted Axon"],
        ["Eastmere Police Department contracted Axon"],
    ),
    "who supplies others uses nothing": (
        "Axon provided the Eastmere Police Department with cameras.",
        ["Axon suppliedTo Eastmere Police Department"],
        ["Axon uses camera"],
    ),
    "a trial is a use": (
        "The Eastmere Police Department signed up for a free trial of Clearview AI in 2019.",
        ["Eastmere Police Department uses Clearview AI"],
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


def test_a_deal_agreed_to_is_a_fact(shipped_extractor):
    text = "The Eastmere City Council agreed to a five-year, $56,000 deal with Axon."
    (doc,) = parse([text])
    (claim,) = shipped_extractor.read(Document("a.txt", text, "-", "0"), doc).claims
    assert (claim.predicate, claim.modality, claim.amount) == ("contracted", "factual", "56000 USD")
