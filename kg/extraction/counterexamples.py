"""What a relation is not: places that are worded as in a sentence which does not state it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.naming.lexicon import Lexicon
from kg.extraction.syntax.clauses import Clauses
from kg.extraction.wording.patterns import Match, Matcher, Pattern


class Counterexamples:
    """Finds the patterns of counterexamples in documents."""

    def __init__(self, patterns: Iterable[Pattern], lexicon: Lexicon) -> None:
        self._matcher = Matcher(patterns, lexicon)

    def of(self, analysis: DocumentAnalysis) -> Barred:
        """What a document does not say."""
        matches = self._matcher.matches(analysis.clauses, analysis.classes())
        return Barred(match for match in matches if not _is_cued_by_ends(match, analysis.clauses))


class Barred:
    """The relations that are not read between two mentions of a document, in either direction.

    Args:
        matches: where the document is worded as in a counterexample.
    """

    def __init__(self, matches: Iterable[Match]) -> None:
        self._words: defaultdict[tuple[str, frozenset[int]], int] = defaultdict(int)
        for match in matches:
            place = _place(match)
            self._words[place] = max(self._words[place], _words(match.pattern))

    def bars(self, match: Match) -> bool:
        """Whether a counterexample fits the place better than the example: it says more, or no example is worded so."""
        return self._words.get(_place(match), 0) > (_words(match.pattern) if match.probability == 1 else 0)


def _is_cued_by_ends(match: Match, clauses: Clauses) -> bool:
    """Whether a cue is a word for one of the ends: "the company sold a scanner" tells of no company that was sold."""
    words = {token.lemma_.lower() for end in (match.subject, match.object) for token in clauses.tokens(end)}
    return not words.isdisjoint(match.pattern.cues)


def _place(match: Match) -> tuple[str, frozenset[int]]:
    return match.pattern.relation, frozenset((match.subject, match.object))


def _words(pattern: Pattern) -> int:
    """How much a wording asks for: predicates on its path, and cues."""
    return len(pattern.nodes) + len(pattern.cues)
