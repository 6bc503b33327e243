"""Direct speech and its speakers, on sentences parsed by hand."""

from __future__ import annotations

import pytest
from parsed import World

from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.assertion.quotations import quotation_at

SAID = """"|PUNCT|4|punct I|PRON|4|nsubj never|ADV|4|advmod slept:sleep|VERB|8|ccomp ,|PUNCT|4|punct "|PUNCT|4|punct
    Reyes|PROPN|8|nsubj|PER said:say|VERB|0|root"""
BEFORE = "Dana|PROPN|3|nsubj|PER Reyes|PROPN|1|flat|+ slept:sleep|VERB|0|root"
GOES_ON = """"|PUNCT|3|punct I|PRON|3|nsubj towed:tow|VERB|0|root Tern|PROPN|3|obj|ORG today|ADV|3|advmod
    "|PUNCT|3|punct"""


@pytest.fixture(scope="module")
def world():
    return World.of()


def speakers(analysis: DocumentAnalysis) -> list[str | None]:
    return [None if q.speaker is None else analysis.doc[q.speaker].text for q in analysis.quotations]


def meant(analysis: DocumentAnalysis, word: str) -> list[str]:
    """Whom each pronoun of a form means."""
    found = [m for m in analysis.mentions if m.name == word]
    return [", ".join(r.name for r in analysis.references.antecedents(m)) for m in found]


def test_the_subject_of_the_verb_of_saying_is_the_speaker(world):
    analysis = world.understand(f"{BEFORE} / {SAID}")
    assert speakers(analysis) == ["Reyes"]
    assert meant(analysis, "i") == ["Dana Reyes"]


def test_the_next_quotation_of_the_paragraph_goes_on_with_the_speaker(world):
    analysis = world.understand(f"{BEFORE} / {SAID} / {GOES_ON}")
    assert speakers(analysis) == ["Reyes", "Reyes"]
    assert meant(analysis, "i") == ["Dana Reyes", "Dana Reyes"]


def test_a_quotation_of_nobody_has_no_speaker(world):
    analysis = world.understand(f"{BEFORE} / {GOES_ON}")
    assert speakers(analysis) == [None]
    assert meant(analysis, "i") == [""]


def test_the_speaker_is_not_he_in_the_quotation(world):
    analysis = world.understand(f"{BEFORE} / {SAID} / {GOES_ON.replace('I|', 'he|')}")
    assert meant(analysis, "he") == [""]


def test_a_few_quoted_words_are_no_quotation(world):
    text = 'Reyes|PROPN|2|nsubj|PER towed:tow|VERB|0|root "|PUNCT|4|punct junk|NOUN|2|obj "|PUNCT|4|punct'
    assert world.understand(text).quotations == []


def test_a_place_is_found_in_its_quotation(world):
    quotations = world.understand(f"{BEFORE} / {SAID}").quotations
    (only,) = quotations
    assert [quotation_at(quotations, i) for i in (0, only.start, only.end - 1, only.end)] == [None, only, only, None]
