"""Public bodies that are called after their place: "Danish police", "the city of Eastmere"."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg.extraction.naming.borders import words_of
from kg.extraction.naming.lexicon import Lexicon
from kg.extraction.naming.nouns import is_title
from kg.extraction.syntax.grammar import is_plural

#: Determiners of one among many: "a Danish court" names none.
_SOME = frozenset({"a", "an", "any", "every", "each", "another", "some"})


class Called(NamedTuple):
    """The tokens start..end, their head, and the class of what they call."""

    start: int
    end: int
    head: int
    class_name: str | None
    certain: bool = False


class LocalBodies:
    """Tells where a place and a noun beside it name a body of the place; made once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def people(self, doc: Doc, start: int) -> Called | None:
        """The people before a noun that begins at a place, where the name is taken for none: "Danish police said"."""
        before = doc[start - 1] if start else None
        if before is None or before.pos_ not in ("ADJ", "PROPN") or before.text not in self._lexicon.governed:
            return None
        return Called(before.i, start, before.i, None)

    def before(self, doc: Doc, place: Called, noun: Called) -> Called | None:
        """The body that a place, or the people of one, names with the noun right behind it."""
        if not (self._is_place(doc, place) or self._may_be_place(doc, place, noun)):
            return None
        return self._body(doc, place, noun) or self._office(doc, place, noun) or self._staffed(doc, place, noun)

    def _is_place(self, doc: Doc, place: Called) -> bool:
        return self._lexicon.is_place(place.class_name) or doc[place.head].text in self._lexicon.governed

    def _may_be_place(self, doc: Doc, place: Called, noun: Called) -> bool:
        """Whether a name of which no more is known stands before police: "Laguna Vista police"."""
        first, person = doc[noun.start], self._lexicon.of_label.get("PER")
        serves = self._lexicon.served_by(first.lower_)
        return (
            not place.certain
            and place.class_name != person
            and self._lexicon.noun_class([first.text], first.lemma_) == serves is not None
        )

    def behind(self, doc: Doc, noun: Called, place: Called) -> Called | None:
        """The place that "the city of" or "the state of" stands before; what is "the border of" a place is not it."""
        both = self._lexicon.is_place(noun.class_name) and self._lexicon.is_place(place.class_name)
        if place.start != noun.end + 1 or not both:
            return None
        opening, name = doc[noun.start : place.start], doc[place.head]
        says_so = self._lexicon.is_opening([opening[0].text.capitalize(), *(t.text for t in opening[1:])])
        if not says_so or name.head.i != noun.head or name.dep_ != "nmod":
            return None
        return Called(noun.start, place.end, noun.head, place.class_name)

    def _body(self, doc: Doc, place: Called, noun: Called) -> Called | None:
        """Place and noun where the noun is that of a public body: "Danish police", "Kent coast guard"."""
        head = doc[noun.head]
        if noun.class_name is None or not self._lexicon.is_public(noun.class_name) or head.dep_ == "compound":
            return None
        if doc[place.head].head.i not in range(noun.start, noun.end) or is_plural(head) or _is_some(head):
            return None
        return Called(place.start, noun.end, noun.head, noun.class_name)

    def _office(self, doc: Doc, place: Called, noun: Called) -> Called | None:
        """Place and title where bodies are called by the title and nobody is named: "the Kent County sheriff"."""
        head = doc[noun.head]
        if noun.class_name != self._lexicon.of_label.get("PER") or is_plural(head) or is_title(head) or _is_some(head):
            return None
        class_name = self._lexicon.name_class(words_of(doc, place.start, noun.end))
        if class_name is None or not self._lexicon.is_public(class_name) or _names_holder(doc, noun):
            return None
        return Called(place.start, noun.end, noun.head, class_name)

    def _staffed(self, doc: Doc, place: Called, noun: Called) -> Called | None:
        """The body of which officers are named after the place: "Eastmere police" in "Eastmere police officers"."""
        body = doc[noun.end - 2]
        if noun.end - noun.start < 2 or not self._lexicon.is_representative(doc[noun.head].lower_):
            return None
        class_name = self._lexicon.noun_class(words_of(doc, noun.start, noun.end - 1), body.lemma_)
        if class_name is None or not self._lexicon.is_public(class_name) or body.text == "-":
            return None
        return Called(place.start, noun.end - 1, body.i, class_name)


def _is_some(head: Token) -> bool:
    return any(child.lower_ in _SOME for child in head.children)


def _names_holder(doc: Doc, noun: Called) -> bool:
    """Whether a person's name stands beside the title: "the Kent County sheriff, Dana Reyes"."""
    behind = noun.end + (noun.end < len(doc) and doc[noun.end].is_punct)
    apposed = any(child.dep_ == "appos" for child in doc[noun.head].children)
    return apposed or (behind < len(doc) and doc[behind].ent_type_ == "PER")
