"""Dates and sums of money: which of those in a sentence hang on the words that make a claim."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import TypeVar

from spacy.tokens import Span

from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.details.dates import DateMention, find_dates
from kg.extraction.details.money import MoneyMention, find_money
from kg.extraction.details.retellings import retellings
from kg.extraction.syntax.grammar import has_own_subject, preposition
from kg.extraction.wording.patterns import Match

#: Steps from a date or a sum up to the predicate it belongs to.
REACH = 6

#: Prepositions of what happened at a time of its own.
_OTHER_TIMES = frozenset({"after", "before", "since", "following", "upon", "despite"})

#: What makes a sum the price of one of several, shortly before or right behind it.
_EACH_BEFORE = re.compile(r"\beach (?:\w+ ){0,3}$")
_EACH_BEHIND = re.compile(r"\s(?:each|apiece|per (?!year|annum|month|week|day|cent)\w)")
_NEAR_SUM = 40

_FINITE = frozenset({"ccomp", "acl:relcl", "parataxis", "conj"})

Found = TypeVar("Found", DateMention, MoneyMention)


class Adjuncts:
    """Finds the dates and sums of the matches in one document."""

    def __init__(self, analysis: DocumentAnalysis) -> None:
        self._analysis = analysis
        self._doc, self._clauses = analysis.doc, analysis.clauses
        self._dates: list[DateMention] = list(find_dates(analysis.doc.text, published=analysis.document.date))
        self._money: list[MoneyMention] = list(find_money(analysis.doc.text))

    def when(self, match: Match) -> str | None:
        """The date that hangs on the claim's predicates; open on one side for what lasts and begins or ends then."""
        date = self._date(match)
        if date is None or "/" in date.value or not self._lasts(match):
            return date and date.value
        return self._analysis.kit.qualifiers.period(self._clauses, match.nodes, date.value)

    def _lasts(self, match: Match) -> bool:
        return self._analysis.kit.ontology.relations[match.pattern.relation].lasting

    def amount(self, match: Match) -> str | None:
        """The sum of money that hangs on the claim's predicates, unless it is that of another deed: a grant, a fine."""
        units = self._units(match)
        near = (m for m in self._near(self._money, match) if not self._is_unit_price(m))
        sums = (m for m in near if self._belongs(m.start, m.start + 1, units))
        return next((m.value for m in sums if not self._is_of_another(m, match.pattern.relation)), None)

    def _is_unit_price(self, money: MoneyMention) -> bool:
        """Whether a sum is paid for each of several: "each costing about $900", "$900 apiece"."""
        text = self._doc.text
        before, behind = text[max(0, money.start - _NEAR_SUM) : money.start], text[money.end : money.end + _NEAR_SUM]
        return bool(_EACH_BEFORE.search(before) or _EACH_BEHIND.match(behind))

    def _is_of_another(self, money: MoneyMention, relation: str) -> bool:
        """Whether a sum is said of a noun for a deed of other relations: "a $5,000 grant to buy it"."""
        span = self._doc.char_span(money.start, money.end, alignment_mode="expand")
        governor = None if span is None else self._clauses.governor(self._clauses.unit_of[span.root.i])
        if governor is None or self._doc[governor].pos_ != "NOUN":
            return False
        told = self._analysis.kit.episodes.deeds(self._clauses.lemmas[governor])
        return bool(told) and relation not in told

    def _date(self, match: Match) -> DateMention | None:
        """The first date that depends on the claim's words, or else on what these hang on, or on what tells it, too."""
        near = self._near(self._dates, match)
        for units in (self._units(match), self._above(match)) if near else ():
            for date in near:
                if self._belongs(date.start, date.end, units):
                    return date
        return None if self._lasts(match) else self._date_elsewhere(match)

    def _date_elsewhere(self, match: Match) -> DateMention | None:
        """The date of a deed where the document tells it another time."""
        for unit in retellings(self._analysis, match):
            for date in self._in_sentence(self._dates, self._doc[unit].sent):
                if self._belongs(date.start, date.end, {unit}):
                    return date
        return None

    def _near(self, mentions: Sequence[Found], match: Match) -> Sequence[Found]:
        """Those of the mentions, which are in order, that stand in the sentence of the match."""
        return self._in_sentence(mentions, self._doc[(match.nodes or (match.object,))[0]].sent)

    def _in_sentence(self, mentions: Sequence[Found], sentence: Span) -> Sequence[Found]:
        first = bisect_left(mentions, sentence.start_char, key=lambda m: m.start)
        return mentions[first : bisect_left(mentions, sentence.end_char, key=lambda m: m.start)]

    def _belongs(self, start: int, end: int, units: Collection[int]) -> bool:
        """Whether characters start..end depend on one of the units without another finite clause between."""
        span = self._doc.char_span(start, end, alignment_mode="expand")
        if span is None or not len(span):
            return False
        first = self._clauses.unit_of[span.root.i]
        unit: int | None = first
        for _ in range(REACH):
            if unit is None or unit in units:
                return unit is not None
            if unit != first and preposition(self._doc[unit]) in _OTHER_TIMES:
                return False  # "after his arrest last summer, he agreed"
            if self._doc[unit].dep_ in _FINITE and self._doc[unit].pos_ == "VERB":
                return False
            unit = self._clauses.governor(unit)
        return False

    def _units(self, match: Match) -> set[int]:
        """The units to which a circumstance may belong: predicates, what governs an infinitive, the object."""
        if not match.nodes:
            return {match.subject, match.object}
        above = [self._clauses.governor(node) for node in match.nodes if self._doc[node].dep_ == "xcomp"]
        return {*match.nodes, match.object, *(unit for unit in above if unit is not None)}

    def _above(self, match: Match) -> set[int]:
        """The units whose date is that of the claim as well: "gave up on Monday, selling …", "closed the deal in May".

        They are the subject, as "Acme on Monday sued" may be parsed, and what the predicates hang on by anything but a
        clause of its own.
        """
        found = {match.subject} if match.nodes and self._doc[match.subject].pos_ == "PROPN" else set()
        for node in match.nodes:
            unit = node
            while (above := self._shared_above(unit)) is not None and above not in found:
                found.add(above)
                unit = above
        return found

    def _shared_above(self, unit: int) -> int | None:
        """What a predicate hangs on, if it has its date from there: not "having sold", nor "disclosed a sale"."""
        token, governor = self._doc[unit], self._clauses.governor(unit)
        if governor is None or unit in self._analysis.by_unit:
            return None
        if token.dep_ in ("xcomp", "advcl", "acl"):
            before = any(child.dep_ == "aux" and child.lemma_ == "have" for child in token.children)
            apart = before or has_own_subject(token) or preposition(token) not in ("", "to")
            return None if apart else governor
        done = self._analysis.kit.qualifiers.brings_about(self._clauses.lemmas[governor])
        return governor if done and token.dep_ in ("obj", "nsubj", "nsubj:pass") else None
