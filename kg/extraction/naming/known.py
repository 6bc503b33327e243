"""Where a document names known actors, by a name or an alias of the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extraction.naming.lexicon import KnownActor, Lexicon
from kg.extraction.syntax.grammar import head_of


class Found(NamedTuple):
    """The tokens start..end, which may be none, name a known actor; up to `model` follows a model of its: "S1000"."""

    start: int
    end: int
    actor: KnownActor
    model: int


class KnownActors:
    """Finds the actors of a list; made once."""

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

    def find(self, doc: Doc) -> Iterator[Found]:
        """Each place, the longest first; no two overlap."""
        matches = [(*self._actors[doc.vocab.strings[key]], start, end) for key, start, end in self._matcher(doc)]
        plain = {actor.name for actor, ambiguous, _, _ in matches if not ambiguous}
        spans = [
            (start, end, actor)
            for actor, ambiguous, start, end in matches
            if (not ambiguous or actor.name in plain) and not self._is_told_apart(doc, start, end)
        ]
        taken, joined = set[int](), _joined(doc, spans)
        for start, end, actor in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
            product = self._product_end(doc, start, end, actor)
            alone = product is None and (start, end) not in joined and not self._follows_body(doc, start)
            if taken & set(range(start, end)) or (alone and _inside_longer_name(doc, start, end)):
                continue
            last = product or end
            taken.update(range(start, last))
            owner = self._owner(doc, start, end, spans)
            if owner is not None:
                yield Found(*owner, owner[1])
                start = owner[1] + 1
            yield Found(start, self._maker_end(doc, start, end, last), actor, last)

    @staticmethod
    def _owner(
        doc: Doc, start: int, end: int, spans: Sequence[tuple[int, int, KnownActor]]
    ) -> tuple[int, int, KnownActor] | None:
        """The known actor whose possessive opens a known name, and who is spoken of as well: "Acme's Argus"."""
        inside = (span for span in spans if span[0] == start and span[1] < end - 1)
        return next((span for span in inside if doc[span[1]].lower_ in ("'s", "’s")), None)

    def _follows_body(self, doc: Doc, start: int) -> bool:
        """Whether the words before close the name of a body: "the Eastmere Police Department Facebook page"."""
        return start > 2 and self.lexicon.is_ending([doc[start - 2].text, doc[start - 1].text])

    def _is_told_apart(self, doc: Doc, start: int, end: int) -> bool:
        """Whether a word that closes many names is another's here: "the Senate of the state"."""
        closes = end - start == 1 and self.lexicon.is_ending([doc[start].text])
        return closes and end < len(doc) and doc[end].lower_ == "of"

    def _product_end(self, doc: Doc, start: int, end: int, actor: KnownActor) -> int | None:
        """Where a maker's name ends with its product's: "Acme Mavic" in "Acme Mavic drone", "Acme" in "Acme BWCs".

        None where no name goes on, or what goes on is not a product: no noun for a thing closes it.
        """
        last = end
        while last < len(doc) and (doc[last].ent_iob_ == "I" or doc[last].pos_ == ("PROPN" if last == end else "NUM")):
            last += 1
        if last == end or not self.lexicon.is_actor(actor.class_name):
            return None
        if self.lexicon.is_thing(self.lexicon.noun_class([doc[last - 1].text], doc[last - 1].lemma_.lower())):
            return last - 1
        return last if self.lexicon.thing_at(doc, last) or self._is_one(doc, start, last) else None

    def _maker_end(self, doc: Doc, start: int, end: int, last: int) -> int:
        """Where a maker's mention ends: behind its product, before its model, or at once in "a DJI Mavic"."""
        if last > end and not self.lexicon.thing_at(doc, last) and self._is_one(doc, start, last):
            return start
        return end if is_model(doc, end, last) else last

    def _is_one(self, doc: Doc, start: int, end: int) -> bool:
        """Whether a maker's name and the word behind it call one of many things: "a DJI Mavic", but no "IBM Fellow"."""
        counted = start > 0 and doc[start - 1].lower_ in ("a", "an") and doc[start - 1].head.i in range(start, end)
        return (
            counted
            and doc[head_of(doc, start, end)].dep_ != "compound"
            and not self.lexicon.is_person_noun(doc[end - 1])
        )


def is_model(doc: Doc, start: int, end: int) -> bool:
    """Whether the words tell a model of a thing by a number: "S1000", "Matrice 210"."""
    return any(character.isdigit() for character in doc[start:end].text)


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


def _joined(doc: Doc, spans: Sequence[tuple[int, int, KnownActor]]) -> set[tuple[int, int]]:
    """The known actors of several words that are joined to another such by "and": together they are no longer name."""
    ends = {end: start for start, end, _ in spans if end - start > 1}
    found: set[tuple[int, int]] = set()
    for start, end, _ in spans:
        if end - start > 1 and start > 1 and doc[start - 1].lower_ == "and" and start - 1 in ends:
            found |= {(ends[start - 1], start - 1), (start, end)}
    return found
