"""A labelled text as the extractor understood it, with every step kept: what an error is traced through."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.claims import Claim
from kg.evaluation.labelled import LabelledEntity, LabelledText, fold
from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.choosing import Candidate, chosen
from kg.extraction.extractor import Extractor, Refusal
from kg.extraction.naming.mentions import Mention
from kg.extraction.officers import representing
from kg.extraction.reference.referents import Referent
from kg.extraction.wording.patterns import Match
from kg.language.parsing import parse

#: Letters from which on a name is looked for in any case; "US" is not "us".
_LONG_NAME = 4


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens start..end of a document."""

    start: int
    end: int


@dataclass(slots=True)
class Understanding:
    """A labelled text, its analysis, every place that is worded as an example, and the claims that were made."""

    text: LabelledText
    extractor: Extractor
    analysis: DocumentAnalysis
    weighed: list[tuple[Match, Claim | Refusal]]
    claims: list[Claim]
    _names: dict[int, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, extractor: Extractor, text: LabelledText, doc: Doc) -> Understanding:
        """Understand a parsed text."""
        analysis = DocumentAnalysis.of(extractor.kit, text.document, doc)
        weighed = list(extractor.weighed(analysis))
        candidates = [(match, found) for match, found in weighed if isinstance(found, Claim)]
        return cls(text, extractor, analysis, weighed, chosen(candidates, extractor.ontology))

    @property
    def candidates(self) -> list[Candidate]:
        """The claims that were suggested, whether or not they were made."""
        return [(match, found) for match, found in self.weighed if isinstance(found, Claim)]

    def match_of(self, claim: Claim) -> Match:
        """Where a claim that was made was found."""
        same = ("subject", "predicate", "object", "polarity", "start", "end", "taught_by")
        return next(m for m, c in self.candidates if all(getattr(c, name) == getattr(claim, name) for name in same))

    def span(self, start: int, end: int) -> Span:
        """The tokens in which the characters start..end stand."""
        inside = [token.i for token in self.analysis.doc if token.idx < end and start < token.idx + len(token)]
        return Span(inside[0], inside[-1] + 1)

    def quote(self, words: str) -> Span | None:
        """The tokens of a quote; nothing if the text does not have it. Lines may be broken elsewhere."""
        found = re.search(r"\s+".join(map(re.escape, words.split())), self.analysis.doc.text)
        return self.span(found.start(), found.end()) if found and found[0] else None

    def sentences(self, span: Span) -> Span:
        """The sentences that hold the tokens."""
        doc = self.analysis.doc
        return Span(doc[span.start].sent.start, doc[span.end - 1].sent.end)

    def mentions(self, span: Span) -> list[Mention]:
        """The mentions that begin in the span."""
        return [m for m in self.analysis.mentions if span.start <= m.start < span.end]

    def referents(self, mention: Mention) -> list[Referent]:
        """Whom a mention stands for, and the organization that a nameless officer speaks for."""
        analysis = self.analysis
        spoken_for = representing(analysis, analysis.clauses.unit_of[mention.head], mention)
        return [*analysis.references.antecedents(mention), *(referent for _, referent in spoken_for)]

    def stands_for(self, mention: Mention | None, entity: LabelledEntity) -> bool:
        """Whether a mention was taken for the labelled entity."""
        if mention is None:
            return False
        return any(self._forms(referent) & entity.names for referent in self.referents(mention))

    def _forms(self, referent: Referent) -> frozenset[str]:
        if id(referent) not in self._names:
            forms = (referent.name, *self.analysis.surfaces(referent))
            self._names[id(referent)] = frozenset(map(fold, forms))
        return self._names[id(referent)]

    def shown(self, mention: Mention) -> str:
        """A mention with whom it was taken for."""
        names = [referent.name for referent in self.analysis.references.antecedents(mention)]
        return f"“{mention.text(self.analysis.doc)}” ({mention.kind}) → {' and '.join(names) or 'nobody'}"

    def named(self, entity: LabelledEntity, span: Span) -> Iterator[tuple[int, int]]:
        """The tokens of the span that spell one of the entity's names, as (start, end), longest names first."""
        doc = self.analysis.doc
        first, text = doc[span.start].idx, doc[span.start : span.end].text
        for name in sorted((entity.name, *entity.aliases), key=len, reverse=True):
            case = re.IGNORECASE if len(name) >= _LONG_NAME else re.NOFLAG
            for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, case):
                tokens = doc.char_span(first + found.start(), first + found.end(), alignment_mode="expand")
                if tokens is not None:
                    yield tokens.start, tokens.end


def understand(extractor: Extractor, texts: Iterable[LabelledText]) -> Iterator[Understanding]:
    """Understand labelled texts, in their order."""
    texts = list(texts)
    for text, doc in zip(texts, parse(text.document.text for text in texts), strict=True):
        yield Understanding.of(extractor, text, doc)
