"""How a claim stands and who says so, on sentences parsed by hand and with triggers of our own."""

from __future__ import annotations

import pytest
from parsed import HARBOUR, clauses_by_hand, ontology_from

from kg.claims import AFFIRMED, FACTUAL, NEGATED
from kg.extraction.assertion.qualifiers import Qualifiers
from kg.extraction.assertion.standing import Standing
from kg.extraction.syntax.clauses import Clauses

PLAIN = "Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG"


@pytest.fixture(scope="module")
def qualifiers():
    return Qualifiers(ontology_from(HARBOUR))


def units(clauses: Clauses, *lemmas: str) -> list[int]:
    """The units of the words with the lemmas."""
    found = {lemma: unit for unit, lemma in clauses.lemmas.items()}
    return [found[lemma] for lemma in lemmas]


@pytest.fixture(scope="module")
def standing(qualifiers):
    """How the towing stands in a sentence; `nodes` where other predicates carry the claim."""

    def found(text, *nodes, ends=(), consumed=frozenset()):
        clauses = clauses_by_hand(text)
        return qualifiers.standing(clauses, units(clauses, *(nodes or ("tow",))), units(clauses, *ends), consumed)

    return found


def test_what_is_said_plainly_is_a_fact(standing):
    assert standing(PLAIN) == Standing(AFFIRMED, FACTUAL, asserted=True)


@pytest.mark.parametrize(
    "text",
    [
        "Tern|PROPN|4|nsubj|ORG did:do|AUX|4|aux not|PART|4|advmod tow|VERB|0|root Lynx|PROPN|4|obj|ORG",
        "Tern|PROPN|4|nsubj|ORG no|ADV|3|advmod longer|ADV|4|advmod tows:tow|VERB|0|root Lynx|PROPN|4|obj|ORG",
        "Tern|PROPN|2|nsubj|ORG denied:deny|VERB|0|root towing:tow|VERB|2|xcomp Lynx|PROPN|3|obj|ORG",
        "Tern|PROPN|2|nsubj|ORG ruled:rule|VERB|0|root out|ADP|2|compound towing:tow|VERB|2|xcomp Lynx|PROPN|4|obj|ORG",
        """Tern|PROPN|2|nsubj|ORG grew:grow|VERB|0|root without|SCONJ|4|mark towing:tow|VERB|2|advcl
        Lynx|PROPN|4|obj|ORG""",
        """rain|NOUN|2|nsubj kept:keep|VERB|0|root Tern|PROPN|2|obj|ORG from|SCONJ|5|mark towing:tow|VERB|2|advcl
        Lynx|PROPN|5|obj|ORG""",
        """Tern|PROPN|2|nsubj|ORG denied:deny|VERB|0|root that|SCONJ|5|mark it|PRON|5|nsubj towed:tow|VERB|2|ccomp
        Lynx|PROPN|5|obj|ORG""",
    ],
    ids=[
        "adverb",
        "two adverbs",
        "governor",
        "governor with particle",
        "marker",
        "governor with preposition",
        "clause",
    ],
)
def test_a_denial_is_a_denial(standing, text):
    assert standing(text) == Standing(NEGATED, FACTUAL)


def test_a_denial_of_a_denial_affirms(standing):
    text = """Tern|PROPN|4|nsubj|ORG did:do|AUX|4|aux not|PART|4|advmod deny|VERB|0|root towing:tow|VERB|4|xcomp
        Lynx|PROPN|5|obj|ORG"""
    assert standing(text).polarity == AFFIRMED


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("No|DET|2|det guild|NOUN|3|nsubj towed:tow|VERB|0|root Lynx|PROPN|3|obj|ORG", ("guild", "lynx")),
        ("Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root no|DET|4|det guild|NOUN|2|obj", ("tern", "guild")),
    ],
    ids=["subject", "object"],
)
def test_no_before_an_end_denies_once(standing, text, ends):
    assert standing(text, ends=ends).polarity == NEGATED


