"""Definite nouns: whom "the company", "the president" and "the bill" mean."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from kg.extraction.naming.mentions import NAME, NOUN, PRONOUN, Mention
from kg.extraction.naming.nouns import named_noun
from kg.extraction.naming.spelling import fold
from kg.extraction.reference import binding
from kg.extraction.reference.discourse import Discourse
from kg.extraction.reference.likelihood import MOST, Choice, Likelihood
from kg.extraction.reference.referents import Referent
from kg.extraction.reference.salience import Candidate, Salience
from kg.extraction.reference.towns import Towns
from kg.extraction.syntax.clauses import IS, POSS
from kg.extraction.syntax.clauses import NOUN as NOUN_BEFORE
from kg.extraction.syntax.grammar import is_plural

#: How many sentences back a noun may reach by its class alone; it carries one and may reach further than a pronoun.
#: By the very noun that stood beside a name, or by a word of a name, it reaches back to the beginning.
NOUN_REACH = 5

#: Tokens between a noun and the name beside it: room for the words of a long apposition.
BESIDE = 12

#: Words before a noun that make another office of it: "vice president", "former minister".
_OTHER_OFFICE = frozenset({"former", "ex", "vice", "deputy", "acting", "then", "late"})

#: How many sentences back a noun in the plural reaches for those who were named together.
SEVERAL_REACH = 2

#: Words before a noun in the plural that mean all who were spoken of.
_ALL = frozenset({"the", "these", "those", "both"})

#: What tells of a noun in the plural which are meant: "the agencies of the state", "the companies that sued".
_TELLING = frozenset({"nmod", "nmod:poss", "acl", "acl:relcl", "amod", "compound", "appos"})

_OWNERS = frozenset({POSS, "of", "for"})


class Nouns:
    """Finds whom nouns stand for, in the order of the text."""

    def __init__(self, discourse: Discourse, salience: Salience, likelihood: Likelihood) -> None:
        self._discourse, self._salience, self._towns = discourse, salience, Towns(discourse)
        self._likelihood = likelihood
        self._doc, self._clauses, self._lexicon = discourse.doc, discourse.clauses, discourse.lexicon

    def resolve(self, mention: Mention) -> None:
        """A noun beside a name is that name; a definite one the best fitting one before; any other stands for itself.

        A definite noun of one word that fits nobody stays open, and one in the plural may be several.
        """
        if several := self._several(mention):
            self._discourse.references.members[mention] = several
            return
        found = self._name_beside(mention) or (self._antecedent(mention) if mention.definite else None)
        if found:
            self._discourse.attach(mention, found)
        elif mention.definite and len(mention.noun.split()) == 1:
            self._discourse.references.open.append(mention)
        else:
            self._discourse.join(mention, f"{mention.class_name}:{fold(mention.name)}")

    def _several(self, mention: Mention) -> tuple[Referent, ...]:
        """Those who were named together shortly before: "the agencies", "both companies"."""
        head = self._doc[mention.head]
        noun_class = self._lexicon.noun_class([head.lemma_], head.lemma_)
        children = {child.lower_ for child in head.children if child.dep_ in ("det", "nummod")}
        told = any(child.dep_ in _TELLING for child in head.children)
        all_of_them = children & _ALL and is_plural(head) and not told
        if noun_class is None or not (all_of_them and self._lexicon.is_actor(noun_class)):
            return ()
        is_a = self._lexicon.ontology.is_a
        found = [c for c in self._salience.before(mention.start, SEVERAL_REACH) if len(c.referents) > 1]
        found = [c for c in found if all(is_a(r.class_name, noun_class) for r in c.referents)]
        if {"two", "both"} & children:
            found = [c for c in found if len(c.referents) == 2]
        best = max(found, key=lambda c: (c.weight, c.heads[-1]), default=None)
        return best.referents if best else ()

    def _name_beside(self, mention: Mention) -> Referent | None:
        """The name in apposition to a noun: "the start-up Acme", "Acme, a start-up"."""
        head = self._doc[mention.head]
        for other, referent in self._discourse.between(mention.start - BESIDE, mention.start + BESIDE + 1):
            if other.kind != NAME:
                continue
            name = self._doc[other.head]
            adjacent = mention.end == other.start and (
                name.head.i == head.i or head.head.i in range(other.start, other.end)
            )
            apposed = (name.dep_ == "appos" and name.head.i == head.i) or (
                head.dep_ == "appos" and head.head.i in range(other.start, other.end)
            )
            said = named_noun(name) == head or self._is_product(mention, other, referent)
            if (
                (adjacent or apposed or said)
                and self._may_be(referent, mention)
                and not self._is_another(referent, mention)
            ):
                return referent
        return None

    def _is_product(self, mention: Mention, name: Mention, referent: Referent) -> bool:
        """Whether a thing's own name stands between its owner and its kind: "Acme's Argus software"."""
        before = name.end == mention.start and self._doc[name.head].head.i == mention.head
        return (
            before
            and not is_plural(self._doc[mention.head])
            and referent.certain
            and self._lexicon.is_thing(referent.class_name)
        )

    def _is_another(self, referent: Referent, mention: Mention) -> bool:
        """Whether the noun is itself a name: "the Border Agency, the Army and the police"."""
        return self._doc[mention.head].is_title and mention.definite and self._is_called_otherwise(referent, mention)

    def _may_be(self, referent: Referent, mention: Mention) -> bool:
        """Whether nothing known of the referent speaks against its being what the noun says."""
        if referent.class_name is None or not mention.noun_class:
            return True
        is_a = self._lexicon.ontology.is_a
        return is_a(referent.class_name, mention.noun_class) or is_a(mention.noun_class, referent.class_name)

    def _antecedent(self, mention: Mention) -> Referent | None:
        """The one who was spoken of before and fits best."""
        if said_of := self._subject(mention):
            return said_of
        acts = self._lexicon.is_actor(mention.noun_class)
        if acts and self._is_told(mention):
            return None
        if self._lexicon.is_place(mention.noun_class):
            return self._towns.meant(mention)  # "the country" may be any of those named
        if mention.noun_class == self._lexicon.of_label.get("PER"):
            return self._holder(mention)
        if self._lexicon.served_by(mention.noun) and self._are_several(mention):
            return None  # of several forces "the police" are none
        before = ((candidate, candidate.only) for candidate in self._before(mention))
        found = [(c, r) for c, r in before if r is not None and self._fits(r, mention)][:MOST]
        if not acts and self._is_of_somebody(mention):
            found = [(c, r) for c, r in found if self._is_near(c, mention)]
        is_bare = self._says_no_more(mention)
        called = [self._is_called(referent, mention, near=is_bare) for _, referent in found]
        if not acts:
            return next((r for (_, r), said in zip(found, called, strict=True) if said), found[0][1] if found else None)
        choice = Choice(mention, [candidate for candidate, _ in found], [1.0] * len(found), called, is_bare)
        likeliest = self._likelihood.likeliest(self._discourse, choice)
        return likeliest.only if likeliest else None

    def _is_of_somebody(self, mention: Mention) -> bool:
        """Whether a pronoun tells whose a thing is: "its software" may be any of what its maker makes."""
        return any(c.dep_ == "nmod:poss" and c.pos_ == "PRON" for c in self._doc[mention.head].children)

    def _is_near(self, candidate: Candidate, mention: Mention) -> bool:
        """Whether a candidate stands in the sentence of a mention."""
        return self._discourse.sentence_of(candidate.heads[-1]) == self._discourse.sentence_of(mention.start)

    def _are_several(self, mention: Mention) -> bool:
        """Whether the document names more than one of those that are called by the noun."""
        is_a = self._lexicon.ontology.is_a
        named = (r for r in self._discourse.references.referents if r.is_named)
        called = (r for r in named if mention.noun in fold(r.name).split() and is_a(r.class_name, mention.noun_class))
        return len(list(islice(called, 2))) > 1

    def _before(self, mention: Mention) -> Iterator[Candidate]:
        """Those spoken of shortly before, the most prominent first, without those whom grammar excludes."""
        unit = self._clauses.unit_of[mention.head]
        barred = {id(self._discourse.referent_at(u)) for u in binding.excluded(self._clauses, unit)}
        barred.add(id(self._discourse.speaker_at(mention.head)))
        candidates = self._salience.before(mention.start, NOUN_REACH)
        for candidate in sorted(candidates, key=lambda c: (-c.weight, -c.heads[-1])):
            if candidate.only is not None and id(candidate.only) not in barred:
                yield candidate

    def _subject(self, mention: Mention) -> Referent | None:
        """The named one of whom the noun is said: "Reyes is the chair of the committee"."""
        unit = self._clauses.unit_of[mention.head]
        if not any(child.dep_ == "cop" for child in self._clauses.children(unit)):
            return None
        denied = any(child.lower_ in ("not", "n't", "never", "no") for child in self._clauses.children(unit))
        for subject in () if denied else self._clauses.arguments(unit, IS):
            referent = self._discourse.referent_at(subject)
            if referent is not None and referent.is_named and referent.class_name and self._may_be(referent, mention):
                return referent
        return None

    def _is_told(self, mention: Mention) -> bool:
        """Whether the words beside it tell which one is meant: "his campaign", "the government of Chile"."""
        unit = self._clauses.unit_of[mention.head]
        for edge in self._clauses.down.get(unit, ()):
            other = self._discourse.at_unit.get(edge.argument)
            if other is not None and other.kind == PRONOUN and self._says_no_more(mention):
                continue  # "his company" is the one in question
            before = other is not None and edge.role == NOUN_BEFORE and other.kind == NAME
            if before and other is not None and self._is_of_any_place(other, mention):
                continue  # "the New York company" is the one in question
            if other is not None and (edge.role in _OWNERS or before):
                return True
        return False

    def _is_of_any_place(self, other: Mention, mention: Mention) -> bool:
        """Whether a place tells where a body is, and not which: no public body, which a place has one of."""
        return self._lexicon.is_place(other.class_name) and not self._lexicon.is_public(mention.noun_class)

    def _holder(self, mention: Mention) -> Referent | None:
        """The one person of whom the document said the same noun: "the minister" after "Foreign Minister Lind"."""
        speaker, here = self._discourse.speaker_at(mention.head), self._discourse.sentence_of(mention.start)
        said = [
            (m, r)
            for m, r in self._discourse.between(0, mention.start)
            if r is not speaker and (r.is_named or self._is_new(m)) and self._names_office(m, mention.noun)
        ]
        for some in ([(m, r) for m, r in said if m.noun == mention.noun], said):
            near = [(m, r) for m, r in some if here - self._discourse.sentence_of(m.start) <= NOUN_REACH]
            holders = {id(r): r for _, r in near or some}
            if holders:
                return next(iter(holders.values())) if len(holders) == 1 else None
        return None

    def _is_new(self, mention: Mention) -> bool:
        """Whether an article brings somebody new: "a judge"."""
        return any(child.lower_ in ("a", "an", "another") for child in self._doc[mention.head].children)

    def _names_office(self, mention: Mention, noun: str) -> bool:
        """Whether a mention says the noun of somebody: alone or with words before it, but not "former" or "vice"."""
        if mention.kind != NOUN or not f" {mention.noun}".endswith(f" {noun}"):
            return False
        more = mention.noun.removesuffix(noun).split()
        before = {token.lower_ for token in self._doc[max(0, mention.start - 2) : mention.start]}
        return not _OTHER_OFFICE & before.union(more)

    def _fits(self, referent: Referent, mention: Mention) -> bool:
        """Whether a referent may be meant by a definite noun for an organization or a thing."""
        wanted, ontology = mention.noun_class, self._lexicon.ontology
        if referent.class_name is None or self._discourse.is_plural(referent):
            return False
        if not self._lexicon.is_actor(wanted):
            return ontology.is_a(referent.class_name, wanted) and self._may_be_taken_up(referent, mention)
        if not referent.is_named or self._discourse.is_person(referent) or self._is_called_otherwise(referent, mention):
            return False
        if not (self._covers(mention, referent.class_name) or self._is_called(referent, mention)):
            return False
        likely = ontology.classes[referent.class_name].presumed
        presumed = not referent.certain and any(ontology.is_a(wanted, name) for name in likely)
        return ontology.is_a(referent.class_name, wanted) or presumed

    def _covers(self, mention: Mention, class_name: str) -> bool:
        """Whether a noun is said of a class under its own: a police department is an agency, a parliament is none."""
        noun, nouns = mention.noun.rpartition(" ")[2], self._lexicon.ontology.classes[class_name].nouns
        narrower = class_name != mention.noun_class and self._lexicon.ontology.is_a(class_name, mention.noun_class)
        return not narrower or any(own.rpartition(" ")[2] == noun for own in nouns)

    def _may_be_taken_up(self, referent: Referent, mention: Mention) -> bool:
        """Whether a thing can be called by a noun that says little: not one that has another such noun itself."""
        if not self._lexicon.is_vague(mention.noun):
            return False
        first = referent.mentions[0]
        head, other = self._doc[first.head], first.noun.rpartition(" ")[2]
        if first.kind == NAME or other == mention.noun:
            return True
        if is_plural(head) and any(c.lower_ in _ALL for c in head.children):
            return False  # "the sensors" are not "the system"
        given = first.definite or any(c.dep_ == "nmod:poss" for c in head.children)
        return not self._lexicon.is_vague(other) or not (given or is_plural(head))

    def _is_called(self, referent: Referent, mention: Mention, *, near: bool = False) -> bool:
        """Whether the noun is a word of the name, or was said of it; with `near`, in the same sentence.

        That "the company" meant Acme far above says nothing of whom it means now.
        """
        noun, here = mention.noun.rpartition(" ")[2], self._discourse.sentence_of(mention.start)
        said = any(
            m.noun == mention.noun and not (near and self._discourse.sentence_of(m.start) != here)
            for m in referent.mentions
        )
        names = (referent.name, *(m.text(self._doc) for m in referent.mentions if m.kind == NAME))
        return said or any(noun in fold(name).split() for name in names)

    def _is_called_otherwise(self, referent: Referent, mention: Mention) -> bool:
        """Whether bodies of the kind have the noun in their names, and this one has not.

        No committee is "the administration", and no immigration service "the police" or "the government".
        """
        noun = mention.noun.rpartition(" ")[2].capitalize()
        named_so = self._lexicon.is_ending([noun]) and not self._says_no_more(mention)
        return named_so and not self._is_called(referent, mention)

    def _says_no_more(self, mention: Mention) -> bool:
        """Whether the noun is that of the class itself: "company", "agency"."""
        label = self._lexicon.ontology.classes[mention.noun_class].label
        return mention.noun.rpartition(" ")[2] == label.rpartition(" ")[2]
