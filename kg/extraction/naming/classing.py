"""Of which class a name is: what its own words, the words around it and the whole document say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from spacy.tokens import Doc, Token

from kg.extraction.naming.borders import words_of
from kg.extraction.naming.lexicon import Lexicon
from kg.extraction.naming.nouns import is_title, named_noun, nouns_beside, phrase_before
from kg.extraction.syntax.grammar import is_plural, preposition

#: Prepositions before the place where something is.
_WHERE = frozenset({"in", "near", "across", "throughout", "around", "outside", "inside", "within"})


class Classing:
    """Tells the classes of names by the words of an ontology; made once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def of_words(self, doc: Doc, start: int, end: int, label: str) -> tuple[str | None, bool]:
        """The class that a name's own words, a title before it or the model's label give it, and whether it is sure."""
        own = self.lexicon.name_class(words_of(doc, start, end))
        title = self.lexicon.titles.get(doc[start - 1].text) if start else None
        if own or title:
            return own or title, True
        after_article = start > 0 and doc[start - 1].lower_ == "the"
        if after_article and (alone := self.lexicon.name_class(["the", *words_of(doc, start, end)])):
            return alone, True  # "the House", "the Times"
        if label == "PER" and (end - start == 1 or "&" in doc[start:end].text):
            return None, False  # one word alone is as often a product or a firm
        return self.lexicon.of_label.get(label), False

    def of_neighbours(self, doc: Doc, start: int, end: int, head: int, class_name: str | None) -> str | None:
        """The class that the words around a name state: "the nonprofit Tech Inquiry", "Acme, a vendor", "in Boston"."""
        for token in nouns_beside(doc, start, end, head):
            found = self.lexicon.noun(phrase_before(token), token.lemma_)
            called = token == named_noun(doc[head])
            if found and (
                called or self._fits(found[1], class_name) or self._defines(token, head, class_name, found[1])
            ):
                return None if self._says_more(class_name, found[1]) else found[1]
        for rule in (self._as_product, self._as_model, self._as_sold, self._as_place):
            if found_class := rule(doc, start, end, head, class_name):
                return found_class
        return None

    def _says_more(self, known: str | None, stated: str) -> bool:
        """Whether a name is known for more than a noun says: in "the owner, Dana Reyes" for a person."""
        return known is not None and known != stated and self.lexicon.ontology.is_a(known, stated)

    def _as_product(self, doc: Doc, start: int, end: int, head: int, _: str | None) -> str | None:
        """A thing's own name stands between its owner and its kind: "its Argus software", "Acme's Argus software"."""
        noun = doc[head].head
        if doc[head].dep_ != "compound" or noun.i != end or noun.pos_ != "NOUN":
            return None
        found = self.lexicon.noun([noun.text], noun.lemma_)
        owned = any(child.dep_ == "nmod:poss" and child.i < start for child in noun.children)
        return found[1] if found and owned and self.lexicon.is_thing(found[1]) else None

    def _as_model(self, doc: Doc, start: int, end: int, _: int, class_name: str | None) -> str | None:
        """Words of which the last has a number are a model of the kind that follows: "a Condor Lark Mk-2 drone"."""
        numbered = end - start > 1 and any(character.isdigit() for character in doc[end - 1].text)
        if not numbered or self.lexicon.is_place(class_name) or end == len(doc):
            return None
        return self.lexicon.thing_at(doc, end)

    def _as_sold(self, doc: Doc, start: int, end: int, head: int, class_name: str | None) -> str | None:
        """What is one of many and comes from somebody is a thing: "a Lynx from Acme", "a Lynx reader from Acme"."""
        kind = doc[head].head if doc[head].dep_ == "compound" and doc[head].head.i >= end else doc[head]
        is_one = any(child.lower_ in ("a", "an") for child in kind.children)
        if not is_one or class_name not in (None, *self.lexicon.of_label.values()) or self.lexicon.is_place(class_name):
            return None
        bought = kind.head if kind.dep_ in ("obj", "nsubj:pass") else kind
        sources = (child for unit in (kind, bought) for child in unit.children if preposition(child) == "from")
        if not any(source.pos_ == "PROPN" and source.ent_type_ != "LOC" for source in sources):
            return None
        return self.lexicon.ontology.slots["technology"][0] if kind.i == head else self.lexicon.thing_at(doc, end)

    def _as_place(self, doc: Doc, start: int, end: int, head: int, class_name: str | None) -> str | None:
        """What the model takes for a place is one where something is in it, or somebody of the list governs it."""
        if not self.lexicon.is_place(class_name):
            return None
        is_in = any(child.dep_ == "case" and child.lower_ in _WHERE for child in doc[head].children)
        return class_name if is_in or doc[start:end].text in self.lexicon.governed else None

    def is_common(self, doc: Doc, start: int, end: int) -> bool:
        """Whether a capitalised word is only a common noun or a title with a capital: "the City", "Rep."."""
        token = doc[start]
        if end - start == 2 and token.pos_ == "ADJ" and is_plural(doc[end - 1]):
            return bool(self.lexicon.bodies_of(doc[end - 1].text))  # "Democratic Representatives"
        is_noun = self.lexicon.noun([token.text], token.lemma_.lower()) is not None
        return end - start == 1 and (is_noun or (is_title(token) and token.text in self.lexicon.titles))

    def is_of_office(self, doc: Doc, start: int, end: int) -> bool:
        """Whether the words only say of what somebody is a secretary, a minister or a leader."""
        if self._begins_office(doc, start, end):
            return True
        before = doc[start - 1] if start > 1 else None
        if before is None or before.lower_ not in ("of", "for") or not self.lexicon.is_person_noun(doc[start - 2]):
            return False
        return bool(self.lexicon.bodies_of(doc[start - 2 : end].text))

    def _begins_office(self, doc: Doc, start: int, end: int) -> bool:
        """Whether they end in the beginning of a title that begins with its body: "Senate Majority" before "Leader"."""
        titles = (doc[first : end + 1].text for first in range(start, end - 1))
        return any(b.split()[0] == title.split()[0] for title in titles for b in self.lexicon.bodies_of(title))

    def _defines(self, noun: Token, head: int, label: str | None, class_name: str) -> bool:
        """Whether a noun says what it is: "Argus, a product of Acme", "its software, Argus", "the company, Orbix"."""
        if label == self.lexicon.of_label.get("PER"):
            return False
        apposed = noun.doc[head].dep_ == "appos" and noun.doc[head].head == noun
        if apposed and self.lexicon.is_place(label):
            return self.lexicon.is_organization(class_name)
        if noun.i < head:
            owned = any(child.dep_ == "nmod:poss" for child in noun.children)
            return owned and noun.doc[head].dep_ == "appos" and self.lexicon.is_thing(class_name)
        article = any(child.dep_ == "det" and child.lower_ in ("a", "an", "the") for child in noun.children)
        return article and not is_plural(noun) and self.lexicon.is_thing(class_name)

    def _fits(self, class_name: str, label: str | None) -> bool:
        """Whether a noun of the class can state what the name finder took for something broader."""
        if label is None:
            return True
        is_a = self.lexicon.ontology.is_a
        return is_a(class_name, label) or is_a(label, class_name)


def most_certain(names: Iterable[tuple[str, str | None, bool]]) -> dict[str, tuple[str, bool]]:
    """The class of each name, and whether it is sure: the one that is stated, else the most frequent."""
    votes: dict[str, Counter[tuple[bool, str]]] = {}
    for name, class_name, certain in names:
        if class_name:
            votes.setdefault(name, Counter())[certain, class_name] += 1
    winners = {
        name: max(counted.items(), key=lambda kv: (kv[0][0], kv[1], kv[0][1]))[0] for name, counted in votes.items()
    }
    return {name: (class_name, certain) for name, (certain, class_name) in winners.items()}
