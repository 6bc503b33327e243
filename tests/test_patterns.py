"""What an example teaches, and where a document says the same, on sentences parsed by hand."""

from __future__ import annotations

import pytest
from parsed import World, clauses_by_hand

from kg.extraction.syntax.paths import Step, shortest_path
from kg.extraction.wording.patterns import LONGEST_PATH

TOWS = ("towed", "[Tern](subject) towed [Lynx](object).",
        "Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG .|PUNCT|2|punct")  # fmt: skip
SUIT = ("towed", "[Tern](subject)'s claim on [Lynx](object) failed.",
        """Tern|PROPN|3|nmod:poss|ORG 's|PART|1|case claim|NOUN|6|nsubj on|ADP|5|case Lynx|PROPN|3|nmod|ORG
        failed:fail|VERB|0|root .|PUNCT|6|punct""")  # fmt: skip
SELLS = ("towed", "[Tern](subject) sold ferries to [Lynx](object).",
         """Tern|PROPN|2|nsubj|ORG sold:sell|VERB|0|root ferries:ferry|NOUN|2|obj to|ADP|5|case Lynx|PROPN|2|obl|ORG
         .|PUNCT|2|punct""")  # fmt: skip
STOPS = ("shuns", "[Tern](subject) will [no](cue) [longer](cue) tow [Lynx](object).",
         """Tern|PROPN|5|nsubj|ORG will|AUX|5|aux no|ADV|4|advmod longer|ADV|5|advmod tow|VERB|0|root Lynx|PROPN|5|obj|ORG
         .|PUNCT|5|punct""")  # fmt: skip
JOB = ("serves", "[Dana Vale](subject) is the [keeper](role) of [Tern](object).",
       """Dana|PROPN|5|nsubj|PER Vale|PROPN|1|flat|+ is:be|AUX|5|cop the|DET|5|det keeper|NOUN|0|root of|ADP|7|case
       Tern|PROPN|5|nmod|ORG .|PUNCT|5|punct""")  # fmt: skip
OWNS = ("owns", "[Tern](subject)'s [ferry](object) sank.",
        """Tern|PROPN|3|nmod:poss|ORG 's|PART|1|case ferry|NOUN|4|nsubj sank:sink|VERB|0|root .|PUNCT|4|punct""")  # fmt: skip


@pytest.fixture(scope="module")
def world():
    return World.of()


def said(world: World, text: str, *examples: tuple[str, str, str]) -> list[tuple[str, str]]:
    """(subject, object) of the places where a document says what the examples teach."""
    analysis = world.understand(text)
    patterns = [world.pattern(*example) for example in examples]

    def words(unit: int) -> str:
        return " ".join(token.text for token in analysis.clauses.tokens(unit))

    return [(words(m.subject), words(m.object)) for m in world.matches(analysis, *filter(None, patterns))]


def test_a_pattern_is_the_way_from_end_to_end(world):
    assert str(world.pattern(*TOWS)) == "subject ←agent– tow –patient→ object"


def test_a_noun_for_a_kind_of_thing_stands_for_its_class(world):
    wide = """Tern|PROPN|2|nsubj|ORG sold:sell|VERB|0|root ferries:ferry|NOUN|2|obj for|ADP|5|case Lynx|PROPN|3|nmod|ORG
        .|PUNCT|2|punct"""
    pattern = world.pattern("towed", "[Tern](subject) sold ferries for [Lynx](object).", wide)
    assert str(pattern) == "subject ←agent– sell –patient→ [Boat] –for→ object"


def test_a_marked_role_stands_for_any_noun_of_its_class(world):
    assert str(world.pattern(*JOB)) == "subject ←is– [Sailor] –of→ object"


def test_cues_are_a_part_of_the_pattern(world):
    assert str(world.pattern(*STOPS)).endswith("with longer no")


def test_a_pattern_remembers_its_relation_and_its_example(world):
    pattern = world.pattern(*TOWS)
    assert (pattern.relation, pattern.example.marked) == TOWS[:2]


