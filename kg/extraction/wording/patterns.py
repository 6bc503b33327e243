"""Patterns: what an example sentence teaches, and where a document says the same.

A pattern is the path between the marked ends of an example in the clause graph: the predicates on it, and the roles
that join them. Nouns on the path that only name a kind of thing ("scanners") stand for their class; a marked role
stands for any noun of its class.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from kg.extraction.naming.lexicon import Lexicon
from kg.extraction.naming.nouns import phrase_before
from kg.extraction.syntax.clauses import IS, NOUN, PATIENT, POSS, Clauses
from kg.extraction.syntax.normalform import clauses_of
from kg.extraction.syntax.paths import Step, shortest_path
from kg.extraction.wording.cues import with_cues
from kg.ontology.definitions import Example, Relation

#: The longest path that teaches something; longer ones come from parses that went astray.
LONGEST_PATH = 5

#: Roles that never float between a verb and its noun.
_FIXED_ROLES = frozenset({"agent", PATIENT, IS, POSS, NOUN, "clause", "of"})

#: "The city's contract" and "the city contract" say the same where a word for the relation stands.
_SAME = {POSS: NOUN, NOUN: POSS}


@dataclass(frozen=True, slots=True)
class Node:
    """A predicate on the path: a lemma, or any word of a class."""

    lemma: str
    class_name: str = ""
    is_role: bool = False

    @property
    def is_lexical(self) -> bool:
        """Whether the very word counts."""
        return not self.class_name


@dataclass(frozen=True, slots=True)
class Pattern:
    """What one example teaches: nodes between the ends, and one step more than nodes."""

    relation: str
    nodes: tuple[Node, ...]
    steps: tuple[Step, ...]
    cues: frozenset[str]
    example: Example
    subject_kind: str = ""  # the class that the example's own noun gives an end: things of that kind, or any actor
    object_kind: str = ""

    @property
    def is_taught(self) -> bool:
        """Whether an example taught it; what was learned from labelled text has none."""
        return bool(self.example.marks)

    @property
    def key(self) -> tuple[object, ...]:
        """The wording: what two examples that teach the same have in common."""
        return self.nodes, self.steps, self.cues

    @property
    def identity(self) -> tuple[object, ...]:
        """The relation, the wording and the kinds of its ends."""
        return self.relation, self.key, self.subject_kind, self.object_kind

    def __str__(self) -> str:
        parts = ["subject"]
        for step, node in zip(self.steps, [*self.nodes, None], strict=True):
            arrow = f"–{step.role}→" if step.forward else f"←{step.role}–"
            parts += [arrow, _node_text(node)]
        cues = f" with {' '.join(sorted(self.cues))}" if self.cues else ""
        return " ".join(parts) + cues


def _node_text(node: Node | None) -> str:
    if node is None:
        return "object"
    return node.lemma if node.is_lexical else f"[{node.class_name}]"


@dataclass(frozen=True, slots=True)
class Match:
    """A place where a document says what a pattern says; ends and nodes are units of its clause graph."""

    pattern: Pattern
    subject: int
    object: int
    nodes: tuple[int, ...]  # those of the pattern in their order, and then the predicate above them that is a cue
    probability: float = 1.0  # below one for what no example taught
    is_opinion: bool = False  # whether the subject says the words of the object, instead of doing what they tell


def compile_example(relation: Relation, example: Example, doc: Doc, lexicon: Lexicon) -> Pattern | None:
    """The pattern of an example, or None when its ends are not joined in the clause graph."""
    read = read_example(example, doc)
    if read is None:
        return None
    spans, clauses = read
    roles = {clauses.unit_of[t.i] for s in spans.get("role", ()) for t in s}
    start, goal = (clauses.unit_of[spans[end][0].root.i] for end in ("subject", "object"))
    path = shortest_path(clauses, start, goal)
    if path is None or len(path) > LONGEST_PATH:
        return None
    units = [unit for unit, _ in path[1:]][:-1]
    steps = tuple(step for _, step in path[1:] if step)
    lexical = [u for u in units if u not in roles and not _thing_class(clauses, u, lexicon)]
    nodes = tuple(_node(clauses, u, roles, bool(lexical), lexicon) for u in units)
    if not nodes and _has_verb_between(doc, start, goal):
        return None  # a parse that overlooked the verb
    cues = frozenset(t.lemma_.lower() for s in spans.get("cue", ()) for t in s if not t.is_punct)
    kinds = [_kind(clauses, unit, lexicon) for unit in (start, goal)]
    return Pattern(relation.name, nodes, steps, cues, example, *kinds)


def read_example(example: Example, doc: Doc) -> tuple[dict[str, list[Span]], Clauses] | None:
    """What is marked in a parsed example, by role, and its clause graph; None without words at both ends."""
    spans: dict[str, list[Span]] = {}
    for mark in example.marks:
        span = doc.char_span(mark.start, mark.end, alignment_mode="expand")
        if span is not None:
            spans.setdefault(mark.role, []).append(span)
    if "subject" not in spans or "object" not in spans:
        return None
    marked = [s for role, found in spans.items() if role not in ("cue", "role") for s in found]
    taken = {i for s in marked for i in range(s.start, s.end)}
    names = [e for e in doc.ents if not taken & set(range(e.start, e.end))]
    return spans, clauses_of(doc, [(s.start, s.end) for s in [*marked, *names]])


def _kind(clauses: Clauses, unit: int, lexicon: Lexicon) -> str:
    """The kind that an example's end is said to be of by a common noun; nothing for a name, which may be anything."""
    token = clauses.token(unit)
    found = lexicon.noun(phrase_before(token), token.lemma_) if token.pos_ == "NOUN" else None
    if found is None:
        return ""
    acts = lexicon.is_actor(found[1]) or lexicon.is_place(found[1])
    return lexicon.actor_class if acts else found[1]