def test_neither_nor_denies_each(standing):
    text = """Neither|CCONJ|2|cc:preconj Tern|PROPN|5|nsubj|ORG nor|CCONJ|4|cc Auk|PROPN|2|conj|ORG
        towed:tow|VERB|0|root Lynx|PROPN|5|obj|ORG"""
    assert standing(text, ends=("tern", "lynx")).polarity == NEGATED
    assert standing(text, ends=("auk", "lynx")).polarity == NEGATED


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Tern|PROPN|3|nsubj|ORG may|AUX|3|aux tow|VERB|0|root Lynx|PROPN|3|obj|ORG", "doubted"),
        ("Perhaps|ADV|3|advmod Tern|PROPN|3|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|3|obj|ORG", "doubted"),
        ("Tern|PROPN|3|nsubj|ORG will|AUX|3|aux tow|VERB|0|root Lynx|PROPN|3|obj|ORG", "meant"),
        ("Tern|PROPN|2|nsubj|ORG plans:plan|VERB|0|root to|PART|4|mark tow|VERB|2|xcomp Lynx|PROPN|4|obj|ORG", "meant"),
        ("Tern|PROPN|3|nsubj|ORG to|PART|3|mark tow|VERB|0|root Lynx|PROPN|3|obj|ORG", "meant"),
        (
            """Tern|PROPN|3|nmod:poss|ORG 's|PART|1|case plan|NOUN|6|nsubj to|PART|5|mark tow|VERB|3|acl failed:fail|VERB|0|root
            Lynx|PROPN|5|obj|ORG""",
            "meant",
        ),
        (
            """Dana|PROPN|2|nsubj|PER accused:accuse|VERB|0|root Tern|PROPN|2|obj|ORG of|SCONJ|5|mark
            towing:tow|VERB|2|advcl Lynx|PROPN|5|obj|ORG""",
            "doubted",
        ),
    ],
    ids=[
        "auxiliary",
        "adverb",
        "will",
        "governor",
        "headline infinitive",
        "governing noun",
        "governor with preposition",
    ],
)
def test_words_that_qualify_a_claim(standing, text, modality):
    assert standing(text) == Standing(AFFIRMED, modality)


def test_the_outermost_word_decides(standing):
    text = (
        """Tern|PROPN|3|nsubj|ORG may|AUX|3|aux plan|VERB|0|root to|PART|5|mark tow|VERB|3|xcomp Lynx|PROPN|5|obj|ORG"""
    )
    assert standing(text).modality == "doubted"


def test_a_governor_with_a_preposition_needs_it(standing):
    text = """Dana|PROPN|2|nsubj|PER accused:accuse|VERB|0|root Tern|PROPN|2|obj|ORG while|SCONJ|5|mark
        towing:tow|VERB|2|advcl Lynx|PROPN|5|obj|ORG"""
    assert standing(text).modality == FACTUAL


@pytest.mark.parametrize(
    "text",
    [
        """Dana|PROPN|2|nsubj|PER asked:ask|VERB|0|root Tern|PROPN|2|obj|ORG to|PART|5|mark tow|VERB|2|xcomp
        Lynx|PROPN|5|obj|ORG""",
        "Tern|PROPN|3|nsubj|ORG should|AUX|3|aux tow|VERB|0|root Lynx|PROPN|3|obj|ORG",
    ],
    ids=["governor", "auxiliary"],
)
def test_a_request_asserts_nothing(standing, text):
    assert not standing(text).asserted


def test_words_that_belong_to_the_wording_do_not_count(standing):
    text = "Tern|PROPN|4|nsubj|ORG no|ADV|3|advmod longer|ADV|4|advmod tows:tow|VERB|0|root Lynx|PROPN|4|obj|ORG"
    assert standing(text, consumed=frozenset({"no", "longer"})) == Standing()


def test_a_plan_reaches_the_second_of_two_verbs(standing):
    text = (
        """Tern|PROPN|3|nsubj|ORG will|AUX|3|aux grow|VERB|0|root and|CCONJ|5|cc tow|VERB|3|conj Lynx|PROPN|5|obj|ORG"""
    )
    assert standing(text).modality == "meant"


def test_a_denial_stays_with_the_first_of_two_verbs(standing):
    text = """Tern|PROPN|4|nsubj|ORG did:do|AUX|4|aux not|PART|4|advmod grow|VERB|0|root but|CCONJ|6|cc
        towed:tow|VERB|4|conj Lynx|PROPN|6|obj|ORG"""
    assert standing(text).polarity == AFFIRMED


def test_a_plan_does_not_reach_a_clause_with_its_own_subject(standing):
    text = """Auk|PROPN|3|nsubj|ORG will|AUX|3|aux grow|VERB|0|root and|CCONJ|6|cc Tern|PROPN|6|nsubj|ORG
        towed:tow|VERB|3|conj Lynx|PROPN|6|obj|ORG"""
    assert standing(text) == Standing()


