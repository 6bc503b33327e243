"""Errors with what shows them; texts that are kept unread are counted only."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from labels import YARDS, label, text_of, understood
from parsed import HARBOUR, World, ontology_from

from kg.evaluation import __main__ as program
from kg.evaluation.causes import Cause, Diagnosis, of_wrong
from kg.evaluation.errors import MISSED, QUALIFIED, WRONG, Error, cause_table, errors_of

TOWED = "Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG .|PUNCT|2|punct"
MARKED = "[Tern](subject) towed [Lynx](object)."


@pytest.fixture(scope="module")
def ontology():
    return ontology_from(HARBOUR)


@pytest.fixture(scope="module")
def errors():
    """The errors of a reader who was taught one wording, in a text with these labels."""
    world = World.of()
    pattern = world.pattern("towed", MARKED, TOWED)

    def found(*labels, rows=TOWED):
        return list(errors_of(understood(world, rows, *labels, patterns=[pattern])))

    return found


def error(side=MISSED, cause=Cause.PATTERN, name="a.txt"):
    return Error(side, text_of("Tern towed Lynx.", name=name), "towed", "Tern –towed→ Lynx", Diagnosis(cause, "why"))


def test_a_wrong_claim_is_shown_with_the_example_that_taught_it(errors):
    (wrong,) = errors()
    lines = list(wrong.lines())
    assert lines[0] == "WRONG  Tern –towed→ Lynx (affirmed, factual)   [a.txt]"
    assert f"  pattern: subject ←agent– tow –patient→ object – taught by '{MARKED}'" in lines
    assert "  parse: Tern/PROPN/nsubj→towed towed/VERB/ROOT→towed Lynx/PROPN/obj→towed ./PUNCT/punct→towed" in lines
    assert "  clauses: tow(agent: Tern, patient: Lynx)" in lines


def test_a_missed_claim_is_shown_with_its_sentence(errors):
    missed = next(e for e in errors(label("lynx", "towed", "tern", evidence="towed Lynx")) if e.side == MISSED)
    assert missed.what == "Lynx –towed→ Tern (affirmed, factual)"
    assert "  sentence: Tern towed Lynx." in missed.lines()


def test_a_right_claim_may_be_qualified_otherwise(errors):
    (qualified,) = errors(label("tern", "towed", "lynx", when="2020"))
    assert (qualified.side, qualified.diagnosis.kind) == (QUALIFIED, "when")
    assert qualified.diagnosis.details == ("when: None for 2020",)


@pytest.mark.parametrize(
    ("wanted", "cause"),
    [
        (label("lynx", "towed", "tern"), Cause.REVERSED),
        (label("tern", "shuns", "lynx"), Cause.RELATION),
        (label("tern", "towed", "emu"), Cause.END),
        (label("tern", "towed", "lynx", polarity="negated"), Cause.POLARITY),
        (label("emu", "shuns", "tern"), Cause.NOTHING),
    ],
)
def test_what_the_labels_say_instead_of_a_wrong_claim(claim_of, ontology, wanted, cause):
    text = text_of("Tern towed Lynx.", wanted, entities={**YARDS, "emu": ("Emu", "Yard")})
    assert of_wrong(text, claim_of("Tern", "towed", "Lynx"), ontology).cause == cause


def test_causes_are_counted_in_the_order_of_the_way():
    lines = list(cause_table([error(), error(cause=Cause.MENTION), error(WRONG, Cause.END)], kinds=True))
    assert [line.split() for line in lines] == [
        ["cause", "missed", "wrong"], ["mention", "1"], ["why", "1"], ["pattern", "1"], ["why", "1"],
        ["wrong", "end", "1"], ["why", "1"], ["all", "2", "1"],
    ]  # fmt: skip


def test_errors_in_unread_texts_are_counted_and_not_listed(monkeypatch):
    found = [error(name="un-002"), error(name="un-003")]
    monkeypatch.setattr(program, "find_errors", lambda *_: iter(found))
    monkeypatch.setattr(program.Extractor, "shipped", lambda: None)
    table = CliRunner().invoke(program.main, ["errors", "unseen"]).output
    assert "un-003" in table
    assert ["in", "texts", "kept", "unread", "1"] in [line.split() for line in table.splitlines()]
    records = CliRunner().invoke(program.main, ["errors", "unseen", "--format", "jsonl"]).output
    assert "un-002" not in table + records


def test_a_set_that_is_not_there_is_a_message():
    result = CliRunner().invoke(program.main, ["ablation", "tuna"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: there is no labelled set 'tuna'")
