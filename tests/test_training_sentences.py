"""What the scorer learns from: the pairs of the program, each with the relations in which it stands."""

import numpy as np
import pytest
from labels import label, text_of
from parsed import World, doc_of

from kg.extraction.suggestions import Scorer
from kg.ontology.examples import Example
from kg.reading.documents import Document
from kg.training.labels import MarkedText, SpanLabel
from kg.training.sentences import example_item, gold_items, marked_items

TOWED = "Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG .|PUNCT|2|punct"
MET = "Tern|PROPN|2|nsubj|ORG met:meet|VERB|0|root Lynx|PROPN|2|obj|ORG .|PUNCT|2|punct"


@pytest.fixture(scope="module")
def world():
    return World.of()


def held(item):
    """The relations of the pairs of an item, by the numbers of their ends."""
    pairs = zip(item.sentence.pairs, item.relations, strict=True)
    return {(pair.subject, pair.object): set(relations) for pair, relations in pairs}


def marked(analysis, *labels):
    return list(marked_items(analysis, MarkedText("sea", Document("a", analysis.doc.text, "-", ""), labels)))


def test_a_pair_without_a_label_stands_in_no_relation(world):
    (item,) = marked(world.understand(TOWED), SpanLabel((0, 4), "towed", (11, 15)))
    assert held(item) == {(0, 1): {"towed"}, (1, 0): set()}
    assert (item.source, item.document, item.is_labelled) == ("sea", "a", True)


def test_a_symmetric_relation_holds_both_ways(world):
    (item,) = marked(world.understand(MET), SpanLabel((0, 4), "meets", (9, 13)))
    assert held(item) == {(0, 1): {"meets"}, (1, 0): {"meets"}}


def test_a_label_means_the_mention_that_its_words_lead_to(world):
    """Words of an end that are no part of its mention, and mentions inside an end."""
    rows = "The|DET|3|det old|ADJ|3|amod Tern|PROPN|4|nsubj|ORG towed:tow|VERB|0|root its|PRON|6|nmod:poss Lynx|PROPN|4|obj|ORG"
    (item,) = marked(world.understand(rows), SpanLabel((0, 12), "towed", (19, 27)))
    assert {ends for ends, relations in held(item).items() if relations} == {(0, 2)}


def test_a_label_across_sentences_is_passed_over(world):
    analysis = world.understand(f"{TOWED} / {TOWED}")
    assert not any(item.is_labelled for item in marked(analysis, SpanLabel((0, 4), "towed", (28, 32))))


class Model:
    """Keeps what it is asked."""

    def __init__(self, ontology):
        self.definitions = {name: relation.definition for name, relation in ontology.relations.items()}
        self.relations, self.examples, self.asked = tuple(self.definitions), frozenset(), []

    def probabilities(self, sentence):
        self.asked.append(sentence)
        return np.zeros((len(sentence.pairs), len(self.relations)))


def test_the_program_asks_about_the_very_pairs_that_were_learnt_from(world):
    analysis = world.understand(
        f"{TOWED} / Dana|PROPN|4|nsubj|PER Reyes|PROPN|1|flat|+ ,|PUNCT|1|punct told:tell|VERB|0|root it|PRON|4|obj "
        f"about|ADP|7|case Lynx|PROPN|4|obl|ORG .|PUNCT|4|punct / {MET}"
    )
    model = Model(world.kit.ontology)
    assert not list(Scorer(world.kit.ontology, model).of(analysis).suggestions(()))
    assert [item.sentence for item in marked(analysis)] == model.asked
    assert len(model.asked) == 3


def gold(world, rows, *labels):
    analysis = world.understand(rows)
    return [held(item) for item in gold_items(analysis, "tune", text_of(analysis.doc.text, *labels))]


def test_a_label_of_a_document_holds_where_its_evidence_is(world):
    (found,) = gold(world, TOWED, label("tern", "towed", "lynx", evidence="Tern towed Lynx"))
    assert found == {(0, 1): {"towed"}, (1, 0): set()}


def test_where_the_evidence_is_not_nothing_is_known(world):
    """The same two may or may not stand in the relation there, too."""
    one, two = gold(world, f"{TOWED} / {MET}", label("tern", "towed", "lynx", evidence="Tern towed Lynx"))
    assert one == {(0, 1): {"towed"}, (1, 0): set()}
    assert two == {(1, 0): set()}


def test_a_doubt_about_a_symmetric_relation_goes_both_ways(world):
    _, two = gold(world, f"{MET} / {TOWED}", label("tern", "meets", "lynx", evidence="Tern met Lynx"))
    assert two == {}


def example(world, relation, marks, rows):
    return example_item(world.kit.ontology, world.kit.ontology.relation(relation), Example.parse(marks), doc_of(rows))


def test_an_example_tells_about_its_marked_ends_and_their_reverse(world):
    item = example(world, "towed", "[Tern](subject) towed [Lynx](object).", TOWED)
    assert held(item) == {(0, 1): {"towed"}, (1, 0): set()}
    item = example(world, "meets", "[Tern](subject) met [Lynx](object).", MET)
    assert held(item) == {(0, 1): {"meets"}, (1, 0): {"meets"}}


def test_an_example_tells_nothing_about_others_it_names(world):
    """Neither about two subjects, nor about who else is named."""
    rows = (
        "Tern|PROPN|4|nsubj|ORG and|CCONJ|3|cc Kite|PROPN|1|conj|ORG towed:tow|VERB|0|root Lynx|PROPN|4|obj|ORG "
        "for|ADP|7|case Gull|PROPN|4|obl|ORG .|PUNCT|4|punct"
    )
    item = example(world, "towed", "[Tern](subject) and [Kite](subject) towed [Lynx](object) for Gull.", rows)
    assert held(item) == {(0, 2): {"towed"}, (1, 2): {"towed"}, (2, 0): set(), (2, 1): set()}
    assert len(item.sentence.mentions) == 3
