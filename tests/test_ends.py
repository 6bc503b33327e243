"""Who stands at the ends of a wording, on sentences parsed by hand."""

from __future__ import annotations

import pytest
from parsed import World

from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.ends import DOUBTS, End, ends_at
from kg.extraction.wording.patterns import Match

TOWS = ("towed", "[Auk](subject) towed [Emu](object).",
        "Auk|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Emu|PROPN|2|obj|ORG .|PUNCT|2|punct")  # fmt: skip
OWNS = ("owns", "[Auk](subject)'s [ferry](object) sank.",
        "Auk|PROPN|3|nmod:poss|ORG 's|PART|1|case ferry|NOUN|4|nsubj sank:sink|VERB|0|root .|PUNCT|4|punct")  # fmt: skip
TOWED_EMU = "towed:tow|VERB|0|root Emu|PROPN|{verb}|obj|ORG"
GUILD = "Tern|PROPN|2|compound|ORG Guild|PROPN|3|nsubj|+ grew:grow|VERB|0|root / "


@pytest.fixture(scope="module")
def world():
    return World.of()


def met(world: World, text: str, example: tuple[str, str, str] = TOWS) -> tuple[DocumentAnalysis, Match]:
    """The document with the one place where it says what the example teaches."""
    analysis = world.understand(text)
    (match,) = world.matches(analysis, world.pattern(*example))
    return analysis, match


def subject(world: World, text: str, *allowed: str, sector: bool = False) -> End | None:
    analysis, match = met(world, text)
    return next(iter(ends_at(analysis, match.subject, allowed, match, sector=sector)), None)


def test_a_name_of_a_certain_class_stands_without_doubt(world):
    text = "Tern|PROPN|2|compound|ORG Guild|PROPN|3|nsubj|+ " + TOWED_EMU.format(verb=3)
    end = subject(world, text, "Doer")
    assert (end.referent.name, end.class_name, end.doubt) == ("Tern Guild", "Guild", 0)


def test_a_name_of_a_class_that_is_not_allowed_is_no_end(world):
    text = "Tern|PROPN|2|compound|ORG Guild|PROPN|3|nsubj|+ " + TOWED_EMU.format(verb=3)
    assert subject(world, text, "Sailor") is None


def test_a_rough_class_is_taken_for_the_likeliest_allowed(world):
    text = "Tern|PROPN|2|nsubj|ORG " + TOWED_EMU.format(verb=2)
    assert subject(world, text, "Doer").class_name == "Yard"
    assert subject(world, text, "Guild").class_name == "Guild"
    assert subject(world, text, "Doer").doubt == DOUBTS["class"]


def test_a_name_of_no_class_is_the_weakest_end(world):
    text = "Tern|PROPN|2|nsubj|PER " + TOWED_EMU.format(verb=2)
    end = subject(world, text, "Doer")
    assert (end.class_name, end.doubt) == ("Yard", DOUBTS["guess"])


def test_a_name_of_no_class_may_be_a_person_where_one_is_asked_for(world):
    text = "Tern|PROPN|2|nsubj|PER " + TOWED_EMU.format(verb=2)
    assert subject(world, text, "Sailor").class_name == "Sailor"


def test_an_organization_is_not_presumed_to_be_a_person(world):
    text = "Tern|PROPN|2|nsubj|ORG " + TOWED_EMU.format(verb=2)
    assert subject(world, text, "Sailor") is None


def test_a_word_that_is_no_mention_is_no_end(world):
    assert subject(world, "rain|NOUN|2|nsubj " + TOWED_EMU.format(verb=2), "Doer") is None


def test_a_pronoun_stands_for_whom_it_means_with_a_doubt(world):
    end = subject(world, GUILD + "It|PRON|2|nsubj " + TOWED_EMU.format(verb=2), "Doer")
    assert (end.referent.name, end.doubt) == ("Tern Guild", DOUBTS["pronoun"])


def test_a_pronoun_that_means_nobody_is_no_end(world):
    assert subject(world, "It|PRON|2|nsubj " + TOWED_EMU.format(verb=2), "Doer") is None


