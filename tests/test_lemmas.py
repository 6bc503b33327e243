"""Lemma rules: what is seen is kept, what is regular carries over to unseen words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.lemmas import UNCHANGED, Lemmatizer, apply, edit_between, endings, learn

WORDS = st.text("abcdefghij’-é", min_size=1, max_size=12)

VERBS = [
    ("walked", "VERB", "walk"),
    ("talked", "VERB", "talk"),
    ("asked", "VERB", "ask"),
    ("asks", "VERB", "ask"),
    ("talks", "VERB", "talk"),
    ("walk", "VERB", "walk"),
    ("sought", "VERB", "seek"),
    ("sued", "VERB", "sue"),
]


@given(WORDS, WORDS)
def test_an_edit_between_two_forms_leads_from_one_to_the_other(form, lemma):
    assert apply(form, edit_between(form, lemma)) == lemma


@given(st.dictionaries(st.tuples(WORDS, st.sampled_from(["NOUN", "VERB"])), WORDS, min_size=1, max_size=30))
def test_every_word_that_was_learned_gets_its_lemma(lemma_of):
    triples = [(word, upos, lemma) for (word, upos), lemma in lemma_of.items()]
    lemmatizer = Lemmatizer(learn(triples))
    assert [lemmatizer.lemma(word, upos) for word, upos, _ in triples] == [lemma for _, _, lemma in triples]


def test_a_regular_ending_carries_over_to_an_unseen_word():
    assert Lemmatizer(learn(VERBS)).lemma("balked", "VERB") == "balk"


def test_an_irregular_form_is_kept_as_a_whole_word_only():
    rules = learn(VERBS)["VERB"]
    assert rules["^sought"] == (5, "eek")
    assert not [ending for ending in rules if "sought".endswith(ending) and rules[ending] == (5, "eek")]


def test_the_more_frequent_lemma_of_a_word_wins():
    triples = [("left", "VERB", "leave")] * 3 + [("left", "VERB", "left")]
    assert Lemmatizer(learn(triples)).lemma("left", "VERB") == "leave"


def test_a_frequent_word_has_one_vote_for_its_ending():
    """Two words against one, although the one is read a hundred times."""
    others = [("raid", "VERB", "raid"), ("plaid", "VERB", "plaid")]
    lemmatizer = Lemmatizer(learn([("said", "VERB", "say")] * 100 + others))
    assert lemmatizer.lemma("said", "VERB") == "say"
    assert lemmatizer.lemma("braid", "VERB") == "braid"


def test_the_part_of_speech_decides():
    triples = [("contracts", "VERB", "contract"), ("acts", "VERB", "act"), ("news", "NOUN", "news")]
    lemmatizer = Lemmatizer(learn(triples))
    assert lemmatizer.lemma("news", "NOUN") == "news"
    assert lemmatizer.lemma("contracts", "VERB") == "contract"


def test_a_lemma_that_is_a_known_word_is_preferred():
    """ "Leasing" ends as "passing" does; what the longer ending would make of it is no word."""
    rules = {"VERB": {"": (0, ""), "ing": (3, ""), "sing": (3, "e"), "asing": (3, "")}}
    assert Lemmatizer(rules).lemma("leasing", "VERB") == "leas"
    assert Lemmatizer(rules, {"lease"}).lemma("leasing", "VERB") == "lease"


def test_an_ending_does_not_make_a_word_that_nobody_knows_of_one_that_is_known():
    rules = learn([("saw", "VERB", "see"), ("foresaw", "VERB", "foresee"), ("oversaw", "VERB", "oversee")])
    assert Lemmatizer(rules).lemma("outlaw", "VERB") == "outlee"
    assert Lemmatizer(rules, {"outlaw"}).lemma("outlaw", "VERB") == "outlaw"


def test_a_participle_may_have_a_lemma_that_nobody_knows():
    rules = {"VERB": {"eging": (3, "e"), "": (0, "")}}
    assert Lemmatizer(rules, {"alleging"}).lemma("alleging", "VERB") == "allege"


def test_only_a_doubled_letter_is_cut_from_a_participle():
    rules = {"VERB": {"d": (2, ""), "bed": (3, "")}}  # as "asked" and "grabbed" teach
    assert Lemmatizer(rules, {"pro", "probe"}).lemma("probed", "VERB") == "probe"


@pytest.mark.parametrize(
    ("form", "lemma"), [("trialled", "trial"), ("trialling", "trial"), ("probing", "probe"), ("barred", "bar")]
)
def test_a_participle_may_come_from_a_known_word_by_the_rules_of_spelling(form, lemma):
    assert (
        Lemmatizer({"VERB": {"d": (2, ""), "g": (3, "")}}, {"trial", "probe", "bar", "barr"}).lemma(form, "VERB")
        == lemma
    )


def test_a_form_that_was_learned_whole_is_not_doubted():
    assert Lemmatizer({"VERB": {"^sought": (5, "eek"), "": (0, "")}}, {"sought"}).lemma("sought", "VERB") == "seek"


def test_capitals_make_no_difference():
    lemmatizer = Lemmatizer(learn(VERBS))
    assert lemmatizer.lemma("SUED", "VERB") == lemmatizer.lemma("Sued", "VERB") == "sue"


@pytest.mark.parametrize("upos", sorted(UNCHANGED))
def test_names_numbers_and_signs_are_their_own_lemma(upos):
    assert Lemmatizer(learn(VERBS)).lemma("Walked", upos) == "Walked"


def test_a_verb_in_t_is_none_without_it_unless_it_is_known_as_a_whole():
    bare = [(verb, "VERB", verb) for verb in ("run", "sell", "buy", "say", "make")]
    dealt = [("dealt", "VERB", "deal"), ("healt", "VERB", "heal")]
    lemmatizer = Lemmatizer(learn([*VERBS, *bare, *dealt]), {"hal", "halt"})
    assert lemmatizer.lemma("halt", "VERB") == lemmatizer.lemma("halts", "VERB") == "halt"
    assert lemmatizer.lemma("dealt", "VERB") == "deal"


def test_a_part_of_speech_without_rules_gives_the_word_in_small_letters():
    assert Lemmatizer({}).lemma("Walked", "VERB") == "walked"


def test_endings_run_from_the_whole_word_to_nothing():
    assert endings("sued") == ["^sued", "ued", "ed", "d", ""]


def test_rules_do_not_depend_on_the_order_of_the_text():
    assert learn(VERBS) == learn(reversed(VERBS))
