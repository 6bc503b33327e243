"""Parts of the extraction are switched off from outside, and on again."""

from __future__ import annotations

from pkgutil import resolve_name

import pytest
from labels import text_of

from kg.evaluation.ablation import VARIANTS, Variant, ablate, markdown_lines
from kg.evaluation.scoring import Figures
from kg.extraction import choosing


@pytest.mark.parametrize("place", [place for variant in VARIANTS for place in variant.replaced])
def test_what_is_replaced_exists(place):
    """A part that is renamed must not be left on unnoticed."""
    assert callable(resolve_name(place))


def test_a_part_is_replaced_while_texts_are_read():
    before = choosing.chosen
    text = text_of("The American Civil Liberties Union sued Clearview AI.")
    variant = Variant("without any claim", {"kg.extraction.extractor.chosen": lambda *_: []})
    assert ablate(variant, {"one": [text]})["one"].predicted == 0
    assert ablate(Variant("whole"), {"one": [text]})["one"].predicted == 1
    assert choosing.chosen is before


def test_the_table_has_a_row_for_each_variant():
    found = {"tune": Figures(texts=1, predicted=2, right=1, required=4, found=1)}
    lines = list(markdown_lines(["tune"], [(Variant("whole"), found)]))
    assert lines[0] == "| precision / recall / F1 | tune |"
    assert lines[-1] == "| whole | 50.0 / 25.0 / 33.3 |"
