"""From a parse to the clause graph: every construction puts its predicates and arguments into the same few roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from kg.extraction.syntax.clauses import AGENT, CLAUSE, IS, NOUN, PATIENT, PLAIN, POSS, Clauses
from kg.extraction.syntax.coordination import companions, conjuncts, is_listed, sharers
from kg.extraction.syntax.grammar import (
    NOMINAL,
    head_of,
    is_mandate,
    is_passive,
    is_plural,
    is_source_note,
    preposition,
)
from kg.extraction.syntax.subjects import RELATIVE, Subjects
from kg.language.repairs import PREFIXES

#: Prepositions that a name does not take: after one they belong to the noun for what it did.
_AGAINST = frozenset({"against", "over", "into", "with", "to"})

#: Tokens from the first of two nouns to the second if they share what follows: "founder and former director of Acme".
_NEAR = 3

_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "acl"})

#: Dependencies by which a prepositional argument may hang on a verb: those that only nouns have, where the parse took
#: the verb for a noun half way ("contracts with"), and that of the second of two ("owned by Acme and by Northgate").
_VERBS_TOO = frozenset({"compound", "nmod", "conj"})


def clauses_of(doc: Doc, spans: Sequence[tuple[int, int]] = ()) -> Clauses:
    """The clause graph of a parsed document whose mentions cover the given token spans."""
    unit_of = list(range(len(doc)))
    for start, end in spans:
        head = head_of(doc, start, end)
        unit_of[start:end] = [head] * (end - start)
    for start, end in _prefixed(doc):
        unit_of[start:end] = [head_of(doc, start, end)] * (end - start)
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
    shared_attributes(clauses, units)
    return clauses


def _prefixed(doc: Doc) -> Iterator[tuple[int, int]]:
    """(start, end) of verbs with prefixes that leave them what they are: "co-sponsored"."""
    for hyphen in doc[1:-1]:
        if hyphen.text == "-" and doc[hyphen.i - 1].lower_ in PREFIXES and doc[hyphen.i + 1].pos_ == "VERB":
            yield hyphen.i - 1, hyphen.i + 2


def _lemma(clauses: Clauses, unit: int) -> str:
    token = clauses.token(unit)
    if token.lower_ in PREFIXES and len(clauses.tokens(unit)) > 1:
        token = clauses.tokens(unit)[-1]
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB":
        particles = [c.lower_ for c in token.children if c.dep_ == "compound" and c.pos_ in ("ADP", "ADV")]
        lemma = "_".join([lemma, *particles[:1]])
    return lemma


class _Builder:
    """Adds the edges of one unit after another; a subject that is not there is looked for where grammar puts it."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.subjects = Subjects(clauses)

    def modifiers(self, unit: int) -> None:
        """Possessors, compounds, appositions, titles and prepositional attributes of a noun."""
        clauses = self.clauses
        token = clauses.token(unit)
        for child in clauses.children(unit):
            other = clauses.unit_of[child.i]
            if child.dep_ == "nmod:poss":
                self._add_all(unit, POSS, self.subjects.whose(other) if child.lower_ == "whose" else other)
            elif child.dep_ in ("compound", "amod", "flat", "nmod", "nmod:desc", "appos") and self._is_title(
                token, child
            ):
                clauses.add(other, IS, unit)
            elif child.dep_ == "amod" and child.pos_ == "VERB":
                clauses.add(other, AGENT if child.lower_.endswith("ing") else PATIENT, unit)
            elif child.dep_ == "compound" and (child.pos_ in ("NOUN", "PROPN") or child.is_title):
                clauses.add(unit, PLAIN if _is_hyphened(child) else NOUN, other)
            elif child.dep_ == "amod" and child.pos_ == "PROPN":
                clauses.add(unit, NOUN, other)
            elif child.dep_ == "list" and child.pos_ == "NOUN" and token.pos_ == "PROPN":
                self._apposition(unit, other)  # "Dana Reyes, Acme director: …"
            elif child.dep_ == "appos" and not (is_listed(clauses, unit, other) or is_source_note(child)):
                self._apposition(self._titled(unit, other), other)
            elif child.dep_ == "flat" and self._is_title(child, token):
                self._apposition(unit, other)  # "sergeant Dana Reyes", of which the title may be the head
            elif child.dep_ == "nmod" and token.pos_ != "VERB":
                mark = preposition(child)
                if mark:
                    self._add_all(self._event(unit, mark), mark, other)
                elif child.pos_ in ("NOUN", "PROPN"):
                    clauses.add(unit, NOUN, other)

    def _titled(self, unit: int, other: int) -> int:
        """What a name stands beside: in "head of Acme Dana Reyes" the head, though the parse hangs it on Acme."""
        clauses, governor = self.clauses, self.clauses.governor(unit)
        one, two = clauses.token(unit), clauses.token(other)
        person = two.ent_type_ == "PER" and one.ent_type_ not in ("", "PER")
        beside = clauses.tokens(unit)[-1].i + 1 == clauses.tokens(other)[0].i
        titled = governor is not None and one.dep_ == "nmod" and clauses.token(governor).pos_ == "NOUN"
        return governor if governor is not None and person and beside and titled else unit

    def _event(self, unit: int, mark: str) -> int:
        """The noun that "by" or "against" belongs to in "the use of scanners by police", "a suit by A against B"."""
        token, governor = self.clauses.token(unit), self.clauses.governor(unit)
        if governor is not None and token.dep_ == "obl:agent" and token.pos_ == "PROPN" and mark in _AGAINST:
            return governor
        if governor is None or self.clauses.token(governor).pos_ != "NOUN" or token.dep_ != "nmod":
            return unit
        before = preposition(token)
        after_object = mark == "by" and before == "of"
        after_agent = mark in _AGAINST and before in ("by", "of", "from") and token.pos_ == "PROPN"
        return governor if after_object or after_agent else unit

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
        noun = self.clauses.token(unit)
        one_only = noun.pos_ == "NOUN" and not is_plural(noun)  # "the retailer Acme and its rival Northgate"
        for extra in () if one_only else conjuncts(self.clauses, other):
            self.clauses.add(extra, IS, unit)

    def predicate(self, unit: int) -> None:
        """Arguments of a verb, or of a noun or adjective that is predicated."""
        token = self.clauses.token(unit)
        said = ("cop", "nsubj") if token.pos_ == "ADJ" else ("cop",)  # "found Acme liable" needs no "was"
        if token.pos_ != "VERB" and any(child.dep_ in said for child in token.children):
            mark = preposition(token)
            for subject in self.subjects.of(unit):
                self._add_all(unit, f"{IS} {mark}" if mark else IS, subject)
        elif token.pos_ in ("VERB", "AUX"):
            self._verb(unit, token)
        for child in self.clauses.children(unit):
            self._argument(unit, child)

    def _verb(self, unit: int, token: Token) -> None:
        role = PATIENT if is_passive(token) else AGENT
        for subject in self.subjects.of(unit):
            self._add_all(unit, role, subject)
            for companion in companions(self.clauses, unit, subject):
                self._add_all(unit, role, companion)

    def _argument(self, unit: int, child: Token) -> None:
        clauses, other = self.clauses, self.clauses.unit_of[child.i]
        is_verb = clauses.token(unit).pos_ == "VERB"
        if child.lower_ in RELATIVE and child.dep_ in ("obj", "obl", "nsubj", "nsubj:pass"):
            return
        if child.dep_ == "obj":
            self._add_all(unit, PATIENT, other)
        elif child.dep_ == "iobj":
            self._add_all(unit, "to", other)
        elif child.dep_ == "obl:agent":
            mark = preposition(child)
            self._add_all(unit, AGENT if mark in ("", "by") else mark, other)
        elif child.pos_ in NOMINAL and (child.dep_ == "obl" or (child.dep_ in _VERBS_TOO and is_verb)):
            mark = preposition(child) or (PLAIN if child.pos_ == "PROPN" and child.dep_ != "conj" else "")
            if mark:
                passive_by = mark == "by" and is_passive(clauses.token(unit))
                self._add_all(unit, AGENT if passive_by else mark, other)
        elif child.dep_ == "advmod" and child.lower_ == "away":
            for source in (c for c in child.children if c.dep_ == "obl" and c.pos_ in NOMINAL and c.i > child.i):
                self._add_all(unit, preposition(source) or PLAIN, clauses.unit_of[source.i])
        elif child.dep_ in _CLAUSES and child.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
            self._mandate(unit, child)
            for clause in [other, *conjuncts(self.clauses, other)]:
                clauses.add(unit, self._clause_role(child), clause)

    def _mandate(self, unit: int, child: Token) -> None:
        """ "Demanded that Acme stop" demands something of Acme, whatever it is."""
        if child.dep_ == "ccomp" and is_mandate(child):
            for subject in self.subjects.of(self.clauses.unit_of[child.i]):
                self._add_all(unit, "of", subject)

    def _clause_role(self, child: Token) -> str:
        mark = preposition(child)
        gerund = child.lower_.endswith("ing")
        return mark if mark and gerund and mark not in ("to", "that", "while", "when") else CLAUSE

    def relative_objects(self, unit: int) -> None:
        """The noun of an object relative is the clause's patient, or its prepositional argument."""
        token = self.clauses.token(unit)
        noun = self.subjects.relative_noun(unit)
        if noun is None or not self.subjects.is_object_relative(token):
            return
        oblique = [c for c in token.children if c.dep_ in ("obl", "nmod") and c.lower_ in RELATIVE]
        if oblique:
            self.clauses.add(unit, preposition(oblique[0]) or PATIENT, noun)
        elif not any(c.dep_ == "obj" and c.lower_ not in RELATIVE for c in token.children):
            self.clauses.add(unit, PATIENT, noun)

    def _add_all(self, predicate: int, role: str, argument: int) -> None:
        self.clauses.add(predicate, role, argument)
        for extra in sharers(self.clauses, argument):
            self.clauses.add(predicate, role, extra)


