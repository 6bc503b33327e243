"""What of an answer becomes a claim: that which the document bears out, and the ontology allows.

Nothing that a language model writes is kept. Quote, names, role, time and amount are the document's own characters, or
what the program itself reads out of them; relation, classes and qualifiers are the ontology's names. All else is
dropped, with the reason. So instructions in a document can at most make a model claim a relation between two names that
a sentence of that document holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Any

from kg.claims import AFFIRMED, ATTEMPTED, Claim
from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.details.dates import find_dates
from kg.extraction.details.money import find_money
from kg.llm.parties import Parties, Party, places
from kg.llm.passages import Passage
from kg.llm.prompt import DETAILS, NEEDED, Prompt
from kg.ontology.definitions import Relation

#: How sure such a claim is held to be: as sure as the least sure one of the program's own. It was not measured.
CONFIDENCE = 0.7

#: Characters that a part of an answer may have, and sentences that a quote may touch. In more sentences any two names
#: of a page would do.
LONGEST, SENTENCES = 1_500, 2

#: Characters of a role, and places of a quote that are tried.
_LONGEST_ROLE, _TRIED = 80, 20


class Dropped(StrEnum):
    """Why something that a model claims is no claim."""

    FORM = "not in the form that was asked for"
    TERM = "a relation, class or qualifier that the ontology does not have"
    QUOTE = "a quote that does not stand in the text"
    LONG = "a quote of more than two sentences"
    QUESTION = "a quote that asks"
    SUBJECT = "a subject that the quote does not name"
    OBJECT = "an object that the quote does not name"
    FIT = "an end that the relation does not take"
    SAME = "both ends are the same"
    SPEAKER = "a source that the sentence does not name"
    UNDENIABLE = "denied or tried, which here says something else"
    TWICE = "the same as another"
    MANY = "more than one passage may hold"


class DroppedError(Exception):
    """A claim is dropped."""

    def __init__(self, why: Dropped) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim with those whom it names."""

    claim: Claim
    parties: tuple[tuple[Party, str], ...]  # each with its class


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a quote stands, and the sentences around it."""

    start: int
    end: int
    first: int
    last: int


@dataclass(slots=True)
class Checker:
    """Checks the answers for one document."""

    analysis: DocumentAnalysis
    prompt: Prompt
    reader: str  # by which the claims are marked
    _parties: Parties = field(init=False)

    def __post_init__(self) -> None:
        self._parties = Parties(self.analysis)

    def check(self, given: object, passage: Passage) -> Checked:
        """The claim that one entry of an answer makes about a passage.

        Raises:
            DroppedError: it makes none.
        """
        parts = self._parts(given)
        relation = self.prompt.ontology.relations[parts["relation"]]
        for place in self._places(parts["quote"], passage):
            ends = [
                self._parties.named(parts["subject"], place.start, place.end),
                self._parties.named(parts["object"], place.start, place.end, sector=relation.sector_object),
            ]
            if all(ends):
                break
        return self._claim(parts, relation, place, ends)

    def _parts(self, given: object) -> dict[str, Any]:
        """The parts of an entry, each of its type and among the names that are allowed."""
        if not isinstance(given, dict) or not all(isinstance(given.get(name), str) for name in NEEDED):
            raise DroppedError(Dropped.FORM)
        parts = {name: given.get(name) for name in (*NEEDED, *DETAILS)}
        if not all(value is None or (isinstance(value, str) and len(value) <= LONGEST) for value in parts.values()):
            raise DroppedError(Dropped.FORM)
        ontology = self.prompt.ontology
        known = parts["relation"] in ontology.relations and all(
            parts[f"{end}_class"] in ontology.classes for end in ("subject", "object")
        )
        if not known or any(parts[part] not in names for part, names in self.prompt.standings.items()):
            raise DroppedError(Dropped.TERM)
        return parts

    def _places(self, quote: str, passage: Passage) -> Iterator[_Place]:
        """Where the quote stands in the passage, once at least."""
        found = False
        for start, end in islice(places(self.analysis.doc.text, quote, passage.start, passage.end), _TRIED):
            found = True
            yield self._place(start, end)
        if not found:
            raise DroppedError(Dropped.QUOTE)

    def _place(self, start: int, end: int) -> _Place:
        doc = self.analysis.doc
        span = doc.char_span(start, end, alignment_mode="expand")
        sentences = list(dict.fromkeys(token.sent for token in span or ()))
        if not 0 < len(sentences) <= SENTENCES:
            raise DroppedError(Dropped.LONG)
        words = [token for sentence in sentences for token in sentence if not token.is_space]
        if not words:
            raise DroppedError(Dropped.QUOTE)
        if sentences[-1].text.rstrip(" \n\"'”’)").endswith("?"):
            raise DroppedError(Dropped.QUESTION)
        return _Place(start, end, min(start, words[0].idx), max(end, words[-1].idx + len(words[-1])))

    def _claim(
        self, parts: Mapping[str, Any], relation: Relation, place: _Place, ends: Sequence[Party | None]
    ) -> Checked:
        subject, obj = ends
        if subject is None or obj is None:
            raise DroppedError(Dropped.OBJECT if subject else Dropped.SUBJECT)
        if subject.name == obj.name:
            raise DroppedError(Dropped.SAME)
        if relation.undeniable and (parts["polarity"] != AFFIRMED or parts["modality"] == ATTEMPTED):
            raise DroppedError(Dropped.UNDENIABLE)
        classes = [
            self._class(subject, parts["subject_class"], relation.domain),
            self._class(obj, parts["object_class"], relation.range),
        ]
        speaker, technology = self._speaker(parts["by"], place, subject), None
        if not any(map(self.analysis.kit.is_technology, classes)):
            technology = self._technology(parts["technology"], place)
        text, start, end = self.analysis.doc.text, place.start, place.end
        claim = Claim(
            doc=self.analysis.document.name,
            subject=subject.name,
            subject_class=classes[0],
            subject_mentions=subject.surfaces(self.analysis),
            predicate=relation.name,
            object=obj.name,
            object_class=classes[1],
            object_mentions=obj.surfaces(self.analysis),
            polarity=parts["polarity"],
            modality=parts["modality"],
            by=speaker.name if speaker else None,
            when=self._when(parts["when"], place),
            amount=self._amount(parts["amount"], place),
            role=self._role(parts["role"], place, relation),
            technology=technology.name if technology else None,
            quote=text[start:end],
            start=start,
            end=end,
            confidence=CONFIDENCE,
            taught_by="",
            prefix=text[place.first : start],
            suffix=text[end : place.last],
            read_by=self.reader,
        )
        others = [(one, one.class_name or "") for one in (speaker, technology) if one]
        return Checked(claim, (*zip((subject, obj), classes, strict=True), *others))

    def _class(self, party: Party, stated: str, allowed: Sequence[str]) -> str:
        """The class in which an end is admitted: what the document shows, or a kind of that, before what is claimed."""
        ontology, own = self.prompt.ontology, party.class_name
        allowed = allowed or tuple(ontology.classes)
        fits = any(ontology.is_a(stated, name) for name in allowed)
        fitting = ontology.fitting(own, allowed) if own else None
        guessed = own is None or (fitting is None and not party.is_certain)
        if fits and (guessed or (own is not None and ontology.is_a(stated, own))):
            return stated
        if fitting is None:
            raise DroppedError(Dropped.FIT)
        return fitting

    def _speaker(self, words: str | None, place: _Place, subject: Party) -> Party | None:
        """The named actor who is the source, if the sentence names one; nobody where that is the subject itself."""
        if not words or not words.strip():
            return None
        found = self._parties.named(words, place.first, place.last)
        if found is None:
            if next(places(self.analysis.doc.text, words, place.first, place.last), None) is None:
                raise DroppedError(Dropped.SPEAKER)
            return None  # "officials"
        named = found.referent is not None and found.referent.is_named
        is_actor = named and self.analysis.kit.lexicon.is_actor(found.class_name)
        return found if is_actor and found.name != subject.name else None

    def _technology(self, words: str | None, place: _Place) -> Party | None:
        """The technology, if the sentence names one; otherwise this detail is left away, as are the three below."""
        found = self._parties.named(words, place.first, place.last) if words else None
        return found if found and self.analysis.kit.is_technology(found.class_name) else None

    def _when(self, words: str | None, place: _Place) -> str | None:
        """The value of the date that stands where the words are."""
        dates = find_dates(self._around(place), published=self.analysis.document.date)
        return next((d.value for d in dates if self._meets(words, place, d.start, d.end)), None)

    def _amount(self, words: str | None, place: _Place) -> str | None:
        """The value of the sum of money that stands where the words are."""
        sums = find_money(self._around(place))
        return next((m.value for m in sums if self._meets(words, place, m.start, m.end)), None)

    def _meets(self, words: str | None, place: _Place, start: int, end: int) -> bool:
        """Whether the words stand in the sentence and share a character with start..end of it."""
        found = places(self._around(place), words or "", 0, place.last - place.first)
        return any(first < end and start < last for first, last in found)

    def _role(self, words: str | None, place: _Place, relation: Relation) -> str | None:
        """The words of a role in the sentence, of a relation whose examples have one."""
        if not words or len(words) > _LONGEST_ROLE or not any(one.words("role") for one in relation.examples):
            return None
        found = next(places(self.analysis.doc.text, words, place.first, place.last), None)
        return " ".join(self.analysis.doc.text[slice(*found)].split()) if found else None

    def _around(self, place: _Place) -> str:
        return self.analysis.doc.text[place.first : place.last]
