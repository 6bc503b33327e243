"""Offices: a title belongs to its body wherever the document names that, "Senator" to the Senate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.extraction.naming.lexicon import Lexicon
from kg.extraction.naming.mentions import Mention
from kg.extraction.naming.nouns import phrase_before
from kg.extraction.reference.referents import References, Referent
from kg.extraction.syntax.clauses import IS, POSS, Clauses
from kg.extraction.syntax.clauses import NOUN as NOUN_BEFORE

_OWNED = frozenset({POSS, NOUN_BEFORE, "of", "for", "in"})

#: Roles in which a body stands to those who are named with it: "Detective Dana Reyes of the Marlow police".
_MEMBERS = frozenset({"of", "from", "at", "with"})


def join_offices(clauses: Clauses, by_unit: Mapping[int, Mention], references: References, lexicon: Lexicon) -> None:
    """Add to the clauses of a document what its titles leave unsaid: whose they are, and to which body they belong."""
    offices = _Offices(clauses, by_unit, references, lexicon)
    for unit in list(clauses.lemmas):
        holders = [edge.argument for edge in clauses.down.get(unit, ()) if edge.role == IS]
        if not holders:
            continue
        offices.share(unit, holders)
        body = offices.body_of(unit)
        if body is not None:
            clauses.add(unit, POSS, clauses.unit_of[body.mentions[0].head])


class _Offices:
    """The titles of one document."""

    def __init__(
        self, clauses: Clauses, by_unit: Mapping[int, Mention], references: References, lexicon: Lexicon
    ) -> None:
        self.clauses, self.by_unit, self.references, self.lexicon = clauses, by_unit, references, lexicon
        self._by_body: dict[str, list[Referent]] = {}
        self.named = [r for r in references.referents if r.is_named and self._is_organization(r)]

    def _is_organization(self, referent: Referent | None) -> bool:
        return referent is not None and self.lexicon.is_organization(referent.class_name)

    def share(self, unit: int, holders: Sequence[int]) -> None:
        """A title in the plural is that of all names that follow it: "Senators Rubio of Florida and Lee of Utah"."""
        token = self.clauses.token(unit)
        if token.lower_ == token.lemma_.lower() or not token.lower_.endswith(("s", "s.")):
            return
        for name in (self.clauses.token(holder) for holder in holders if holder > unit):
            for other in (*name.children, *(child for child in token.children if child.i > name.i)):
                if other.dep_ == "conj" and other.ent_type_ == name.ent_type_ == "PER":
                    self.clauses.add(unit, IS, self.clauses.unit_of[other.i])

    def body_of(self, unit: int) -> Referent | None:
        """The one organization of the document of which the title is an office, unless another is said to have it."""
        edges = [edge for edge in self.clauses.down[unit] if edge.role in _OWNED]
        owners = [(edge.role, self._referent(edge.argument)) for edge in edges]
        stated = any(self._is_organization(r) and r and (r.is_named or role != NOUN_BEFORE) for role, r in owners)
        if stated or self._are_members(unit):
            return None  # but "Senate" in "Senate Majority Leader" is a part of the title
        bodies = next(filter(None, map(self.lexicon.bodies_of, self._wordings(unit))), ())
        found = {id(r): r for body in bodies for r in self._called(body)}
        return next(iter(found.values())) if len(found) == 1 else None

    def _are_members(self, unit: int) -> bool:
        """Whether the name beside a title says whose officer it is."""
        edges = (e for holder in self.clauses.arguments(unit, IS) for e in self.clauses.down.get(holder, ()))
        found = (self._referent(edge.argument) for edge in edges if edge.role in _MEMBERS)
        return any(r is not None and r.is_named and r.certain and self._is_organization(r) for r in found)

    def _referent(self, unit: int) -> Referent | None:
        mention = self.by_unit.get(unit)
        return None if mention is None else self.references.of_mention.get(mention)

    def _wordings(self, unit: int) -> Iterator[str]:
        """The words of a title: with what it is the title of, with those before it, and alone."""
        doc = self.clauses.doc
        mention = self.by_unit.get(unit)
        words = mention.text(doc) if mention else doc[unit].text
        for owner in self.clauses.arguments(unit, "of"):
            yield f"{words} of {' '.join(t.text for t in doc[owner].subtree if t.is_alpha and t.lower_ != 'of')}"
        phrase = phrase_before(doc[unit])
        yield from (" ".join(phrase[first:]) for first in range(len(phrase)))
        yield words

    def _called(self, body: str) -> list[Referent]:
        """The organizations of the document that are so called."""
        if body not in self._by_body:
            self._by_body[body] = [referent for referent in self.named if self._is_called(referent, body)]
        return self._by_body[body]

    def _is_called(self, referent: Referent, body: str) -> bool:
        """Whether a name of the referent is that of the body, or its first word alone: "the House"."""
        forms = {referent.name, *(m.name for m in referent.mentions if m.kind == referent.kind)}
        class_name, is_a = self.lexicon.name_class(["the", *body.split()]), self.lexicon.ontology.is_a
        known = referent.class_name if referent.certain else None
        if known and class_name and not (is_a(known, class_name) or is_a(class_name, known)):
            return False  # a union of police officers is called after them
        whole = any(_plain(form).endswith(_plain(body)) or _plain(form).startswith(_opening(body)) for form in forms)
        return whole or (known in (None, class_name) and body.split()[0] in forms)


def _plain(name: str) -> str:
    """A name as it is compared, a space before it."""
    words = name.replace(" the ", " ").replace("’", "'").casefold()
    return f" {words}"


def _opening(body: str) -> tuple[str, ...]:
    """What the name of a body begins with where more follows: "Senate of Ohio", "Department of Health and Care"."""
    return tuple(f"{_plain(body)} {word}" for word in ("of", "and"))
