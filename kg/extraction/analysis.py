"""One document, understood so far: mentions, who they stand for, and its clauses."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from kg.extraction.assertion.qualifiers import Qualifiers
from kg.extraction.assertion.quotations import Quotation, quotations_of
from kg.extraction.naming.lexicon import Lexicon
from kg.extraction.naming.mentions import NAME, NOUN, Mention, MentionFinder
from kg.extraction.reference.attributes import join_attributes, join_companies
from kg.extraction.reference.coreference import resolve
from kg.extraction.reference.employers import join_employers
from kg.extraction.reference.episodes import Episodes
from kg.extraction.reference.likelihood import Likelihood
from kg.extraction.reference.offices import join_offices
from kg.extraction.reference.preferences import Preferences
from kg.extraction.reference.products import join_models
from kg.extraction.reference.referents import References, Referent
from kg.extraction.syntax.clauses import Clauses
from kg.extraction.syntax.normalform import clauses_of
from kg.extraction.wording.patterns import Pattern
from kg.ontology.definitions import Ontology
from kg.reading.documents import Document


@dataclass(frozen=True, slots=True)
class Kit:
    """What every document is read with; made once for an ontology and a list of actors."""

    ontology: Ontology
    lexicon: Lexicon
    finder: MentionFinder
    qualifiers: Qualifiers
    preferences: Preferences
    episodes: Episodes
    likelihood: Likelihood

    @classmethod
    def of(cls, lexicon: Lexicon, language: Language, patterns: Iterable[Pattern] = ()) -> Kit:
        """The kit for what a pipeline parses; patterns tell what predicates want of their ends."""
        finder, ontology = MentionFinder(lexicon, language.vocab, language.make_doc), lexicon.ontology
        patterns = list(patterns)
        told = Preferences(lexicon, patterns), Episodes(lexicon, patterns)
        return cls(ontology, lexicon, finder, Qualifiers(ontology), *told, Likelihood.shipped())

    @property
    def person(self) -> str | None:
        """The class of human beings, by the name finder's label for them."""
        return self.lexicon.of_label.get("PER")

    def is_technology(self, class_name: str | None) -> bool:
        """Whether a thing of the class may be what a claim is about."""
        slots = self.ontology.slots.get("technology", ())
        return any(self.ontology.is_a(class_name, slot) for slot in slots)

    def is_group(self, class_name: str | None) -> bool:
        """Whether the class is that of actors named by a plural noun only."""
        return class_name in self.lexicon.plural_class.values()


@dataclass(slots=True)
class DocumentAnalysis:
    """A parsed document with its mentions, referents and clauses."""

    kit: Kit
    document: Document
    doc: Doc
    mentions: list[Mention]
    clauses: Clauses
    references: References
    quotations: list[Quotation]
    by_unit: dict[int, Mention] = field(default_factory=dict)
    retold: dict[int, tuple[int, ...]] = field(default_factory=dict)  # by a deed's unit, the units that told it before
    inferred: frozenset[int] = frozenset()  # units of titles of which only the text around tells whose they are
    _surfaces: dict[int, tuple[str, ...]] = field(default_factory=dict)  # by the id of the referent

    @classmethod
    def of(cls, kit: Kit, document: Document, doc: Doc) -> DocumentAnalysis:
        """The analysis of a parsed document."""
        mentions = kit.finder.find(doc)
        clauses = clauses_of(doc, [(m.start, m.end) for m in mentions])
        join_models(clauses, mentions)
        by_unit = {clauses.unit_of[m.head]: m for m in mentions}
        quotations = quotations_of(clauses, kit.qualifiers, by_unit)
        references = resolve(clauses, mentions, kit.lexicon, kit.preferences, kit.likelihood, quotations)
        analysis = cls(kit, document, doc, mentions, clauses, references, quotations, by_unit)
        join_attributes(clauses, by_unit, kit.lexicon)
        join_companies(clauses, by_unit, references, kit.lexicon)
        join_offices(clauses, by_unit, references, kit.lexicon)
        analysis.inferred = join_employers(clauses, mentions, references, kit.lexicon, kit.preferences)
        analysis.retold = kit.episodes.join(clauses, by_unit, references)
        return analysis

    def referent(self, mention: Mention | None) -> Referent | None:
        """Who the mention stands for, when that is known."""
        return None if mention is None else self.references.of_mention.get(mention)

    def referent_at(self, unit: int) -> Referent | None:
        """Who stands at a unit of the clauses."""
        return self.referent(self.by_unit.get(unit))

    def classes(self) -> dict[int, str]:
        """The classes of the units that are mentions, those of their nouns first."""
        return {unit: m.noun_class or m.class_name or "" for unit, m in self.by_unit.items()}

    def named_actors(self, start: int, end: int) -> dict[str, Mention]:
        """The actors that the tokens start..end name, each with its first mention by name there."""
        found: dict[str, Mention] = {}
        first, last = (bisect_left(self.mentions, place, key=lambda mention: mention.start) for place in (start, end))
        for mention in self.mentions[first:last]:
            if mention.kind == NAME:
                referent = self.references.of_mention[mention]
                if self.kit.lexicon.is_actor(referent.class_name):
                    found.setdefault(referent.name, mention)
        return found

    def surfaces(self, referent: Referent) -> tuple[str, ...]:
        """The names under which the document has a referent; its nouns where it has no name."""
        if id(referent) not in self._surfaces:
            self._surfaces[id(referent)] = self._surfaces_of(referent)
        return self._surfaces[id(referent)]

    def _surfaces_of(self, referent: Referent) -> tuple[str, ...]:
        kind = NAME if referent.is_named else NOUN
        own = [m for m in referent.mentions if m.kind == kind and not m.definite]
        forms = [_own_name(m, self.doc) for m in own] + [self._whole_group(m) for m in own if m.kind == NOUN]
        return tuple(dict.fromkeys(" ".join(form.split()) for form in forms if form))

    def _whole_group(self, mention: Mention) -> str:
        """The noun with all words before it that describe it, without article."""
        start = mention.start
        while start > 0 and _describes(self.doc, start - 1):
            start -= 1
        return self.doc[start : mention.end].text.strip("-'’ ")


def _own_name(mention: Mention, doc: Doc) -> str:
    """The words of a mention; of a maker mentioned with its product, the maker's name alone."""
    text, actor = mention.text(doc), mention.actor
    if actor is None:
        return text
    known = {" ".join(name.split()) for name in (actor.name, *actor.aliases, *actor.ambiguous)}
    return text if " ".join(text.replace("’", "'").split()) in known else actor.name


def _describes(doc: Doc, index: int) -> bool:
    token = doc[index]
    return token.pos_ in ("ADJ", "NOUN", "PROPN", "NUM") or token.lower_ in ("-", "'", "’", "'s", "’s")
