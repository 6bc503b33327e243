"""Who shares a part: the others of a row, those named beside a group, and who acts together with a subject."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extraction.syntax.clauses import Clauses
from kg.extraction.syntax.grammar import NOMINAL, is_plural, preposition

#: Words that name some of a group: what is said of the group is said of them.
_MEMBERS = frozenset({"including", "such as", "among them"})

#: Prepositions of those who act with the subject, where they stand before the verb: "Acme, together with Orbix, sued".
_COMPANIONS = frozenset({"alongside", "along with", "together with", "as well as", "jointly with", "in concert with"})


def conjuncts(clauses: Clauses, unit: int) -> list[int]:
    """The units that are coordinated with one, in the order of the text."""
    found = [clauses.unit_of[child.i] for child in clauses.children(unit) if _is_conjunct(clauses, unit, child)]
    return found + [more for one in found for more in conjuncts(clauses, one)]


def sharers(clauses: Clauses, unit: int) -> Iterator[int]:
    """The nouns of which it is said, too, what is said of one."""
    for extra in (*conjuncts(clauses, unit), *_named_beside(clauses, unit)):
        if clauses.token(extra).pos_ in NOMINAL:
            yield extra
    for before in clauses.children(unit):  # "privacy" in "privacy and labour laws"
        if before.dep_ == "compound":
            joined = (child for child in before.children if child.dep_ == "conj")
            if any(clauses.unit_of[child.i] == unit for child in joined):
                yield clauses.unit_of[before.i]


def companions(clauses: Clauses, verb: int, subject: int) -> Iterator[int]:
    """Those who act with the subject of a verb."""
    for head in (clauses.token(verb), clauses.token(subject)):
        for child in head.children:
            if child.i >= verb or child.dep_ not in ("obl", "nmod", "conj"):
                continue
            marks = (c for c in child.subtree if c.dep_ in ("case", "fixed", "cc") and c.head.i >= child.i)
            if _COMPANIONS & {preposition(child), " ".join(mark.lower_ for mark in marks)}:
                yield clauses.unit_of[child.i]


def is_listed(clauses: Clauses, unit: int, other: int) -> bool:
    """Whether two names side by side are a list, as headlines write it: "sues Acme, Northgate"."""
    one, two = clauses.token(unit), clauses.token(other)
    bare = all(c.dep_ in ("punct", "cc", "conj") for c in clauses.children(other))
    both_named = one.pos_ == two.pos_ == "PROPN" and one.ent_type_ == two.ent_type_ != "LOC"
    first, second = clauses.tokens(unit)[-1].i, clauses.tokens(other)[0].i
    return bare and both_named and second - first == 2 and clauses.doc[second - 1].text == ","


def _is_conjunct(clauses: Clauses, unit: int, child: Token) -> bool:
    listed = child.dep_ == "appos" and is_listed(clauses, unit, clauses.unit_of[child.i])
    member = child.dep_ in ("nmod", "obl") and preposition(child) in _MEMBERS
    return child.dep_ == "conj" or listed or member or _is_enumerated(child)


def _is_enumerated(token: Token) -> bool:
    """Whether an organization is one of a list of which the parse made it an attribute: "A, B, and C"."""
    if token.dep_ != "nmod" or token.ent_type_ != "ORG" or token.i < token.head.i or preposition(token):
        return False
    later = any(child.dep_ == "conj" and child.i > token.i for child in token.head.children)
    return later and "," in (token.left_edge.text, token.left_edge.nbor(-1).text)


def _named_beside(clauses: Clauses, unit: int) -> list[int]:
    """The names that share the part of a noun they stand beside: "two inventors, Reyes and Ortega".

    To a noun in the singular belongs the first of them only; the others share its part as they would that of the name:
    "the retailer Acme and Northgate".
    """
    token = clauses.token(unit)
    if token.pos_ != "NOUN":
        return []
    names = [c for c in clauses.children(unit) if c.dep_ in ("appos", "flat") and c.ent_type_ and c.i > token.i]
    beside = [clauses.unit_of[name.i] for name in names]
    others = [more for one in beside for more in conjuncts(clauses, one)]
    return [*beside, *others] if is_plural(token) else [o for o in others if clauses.token(o).pos_ == "PROPN"]