def test_what_a_relative_clause_says_does_not_hang_on_the_sentence(standing):
    text = """Dana|PROPN|3|nsubj|PER will|AUX|3|aux join|VERB|0|root Tern|PROPN|3|obj|ORG that|PRON|6|nsubj
        towed:tow|VERB|4|acl:relcl Lynx|PROPN|6|obj|ORG"""
    assert standing(text) == Standing()


@pytest.mark.parametrize("mark", ["because", "after", "since"])
@pytest.mark.parametrize(
    "main",
    ["will|AUX|3|aux", "not|PART|3|advmod"],
    ids=["plan", "denial"],
)
def test_what_is_said_of_the_main_clause_does_not_hold_of_its_reason(standing, mark, main):
    text = f"""Dana|PROPN|3|nsubj|PER {main} sleep|VERB|0|root {mark}|SCONJ|6|mark Tern|PROPN|6|nsubj|ORG
        towed:tow|VERB|3|advcl Lynx|PROPN|6|obj|ORG"""
    assert standing(text) == Standing()


def test_what_somebody_did_before_is_not_denied_with_the_main_clause(standing):
    text = """Tern|PROPN|3|nsubj|ORG not|PART|3|advmod sleep|VERB|0|root after|SCONJ|5|mark towing:tow|VERB|3|advcl
        Lynx|PROPN|5|obj|ORG"""
    assert standing(text) == Standing()


def test_a_condition_is_not_what_follows_from_it(standing):
    text = """Dana|PROPN|3|nsubj|PER will|AUX|3|aux sleep|VERB|0|root if|SCONJ|6|mark Tern|PROPN|6|nsubj|ORG
        tows:tow|VERB|3|advcl Lynx|PROPN|6|obj|ORG"""
    assert standing(text).modality == "doubted"


def test_a_noun_for_the_event_is_denied_by_its_verb(standing):
    text = """Tern|PROPN|2|nsubj|ORG denied:deny|VERB|0|root a|DET|4|det tow|NOUN|2|obj of|ADP|6|case Lynx|PROPN|4|nmod|ORG"""
    assert standing(text).polarity == NEGATED


def test_a_denial_of_an_event_that_is_only_asked_for_or_meant_is_no_denial(standing):
    """ "Asked to keep from", "plans to rule out the tow": the denying word stands in some way itself."""
    asked = """Tern|PROPN|2|nsubj|ORG asked:ask|VERB|0|root Lynx|PROPN|2|obj|ORG to|PART|5|mark deny|VERB|2|xcomp
        the|DET|7|det tow|NOUN|5|obj"""
    meant = (
        "Tern|PROPN|2|nsubj|ORG plans:plan|VERB|0|root to|PART|4|mark deny|VERB|2|xcomp the|DET|6|det tow|NOUN|4|obj"
    )
    assert not standing(asked).asserted
    assert standing(meant) == Standing(NEGATED, "meant", asserted=True)


def test_a_possessor_says_what_is_so_whatever_the_verb(standing):
    text = """Tern|PROPN|3|nmod:poss|ORG 's|PART|1|case tow|NOUN|6|nsubj did:do|AUX|6|aux not|PART|6|advmod
        sink|VERB|0|root"""
    assert standing(text).polarity == AFFIRMED


@pytest.mark.parametrize(
    "text",
    [
        """Tern|PROPN|2|nsubj|ORG has:have|VERB|0|root yet|ADV|2|advmod to|PART|5|mark tow|VERB|2|xcomp
        Lynx|PROPN|5|obj|ORG""",
        """without|SCONJ|2|mark towing:tow|VERB|6|advcl Lynx|PROPN|2|obj|ORG Tern|PROPN|6|nsubj|ORG not|PART|6|advmod
        moves:move|VERB|0|root""",
        "Nobody|PRON|2|nsubj towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG",
    ],
    ids=["has yet to", "without, beside another denial", "nobody"],
)
def test_further_words_that_deny(standing, text):
    assert standing(text).polarity == NEGATED


def test_what_is_denied_of_one_of_two_ends_is_not_of_the_other(standing):
    text = (
        """Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG not|PART|5|advmod Emu|PROPN|3|conj|ORG"""
    )
    assert standing(text, ends=("emu",)).polarity == NEGATED
    assert standing(text, ends=("lynx",)).polarity == AFFIRMED
    assert standing(text.replace("Emu|PROPN", "only|ADV|6|advmod Emu|PROPN"), ends=("emu",)).polarity == AFFIRMED


