"""Clauses in normal form: predicates and their arguments, whatever the grammar that joins them.

A document becomes a graph of *units* (a mention, or a single word outside mentions) and edges `predicate –role→ argument`.
Active, passive, relative, reduced relative, participial, infinitival, coordinated, copular and appositive forms all end in
the same few roles, much as in the enhanced graphs of Universal Dependencies (Schuster and Manning, LREC 2016):

    agent       who acts: subject of an active verb, "by" of a passive, controller of an infinitive
    patient     what is acted on: object of an active verb, subject of a passive, head of a reduced relative
    is          what a noun or adjective is said of: copula, apposition, title before a name
    poss        possessor, or noun before a noun: "the city's contract", "the city contract"
    clause      a complement clause or infinitive; gerunds after a preposition have that preposition as role
    to, with …  any other argument, by its preposition; an indirect object counts as "to"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

AGENT, PATIENT, IS, POSS, CLAUSE = "agent", "patient", "is", "poss", "clause"

_SUBJECTS = frozenset({"nsubj", "csubj"})
_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "acl"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})


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


def clauses_of(doc: Doc, spans: Sequence[tuple[int, int]] = ()) -> Clauses:
    """The clause graph of a parsed document whose mentions cover the given token spans."""
    unit_of = list(range(len(doc)))
    for start, end in spans:
        head = head_of(doc, start, end)
        unit_of[start:end] = [head] * (end - start)
    clauses = Clauses(doc, unit_of)
    builder = _Builder(clauses)
    units = sorted(set(unit_of))
    for unit in units:
        clauses.lemmas[unit] = _lemma(clauses, unit)
    for unit in units:
        builder.modifiers(unit)
    for unit in units:
        builder.predicate(unit)
        builder.relative_objects(unit)
    shared_objects(clauses, units)
    return clauses


def head_of(doc: Doc, start: int, end: int) -> int:
    """The token of a span on which the others hang; the last one where several hang outside."""
    outside = [t.i for t in doc[start:end] if not start <= t.head.i < end or t.head.i == t.i]
    nominal = [i for i in outside if doc[i].pos_ in _NOMINAL]
    return (nominal or outside or [end - 1])[-1]


def _lemma(clauses: Clauses, unit: int) -> str:
    token = clauses.token(unit)
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB":
        particles = [c.lower_ for c in token.children if c.dep_ == "compound" and c.pos_ in ("ADP", "ADV")]
        lemma = "_".join([lemma, *particles[:1]])
    return lemma


def is_passive(token: Token) -> bool:
    """Whether a verb's grammatical subject is its patient."""
    labels = {child.dep_ for child in token.children}
    if labels & {"nsubj:pass", "aux:pass"}:
        return True
    if token.pos_ != "VERB" or not is_participle(token):
        return False
    if token.dep_ in ("acl", "amod", "acl:relcl") and not labels & {"nsubj", "obj", "aux", "cop"}:
        return True
    if token.dep_ in ("conj", "advcl", "parataxis", "xcomp") and "obl:agent" in labels and "obj" not in labels:
        return True
    if token.dep_ == "conj" and not labels & {"nsubj", "aux"}:
        return is_passive(token.head) and "obj" not in labels
    # headline style: "Acme fined by watchdog"
    return "nsubj" in labels and "aux" not in labels and any(_is_by(child) for child in token.children)


def is_participle(token: Token) -> bool:
    """Whether the form can be a past participle."""
    form = token.lower_
    return not form.endswith("ing") and (form.endswith(("ed", "en", "wn", "t", "ung", "ught", "ld", "de", "id", "ne")) or form != token.lemma_)


def _is_by(token: Token) -> bool:
    return token.dep_ == "obl:agent" or (token.dep_ == "obl" and _preposition(token) == "by" and token.ent_type_ != "")


def _preposition(token: Token) -> str:
    """The words that mark an oblique or a clause, "according to" as one."""
    for child in token.children:
        if child.dep_ in ("case", "mark"):
            fixed = [c.lower_ for c in child.children if c.dep_ == "fixed"]
            return " ".join([child.lower_, *fixed])
    return ""


