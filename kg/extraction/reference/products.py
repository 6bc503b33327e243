"""Models of known makers: a kind of thing with a maker's name and a number before it, "an Acme S1000 drone"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.extraction.naming.mentions import NAME, Mention
from kg.extraction.syntax.clauses import NOUN as NOUN_BEFORE
from kg.extraction.syntax.clauses import Clauses


def join_models(clauses: Clauses, mentions: Sequence[Mention]) -> None:
    """Let maker and model belong to the kind of thing behind them, whichever of them the parse hangs there.

    Args:
        clauses: the clause graph.
        mentions: all mentions, in the order of the text.
    """
    starting = {mention.start: mention for mention in mentions}
    for maker, model in pairwise(mentions):
        kind = starting.get(model.end)
        if kind is None or maker.actor is None or model.actor is not None or model.kind != NAME:
            continue
        if model.start == maker.end and model.name == clauses.doc[maker.start : model.end].text:
            for part in (maker, model):
                clauses.add(clauses.unit_of[kind.head], NOUN_BEFORE, clauses.unit_of[part.head])
