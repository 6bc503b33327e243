"""Who is who in one document, on texts parsed by hand."""

from __future__ import annotations

import pytest
from parsed import World

from kg.extraction.naming.lexicon import KnownActor
from kg.extraction.reference.definites import NOUN_REACH
from kg.extraction.reference.pronouns import PRONOUN_REACH
from kg.extraction.reference.referents import References

TERN = "Tern|PROPN|2|compound|ORG Yard|PROPN|3|nsubj|+ closed:close|VERB|0|root"
HERON = "Heron|PROPN|2|compound|ORG Guild|PROPN|3|nsubj|+ closed:close|VERB|0|root"
DANA = "Dana|PROPN|3|nsubj|PER Reyes|PROPN|1|flat|+ slept:sleep|VERB|0|root"
SILENCE = "nobody|PRON|2|nsubj spoke:speak|VERB|0|root"
THE_YARD = "the|DET|2|det yard|NOUN|3|nsubj grew:grow|VERB|0|root"


def acts(word: str) -> str:
    """A sentence whose subject is a pronoun."""
    return f"{word}|PRON|2|nsubj grew:grow|VERB|0|root"


def named(word: str, label: str = "ORG") -> str:
    """A sentence whose subject is a name of one word."""
    return f"{word}|PROPN|2|nsubj|{label} grew:grow|VERB|0|root"


@pytest.fixture(scope="module")
def world():
    return World.of()


def references(world: World, *sentences: str) -> References:
    return world.understand(" / ".join(sentences)).references


def groups(world: World, *sentences: str) -> list[list[str]]:
    """The words of the mentions of each referent."""
    analysis = world.understand(" / ".join(sentences))
    return [[m.text(analysis.doc) for m in referent.mentions] for referent in analysis.references.referents]


def left_open(world: World, *sentences: str) -> list[str]:
    return [mention.name for mention in references(world, *sentences).open]


def test_equal_names_are_one(world):
    assert groups(world, TERN, TERN) == [["Tern Yard", "Tern Yard"]]


def test_different_names_are_two(world):
    assert groups(world, TERN, HERON) == [["Tern Yard"], ["Heron Guild"]]


def test_a_known_actor_is_one_under_all_its_names():
    world = World.of(actors=[KnownActor("Tern Boat Works", "Yard", ("TBW", "Old Tern"), (), "Q1")])
    (referent,) = references(
        world, named("TBW"), "Old|PROPN|2|compound Tern|PROPN|3|nsubj grew:grow|VERB|0|root"
    ).referents
    assert (referent.name, referent.wikidata, len(referent.mentions)) == ("Tern Boat Works", "Q1", 2)


def test_a_bracketed_acronym_is_its_long_name_from_then_on(world):
    text = """Harwich|PROPN|3|compound|ORG Upper|PROPN|3|compound|+ Yard|PROPN|7|nsubj|+ (|PUNCT|5|punct
        HUY|PROPN|3|appos|ORG )|PUNCT|5|punct grew:grow|VERB|0|root"""
    assert groups(world, text, named("HUY")) == [["Harwich Upper Yard", "HUY", "HUY"]]


def test_brackets_with_other_letters_hold_another_name(world):
    text = """Harwich|PROPN|3|compound|ORG Upper|PROPN|3|compound|+ Yard|PROPN|7|nsubj|+ (|PUNCT|5|punct
        QRS|PROPN|3|appos|ORG )|PUNCT|5|punct grew:grow|VERB|0|root"""
    assert len(groups(world, text)) == 2


LONG = "Harwich|PROPN|3|compound|ORG Upper|PROPN|3|compound|+ Yard|PROPN|4|nsubj|+ grew:grow|VERB|0|root"


def test_an_acronym_without_brackets_stands_for_the_one_name_it_fits(world):
    assert groups(world, LONG, named("HUY")) == [["Harwich Upper Yard", "HUY"]]


def test_an_acronym_that_fits_two_names_stands_for_neither(world):
    assert len(groups(world, LONG, LONG.replace("Upper", "Under"), named("HUY"))) == 3


def test_a_surname_stands_for_the_person(world):
    assert groups(world, DANA, named("Reyes", "PER")) == [["Dana Reyes", "Reyes"]]


def test_a_surname_of_two_persons_stands_for_neither(world):
    assert len(groups(world, DANA, DANA.replace("Dana", "Robin"), named("Reyes", "PER"))) == 3


def test_the_first_word_of_a_firm_stands_for_it(world):
    lynx = "Lynx|PROPN|3|nsubj|ORG Sails|PROPN|1|flat|+ grew:grow|VERB|0|root"
    assert groups(world, lynx, named("Lynx")) == [["Lynx Sails", "Lynx"]]