INSTEAD = "Lynx|PROPN|4|obj|ORG but|CCONJ|7|cc Emu|PROPN|5|conj|ORG"


def test_what_is_denied_of_one_is_so_of_the_other_after_but(standing):
    """ "Did not tow A but B", "towed not A but B"."""
    by_verb = f"Tern|PROPN|4|nsubj|ORG did:do|AUX|4|aux not|PART|4|advmod tow|VERB|0|root {INSTEAD}"
    by_name = """Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root not|PART|4|advmod Lynx|PROPN|2|obj|ORG but|CCONJ|6|cc
        Emu|PROPN|4|conj|ORG"""
    for text in (by_verb, by_name):
        assert standing(text, ends=("tern", "lynx")).polarity == NEGATED
        assert standing(text, ends=("tern", "emu")).polarity == AFFIRMED


def test_another_denial_still_holds_of_the_name_after_but(standing):
    text = f"Emus|NOUN|2|nsubj deny|VERB|0|root that|SCONJ|4|mark towed:tow|VERB|2|ccomp {INSTEAD}"
    assert standing(text, ends=("emu",)).polarity == NEGATED
    not_both = """Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG but|CCONJ|6|cc not|PART|6|advmod
        Emu|PROPN|3|conj|ORG"""
    assert standing(not_both, ends=("emu",)).polarity == NEGATED


def test_a_denial_that_belongs_to_the_wording_is_not_claimed_of_the_name_after_but(standing):
    text = f"Tern|PROPN|4|nsubj|ORG no|ADV|3|advmod longer|ADV|4|advmod tows:tow|VERB|0|root {INSTEAD}"
    consumed = frozenset({"no", "longer"})
    assert not standing(text, ends=("emu",), consumed=consumed).asserted
    assert standing(text, ends=("lynx",), consumed=consumed).asserted


def test_what_somebody_is_said_to_have_done_is_no_fact(standing):
    text = """Tern|PROPN|3|nsubj:pass|ORG was|AUX|3|aux:pass said:say|VERB|0|root to|PART|5|mark tow|VERB|3|xcomp
        Lynx|PROPN|5|obj|ORG"""
    assert standing(text).modality == "doubted"


@pytest.mark.parametrize(
    "text",
    [
        """Dana|PROPN|3|nsubj|PER not|PART|3|advmod said:say|VERB|0|root that|SCONJ|6|mark Tern|PROPN|6|nsubj|ORG
        towed:tow|VERB|3|ccomp Lynx|PROPN|6|obj|ORG""",
        """Dana|PROPN|2|nsubj|PER denied:deny|VERB|0|root saying:say|VERB|2|xcomp that|SCONJ|6|mark
        Tern|PROPN|6|nsubj|ORG towed:tow|VERB|3|ccomp Lynx|PROPN|6|obj|ORG""",
        """the|DET|2|det towing:tow|NOUN|5|nsubj of|ADP|4|case Lynx|PROPN|2|nmod|ORG collapsed:collapse|VERB|0|root""",
        """the|DET|2|det towing:tow|NOUN|6|nsubj:pass of|ADP|4|case Lynx|PROPN|2|nmod|ORG not|PART|6|advmod
        agreed:agree|VERB|0|root""",
    ],
    ids=["did not say", "denied saying", "collapsed", "was not agreed"],
)
def test_what_nobody_says_or_what_came_to_nothing_is_not_claimed(standing, text):
    assert not standing(text).asserted


REVEALED = """Tern|PROPN|5|nsubj|ORG towed:tow|VERB|3|ccomp Lynx|PROPN|5|obj|ORG"""


@pytest.mark.parametrize(
    "text",
    [
        f"Emu|PROPN|3|nsubj|ORG not|PART|3|advmod revealed:reveal|VERB|0|root {REVEALED}",
        f"Emu|PROPN|2|nsubj|ORG denied:deny|VERB|0|root revealing:reveal|VERB|2|xcomp {REVEALED}",
        f"Emu|PROPN|3|nsubj|ORG may|AUX|3|aux reveal|VERB|0|root {REVEALED}",
    ],
    ids=["did not reveal", "denied revealing", "may reveal"],
)
def test_what_can_only_be_revealed_if_it_is_so_is_a_fact_whether_revealed_or_not(standing, text):
    assert standing(text) == Standing()