def test_a_definite_noun_stands_for_whom_it_means_with_a_doubt(world):
    end = subject(world, GUILD + "the|DET|2|det guild|NOUN|3|nsubj " + TOWED_EMU.format(verb=3), "Doer")
    assert (end.referent.name, end.doubt) == ("Tern Guild", DOUBTS["definite"])


def test_a_nameless_actor_is_no_end(world):
    assert subject(world, "a|DET|2|det guild|NOUN|3|nsubj " + TOWED_EMU.format(verb=3), "Doer") is None


def test_a_pronoun_for_a_nameless_actor_is_no_end(world):
    keeper = "A|DET|2|det keeper|NOUN|3|nsubj slept:sleep|VERB|0|root .|PUNCT|3|punct / "
    assert subject(world, keeper + "He|PRON|2|nsubj " + TOWED_EMU.format(verb=2), "Doer") is None


def test_a_kind_of_actor_is_an_end_where_a_sector_will_do(world):
    text = "guilds:guild|NOUN|2|nsubj " + TOWED_EMU.format(verb=2)
    assert subject(world, text, "Doer", sector=True).class_name == "Crowd"
    assert subject(world, text, "Doer") is None


def test_a_thing_is_an_end_unless_its_noun_is_vague(world):
    text = "a|DET|2|det {}|NOUN|3|nsubj " + TOWED_EMU.format(verb=3)
    assert subject(world, text.format("ferry"), "Boat").referent.name == "ferry"
    assert subject(world, text.format("vessel"), "Boat") is None


def test_a_place_acts_as_what_acts_for_it(world):
    text = "Harwich|PROPN|2|nsubj|LOC " + TOWED_EMU.format(verb=2)
    end = subject(world, text, "Doer")
    assert (end.referent.name, end.class_name) == ("Harwich", "Guild")


def test_a_place_that_only_owns_does_not_act(world):
    text = "Harwich|PROPN|3|nmod:poss|LOC 's|PART|1|case ferry|NOUN|4|nsubj sank:sink|VERB|0|root"
    analysis, match = met(world, text, OWNS)
    assert ends_at(analysis, match.subject, ("Doer",), match) == []


@pytest.mark.parametrize(("owner", "known"), [("Tern|PROPN|2|compound|ORG Guild|PROPN|4|nmod:poss|+", True),
                                              ("Tern|PROPN|2|compound|ORG Sails|PROPN|4|nmod:poss|+", False)])  # fmt: skip
def test_without_a_word_for_the_relation_the_ends_have_to_be_certain(world, owner, known):
    text = f"{owner} 's|PART|2|case ferry|NOUN|5|nsubj sank:sink|VERB|0|root"
    analysis, match = met(world, text, OWNS)
    assert bool(ends_at(analysis, match.subject, ("House",), match)) == known


def test_an_officer_who_is_named_stands_for_himself(world):
    """ "Tern Guild's captain, Dana Vale": not the guild, for which a nameless captain would stand."""
    text = """Tern|PROPN|2|compound|ORG Guild|PROPN|4|nmod:poss|+ 's|PART|2|case captain|NOUN|9|nsubj ,|PUNCT|6|punct
        Dana|PROPN|4|appos|PER Vale|PROPN|6|flat|+ ,|PUNCT|6|punct """ + TOWED_EMU.format(verb=9)
    assert subject(world, text, "Doer").referent.name == "Dana Vale"


def test_what_the_finder_takes_for_a_place_may_be_a_firm_where_no_place_stands(world):
    text = "Tern|PROPN|2|nsubj|LOC " + TOWED_EMU.format(verb=2)
    end = subject(world, text, "Yard")
    assert (end.class_name, end.doubt) == ("Yard", DOUBTS["guess"])


def test_a_place_in_which_something_is_stays_a_place(world):
    text = "They|PRON|2|nsubj slept:sleep|VERB|0|root in|ADP|4|case Tern|PROPN|2|obl|LOC / Tern|PROPN|2|nsubj|LOC "
    assert subject(world, text + TOWED_EMU.format(verb=2), "Yard") is None


