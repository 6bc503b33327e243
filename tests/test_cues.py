"""Where the words have to stand that a wording asks for, on sentences parsed by hand."""

from __future__ import annotations

from parsed import clauses_by_hand

from kg.extraction.wording.cues import with_cues

QUIT = """Tern|PROPN|3|nmod:poss|ORG 's|PART|1|case captain|NOUN|8|nsubj ,|PUNCT|5|punct Dana|PROPN|3|appos|PER
    Vale|PROPN|5|flat|+ ,|PUNCT|5|punct quit|VERB|0|root"""
EXIT = """the|DET|2|det exit|NOUN|7|nsubj of|ADP|6|case Tern|PROPN|6|nmod:poss|ORG 's|PART|4|case
    captain|NOUN|2|nmod came:come|VERB|0|root"""


def cued(text: str, node: str, cue: str) -> list[str] | None:
    """The lemmas of the nodes that carry a wording, given its only node and its cue."""
    clauses = clauses_by_hand(text)
    units = {lemma: unit for unit, lemma in clauses.lemmas.items()}
    found = with_cues(clauses, (units[node],), (units["tern"], units.get("dana", units[node])), frozenset({cue}))
    return None if found is None else [clauses.lemmas[unit] for unit in found]


def test_a_cue_beside_a_node_changes_nothing():
    assert cued(QUIT, "captain", "dana") == ["captain"]


def test_the_verb_of_which_a_node_is_the_subject_belongs_to_the_wording():
    """So that its denial is one of the claim."""
    assert cued(QUIT, "captain", "quit") == ["captain", "quit"]


def test_so_does_the_noun_on_which_a_node_hangs():
    assert cued(EXIT, "captain", "exit") == ["captain", "exit"]


def test_a_cue_elsewhere_does_not_count():
    assert cued(EXIT, "captain", "come") is None
