"""Mentions: where a document speaks of an actor or a thing, by name, by a noun or by a pronoun.

Names come from the list of known actors and from the language model; nouns from the ontology. A longer mention hides
the shorter ones inside it, a known actor beats the model.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from kg.extraction.grammar import head_of
from kg.extraction.lexicon import KnownActor, Lexicon
from kg.extraction.names import name_spans, without_title, words_of
from kg.extraction.nouns import is_bare, is_plural, nouns_beside, phrase_before, start_of_phrase

NAME, NOUN, PRONOUN = "name", "noun", "pronoun"

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "such"})
CALENDAR = frozenset([*calendar.day_name, *calendar.month_name, *calendar.day_abbr, *calendar.month_abbr, "Sept"])
_PRONOUNS = frozenset(
    {"it", "its", "itself", "they", "them", "their", "themselves"}
    | {"he", "him", "his", "himself", "she", "her", "hers", "herself"}
    | {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"}
)
_ACRONYM_LETTERS = range(2, 9)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of tokens that stands for an actor or a thing."""

    start: int
    end: int
    head: int
    kind: str  # name, noun or pronoun
    name: str  # what it is called: the known actor's name, the name's words, or the noun phrase
    class_name: str | None
    certain: bool = False  # whether the class was stated: by the list, the name's own words or a noun beside it
    definite: bool = False  # "the company", "its software": refers to something said before
    noun: str = ""  # the ontology's noun phrase of a nominal mention
    noun_class: str = ""  # the class of that noun, also where its plural is a group
    actor: KnownActor | None = None

    def text(self, doc: Doc) -> str:
        """The words of the mention."""
        return doc[self.start : self.end].text


