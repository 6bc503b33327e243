"""Who is who in one document: names, short names, acronyms, definite nouns and pronouns that mean the same.

Rules in the order of their precision, after the sieves of Lee et al. (Computational Linguistics 39:4, 2013). A reference
for which no rule has an answer stays open and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.extraction.lexicon import Lexicon
from kg.extraction.mentions import NAME, NOUN, PRONOUN, Mention

#: How many sentences back a definite noun or a pronoun may reach. On the development articles 9 in 10 antecedents lie
#: within two sentences; nouns carry a class and may reach further than pronouns, which carry none.
NOUN_REACH = 5
PRONOUN_REACH = 2

_PERSONAL = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_PLURAL = frozenset({"they", "them", "their", "themselves"})
_SUBJECT = frozenset({"nsubj", "nsubj:pass"})
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "a", "an", "&", "de", "la"})


@dataclass(slots=True)
class Referent:
    """One actor or thing of the document, with every mention of it."""

    name: str
    class_name: str | None
    certain: bool
    kind: str
    mentions: list[Mention] = field(default_factory=list)
    wikidata: str | None = None

    @property
    def is_named(self) -> bool:
        """Whether a name, not only a noun, stands for it somewhere."""
        return self.kind == NAME


@dataclass(slots=True)
class References:
    """The referents of a document, and the references that stayed open."""

    referents: list[Referent]
    of_mention: dict[Mention, Referent]
    open: list[Mention]


def resolve(doc: Doc, mentions: Sequence[Mention], lexicon: Lexicon) -> References:
    """Group the mentions of a document by what they stand for."""
    resolver = _Resolver(doc, lexicon)
    resolver.names([m for m in mentions if m.kind == NAME])
    resolver.acronyms(mentions)
    resolver.short_names()
    for mention in mentions:
        if mention.kind == NOUN:
            resolver.noun(mention)
        elif mention.kind == PRONOUN:
            resolver.pronoun(mention)
    return References(resolver.referents, resolver.of_mention, resolver.open)


def fold(name: str) -> str:
    """A name without case, article, possessive and punctuation, for comparison inside a document."""
    plain = re.sub(r"['’]s?(?=\s|$)", "", name.casefold())
    plain = re.sub(r"[^\w&+]+", " ", plain.replace(".", ""))
    return re.sub(r"^(the|a|an) ", "", " ".join(plain.split()))


def is_acronym(short: str, long: str) -> bool:
    """Whether the letters of `short` are initials of the words of `long`, in order, the first included."""
    letters = short.replace(".", "").replace("&", "").casefold()
    words = [w for w in re.split(r"[^\w]+", long.casefold()) if w]
    if not (2 <= len(letters) <= 8) or not short.replace(".", "").isupper() or len(words) < 2:
        return False
    full = "".join(w[0] for w in words)
    content = "".join(w[0] for w in words if w not in _SMALL)
    return letters in (full, content) or (len(letters) > 2 and full.endswith(letters)) or (len(letters) > 2 and content.endswith(letters))


class _Resolver:
    """Holds the referents while the rules run."""

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self.doc = doc
        self.lexicon = lexicon
        self.referents: list[Referent] = []
        self.of_mention: dict[Mention, Referent] = {}
        self.open: list[Mention] = []
        self._by_key: dict[str, Referent] = {}
        self._sentence_of: list[int] = [0] * len(doc)
        for number, sentence in enumerate(doc.sents):
            self._sentence_of[sentence.start : sentence.end] = [number] * (sentence.end - sentence.start)

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
        self._by_key = {key: kept if r is gone else r for key, r in self._by_key.items()}

    def acronyms(self, mentions: Sequence[Mention]) -> None:
        """ "Long Name (LN)" makes both one, here and wherever the acronym stands."""
        named = [m for m in mentions if m.kind == NAME]
        for long, short in zip(named, named[1:], strict=False):
            between = self.doc[long.end : short.start].text.strip()
            closes = short.end < len(self.doc) and self.doc[short.end].text == ")"
            if between in ("(", "( the", "(the") and closes and is_acronym(short.text(self.doc), long.text(self.doc)):
                one, two = self.of_mention[long], self.of_mention[short]
                kept, gone = (two, one) if two.mentions[0].actor and not one.mentions[0].actor else (one, two)
                self._merge(kept, gone)

    def short_names(self) -> None:
        """A surname, or the first word of a company's name, stands for the one fuller name that has it."""
        for short in [r for r in self.referents if r.is_named and not r.mentions[0].actor]:
            fuller = [r for r in self.referents if r is not short and r.is_named and self._shortens(short, r)]
            if len({id(r) for r in fuller}) == 1:
                self._merge(fuller[0], short)

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
        """A definite noun stands for the nearest fitting name before it; any other noun for itself."""
        if mention.definite:
            antecedent = self._nearest(mention, NOUN_REACH, lambda r: self._fits_noun(r, mention))
            if antecedent:
                antecedent.mentions.append(mention)
                self.of_mention[mention] = antecedent
                return
            if len(mention.noun.split()) == 1:
                self.open.append(mention)
                return
        self._join(mention, f"{mention.class_name}:{fold(mention.name)}")

    def _fits_noun(self, referent: Referent, mention: Mention) -> bool:
        wanted = mention.noun_class
        if referent.class_name is None or self._is_plural(referent):
            return False
        is_a = self.lexicon.ontology.is_a
        if not self.lexicon.is_actor(wanted):
            return is_a(referent.class_name, wanted) and (referent.is_named or len(mention.noun.split()) == 1)
        if not referent.is_named or self._is_person(referent):
            return False
        return is_a(referent.class_name, wanted) or (not referent.certain and is_a(wanted, referent.class_name))

    def _is_plural(self, referent: Referent) -> bool:
        return referent.class_name in self.lexicon.plural_class.values()

    def pronoun(self, mention: Mention) -> None:
        """He and she stand for a person; it and they for an organization or a group."""
        word = mention.name
        if word in _PERSONAL:
            fits: Callable[[Referent], bool] = lambda r: r.is_named and self._is_person(r)  # noqa: E731
        elif word in _PLURAL:
            fits = lambda r: self.lexicon.is_actor(r.class_name) and not self._is_person(r)  # noqa: E731
        else:
            fits = lambda r: r.is_named and self.lexicon.is_actor(r.class_name) and not (self._is_person(r) or self._is_plural(r))  # noqa: E731
        antecedent = self._nearest(mention, PRONOUN_REACH, fits)
        if antecedent:
            antecedent.mentions.append(mention)
            self.of_mention[mention] = antecedent
        else:
            self.open.append(mention)

    def _nearest(self, mention: Mention, reach: int, fits: Callable[[Referent], bool]) -> Referent | None:
        """The best antecedent: in the nearest sentence that has one, a subject before others, then the nearest."""
        here = self._sentence_of[mention.start]
        candidates: list[tuple[tuple[int, int, int], Referent]] = []
        for other, referent in self.of_mention.items():
            distance = here - self._sentence_of[other.start]
            if other.start >= mention.start or not 0 <= distance <= reach or not fits(referent):
                continue
            if self._same_noun_group(other, mention):
                continue
            subject = self.doc[other.head].dep_ in _SUBJECT
            candidates.append(((distance, not subject, mention.start - other.start), referent))
        return min(candidates, key=lambda c: c[0])[1] if candidates else None

    def _same_noun_group(self, other: Mention, mention: Mention) -> bool:
        """Whether one hangs on the other, as in "Amazon's company"; such two are never the same."""
        one, two = self.doc[other.head], self.doc[mention.head]
        return one.head.i == two.i or (two.head.i == one.i and mention.kind != PRONOUN)
