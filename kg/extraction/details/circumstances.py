"""The circumstances of a claim: its evidence, who said it, when, how much, in which role, about which technology."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.assertion.attribution import speakers
from kg.extraction.assertion.quotations import quotation_at
from kg.extraction.assertion.standing import Standing
from kg.extraction.details.adjuncts import Adjuncts
from kg.extraction.details.positions import Positions
from kg.extraction.ends import End, role_of
from kg.extraction.naming.mentions import NAME, Mention
from kg.extraction.officers import representing
from kg.extraction.reference.referents import Referent
from kg.extraction.syntax.clauses import AGENT
from kg.extraction.wording.cues import cue_words
from kg.extraction.wording.patterns import Match

#: Words from the end of what shows a claim to the technology it is about, if that is shown, too.
NEAR = 8

#: How words hang on a noun that tell by the way what it is.
_BESIDE = frozenset({"appos", "amod", "compound"})


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


class Circumstances:
    """Finds the circumstances of the matches in one document."""

    def __init__(self, analysis: DocumentAnalysis) -> None:
        self._analysis = analysis
        self._doc, self._clauses = analysis.doc, analysis.clauses
        self._positions = Positions(analysis)
        self._adjuncts = Adjuncts(analysis)

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
        told, verb = self._clauses.top(match.nodes), self._clauses.governor(speaker)
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
        """When it was, is or will be so."""
        return self._adjuncts.when(match)

    def amount(self, match: Match) -> str | None:
        """The sum of money that is paid."""
        return self._adjuncts.amount(match)

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
