"""What is said of rumours and proofs, on sentences parsed by hand."""

from __future__ import annotations

import pytest
from parsed import HARBOUR, clauses_by_hand, ontology_from

from kg.extraction.assertion.hearsay import DENIED, DOUBTED, UNPROVEN, Hearsay


@pytest.fixture(scope="module")
def verdict():
    """What becomes of the towing in a sentence."""
    hearsay = Hearsay(ontology_from(HARBOUR))

    def found(text):
        clauses = clauses_by_hand(text)
        verdict = hearsay.verdict(clauses, next(unit for unit, lemma in clauses.lemmas.items() if lemma == "tow"))
        return verdict and verdict.kind

    return found


@pytest.mark.parametrize(
    "text",
    [
        """the|DET|2|det rumor|NOUN|8|nsubj that|SCONJ|5|mark Tern|PROPN|5|nsubj|ORG towed:tow|VERB|2|acl
        Lynx|PROPN|5|obj|ORG is:be|AUX|8|cop false|ADJ|0|root""",
        """the|DET|2|det rumor|NOUN|7|nsubj that|PRON|5|obj Tern|PROPN|5|nsubj|ORG towed:tow|VERB|2|acl:relcl
        Lynx|PROPN|5|obj|ORG proved:prove|VERB|0|root false|ADJ|7|xcomp""",
        """Emu|PROPN|2|nsubj|ORG dismissed:dismiss|VERB|0|root the|DET|4|det rumor|NOUN|2|obj that|SCONJ|7|mark
        Tern|PROPN|7|nsubj|ORG towed:tow|VERB|4|acl Lynx|PROPN|7|obj|ORG""",
        """a|DET|3|det false|ADJ|3|amod rumor|NOUN|8|nsubj that|SCONJ|6|mark Tern|PROPN|6|nsubj|ORG towed:tow|VERB|3|acl
        Lynx|PROPN|6|obj|ORG spread|VERB|0|root""",
        """the|DET|2|det myth|NOUN|7|nsubj that|SCONJ|5|mark Tern|PROPN|5|nsubj|ORG towed:tow|VERB|2|acl
        Lynx|PROPN|5|obj|ORG persists:persist|VERB|0|root""",
        """contrary|ADJ|2|case rumor|NOUN|7|obl that|SCONJ|5|mark Tern|PROPN|5|nsubj|ORG towed:tow|VERB|2|acl
        Lynx|PROPN|5|obj|ORG slept:sleep|VERB|0|root""",
    ],
    ids=["is false", "proved false", "dismissed", "a false rumor", "a myth", "contrary to"],
)
def test_what_a_rumour_says_is_denied_with_it(verdict, text):
    assert verdict(text) == DENIED


def test_what_there_is_no_proof_of_is_not_claimed_either_way(verdict):
    text = """no|DET|2|det proof|NOUN|7|nsubj that|SCONJ|5|mark Tern|PROPN|5|nsubj|ORG towed:tow|VERB|2|acl
        Lynx|PROPN|5|obj|ORG exists:exist|VERB|0|root"""
    assert verdict(text) == UNPROVEN


