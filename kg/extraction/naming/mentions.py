"""Mentions: where a document speaks of an actor or a thing, by name, by a noun or by a pronoun.

Names come from the list of known actors and from the language model; nouns from the ontology. A longer mention hides
the shorter ones inside it, a known actor beats the model.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from kg.extraction.naming.borders import words_of
from kg.extraction.naming.classing import Classing, most_certain
from kg.extraction.naming.known import KnownActors
from kg.extraction.naming.lexicon import KnownActor, Lexicon
from kg.extraction.naming.local import Called, LocalBodies
from kg.extraction.naming.names import name_spans, without_title
from kg.extraction.naming.nouns import (
    description,
    is_bare,
    is_title,
    of_sort,
    phrase_before,
    purpose,
    shared_head,
    start_of_phrase,
)
from kg.extraction.naming.spelling import repaired
from kg.extraction.syntax.grammar import head_of, is_plural

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
        self._actors = KnownActors(lexicon, vocab, make_doc)
        self._classing = Classing(lexicon)
        self._bodies = LocalBodies(lexicon)

    def find(self, doc: Doc) -> list[Mention]:
        """All mentions, in the order of the text, none inside another."""
        known = list(self._known(doc))
        named = list(self._named(doc, known))
        at = {i: k for k in known for i in range(k.start, k.end)}
        longer = [m for m in named if not any(self._is_superfluous(doc, k, m) for k in _over(at, m))]
        taken = _taken(longer)
        kept = [k for k in known if not taken & set(range(k.start, k.end))]
        names = self._settle_classes(doc, kept + longer)
        taken = _taken(names)
        nouns = [m for m in self._nouns(doc, taken) if not taken & set(range(m.start, m.end))]
        names, nouns = self._local(doc, names, nouns)
        taken |= _taken(nouns)
        pronouns = [m for m in _pronouns(doc) if m.start not in taken]
        return sorted(names + nouns + pronouns, key=lambda m: m.start)

    def _known(self, doc: Doc) -> Iterator[Mention]:
        for start, end, actor, model in self._actors.find(doc):
            if start < end:
                head = head_of(doc, start, end)
                yield Mention(start, end, head, NAME, actor.name, actor.class_name, certain=True, actor=actor)
            if end < model:
                name, head = doc[start:model].text, head_of(doc, end, model)
                class_name = self.lexicon.thing_at(doc, model) or self.lexicon.ontology.slots["technology"][0]
                yield Mention(end, model, head, NAME, name, class_name, certain=True)

    def _named(self, doc: Doc, known: list[Mention]) -> Iterator[Mention]:
        taken, closing = _taken(known), {k.end: k.start for k in known}
        for first, last, label in name_spans(doc, self.lexicon):
            start = without_title(doc, first, last, self.lexicon)
            end = self._before_known(doc, start, last, closing.get(last, start))
            own = {i for i in range(start, end) if doc[i].lower_ != "and"}  # which may join two known actors
            if not own or taken >= own or self._classing.is_common(doc, start, end):
                continue
            if all(t.text.rstrip(".") in CALENDAR or t.is_digit for t in doc[start:end]):
                continue
            if label != "LOC" and self._classing.is_of_office(doc, start, end):
                continue
            class_name, certain = self._classing.of_words(doc, start, end, label)
            name, head = repaired(doc[start:end].text), head_of(doc, start, end)
            yield Mention(start, end, head, NAME, name, class_name, certain=certain)

    def _before_known(self, doc: Doc, start: int, end: int, known: int) -> int:
        """Where a name ends that a known actor's follows: "Eastmere Police Department Facebook page"."""
        whole, first = (self.lexicon.name_class(words_of(doc, start, last)) for last in (end, known))
        return known if known > start and first and not whole else end

    def _is_superfluous(self, doc: Doc, maker: Mention, named: Mention) -> bool:
        """Whether a known actor's mention says it all, also where the kind of thing it makes follows: "Acme BWCs"."""
        if _covers(maker, named):
            return True
        if named.start != maker.start or named.end <= maker.end or not self.lexicon.is_actor(maker.class_name):
            return False
        kind = self.lexicon.noun_class([t.text for t in doc[maker.end : named.end]], doc[named.end - 1].lemma_)
        return self.lexicon.is_thing(kind)

    def _settle_classes(self, doc: Doc, names: list[Mention]) -> list[Mention]:
        """A name has one class in a document."""
        stated = [self._stated(doc, m) for m in names]
        settled = most_certain((m.name, m.class_name, m.certain) for m in stated if m.actor is None)
        return [
            replace(m, class_name=settled[m.name][0], certain=settled[m.name][1])
            if m.actor is None and m.name in settled
            else m
            for m in stated
        ]

    def _stated(self, doc: Doc, mention: Mention) -> Mention:
        """The mention with the class that the words around it state."""
        if mention.certain:
            return mention
        found = self._classing.of_neighbours(doc, mention.start, mention.end, mention.head, mention.class_name)
        return replace(mention, class_name=found, certain=True) if found else mention

    def _local(self, doc: Doc, names: list[Mention], nouns: list[Mention]) -> tuple[list[Mention], list[Mention]]:
        """The names and the nouns; a public body that is named after its place is a name: "Oakland police"."""
        ending, starting = ({getattr(n, side): n for n in names if n.actor is None} for side in ("end", "start"))
        bodies: list[Mention] = []
        gone: set[Mention] = set()
        rest: list[Mention] = []
        for noun in nouns:
            place, governed = ending.get(noun.start), starting.get(noun.end + 1)
            called = _called(place) if place else self._bodies.people(doc, noun.start)
            if called and (body := self._bodies.before(doc, called, _called(noun))):
                bodies.append(_named_after(doc, body, names))
                gone.update([place] if place else ())
                rest += [_staff(doc, noun, body.end)] if body.end < noun.end else []
            elif governed and (body := self._bodies.behind(doc, _called(noun), _called(governed))):
                bodies.append(replace(governed, start=body.start, head=body.head, certain=True))
                gone.add(governed)
            else:
                rest.append(noun)
        return [*(n for n in names if n not in gone), *bodies], rest

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
        words, shared = phrase_before(token, taken), shared_head(token)
        if shared is not None and (common := self._in_common(token, words, shared)):
            return common
        title = self.lexicon.titles.get(token.text) if is_title(token) else None
        found = self.lexicon.noun(words, token.lemma_) or (title and (1, title, token.lower_))
        if not found:
            return None
        class_name = noun_class = found[1]
        start, phrase, name = self._called(token, words, found, taken)
        if is_title(token) or any(child.dep_ == "appos" and child.ent_type_ == "PER" for child in token.children):
            noun_class = self.lexicon.noun_class([token.lemma_], token.lemma_) or class_name
        plural = is_plural(token) or is_bare(token)
        before = {t.lower_ for t in doc[max(0, start - 8) : start] if t.head.i in range(start, token.i + 1)}
        definite = not before.isdisjoint(_DEFINITE) and "own" not in before  # "its own system" is none named before
        definite = definite or self._is_staffed(token, class_name)
        if plural and self.lexicon.is_actor(class_name) and not definite:
            class_name = self.lexicon.plural_class.get(self.lexicon.actor_class, class_name)
        return Mention(
            start,
            token.i + 1,
            token.i,
            NOUN,
            name,
            class_name,
            certain=True,
            definite=definite and not is_plural(token) and (not is_bare(token) or self._is_staffed(token, class_name)),
            noun=phrase,
            noun_class=noun_class,
        )

    def _in_common(self, token: Token, words: list[str], shared: Token) -> Mention | None:
        """The thing that a word names with a noun further on: the privacy law of "privacy and labour laws"."""
        found = self.lexicon.noun([*words, shared.lemma_], shared.lemma_)
        if found is None or found[0] == 1 or not self.lexicon.is_thing(found[1]):
            return None
        start = start_of_phrase(token, found[0] - 1, set())
        name = self.lexicon.written(self.lexicon.bare(found[2], found[1]))
        return Mention(start, token.i + 1, token.i, NOUN, name, found[1], certain=True, noun=found[2])

    def _is_staffed(self, token: Token, class_name: str) -> bool:
        """Whether it tells whose the officers are: "department personnel", said of a department that was named."""
        common = token.is_lower or bool(token.is_sent_start)  # but not "Cabinet officers"
        staff = common and token.dep_ == "compound" and self.lexicon.is_representative(token.head.lower_)
        return staff and self.lexicon.is_organization(class_name)

    def _called(
        self, token: Token, words: list[str], found: tuple[int, str, str], taken: set[int]
    ) -> tuple[int, str, str]:
        """(first token, telling phrase, name) of a noun: a vague one is called by what tells it from others."""
        size, class_name, phrase = found
        if self.lexicon.is_vague(phrase):
            if inner := self._inner(words, class_name):
                size, phrase = len(words) - inner[0] + 1, inner[1]
            elif self.lexicon.is_describable(class_name) and (told := description(token, size, taken, self._says_who)):
                return start_of_phrase(token, size, taken), told, told
            elif self.lexicon.is_thing(class_name) and (
                sort := purpose(token, size) or of_sort(token, phrase, taken, self.lexicon)
            ):
                return sort.start, sort.text, sort.text
        start = start_of_phrase(token, size, taken)
        if self.lexicon.is_actor(class_name):
            return start, phrase, " ".join(token.doc[start : token.i + 1].text.split())
        return start, phrase, self.lexicon.written(self.lexicon.bare(phrase, class_name))

    def _says_who(self, token: Token) -> bool:
        """Whether the word only says who acts, as "state" does in "state law"."""
        found = self.lexicon.noun_class([token.text], token.lemma_)
        return found is not None and not self.lexicon.is_thing(found)

    def _inner(self, words: list[str], class_name: str) -> tuple[int, str] | None:
        """(place from 1, phrase) of a telling noun before a vague one: "face scan" in "face scan system"."""
        for last in range(len(words) - 1, 0, -1):
            found = self.lexicon.noun(words[:last], words[last - 1].lower())
            if found and found[1] == class_name and not self.lexicon.is_vague(found[2]):
                return last - found[0] + 1, found[2]
        return None


