"""What a relation is not: sentences that bar it between two mentions."""

from __future__ import annotations

import pytest
from parsed import World

from kg.extraction.counterexamples import Counterexamples
from kg.extraction.extractor import Extractor
from kg.ontology.definitions import Ontology
from kg.reading.documents import Document
from kg.settings import shipped

JOINS = ("meets", "[Auk](subject) joined [Emu](object).",
         "Auk|PROPN|2|nsubj|ORG joined:join|VERB|0|root Emu|PROPN|2|obj|ORG .|PUNCT|2|punct")  # fmt: skip
JOINS_IN = ("meets", "[Auk](subject) joined [Emu](object) [in](cue) rowing.",
            """Auk|PROPN|2|nsubj|ORG joined:join|VERB|0|root Emu|PROPN|2|obj|ORG in|SCONJ|5|mark rowing:row|VERB|2|advcl
            .|PUNCT|2|punct""")  # fmt: skip
IN_PEACE = ("meets", "[Auk](subject) joined [Emu](object) in a [guild](cue).",
            """Auk|PROPN|2|nsubj|ORG joined:join|VERB|0|root Emu|PROPN|2|obj|ORG in|ADP|6|case a|DET|6|det
            guild|NOUN|2|obl .|PUNCT|2|punct""")  # fmt: skip
TEXT = "Tern|PROPN|2|nsubj|ORG joined:join|VERB|0|root Lynx|PROPN|2|obj|ORG"


@pytest.fixture(scope="module")
def world():
    return World.of()


def barred(world, text, example, counterexample):
    """Whether what the example finds in a text is barred."""
    analysis = world.understand(text)
    (match,) = world.matches(analysis, world.pattern(*example))
    return Counterexamples([world.pattern(*counterexample)], world.kit.lexicon).of(analysis).bars(match)


def test_a_counterexample_that_says_more_bars_what_an_example_finds(world):
    text = f"{TEXT} in|SCONJ|5|mark singing:sing|VERB|2|advcl"
    assert barred(world, text, JOINS, JOINS_IN)


def test_where_the_counterexample_is_not_said_nothing_is_barred(world):
    assert not barred(world, TEXT, JOINS, JOINS_IN)


def test_an_example_that_says_as_much_wins(world):
    text = f"{TEXT} in|ADP|6|case a|DET|6|det guild|NOUN|2|obl"
    assert not barred(world, text, IN_PEACE, JOINS_IN)


def test_a_word_for_an_end_is_no_cue(world):
    joins_guild = ("meets", "[Auk](subject) joined [Emu](object) as a [guild](cue).",
                   """Auk|PROPN|2|nsubj|ORG joined:join|VERB|0|root Emu|PROPN|2|obj|ORG as|ADP|6|case a|DET|6|det
                   guild|NOUN|2|obl .|PUNCT|2|punct""")  # fmt: skip
    text = "the|DET|2|det guild|NOUN|3|nsubj joined:join|VERB|0|root Lynx|PROPN|3|obj|ORG"
    assert not barred(world, text, JOINS, joins_guild)


def test_a_user_takes_a_wording_back_by_a_sentence(tmp_path):
    """The second ontology file says of what the first one teaches that one wording is something else."""
    text = "Orbix Systems sold its depot to Harbor Labs."
    mine = tmp_path / "mine.ttl"
    prefix = "@prefix kg: <https://w3id.org/kg-receipts/ontology#> .\n"
    found = []
    for counterexample in ("", '; kg:counterexample "[Acme](subject) sold its [depot](cue) to [Northgate](object)."'):
        example = '"[Acme](subject) sold its depot to [Northgate](object)."'
        mine.write_text(f"{prefix}kg:suppliedTo kg:example {example} {counterexample} .", "utf-8")
        extractor = Extractor(Ontology.load(shipped("ontology"), mine))
        ((_, extraction),) = extractor.extract([Document("a.txt", text, "-", "0")])
        found.append([(claim.subject, claim.predicate, claim.object) for claim in extraction.claims])
    assert found == [[("Orbix Systems", "suppliedTo", "Harbor Labs")], []]