class _Builder:
    """Adds the edges of one unit after another; a subject that is not there is looked for where grammar puts it."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses

    def modifiers(self, unit: int) -> None:
        """Possessors, compounds, appositions, titles and prepositional attributes of a noun."""
        clauses = self.clauses
        token = clauses.token(unit)
        for child in clauses.children(unit):
            other = clauses.unit_of[child.i]
            if child.dep_ == "nmod:poss":
                self._add_all(unit, POSS, other)
            elif child.dep_ in ("compound", "amod", "flat", "nmod", "nmod:desc", "appos") and self._is_title(token, child):
                clauses.add(other, IS, unit)
            elif child.dep_ == "compound" and child.pos_ in ("NOUN", "PROPN"):
                clauses.add(unit, POSS, other)
            elif child.dep_ == "amod" and child.pos_ == "PROPN":
                clauses.add(unit, POSS, other)
            elif child.dep_ == "appos":
                self._apposition(unit, other)
            elif child.dep_ == "nmod" and token.pos_ != "VERB":
                preposition = _preposition(child)
                if preposition:
                    self._add_all(unit, preposition, other)
                elif child.pos_ in ("NOUN", "PROPN"):
                    clauses.add(unit, POSS, other)

    def _is_title(self, token: Token, child: Token) -> bool:
        """A common noun before a person's name: "chief executive Dana Reyes"."""
        return (
            token.ent_type_ == "PER"
            and child.pos_ in ("NOUN", "PROPN")
            and child.ent_type_ != "PER"
            and child.i < token.i
            and not any(c.dep_ == "case" for c in child.children)
        )

    def _apposition(self, unit: int, other: int) -> None:
        for one, two in ((unit, other), (other, unit)):
            self.clauses.add(one, IS, two)
        for extra in self._conjuncts(other):
            self.clauses.add(extra, IS, unit)

    def predicate(self, unit: int) -> None:
        """Arguments of a verb, or of a noun or adjective that is predicated."""
        token = self.clauses.token(unit)
        if any(child.dep_ == "cop" for child in token.children) and not token.pos_ == "VERB":
            for subject in self.subjects(unit):
                self._add_all(unit, IS, subject)
        elif token.pos_ in ("VERB", "AUX"):
            self._verb(unit, token)
        for child in self.clauses.children(unit):
            self._argument(unit, child)

    def _verb(self, unit: int, token: Token) -> None:
        role = PATIENT if is_passive(token) else AGENT
        for subject in self.subjects(unit):
            self._add_all(unit, role, subject)

    def _argument(self, unit: int, child: Token) -> None:
        clauses, other = self.clauses, self.clauses.unit_of[child.i]
        if child.lower_ in _RELATIVE and child.dep_ in ("obj", "obl", "nsubj", "nsubj:pass"):
            return
        if child.dep_ == "obj":
            self._add_all(unit, PATIENT, other)
        elif child.dep_ == "iobj":
            self._add_all(unit, "to", other)
        elif child.dep_ == "obl:agent":
            self._add_all(unit, AGENT, other)
        elif child.dep_ == "obl":
            preposition = _preposition(child)
            if preposition:
                passive_by = preposition == "by" and is_passive(clauses.token(unit))
                self._add_all(unit, AGENT if passive_by else preposition, other)
        elif child.dep_ in _CLAUSES and child.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
            for clause in [other, *self._conjuncts(other)]:
                clauses.add(unit, self._clause_role(child), clause)

    def _clause_role(self, child: Token) -> str:
        mark = _preposition(child)
        gerund = child.lower_.endswith("ing")
        return mark if mark and gerund and mark not in ("to", "that", "while", "when") else CLAUSE

    def subjects(self, unit: int, depth: int = 0) -> list[int]:
        """Who the predicate is said of: its own subject, or the one that grammar lends it."""
        clauses = self.clauses
        token = clauses.token(unit)
        own = [c for c in token.children if c.dep_ in _SUBJECTS or c.dep_ == "nsubj:pass"]
        relative = self._relative_noun(unit)
        if own and not (own[0].lower_ in _RELATIVE and relative is not None):
            return [clauses.unit_of[own[0].i]]
        if relative is not None and (own or not self._object_relative(token)):
            return [relative]
        if own or depth > 6:
            return []
        return self._lent_subjects(unit, token, depth)

    def _lent_subjects(self, unit: int, token: Token, depth: int) -> list[int]:
        governor = self.clauses.governor(unit)
        if governor is None:
            return []
        if token.dep_ == "conj":
            return self.subjects(governor, depth + 1)
        if token.dep_ == "acl":
            infinitive = any(c.dep_ == "mark" and c.lower_ == "to" for c in token.children)
            return self._owners(governor, depth) if infinitive else [governor]
        if token.dep_ in ("xcomp", "advcl"):
            return self._controllers(governor, token, depth)
        return []

    def _controllers(self, governor: int, token: Token, depth: int) -> list[int]:
        """Whoever controls an infinitive or a gerund: the object where there is one, else the subject."""
        verb = self.clauses.token(governor)
        infinitive = token.dep_ == "xcomp" or any(c.dep_ == "mark" and c.lower_ == "to" for c in token.children)
        bars = _preposition(token) == "from"
        if infinitive or bars:
            objects = [c for c in verb.children if c.dep_ in ("obj", "iobj") and c.i < token.i]
            if not objects and infinitive and token.dep_ == "advcl":
                objects = [c for c in verb.children if c.dep_ == "obl" and c.i < token.i and _preposition(c) in ("on", "upon", "for")]
            if objects:
                first = self.clauses.unit_of[objects[0].i]
                return [first, *self._conjuncts(first)]
        return self.subjects(governor, depth + 1)

    def _owners(self, noun: int, depth: int) -> list[int]:
        """The possessor of a noun with an infinitive ("the city's plan to buy"), else the subject of its verb."""
        owners = [c for c in self.clauses.children(noun) if c.dep_ == "nmod:poss"]
        if owners:
            return [self.clauses.unit_of[owners[0].i]]
        verb = self.clauses.governor(noun)
        if verb is not None and self.clauses.token(noun).dep_ in ("obj", "obl") and self.clauses.token(verb).pos_ == "VERB":
            return self.subjects(verb, depth + 1)
        return []

    def _relative_noun(self, unit: int) -> int | None:
        """The noun that a relative clause, or one coordinated with it, is about."""
        token = self.clauses.token(unit)
        if token.dep_ != "acl:relcl":
            return None
        return self.clauses.governor(unit)

    def _object_relative(self, token: Token) -> bool:
        """Whether the noun is the object of its relative clause: "the scanner (that) Acme sells"."""
        return any(c.dep_ in _SUBJECTS and c.lower_ not in _RELATIVE for c in token.children)

    def relative_objects(self, unit: int) -> None:
        """The noun of an object relative is the clause's patient, or its prepositional argument."""
        token = self.clauses.token(unit)
        noun = self._relative_noun(unit)
        if noun is None or not self._object_relative(token):
            return
        oblique = [c for c in token.children if c.dep_ == "obl" and c.lower_ in _RELATIVE]
        if oblique:
            self.clauses.add(unit, _preposition(oblique[0]) or PATIENT, noun)
        elif not any(c.dep_ == "obj" and c.lower_ not in _RELATIVE for c in token.children):
            self.clauses.add(unit, PATIENT, noun)

    def _conjuncts(self, unit: int) -> list[int]:
        found = [self.clauses.unit_of[c.i] for c in self.clauses.children(unit) if c.dep_ == "conj"]
        return found + [more for one in found for more in self._conjuncts(one)]

    def _add_all(self, predicate: int, role: str, argument: int) -> None:
        self.clauses.add(predicate, role, argument)
        for extra in self._conjuncts(argument):
            if self.clauses.token(extra).pos_ in _NOMINAL:
                self.clauses.add(predicate, role, extra)


def shared_objects(clauses: Clauses, units: Iterable[int]) -> None:
    """ "Developed and sold scanners": a coordinated verb without an object takes the one that follows both."""
    for unit in units:
        token = clauses.token(unit)
        if token.pos_ != "VERB" or token.dep_ != "conj" or clauses.arguments(unit, PATIENT):
            continue
        for argument in clauses.arguments(clauses.unit_of[token.head.i], PATIENT):
            if argument > unit:
                clauses.add(unit, PATIENT, argument)
