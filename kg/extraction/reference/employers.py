"""Employers: whose officer somebody is whose title names nobody, "chief executive Dana Reyes" in a text on Acme.

The ontology tells which bodies have officers so called. The one that is spoken of where the title stands has this one,
if no other comes near it: a wrong employer is worse than none. Presidents and directors are no such officers, since
countries and films have them, too; on general news half of what their titles stood near was not theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.extraction.naming.lexicon import Lexicon
from kg.extraction.naming.mentions import NAME, NOUN, Mention
from kg.extraction.reference.discourse import Discourse
from kg.extraction.reference.preferences import Preferences
from kg.extraction.reference.referents import References, Referent
from kg.extraction.reference.salience import Candidate, Salience
from kg.extraction.syntax.clauses import IS, POSS, Clauses
from kg.extraction.syntax.clauses import NOUN as NOUN_BEFORE

#: Sentences back to the last mention of the employer.
REACH = 3

#: How much more prominent the employer is than any other who may be, by the weights of `salience`.
LEAD = 2.0

#: Tokens of the longest name that is looked for before a title.
BESIDE = 12

#: Roles in which a body stands to those who serve it.
_OWNERS = frozenset({POSS, NOUN_BEFORE, "of", "for", "at", "in", "from", "with", "to", "on"})

#: Words before a title that say nothing of whose it is.
_IDLE = frozenset({"new", "current", "former", "outgoing", "incoming", "interim", "acting", "longtime", "then", "the"})

#: Words before a title that leave open who is meant.
_ANY = frozenset({"another", "one", "some", "any", "no", "this", "that"})


def join_employers(
    clauses: Clauses,
    mentions: Sequence[Mention],
    references: References,
    lexicon: Lexicon,
    preferences: Preferences,
) -> frozenset[int]:
    """Add to the clauses of a document whose officers those are whose titles name nobody.

    Returns:
        The units of the titles of which no word beside them tells whose they are.
    """
    discourse = Discourse(clauses, mentions, lexicon, preferences)
    discourse.references = references
    employers, inferred = _Employers(discourse), set()
    for mention in discourse.mentions:
        holders = employers.holders(mention) if mention.kind == NOUN else []
        if not holders or not employers.is_bare(mention, holders):
            continue
        beside = employers.beside(mention)
        body, unit = beside or employers.spoken_of(mention), clauses.unit_of[mention.head]
        if body is None:
            continue
        for holder in holders:
            clauses.add(unit, IS, holder)
        clauses.add(unit, POSS, clauses.unit_of[body.mentions[0].head])
        if beside is None:
            inferred.add(unit)
    return frozenset(inferred)


class _Employers:
    """The titles of one document, and those who may have given them."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse, self._clauses, self._doc = discourse, discourse.clauses, discourse.doc
        self._lexicon, self._salience = discourse.lexicon, Salience(discourse)

    def kind_before(self, mention: Mention) -> Mention | None:
        """The noun for a kind of body before a title, where it tells no more: "company" in "company spokesman"."""
        unit = self._clauses.unit_of[mention.head]
        nouns = (self._discourse.at_unit.get(u) for u in self._clauses.arguments(unit, NOUN_BEFORE))
        return next((noun for noun in nouns if noun and noun.end == mention.start and self._is_kind(noun)), None)

    def _is_kind(self, noun: Mention) -> bool:
        """Whether a noun stands for any body of its kind."""
        referent, children = self._discourse.referent(noun), self._clauses.children(self._clauses.unit_of[noun.head])
        named = referent is not None and referent.is_named
        is_kind = noun.kind == NOUN and self._lexicon.is_organization(noun.noun_class) and not named
        return is_kind and not any(True for _ in children)

    def holders(self, mention: Mention) -> list[int]:
        """The places of the names that are said to have the title: the one right behind it, or those of the grammar."""
        if mention.noun_class != self._lexicon.of_label.get("PER"):
            return []
        unit = self._clauses.unit_of[mention.head]
        behind = [self._clauses.unit_of[m.head] for m, _ in self._discourse.between(mention.end, mention.end + 1)]
        said = self._clauses.arguments(unit, IS)
        said += [edge.predicate for edge in self._clauses.up.get(unit, ()) if edge.role == IS]
        return [one for one in behind if self._is_person(one)] or [one for one in said if self._is_person(one)]

    def _is_person(self, unit: int) -> bool:
        """Whether the name of a person stands at a unit."""
        mention, referent = self._discourse.at_unit.get(unit), self._discourse.referent_at(unit)
        return (
            mention is not None
            and mention.kind == NAME
            and referent is not None
            and self._discourse.is_person(referent)
        )

    def is_bare(self, mention: Mention, holders: Sequence[int]) -> bool:
        """Whether nothing beside the title, and nowhere a title of its holders, says whose officers they are."""
        unit = self._clauses.unit_of[mention.head]
        kind = self.kind_before(mention)
        idle = {kind.head} if kind else set()
        if any(self._tells(child) for child in self._clauses.children(unit) if child.i not in idle):
            return False
        owners = [edge.argument for edge in self._clauses.down.get(unit, ()) if edge.role in _OWNERS]
        if any(owner not in idle and not self._is_open(owner) for owner in owners):
            return False
        if self._is_listed(mention):
            return False
        people = [self._discourse.referent_at(one) for one in holders]
        return not any(self._has_owner(place) for person in people if person for place in self._titles(person))

    def _is_listed(self, mention: Mention) -> bool:
        """Whether a name that is no person's follows, after a comma at most: "Dana Reyes, CEO, Acme"."""
        start = mention.end + (mention.end < len(self._doc) and self._doc[mention.end].is_punct)
        behind = (r for m, r in self._discourse.between(start, start + 1) if m.kind == NAME)
        return any(not self._discourse.is_person(r) for r in behind)

    @staticmethod
    def _tells(child: Token) -> bool:
        """Whether a word that hangs on a title tells more of it."""
        more = child.dep_ in ("amod", "compound") and child.lower_ not in _IDLE
        return more or child.lower_ in _ANY or child.dep_ == "nummod"

    def _is_open(self, unit: int) -> bool:
        """Whether "whose" stands at a unit, and the grammar does not tell of whom it is said."""
        return self._doc[unit].lower_ == "whose" and self._discourse.referent_at(unit) is None

    def _titles(self, person: Referent) -> Iterator[int]:
        """The places of a person's names and of all titles beside them."""
        for mention in person.mentions:
            place = self._clauses.unit_of[mention.head]
            yield place
            yield from (edge.predicate for edge in self._clauses.up.get(place, ()) if edge.role == IS)

    def _has_owner(self, unit: int) -> bool:
        """Whether a body or a place stands by a name or title as its own."""
        owners = [e.argument for e in self._clauses.down.get(unit, ()) if e.role in _OWNERS]
        found = (self._discourse.referent_at(owner) for owner in owners)
        return any(r is not None and not self._discourse.is_person(r) for r in found)

    def beside(self, mention: Mention) -> Referent | None:
        """The name before a title, or before "whose": "Acme, whose chief executive is Dana Reyes"."""
        officer = bool(self._lexicon.led_by(mention.noun))
        words = [token.lower_ for token in self._doc[max(0, mention.start - 2) : mention.start]]
        end = mention.start - (2 if words == [",", "whose"] else words[-1:] == ["whose"])
        names = (r for m, r in self._discourse.between(end - BESIDE, end) if m.end == end and m.kind == NAME)
        bodies = (r for r in names if self._lexicon.is_organization(r.class_name))
        return next((r for r in bodies if r.certain or officer), None)

    def spoken_of(self, mention: Mention) -> Referent | None:
        """The body that is spoken of where a title of its officers stands, if no other comes near it."""
        kind = self.kind_before(mention)
        classes = (kind.noun_class or "",) if kind else self._lexicon.led_by(mention.noun)
        near = self._salience.before(mention.start, REACH) if classes else []
        rivals = [c for c in near if self._is_rival(c, classes)]
        rivals.sort(key=lambda c: (-c.weight, -c.heads[-1]))
        if not rivals or (len(rivals) > 1 and rivals[0].weight < LEAD * rivals[1].weight):
            return None
        body = rivals[0].only
        if body is None or not (body.is_named and body.class_name):
            return None
        return body if kind is None or self._is_called(body, kind) else None

    def _is_called(self, body: Referent, kind: Mention) -> bool:
        """Whether the noun for a kind says what the body is, has been said of it, or is a word of its name."""
        classes, noun = self._lexicon.ontology.classes, kind.noun.rpartition(" ")[2]
        said = any(m.kind == NOUN and m.noun.endswith(noun) for m in body.mentions)
        plain = body.class_name == kind.noun_class and noun == classes[body.class_name or ""].label
        return said or plain or noun in body.name.casefold().split()

    def _is_rival(self, candidate: Candidate, classes: Sequence[str]) -> bool:
        """Whether it may be a body of one of the classes, named or not: nobody knows which one "the watchdog" is."""
        if candidate.only is not None:
            return self._may_be(candidate.only, classes)
        noun = self._discourse.at_unit.get(candidate.heads[-1])
        is_a, name = self._lexicon.ontology.is_a, noun.noun_class if noun is not None else None
        return noun is not None and noun.definite and any(is_a(name, c) for c in classes)

    def _may_be(self, referent: Referent, classes: Sequence[str]) -> bool:
        """Whether a referent is of one of the classes, or may be for all that is known."""
        ontology = self._lexicon.ontology
        if not referent.is_named or referent.class_name is None:
            return referent.is_named
        likely = ontology.classes[referent.class_name].presumed
        presumed = not referent.certain and any(ontology.is_a(name, c) for name in likely for c in classes)
        return presumed or any(ontology.is_a(referent.class_name, name) for name in classes)