def test_two_wordings_of_one_normal_form_have_the_same_key(world):
    passive = """Lynx|PROPN|3|nsubj:pass|ORG was:be|AUX|3|aux:pass towed:tow|VERB|0|root by|ADP|5|case
        Tern|PROPN|3|obl:agent|ORG .|PUNCT|3|punct"""
    other = world.pattern("towed", "[Lynx](object) was towed by [Tern](subject).", passive)
    assert other.key == world.pattern(*TOWS).key


def test_ends_that_are_not_joined_teach_nothing(world):
    rows = "Tern|PROPN|2|nsubj|ORG slept:sleep|VERB|0|root .|PUNCT|2|punct / Lynx|PROPN|2|nsubj|ORG woke:wake|VERB|0|root .|PUNCT|2|punct"
    assert world.pattern("towed", "[Tern](subject) slept. [Lynx](object) woke.", rows) is None


def test_an_example_without_an_end_teaches_nothing(world):
    assert world.pattern("towed", "[Tern](subject) towed Lynx.", TOWS[2]) is None


def test_a_parse_that_overlooks_the_verb_teaches_nothing(world):
    rows = "Tern|PROPN|3|compound|ORG towed:tow|VERB|3|amod Lynx|PROPN|0|root|ORG .|PUNCT|3|punct"
    pattern = world.pattern("towed", "[Tern](subject) towed [Lynx](object).", rows)
    assert pattern is None


def test_a_way_that_is_too_long_teaches_nothing(world):
    chain = " ".join(f"of|ADP|{2 * i + 2}|case part|NOUN|{2 * i}|nmod" for i in range(2, 2 + LONGEST_PATH))
    last = 2 * (2 + LONGEST_PATH) + 1
    rows = f"Tern|PROPN|2|nsubj|ORG saw:see|VERB|0|root a|DET|4|det part|NOUN|2|obj {chain} of|ADP|{last + 1}|case Lynx|PROPN|{last - 1}|nmod|ORG"
    words = " ".join(["saw a part", *["of part"] * LONGEST_PATH, "of"])
    assert world.pattern("towed", f"[Tern](subject) {words} [Lynx](object)", rows) is None


def test_the_same_words_with_other_names_match(world):
    assert said(world, TOWS[2].replace("Tern", "Auk").replace("Lynx", "Emu"), TOWS) == [("Auk", "Emu")]


@pytest.mark.parametrize(
    "text",
    [
        """Emu|PROPN|3|nsubj:pass|ORG was:be|AUX|3|aux:pass towed:tow|VERB|0|root by|ADP|5|case Auk|PROPN|3|obl:agent|ORG""",
        """Auk|PROPN|5|nsubj|ORG that|PRON|3|nsubj towed:tow|VERB|1|acl:relcl Emu|PROPN|3|obj|ORG grew:grow|VERB|0|root""",
        """Emu|PROPN|5|nsubj|ORG towed:tow|VERB|1|acl by|ADP|4|case Auk|PROPN|2|obl:agent|ORG grew:grow|VERB|0|root""",
        """Auk|PROPN|2|nsubj|ORG began:begin|VERB|0|root to|PART|4|mark tow|VERB|2|xcomp Emu|PROPN|4|obj|ORG""",
    ],
    ids=["passive", "relative", "reduced relative", "infinitive"],
)
def test_one_example_covers_many_wordings(world, text):
    assert said(world, text, TOWS) == [("Auk", "Emu")]


def test_every_coordinated_end_matches(world):
    text = """Auk|PROPN|4|nsubj|ORG and|CCONJ|3|cc Owl|PROPN|1|conj|ORG towed:tow|VERB|0|root Emu|PROPN|4|obj|ORG
        and|CCONJ|7|cc Elk|PROPN|5|conj|ORG"""
    assert sorted(said(world, text, TOWS)) == [("Auk", "Elk"), ("Auk", "Emu"), ("Owl", "Elk"), ("Owl", "Emu")]