def test_the_second_word_of_a_firm_does_not(world):
    lynx = "Lynx|PROPN|3|nsubj|ORG Sails|PROPN|1|flat|+ grew:grow|VERB|0|root"
    assert len(groups(world, lynx, named("Sails"))) == 2


def test_a_name_of_another_class_is_another(world):
    tern = "Tern|PROPN|4|nsubj|ORG is:be|AUX|4|cop a|DET|4|det guild|NOUN|0|root"
    assert ["Tern Yard"] in groups(world, TERN, tern)


def test_a_definite_noun_is_the_nearest_name_of_its_class(world):
    assert groups(world, TERN, HERON, THE_YARD) == [["Tern Yard", "yard"], ["Heron Guild"]]


def test_a_definite_noun_prefers_the_nearest_sentence(world):
    assert groups(world, TERN, TERN.replace("Tern", "Lynx"), THE_YARD)[1] == ["Lynx Yard", "yard"]


def test_a_definite_noun_without_a_fitting_name_stays_open(world):
    assert left_open(world, HERON, THE_YARD) == ["yard"]
    assert groups(world, HERON, THE_YARD) == [["Heron Guild"]]


def test_a_definite_noun_reaches_only_so_far_back(world):
    within, beyond = [SILENCE] * (NOUN_REACH - 1), [SILENCE] * NOUN_REACH
    assert left_open(world, TERN, *within, THE_YARD) == []
    assert left_open(world, TERN, *beyond, THE_YARD) == ["yard"]


def test_a_definite_noun_does_not_reach_forward(world):
    assert left_open(world, THE_YARD, TERN) == ["yard"]


def test_an_indefinite_noun_is_somebody_new(world):
    assert groups(world, TERN, "a|DET|2|det yard|NOUN|3|nsubj grew:grow|VERB|0|root") == [["Tern Yard"], ["yard"]]


def test_a_noun_in_apposition_is_the_name(world):
    text = "a|DET|2|det yard|NOUN|5|nsubj ,|PUNCT|4|punct Tern|PROPN|2|appos|ORG grew:grow|VERB|0|root"
    assert groups(world, text) == [["Tern", "yard"]]


def test_a_noun_for_a_place_may_be_any_of_those_named(world):
    assert left_open(world, named("Harwich", "LOC"), THE_YARD.replace("yard", "port")) == ["port"]


def test_it_is_an_organization(world):
    assert groups(world, TERN, acts("It")) == [["Tern Yard", "It"]]


def test_it_is_no_person(world):
    assert left_open(world, DANA, acts("It")) == ["it"]


def test_he_is_a_person(world):
    assert groups(world, DANA, TERN, acts("He")) == [["Dana Reyes", "He"], ["Tern Yard"]]


def test_he_is_no_organization(world):
    assert left_open(world, TERN, acts("He")) == ["he"]


def test_they_may_be_a_group(world):
    assert groups(world, "guilds:guild|NOUN|2|nsubj grew:grow|VERB|0|root", acts("They")) == [["guilds", "They"]]


def test_it_is_no_group(world):
    assert left_open(world, "guilds:guild|NOUN|2|nsubj grew:grow|VERB|0|root", acts("It")) == ["it"]


def test_a_pronoun_prefers_the_subject_of_the_sentence_before(world):
    text = "Tern|PROPN|2|nsubj|ORG fed:feed|VERB|0|root Lynx|PROPN|2|obj|ORG"
    assert groups(world, text, acts("It")) == [["Tern", "It"], ["Lynx"]]


def test_a_possessive_is_the_subject_of_its_own_clause(world):
    text = """Tern|PROPN|2|nsubj|ORG fed:feed|VERB|0|root Lynx|PROPN|2|obj|ORG with|ADP|6|case its|PRON|6|nmod:poss
        oats|NOUN|2|obl"""
    assert groups(world, text) == [["Tern", "its"], ["Lynx"]]


def test_a_pronoun_reaches_only_so_far_back(world):
    within, beyond = [SILENCE] * (PRONOUN_REACH - 1), [SILENCE] * PRONOUN_REACH
    assert left_open(world, TERN, *within, acts("It")) == []
    assert left_open(world, TERN, *beyond, acts("It")) == ["it"]


def test_a_pronoun_that_opens_the_text_stays_open(world):
    assert left_open(world, acts("It"), TERN) == ["it"]


def test_a_noun_that_nobody_taught_may_be_meant_and_leaves_the_pronoun_open(world):
    assert left_open(world, TERN, "rain|NOUN|2|nsubj fell:fall|VERB|0|root", acts("It")) == ["it"]