def test_an_officer_who_is_named_stands_for_nobody_else(world):
    text = """its|PRON|2|nmod:poss captain|NOUN|4|nsubj Reyes|PROPN|2|appos|PER towed:tow|VERB|0|root Emu|PROPN|4|obj|ORG"""
    assert subject(world, GUILD + text, "Doer").referent.name == "Reyes"


def test_they_are_all_whom_they_mean(world):
    both = "Tern|PROPN|4|nsubj|ORG and|CCONJ|3|cc Lynx|PROPN|1|conj|ORG grew:grow|VERB|0|root / "
    analysis, match = met(world, both + "They|PRON|2|nsubj " + TOWED_EMU.format(verb=2))
    ends = ends_at(analysis, match.subject, ("Doer",), match)
    assert [end.referent.name for end in ends] == ["Tern", "Lynx"]
    assert {end.doubt for end in ends} == {DOUBTS["class"] + DOUBTS["pronoun"]}


OF = ("serves", "[Ann Low](subject) of [Auk](object) left.",
      "Ann|PROPN|5|nsubj|PER Low|PROPN|1|flat|+ of|ADP|4|case Auk|PROPN|1|nmod|ORG left:leave|VERB|0|root .|PUNCT|5|punct")  # fmt: skip
PART_OF = ("shuns", "[Auk](subject) of [Emu](object) left.",
           "Auk|PROPN|4|nsubj|ORG of|ADP|3|case Emu|PROPN|1|nmod|ORG left:leave|VERB|0|root .|PUNCT|4|punct")  # fmt: skip


def test_whom_somebody_is_of_need_not_be_known_for_what_it_is(world):
    analysis, match = met(
        world, "Dana|PROPN|4|nsubj|PER of|ADP|3|case Tern|PROPN|1|nmod|ORG left:leave|VERB|0|root", OF
    )
    (end,) = ends_at(analysis, match.object, ("House",), match)
    assert end.referent.name == "Tern"


def test_whom_an_organization_is_of_has_to_be_known_for_what_it_is(world):
    text = "Heron|PROPN|4|nsubj|ORG of|ADP|3|case Tern|PROPN|1|nmod|ORG left:leave|VERB|0|root"
    analysis, match = met(world, text, PART_OF)
    assert ends_at(analysis, match.object, ("House",), match) == []


BARRED = """{}|PROPN|3|nsubj:pass|ORG was|AUX|3|aux:pass towed:tow|VERB|0|root in|ADP|{}|case {}|3|obl{}"""


@pytest.mark.parametrize(("noun", "acts"), [("port", True), ("house", False)])
def test_a_place_acts_in_which_something_is_done_where_the_example_has_a_place(world, noun, acts):
    rows = BARRED.format("Emu", 6, f"the|DET|6|det {noun}|NOUN", " .|PUNCT|3|punct").replace("was|AUX", "was:be|AUX")
    taught = ("towed", f"[Emu](object) was towed in [the {noun}](subject).", rows)
    analysis, match = met(world, BARRED.format("Lynx", 5, "Harwich|PROPN", "|LOC"), taught)
    assert [end.class_name for end in ends_at(analysis, match.subject, ("Doer",), match)] == ["Guild"] * acts


PART = ("shuns", "[Auk](object)'s [Emu Guild](subject) left.",
        """Auk|PROPN|4|nmod:poss|ORG 's|PART|1|case Emu|PROPN|4|compound|ORG Guild|PROPN|5|nsubj|+ left:leave|VERB|0|root
        .|PUNCT|5|punct""")  # fmt: skip


def test_what_is_somebodys_rival_is_no_part_of_it(world):
    text = """Heron|PROPN|5|nmod:poss|ORG 's|PART|1|case {}Tern|PROPN|{}|compound|ORG Guild|PROPN|{}|nsubj|+
        left:leave|VERB|0|root"""
    plain = text.format("", 4, 5).replace("Heron|PROPN|5", "Heron|PROPN|4")
    for rows, names in ((plain, ["Tern Guild"]), (text.format("rival|ADJ|5|amod ", 5, 6), [])):
        analysis, match = met(world, rows, PART)
        assert [end.referent.name for end in ends_at(analysis, match.subject, ("Guild",), match)] == names