@pytest.mark.parametrize(
    "text",
    [
        "Emu|PROPN|2|nsubj|ORG fed:feed|VERB|0|root Auk|PROPN|2|obj|ORG",
        "Emu|PROPN|0|root|ORG and|CCONJ|3|cc Auk|PROPN|1|conj|ORG",
        "Emu|PROPN|2|nsubj|ORG towed:tow|VERB|0|root",
    ],
    ids=["another verb", "no verb", "no object"],
)
def test_what_was_not_taught_is_not_found(world, text):
    assert said(world, text, TOWS) == []


def test_nobody_does_it_to_himself(world):
    assert said(world, "Auk|PROPN|2|nsubj|ORG towed:tow|VERB|0|root", TOWS) == []


def test_a_noun_before_a_noun_counts_as_its_owner(world):
    text = "Auk|PROPN|2|compound|ORG claim|NOUN|5|nsubj on|ADP|4|case Emu|PROPN|2|nmod|ORG failed:fail|VERB|0|root"
    assert said(world, text, SUIT) == [("Auk", "Emu")]


def test_a_prepositional_end_may_hang_on_the_object(world):
    text = """Auk|PROPN|2|nsubj|ORG sold:sell|VERB|0|root a|DET|4|det ferry|NOUN|2|obj to|ADP|6|case
        Emu|PROPN|4|nmod|ORG"""
    assert said(world, text, SELLS) == [("Auk", "Emu")]


def test_another_preposition_is_another_wording(world):
    text = """Auk|PROPN|2|nsubj|ORG sold:sell|VERB|0|root a|DET|4|det ferry|NOUN|2|obj near|ADP|6|case
        Emu|PROPN|2|obl|ORG"""
    assert said(world, text, SELLS) == []


def test_a_role_admits_other_nouns_of_its_class_only(world):
    text = """Robin|PROPN|5|nsubj|PER Roe|PROPN|1|flat|+ is:be|AUX|5|cop the|DET|5|det {noun}|NOUN|0|root of|ADP|7|case
        Auk|PROPN|5|nmod|ORG"""
    assert said(world, text.format(noun="captain"), JOB) == [("Robin Roe", "Auk")]
    assert said(world, text.format(noun="ferry"), JOB) == []


def test_a_role_has_no_share_in_what_its_verb_has(world):
    text = """the|DET|2|det captain|NOUN|5|nsubj:pass Robin|PROPN|2|flat|PER was:be|AUX|5|aux:pass flown:fly|VERB|0|root
        to|ADP|7|case Auk|PROPN|5|obl|ORG"""
    relation, example, rows = JOB
    assert said(world, text, (relation, example.replace(" of ", " to "), rows.replace("of|ADP", "to|ADP"))) == []


def test_cues_have_to_be_present(world):
    plain = "Auk|PROPN|3|nsubj|ORG will|AUX|3|aux tow|VERB|0|root Emu|PROPN|3|obj|ORG"
    assert said(world, plain, STOPS) == []
    assert said(world, STOPS[2], STOPS) == [("Tern", "Lynx")]


def test_a_wording_without_a_word_of_its_own_joins_the_ends_directly(world):
    text = "Auk|PROPN|3|nmod:poss|ORG 's|PART|1|case vessel|NOUN|4|nsubj sank:sink|VERB|0|root"
    assert str(world.pattern(*OWNS)) == "subject ←poss– object"
    assert said(world, text, OWNS) == [("Auk", "vessel")]


def test_a_document_without_words_has_no_matches(world):
    assert said(world, "", TOWS, SUIT, OWNS) == []


def test_the_shortest_path_names_each_step():
    clauses = clauses_by_hand(TOWS[2])
    assert shortest_path(clauses, 0, 2) == [
        (0, None),
        (1, Step("agent", forward=False)),
        (2, Step("patient", forward=True)),
    ]


def test_there_is_no_path_between_two_sentences():
    assert shortest_path(clauses_by_hand("Auk|PROPN|0|root / Emu|PROPN|0|root"), 0, 1) is None