def _has_verb_between(doc: Doc, start: int, goal: int) -> bool:
    return any(token.pos_ == "VERB" for token in doc[min(start, goal) : max(start, goal)])


def _node(clauses: Clauses, unit: int, roles: set[int], has_lexical: bool, lexicon: Lexicon) -> Node:
    lemma = clauses.lemmas[unit]
    if unit in roles:
        token = clauses.token(unit)
        found = lexicon.noun(phrase_before(token), token.lemma_)
        return Node(lemma, found[1] if found else "", is_role=bool(found))
    thing = _thing_class(clauses, unit, lexicon)
    return Node("", thing) if thing and has_lexical else Node(lemma)


def _thing_class(clauses: Clauses, unit: int, lexicon: Lexicon) -> str:
    """The class of a noun that names a kind of thing; nouns for actors keep their word, for it may be the point."""
    token = clauses.token(unit)
    if token.pos_ not in ("NOUN", "PROPN"):
        return ""
    found = lexicon.noun(phrase_before(token), token.lemma_)
    return found[1] if found and not lexicon.is_actor(found[1]) else ""


class Matcher:
    """Finds the patterns in clause graphs."""

    def __init__(self, patterns: Iterable[Pattern], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._by_lemma: dict[str, list[tuple[int, Pattern]]] = defaultdict(list)
        self._by_role: list[tuple[int, Pattern]] = []
        self._direct: dict[tuple[str, bool], list[Pattern]] = defaultdict(list)
        for pattern in patterns:
            self._file(pattern)

    def _file(self, pattern: Pattern) -> None:
        lexical = [i for i, node in enumerate(pattern.nodes) if node.is_lexical]
        roles = [i for i, node in enumerate(pattern.nodes) if node.is_role]
        if lexical:
            self._by_lemma[pattern.nodes[lexical[0]].lemma].append((lexical[0], pattern))
        elif roles:
            self._by_role.append((roles[0], pattern))
        elif len(pattern.steps) == 1:
            self._direct[pattern.steps[0].role, pattern.steps[0].forward].append(pattern)

    def matches(self, clauses: Clauses, classes: dict[int, str]) -> Iterator[Match]:
        """All matches in a document, given the classes of its units where they are known."""
        for unit in sorted(clauses.lemmas):
            for place, pattern in self._by_lemma.get(clauses.lemmas[unit], ()):
                yield from self._around(pattern, place, unit, clauses, classes)
            if unit in classes and self._by_role:
                for place, pattern in self._by_role:
                    if self._admits(pattern.nodes[place], unit, clauses, classes):
                        yield from self._around(pattern, place, unit, clauses, classes)
            for edge in clauses.down.get(unit, ()):
                for pattern in self._direct.get((edge.role, True), ()):
                    yield Match(pattern, unit, edge.argument, ())
                for pattern in self._direct.get((edge.role, False), ()):
                    yield Match(pattern, edge.argument, unit, ())

    def _around(
        self, pattern: Pattern, place: int, unit: int, clauses: Clauses, classes: dict[int, str]
    ) -> Iterator[Match]:
        lefts = list(self._walk(pattern, place, -1, (unit,), clauses, classes))
        if not lefts:
            return
        for right in self._walk(pattern, place, +1, (unit,), clauses, classes):
            for left in lefts:
                nodes, ends = (*reversed(left[1:-1]), unit, *right[1:-1]), (left[-1], right[-1])
                if ends[0] == ends[1] or len(set(nodes)) < len(nodes):
                    continue
                cued = with_cues(clauses, nodes, ends, pattern.cues) if pattern.cues else nodes
                if cued:
                    yield Match(pattern, *ends, cued)

    def _walk(
        self, pattern: Pattern, place: int, way: int, trail: tuple[int, ...], clauses: Clauses, classes: dict[int, str]
    ) -> Iterator[tuple[int, ...]]:
        """Trails of units from a node outwards to the end on that side."""
        step = pattern.steps[place + 1 if way > 0 else place]
        following = place + way
        shared = not pattern.nodes[place].is_role  # "the director was flown to Berlin" makes nobody director there
        for unit in _neighbours(clauses, trail[-1], step.role, down=step.forward == (way > 0), shared=shared):
            if unit in trail:
                continue
            if not 0 <= following < len(pattern.nodes):
                yield from ((*trail, end) for end in self._ends(pattern, step.role, unit, clauses, classes))
            elif self._admits(pattern.nodes[following], unit, clauses, classes):
                yield from self._walk(pattern, following, way, (*trail, unit), clauses, classes)

    def _ends(self, pattern: Pattern, role: str, unit: int, clauses: Clauses, classes: dict[int, str]) -> Iterator[int]:
        """The unit, and for some relations the thing with which is done what it says: AI in "uses AI analysis"."""
        yield unit
        relation = self.lexicon.ontology.relations.get(pattern.relation)  # one that is being taught may be new
        attributive = relation is not None and relation.attributive
        if attributive and role == PATIENT and unit not in classes:
            before = (other for other in clauses.arguments(unit, NOUN) if other < unit)
            yield from (other for other in before if self.lexicon.is_thing(classes.get(other) or None))

    def _admits(self, node: Node, unit: int, clauses: Clauses, classes: dict[int, str]) -> bool:
        if node.is_lexical:
            return clauses.lemmas[unit] == node.lemma
        class_name = classes.get(unit)
        return self.lexicon.ontology.is_a(class_name, node.class_name)


def _neighbours(clauses: Clauses, unit: int, role: str, *, down: bool, shared: bool) -> list[int]:
    """Units joined to this one by the role; if shared, one with a preposition may hang on a verb or on its object."""
    if not down:
        found = [e.predicate for e in clauses.up.get(unit, ()) if e.role in (role, _SAME.get(role))]
        if shared and role not in _FIXED_ROLES:
            found += [other for one in list(found) for other in _partners(clauses, one)]
        return list(dict.fromkeys(found))
    found = clauses.arguments(unit, role) + clauses.arguments(unit, _SAME.get(role, ""))
    if shared and not found and role not in _FIXED_ROLES:
        found = [a for partner in _partners(clauses, unit) for a in clauses.arguments(partner, role)]
    return found


def _partners(clauses: Clauses, unit: int) -> list[int]:
    """The verb of which this is the object; the objects of this verb, and the price it names."""
    verbs = [e.predicate for e in clauses.up.get(unit, ()) if e.role == PATIENT]
    sums = [a for a in clauses.arguments(unit, "for") if clauses.token(a).pos_ in ("SYM", "NUM")]
    return verbs + clauses.arguments(unit, PATIENT) + sums
