"""Who says what a document reports, on sentences parsed by hand and with triggers of our own."""

from __future__ import annotations

import pytest
from parsed import HARBOUR, clauses_by_hand, ontology_from

from kg.extraction.assertion import attribution
from kg.extraction.assertion.qualifiers import Qualifiers

PLAIN = "Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG"


@pytest.fixture(scope="module")
def qualifiers():
    return Qualifiers(ontology_from(HARBOUR))


@pytest.fixture(scope="module")
def speakers(qualifiers):
    """The words of those who say that somebody towed."""

    def found(text):
        clauses = clauses_by_hand(text)
        tow = next(unit for unit, lemma in clauses.lemmas.items() if lemma == "tow")
        return [clauses.token(unit).text for unit in attribution.speakers(qualifiers, clauses, [tow])]

    return found


@pytest.mark.parametrize(
    "text",
    [
        """Dana|PROPN|2|nsubj|PER said:say|VERB|0|root Tern|PROPN|4|nsubj|ORG towed:tow|VERB|2|ccomp Lynx|PROPN|4|obj|ORG""",
        """Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG ,|PUNCT|5|punct said:say|VERB|2|parataxis
        Dana|PROPN|5|nsubj|PER""",
        """Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG according:accord|VERB|6|case to|ADP|4|fixed
        Dana|PROPN|2|obl|PER""",
        """As|SCONJ|3|mark Dana|PROPN|3|nsubj|PER reports:report|VERB|5|advcl Tern|PROPN|5|nsubj|ORG
        towed:tow|VERB|0|root Lynx|PROPN|5|obj|ORG""",
        """Dana|PROPN|3|nmod:poss|PER 's|PART|1|case report|NOUN|8|nsubj that|SCONJ|6|mark Tern|PROPN|6|nsubj|ORG
        towed:tow|VERB|3|acl Lynx|PROPN|6|obj|ORG sold:sell|VERB|0|root""",
    ],
    ids=["complement", "after the quote", "according to", "as she reports", "her report"],
)
def test_who_says_it(speakers, text):
    assert speakers(text) == ["Dana"]


def test_the_nearest_speaker_comes_first(speakers):
    text = """Dana|PROPN|2|nsubj|PER said:say|VERB|0|root Auk|PROPN|4|nsubj|ORG reported:report|VERB|2|ccomp
        Tern|PROPN|6|nsubj|ORG towed:tow|VERB|4|ccomp Lynx|PROPN|6|obj|ORG"""
    assert speakers(text) == ["Auk", "Dana"]


def test_what_is_said_plainly_has_no_speaker(speakers):
    assert speakers(PLAIN) == []


def test_a_verb_that_is_no_source_names_nobody(speakers):
    text = """Dana|PROPN|2|nsubj|PER saw:see|VERB|0|root Tern|PROPN|4|nsubj|ORG towed:tow|VERB|2|ccomp Lynx|PROPN|4|obj|ORG"""
    assert speakers(text) == []


def test_a_paper_that_has_a_name_on_its_pages_is_from_there(speakers):
    text = """Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG according|ADP|7|case to|ADP|4|fixed
        a|DET|7|det note|NOUN|2|obl on|ADP|11|case Auk|PROPN|11|nmod:poss|ORG 's|PART|9|case page|NOUN|7|nmod"""
    assert speakers(text) == ["note", "Auk"]
