"""Names grown from the spans of a name finder to the run of capitals they stand in."""

from __future__ import annotations

import pytest
from parsed import HARBOUR, doc_of, ontology_from

from kg.extraction.naming.borders import words_of
from kg.extraction.naming.lexicon import Lexicon
from kg.extraction.naming.names import name_spans, without_title


@pytest.fixture(scope="module")
def lexicon():
    return Lexicon(ontology_from(HARBOUR))


@pytest.fixture(scope="module")
def names(lexicon):
    """(words, label) of the names of a sentence."""

    def found(text):
        doc = doc_of(text)
        return [(doc[start:end].text, label) for start, end, label in name_spans(doc, lexicon)]

    return found


def test_a_name_of_the_finder_is_a_name(names):
    text = "Tern|PROPN|2|nsubj|ORG hired:hire|VERB|0|root Dana|PROPN|2|obj|PER Reyes|PROPN|3|flat|+ .|PUNCT|2|punct"
    assert names(text) == [("Tern", "ORG"), ("Dana Reyes", "PER")]


def test_a_name_goes_on_with_the_capitals_that_belong_to_it(names):
    text = "Tern|PROPN|3|compound|ORG Boat|PROPN|3|compound Works|PROPN|4|nsubj closed:close|VERB|0|root"
    assert names(text) == [("Tern Boat Works", "ORG")]


GUILD_OF_BOATS = "the|DET|2|det Guild|PROPN|{0}|nsubj|ORG of|ADP|4|case|+ Boats|PROPN|2|nmod|+ and|CCONJ|{1}|cc "


def test_what_a_public_body_is_for_is_a_part_of_its_name_with_all_that_is_coordinated(names):
    text = GUILD_OF_BOATS.format(7, 6) + "Guild|NOUN|4|conj grew:grow|VERB|0|root"
    assert names(text) == [("Guild of Boats and Guild", "ORG")]


def test_another_body_is_no_part_of_its_name(names):
    text = GUILD_OF_BOATS.format(8, 7) + "Tern|PROPN|7|compound|ORG Guild|PROPN|4|conj|+ grew:grow|VERB|0|root"
    assert names(text) == [("Guild of Boats", "ORG"), ("Tern Guild", "ORG")]


def test_articles_are_no_part_of_a_name(names):
    text = "The|DET|2|det|ORG Terns|PROPN|3|nsubj|+ closed:close|VERB|0|root"
    assert names(text) == [("Terns", "ORG")]


def test_a_possessive_is_no_part_of_a_name(names):
    text = "Tern|PROPN|3|nmod:poss|ORG 's|PART|1|case|+ ferries:ferry|NOUN|4|nsubj sank:sink|VERB|0|root"
    assert names(text) == [("Tern", "ORG")]


def test_a_possessive_is_a_part_where_an_ending_of_the_ontology_has_one(names):
    text = """Tern|PROPN|2|compound|ORG Wright|PROPN|4|nmod:poss|+ 's|PART|2|case Yard|PROPN|5|nsubj
        closed:close|VERB|0|root"""
    assert names(text) == [("Tern Wright's Yard", "ORG")]


def test_a_place_before_an_organization_is_a_part_of_its_name(names):
    text = "Harwich|PROPN|2|compound|LOC Boat|PROPN|3|compound|ORG Works|PROPN|4|nsubj|+ closed:close|VERB|0|root"
    assert names(text) == [("Harwich Boat Works", "ORG")]


def test_a_person_and_an_organization_side_by_side_stay_two(names):
    text = "Dana|PROPN|3|nsubj|PER Tern|PROPN|3|obj|ORG hired:hire|VERB|0|root"
    assert names(text) == [("Dana", "PER"), ("Tern", "ORG")]


def test_a_name_does_not_reach_into_the_next_sentence(names):
    text = "He|PRON|2|nsubj left:leave|VERB|0|root Tern|PROPN|2|obj|ORG / Guilds|NOUN|2|nsubj grew:grow|VERB|0|root"
    assert names(text) == [("Tern", "ORG")]


def test_a_capital_that_the_finder_overlooked_is_a_name_without_label(names):
    text = "They|PRON|2|nsubj hired:hire|VERB|0|root Tern|PROPN|2|obj"
    assert names(text) == [("Tern", "")]


def test_a_proper_noun_that_opens_a_sentence_is_a_name_where_it_acts(names):
    assert names("Tern|PROPN|2|nsubj sank:sink|VERB|0|root") == [("Tern", "")]
    assert names("Tern|PROPN|2|discourse sink|VERB|0|root") == []


def test_a_common_noun_that_opens_a_sentence_is_no_name(names):
    assert names("Ferries:ferry|NOUN|2|nsubj sank:sink|VERB|0|root") == []


def test_the_capitals_of_a_headline_say_nothing(names):
    text = """Ferries:ferry|PROPN|2|nsubj Sink:sink|VERB|0|root Under|ADP|4|case Bridges:bridge|NOUN|2|obl
        Again|ADV|2|advmod"""
    assert names(text) == []


def test_a_common_noun_with_a_capital_is_no_name(names):
    text = "They|PRON|2|nsubj hired:hire|VERB|0|root Ferries:ferry|NOUN|2|obj"
    assert names(text) == []


def test_a_name_takes_in_the_capital_before_it(names):
    text = """They|PRON|2|nsubj hired:hire|VERB|0|root Northern|ADJ|5|amod Boat|PROPN|5|compound|ORG
        Works|PROPN|2|obj|+"""
    assert names(text) == [("Northern Boat Works", "ORG")]


