"""From a document to its claims: a pure function of document, ontology, actors and model."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import product
from typing import Self

from spacy.tokens import Doc

from kg.claims import AFFIRMED, ALLEGED, ATTEMPTED, FACTUAL, Claim, Entity, Extraction, Gap
from kg.extraction.analysis import DocumentAnalysis, Kit
from kg.extraction.assertion.standing import Standing
from kg.extraction.between import between
from kg.extraction.choosing import Candidate, chosen
from kg.extraction.counterexamples import Counterexamples
from kg.extraction.details.circumstances import Circumstances
from kg.extraction.ends import DOUBTS, End, ends_at, has_name_of_its_own, is_own
from kg.extraction.naming.lexicon import KnownActor, Lexicon, read_actors
from kg.extraction.stance.opinions import Opinions, wording
from kg.extraction.suggestions import Scorer
from kg.extraction.syntax.clauses import Clauses
from kg.extraction.syntax.grammar import is_infinitive
from kg.extraction.wording import compiled
from kg.extraction.wording.patterns import Match, Matcher, Pattern, compile_example
from kg.language.pairs import PairModel, shipped_pairs
from kg.language.parsing import nlp, parse
from kg.ontology.definitions import Ontology, Relation
from kg.reading.documents import Document
from kg.settings import shipped

#: Confidence of a claim in which nothing is in doubt.
SURE = 0.95

#: What a suggestion takes off, times how improbable it is.
UNTAUGHT = 0.3

#: What a wording without any word for the relation takes off ("Acme's scanner").
WORDLESS = 0.1

#: What it takes off that a relation is only implied by somebody's words: an end whose class is presumed is too little.
IMPLIED = 0.15

#: Claims below this confidence are not made. Of 0.55 to 0.8, 0.65 lost no precision on the development sets against 0.7
#: but 0.9 on the unseen one, where recall rose by 2.4; at 0.6 a point of precision is lost in general news, and at 0.8
#: recall falls by up to 7.
THRESHOLD = 0.65


class Refusal(StrEnum):
    """Why a place that is worded as in an example makes no claim."""

    SUBJECT = "what stands as subject is of no class that may, or says too little"
    OBJECT = "what stands as object is of no class that may, or says too little"
    SAME = "both ends are the same, or one belongs to the other"
    QUESTION = "the sentence asks"
    REQUEST = "it is only asked for"
    UNDENIABLE = "it is denied or tried, which here says something else"
    DOUBT = "it is too doubtful"
    COUNTEREXAMPLE = "it is worded like a sentence that does not state the relation"
    NO_OPINION = "who says it gives no opinion of another"
    RULED_OUT = "what was learned from labelled text all but rules it out"


#: Refusals that settle what stands between two mentions: no suggestion is asked for.
SETTLING = frozenset({Refusal.QUESTION, Refusal.REQUEST, Refusal.UNDENIABLE})


class Extractor:
    """Reads claims out of documents; made once for an ontology and a list of actors."""

    def __init__(
        self, ontology: Ontology, actors: Iterable[KnownActor] = (), *, model: PairModel | None = None
    ) -> None:
        self.ontology = ontology
        self.scorer = Scorer(ontology, model) if model else None
        lexicon = Lexicon(ontology, actors)
        self.patterns, useless = compile_patterns(ontology, lexicon)
        against, useless_against = compile_patterns(ontology, lexicon, counter=True)
        self.uncompiled = useless + useless_against
        self.counterexamples = Counterexamples(against, lexicon)
        self.kit = Kit.of(lexicon, nlp(), self.patterns)
        self.matcher = Matcher(self.patterns, lexicon)
        self.opinions = Opinions(ontology)

    @classmethod
    def trained(cls, ontology: Ontology, actors: Iterable[KnownActor] = ()) -> Self:
        """An extractor that uses what the shipped scorer learned, where it knows relations of the ontology."""
        return cls(ontology, actors, model=shipped_pairs())

    @classmethod
    def shipped(cls) -> Self:
        """The extractor of the shipped ontology and actors."""
        ontology = Ontology.load()
        return cls.trained(ontology, read_actors(shipped("data", "actors.csv"), ontology))

    def extract(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Extraction]]:
        """Each document with what it says, in their order."""
        documents = list(documents)
        for document, doc in zip(documents, parse(d.text for d in documents), strict=True):
            yield document, self.read(document, doc)

    def read(self, document: Document, doc: Doc) -> Extraction:
        """What a parsed document says."""
        analysis = DocumentAnalysis.of(self.kit, document, doc)
        candidates = list(self.candidates(analysis))
        claims = chosen(candidates, self.ontology)
        made = {_saying(claim) for claim in claims}
        starts = sorted(claim.start for _, claim in candidates if _saying(claim) in made)
        return Extraction(tuple(claims), tuple(entities_of(analysis, claims)), tuple(gaps_of(analysis, starts)))

    def candidates(self, analysis: DocumentAnalysis) -> Iterator[Candidate]:
        """The claims that the wordings of a document suggest, each with where it was found."""
        for match, claim in self.weighed(analysis):
            if isinstance(claim, Claim):
                yield match, claim

    def weighed(self, analysis: DocumentAnalysis) -> Iterator[tuple[Match, Claim | Refusal]]:
        """Every place where a document words something as an example does, with the claim or why there is none."""
        circumstances, scores = Circumstances(analysis), self.scorer.of(analysis) if self.scorer else None
        barred, settled, made = self.counterexamples.of(analysis), [], []
        for match in self.matcher.matches(analysis.clauses, analysis.classes()):
            for claim in self._claims(analysis, circumstances, match):
                if isinstance(claim, Claim) and barred.bars(match):
                    claim = Refusal.COUNTEREXAMPLE
                elif scores and isinstance(claim, Claim) and scores.rules_out(match):
                    claim = Refusal.RULED_OUT
                if not isinstance(claim, Refusal) or claim in SETTLING:
                    settled.append(match)
                if isinstance(claim, Claim):
                    made.append(claim)
                yield match, claim
        for match in self.opinions.matches(analysis):
            for claim in self._claims(analysis, circumstances, match):
                biased = isinstance(claim, Refusal) or self.opinions.allows(claim, made)
                yield match, claim if biased else Refusal.NO_OPINION
        for match in scores.suggestions(settled) if scores else ():
            if not barred.bars(match) and not self.opinions.judges(analysis, match):
                yield from ((match, claim) for claim in self._claims(analysis, circumstances, match))

    def _claims(
        self, analysis: DocumentAnalysis, circumstances: Circumstances, match: Match
    ) -> Iterator[Claim | Refusal]:
        """What a match says, of each of those whom its ends mean."""
        subjects, objects = self._ends(analysis, match)
        if not subjects or not objects:
            yield Refusal.OBJECT if subjects else Refusal.SUBJECT
        for ends in product(subjects, objects):
            yield self._claim(analysis, circumstances, match, ends)

    def _ends(self, analysis: DocumentAnalysis, match: Match) -> tuple[list[End], list[End]]:
        """Who may be subject and object of a match; several where "they" means several."""
        relation = self.ontology.relations[match.pattern.relation]
        kinds = match.pattern.subject_kind, match.pattern.object_kind
        domain, span = (self._of_kind(a, k) for a, k in zip((relation.domain, relation.range), kinds, strict=True))
        return (
            ends_at(analysis, match.subject, domain, match),
            ends_at(analysis, match.object, span, match, sector=relation.sector_object),
        )

    def _claim(
        self, analysis: DocumentAnalysis, circumstances: Circumstances, match: Match, between: tuple[End, End]
    ) -> Claim | Refusal:
        """The claim of a match between two ends, unless these, its standing or its confidence speak against it."""
        (subject, obj), relation = between, self.ontology.relations[match.pattern.relation]
        of_others = any(self.ontology.is_a(subject.class_name, name) for name in relation.of_others)
        if subject.referent is obj.referent or (of_others and is_own(analysis, subject, match.object)):
            return Refusal.SAME
        if circumstances.is_question(match):
            return Refusal.QUESTION
        standing = self._standing(analysis.clauses, match, relation)
        wordless = not (match.nodes or has_name_of_its_own(analysis, match))
        doubt = UNTAUGHT * (1 - match.probability) + WORDLESS * wordless + IMPLIED * match.is_opinion
        doubt += DOUBTS["definite"] * (not analysis.inferred.isdisjoint(match.nodes))
        confidence = round(SURE - doubt - subject.doubt - obj.doubt, 2)
        beside = standing.polarity != AFFIRMED or standing.modality == ATTEMPTED
        if not standing.asserted:
            return Refusal.REQUEST
        if relation.undeniable and beside:
            return Refusal.UNDENIABLE
        if confidence < THRESHOLD:
            return Refusal.DOUBT
        about = circumstances.technology(match, subject, obj)
        where, text = circumstances.evidence(between, match, standing, about), analysis.document.text
        return Claim(
            doc=analysis.document.name,
            subject=subject.referent.name,
            subject_class=subject.class_name,
            subject_mentions=analysis.surfaces(subject.referent),
            predicate=relation.name,
            object=obj.referent.name,
            object_class=obj.class_name,
            object_mentions=analysis.surfaces(obj.referent),
            polarity=standing.polarity,
            modality=standing.modality,
            by=None if match.is_opinion else circumstances.speaker(match, subject),
            when=circumstances.when(match),
            amount=circumstances.amount(match),
            role=circumstances.role(match),
            technology=about.referent.name if about else None,
            quote=text[where.start : where.end],
            start=where.start,
            end=where.end,
            confidence=confidence,
            taught_by=match.pattern.example.marked,
            prefix=text[where.sentence_start : where.start],
            suffix=text[where.end : where.sentence_end],
        )

    def _standing(self, clauses: Clauses, match: Match, relation: Relation) -> Standing:
        """How the claim of a match stands; what is the end of an alleged deed is not alleged with it.

        "Accused of copying books to train its model" accuses nobody of the model.
        """
        if match.is_opinion:
            return Standing(words=wording(clauses, match))
        ends, taught = (match.subject, match.object), match.probability == 1
        if not match.nodes:
            return self.kit.qualifiers.presupposed(clauses, ends[::-1], ends, match.pattern.cues)
        standing = self.kit.qualifiers.standing(clauses, match.nodes, ends, match.pattern.cues, taught=taught)
        top = clauses.token(clauses.top(match.nodes))
        apart = relation.undeniable and top.dep_ in ("advcl", "acl") and is_infinitive(top)
        return replace(standing, modality=FACTUAL) if apart and standing.modality == ALLEGED else standing

    def _of_kind(self, allowed: Sequence[str], kind: str) -> Sequence[str]:
        """The allowed classes that are of the kind which the example's own noun shows."""
        return [name for name in allowed if not kind or self.ontology.is_a(name, kind)] or allowed


