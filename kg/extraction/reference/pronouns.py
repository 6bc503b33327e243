"""Pronouns: whom he, she, it, they, I and we mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.extraction.naming.mentions import NOUN, PRONOUN, Mention
from kg.extraction.reference import binding
from kg.extraction.reference.discourse import Discourse
from kg.extraction.reference.likelihood import MOST, Choice, Likelihood
from kg.extraction.reference.referents import Referent
from kg.extraction.reference.salience import SUBJECT, Candidate, Salience
from kg.extraction.syntax.clauses import PATIENT, POSS

#: How many sentences back a pronoun may reach. On the development articles 9 in 10 antecedents lie within two.
PRONOUN_REACH = 2

#: What the subject of a clause above counts more than another of the same sentence.
_ABOVE = 40

#: What an object counts more for a pronoun that is the object of the same verb again: as much as a subject.
_AGAIN = SUBJECT

#: What is left of the weight of who acts against the possessor: less than a subject of the sentence before has.
_ADVERSARY = 0.3

#: What a name of no known class counts as "he" or "she", beside that of a person.
_UNCLASSED = 0.5

#: How well a name of no known class at least fills the place of "it": most are those of actors, whatever examples want.
_UNKNOWN = 0.8

#: What a single organization counts as "they", beside what is plural.
_SINGULAR_THEY = 0.95

_MASCULINE = frozenset({"he", "him", "his", "himself"})
_FEMININE = frozenset({"she", "her", "hers", "herself"})
_PERSONAL = _MASCULINE | _FEMININE
_PLURAL = frozenset({"they", "them", "their", "themselves"})
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
_SINGULAR_FIRST = frozenset({"i", "me", "my", "mine", "myself"})

#: What takes a clause and an empty "it": "it is unclear whether", "it was reported that".
_EMPTY = frozenset({"ccomp", "csubj", "xcomp", "advcl"})

_WEATHER = frozenset({"rain", "snow", "hail", "thunder"})


class Pronouns:
    """Finds the antecedents of pronouns, in the order of the text."""

    def __init__(self, discourse: Discourse, salience: Salience, likelihood: Likelihood) -> None:
        self._discourse, self._salience, self._likelihood = discourse, salience, likelihood
        self._clauses = discourse.clauses

    def resolve(self, mention: Mention) -> None:
        """Let a pronoun of the third person stand for whom it means, or stay open."""
        found = self._antecedent(mention)
        if found is None or not found.referents:
            self._discourse.references.open.append(mention)
        elif found.only is None:
            self._discourse.references.members[mention] = found.referents
        else:
            self._discourse.attach(mention, found.only)

    def _antecedent(self, mention: Mention) -> Candidate | None:
        """The likeliest of those whom a pronoun may mean; of people, and of several, it is the most prominent one."""
        found = [] if self._is_empty(mention) else self._candidates(mention)
        candidates = sorted(found, key=lambda c: (-c.weight, -c.heads[-1]))[:MOST]
        if not candidates or (mention.name not in _PERSONAL and len(candidates[0].referents) < 2):
            fits = [self._fit(mention, candidate) for candidate in candidates]
            choice = Choice(mention, candidates, fits, [False] * len(candidates))
            return self._likelihood.likeliest(self._discourse, choice)
        if candidates[0].only is not None and len(candidates) == 1:
            self._learn_gender(mention, candidates[0].only)
        return candidates[0]

    @staticmethod
    def is_first_person(mention: Mention) -> bool:
        """Whether a mention is "I", "we" or a form of them."""
        return mention.kind == PRONOUN and mention.name in _FIRST

    def resolve_first_person(self, mention: Mention) -> None:
        """Let "I" in a quotation stand for the speaker, and "we" for one that is an organization."""
        speaker = self._discourse.speaker_at(mention.head)
        if speaker is None or not speaker.is_named:
            return
        if mention.name in _SINGULAR_FIRST or not self._discourse.is_person(speaker):
            self._discourse.attach(mention, speaker)

    def _is_empty(self, mention: Mention) -> bool:
        """Whether "it" stands for nothing: "it is unclear whether"."""
        token = self._discourse.doc[mention.head]
        if token.dep_ == "expl":
            return True
        predicate = token.head
        if mention.name != "it" or not token.dep_.startswith("nsubj"):
            return False
        if predicate.lemma_.lower() in _WEATHER:
            return True
        says = predicate.pos_ == "ADJ" or token.dep_ == "nsubj:pass" or any(c.dep_ == "cop" for c in predicate.children)
        return says and any(c.dep_ in _EMPTY and c.i > predicate.i for c in predicate.children)

    def _candidates(self, mention: Mention) -> list[Candidate]:
        """Those whom a pronoun may mean, with what speaks for them as their weight."""
        found = self._salience.before(mention.start, PRONOUN_REACH)
        found += self._in_front(mention)
        unit = self._clauses.unit_of[mention.head]
        if mention.name in _REFLEXIVE:
            own = set(binding.own_subjects(self._clauses, unit))
            found = [c for c in found if own & set(c.heads)]
        else:
            barred = self._referents(binding.excluded(self._clauses, unit))
            found = [c for c in found if not barred & self._identities(c)]
        speaker = self._discourse.speaker_at(mention.head)
        found = [c for c in found if (speaker is None or speaker is not c.only) and self._agrees(mention, c)]
        above = self._above(mention, unit)
        against = self._referents(binding.adversaries(self._clauses, unit, self._discourse.preferences))
        against |= self._referents(set(self._borrowers(unit)))
        for candidate in found:
            candidate.weight = self._weight(mention, candidate, above)
            if self._is_again(unit, candidate):
                candidate.weight += _AGAIN
            if against & self._identities(candidate):
                candidate.weight *= _ADVERSARY
        return [c for c in found if c.weight > 0]

    def _borrowers(self, unit: int) -> Iterator[int]:
        """Who is to use what a maker offers or refuses, and so hardly has made it: "pitched the agency on its app"."""
        thing = next((e.predicate for e in self._clauses.up.get(unit, ()) if e.role == POSS), None)
        mention = None if thing is None else self._discourse.at_unit.get(thing)
        owns = self._discourse.preferences.may_own
        for user, lender in binding.lent_users(self._clauses, unit) if mention else ():
            one, two = self._discourse.referent_at(user), self._discourse.referent_at(lender)
            kinds = [r.class_name if r else None for r in (one, two)]
            if mention and owns(kinds[1], mention.class_name) and not owns(kinds[0], mention.class_name):
                yield user

    def _is_again(self, unit: int, candidate: Candidate) -> bool:
        """Whether a candidate stood where the pronoun stands by the same verb: "using its app, or asking for it"."""
        heads = (self._clauses.unit_of[head] for head in candidate.heads)
        return not self._verbs_over([unit]).isdisjoint(self._verbs_over(heads))

    def _verbs_over(self, units: Iterable[int]) -> set[str]:
        """The words of which something at one of the units is the object."""
        edges = (edge for unit in units for edge in self._clauses.up.get(unit, ()))
        return {self._clauses.lemmas[edge.predicate] for edge in edges if edge.role == PATIENT}

    def _identities(self, candidate: Candidate) -> set[int]:
        """Its referents, or where it stands if it has none."""
        return {id(r) for r in candidate.referents} or {-head - 1 for head in candidate.heads}

    def _referents(self, units: Sequence[int] | set[int]) -> set[int]:
        """The identities of those who stand at units."""
        at = [(unit, self._discourse.referent_at(unit)) for unit in units]
        return {-unit - 1 if referent is None else id(referent) for unit, referent in at}

    def _in_front(self, mention: Mention) -> list[Candidate]:
        """The subject that follows where the pronoun stands in a phrase before it."""
        after = binding.subject_after(self._clauses, self._clauses.unit_of[mention.head])
        referent = None if after is None else self._discourse.referent_at(after)
        if after is None or referent is None:
            return []
        return [Candidate((referent,), self._discourse.is_plural(referent), SUBJECT, [after])]

    def _above(self, mention: Mention, unit: int) -> int | None:
        """The nearest subject above that comes before the pronoun."""
        subjects = binding.governing_subjects(self._clauses, unit)
        return next((s for s in subjects if s < mention.start), None)

    def _agrees(self, mention: Mention, candidate: Candidate) -> bool:
        """Whether number, gender and kind allow it."""
        referent = candidate.only
        if mention.name in _PERSONAL:
            return referent is not None and self._may_be_person(mention, referent)
        if mention.name in _PLURAL:
            return candidate.plural or (
                referent is not None and self._discourse.lexicon.is_organization(referent.class_name)
            )
        return not (candidate.plural or (referent is not None and self._discourse.is_person(referent)))

    def _may_be_person(self, mention: Mention, referent: Referent) -> bool:
        gender = "masculine" if mention.name in _MASCULINE else "feminine"
        is_person = self._discourse.is_person(referent) or (referent.is_named and referent.class_name is None)
        return is_person and self._discourse.gender(referent) in (None, gender)

    def _weight(self, mention: Mention, candidate: Candidate, above: int | None) -> float:
        """The prominence of a candidate, as far as the words around the pronoun want what it is."""
        weight = candidate.weight
        if above is not None and above in candidate.heads:
            weight = max(weight, SUBJECT) + _ABOVE
        if mention.name in _PLURAL and not candidate.plural:
            weight *= _SINGULAR_THEY
        return weight * self._fit(mention, candidate)

    def _fit(self, mention: Mention, candidate: Candidate) -> float:
        """How well a candidate fills the place of the pronoun; 1 for all where nothing is known of the place."""
        if mention.name in _PERSONAL:
            return 1.0 if all(map(self._discourse.is_person, candidate.referents)) else _UNCLASSED
        classes: list[str | None] = [referent.class_name or "" for referent in candidate.referents]
        unit = self._clauses.unit_of[mention.head]
        classes = classes or [self._open_class(candidate)]
        fit = min(self._discourse.preferences.fit(self._clauses, unit, name) for name in classes)
        unknown = any(referent.is_named and referent.class_name is None for referent in candidate.referents)
        return max(fit, _UNKNOWN) if unknown else fit

    def _open_class(self, candidate: Candidate) -> str | None:
        """What a noun that stayed open says of whom it means: "the agency" is an actor, though nobody knows which."""
        mention = self._discourse.at_unit.get(candidate.heads[-1])
        return mention.noun_class if mention is not None and mention.kind == NOUN else None

    @staticmethod
    def _learn_gender(mention: Mention, referent: Referent) -> None:
        """Who alone could be meant by "she" is a woman from then on."""
        if mention.name in _PERSONAL:
            referent.gender = "masculine" if mention.name in _MASCULINE else "feminine"
