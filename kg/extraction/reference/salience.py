"""How prominent those are of whom a text has spoken: the ranking of antecedents.

After Lappin and Leass (Computational Linguistics 20:4, 1994): every mention counts by its place in the grammar, half as
much with each sentence that follows. Nouns that the ontology does not know compete, too: a pronoun that means one of
them, "the storm", means nobody we know.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extraction.naming.mentions import CALENDAR, NAME, NOUN, PRONOUN, Mention
from kg.extraction.reference.discourse import Discourse
from kg.extraction.reference.referents import Referent
from kg.extraction.syntax.grammar import is_plural, preposition

#: The weights of Lappin and Leass, added up for each place: subject 310, object 280, and so on down to what stands
#: inside another noun phrase.
SUBJECT = 310
_WEIGHTS = {
    "nsubj": SUBJECT,
    "nsubj:pass": SUBJECT,
    "csubj": SUBJECT,
    "ROOT": 280,
    "obj": 280,
    "iobj": 270,
    "xcomp": 270,
    "ccomp": 270,
    "parataxis": 270,
    "obl:agent": 270,
    "obl": 220,
}
_INSIDE = 150

#: How the name of an organization hangs on the noun for those who act for it.
_BEHIND = frozenset({"nmod", "nmod:poss", "compound"})

#: Names of times, which no pronoun means.
_TIMES = frozenset({"day", "week", "month", "year", "today", "yesterday", "tomorrow", "time", "hour", "minute"})

Key = int | str


@dataclass(slots=True)
class Candidate:
    """Somebody or something whom a reference may mean: one referent, several, or a noun of which no more is known."""

    referents: tuple[Referent, ...]
    plural: bool
    weight: float = 0.0
    heads: list[int] = field(default_factory=list)  # where it stands, the last one last

    @property
    def only(self) -> Referent | None:
        """The referent, where it is a single one."""
        return self.referents[0] if len(self.referents) == 1 else None


@dataclass(frozen=True, slots=True)
class _Place:
    """A noun phrase: its head, its weight, and the heads that are coordinated with it."""

    head: int
    weight: int
    mention: Mention | None
    others: tuple[int, ...]


class Salience:
    """Tells whom a document has spoken of, and how prominently."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._places: dict[int, list[_Place]] = {}

    def before(self, index: int, reach: int) -> list[Candidate]:
        """All that may be meant by a reference at a token, from `reach` sentences back up to it."""
        here = self._discourse.sentence_of(index)
        found: dict[Key, Candidate] = {}
        for sentence in range(max(0, here - reach), here + 1):
            best: dict[Key, int] = {}
            for place in self._in_sentence(sentence):
                if place.head >= index:
                    continue
                for key, referents, plural in self._readings(place):
                    candidate = found.setdefault(key, Candidate(referents, plural))
                    candidate.heads.append(place.head)
                    best[key] = max(best.get(key, 0), place.weight)
            for key, weight in best.items():
                found[key].weight += weight * 0.5 ** (here - sentence)
        return list(found.values())

    def _readings(self, place: _Place) -> Iterator[tuple[Key, tuple[Referent, ...], bool]]:
        """(identity, referents, whether plural) of what a noun phrase stands for: its head, and all it coordinates."""
        discourse, token = self._discourse, self._discourse.doc[place.head]
        referent = discourse.referent(place.mention)
        if referent is not None:
            thing = place.mention is not None and place.mention.kind == NOUN and not referent.is_named
            plural = thing and not discourse.lexicon.is_actor(referent.class_name) and is_plural(token)
            yield id(referent), (referent,), plural or discourse.is_plural(referent)
        elif place.mention is None or place.mention.kind != PRONOUN:
            yield token.lemma_.lower(), (), is_plural(token)
        if place.others:
            several = [discourse.referent_at(unit) for unit in (place.head, *place.others)]
            named = tuple(r for r in several if r is not None and r.is_named)
            if len(named) == len(several):
                yield " ".join(str(id(r)) for r in named), named, True
            else:
                yield f"{token.lemma_} …", (), True

    def _in_sentence(self, number: int) -> list[_Place]:
        if number not in self._places:
            starts, doc = self._discourse.sentence_starts, self._discourse.doc
            end = starts[number + 1] if number + 1 < len(starts) else len(doc)
            self._places[number] = [p for i in range(starts[number], end) if (p := self._place(doc[i]))]
        return self._places[number]

    def _place(self, token: Token) -> _Place | None:
        """The noun phrase that a token heads."""
        if self._discourse.clauses.unit_of[token.i] != token.i:
            return None
        mention = self._discourse.at_unit.get(token.i)
        if mention is None and not _may_be_meant(token):
            return None
        if mention is not None and mention.kind != NAME and token.dep_ in ("compound", "amod"):
            return None
        weight = _WEIGHTS.get(top(self._representative(token)).dep_, _INSIDE)
        return _Place(token.i, weight, mention, tuple(self._coordinated(token)))

    def _representative(self, token: Token) -> Token:
        """Who stands for an organization at its place, "officials of Acme"; else the token itself."""
        mention = self._discourse.at_unit.get(token.head.i) if token.dep_ in _BEHIND else None
        if mention is None or mention.kind != NOUN or not self._discourse.lexicon.is_representative(mention.noun):
            return token
        return token.head

    def _coordinated(self, token: Token) -> Iterator[int]:
        """The units coordinated with a noun."""
        for child in self._discourse.clauses.children(token.i):
            if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN") and not preposition(child):
                unit = self._discourse.clauses.unit_of[child.i]
                yield unit
                yield from self._coordinated(self._discourse.doc[unit])


def _may_be_meant(token: Token) -> bool:
    """Whether a token outside all mentions heads a noun phrase that a pronoun could take up."""
    if token.pos_ not in ("NOUN", "PROPN") or token.lemma_.lower() in _TIMES or token.text in CALENDAR:
        return False
    return token.dep_ not in ("compound", "flat", "fixed", "amod", "nmod:desc", "nummod", "obl:tmod", "obl:npmod")


def top(token: Token) -> Token:
    """The token whose place in the clause a coordinated or apposed one shares."""
    for _ in range(4):
        if token.dep_ not in ("conj", "appos", "flat"):
            break
        token = token.head
    return token
