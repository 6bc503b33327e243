"""What predicates want: the classes that the examples of the ontology put into each role of a word.

"It was co-sponsored by …" speaks of a law and "it sued …" of an actor, because the examples that teach the words have
such ends: selectional preferences as evidence in the choice of an antecedent (Dagan and Itai, COLING 1990), here from
what the ontology teaches and not from counts in a corpus.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.extraction.naming.lexicon import Lexicon
from kg.extraction.syntax.clauses import AGENT, PATIENT, POSS, Clauses
from kg.extraction.syntax.paths import Step
from kg.extraction.wording.patterns import Pattern

#: How well a name or a noun of no known class fills a place for which some class is wanted.
_UNCLASSED = 0.5

#: The same for such a noun where only actors are wanted. Of 0, 0.25 and 0.5, the first misleads one pronoun in a
#: hundred more in articles that were read for it, and the last loses a claim of the labelled texts.
_THING = 0.25

#: Roles in which stands what somebody is sued or criticized for.
_REASONS = frozenset({"over", "for", "about"})


class Preferences:
    """Which classes fill the roles of words, as patterns teach it."""

    def __init__(self, lexicon: Lexicon, patterns: Iterable[Pattern] = ()) -> None:
        self._lexicon = lexicon
        self._wanted: dict[tuple[str, str], list[Sequence[str]]] = defaultdict(list)
        self._adverse: set[tuple[str, str]] = set()
        self._owners: list[tuple[Sequence[str], Sequence[str]]] = []
        for pattern in patterns:
            self._learn(pattern)

    def _learn(self, pattern: Pattern) -> None:
        relation = self._lexicon.ontology.relations[pattern.relation]
        for lemma, role, allowed in _ends(pattern, relation.domain, relation.range):
            self._wanted[lemma, role].append(allowed)
        if not pattern.nodes and pattern.steps == (Step(POSS, forward=False),):
            self._owners.append((relation.domain, relation.range))
        if relation.adverse and len(pattern.nodes) == 1 and pattern.steps[0].role == AGENT and not pattern.cues:
            self._adverse.add((pattern.nodes[0].lemma, pattern.steps[1].role))

    def is_adverse(self, lemma: str, role: str) -> bool:
        """Whether what fills the role of a word is somebody else's than who does it: "ruled against its attempt"."""
        return (lemma, role) in self._adverse or (role in _REASONS and (lemma, PATIENT) in self._adverse)

    def may_own(self, owner: str | None, thing: str | None) -> bool:
        """Whether "Acme's scanner" says of things and owners of these classes that one has made the other."""
        is_a = self._lexicon.ontology.is_a
        return any(
            any(is_a(owner, name) for name in owners) and any(is_a(thing, name) for name in things)
            for owners, things in self._owners
        )

    def knows(self, clauses: Clauses, unit: int) -> bool:
        """Whether the examples have the word of which a unit is an argument, with one in the same role."""
        return any((clauses.lemmas[edge.predicate], edge.role) in self._wanted for edge in clauses.up.get(unit, ()))

    def fit(self, clauses: Clauses, unit: int, class_name: str | None) -> float:
        """How well something of a class fills the place of a unit.

        Args:
            clauses: the clause graph.
            unit: where it would stand.
            class_name: what it is; empty where that is not known, None for a thing that the ontology does not have.

        Returns:
            The share of the examples of the words there that take it, 0 to 1; 1 where no example has them.
        """
        shares = [1.0]
        edges = clauses.up.get(unit, ())
        told = {clauses.governor(e.predicate) for e in edges if clauses.token(e.predicate).dep_ == "xcomp"}
        for edge in edges:
            if edge.predicate in told:
                continue  # who "ceased using" a thing is who uses, not who ceases
            wanted = self._wanted.get((clauses.lemmas[edge.predicate], edge.role))
            if wanted:
                shares.append(sum(self._takes(allowed, class_name) for allowed in wanted) / len(wanted))
        return min(shares)

    def _takes(self, allowed: Sequence[str], class_name: str | None) -> float:
        if class_name == "":
            return _UNCLASSED
        if class_name is None:
            return _THING if all(self._lexicon.is_actor(name) for name in allowed) else _UNCLASSED
        return float(self._lexicon.ontology.fitting(class_name, allowed) is not None)


def _ends(pattern: Pattern, domain: Sequence[str], span: Sequence[str]) -> Iterator[tuple[str, str, Sequence[str]]]:
    """(lemma, role, classes) for the ends of a pattern that hang on a word."""
    if not pattern.nodes:
        return
    first, last = pattern.nodes[0], pattern.nodes[-1]
    if first.is_lexical and not pattern.steps[0].forward:
        yield first.lemma, pattern.steps[0].role, domain
    if last.is_lexical and pattern.steps[-1].forward:
        yield last.lemma, pattern.steps[-1].role, span
