"""Direct speech: what stands between quotation marks, and who says it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extraction.assertion.qualifiers import Qualifiers
from kg.extraction.syntax.clauses import AGENT, IS, Clauses

#: Fewer quoted words are somebody's expression within the sentence of another: called it a "dastardly act".
SHORTEST = 4

_OPENING, _CLOSING, _STRAIGHT = "“", "”", '"'


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words, as tokens from `start` up to `end`, marks included; the unit of their speaker where it is told."""

    start: int
    end: int
    speaker: int | None = None


def quotation_at(quotations: Sequence[Quotation], index: int) -> Quotation | None:
    """The one of the quotations, which are in order, in which a token stands."""
    place = bisect_right(quotations, index, key=lambda q: q.start) - 1
    return quotations[place] if place >= 0 and index < quotations[place].end else None


def quotations_of(clauses: Clauses, qualifiers: Qualifiers, heads: Collection[int]) -> list[Quotation]:
    """The quotations of a document in their order, with their speakers.

    The speaker is the subject of the verb of saying that stands next to the quotation in one of its sentences. A
    quotation without one goes on with the speaker of the one before, in the same paragraph or where that one is open.

    Args:
        clauses: the clause graph.
        qualifiers: knows the verbs of saying.
        heads: units that are mentions, of which a speaker is one.
    """
    spans = list(_spans(clauses.doc))
    quoted = {i for start, end, _ in spans for i in range(start, end)}
    found: list[Quotation] = []
    for number, (start, end, goes_on) in enumerate(spans):
        speaker = _speaker(clauses, qualifiers, (start, end), quoted)
        if speaker is None and found and (goes_on or _adjoins(clauses.doc, spans[number - 1][1], start)):
            speaker = found[-1].speaker
        elif speaker is not None and speaker not in heads:
            speaker = named_beside(clauses, speaker, heads)
        found.append(Quotation(start, end, speaker))
    return found


def _spans(doc: Doc) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether it goes on with the one before) of what is quoted; a paragraph ends what is not closed."""
    start: int | None = None
    left_open = False
    for token in doc:
        if start is None:
            if token.text in (_OPENING, _STRAIGHT):
                start = token.i
        elif token.text in (_CLOSING, _STRAIGHT) or "\n" in token.text_with_ws or token.i == len(doc) - 1:
            closed = token.text in (_CLOSING, _STRAIGHT)
            if token.i - start > SHORTEST:
                yield start, token.i + 1, left_open
            start, left_open = None, not closed


def named_beside(clauses: Clauses, unit: int, heads: Collection[int]) -> int | None:
    """The unit of the name in apposition to a noun that is no mention: "director of the league Dana Reyes"."""
    apposed = [edge.predicate for edge in clauses.up.get(unit, ()) if edge.role == IS]
    apposed += [clauses.unit_of[child.i] for child in clauses.children(unit) if child.dep_ == "flat"]
    return next((other for other in apposed if other in heads and clauses.token(other).pos_ == "PROPN"), None)


def _adjoins(doc: Doc, end: int, start: int) -> bool:
    """Whether no paragraph ends between two quotations."""
    return not any("\n" in token.text for token in doc[end:start])


def _speaker(clauses: Clauses, qualifiers: Qualifiers, span: tuple[int, int], quoted: Collection[int]) -> int | None:
    """The unit that says a quotation: by the nearest verb of saying outside of it, or by any verb that is tied to it.

    Such a verb stands before the colon that announces the quotation, or has the subject that follows the last mark.
    """
    start, end = span
    announced = start > 0 and clauses.doc[start - 1].text == ":"
    verbs = [t for t in _around(clauses.doc, start, end) if t.i not in quoted and t.pos_ == "VERB"]
    said = [v for v in verbs if qualifiers.is_source_verb(clauses.lemmas.get(v.i, ""))]
    tied = [v for v in reversed(verbs) if v.i < start] if announced else []
    tied += [v for v in verbs if any(c.dep_ == "nsubj" and end <= _first(clauses, c) <= end + 1 for c in v.children)]
    for verb in [*sorted(said, key=lambda v: min(abs(v.i - start), abs(v.i - end))), *tied]:
        agents = clauses.arguments(verb.i, AGENT)
        if agents:
            return agents[0]
    return None


def _first(clauses: Clauses, token: Token) -> int:
    """The first token of what the token belongs to."""
    return clauses.tokens(clauses.unit_of[token.i])[0].i


def _around(doc: Doc, start: int, end: int) -> Sequence[Token]:
    """The tokens of the sentences in which a quotation begins and ends, and of the one that announces it."""
    starts = {doc[i].sent.start: doc[i].sent for i in (max(0, start - 1), start, end - 1)}
    return [token for sentence in starts.values() for token in sentence]