def compile_patterns(
    ontology: Ontology, lexicon: Lexicon, *, counter: bool = False
) -> tuple[list[Pattern], list[tuple[Relation, str]]]:
    """The patterns of all examples, or of all counterexamples, and those of them that compile to nothing."""
    rows = [
        (relation, example)
        for relation in ontology.relations.values()
        for example in (relation.counterexamples if counter else relation.examples)
    ]

    def compiled_rows(rows: list[compiled.Row]) -> Iterator[Pattern | None]:
        for (relation, example), doc in zip(rows, parse(example.text for _, example in rows), strict=True):
            yield compile_example(relation, example, doc, lexicon)

    patterns: dict[tuple[object, ...], Pattern] = {}
    empty: list[tuple[Relation, str]] = []
    for (relation, example), pattern in zip(rows, compiled.patterns(rows, lexicon, compiled_rows), strict=True):
        if pattern is None:
            empty.append((relation, example.marked))
        else:
            patterns.setdefault(pattern.identity, pattern)
    return list(patterns.values()), empty


def entities_of(analysis: DocumentAnalysis, claims: Sequence[Claim]) -> Iterator[Entity]:
    """Every end, source and technology of the claims, once by name."""
    classes: dict[str, str] = {}
    for claim in claims:
        classes.setdefault(claim.subject, claim.subject_class)
        classes.setdefault(claim.object, claim.object_class)
    wanted = {*classes, *(name for claim in claims for name in (claim.by, claim.technology) if name)}
    for referent in analysis.references.referents:
        if referent.name in wanted:
            wanted.remove(referent.name)
            class_name = classes.get(referent.name) or referent.class_name or ""
            yield Entity(referent.name, class_name, analysis.surfaces(referent), referent.wikidata)


def _saying(claim: Claim) -> tuple[str, ...]:
    """What a claim says, wherever it is said."""
    return claim.subject, claim.predicate, claim.object, claim.polarity


def gaps_of(analysis: DocumentAnalysis, starts: Sequence[int]) -> Iterator[Gap]:
    """Sentences with two named actors and no claim, references left open, names without a class.

    Args:
        analysis: the document.
        starts: where what is claimed is said, in order.
    """
    name, doc = analysis.document.name, analysis.doc
    for sentence in doc.sents:
        actors = tuple(analysis.named_actors(sentence.start, sentence.end))
        stated = bisect_left(starts, sentence.start_char) < bisect_left(starts, sentence.end_char)
        if len(actors) >= 2 and not stated:
            link = between(analysis, sentence.start, sentence.end)
            text, start = sentence.text.strip(), sentence.start_char
            yield Gap(name, "no-relation", text, start, actors, link.predicate, link.marked)
    for mention in analysis.references.open:
        yield Gap(name, "reference", mention.text(doc), doc[mention.start].idx)
    for referent in analysis.references.referents:
        if referent.class_name is None:
            first = referent.mentions[0]
            yield Gap(name, "unclassed", first.text(doc), doc[first.start].idx)