def test_an_object_is_not_the_subject_of_its_own_clause(world):
    text = "Heron|PROPN|2|compound|ORG Guild|PROPN|3|nsubj|+ fed:feed|VERB|0|root it|PRON|3|obj"
    assert groups(world, TERN, text) == [["Tern Yard", "it"], ["Heron Guild"]]


def test_a_reflexive_is(world):
    text = "Heron|PROPN|2|compound|ORG Guild|PROPN|3|nsubj|+ fed:feed|VERB|0|root itself|PRON|3|obj"
    assert groups(world, TERN, text) == [["Tern Yard"], ["Heron Guild", "itself"]]


def test_a_pronoun_in_a_phrase_in_front_is_the_subject_that_follows(world):
    text = "in|ADP|3|case his|PRON|3|nmod:poss log|NOUN|6|obl Robin|PROPN|6|nsubj|PER Low|PROPN|4|flat|+ lied:lie|VERB|0|root"
    assert groups(world, text) == [["Robin Low", "his"]]


BOTH = """Dana|PROPN|6|nsubj|PER Reyes|PROPN|1|flat|+ and|CCONJ|4|cc Robin|PROPN|1|conj|PER Low|PROPN|4|flat|+
    slept:sleep|VERB|0|root"""


def test_they_are_both_that_are_coordinated(world):
    found = references(world, BOTH, acts("They"))
    ((mention, members),) = found.members.items()
    assert (mention.name, [r.name for r in members]) == ("they", ["Dana Reyes", "Robin Low"])
    assert found.antecedents(mention) == members
    assert found.open == []


CAPTAIN = "captain|NOUN|2|compound Dana|PROPN|4|nsubj|PER Reyes|PROPN|2|flat|+ slept:sleep|VERB|0|root"
KEEPER = "keeper|NOUN|2|compound Robin|PROPN|4|nsubj|PER Low|PROPN|2|flat|+ slept:sleep|VERB|0|root"


def test_a_noun_for_women_tells_whom_she_means(world):
    assert groups(world, CAPTAIN, KEEPER, acts("She"))[0][-1] == "She"
    assert groups(world, KEEPER, CAPTAIN, acts("He"))[0][-1] == "He"


def test_a_person_is_called_by_the_noun_that_stood_with_the_name(world):
    the_captain = "the|DET|2|det captain|NOUN|3|nsubj grew:grow|VERB|0|root"
    assert groups(world, CAPTAIN, KEEPER, the_captain)[0][-1] == "captain"
    assert left_open(world, CAPTAIN, CAPTAIN.replace("Dana", "Ada").replace("Reyes", "Moor"), the_captain) == [
        "captain"
    ]


def test_a_former_captain_is_not_the_captain(world):
    former = f"former|ADJ|2|amod {CAPTAIN}".replace("|2|compound", "|3|compound").replace("|4|nsubj", "|5|nsubj")
    assert left_open(world, former.replace("|2|flat", "|3|flat"), "the|DET|2|det captain|NOUN|3|nsubj grew|VERB|0|root")


def test_a_noun_that_is_told_apart_by_a_name_is_nobody_named_before(world):
    text = "the|DET|2|det yard|NOUN|5|nsubj of|ADP|4|case Harwich|PROPN|2|nmod|LOC grew:grow|VERB|0|root"
    assert left_open(world, TERN, text) == ["yard"]


def test_a_body_that_is_called_another_is_not_meant(world):
    works = "Lynx|PROPN|3|compound|ORG Boat|PROPN|3|compound|+ Works|PROPN|4|nsubj|+ grew:grow|VERB|0|root"
    assert left_open(world, works, THE_YARD) == ["yard"]
    assert left_open(world, HERON, THE_YARD.replace("yard", "house")) == ["house"]


def test_a_name_that_may_be_anybodys_is_no_yard_without_being_called_one(world):
    assert left_open(world, named("Lynx"), THE_YARD) == ["yard"]


def test_every_mention_has_one_referent_or_stays_open(world):
    analysis = world.understand(" / ".join([TERN, HERON, DANA, acts("He"), THE_YARD, acts("It"), acts("They")]))
    found = analysis.references
    grouped = [mention for referent in found.referents for mention in referent.mentions]
    assert len(grouped) == len(set(grouped))
    assert {*grouped, *found.open} == set(analysis.mentions)
    assert all(mention in found.of_mention[mention].mentions for mention in grouped)


def test_an_empty_document_has_nobody(world):
    found = references(world, "")
    assert (found.referents, found.open) == ([], [])


def test_a_sentence_that_brings_the_full_name_later_speaks_of_two(world):
    text = "Reyes|PROPN|2|nsubj|PER married:marry|VERB|0|root Dana|PROPN|2|obj|PER Reyes|PROPN|3|flat|+"
    assert groups(world, text) == [["Reyes"], ["Dana Reyes"]]
