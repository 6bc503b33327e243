"""What of a model's answer becomes a claim. Documents are parsed by hand: no language model is loaded."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parsed import World
from playback import PLAIN

from kg.extraction.analysis import DocumentAnalysis
from kg.language.parsing import parse
from kg.llm.checking import LONGEST, Checker, Dropped, DroppedError
from kg.llm.passages import LEAST, Passage, halves, passages
from kg.llm.prompt import DETAILS, NEEDED, Prompt
from kg.reading.documents import Document

FIRST = (
    "Auk|PROPN|3|nsubj|ORG House|PROPN|1|flat|+ towed:tow|VERB|0|root Brill|PROPN|3|obj|ORG Yard|PROPN|4|flat|+"
    " in|ADP|7|case 2019|NUM|3|obl for|ADP|10|case $|SYM|10|compound 500|NUM|3|obl .|PUNCT|3|punct"
)
SECOND = (
    "It|PRON|2|nsubj shunned:shun|VERB|0|root Cedar|PROPN|2|obj|ORG Guild|PROPN|3|flat|+ and|CCONJ|6|cc"
    " guilds:guild|NOUN|3|conj .|PUNCT|2|punct"
)
THIRD = "Did|AUX|4|aux Auk|PROPN|4|nsubj|ORG House|PROPN|2|flat|+ meet|VERB|0|root Dee|PROPN|4|obj|ORG ?|PUNCT|4|punct"
FOURTH = "House|PROPN|2|nsubj waits:wait|VERB|0|root .|PUNCT|2|punct"
TOWED = {
    **PLAIN, "subject": "Auk House", "subject_class": "House", "relation": "towed", "object": "Brill Yard",
    "object_class": "Yard", "quote": "Auk House towed Brill Yard",
}  # fmt: skip


@pytest.fixture(scope="module")
def checker() -> Checker:
    world = World.of()
    analysis = world.understand(" / ".join((FIRST, SECOND, THIRD, FOURTH)))
    return Checker(analysis, Prompt(world.kit.ontology), "llm parrot")


@pytest.fixture
def check(checker):
    """The claim of an entry that differs from TOWED, or why there is none."""

    def checked(**parts):
        (passage,) = passages(checker.analysis.doc.text)
        try:
            return checker.check({**TOWED, **parts}, passage).claim
        except DroppedError as error:
            return error.why

    return checked


def test_a_claim_holds_the_documents_own_words(check, checker):
    claim = check(quote="Auk   House towed\nBrill Yard", when="2019", amount="$500")
    assert (claim.subject, claim.predicate, claim.object) == ("Auk House", "towed", "Brill Yard")
    assert claim.quote == checker.analysis.doc.text[claim.start : claim.end] == "Auk House towed Brill Yard"
    assert claim.sentence == "Auk House towed Brill Yard in 2019 for $500."
    assert (claim.when, claim.amount) == ("2019", "500 USD")
    assert (claim.read_by, claim.taught_by) == ("llm parrot", "")


def test_a_word_that_stands_for_somebody_is_resolved_by_our_own_reading(check):
    shunned = {"relation": "shuns", "quote": "It shunned Cedar Guild", "object": "Cedar Guild", "object_class": "Guild"}
    assert check(subject="It", **shunned).subject == "Auk House"
    assert check(**shunned).subject == "Auk House"
    assert check(subject="Brill Yard", subject_class="Yard", **shunned) == Dropped.SUBJECT


@pytest.mark.parametrize(
    ("why", "parts"),
    [
        (Dropped.QUOTE, {"quote": "Auk House sank Brill Yard"}),
        (Dropped.QUOTE, {"quote": ""}),
        (Dropped.QUOTE, {"quote": "uk House towed Brill Yar"}),
        (Dropped.SUBJECT, {"subject": "Evil House"}),
        (Dropped.SUBJECT, {"subject": "Auk"}),
        (Dropped.SUBJECT, {"subject": ""}),
        (Dropped.OBJECT, {"object": "Cedar Guild", "object_class": "Guild"}),
        (Dropped.OBJECT, {"object": "towed"}),
        (Dropped.OBJECT, {"object": "House towed", "object_class": "House"}),
        (Dropped.SAME, {"object": "Auk House", "object_class": "House"}),
        (Dropped.TERM, {"relation": "sank"}),
        (Dropped.TERM, {"subject_class": "Owl"}),
        (Dropped.TERM, {"polarity": "maybe"}),
        (Dropped.TERM, {"modality": "begun"}),
        (Dropped.FIT, {"relation": "serves", "object_class": "Yard"}),
        (Dropped.SPEAKER, {"by": "Somebody Else"}),
        (Dropped.QUESTION, {"relation": "meets", "quote": "Auk House meet Dee", "object": "Dee"}),
        (
            Dropped.LONG,
            {"quote": "towed Brill Yard in 2019 for $500. It shunned Cedar Guild and guilds. Did Auk House"},
        ),
        (Dropped.FORM, {"quote": None}),
        (Dropped.FORM, {"object": ["Brill Yard"]}),
        (Dropped.FORM, {"when": 2019}),
        (Dropped.FORM, {"quote": "Auk " * 9_999}),
    ],
)
def test_what_the_document_does_not_bear_out_is_dropped(check, why, parts):
    assert check(**parts) == why


@pytest.mark.parametrize("given", [None, 3, "claim", [], {}, {"subject": "Auk House"}])
def test_an_entry_of_another_form_is_dropped(checker, given):
    with pytest.raises(DroppedError, match="form"):
        checker.check(given, Passage(0, 9, "Auk House"))


def test_a_quote_from_another_passage_is_dropped(checker):
    text = checker.analysis.doc.text
    with pytest.raises(DroppedError, match="stand"):
        checker.check(TOWED, Passage(10, len(text), text[10:]))


def test_details_that_the_sentence_does_not_have_are_left_away(check):
    claim = check(when="in May 2031", amount="$9 billion", role="king", technology="ferry")
    assert (claim.when, claim.amount, claim.role, claim.technology) == (None, None, None, None)


def test_the_class_that_the_document_shows_counts_more_than_the_one_that_is_claimed(check):
    assert check(object_class="Guild").object_class == "Yard"
    assert check(subject_class="Yard").subject_class == "Yard"  # a kind of house


def test_a_kind_of_actor_is_an_end_only_where_the_relation_takes_one(check):
    kind = {"subject": "It", "object": "guilds", "object_class": "Crowd", "quote": "It shunned Cedar Guild and guilds"}
    assert check(relation="shuns", **kind).object == "guilds"
    assert check(relation="towed", **kind) == Dropped.OBJECT


def test_the_passages_of_a_text_are_all_of_it_and_no_longer_than_allowed():
    text = "A first line.\n\nA second one. And more of it, and more.\n" * 40 + "x" * 300
    parts = list(passages(text, 200))
    assert "".join(part.text for part in parts) == text
    assert all(part.text == text[part.start : part.end] and len(part.text) <= 200 for part in parts)
    assert not list(passages(" \n--\n"))


def test_a_passage_is_halved_until_it_is_short():
    passage = Passage(100, 100 + 2 * LEAST, "word " * (2 * LEAST // 5))
    parts = halves(passage)
    assert "".join(part.text for part in parts) == passage.text
    assert (parts[0].start, parts[-1].end) == (passage.start, passage.end)
    assert not any(map(halves, parts))


def test_the_prompt_holds_the_ontology_and_no_examples_beyond_a_few(checker):
    prompt = checker.prompt
    parts = prompt.schema["properties"]["claims"]["items"]["properties"]
    assert parts["relation"]["enum"] == [*prompt.ontology.relations]
    assert parts["polarity"]["enum"] == ["affirmed", "negated"]
    assert "- owns (House -> Boat)" in prompt.instructions
    system, user = prompt.messages(Passage(0, 4, "text"))
    assert (system["content"], user["content"]) == (prompt.instructions, "text")


words = st.sampled_from(
    [*TOWED.values(), "It", "Cedar Guild", "guilds", "2019", "$", ".", "[", "\\", "\0", "House", None]
)
anything = words | st.none() | st.integers() | st.lists(words, max_size=2) | st.text("aA[.\\ \n", max_size=9)


@settings(max_examples=300)
@given(parts=st.dictionaries(st.sampled_from([*NEEDED, *DETAILS]), anything), start=st.integers(0, 60))
def test_whatever_a_model_answers_a_claim_has_only_words_of_the_document(checker, parts, start):
    text = checker.analysis.doc.text
    try:
        claim = checker.check({**TOWED, **parts}, Passage(start, len(text), text[start:])).claim
    except DroppedError:
        return
    assert claim.quote == text[claim.start : claim.end]
    assert claim.start >= start
    assert all(name in text for name in (claim.subject, claim.object, claim.by or "", claim.technology or ""))


def test_words_as_long_as_allowed_are_looked_for_without_delay(checker):
    text = checker.analysis.doc.text
    with pytest.raises(DroppedError):
        checker.check({**TOWED, "quote": "a " * (LONGEST // 2)}, Passage(0, len(text), text))


def test_the_shipped_ontology_and_coreference_are_used(shipped_extractor):
    """The one test here that loads the language model."""
    text = "Orbix Systems grew fast. In June 2021, the company sold cameras to the Boston Police Department."
    document = Document("a.txt", text, "-", "0")
    analysis = DocumentAnalysis.of(shipped_extractor.kit, document, next(iter(parse([text]))))
    prompt = Prompt(shipped_extractor.ontology)
    assert len(prompt.instructions) < 20_000
    (relation,) = (one.name for one in prompt.ontology.relations.values() if one.label == "supplied")
    company, police = analysis.mentions[0].class_name, analysis.mentions[-1].class_name
    entry = {
        **PLAIN, "subject": "The company", "subject_class": company, "relation": relation, "object_class": police,
        "object": "the Boston Police Department", "when": "June 2021", "technology": "cameras",
        "quote": "the company sold cameras to the Boston Police Department",
    }  # fmt: skip
    claim = Checker(analysis, prompt, "llm parrot").check(entry, Passage(0, len(text), text)).claim
    assert (claim.subject, claim.object) == ("Orbix Systems", "Boston Police Department")
    assert (claim.when, claim.technology) == ("2021-06", "camera")