class MentionFinder:
    """Finds the mentions of a document; made once for an ontology and a list of actors."""

    def __init__(self, lexicon: Lexicon, vocab: Vocab, make_doc: Callable[[str], Doc]) -> None:
        self.lexicon = lexicon
        self._matcher = PhraseMatcher(vocab, attr="ORTH")
        self._actors: dict[str, tuple[KnownActor, bool]] = {}
        for number, actor in enumerate(lexicon.actors):
            for ambiguous, names in ((False, (actor.name, *actor.aliases)), (True, actor.ambiguous)):
                for name in dict.fromkeys([*names, *(n.replace("'", "’") for n in names)]):
                    key = f"{number}{'?' if ambiguous else ''}"
                    self._actors[key] = (actor, ambiguous)
                    self._matcher.add(key, [make_doc(name)])

    def find(self, doc: Doc) -> list[Mention]:
        """All mentions, in the order of the text, none inside another."""
        known = list(self._known(doc))
        named = list(self._named(doc, known))
        longer = [m for m in named if not any(_covers(k, m) for k in known)]
        taken = _taken(longer)
        kept = [k for k in known if not taken & set(range(k.start, k.end))]
        names = self._settle_classes(doc, kept + longer)
        taken = _taken(names)
        nouns = [m for m in self._nouns(doc, taken) if not taken & set(range(m.start, m.end))]
        taken |= _taken(nouns)
        pronouns = [m for m in _pronouns(doc) if m.start not in taken]
        return sorted(names + nouns + pronouns, key=lambda m: m.start)

    def _known(self, doc: Doc) -> Iterator[Mention]:
        matches = [(*self._actors[doc.vocab.strings[key]], start, end) for key, start, end in self._matcher(doc)]
        plain = {actor.name for actor, ambiguous, _, _ in matches if not ambiguous}
        spans = [
            (start, end, actor) for actor, ambiguous, start, end in matches if not ambiguous or actor.name in plain
        ]
        taken: set[int] = set()
        for start, end, actor in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
            product = self._product_end(doc, end, actor)
            if taken & set(range(start, end)) or (product is None and _inside_longer_name(doc, start, end)):
                continue
            end = product or end
            taken.update(range(start, end))
            yield Mention(
                start, end, head_of(doc, start, end), NAME, actor.name, actor.class_name, certain=True, actor=actor
            )

    def _product_end(self, doc: Doc, end: int, actor: KnownActor) -> int | None:
        """Where a maker's name ends with its product's: "Acme Mavic" in "Acme Mavic drone", "Acme" in "Acme BWCs".

        None where no name goes on, or what goes on is not a product: no noun for a thing closes it.
        """
        last = end
        while last < len(doc) and (doc[last].ent_iob_ == "I" or (last == end and doc[last].pos_ == "PROPN")):
            last += 1
        if last == end or not self.lexicon.is_actor(actor.class_name):
            return None
        if self._is_thing(doc[last - 1]):
            return last - 1
        return last if last < len(doc) and self._is_thing(doc[last]) else None

    def _is_thing(self, token: Token) -> bool:
        found = self.lexicon.noun([token.text], token.lemma_.lower())
        return found is not None and not self.lexicon.is_actor(found[1])

    def _named(self, doc: Doc, known: list[Mention]) -> Iterator[Mention]:
        taken = _taken(known)
        for first, end, label in name_spans(doc, self.lexicon):
            start = without_title(doc, first, end, self.lexicon)
            if start >= end or taken >= set(range(start, end)) or self._is_common(doc, start, end):
                continue
            if all(t.text.rstrip(".") in CALENDAR or t.is_digit for t in doc[start:end]):
                continue
            words = words_of(doc, start, end)
            own = self.lexicon.name_class(words)
            title = start > 0 and self.lexicon.titles.get(doc[start - 1].text)
            class_name = own or title or self.lexicon.of_label.get(label)
            if label == "PER" and end - start == 1 and not title:
                class_name = None  # one word alone is as often a product or a firm
            name = doc[start:end].text
            yield Mention(start, end, head_of(doc, start, end), NAME, name, class_name, certain=bool(own or title))

    def _is_common(self, doc: Doc, start: int, end: int) -> bool:
        """Whether a capitalised word is only a common noun with a capital: "the City", "the Chief"."""
        return end - start == 1 and self.lexicon.noun([doc[start].text], doc[start].lemma_.lower()) is not None

    def _settle_classes(self, doc: Doc, names: list[Mention]) -> list[Mention]:
        """A name has one class in a document: the one that is stated, else the most frequent."""
        stated = [self._stated(doc, m) for m in names]
        votes: dict[str, Counter[tuple[bool, str]]] = {}
        for mention in stated:
            if mention.class_name:
                votes.setdefault(mention.name, Counter())[mention.certain, mention.class_name] += 1
        settled = []
        for mention in stated:
            counted = votes.get(mention.name)
            if mention.actor is None and counted:
                (certain, class_name), _ = max(counted.items(), key=lambda kv: (kv[0][0], kv[1], kv[0][1]))
                mention = replace(mention, class_name=class_name, certain=certain)
            settled.append(mention)
        return settled

    def _stated(self, doc: Doc, mention: Mention) -> Mention:
        """The class that a noun beside the name states: "the nonprofit Tech Inquiry", "Acme, a vendor"."""
        if mention.certain:
            return mention
        for token in nouns_beside(doc, mention.start, mention.end, mention.head):
            found = self.lexicon.noun(phrase_before(token), token.lemma_)
            if found and self._fits(mention, found[1]):
                return replace(mention, class_name=found[1], certain=True)
        return mention

    def _fits(self, mention: Mention, class_name: str) -> bool:
        """Whether a noun of the class can state what the name finder took for something broader."""
        label = mention.class_name
        if label is None:
            return True
        is_a = self.lexicon.ontology.is_a
        return is_a(class_name, label) or is_a(label, class_name)

    def _nouns(self, doc: Doc, taken: set[int]) -> Iterator[Mention]:
        hidden: set[int] = set()
        for token in reversed(list(doc)):
            if token.pos_ not in ("NOUN", "PROPN", "ADJ") or token.i in hidden or token.i in taken:
                continue
            mention = self._noun(doc, token, taken)
            if mention:
                hidden.update(range(mention.start, mention.end))
                yield mention

    def _noun(self, doc: Doc, token: Token, taken: set[int]) -> Mention | None:
        words = phrase_before(token, taken)
        found = self.lexicon.noun(words, token.lemma_)
        if not found:
            return None
        size, class_name, phrase = found
        if self.lexicon.is_vague(phrase):
            inner = self._inner(words, class_name)
            size, phrase = (len(words) - inner[0] + 1, inner[1]) if inner else (size, phrase)
        start = start_of_phrase(token, size, taken)
        plural, noun_class = is_plural(token) or is_bare(token), class_name
        definite = any(
            t.lower_ in _DEFINITE for t in doc[max(0, start - 3) : start] if t.head.i in range(start, token.i + 1)
        )
        if plural and self.lexicon.is_actor(class_name) and not definite:
            class_name = self.lexicon.plural_class.get(self.lexicon.actor_class, class_name)
        name = " ".join(t.text for t in doc[start : token.i + 1]).replace(" - ", "-")
        if not self.lexicon.is_actor(class_name):
            name = self.lexicon.written(self.lexicon.bare(phrase, class_name))
        return Mention(
            start,
            token.i + 1,
            token.i,
            NOUN,
            name,
            class_name,
            certain=True,
            definite=definite and not plural,
            noun=phrase,
            noun_class=noun_class,
        )

    def _inner(self, words: list[str], class_name: str) -> tuple[int, str] | None:
        """(place from 1, phrase) of a telling noun before a vague one: "face scan" in "face scan system"."""
        for last in range(len(words) - 1, 0, -1):
            found = self.lexicon.noun(words[:last], words[last - 1].lower())
            if found and found[1] == class_name and not self.lexicon.is_vague(found[2]):
                return last - found[0] + 1, found[2]
        return None


def _taken(mentions: Iterable[Mention]) -> set[int]:
    return {i for m in mentions for i in range(m.start, m.end)}


def _covers(known: Mention, named: Mention) -> bool:
    """Whether a known actor's mention makes the model's superfluous: it holds it, or they overlap at an odd place."""
    if known.start <= named.start and named.end <= known.end:
        return True
    overlap = known.start < named.end and named.start < known.end
    return overlap and not (named.start <= known.start and known.end <= named.end and named.certain)


def _inside_longer_name(doc: Doc, start: int, end: int) -> bool:
    """Whether the match is a part of a longer capitalised name: "Amazon" in "Amazon Watch"."""
    before = doc[start - 1] if start and not doc[start - 1].is_space else None
    after = doc[end] if end < len(doc) else None
    for token in doc[start:end]:
        if token.ent_iob_ == "O":
            return False
    first, last = doc[start], doc[end - 1]
    starts_inside = first.ent_iob_ == "I" and before is not None and before.text[:1].isupper()
    goes_on = (
        after is not None and after.ent_iob_ == "I" and after.text[:1].isupper() and last.ent_type_ == after.ent_type_
    )
    return starts_inside or goes_on


def _pronouns(doc: Doc) -> Iterator[Mention]:
    for token in doc:
        if token.lower_ in _PRONOUNS and token.pos_ in ("PRON", "DET"):
            yield Mention(token.i, token.i + 1, token.i, PRONOUN, token.lower_, None)