@pytest.mark.parametrize(
    "text",
    [
        """the|DET|2|det rumor|NOUN|7|nsubj that|SCONJ|5|mark Tern|PROPN|5|nsubj|ORG towed:tow|VERB|2|acl
        Lynx|PROPN|5|obj|ORG spread|VERB|0|root""",
        """the|DET|2|det rumor|NOUN|9|nsubj that|SCONJ|5|mark Tern|PROPN|5|nsubj|ORG towed:tow|VERB|2|acl
        Lynx|PROPN|5|obj|ORG is:be|AUX|9|cop not|PART|9|advmod false|ADJ|0|root""",
        """the|DET|2|det rumor|NOUN|6|nsubj that|PRON|4|nsubj towed:tow|VERB|2|acl:relcl Lynx|PROPN|4|obj|ORG
        false|ADJ|0|root""",
        "Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG",
        """the|DET|2|det rumor|NOUN|7|nsubj that|SCONJ|5|mark Tern|PROPN|5|nsubj|ORG towed:tow|VERB|2|acl
        Lynx|PROPN|5|obj|ORG made:make|VERB|0|root Emu|PROPN|7|obj|ORG dismiss|VERB|7|xcomp Dana|PROPN|9|obj|PER""",
        """nobody|PRON|2|nsubj dismissed:dismiss|VERB|0|root the|DET|4|det rumor|NOUN|2|obj that|SCONJ|7|mark
        Tern|PROPN|7|nsubj|ORG towed:tow|VERB|4|acl Lynx|PROPN|7|obj|ORG""",
        """Emu|PROPN|2|nsubj|ORG denied:deny|VERB|0|root to|PART|4|mark dismiss|VERB|2|xcomp the|DET|6|det
        rumor|NOUN|4|obj that|SCONJ|9|mark Tern|PROPN|9|nsubj|ORG towed:tow|VERB|6|acl Lynx|PROPN|9|obj|ORG""",
    ],
    ids=[
        "nothing is said of it",
        "it is not false",
        "a clause about the rumour itself",
        "no rumour",
        "somebody else is dismissed",
        "nobody dismissed it",
        "it was not dismissed",
    ],
)
def test_what_nothing_is_said_against_stands(verdict, text):
    assert verdict(text) is None


#: What is said, behind a verb of saying that is the third word.
TOWED = "Tern|PROPN|5|nsubj|ORG towed:tow|VERB|3|ccomp Lynx|PROPN|5|obj|ORG"


@pytest.mark.parametrize(
    "text",
    [
        f"a|DET|2|det myth|NOUN|3|nsubj said:say|VERB|0|root {TOWED}",
        f"false|ADJ|2|amod rumor|NOUN|3|nsubj said:say|VERB|0|root {TOWED}",
        f"Emu|PROPN|3|nsubj|ORG falsely|ADV|3|advmod said:say|VERB|0|root {TOWED}",
        f"Emu|PROPN|2|nsubj|ORG regretted:regret|VERB|0|root saying:say|VERB|2|xcomp {TOWED}",
        f"false|ADJ|0|root to|PART|3|mark say|VERB|1|csubj {TOWED}",
        """Emu|PROPN|2|nsubj|ORG dismissed:dismiss|VERB|0|root the|DET|4|det rumor|NOUN|2|obj that|PRON|6|nsubj
        said:say|VERB|4|acl:relcl Tern|PROPN|8|nsubj|ORG towed:tow|VERB|6|ccomp Lynx|PROPN|8|obj|ORG""",
        """according|VERB|4|case to|ADP|1|fixed false|ADJ|4|amod rumor|NOUN|6|obl Tern|PROPN|6|nsubj|ORG
        towed:tow|VERB|0|root Lynx|PROPN|6|obj|ORG""",
    ],
    ids=[
        "a myth",
        "a false rumor",
        "falsely",
        "regretted saying",
        "false to say",
        "which is dismissed",
        "according to",
    ],
)
def test_what_somebody_wrongly_says_is_denied(verdict, text):
    assert verdict(text) == DENIED


def test_what_an_unproven_rumour_says_is_an_allegation(verdict):
    assert verdict(f"unproven|ADJ|2|amod rumor|NOUN|3|nsubj said:say|VERB|0|root {TOWED}") == DOUBTED


@pytest.mark.parametrize(
    "text",
    [
        f"Emu|PROPN|3|nsubj|ORG then|ADV|3|advmod said:say|VERB|0|root {TOWED}",
        f"a|DET|2|det rumor|NOUN|3|nsubj said:say|VERB|0|root {TOWED}",
        f"false|ADJ|2|amod priest|NOUN|3|nsubj said:say|VERB|0|root {TOWED}",
        """Emu|PROPN|2|nsubj|ORG regretted:regret|VERB|0|root that|SCONJ|5|mark Tern|PROPN|5|nsubj|ORG
        towed:tow|VERB|2|ccomp Lynx|PROPN|5|obj|ORG""",
    ],
    ids=["said", "a rumor", "a false priest", "regretted that"],
)
def test_what_somebody_says_is_judged_by_nothing_else(verdict, text):
    assert verdict(text) is None
