"""Where a document tells a deed another time: what a headline says is told below it, a lawsuit where it was filed."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.wording.patterns import Match
from kg.language.parsing import PARAGRAPH

_CLOSING = " \n\"'”’)]"


def retellings(analysis: DocumentAnalysis, match: Match) -> Iterator[int]:
    """Units that tell elsewhere what a match says.

    They are those that told a deed before it was spoken of again, and the main predicate of the first sentence below a
    headline that tells it.
    """
    told = [unit for node in match.nodes for unit in analysis.retold.get(node, ())]
    yield from told
    in_headline = any(analysis.doc[unit].sent.start == 0 for unit in (*match.nodes, *told))
    lead = _lead(analysis.doc) if in_headline else None
    if lead is None:
        return
    root = analysis.clauses.unit_of[lead[0].sent.root.i]
    inside = (analysis.referent(mention) for mention in analysis.mentions if lead.start <= mention.start < lead.end)
    named = {id(referent) for referent in inside if referent}
    subject, obj = (id(analysis.referent_at(unit)) in named for unit in (match.subject, match.object))
    said = any(analysis.clauses.lemmas[root] == analysis.clauses.lemmas[node] for node in match.nodes)
    if (obj and (subject or told)) or (subject and said):
        yield root


def _lead(doc: Doc) -> Span | None:
    """The sentence that opens the report below a headline; none if the text has no headline.

    A sentence that was parsed as two is one: it ends where the first full stop is.
    """
    sentences = list(doc.sents)
    start = 1
    for number, sentence in enumerate(sentences):
        if _is_whole(sentence):
            return doc[sentences[start].start : sentence.end] if number >= start else None
        if PARAGRAPH.search(sentence.text):
            start = number + 1
    return None


def _is_whole(sentence: Span) -> bool:
    """Whether a sentence has a full stop: headlines and datelines have none."""
    return sentence.text.rstrip(_CLOSING).endswith((".", "!", "?"))
