"""Trees that are put right by their punctuation and their names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.appositions import (
    apposed_nouns,
    companions,
    listed_titles,
    names_beside_nouns,
    second_titles,
    title_holders,
)
from kg.language.arguments import (
    active_sentences,
    agents_of_nouns,
    crossing_attributes,
    partners_of_deeds,
    possessors,
)
from kg.language.model import Analysis
from kg.language.repairs import (
    cut_names,
    hyphened_participles,
    parenthesise_speakers,
    prefixed_verbs,
    relative_clauses,
    repair,
    titles,
)
from kg.language.trees import leads_up


def tree(rows: str) -> tuple[list[str], Analysis]:
    """Words with their heads (from 1; 0 for a root) and labels."""
    words, heads, labels = zip(*(row.split("|") for row in rows.split()), strict=True)
    places = [int(head) - 1 if int(head) else number for number, head in enumerate(heads)]
    blank = [""] * len(words)
    return list(words), Analysis(blank, places, list(labels), blank, [False] * len(words), blank)


def repaired(rows: str) -> dict[str, tuple[str, str]]:
    """Each word with its label and its head."""
    words, analysis = tree(rows)
    parenthesise_speakers(words, analysis)
    return {
        word: (label, words[head]) for word, label, head in zip(words, analysis.labels, analysis.heads, strict=True)
    }


def test_a_speaker_in_mid_sentence_is_not_the_subject_of_what_is_said():
    found = repaired(
        "No|2|det state|4|nsubj ,|2|punct said|0|root Dana|9|nsubj Reyes|5|flat ,|5|punct ever|9|advmod voted|4|ccomp"
    )
    assert found["state"] == ("nsubj", "voted")
    assert found["Dana"] == ("nsubj", "said")
    assert found["said"] == ("parataxis", "voted")
    assert found["voted"] == ("root", "voted")


def test_a_subject_without_a_comma_keeps_its_verb():
    rows = "Dana|2|nsubj said|0|root Acme|5|nsubj ,|3|punct sued|2|ccomp"
    assert repaired(rows)["Dana"] == ("nsubj", "said")
    assert repaired(rows)["sued"] == ("ccomp", "said")


def test_a_subject_with_something_set_apart_keeps_its_verb():
    """ "Dana, the mayor, said Acme, a firm, sued.": the comma before the verb closes what it opened."""
    rows = """Dana|6|nsubj ,|4|punct the|4|det mayor|1|appos ,|4|punct said|0|root Acme|11|nsubj ,|7|punct firm|7|appos
        ,|9|punct sued|6|ccomp"""
    assert repaired(rows)["Dana"] == ("nsubj", "said")
    assert repaired(rows)["Acme"] == ("nsubj", "sued")


def named(rows: str) -> tuple[list[str], Analysis]:
    """Words and their analysis, of rows that tell parts of speech and names as well."""
    words, heads, labels, upos, names = zip(*(row.split("|") for row in rows.split()), strict=True)
    places = [int(head) - 1 if int(head) else number for number, head in enumerate(heads)]
    blank = [""] * len(words)
    return list(words), Analysis(list(upos), places, list(labels), list(names), [False] * len(words), blank)


def holder(rows: str) -> str:
    """On which word Dana hangs."""
    words, analysis = named(rows)
    title_holders(words, analysis)
    return words[analysis.heads[words.index("Dana")]]


def test_a_person_is_the_head_of_an_organization_and_not_the_organization():
    rows = """The|2|det|DET|O head|7|nsubj|NOUN|O of|4|case|ADP|O Acme|2|nmod|PROPN|B-ORG ,|6|punct|PUNCT|O
        Dana|4|appos|PROPN|B-PER left|0|root|VERB|O"""
    assert holder(rows) == "head"
    assert holder(rows.replace("Acme|2|nmod|PROPN|B-ORG", "agency|2|nmod|NOUN|O")) == "agency"
    assert holder(rows.replace("B-PER", "B-ORG")) == "Acme"


def test_the_title_is_found_behind_a_name_of_several_words():
    rows = """The|2|det|DET|O head|7|nsubj|NOUN|O of|4|case|ADP|O Ministry|2|nmod|PROPN|B-ORG Sea|4|nmod|PROPN|I-ORG
        Dana|5|appos|PROPN|B-PER left|0|root|VERB|O"""
    assert holder(rows) == "head"


def test_which_does_not_mean_a_person_where_an_organization_stands_before_it():
    rows = """Dana|8|nsubj|PROPN|B-PER of|3|case|ADP|O Acme|1|nmod|PROPN|B-ORG ,|6|punct|PUNCT|O which|6|nsubj|PRON|O
        sued|1|acl:relcl|VERB|O ,|1|punct|PUNCT|O left|0|root|VERB|O"""
    for text, head in ((rows, "Acme"), (rows.replace("which", "who"), "Dana"), (rows.replace("B-ORG", "O"), "Dana")):
        words, analysis = named(text)
        relative_clauses(words, analysis)
        assert words[analysis.heads[words.index("sued")]] == head


def test_who_is_named_beside_a_name_is_coordinated_with_what_stands_before_it():
    rows = """the|2|det|DET|O blogger|7|nsubj|NOUN|O Dana|2|appos|PROPN|B-PER and|6|cc|CCONJ|O her|6|nmod:poss|PRON|O
        lawyer|3|conj|NOUN|O left|0|root|VERB|O"""
    for text, head in ((rows, "blogger"), (rows.replace("lawyer|3|conj|NOUN|O", "Low|3|conj|PROPN|B-PER"), "Dana")):
        words, analysis = named(text)
        companions(words, analysis)
        assert words[analysis.heads[5]] == head


def title_head(rows: str) -> tuple[str, str]:
    """The label and the head of "editor" once titles are put right."""
    words, analysis = named(rows)
    titles(words, analysis)
    place = words.index("editor")
    return analysis.labels[place], words[analysis.heads[place]]


ALIKE = (
    """talks|0|root|NOUN|O with|3|case|ADP|O editor|1|nmod|NOUN|O Dana|1|nmod|PROPN|B-PER Reyes|4|flat|PROPN|I-PER"""
)
SAID = """It|2|nsubj|PRON|O false|6|ccomp|ADJ|O ,|4|punct|PUNCT|O editor|2|nsubj|NOUN|O Dana|6|nsubj|PROPN|B-PER
    said|0|root|VERB|O"""


def test_a_title_hangs_on_the_name_behind_it():
    assert title_head(ALIKE) == ("nmod", "Dana")
    assert title_head(SAID) == ("nmod", "Dana")


def test_a_title_of_several_words_hangs_on_the_name_behind_it():
    rows = """The|2|det|DET|O editor|6|nsubj|NOUN|O of|4|case|ADP|O Acme|2|nmod|PROPN|B-ORG
        Dana|6|nsubj|PROPN|B-PER left|0|root|VERB|O"""
    assert title_head(rows) == ("nmod", "Dana")
    assert title_head(rows.replace("Acme|2|nmod|PROPN|B-ORG", ",|5|punct|PUNCT|O")) == ("nsubj", "left")


def test_a_noun_before_a_name_with_an_article_of_its_own_stays():
    rows = """told|0|root|VERB|O the|3|det|DET|O editor|1|obj|NOUN|O Dana|1|obj|PROPN|B-PER left|1|ccomp|VERB|O"""
    assert title_head(rows) == ("obj", "told")


def test_a_noun_before_a_name_in_another_role_stays():
    assert title_head(ALIKE.replace("Dana|1|nmod", "Dana|1|nsubj")) == ("nmod", "talks")
    assert title_head(ALIKE.replace("B-PER", "B-ORG").replace("I-PER", "I-ORG")) == ("nmod", "talks")


@pytest.mark.parametrize(
    "rows",
    [
        "Dana|4|nsubj|PROPN|O co|0|root|VERB|O -|2|punct|PUNCT|O leads|2|parataxis|VERB|O it|4|obj|PRON|O",
        "Dana|2|nsubj:pass|PROPN|O re|4|aux:pass|VERB|O -|2|punct|PUNCT|O leads|0|root|VERB|O it|4|obj|PRON|O",
    ],
    ids=["prefix taken for the head", "prefix taken for an auxiliary"],
)
def test_a_verb_is_the_head_of_its_prefix(rows):
    words, analysis = named(rows)
    prefixed_verbs(words, analysis)
    assert [words[head] for head in analysis.heads] == ["leads"] * 5
    assert analysis.labels == ["nsubj", "compound", "punct", "root", "obj"]


def test_a_word_before_a_hyphen_that_is_no_prefix_stays():
    rows = "Dana|4|nsubj|PROPN|O law|0|root|NOUN|O -|2|punct|PUNCT|O makes|2|acl|VERB|O it|4|obj|PRON|O"
    words, analysis = named(rows)
    prefixed_verbs(words, analysis)
    assert words[analysis.heads[3]] == "law"


def test_a_name_belongs_to_the_participle_it_is_written_with():
    words, analysis = named(
        """Dunmere|6|nsubj|PROPN|B-LOC D.C.|1|flat|PROPN|I-LOC -|2|punct|PUNCT|O based|5|amod|VERB|O
        Acme|6|nsubj|PROPN|B-ORG sued|0|root|VERB|O"""
    )
    hyphened_participles(words, analysis)
    assert [words[head] for head in analysis.heads] == ["based", "Dunmere", "D.C.", "Acme", "sued", "sued"]


def test_what_such_a_name_was_joined_to_is_joined_to_what_it_describes():
    words, analysis = named(
        """Acme|6|nsubj|PROPN|B-ORG and|3|cc|CCONJ|O Dunmere|1|conj|PROPN|B-LOC -|3|punct|PUNCT|O based|7|amod|VERB|O
        sued|0|root|VERB|O Orbix|6|nsubj|PROPN|B-ORG"""
    )
    hyphened_participles(words, analysis)
    assert (words[analysis.heads[2]], words[analysis.heads[6]], analysis.labels[6]) == ("based", "Acme", "conj")


def mended(rows: str, by) -> tuple[list[str], list[str]]:
    """What each word of a sentence hangs on and how, after one repair."""
    words, analysis = named(rows)
    by(words, analysis)
    return [words[head] for head in analysis.heads], analysis.labels


def test_an_attribute_whose_arc_would_cross_that_of_the_noun_before_it_belongs_to_that_noun():
    rows = """joined|0|root|VERB|O in|3|case|ADP|O suit|1|obl|NOUN|O by|5|case|ADP|O officials|1|obl:agent|NOUN|O
        from|7|case|ADP|O Eastmere|3|nmod|PROPN|B-LOC"""
    assert mended(rows, crossing_attributes)[0][6] == "officials"
    assert mended(rows.replace("officials|1|obl:agent", "officials|3|nmod"), crossing_attributes)[0][6] == "suit"


def test_only_headlines_are_passive_without_an_auxiliary():
    rows = "Acme|2|nsubj:pass|PROPN|B-ORG sued|0|root|VERB|O Northgate|2|obj|PROPN|B-ORG {end}"
    stop, said = ".|2|punct|PUNCT|O", "today|2|advmod|ADV|O"
    assert mended(rows.format(end=stop), active_sentences)[1][0] == "nsubj"
    assert mended(rows.format(end=said), active_sentences)[1][0] == "nsubj:pass"


def test_a_passive_with_its_auxiliary_stays_one():
    rows = "Acme|3|nsubj:pass|PROPN|B-ORG was|3|aux:pass|AUX|O sued|0|root|VERB|O .|3|punct|PUNCT|O"
    assert mended(rows, active_sentences)[1][0] == "nsubj:pass"


def test_the_agent_of_a_verb_that_acts_is_that_of_its_object():
    rows = """They|2|nsubj|PRON|O blocked|0|root|VERB|O purchase|2|obj|NOUN|O by|5|case|ADP|O
        Acme|2|obl:agent|PROPN|B-ORG"""
    assert mended(rows, agents_of_nouns)[0][4] == "purchase"
    assert mended(rows.replace("nsubj", "nsubj:pass"), agents_of_nouns)[0][4] == "blocked"


def test_a_noun_with_the_mark_of_a_possessor_is_one():
    rows = "Fools|3|compound|PROPN|O '|1|case|PART|O story|0|root|NOUN|O"
    assert mended(rows, possessors)[1][0] == "nmod:poss"
    assert mended(rows.replace("PART", "ADP"), possessors)[1][0] == "compound"


def test_a_name_right_behind_a_noun_in_the_same_role_is_in_apposition_to_it():
    rows = """retailer|4|nsubj|NOUN|O Acme|3|compound|PROPN|B-ORG Foods|4|nsubj|PROPN|I-ORG sued|0|root|VERB|O"""
    heads, labels = mended(rows, names_beside_nouns)
    assert (heads[2], labels[2]) == ("retailer", "appos")
    assert mended(rows.replace("retailer|4|nsubj", "retailer|4|obl"), names_beside_nouns)[1][2] == "nsubj"


def test_a_firm_is_not_cut_behind_a_first_word_that_is_like_a_person():
    rows = "Pallas|2|compound|PROPN|B-PER Vision|3|nsubj|PROPN|B-ORG sued|0|root|VERB|O"
    for text, found in ((rows, ["B-ORG", "I-ORG", "O"]), (rows.replace("compound", "nmod"), ["B-PER", "B-ORG", "O"])):
        words, analysis = named(text)
        cut_names(words, analysis)
        assert analysis.names == found


def test_what_follows_an_object_with_with_belongs_to_the_object():
    rows = """They|2|nsubj|PRON|O ended|0|root|VERB|O contract|2|obj|NOUN|O with|5|case|ADP|O Acme|2|obl|PROPN|B-ORG"""
    assert mended(rows, partners_of_deeds) == (
        ["ended", "ended", "ended", "Acme", "contract"],
        ["nsubj", "root", "obj", "case", "nmod"],
    )
    assert mended(rows.replace("with", "for"), partners_of_deeds)[1][4] == "obl"


def test_a_noun_without_an_article_is_coordinated_with_the_noun_before_it_and_not_with_the_name():
    rows = """Dana|7|nsubj|PROPN|B-PER ,|4|punct|PUNCT|O a|4|det|DET|O founder|1|appos|NOUN|O and|6|cc|CCONJ|O
        director|1|conj|NOUN|O denied|0|root|VERB|O"""
    assert mended(rows, second_titles)[0][5] == "founder"
    assert mended(rows.replace("a|4|det", "the|6|det"), second_titles)[0][5] == "Dana"


def test_what_is_listed_behind_a_person_is_a_title():
    rows = "Dana|1|root|PROPN|B-PER ,|3|punct|PUNCT|O Agent|1|list|PROPN|O"
    assert mended(rows, listed_titles)[1][2] == "appos"
    assert mended(rows.replace("PROPN|O", "PROPN|B-ORG"), listed_titles)[1][2] == "list"


def test_a_noun_between_commas_tells_what_the_name_is_unless_it_is_one_of_a_list():
    rows = """Argus|6|nsubj|PROPN|B-ORG ,|4|punct|PUNCT|O Acme|4|nmod:poss|PROPN|B-ORG fund|1|conj|NOUN|O ,|1|punct|PUNCT|O
        grew|0|root|VERB|O"""
    assert mended(rows, apposed_nouns)[1][3] == "appos"
    assert mended(rows.replace(",|4|punct|PUNCT", "and|4|cc|CCONJ"), apposed_nouns)[1][3] == "conj"
    assert mended(rows.replace(",|1|punct|PUNCT|O", "then|6|advmod|ADV|O"), apposed_nouns)[1][3] == "conj"


WORDS = ("Acme", "Reyes", "report", "denied", "which", "said", "co", "with", "between", "of", ",", "-", "'s", "’s")
LABELS = (
    "nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "nmod:poss", "appos", "conj", "acl:relcl", "acl", "ccomp",
    "compound", "flat", "amod", "aux:pass", "case", "det", "root",
)  # fmt: skip
NAMES = ("O", "O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC")


@st.composite
def paragraphs(draw):
    """Words with any tree over them, however unlikely."""
    size = draw(st.integers(2, 9))
    order = draw(st.permutations(range(size)))
    heads = [0] * size
    for number, word in enumerate(order):
        heads[word] = order[draw(st.integers(0, number - 1))] if number else word
    several = [st.lists(st.sampled_from(of), min_size=size, max_size=size) for of in (WORDS, LABELS, NAMES)]
    words, labels, names = (draw(some) for some in several)
    upos = draw(st.lists(st.sampled_from(("NOUN", "PROPN", "VERB", "ADP")), min_size=size, max_size=size))
    starts = [place == 0 for place in range(size)]
    return words, Analysis(upos, heads, labels, names, starts, [word.lower() for word in words])


@given(paragraphs())
def test_what_was_a_tree_stays_one(paragraph):
    words, analysis = paragraph
    repair(words, analysis)
    assert leads_up(analysis.heads)


def test_what_somebody_denied_is_no_title_of_hers():
    words, analysis = named(
        "an|2|det|DET|O allegation|5|nsubj|NOUN|O Reyes|5|nsubj|PROPN|B-PER has|5|aux|AUX|O denied|2|acl:relcl|VERB|O"
    )
    analysis.heads[1] = 1
    titles(words, analysis)
    assert words[analysis.heads[1]] == "allegation"
