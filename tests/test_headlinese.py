"""Headlines made for training: of sentences of a treebank, and of lists of words."""

import json
import random

import pytest

from kg.language.composed import WORDS, Composer, names_of
from kg.language.headlinese import headlines, third_person
from kg.language.treebanks import Sentence

#: A generator that never capitalises and always joins by a comma.
PLAIN = type("Plain", (random.Random,), {"random": lambda self: 0.5})()


def sentence(rows: str) -> Sentence:
    """A sentence of rows "word:lemma|part of speech|head|label"."""
    fields = [row.split("|") for row in rows.split()]
    words, lemmas = zip(*((f[0].split(":") * 2)[:2] for f in fields), strict=True)
    return Sentence(
        words=list(words),
        space_after=[True] * len(words),
        lemmas=[lemma.lower() for lemma in lemmas],
        upos=[f[1] for f in fields],
        heads=[int(f[2]) for f in fields],
        labels=[f[3] for f in fields],
    )


def shortened(rows: str) -> str | None:
    """The headline of a sentence, or None."""
    return next((" ".join(headline.words) for headline in headlines([sentence(rows)], PLAIN)), None)


SUED = """The|DET|2|det city:city|NOUN|4|nsubj has:have|AUX|4|aux sued:sue|VERB|0|root the|DET|6|det
    maker:maker|NOUN|4|obj of|ADP|8|case scanners:scanner|NOUN|6|nmod .|PUNCT|4|punct"""


def test_articles_and_tenses_go_and_the_tree_stays():
    (headline,) = headlines([sentence(SUED)], PLAIN)
    assert " ".join(headline.words) == "City sues maker of scanners"
    assert (headline.heads, headline.labels) == ([2, 0, 2, 5, 3], ["nsubj", "root", "obj", "case", "nmod"])


def test_what_will_happen_is_an_infinitive():
    assert shortened(SUED.replace("has:have", "will:will").replace("sued:", "sue:")) == "City to sue maker of scanners"


def test_a_passive_loses_its_auxiliary():
    rows = """The|DET|2|det maker|NOUN|4|nsubj:pass was:be|AUX|4|aux:pass sued:sue|VERB|0|root by|ADP|7|case
        the|DET|7|det city|NOUN|4|obl:agent"""
    assert shortened(rows) == "Maker sued by city"


def test_a_comma_stands_for_and():
    rows = """Ann|PROPN|4|nsubj and|CCONJ|3|cc Bob|PROPN|1|conj sued:sue|VERB|0|root the|DET|6|det city|NOUN|4|obj"""
    assert shortened(rows) == "Ann , Bob sue city"


@pytest.mark.parametrize("change", [("city:city|NOUN", "it|PRON"), (".|PUNCT", "?|PUNCT")])
def test_questions_and_sentences_about_pronouns_make_no_headlines(change):
    assert shortened(SUED.replace(*change)) is None


@pytest.mark.parametrize(("lemma", "form"), [("deny", "denies"), ("push", "pushes"), ("say", "says"), ("be", "is")])
def test_the_third_person(lemma, form):
    assert third_person(lemma) == form


NAMES = {"PER": [("Dana", "Reyes")], "ORG": [("Northgate",), ("Acme", "Labs")], "LOC": [("Eastmere",)]}


def test_composed_headlines_are_trees():
    composer = Composer(NAMES, random.Random(1))
    for headline in (composer.headline() for _ in range(300)):
        assert headline.heads.count(0) == 1
        assert not any(_loops(headline.heads, place) for place in range(1, len(headline.words) + 1))


def _loops(heads: list[int], place: int) -> bool:
    """Whether a word hangs on itself at last."""
    for _ in heads:
        if place == 0:
            return False
        place = heads[place - 1]
    return place != 0


def test_every_list_of_words_is_used_and_holds_each_word_once():
    lists = json.loads(WORDS.read_text("utf-8"))
    source = (WORDS.parents[2] / "kg" / "language" / "composed.py").read_text("utf-8")
    for name, words in lists.items():
        assert f'"{name}"' in source
        assert len(words) == len(set(words)), name


def test_names_are_found_by_class_each_once():
    labelled = Sentence(
        words=["Dana", "Reyes", "left", "Acme", "for", "Acme", "in", "Eastmere", "X1"],
        names=["B-PER", "I-PER", "O", "B-ORG", "O", "B-ORG", "O", "B-LOC", "B-ORG"],
    )
    assert names_of([labelled, Sentence(words=["no"], names=[])]) == {
        "PER": [("Dana", "Reyes")],
        "ORG": [("Acme",)],
        "LOC": [("Eastmere",)],
    }