@pytest.mark.parametrize("word", ["Captain", "Dr."])
def test_a_title_is_no_part_of_the_name_after_it(names, word):
    text = f"They|PRON|2|nsubj hired:hire|VERB|0|root {word}|PROPN|4|compound Reyes|PROPN|2|obj|PER"
    assert ("Reyes", "PER") in names(text)


def test_hyphened_parts_belong_together(names):
    text = """They|PRON|2|nsubj hired:hire|VERB|0|root Tern|PROPN|2|obj|ORG -|PUNCT|5|punct Heron|PROPN|3|flat"""
    assert names(text) == [("Tern-Heron", "ORG")]


def test_signs_alone_are_no_name(names):
    assert names("They|PRON|2|nsubj hired:hire|VERB|0|root –|PUNCT|2|obj|ORG") == []


def test_a_text_without_capitals_has_no_names(names):
    assert names("they|PRON|2|nsubj left:leave|VERB|0|root") == []


def test_the_words_of_a_name_are_those_of_the_text():
    doc = doc_of("Tern|PROPN|4|compound Wright|PROPN|4|nmod:poss ’s|PART|2|case Yard|PROPN|0|root")
    assert words_of(doc, 0, 4) == ["Tern", "Wright's", "Yard"]


def test_a_name_begins_after_its_titles(lexicon):
    doc = doc_of("Captain|PROPN|3|compound Dr.|PROPN|3|compound Reyes|PROPN|0|root")
    assert without_title(doc, 0, 3, lexicon) == 2


def test_a_title_alone_is_kept(lexicon):
    doc = doc_of("Captain|PROPN|0|root")
    assert without_title(doc, 0, 1, lexicon) == 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[T]he|PROPN|2|reparandum|ORG Terns|PROPN|3|nsubj|+ closed:close|VERB|0|root", "Terns"),
        ("Brigade|PROPN|4|nsubj|ORG de|PROPN|1|flat|+ Tern|PROPN|1|flat|+ grew:grow|VERB|0|root", "Brigade de Tern"),
        ("Brigade|PROPN|5|nsubj|ORG et|X|1|flat d’Auk|X|1|flat|ORG ,|PUNCT|1|punct grew:grow|VERB|0|root", "Brigade et d’Auk"),
        ("Man|PROPN|4|nsubj -|PUNCT|3|punct kei|PROPN|1|flat|PER grew:grow|VERB|0|root", "Man-kei"),
        ("Tern|PROPN|3|nsubj|ORG Nine|NUM|1|flat sank:sink|VERB|0|root", "Tern Nine"),
        ("Tern|PROPN|4|nsubj|ORG of|ADP|3|case 1867|NUM|1|nmod sank:sink|VERB|0|root", "Tern"),
        ("TernBoats|NOUN|3|nsubj ,|PUNCT|3|punct sank:sink|VERB|0|root", "TernBoats"),
    ],
    ids=["bracket", "particle", "elision", "hyphen", "number", "year of an actor", "inner capital"],
)  # fmt: skip
def test_borders_of_names(names, text, name):
    assert [found for found, _ in names(text)] == [name]


def test_what_stands_before_ex_is_no_part_of_a_name(names):
    text = "Ex|PROPN|4|compound -|PUNCT|3|punct Tern|PROPN|4|compound|ORG sailors:sailor|NOUN|0|root"
    assert names(text) == [("Tern", "ORG")]


def test_a_thing_keeps_its_year():
    lexicon = Lexicon(ontology_from('kg:Law a owl:Class ; kg:ending "Act" .'))
    doc = doc_of("Tern|PROPN|2|compound|MISC Act|PROPN|0|root|+ of|ADP|4|case|+ 1867|NUM|2|nmod")
    (name,) = name_spans(doc, lexicon)
    assert (name.start, name.end) == (0, 4)
    assert lexicon.name_class(words_of(doc, 0, 4)) == "Law"


def test_a_name_found_once_is_found_wherever_its_words_stand(names):
    text = """Tern|PROPN|2|nmod|ORG Auk|PROPN|3|nsubj|+ sank:sink|VERB|0|root / Tern|PROPN|3|vocative Auk|PROPN|3|obj
        sink|VERB|0|root"""
    assert names(text) == [("Tern Auk", "ORG")] * 2


@pytest.mark.parametrize(
    ("rows", "found"),
    [("five|NUM|3|nummod Lynx|NOUN|3|compound ferries|NOUN|0|root", ["Lynx"]),
     ("five|NUM|3|nummod GPS|NOUN|3|compound ferries|NOUN|0|root", []),
     ("Heron|PROPN|4|compound|ORG 660|NUM|4|nummod V2|NOUN|4|compound ferry|NOUN|0|root", ["Heron"])],
)  # fmt: skip
def test_a_capital_between_a_number_and_what_is_counted_is_a_make(names, rows, found):
    assert [words for words, _ in names(rows)] == found


def test_no_name_reaches_beyond_the_text(lexicon):
    """Its last words are a name, and a longer name begins with them."""
    doc = doc_of("""Tern|PROPN|3|compound|ORG Boat|PROPN|3|compound|+ Works|PROPN|4|nsubj|+ hired:hire|VERB|0|root
        Tern|PROPN|6|compound|ORG Boat|PROPN|4|obj|+ and|CCONJ|8|cc fed:feed|VERB|4|conj Tern|PROPN|10|compound
        Boat|PROPN|8|obj""")
    assert max(name.end for name in name_spans(doc, lexicon)) == len(doc)