def _called(mention: Mention) -> Called:
    class_name = mention.noun_class or mention.class_name
    return Called(mention.start, mention.end, mention.head, class_name, mention.certain)


def _named_after(doc: Doc, body: Called, names: Iterable[Mention]) -> Mention:
    """The mention of a body named after its place; a name of the document that begins with the same words is its."""
    text = doc[body.start : body.end].text
    name = next((n.name for n in names if n.name.casefold().startswith(f"{text} ".casefold())), text)
    return Mention(body.start, body.end, body.head, NAME, name, body.class_name, certain=True)


def _staff(doc: Doc, noun: Mention, start: int) -> Mention:
    """The officers behind the body they belong to: "officers" in "Eastmere police officers"."""
    words = doc[start : noun.end].text
    return replace(noun, start=start, name=words, noun=words.lower())


def _taken(mentions: Iterable[Mention]) -> set[int]:
    return {i for m in mentions for i in range(m.start, m.end)}


def _over(at: Mapping[int, Mention], mention: Mention) -> list[Mention]:
    """The mentions of an index by token that share a token with this one."""
    return list({id(at[i]): at[i] for i in range(mention.start, mention.end) if i in at}.values())


def _covers(known: Mention, named: Mention) -> bool:
    """Whether a known actor's mention makes the model's superfluous: it holds it, or they overlap at an odd place."""
    if known.start <= named.start and named.end <= known.end:
        return True
    overlap = known.start < named.end and named.start < known.end
    return overlap and not (named.start <= known.start and known.end <= named.end and named.certain)


def _pronouns(doc: Doc) -> Iterator[Mention]:
    for token in doc:
        if token.lower_ in _PRONOUNS and token.pos_ in ("PRON", "DET"):
            yield Mention(token.i, token.i + 1, token.i, PRONOUN, token.lower_, None)
