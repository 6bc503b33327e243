"""The spaCy pipeline: any text becomes trees, its characters stay where they are, and spaCy's attributes are set."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.language.parsing import LONGEST_RUN, nlp, parse, possible_lemmas

TEXTS = {
    "news": "Acme Inc. sued the City of Springfield on Monday.\n\nThe city said it won't pay $2.5 million.",
    "capitals": "SPRINGFIELD POLICE BUY SCANNERS FROM ACME, SAYS COUNCIL. COURT TO RULE IN MAY.",
    "small letters": "acme sued bolt in springfield but bolt did not answer",
    "French": "La société Acme a vendu des caméras à la police de Lyon, selon l'association.",
    "Arabic": "رفعت الشركة دعوى قضائية ضد المدينة يوم الاثنين.",
    "Hebrew in English": "The firm \u202eשלום בע״מ\u202c sued Acme.",
    "Chinese": "该公司向警方出售了人脸识别系统。",
    "emoji": "Acme 😀👩‍👩‍👧 sued 🇺🇸 Bolt!!! 😡",
    "control characters": "Acme\x00 sued\x07 Bolt\x1b[31m.\x7f",
    "combining": "Ac\u0301me\u0308 sued\u200b Bo\u0302lt\ufeff.",
    "signs only": "??? --- *** ((( ))) ...",
    "one word": "Acme",
    "one sign": ".",
    "white space before and after": " \n\t Acme sued Bolt. \n\n ",
    "white space only": " \n\n \t ",
    "nothing": "",
}


def parsed(text: str) -> Doc:
    return next(parse([text]))


def assert_is_forest(doc: Doc) -> None:
    """Sentences cover the document in order, each with one root; every word leads to the root of its sentence."""
    assert [token.i for sentence in doc.sents for token in sentence] == list(range(len(doc)))
    for sentence in doc.sents:
        roots = [token for token in sentence if token.head.i == token.i]
        assert len(roots) == 1
        for token in sentence:
            assert roots[0] in (token, *token.ancestors)


def assert_is_annotated(doc: Doc) -> None:
    for token in doc:
        assert token.pos_
        assert token.lemma_
        assert token.dep_
        assert (token.pos_ == "SPACE") == token.is_space
        if not token.is_space:
            assert (token.dep_ == "ROOT") == (token.head.i == token.i)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_any_text_becomes_trees_and_keeps_its_characters(text):
    doc = parsed(text)
    assert doc.text == text
    assert "".join(token.text_with_ws for token in doc) == text
    assert_is_forest(doc)
    assert_is_annotated(doc)


FRAGMENTS = [
    "Acme", "sued", "Bolt", "U.S.", "don't", "$5m", ".", ",", "\"", "’", "(", " ", "  ", "\n", "\n\n", "\r\n\r\n", "\t",
    "\x1c", "\x85", "\xa0", "\u2028", "\u200b", "\u202e", "שלום", "مرحبا", "😀", "👩‍👩‍👧", "\x00", "https://a.example/b?c=d",
]  # fmt: skip


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=120) | st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join))
def test_no_text_breaks_the_trees(text):
    doc = parsed(text)
    assert doc.text == text
    assert_is_forest(doc)
    assert_is_annotated(doc)
    assert all(entity.text in text for entity in doc.ents)


def test_the_attributes_of_spacy_are_set():
    doc = parsed("The company sold its software to the police in Chicago.")
    company, sold = doc[1], doc[2]
    assert (sold.pos_, sold.lemma_, sold.dep_) == ("VERB", "sell", "ROOT")
    assert (company.head, company.dep_) == (sold, "nsubj")
    assert [child.dep_ for child in sold.children if child.i < 6] == ["nsubj", "obj"]
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("Chicago", "LOC")]
    assert doc.has_annotation("SENT_START")
    assert doc.has_annotation("DEP")


def test_a_name_across_a_line_break_is_one_name():
    """Text is often wrapped; the white space inside the name belongs to it."""
    names = [
        entity.text for entity in parsed("The vendor is Clearview  AI of New\nYork, said Amnesty\nInternational.").ents
    ]
    assert "Amnesty\nInternational" in names


def test_a_paragraph_ends_a_sentence():
    doc = parsed("Police buy scanners\n\nSpringfield bought forty scanners\r\n \r\nThe council objected")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Police buy scanners", "Springfield bought forty scanners", "The council objected",
    ]  # fmt: skip


def test_a_line_break_alone_does_not_end_a_sentence():
    doc = parsed("The city of Springfield bought forty\nscanners from Acme last year.")
    assert len(list(doc.sents)) == 1


def test_white_space_belongs_to_the_word_before_it():
    doc = parsed("\n\nAcme  sued Bolt.")
    assert [(token.head.text, token.dep_) for token in doc if token.is_space] == [("Acme", "dep"), ("Acme", "dep")]


def test_documents_come_in_the_order_given():
    texts = [f"Acme sued Bolt in {year}." for year in range(1950, 2020)]
    assert [doc.text for doc in parse(texts)] == texts


def test_a_document_is_parsed_the_same_alone_and_among_others():
    texts = [TEXTS["news"], TEXTS["emoji"], TEXTS["capitals"], TEXTS["nothing"], TEXTS["French"]]
    for text, doc in zip(texts, parse(texts), strict=True):
        assert doc.to_json() == parsed(text).to_json()


@pytest.mark.parametrize(
    "text",
    [
        "vendor sold cameras and " * 750,
        "A" * 20_000,
        "(" * 20_000,
        "😀" * 5_000,
        "data:image/png;base64," + "iVBORw0KGgo/" * 1_000,
        "Acme sued Bolt. " * 1_500,
    ],
    ids=["3,000 words without a full stop", "a long word", "brackets", "emoji", "an inlined picture", "one paragraph"],
)
def test_long_text_is_analysed_to_the_last_word(text):
    doc = parsed(text)
    assert doc.text == text
    assert_is_annotated(doc)
    assert_is_forest(doc)


def test_a_long_run_is_cut_and_what_stands_around_it_is_not():
    run = "x" * (LONGEST_RUN * 2 + 5)
    doc = parsed(f"Acme didn't sue {run} Bolt, did it?")
    words = [token.text for token in doc]
    assert words[:4] == ["Acme", "did", "n't", "sue"]
    assert [len(word) for word in words[4:7]] == [LONGEST_RUN, LONGEST_RUN, 5]
    assert words[7:] == ["Bolt", ",", "did", "it", "?"]
    assert doc[6].whitespace_
    assert not doc[5].whitespace_


def test_the_pipeline_is_made_once():
    assert nlp() is nlp()
    assert nlp().pipe_names == ["kg_encoder"]


def test_the_possible_lemmas_of_a_text_leave_out_none_that_it_gets():
    text = "Police rang up Clearview’s CEOs; the drones' makers were hit. Left-wing MPs haven't (re)written 3 laws."
    got = {token.lemma_.lower() for token in parsed(text) if not token.is_space}
    assert got <= possible_lemmas(text)
    assert "sue" not in possible_lemmas(text)


def test_a_hyphen_behind_an_abbreviation_parts_words():
    assert [token.text for token in nlp().make_doc("a U.S.-based firm")] == ["a", "U.S.", "-", "based", "firm"]
