"""Deeds that are spoken of again: "the lawsuit" is against whom the document said that somebody filed one.

Which nouns stand for a deed, and how its object hangs on them, is told by the examples that teach a relation: where
"[Acme](subject)'s [lawsuit](cue) against [Northgate](object)" states one, "the lawsuit" without "against" speaks of one
that was told before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.extraction.naming.lexicon import Lexicon
from kg.extraction.naming.mentions import Mention
from kg.extraction.reference.referents import References, Referent
from kg.extraction.syntax.clauses import AGENT, CLAUSE, IS, NOUN, PATIENT, PLAIN, POSS, Clauses
from kg.extraction.syntax.grammar import is_again
from kg.extraction.wording.patterns import Pattern
from kg.ontology.definitions import Relation

#: Roles that are no prepositions.
_PLAIN_ROLES = frozenset({AGENT, IS, PATIENT, POSS, NOUN, PLAIN, CLAUSE})

#: By a word and a relation, the roles in which the object of the relation hangs on the word.
Roles = dict[str, dict[str, set[str]]]


@dataclass(frozen=True, slots=True)
class Telling:
    """A place that tells a deed."""

    unit: int
    objects: dict[int, Referent]  # by their ids


class Episodes:
    """The words that tell of deeds, as patterns teach them."""

    def __init__(self, lexicon: Lexicon, patterns: Iterable[Pattern] = ()) -> None:
        self._ontology = lexicon.ontology
        self._told: Roles = defaultdict(lambda: defaultdict(set))  # all words: "sued", "lawsuit against"
        self._nouns: Roles = defaultdict(lambda: defaultdict(set))  # those that may leave the object out
        relations = self._ontology.relations.values()
        opposed = {name for r in relations for name in (r.name if r.opposes else "", *r.opposes)}
        for pattern in patterns:
            if len(pattern.nodes) == 1 and pattern.nodes[0].is_lexical and pattern.steps[1].forward:
                self._learn(pattern, self._ontology.relations[pattern.relation], opposed)

    def _learn(self, pattern: Pattern, relation: Relation, opposed: set[str]) -> None:
        """A verb, and a noun that may tell either of two opposites ("the ruling") or of what lasts, tells of no deed.

        A noun for who did it speaks of the deed, too: "the plaintiffs" are those who filed the lawsuit.
        """
        lemma, (subject_role, role) = pattern.nodes[0].lemma, (step.role for step in pattern.steps)
        if not pattern.cues - {lemma}:
            self._told[lemma][relation.name].add(role)
        is_deed = subject_role != AGENT and not relation.lasting and relation.name not in opposed
        if is_deed and role not in _PLAIN_ROLES and " " not in role:
            self._nouns[lemma][relation.name].add(role)

    def deeds(self, lemma: str) -> Collection[str]:
        """The relations of which a noun tells deeds."""
        return self._nouns.get(lemma, {}).keys()

    def join(
        self, clauses: Clauses, by_unit: Mapping[int, Mention], references: References
    ) -> dict[int, tuple[int, ...]]:
        """Add to the clauses of a document against whom "the lawsuit" is, where one telling has all objects.

        Returns:
            By the unit of each deed that is spoken of again, the units that told it.
        """
        again: list[tuple[int, str]] = []
        tellings: dict[str, list[Telling]] = defaultdict(list)
        for unit, lemma in clauses.lemmas.items():
            for relation, roles in self._told.get(lemma, {}).items():
                units = [argument for role in sorted(roles) for argument in clauses.arguments(unit, role)]
                found = (references.of_mention.get(by_unit[one]) for one in units if one in by_unit)
                objects = {id(r): r for r in found if r and self._may_be(r, relation)}
                tellings[relation].append(Telling(unit, objects))
                if not units and list(self._nouns.get(lemma, ())) == [relation] and is_again(clauses.token(unit)):
                    again.append((unit, relation))
        retold: dict[int, tuple[int, ...]] = {}
        for unit, relation in again:
            for referent, role in self._objects(tellings[relation], clauses.lemmas[unit], relation):
                if referent.is_named and referent.mentions[0].start < unit:
                    clauses.add(unit, role, clauses.unit_of[referent.mentions[0].head])
                    retold[unit] = tuple(telling.unit for telling in tellings[relation] if telling.objects)
        return retold

    def _may_be(self, referent: Referent, relation: str) -> bool:
        allowed = self._ontology.relations[relation].range
        return referent.class_name is not None and self._ontology.fitting(referent.class_name, allowed) is not None

    def _objects(self, tellings: list[Telling], lemma: str, relation: str) -> Iterator[tuple[Referent, str]]:
        """The objects of the one deed of the kind, each in the roles that the noun has for it."""
        fullest = max((telling.objects for telling in tellings), key=len)
        if all(telling.objects.keys() <= fullest.keys() for telling in tellings):
            yield from ((one, role) for one in fullest.values() for role in sorted(self._nouns[lemma][relation]))
