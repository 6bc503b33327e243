"""Whose act it is: the subject of a predicate, its own or the one that grammar lends it."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extraction.syntax.clauses import Clauses
from kg.extraction.syntax.coordination import conjuncts
from kg.extraction.syntax.grammar import is_announced, is_infinitive, is_passive, is_time, preposition

RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})

_SUBJECTS = frozenset({"nsubj", "csubj"})

#: Dependencies of verbs that have a subject of their own as a rule.
_FINITE = frozenset({"ROOT", "advcl", "ccomp", "parataxis"})

#: Dependencies by which a clause hangs on the noun that it is about; a copula with a name is often taken for the last.
_BEHIND_NOUN = frozenset({"acl:relcl", "appos"})

#: Words before a noun that does itself what an infinitive behind it says.
_RANKS = frozenset({"first", "second", "third", "last", "latest", "only", "sole"})
#: Verbs whose object is a means and does nothing itself: "used drones to film".
_MEANS = frozenset({"use", "reuse", "misuse", "exploit", "deploy", "leverage", "harness", "spend"})

#: Verbs that have nobody for an object: what is brought or signed "by Acme" is a case or a bill.
_OF_DEEDS = frozenset(
    {"bring", "file", "lodge", "draft", "write", "sign", "propose", "introduce", "sponsor", "publish"}
)

#: Steps up the tree in search of a subject.
DEPTH = 6

#: Marks of a gerund that is done by the object of the verb: "accused Acme of lying", "barred police from using it".
_OBJECT_MARKS = frozenset({"from", "of", "for", "into", "on"})


class Subjects:
    """Finds subjects in a clause graph whose units are known."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses

    def of(self, unit: int, depth: int = 0) -> list[int]:
        """Who the predicate is said of: its own subject, or the one that grammar lends it."""
        clauses = self.clauses
        token = clauses.token(unit)
        own = [c for c in token.children if c.dep_ in _SUBJECTS or c.dep_ == "nsubj:pass"] or _taken_for_compound(token)
        relative = self.relative_noun(unit)
        if own and not (own[0].lower_ in RELATIVE and relative is not None):
            return [clauses.unit_of[own[0].i]]
        if relative is not None and (own or not self.is_object_relative(token)):
            return [relative]
        if own or depth > DEPTH:
            return []
        return self._lent_subjects(unit, token, depth)

    def _lent_subjects(self, unit: int, token: Token, depth: int) -> list[int]:
        governor = self.clauses.governor(unit)
        if governor is None:
            return []
        if token.dep_ == "conj":
            return self.of(governor, depth + 1)
        if token.dep_ == "acl":
            if not is_infinitive(token) or is_announced(token):
                return [governor]
            return self._called_so(governor, depth) if self._is_ranked(governor) else self._owners(governor, depth)
        if token.dep_ == "advcl" and (deed := self._deed_before(governor, token)):
            return deed
        if token.dep_ in ("xcomp", "advcl"):
            return self._controllers(governor, token, depth)
        return []

    def _deed_before(self, governor: int, token: Token) -> list[int]:
        """The object before a participle that is never said of an actor: "dismissed the case, brought by Acme"."""
        if token.lemma_.lower() not in _OF_DEEDS or not is_passive(token):
            return []
        objects = [c for c in self.clauses.token(governor).children if c.dep_ == "obj" and governor < c.i < token.i]
        return [self.clauses.unit_of[c.i] for c in objects if c.pos_ == "NOUN"]

    def _controllers(self, governor: int, token: Token, depth: int) -> list[int]:
        """Whoever controls an infinitive or a gerund: the object where there is one, else the subject."""
        verb = self.clauses.token(governor)
        infinitive = token.dep_ == "xcomp" or is_infinitive(token)
        means = verb.lemma_.lower() in _MEANS and is_infinitive(token)
        if means:
            return self.of(governor, depth + 1)
        if infinitive or preposition(token) in _OBJECT_MARKS:
            objects = [c for c in verb.children if c.i < token.i and _may_control(c, token)]
            if objects:
                first = self.clauses.unit_of[objects[0].i]
                return [first, *conjuncts(self.clauses, first)]
        return self.of(governor, depth + 1)

    def _owners(self, noun: int, depth: int) -> list[int]:
        """The possessor of a noun with an infinitive ("the city's plan to buy"), else the subject of its verb."""
        owners = [c for c in self.clauses.children(noun) if c.dep_ == "nmod:poss"]
        if owners:
            return [self.clauses.unit_of[owners[0].i]]
        verb = self.clauses.governor(noun)
        if (
            verb is not None
            and self.clauses.token(noun).dep_ in ("obj", "obl")
            and self.clauses.token(verb).pos_ == "VERB"
        ):
            return self.of(verb, depth + 1)
        return []

    def _is_ranked(self, noun: int) -> bool:
        """Whether a noun is said to be the first or only one of its kind to do what follows: "the first to sue"."""
        return any(c.dep_ == "amod" and c.lower_ in _RANKS for c in self.clauses.children(noun))

    def _called_so(self, noun: int, depth: int) -> list[int]:
        """Who a noun is said of ("Acme became the first firm to sue"), or else whom it means itself.

        Nobody where that is denied: who was not the first to sue may have sued later, or never.
        """
        token, verb = self.clauses.token(noun), self.clauses.governor(noun)
        said = self.clauses.token(verb) if token.dep_ == "xcomp" and verb is not None else token
        if any(child.lower_ in ("not", "n't", "n’t", "never") for child in said.children):
            return []
        if said is not token or any(child.dep_ == "cop" for child in token.children):
            return self.of(self.clauses.unit_of[said.i], depth + 1)
        return [noun]

    def relative_noun(self, unit: int) -> int | None:
        """The noun that a relative clause, or one coordinated with it, is about."""
        token = self.clauses.token(unit)
        if token.dep_ != "acl:relcl":
            return None
        return self.clauses.governor(unit)

    def whose(self, unit: int) -> int:
        """The noun that "whose" stands for: Acme in "Acme, whose clients are banks"; else "whose" itself."""
        token = self.clauses.token(unit).head
        while token.dep_ not in _BEHIND_NOUN and token.head.i != token.i:
            token = token.head
        behind = token.dep_ in _BEHIND_NOUN and token.head.i < unit
        return self.clauses.unit_of[token.head.i] if behind else unit

    def is_object_relative(self, token: Token) -> bool:
        """Whether the noun is the object of its relative clause: "the scanner (that) Acme sells"."""
        subjects = [c for c in token.children if c.dep_ in _SUBJECTS and c.lower_ not in RELATIVE]
        return bool(subjects) and not any(map(_is_whose, subjects))


def _is_whose(token: Token) -> bool:
    """Whether a noun is said to be that of the noun before: "Acme, whose clients are banks"."""
    return any(child.lower_ == "whose" for child in token.children)


def _taken_for_compound(token: Token) -> list[Token]:
    """The name before a finite verb that the parse hangs on it as if the verb were a noun: "Acme News reports"."""
    if (
        token.pos_ != "VERB"
        or token.dep_ not in ("ROOT", "advcl", "ccomp", "parataxis")
        or token.lower_.endswith("ing")
    ):
        return []
    return [c for c in token.children if c.dep_ == "compound" and c.pos_ in ("PROPN", "NOUN") and c.i == token.i - 1]


def _may_control(child: Token, token: Token) -> bool:
    """Whether a verb's object or oblique does what the infinitive or gerund says.

    "Called on the city to ban", "hired Acme to build"; but who "received a grant to buy" buys himself.
    """
    infinitive = is_infinitive(token)
    if child.dep_ in ("obj", "iobj"):
        return not (infinitive and token.dep_ == "advcl") or child.pos_ != "NOUN"
    asked = child.dep_ == "obl" and preposition(child) in ("on", "upon", "for")
    return infinitive and asked and child.pos_ != "SYM" and not is_time(child)
