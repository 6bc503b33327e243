"""Who is who in one document: names, short names, acronyms, definite nouns and pronouns that mean the same.

Rules in the order of their precision, after the sieves of Lee et al. (Computational Linguistics 39:4, 2013). A
reference for which no rule has an answer stays open and is reported.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from kg.extraction.clauses import AGENT, PATIENT, Clauses
from kg.extraction.lexicon import Lexicon
from kg.extraction.mentions import NAME, NOUN, PRONOUN, Mention
from kg.extraction.referents import References, Referent
from kg.extraction.spelling import fold, is_acronym

#: How many sentences back a definite noun or a pronoun may reach. On the development articles 9 in 10 antecedents lie
#: within two sentences; nouns carry a class and may reach further than pronouns, which carry none.
NOUN_REACH = 5
PRONOUN_REACH = 2

#: Tokens between a noun and the name beside it: room for the words of a long apposition.
BESIDE = 12

_PERSONAL = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_PLURAL = frozenset({"they", "them", "their", "themselves"})
_SUBJECT = frozenset({"nsubj", "nsubj:pass"})


def resolve(clauses: Clauses, mentions: Sequence[Mention], lexicon: Lexicon) -> References:
    """Group the mentions of a document by what they stand for."""
    resolver = _Resolver(clauses, mentions, lexicon)
    resolver.names([m for m in mentions if m.kind == NAME])
    resolver.acronyms(mentions)
    resolver.short_names()
    resolver.loose_acronyms()
    for mention in mentions:
        if mention.kind == NOUN:
            resolver.noun(mention)
        elif mention.kind == PRONOUN:
            resolver.pronoun(mention)
    return References(resolver.referents, resolver.of_mention, resolver.open)


class _Resolver:
    """Holds the referents while the rules run."""

    def __init__(self, clauses: Clauses, mentions: Sequence[Mention], lexicon: Lexicon) -> None:
        self.clauses = clauses
        self.doc = doc = clauses.doc
        self.lexicon = lexicon
        self.referents: list[Referent] = []
        self.of_mention: dict[Mention, Referent] = {}
        self.open: list[Mention] = []
        self._by_key: dict[str, Referent] = {}
        self._mentions = sorted(mentions, key=lambda m: m.start)
        self._starts = [m.start for m in self._mentions]
        self._at_unit = {clauses.unit_of[m.head]: m for m in reversed(self._mentions)}
        self._sentence_starts = [sentence.start for sentence in doc.sents]

    def _between(self, start: int, end: int) -> Iterator[tuple[Mention, Referent]]:
        """The mentions that begin in start..end, with those they stand for as far as that is known."""
        for mention in self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            if mention in self.of_mention:
                yield mention, self.of_mention[mention]

    def _sentence_of(self, index: int) -> int:
        return bisect_right(self._sentence_starts, index) - 1

    def names(self, mentions: Iterable[Mention]) -> None:
        """Equal names are one; a known actor is one under all its aliases."""
        for mention in mentions:
            key = f"={mention.actor.name}" if mention.actor else fold(mention.name)
            self._join(mention, key)

    def _join(self, mention: Mention, key: str) -> None:
        referent = self._by_key.get(key)
        if referent is None:
            wikidata = mention.actor.wikidata if mention.actor else None
            referent = Referent(mention.name, mention.class_name, mention.certain, mention.kind, wikidata=wikidata)
            self._by_key[key] = referent
            referent.keys.append(key)
            self.referents.append(referent)
        referent.mentions.append(mention)
        self.of_mention[mention] = referent

    def _merge(self, kept: Referent, gone: Referent) -> None:
        if kept is gone:
            return
        kept.mentions.extend(gone.mentions)
        if gone.certain and not kept.certain:
            kept.class_name, kept.certain = gone.class_name, True
        kept.wikidata = kept.wikidata or gone.wikidata
        for mention in gone.mentions:
            self.of_mention[mention] = kept
        self.referents.remove(gone)
        for key in [k for k in gone.keys if self._by_key.get(k) is gone]:
            self._by_key[key] = kept
            kept.keys.append(key)

    def acronyms(self, mentions: Sequence[Mention]) -> None:
        """ "Long Name (LN)" makes both one, here and wherever the acronym stands."""
        named = [m for m in mentions if m.kind == NAME]
        for long, short in pairwise(named):
            between = self.doc[long.end : short.start].text.strip()
            closes = short.end < len(self.doc) and self.doc[short.end].text == ")"
            if between in ("(", "( the", "(the") and closes and is_acronym(short.text(self.doc), long.text(self.doc)):
                one, two = self.of_mention[long], self.of_mention[short]
                kept, gone = (two, one) if two.mentions[0].actor and not one.mentions[0].actor else (one, two)
                self._merge(kept, gone)

    def short_names(self) -> None:
        """A surname, or the first word of a company's name, stands for the one fuller name that has it."""
        by_word: dict[str, list[Referent]] = {}
        for referent in self.referents:
            words = referent.name.split() if referent.is_named else []
            for word in {words[0], words[-1]} if len(words) > 1 else ():
                by_word.setdefault(word, []).append(referent)
        gone: set[int] = set()
        for short in [r for r in self.referents if r.is_named and not r.mentions[0].actor]:
            words = short.name.split()
            near = {id(r): r for word in (words[0], words[-1]) for r in by_word.get(word, ()) if id(r) not in gone}
            fuller = [r for r in near.values() if r is not short and self._shortens(short, r)]
            if len(fuller) == 1:
                gone.add(id(short))
                self._merge(fuller[0], short)

    def loose_acronyms(self) -> None:
        """An acronym without its parenthesis stands for the one name of the document that has its initials."""
        for short in [r for r in self.referents if r.is_named and not r.mentions[0].actor and r.name.isupper()]:
            long = [r for r in self.referents if r is not short and r.is_named and is_acronym(short.name, r.name)]
            if len({id(r) for r in long}) == 1 and self._compatible(short, long[0]):
                self._merge(long[0], short)

    def _shortens(self, short: Referent, full: Referent) -> bool:
        few, many = short.name.split(), full.name.split()
        if len(few) >= len(many) or not self._compatible(short, full):
            return False
        if self._is_person(full):
            return few == many[-len(few) :] or few == many[:1]
        rest = many[len(few) :]
        formal = all(self.lexicon.name_class(["x", word]) for word in rest)
        return many[: len(few)] == few and (formal or len(rest) == 1) and short.class_name == full.class_name

    def _is_person(self, referent: Referent) -> bool:
        person = self.lexicon.of_label.get("PER")
        return referent.class_name is not None and referent.class_name == person

    def _compatible(self, one: Referent, two: Referent) -> bool:
        if one.class_name is None or two.class_name is None:
            return True
        is_a = self.lexicon.ontology.is_a
        if is_a(one.class_name, two.class_name) or is_a(two.class_name, one.class_name):
            return True
        return self._is_person(two) and not one.certain

    def noun(self, mention: Mention) -> None:
        """A noun beside a name is that name; a definite one the nearest fitting name; any other stands for itself."""
        beside = self._name_beside(mention)
        if beside:
            self._attach(mention, beside)
            return
        if mention.definite:
            antecedent = self._nearest(mention, NOUN_REACH, lambda r: self._fits_noun(r, mention))
            if antecedent:
                self._attach(mention, antecedent)
                return
            if len(mention.noun.split()) == 1:
                self.open.append(mention)
                return
        self._join(mention, f"{mention.class_name}:{fold(mention.name)}")

    def _attach(self, mention: Mention, referent: Referent) -> None:
        referent.mentions.append(mention)
        self.of_mention[mention] = referent

    def _name_beside(self, mention: Mention) -> Referent | None:
        """The name in apposition to a noun: "the start-up Acme", "Acme, a start-up"."""
        head = self.doc[mention.head]
        for other, referent in self._between(mention.start - BESIDE, mention.start + BESIDE + 1):
            if other.kind != NAME:
                continue
            name = self.doc[other.head]
            adjacent = mention.end == other.start and (
                name.head.i == head.i or head.head.i in range(other.start, other.end)
            )
            apposed = (name.dep_ == "appos" and name.head.i == head.i) or (
                head.dep_ == "appos" and head.head.i in range(other.start, other.end)
            )
            if (adjacent or apposed) and self._may_be(referent, mention):
                return referent
        return None

    def _may_be(self, referent: Referent, mention: Mention) -> bool:
        """Whether nothing known of the referent speaks against its being what the noun says."""
        if referent.class_name is None or not mention.noun_class:
            return True
        is_a = self.lexicon.ontology.is_a
        return is_a(referent.class_name, mention.noun_class) or is_a(mention.noun_class, referent.class_name)

    def _fits_noun(self, referent: Referent, mention: Mention) -> bool:
        wanted = mention.noun_class
        if referent.class_name is None or self._is_plural(referent):
            return False
        is_a = self.lexicon.ontology.is_a
        if wanted and self.lexicon.ontology.classes[wanted].acts_as:
            return False  # "the city", "the country" may be any of those named
        if not self.lexicon.is_actor(wanted):
            return is_a(referent.class_name, wanted) and self.lexicon.is_vague(mention.noun)
        if not referent.is_named or self._is_person(referent):
            return False
        return is_a(referent.class_name, wanted) or (not referent.certain and is_a(wanted, referent.class_name))

    def _is_plural(self, referent: Referent) -> bool:
        return referent.class_name in self.lexicon.plural_class.values()

    def pronoun(self, mention: Mention) -> None:
        """He and she stand for a person; it and they for an organization or a group."""
        fits = self._may_be_person if mention.name in _PERSONAL else self._may_be_several
        if mention.name not in _PERSONAL | _PLURAL:
            fits = self._may_be_it
        antecedent = self._governing_subject(mention, fits) or self._nearest(mention, PRONOUN_REACH, fits)
        if antecedent:
            self._attach(mention, antecedent)
        else:
            self.open.append(mention)

    def _may_be_person(self, referent: Referent) -> bool:
        return referent.is_named and self._is_person(referent)

    def _may_be_several(self, referent: Referent) -> bool:
        return self.lexicon.is_actor(referent.class_name) and not self._is_person(referent)

    def _may_be_it(self, referent: Referent) -> bool:
        return referent.is_named and self._may_be_several(referent) and not self._is_plural(referent)

    def _governing_subject(self, mention: Mention, fits: Callable[[Referent], bool]) -> Referent | None:
        """Whoever acts in the clause that a pronoun stands in, or in the one above when the pronoun acts itself."""
        unit: int | None = self.clauses.unit_of[mention.head]
        possessive = self.doc[mention.head].dep_ == "nmod:poss"
        own = True
        for _ in range(5):
            unit = None if unit is None else self.clauses.governor(unit)
            if unit is None:
                return None
            if self.clauses.token(unit).pos_ not in ("VERB", "AUX"):
                continue
            agents = self.clauses.arguments(unit, AGENT) or self.clauses.arguments(unit, PATIENT)
            if own and not possessive:
                own = False
                continue
            for agent in agents:
                referent = self._referent_at(agent)
                if agent != mention.head and referent and fits(referent) and agent < mention.start:
                    return None if self._rivals(referent, agent, mention, fits) else referent
        return None

    def _rivals(self, referent: Referent, start: int, mention: Mention, fits: Callable[[Referent], bool]) -> bool:
        """Whether somebody else whom the personal pronoun may mean stands between."""
        if mention.name not in _PERSONAL:
            return False
        return any(r is not referent and fits(r) for _, r in self._between(start + 1, mention.start))

    def _referent_at(self, unit: int) -> Referent | None:
        mention = self._at_unit.get(unit)
        return None if mention is None else self.of_mention.get(mention)

    def _nearest(self, mention: Mention, reach: int, fits: Callable[[Referent], bool]) -> Referent | None:
        """The best antecedent: in the nearest sentence that has one, a subject before others, then the nearest."""
        here = self._sentence_of(mention.start)
        candidates: list[tuple[tuple[int, int, int], Referent]] = []
        for other, referent in self._between(self._sentence_starts[max(0, here - reach)], mention.start):
            if not fits(referent) or self._same_noun_group(other, mention):
                continue
            distance = here - self._sentence_of(other.start)
            subject = self.doc[other.head].dep_ in _SUBJECT
            candidates.append(((distance, not subject, mention.start - other.start), referent))
        return min(candidates, key=lambda c: c[0])[1] if candidates else None

    def _same_noun_group(self, other: Mention, mention: Mention) -> bool:
        """Whether one hangs on the other, as in "Amazon's company"; such two are never the same."""
        one, two = self.doc[other.head], self.doc[mention.head]
        return one.head.i == two.i or (two.head.i == one.i and mention.kind != PRONOUN)
