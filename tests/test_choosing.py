"""Which of several suggested claims are made."""

from __future__ import annotations

from itertools import permutations

import pytest
from parsed import HARBOUR, ontology_from

from kg.extraction.choosing import best, chosen, most_specific, settled
from kg.extraction.syntax.paths import Step
from kg.extraction.wording.patterns import Match, Node, Pattern
from kg.ontology.examples import Example

EXAMPLE = Example.parse("[Auk](subject) towed [Emu](object).")


@pytest.fixture(scope="module")
def ontology():
    return ontology_from(HARBOUR)


@pytest.fixture(scope="module")
def suggest(claim_of):
    """A claim with the words that suggest it: predicates at the places given, and cues."""

    def candidate(predicate="towed", nodes=(1,), cues=(), ends=("Tern", "Lynx"), classes=("Yard", "Yard"), **fields):
        steps = tuple(Step("agent", forward=False) for _ in range(len(nodes) + 1))
        pattern = Pattern(predicate, tuple(Node(f"word{n}") for n in nodes), steps, frozenset(cues), EXAMPLE)
        claim = claim_of(ends[0], predicate, ends[1], subject_class=classes[0], object_class=classes[1], **fields)
        places = {"Tern": 100, "Lynx": 101}
        return Match(pattern, places.get(ends[0], 102), places.get(ends[1], 103), nodes), claim

    return candidate


def relations(candidates):
    return [claim.predicate for _, claim in candidates]


def test_a_claim_without_a_rival_is_made(suggest, ontology):
    match, claim = suggest()
    assert chosen([(match, claim)], ontology) == [claim]


def test_nothing_comes_of_nothing(ontology):
    assert chosen([], ontology) == []


def test_of_two_relations_with_one_wording_the_closer_fit_is_kept(suggest, ontology):
    general, close = suggest("meets"), suggest("shuns")
    assert relations(settled([general, close], ontology)) == ["shuns"]


def test_a_wording_that_fits_two_relations_as_well_says_neither(suggest, ontology):
    assert settled([suggest("towed"), suggest("meets")], ontology) == []


def test_other_places_are_other_wordings(suggest, ontology):
    candidates = [suggest("towed", nodes=(1,)), suggest("meets", nodes=(5,))]
    assert relations(settled(candidates, ontology)) == ["towed", "meets"]


def test_the_same_words_in_both_directions_say_neither(suggest, ontology):
    there, back = suggest("towed"), suggest("towed", ends=("Lynx", "Tern"))
    assert settled([there, back], ontology) == []


def test_a_symmetric_relation_may_be_read_in_both_directions(suggest, ontology):
    there, back = suggest("meets"), suggest("meets", ends=("Lynx", "Tern"))
    assert relations(settled([there, back], ontology)) == ["meets", "meets"]


def test_a_wording_of_more_words_covers_its_parts(suggest):
    short, long = suggest("towed", nodes=(1,)), suggest("shuns", nodes=(1, 2))
    assert most_specific([short, long]) == [long[1]]


def test_a_wording_with_more_cues_covers_the_one_without(suggest):
    plain, cued = suggest("towed"), suggest("shuns", cues=("no", "longer"))
    assert most_specific([plain, cued]) == [cued[1]]


def test_a_wording_between_others_covers_nothing(suggest):
    short, long = suggest("towed", nodes=(1,)), suggest("shuns", nodes=(1, 2), ends=("Tern", "Emu"))
    assert most_specific([short, long]) == [short[1], long[1]]


def test_two_wordings_of_one_relation_do_not_cover_each_other(suggest):
    short, long = suggest("towed", nodes=(1,)), suggest("towed", nodes=(1, 2))
    assert most_specific([short, long]) == [short[1], long[1]]


def test_a_denial_that_is_a_cue_of_another_claim_is_used_up(suggest):
    denial = suggest("towed", polarity="negated", ends=("Tern", "Emu"))
    cued = suggest("shuns", cues=("no", "longer"))
    assert most_specific([denial, cued]) == [cued[1]]


def test_the_same_claim_twice_is_one(suggest, ontology):
    _, claim = suggest()
    assert best([claim, claim], ontology) == [claim]


def test_a_symmetric_claim_and_its_mirror_are_one(suggest, ontology):
    there, back = (suggest("meets", ends=ends)[1] for ends in (("Tern", "Lynx"), ("Lynx", "Tern")))
    assert len(best([there, back], ontology)) == 1


def test_a_claim_and_its_mirror_are_two_otherwise(suggest, ontology):
    there, back = (suggest("towed", ends=ends)[1] for ends in (("Tern", "Lynx"), ("Lynx", "Tern")))
    assert len(best([there, back], ontology)) == 2


def test_a_claim_and_its_denial_are_two(suggest, ontology):
    claims = [suggest(polarity=polarity)[1] for polarity in ("affirmed", "negated")]
    assert best(claims, ontology) == claims


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"start": 90, "end": 99, "confidence": 0.7}, {"modality": "meant", "confidence": 0.95}),
        ({"confidence": 0.9, "end": 40}, {"confidence": 0.8, "end": 9}),
        ({"start": 50, "end": 55}, {"start": 0, "end": 20}),
        ({"start": 0, "end": 5}, {"start": 50, "end": 55}),
    ],
    ids=["a fact", "the surer", "the shorter", "the first"],
)
def test_the_best_evidence_is_kept(suggest, ontology, better, worse):
    one, two = suggest(**better)[1], suggest(**worse)[1]
    assert best([two, one], ontology) == best([one, two], ontology) == [one]


def test_what_only_the_other_evidence_tells_is_kept(suggest, ontology):
    one = suggest(confidence=0.9, by="Heron")[1]
    two = suggest(confidence=0.8, by="Emu", when="2020", amount="5 USD", role="keeper", technology="ferry")[1]
    (claim,) = best([one, two], ontology)
    assert (claim.by, claim.when, claim.amount, claim.role, claim.technology) == (
        "Heron",
        "2020",
        "5 USD",
        "keeper",
        "ferry",
    )


def test_a_sum_is_that_of_the_deed_and_not_of_what_lasts(suggest, ontology):
    deed, state = suggest("towed", amount="5 USD"), suggest("owns", nodes=(2,), amount="5 USD", start=20, end=25)
    assert [claim.amount for claim in chosen([deed, state], ontology)] == ["5 USD", None]
    assert [claim.amount for claim in chosen([state], ontology)] == ["5 USD"]
    other = suggest("owns", nodes=(2,), ends=("Emu", "Elk"), amount="5 USD", start=20, end=25)
    assert [claim.amount for claim in chosen([deed, other], ontology)] == ["5 USD", "5 USD"]


def test_claims_come_in_the_order_of_the_text(suggest, ontology):
    claims = [suggest(ends=("Tern", name), start=start)[1] for name, start in (("Emu", 30), ("Elk", 10), ("Owl", 20))]
    assert [claim.start for claim in best(claims, ontology)] == [10, 20, 30]


def test_the_order_of_the_suggestions_does_not_matter(suggest, ontology):
    candidates = [
        suggest("towed", nodes=(1,)),
        suggest("shuns", nodes=(1, 2)),
        suggest("meets", nodes=(5,), start=9, end=12),
        suggest("meets", nodes=(6,), start=20, end=25),
    ]
    results = {tuple(chosen(order, ontology)) for order in permutations(candidates)}
    assert len(results) == 1
