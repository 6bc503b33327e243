"""Floors of quality: figures on labelled text that must not get worse. They stand in `floors.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kg.evaluation.labelled import labelled
from kg.evaluation.scoring import Figures, figure_lines, figures, judged

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))
PARTS = ("tune", "held", "unseen")

#: Figures that should be small: their floor is a ceiling.
CEILINGS = {"false_edges"}

#: How often a qualifier has to be measured before its figure says anything.
ENOUGH = 20


@pytest.fixture(scope="module")
def measured(shipped_extractor, figure_table) -> dict[str, Figures]:
    """The figures of each part of `data/gold/`, and of all together."""
    found = {part: judged(shipped_extractor, labelled(part)) for part in PARTS}
    found["all"] = [judgement for part in PARTS for judgement in found[part]]
    table = {name: figures(judgements) for name, judgements in found.items()}
    figure_table.extend(figure_lines(table, FLOORS))
    return table


@pytest.mark.parametrize("part", FLOORS)
def test_no_figure_is_below_its_floor(measured, part):
    values = measured[part].values()
    worse = {
        name: f"{values[name]:.1f}, floor {floor}"
        for name, floor in FLOORS[part].items()
        if (values[name] > floor if name in CEILINGS else values[name] < floor)
    }
    assert not worse


@pytest.mark.parametrize("part", PARTS)
def test_every_figure_that_says_something_has_a_floor(measured, part):
    often = {name for name, (_, count) in measured[part].qualifiers.items() if count >= ENOUGH}
    assert FLOORS[part].keys() >= {"precision", "recall", "f1", "false_edges", *often}
