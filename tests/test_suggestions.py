"""Suggestions: what a scorer says of two mentions becomes a match, where the ontology means the same by the relation."""

import numpy as np
import pytest
from parsed import HARBOUR, World

from kg.claims import Claim
from kg.extraction.extractor import Extractor, Refusal
from kg.extraction.suggestions import Scorer
from kg.extraction.wording.patterns import Matcher
from kg.language.pairs import fingerprint

ROWS = "Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG .|PUNCT|2|punct"

DEFINED = 'kg:towed skos:definition "Pulls by a rope." . kg:meets skos:definition "Meets." .'

TOWED = {"towed": "Pulls by a rope.", "meets": "Meets."}


class Model:
    """Gives the first pair of a sentence one row of probabilities and the others another."""

    def __init__(self, definitions, first, other=None, examples=()):
        self.definitions, self.relations = definitions, tuple(definitions)
        self.examples = frozenset(map(fingerprint, examples))
        self.rows, self.asked = (first, other or [0.0] * len(first)), []

    def probabilities(self, sentence):
        self.asked.append(sentence)
        return np.array([self.rows[n > 0] for n in range(len(sentence.pairs))])


@pytest.fixture(scope="module")
def analysis():
    return World.of(HARBOUR, DEFINED).understand(ROWS)


def suggested(analysis, model):
    scores = Scorer(analysis.kit.ontology, model).of(analysis)
    return [(m.pattern.relation, m.subject, m.object) for m in scores.suggestions(())]


def test_the_most_probable_relation_is_suggested(analysis):
    assert suggested(analysis, Model(TOWED, [0.92, 0.95])) == [("meets", 0, 2)]


def test_nothing_improbable_is_suggested(analysis):
    assert not suggested(analysis, Model(TOWED, [0.6, 0.5]))


def test_two_mentions_get_one_match_in_the_more_probable_direction(analysis):
    assert suggested(analysis, Model(TOWED, [0.92, 0.0], [0.0, 0.95])) == [("meets", 2, 0)]
    assert suggested(analysis, Model(TOWED, [0.95, 0.0], [0.0, 0.92])) == [("towed", 0, 2)]


def test_a_relation_that_the_ontology_lacks_is_never_suggested(analysis):
    assert suggested(analysis, Model({"sank": "Sinks.", **TOWED}, [1.0, 0.95, 0.0])) == [("towed", 0, 2)]


def test_a_relation_that_is_defined_otherwise_is_never_suggested(analysis):
    model = Model({"towed": "Pays the toll.", "meets": "Meets."}, [1.0, 0.95])
    assert suggested(analysis, model) == [("meets", 0, 2)]


def test_the_scorer_is_not_asked_in_vain(analysis):
    model = Model({"sank": "Sinks."}, [1.0])
    assert not suggested(analysis, model)
    assert not model.asked


EXAMPLE = "[Tern](subject) towed [Lynx](object)."


def claimed(analysis, model):
    """What an extractor that was taught one example makes of the sentence."""
    extractor = Extractor(analysis.kit.ontology, model=model)
    extractor.matcher = Matcher([World.of(HARBOUR, DEFINED).pattern("towed", EXAMPLE, ROWS)], extractor.kit.lexicon)
    return [(match.pattern.example.text, claim) for match, claim in extractor.weighed(analysis)]


def test_what_an_example_taught_gets_no_suggestion(analysis):
    assert [text for text, _ in claimed(analysis, Model(TOWED, [1.0, 0.95]))] == ["Tern towed Lynx."]


def test_a_predicate_whose_ends_a_pattern_found_has_no_others():
    analysis = World.of(HARBOUR, DEFINED).understand(ROWS + " said:say|VERB|0|root Emu|PROPN|5|nsubj|ORG")
    assert len(claimed(analysis, Model(TOWED, [0.95, 0.0], [0.95, 0.0]))) == 1


def test_what_is_all_but_ruled_out_is_not_claimed(analysis):
    (_, refused), *_ = claimed(analysis, Model(TOWED, [0.0, 0.0], examples=[EXAMPLE]))
    assert refused is Refusal.RULED_OUT


def test_what_a_user_teaches_is_not_ruled_out(analysis):
    (_, claim), *_ = claimed(analysis, Model(TOWED, [0.0, 0.0]))
    assert isinstance(claim, Claim)


def test_a_match_says_what_stands_between_its_ends(analysis):
    (match,) = Scorer(analysis.kit.ontology, Model(TOWED, [0.95, 0.0])).of(analysis).suggestions(())
    assert match.nodes == (1,)
    assert [node.lemma for node in match.pattern.nodes] == ["tow"]
    assert match.probability == 0.95


def test_two_who_suffer_the_same_are_nothing_to_each_other():
    rows = "Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG and|CCONJ|5|cc Heron|PROPN|3|conj|ORG"
    world = World.of(HARBOUR, DEFINED)
    model = Model(TOWED, [0.0, 0.95], [0.0, 0.95])
    assert {frozenset((one, two)) for _, one, two in suggested(world.understand(rows), model)} == {
        frozenset((0, 2)),
        frozenset((0, 4)),
    }


@pytest.mark.parametrize(("doer", "suggested_"), [("Heron|PROPN|4|nsubj|ORG", False), ("it|PRON|4|nsubj", True)])
def test_who_speaks_of_what_another_does_does_not_do_it(doer, suggested_):
    rows = f"""Tern|PROPN|2|nsubj|ORG saw:see|VERB|0|root {doer} tow|VERB|2|ccomp Lynx|PROPN|4|obj|ORG"""
    analysis = World.of(HARBOUR, DEFINED).understand(rows)
    found = suggested(analysis, Model(TOWED, [0.95, 0.0], [0.95, 0.0]))
    assert any({one, two} == {0, 4} for _, one, two in found) is suggested_