def test_whether_it_is_so_is_open_though_nobody_revealed_it(standing):
    text = """Emu|PROPN|3|nsubj|ORG not|PART|3|advmod revealed:reveal|VERB|0|root if|SCONJ|6|mark Tern|PROPN|6|nsubj|ORG
        towed:tow|VERB|3|ccomp Lynx|PROPN|6|obj|ORG"""
    assert standing(text) != Standing()


def test_a_rumour_that_is_not_proven_makes_an_allegation(standing):
    text = "unproven|ADJ|2|amod rumor|NOUN|3|nsubj said:say|VERB|0|root " + REVEALED
    assert standing(text) == Standing(AFFIRMED, "alleged")


def test_the_means_of_what_is_alleged_is_alleged_and_that_of_what_is_denied_is_not_denied(standing):
    text = """Emu|PROPN|2|nsubj|ORG {verb}|VERB|0|root that|SCONJ|5|mark Tern|PROPN|5|nsubj|ORG sinned:sin|VERB|2|ccomp
        by|SCONJ|7|mark towing:tow|VERB|5|advcl Lynx|PROPN|7|obj|ORG"""
    assert standing(text.format(verb="alleges:allege")) == Standing(AFFIRMED, "alleged")
    assert standing(text.format(verb="denies:deny")) == Standing()
    assert standing(text.format(verb="says:say")) == Standing()


def test_a_deed_that_is_planned_is_no_fact(standing):
    text = (
        "Tern|PROPN|2|nsubj|ORG plans:plan|VERB|0|root a|DET|4|det tow|NOUN|2|obj of|ADP|6|case Lynx|PROPN|4|nmod|ORG"
    )
    assert standing(text).modality == "meant"


def test_a_noun_before_an_infinitive_qualifies_it_where_the_parse_hangs_both_on_the_verb(standing):
    text = """Tern|PROPN|2|nsubj|ORG dropped:drop|VERB|0|root its|PRON|4|nmod:poss plan|NOUN|2|obj to|PART|6|mark
        tow|VERB|2|advcl Lynx|PROPN|6|obj|ORG"""
    assert standing(text).modality == "meant"


def test_what_is_said_of_a_rumour_decides_how_its_content_stands(standing):
    clause = "that|SCONJ|5|mark Tern|PROPN|5|nsubj|ORG towed:tow|VERB|2|acl Lynx|PROPN|5|obj|ORG"
    false = f"the|DET|2|det rumor|NOUN|8|nsubj {clause} is:be|AUX|8|cop false|ADJ|0|root"
    assert standing(false) == Standing(NEGATED, FACTUAL)
    assert not standing(f"no|DET|2|det proof|NOUN|7|nsubj {clause} exists:exist|VERB|0|root").asserted


def test_reported_speech_stays_a_fact(standing):
    text = """Dana|PROPN|2|nsubj|PER said:say|VERB|0|root Tern|PROPN|4|nsubj|ORG towed:tow|VERB|2|ccomp Lynx|PROPN|4|obj|ORG"""
    assert standing(text) == Standing()


def test_what_begins_is_known_by_its_words(qualifiers):
    begun = clauses_by_hand(
        "Tern|PROPN|2|nsubj|ORG began:begin|VERB|0|root to|PART|4|mark tow|VERB|2|xcomp Lynx|PROPN|4|obj|ORG"
    )
    plain = clauses_by_hand(PLAIN)
    assert qualifiers.period(begun, units(begun, "tow"), "2017") == "2017/"
    assert qualifiers.period(plain, units(plain, "tow"), "2017") == "2017"


def test_the_top_of_several_units_is_the_one_the_others_hang_on():
    clauses = clauses_by_hand(
        "Tern|PROPN|2|nsubj|ORG made:make|VERB|0|root a|DET|4|det claim|NOUN|2|obj on|ADP|6|case Lynx|PROPN|4|nmod|ORG"
    )
    assert clauses.top(units(clauses, "claim", "make")) == units(clauses, "make")[0]


def test_an_ontology_without_qualifiers_makes_everything_a_fact():
    clauses = clauses_by_hand("Tern|PROPN|3|nsubj|ORG may|AUX|3|aux tow|VERB|0|root Lynx|PROPN|3|obj|ORG")
    qualifiers = Qualifiers(ontology_from("kg:Thing a owl:Class ."))
    assert qualifiers.standing(clauses, units(clauses, "tow")) == Standing()
