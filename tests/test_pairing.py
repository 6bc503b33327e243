"""Pairs of mentions: the ordered pairs of a sentence that its clause graph joins, and how."""

from parsed import World

from kg.extraction import pairing
from kg.extraction.pairing import paired_sentences
from kg.language.pairs import Pair

TOWED = "Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG .|PUNCT|2|punct"


def sentences(rows):
    return list(paired_sentences(World.of().understand(rows)))


def test_a_pair_is_joined_both_ways_by_what_stands_between():
    (sentence,) = sentences(TOWED)
    assert sentence.words == ("Tern", "towed", "Lynx", ".")
    assert sentence.spans == ((0, 1, "name"), (2, 3, "name"))
    assert [found.pair for found in sentence.joined] == [
        Pair(0, 1, (1,), "<agent", ">patient"),
        Pair(1, 0, (1,), "<patient", ">agent"),
    ]


def test_words_are_counted_in_their_sentence():
    second = sentences(f"Nothing|PRON|2|nsubj happened:happen|VERB|0|root .|PUNCT|2|punct / {TOWED}")[0]
    assert second.spans == ((0, 1, "name"), (2, 3, "name"))
    assert second.joined[0].pair.path == (1,)
    assert second.joined[0].nodes == (4,)


def test_mentions_of_two_sentences_make_no_pair():
    assert not sentences(
        "Tern|PROPN|2|nsubj|ORG sailed:sail|VERB|0|root / Lynx|PROPN|2|nsubj|ORG sank:sink|VERB|0|root"
    )


def test_a_long_path_joins_nothing(monkeypatch):
    monkeypatch.setattr(pairing, "LONGEST_PATH", 1)
    assert not sentences(TOWED)


def test_a_sentence_with_too_many_mentions_is_passed_over(monkeypatch):
    monkeypatch.setattr(pairing, "MOST_MENTIONS", 1)
    assert not sentences(TOWED)


def test_predications_with_a_preposition_have_one_role():
    (sentence,) = sentences(
        "Tern|PROPN|4|nsubj|ORG is:be|AUX|4|cop with|ADP|4|case Lynx|PROPN|0|root|ORG .|PUNCT|4|punct"
    )
    assert {found.pair.first for found in sentence.joined} == {"<is …", ">is …"}