def _is_hyphened(child: Token) -> bool:
    """Whether a word is written together with the participle it belongs to: "Boston-based"."""
    return child.head.pos_ == "VERB" and child.i + 2 == child.head.i and child.nbor().text == "-"


def shared_objects(clauses: Clauses, units: Iterable[int]) -> None:
    """ "Developed and sold scanners": a coordinated verb without an object takes the one that follows both."""
    for unit in units:
        token = clauses.token(unit)
        if token.pos_ != "VERB" or token.dep_ != "conj" or clauses.arguments(unit, PATIENT):
            continue
        for argument in clauses.arguments(clauses.unit_of[token.head.i], PATIENT):
            if argument > unit:
                clauses.add(unit, PATIENT, argument)


def shared_attributes(clauses: Clauses, units: Iterable[int]) -> None:
    """ "A founder and director of Acme": what stands behind two nouns without articles belongs to both.

    Of two persons it is the second who needs it, where the parse gives it to the first: "Reyes and Hale of Acme".
    """
    for unit in units:
        token = clauses.token(unit)
        first = clauses.unit_of[token.head.i]
        if token.dep_ != "conj" or any(child.dep_ in ("det", "nmod:poss") for child in token.children):
            continue
        if token.ent_type_ == token.head.ent_type_ == "PER":
            _share(clauses, first, unit, behind=unit)
        elif {token.pos_, token.head.pos_} == {"NOUN"} and unit - first <= _NEAR:
            _share(clauses, unit, first, behind=unit)


def _share(clauses: Clauses, one: int, other: int, *, behind: int) -> None:
    """What one is "of", where it stands behind both, the other is of as well, unless it has its own."""
    if not clauses.arguments(other, "of"):
        for argument in clauses.arguments(one, "of"):
            if argument > behind:
                clauses.add(other, "of", argument)
