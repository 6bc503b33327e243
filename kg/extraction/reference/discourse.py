"""The state of a document while its references are resolved: who has been spoken of so far, and where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from kg.extraction.assertion.quotations import Quotation, quotation_at
from kg.extraction.naming.lexicon import Lexicon
from kg.extraction.naming.mentions import NAME, NOUN, Mention
from kg.extraction.reference.preferences import Preferences
from kg.extraction.reference.referents import References, Referent
from kg.extraction.syntax.clauses import Clauses


class Discourse:
    """The referents of a document, as they grow with each rule."""

    def __init__(
        self,
        clauses: Clauses,
        mentions: Sequence[Mention],
        lexicon: Lexicon,
        preferences: Preferences,
        quotations: Sequence[Quotation] = (),
    ) -> None:
        self.clauses, self.doc = clauses, clauses.doc
        self.lexicon, self.preferences = lexicon, preferences
        self.mentions = sorted(mentions, key=lambda m: m.start)
        self.references = References([], {}, [])
        self.at_unit = {clauses.unit_of[m.head]: m for m in reversed(self.mentions)}
        self.sentence_starts = [sentence.start for sentence in self.doc.sents]
        self._starts = [m.start for m in self.mentions]
        self._by_key: dict[str, Referent] = {}
        self._quotations = quotations

    def referent(self, mention: Mention | None) -> Referent | None:
        """Whom a mention stands for as far as that is known."""
        return None if mention is None else self.references.of_mention.get(mention)

    def referent_at(self, unit: int) -> Referent | None:
        """Who stands at a unit of the clauses as far as that is known."""
        return self.referent(self.at_unit.get(unit))

    def between(self, start: int, end: int) -> Iterator[tuple[Mention, Referent]]:
        """The mentions that begin in tokens start..end, with those they stand for as far as that is known."""
        for mention in self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            referent = self.references.of_mention.get(mention)
            if referent is not None:
                yield mention, referent

    def sentence_of(self, index: int) -> int:
        """The number of the sentence in which a token stands."""
        return bisect_right(self.sentence_starts, index) - 1

    def speaker_at(self, index: int) -> Referent | None:
        """Who says the words at a token, where they are quoted."""
        quotation = quotation_at(self._quotations, index)
        if quotation is None or quotation.speaker is None:
            return None
        return self.referent_at(quotation.speaker)

    def join(self, mention: Mention, key: str) -> None:
        """Let a mention stand for whoever has the key, somebody new if nobody has."""
        referent = self._by_key.get(key)
        if referent is None:
            wikidata = mention.actor.wikidata if mention.actor else None
            referent = Referent(mention.name, mention.class_name, mention.certain, mention.kind, wikidata=wikidata)
            self._by_key[key] = referent
            referent.keys.append(key)
            self.references.referents.append(referent)
        self.attach(mention, referent)

    def attach(self, mention: Mention, referent: Referent) -> None:
        """Let a mention stand for a referent."""
        referent.mentions.append(mention)
        self.references.of_mention[mention] = referent

    def merge(self, kept: Referent, gone: Referent) -> None:
        """Let all mentions of one referent stand for another."""
        if kept is gone:
            return
        kept.mentions.extend(gone.mentions)
        if gone.certain and not kept.certain:
            kept.class_name, kept.certain = gone.class_name, True
        kept.wikidata = kept.wikidata or gone.wikidata
        for mention in gone.mentions:
            self.references.of_mention[mention] = kept
        self.references.referents.remove(gone)
        for key in [k for k in gone.keys if self._by_key.get(k) is gone]:
            self._by_key[key] = kept
            kept.keys.append(key)

    def is_person(self, referent: Referent) -> bool:
        """Whether a referent is known as a human being."""
        person = self.lexicon.of_label.get("PER")
        return referent.class_name is not None and referent.class_name == person

    def gender(self, referent: Referent) -> str | None:
        """The gender of a person by titles, nouns and earlier pronouns, where these tell it."""
        if referent.gender is None:
            told = (self.lexicon.gender_of(word) for mention in referent.mentions for word in self._said_of(mention))
            referent.gender = next(filter(None, told), None)
        return referent.gender

    def _said_of(self, mention: Mention) -> Iterator[str]:
        """The words of a mention that may tell a gender: a title before a name, or a noun."""
        if mention.kind == NAME and mention.start > 0:
            yield self.doc[mention.start - 1].text
        elif mention.kind == NOUN:
            yield mention.noun.rpartition(" ")[2]

    def is_plural(self, referent: Referent) -> bool:
        """Whether a referent is a set of actors."""
        return referent.class_name in self.lexicon.plural_class.values()
