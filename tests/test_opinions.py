"""Opinions: what a speaker says of another states a relation, in the shipped ontology and in any other."""

from __future__ import annotations

import pytest
from parsed import HARBOUR, World

from kg.extraction.stance.appraisals import entry
from kg.extraction.stance.opinions import Opinions
from kg.language.parsing import parse
from kg.reading.documents import Document

#: Sentences in which Dana Reyes blames one, with the one who is blamed.
BLAMED = {
    "Dana Reyes said Acme Systems had betrayed its workers.": "Acme Systems",
    '"Acme Systems lied to all of us," Dana Reyes said.': "Acme Systems",
    "Dana Reyes told reporters that the decision by Acme Systems was a disgrace.": "Acme Systems",
    '"This reckless decision by Governor Lind will cost lives," said Dana Reyes.': "Lind",
    "Dana Reyes wrote that the Harbour Act was a sham.": "Harbour Act",
    "Dana Reyes described Acme Systems as a bully.": "Acme Systems",
    '"Shame on Governor Lind," Dana Reyes said.': "Lind",
    "Dana Reyes said Governor Lind behaved like a tyrant.": "Lind",
    "Dana Reyes said that Governor Lind had acted in an unlawful way.": "Lind",
    "Dana Reyes said the Harbour Act marked a dark day for Eastmere.": "Harbour Act",
    '"Governor Lind used the court to mislead us," Dana Reyes said.': "Lind",
    "Dana Reyes alleged that Governor Lind had misled the council.": "Lind",
    "Member of the council (MC) Dana Reyes said Governor Lind ignored the sailors.": "Lind",
    'According to Dana Reyes, Acme Systems "betrayed every worker in the port".': "Acme Systems",
    'Governor Lind vetoed the bill on Monday. "The veto is a disgrace," said Dana Reyes.': "Lind",
    'Governor Lind decided it. "His decision is rash. It undermines the port. Lind is unfit," Dana Reyes said.': "Lind",
}

#: Sentences in which Dana Reyes blames nobody who is named.
NOT_BLAMED = (
    "Dana Reyes said Acme Systems had not betrayed its workers.",
    "Dana Reyes said Governor Lind did not cheat or mislead the voters.",
    "Dana Reyes said Governor Lind was less corrupt than Kim Hall.",
    '"Did Acme Systems betray its workers?" Dana Reyes asked.',
    "Dana Reyes said that if Acme Systems misled the council, he would sue.",
    "Dana Reyes said Acme Systems might betray its workers.",
    "Dana Reyes denied that Acme Systems had misled its customers.",
    "Dana Reyes would say that Governor Lind misled the council.",
    "Dana Reyes said there was no evidence that Governor Lind was corrupt.",
    "Dana Reyes rejected claims that Governor Lind was corrupt.",
    "Dana Reyes quoted Kim Hall as saying that Governor Lind was a coward.",
    '"Stop saying Governor Lind is corrupt," said Dana Reyes.',
    "Dana Reyes said Kim Hall believed that Acme Systems had misled us.",
    '"I was wrong and reckless," said Dana Reyes.',
    "Dana Reyes, a spokeswoman for Acme Systems, said Acme Systems had misled the council.",
    "Dana Reyes sued Acme Systems, alleging that Acme Systems misled its customers.",
    "Dana Reyes said Acme Systems had been betrayed by its bank.",
    "Dana Reyes said Governor Lind's treatment by the guards was cruel.",
    "Dana Reyes said Governor Lind's dismissal was shameful.",
    "Dana Reyes said the film, in which Governor Lind betrays his wife, was good.",
    "Governor Lind left on Monday. Dana Reyes said he misled the council.",
    'Governor Lind and Mayor Hall each vetoed a bill. "The veto is a disgrace," said Dana Reyes.',
    'The harbour closed. "The decision is a disgrace," said Dana Reyes. Governor Lind did not comment.',
    "Dana Reyes said that Eastmere lies on the coast.",
)


@pytest.fixture(scope="module")
def blamed(shipped_extractor):
    """Whom Dana Reyes criticises in a text, by what it affirms."""

    def found(text: str) -> list[str]:
        claims = shipped_extractor.read(Document("a.txt", text, "-", "0"), next(iter(parse([text])))).claims
        told = [c for c in claims if c.subject == "Dana Reyes" and c.predicate == "criticized"]
        return [claim.object for claim in told if claim.is_fact]

    return found


@pytest.mark.parametrize(("text", "name"), BLAMED.items())
def test_what_a_speaker_says_blames_the_one_who_did_it(blamed, text, name):
    assert blamed(text) == [name]


@pytest.mark.parametrize("text", NOT_BLAMED)
def test_what_is_denied_asked_quoted_or_said_of_oneself_blames_nobody(blamed, text):
    assert blamed(text) == []


@pytest.mark.parametrize(
    "speaker", ["The Eastmere Supreme Court", "The Harbour Post", "The Eastmere Police Department"]
)
def test_who_is_impartial_finds_or_reports_and_has_no_opinion(shipped_extractor, speaker):
    text = f"{speaker} said that Acme Systems had misled its customers."
    claims = shipped_extractor.read(Document("a.txt", text, "-", "0"), next(iter(parse([text])))).claims
    assert "criticized" not in {claim.predicate for claim in claims}


def test_the_receipt_names_the_word_and_the_quote_has_what_belongs_to_it(shipped_extractor):
    text = '"The Harbour Act ignores the needs of every sailor," said Dana Reyes.'
    (claim,) = shipped_extractor.read(Document("a.txt", text, "-", "0"), next(iter(parse([text])))).claims
    assert (claim.taught_by, claim.by) == ("ignore", None)
    assert claim.quote.startswith("Harbour Act ignores the needs of every sailor")


SHUNS = 'kg:shuns kg:appraisal "founder" , "tub rotten", "pity (on)" . kg:told kg:opinion "say", "call ()" .'
SAID = "Lynx|PROPN|2|nsubj|ORG said:say|VERB|0|root"


@pytest.mark.parametrize(
    "rows",
    [
        f"{SAID} Tern|PROPN|4|nsubj|ORG foundered:founder|VERB|2|ccomp",
        "Lynx|PROPN|2|nsubj|ORG called:call|VERB|0|root Tern|PROPN|2|obj|ORG a|DET|6|det rotten|ADJ|6|amod tub|NOUN|2|xcomp",
        f"{SAID} pity|NOUN|2|ccomp on|ADP|5|case Tern|PROPN|3|nmod|ORG",
    ],
    ids=["does", "is called", "stands behind a preposition"],
)
def test_another_ontology_has_opinions_by_its_files_alone(rows):

    analysis = World.of(HARBOUR, SHUNS).understand(rows)
    found = Opinions(analysis.kit.ontology).matches(analysis)
    told = [(m.pattern.relation, analysis.doc[m.subject].text, analysis.doc[m.object].text) for m in found]
    assert told == [("shuns", "Lynx", "Tern")]


def test_an_ontology_without_such_words_has_no_opinions():
    analysis = World.of().understand(f"{SAID} Tern|PROPN|4|nsubj|ORG foundered:founder|VERB|2|ccomp")
    assert list(Opinions(analysis.kit.ontology).matches(analysis)) == []


def test_an_entry_has_words_a_role_and_verbs_that_tell_the_same():
    assert entry("break law") == (["break", "law"], None, [])
    assert entry("call ()") == (["call"], "", [])
    assert entry("ruling (of): rule, decide") == (["ruling"], "of", ["rule", "decide"])
