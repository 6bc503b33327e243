"""Names that mean the same in one document: equal names, known aliases, acronyms, surnames and short forms."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from kg.extraction.naming.mentions import NAME, Mention
from kg.extraction.naming.spelling import fold, is_acronym
from kg.extraction.reference.discourse import Discourse
from kg.extraction.reference.referents import Referent


class Aliases:
    """Joins the names of a document, by rules in the order of their precision."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse, self._doc = discourse, discourse.doc
        self._named = [m for m in discourse.mentions if m.kind == NAME]

    def join(self) -> None:
        """Apply all rules."""
        self._equal(self._named)
        self._acronyms()
        self._short_names()
        self._loose_acronyms()

    def _equal(self, mentions: Iterable[Mention]) -> None:
        """Equal names are one; a known actor is one under all its aliases."""
        for mention in mentions:
            self._discourse.join(mention, f"={mention.actor.name}" if mention.actor else fold(mention.name))

    def _acronyms(self) -> None:
        """ "Long Name (LN)" makes both one, here and wherever the acronym stands."""
        of_mention = self._discourse.references.of_mention
        for long, short in pairwise(self._named):
            between = self._doc[long.end : short.start].text.strip()
            closes = short.end < len(self._doc) and self._doc[short.end].text == ")"
            if between in ("(", "( the", "(the") and closes and is_acronym(short.text(self._doc), long.text(self._doc)):
                one, two = of_mention[long], of_mention[short]
                kept, gone = (two, one) if two.mentions[0].actor and not one.mentions[0].actor else (one, two)
                self._discourse.merge(kept, gone)

    def _short_names(self) -> None:
        """A surname, or the first word of a company's name, stands for the one fuller name that has it."""
        referents = self._discourse.references.referents
        by_word: dict[str, list[Referent]] = {}
        for referent in referents:
            words = referent.name.split()
            for word in {words[0], words[-1]} if len(words) > 1 else ():
                by_word.setdefault(word, []).append(referent)
        gone: set[int] = set()
        for short in [r for r in referents if not r.mentions[0].actor]:
            words = short.name.split()
            near = {id(r): r for word in (words[0], words[-1]) for r in by_word.get(word, ()) if id(r) not in gone}
            fuller = [r for r in near.values() if r is not short and self._shortens(short, r)]
            if len(fuller) == 1:
                gone.add(id(short))
                self._discourse.merge(fuller[0], short)

    def _loose_acronyms(self) -> None:
        """An acronym without its parenthesis stands for the one name of the document that has its initials."""
        referents = self._discourse.references.referents
        for short in [r for r in referents if not r.mentions[0].actor and r.name.isupper()]:
            long = [r for r in referents if r is not short and is_acronym(short.name, r.name)]
            if len({id(r) for r in long}) == 1 and self._compatible(short, long[0]):
                self._discourse.merge(long[0], short)

    def _shortens(self, short: Referent, full: Referent) -> bool:
        few, many = short.name.split(), full.name.split()
        if len(few) >= len(many) or not self._compatible(short, full):
            return False
        if self._discourse.is_person(full):
            return (few == many[-len(few) :] or few == many[:1]) and not self._is_told_apart(short, full)
        rest = many[len(few) :]
        formal = all(self._discourse.lexicon.name_class(["x", word]) for word in rest)
        of_place = rest[0] == "of" and len(few) > 1  # "Nord Air" and "Nord Air of Norway"; no "Bank" is a "Bank of …"
        alike = formal or of_place or len(rest) == 1
        return many[: len(few)] == few and alike and (short.class_name == full.class_name or not short.certain)

    def _is_told_apart(self, short: Referent, full: Referent) -> bool:
        """Whether a sentence brings the full name after the short one: "Reyes is married to Lena Reyes"."""
        first = full.mentions[0]
        here = self._discourse.sentence_of(first.start)
        return any(m.start < first.start and self._discourse.sentence_of(m.start) == here for m in short.mentions)

    def _compatible(self, one: Referent, two: Referent) -> bool:
        if one.class_name is None or two.class_name is None:
            return True
        is_a = self._discourse.lexicon.ontology.is_a
        if is_a(one.class_name, two.class_name) or is_a(two.class_name, one.class_name):
            return True
        return self._discourse.is_person(two) and not one.certain
