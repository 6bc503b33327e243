"""Clauses in normal form: predicates and their arguments, whatever the grammar that joins them.

A document becomes a graph of *units* (a mention, or a single word outside mentions) and edges
`predicate –role→ argument`. Active, passive, relative, reduced relative, participial, infinitival, coordinated, copular
and appositive forms all end in the same few roles, much as in the enhanced graphs of Universal Dependencies (Schuster
and Manning, LREC 2016):

    agent       who acts: subject of an active verb, "by" of a passive, controller of an infinitive
    patient     what is acted on: object of an active verb, subject of a passive, head of a reduced relative
    is          what a noun or adjective is said of: copula, apposition, title before a name
    poss        possessor: "the city's contract"
    noun        noun before a noun: "the city contract"; patterns with words take it for a possessor
    clause      a complement clause or infinitive; gerunds after a preposition have that preposition as role
    plain       an oblique without a preposition: "Boston-based"
    to, with …  any other argument, by its preposition; an indirect object counts as "to"
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

AGENT, PATIENT, IS, POSS, NOUN, CLAUSE, PLAIN = "agent", "patient", "is", "poss", "noun", "clause", "plain"


@dataclass(frozen=True, slots=True)
class Edge:
    """`predicate` has `argument` in `role`; both are unit numbers (the index of the unit's head token)."""

    predicate: int
    role: str
    argument: int


@dataclass(slots=True)
class Clauses:
    """The clause graph of a document."""

    doc: Doc
    unit_of: list[int]  # token index -> unit
    lemmas: dict[int, str] = field(default_factory=dict)  # unit -> lemma, particle included
    down: dict[int, list[Edge]] = field(default_factory=dict)
    up: dict[int, list[Edge]] = field(default_factory=dict)
    _members: dict[int, list[Token]] = field(default_factory=dict)
    _seen: set[Edge] = field(default_factory=set)

    def __post_init__(self) -> None:
        for token in self.doc:
            self._members.setdefault(self.unit_of[token.i], []).append(token)

    def add(self, predicate: int, role: str, argument: int) -> None:
        """Add an edge once."""
        edge = Edge(predicate, role, argument)
        if predicate != argument and edge not in self._seen:
            self._seen.add(edge)
            self.down.setdefault(predicate, []).append(edge)
            self.up.setdefault(argument, []).append(edge)

    def arguments(self, predicate: int, role: str) -> list[int]:
        """Units that fill the role of the predicate."""
        return [edge.argument for edge in self.down.get(predicate, ()) if edge.role == role]

    def token(self, unit: int) -> Token:
        """The head token of a unit."""
        return self.doc[unit]

    def tokens(self, unit: int) -> list[Token]:
        """All tokens of a unit, in order."""
        return self._members[unit]

    def children(self, unit: int) -> Iterator[Token]:
        """Tokens that hang on the unit from outside it."""
        for token in self.tokens(unit):
            for child in token.children:
                if self.unit_of[child.i] != unit:
                    yield child

    def governor(self, unit: int) -> int | None:
        """The unit on which this one hangs, or None at the root."""
        head = self.doc[unit].head
        return None if head.i == unit else self.unit_of[head.i]

    def top(self, nodes: Sequence[int]) -> int:
        """The unit of several on which the others hang."""
        return next((unit for unit in nodes if self.governor(unit) not in nodes), nodes[0])
