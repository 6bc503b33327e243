"""The circumstances of a claim: its evidence, who said it, when, how much, in which role, about which technology."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.attribution import speakers
from kg.extraction.clauses import AGENT
from kg.extraction.cues import cue_words
from kg.extraction.dates import DateMention, find_dates
from kg.extraction.ends import End, role_of
from kg.extraction.grammar import has_own_subject, preposition
from kg.extraction.mentions import NAME, Mention
from kg.extraction.money import MoneyMention, find_money
from kg.extraction.officers import representing
from kg.extraction.patterns import Match
from kg.extraction.positions import Positions
from kg.extraction.qualifiers import top_unit
from kg.extraction.quotations import quotation_at
from kg.extraction.referents import Referent
from kg.extraction.standing import Standing

#: Words from the end of what shows a claim to the technology it is about, if that is shown, too.
NEAR = 8

#: Steps from a date or a sum up to the predicate it belongs to.
REACH = 6

#: Prepositions of what happened at a time of its own.
_OTHER_TIMES = frozenset({"after", "before", "since", "following", "upon", "despite"})

#: How words hang on a noun that tell by the way what it is.
_BESIDE = frozenset({"appos", "amod", "compound"})

_FINITE = frozenset({"ccomp", "acl:relcl", "parataxis", "conj"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """The shortest span that shows a claim, and its sentence: character offsets."""

    start: int
    end: int
    sentence_start: int
    sentence_end: int


@dataclass(frozen=True, slots=True)
class About:
    """The technology that a claim is about."""

    referent: Referent
    mention: Mention


Span = TypeVar("Span", DateMention, MoneyMention)


class Circumstances:
    """Finds the circumstances of the matches in one document."""

    def __init__(self, analysis: DocumentAnalysis) -> None:
        self._analysis = analysis
        self._doc, self._clauses = analysis.doc, analysis.clauses
        self._positions = Positions(analysis)
        self._dates: list[DateMention] = list(find_dates(analysis.doc.text, published=analysis.document.date))
        self._money: list[MoneyMention] = list(find_money(analysis.doc.text))

    def is_question(self, match: Match) -> bool:
        """Whether the sentence asks."""
        sentence = self._doc[(match.nodes or (match.subject,))[0]].sent
        return sentence.text.rstrip(" \n\"'”’)").endswith("?")

    def evidence(self, ends: tuple[End, End], match: Match, standing: Standing, about: About | None) -> Evidence:
        """Where the claim stands, with the words that make it and decide how; an end named elsewhere is left out."""
        sentence = self._doc[(match.nodes or (match.object,))[0]].sent
        indexes = [t.i for node in match.nodes for t in self._clauses.tokens(node)]
        indexes += [i for end in ends for i in (end.mention.start, end.mention.end - 1)]
        indexes += [*standing.words, *cue_words(self._clauses, match.nodes, match.pattern.cues)]
        inside = [i for i in indexes if sentence.start <= i < sentence.end]
        if about is not None and self._is_near(about.mention, max(inside)):
            inside.append(about.mention.end - 1)
        first, last = self._doc[min(inside)], self._doc[max(inside)]
        words = [t for t in sentence if not t.is_space]
        return Evidence(first.idx, last.idx + len(last), words[0].idx, words[-1].idx + len(words[-1]))

    def _is_near(self, mention: Mention, last: int) -> bool:
        """Whether a mention follows shortly on a word of the same sentence."""
        return 0 < mention.start - last <= NEAR and mention.end <= self._doc[last].sent.end

    def speaker(self, match: Match, subject: End) -> str | None:
        """Who is named as the source; nobody where a name alone tells it, or the subject promises or denies its deed.

        That "Acme said it sued" has a source, and that "Acme decided to sue" has none, is told by the second subject.
        """
        analysis = self._analysis
        if self._is_said_by_the_way(match):
            return None
        for unit in self._sources(match):
            mention, referent = analysis.by_unit.get(unit), analysis.referent_at(unit)
            if mention is not None and (represented := representing(analysis, unit, mention)):
                referent = represented[0][1]
            if referent is subject.referent and not self._reports(unit, match):
                return None
            if referent is not None and referent.is_named and analysis.kit.lexicon.is_actor(referent.class_name):
                return referent.name
        return None

    def _reports(self, speaker: int, match: Match) -> bool:
        """Whether a speaker tells in a clause with a subject of its own what the speaker did."""
        if speaker == match.subject or role_of(match, match.subject) != AGENT:
            return False
        told, verb = top_unit(self._clauses, match.nodes), self._clauses.governor(speaker)
        if quotation_at(self._analysis.quotations, told) is not None:
            return True
        return verb is not None and (verb == self._clauses.governor(told) or self._clauses.governor(verb) == told)

    def _is_said_by_the_way(self, match: Match) -> bool:
        """Whether nothing is predicated: "Acme scanners", "a Boston-based firm" are the writer's own words anywhere."""
        beside = (self._doc[node].pos_ == "PROPN" or self._doc[node].dep_ in _BESIDE for node in match.nodes)
        return all(beside)

    def _sources(self, match: Match) -> Iterator[int]:
        """Units that are named as sources: in the sentence, or as the speaker of the quotation it belongs to."""
        units = match.nodes or (match.object,)
        ends = (match.subject, match.object)
        yield from speakers(self._analysis.kit.qualifiers, self._clauses, units, ends)
        quotation = quotation_at(self._analysis.quotations, units[0])
        if quotation is not None and quotation.speaker is not None:
            yield quotation.speaker

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
        sums = (m for m in self._near(self._money, match) if self._belongs(m.start, m.start + 1, units))
        return next((m.value for m in sums if not self._is_of_another(m, match.pattern.relation)), None)

    def _is_of_another(self, money: MoneyMention, relation: str) -> bool:
        """Whether a sum is said of a noun for a deed of other relations: "a $5,000 grant to buy it"."""
        span = self._doc.char_span(money.start, money.end, alignment_mode="expand")
        governor = None if span is None else self._clauses.governor(self._clauses.unit_of[span.root.i])
        if governor is None or self._doc[governor].pos_ != "NOUN":
            return False
        told = self._analysis.kit.episodes.deeds(self._clauses.lemmas[governor])
        return bool(told) and relation not in told

    def _date(self, match: Match) -> DateMention | None:
        """The first date that depends on the claim's own words, or else on those that these hang on."""
        near = self._near(self._dates, match)
        for units in (self._units(match), self._above(match)) if near else ():
            for date in near:
                if self._belongs(date.start, date.end, units):
                    return date
        return None

    def _near(self, mentions: Sequence[Span], match: Match) -> Sequence[Span]:
        """Those of the mentions, which are in order, that stand in the sentence of the match."""
        sentence = self._doc[(match.nodes or (match.object,))[0]].sent
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
        return governor if done and token.dep_ in ("obj", "nsubj:pass") else None

    def role(self, match: Match) -> str | None:
        """The words of the position that the subject holds at the object."""
        return self._positions.held(match)

    def technology(self, match: Match, subject: End, obj: End) -> About | None:
        """The technology among the arguments of the predicates, when neither end is one; a named one first."""
        kit = self._analysis.kit
        if not match.nodes or kit.is_technology(subject.class_name) or kit.is_technology(obj.class_name):
            return None
        found = []
        for unit in self._around(match):
            mention, referent = self._analysis.by_unit.get(unit), self._analysis.referent_at(unit)
            if mention is None or referent is None or not kit.is_technology(referent.class_name):
                continue
            if mention.kind == NAME or mention.definite or not kit.lexicon.is_vague(mention.noun):
                found.append(About(referent, mention))
        named = [about for about in found[:2] if about.referent.is_named]
        return next(iter([*named, *found]), None)

    def _around(self, match: Match) -> Iterator[int]:
        """Units near the predicates: arguments, their attributes, and what hangs on complements."""
        seen: set[int] = set()
        layer = list(match.nodes)
        for _ in range(3):
            layer = [edge.argument for unit in layer for edge in self._clauses.down.get(unit, ())]
            layer = [unit for unit in dict.fromkeys(layer) if unit not in seen]
            seen.update(layer)
            yield from layer
