"""From a document to its claims: a pure function of document, ontology, actors and model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from spacy.tokens import Doc

from kg.claims import AFFIRMED, FACTUAL, Claim, Entity, Extraction, Gap
from kg.extraction.clauses import Clauses, clauses_of
from kg.extraction.coreference import Referent, References, resolve
from kg.extraction.dates import DateMention, find_dates
from kg.extraction.lexicon import KnownActor, Lexicon, read_actors
from kg.extraction.mentions import NAME, NOUN, PRONOUN, Mention, MentionFinder
from kg.extraction.money import find_money
from kg.extraction.patterns import Match, Matcher, Pattern, compile_example
from kg.extraction.qualifiers import Qualifiers, top_unit
from kg.language.parsing import nlp, parse
from kg.ontology import Ontology, Relation
from kg.reading.documents import Document
from kg.settings import shipped

#: Claims below this confidence are not made.
THRESHOLD = 0.5

#: What each doubt takes off a claim's confidence.
DOUBTS = {"pronoun": 0.12, "definite": 0.08, "class": 0.1, "guess": 0.2, "wordless": 0.1, "noun": 0.05}


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a claim: who, as what class, and through which mention."""

    referent: Referent
    mention: Mention
    class_name: str
    doubt: float


class Extractor:
    """Reads claims out of documents; made once for an ontology and a list of actors."""

    def __init__(self, ontology: Ontology, actors: Iterable[KnownActor] = ()) -> None:
        self.ontology = ontology
        self.lexicon = Lexicon(ontology, actors)
        self.finder = MentionFinder(self.lexicon, nlp().vocab, nlp().make_doc)
        self.qualifiers = Qualifiers(ontology)
        self.patterns, self.uncompiled = compile_patterns(ontology, self.lexicon)
        self.matcher = Matcher(self.patterns, self.lexicon)
        self._technology = ontology.slots.get("technology", ())

    @classmethod
    def shipped(cls) -> Extractor:
        """The extractor of the shipped ontology and actors."""
        ontology = Ontology.load()
        return cls(ontology, read_actors(shipped("data", "actors.csv"), ontology))

    def extract(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Extraction]]:
        """Each document with what it says, in their order."""
        documents = list(documents)
        for document, doc in zip(documents, parse(d.text for d in documents), strict=True):
            yield document, self.read(document, doc)

    def read(self, document: Document, doc: Doc) -> Extraction:
        """What a parsed document says."""
        return _Reading(self, document, doc).extraction()


def compile_patterns(ontology: Ontology, lexicon: Lexicon) -> tuple[list[Pattern], list[tuple[Relation, str]]]:
    """The patterns of all examples, and the examples that compile to nothing."""
    rows = [(relation, example) for relation in ontology.relations.values() for example in relation.examples]
    patterns: dict[tuple[object, ...], Pattern] = {}
    empty: list[tuple[Relation, str]] = []
    for (relation, example), doc in zip(rows, parse(example.text for _, example in rows), strict=True):
        pattern = compile_example(relation, example, doc, lexicon)
        if pattern is None:
            empty.append((relation, example.marked))
        else:
            patterns.setdefault((relation.name, *pattern.key), pattern)
    return list(patterns.values()), empty


class _Reading:
    """One document on its way to claims."""

    def __init__(self, extractor: Extractor, document: Document, doc: Doc) -> None:
        self.extractor, self.document, self.doc = extractor, document, doc
        self.ontology = extractor.ontology
        self.mentions = extractor.finder.find(doc)
        self.clauses: Clauses = clauses_of(doc, [(m.start, m.end) for m in self.mentions])
        self.references: References = resolve(doc, self.mentions, extractor.lexicon)
        self.by_unit = {self.clauses.unit_of[m.head]: m for m in self.mentions}
        self.dates = self._dates()
        self.money = [(m.start, m.value) for m in find_money(doc.text)]

    def _dates(self) -> list[DateMention]:
        return list(find_dates(self.doc.text, published=self.document.date))

    def extraction(self) -> Extraction:
        """Claims, entities and gaps of the document."""
        claims = self._claims()
        return Extraction(tuple(claims), tuple(self._entities(claims)), tuple(self._gaps(claims)))

    def _claims(self) -> list[Claim]:
        classes = {u: m.noun_class or m.class_name or "" for u, m in self.by_unit.items()}
        candidates = []
        for match in self.extractor.matcher.matches(self.clauses, classes):
            claim = self._claim(match)
            if claim is not None:
                candidates.append((match, claim))
        return _best(_most_specific(candidates), self.ontology)

    def _claim(self, match: Match) -> Claim | None:
        relation = self.ontology.relations[match.pattern.relation]
        subject = self._end(match.subject, relation.domain, match)
        obj = self._end(match.object, relation.range, match)
        if subject is None or obj is None or subject.referent is obj.referent or self._is_question(match):
            return None
        scope = match.nodes or (match.object, match.subject)
        standing = self.extractor.qualifiers.standing(self.clauses, scope, match.pattern.cues)
        doubt = subject.doubt + obj.doubt + (0 if match.nodes else DOUBTS["wordless"])
        confidence = round(0.95 - doubt, 2)
        if not standing.asserted or confidence < THRESHOLD:
            return None
        start, end, sentence_start, sentence_end = self._evidence(subject, obj, match)
        text = self.doc.text
        return Claim(
            doc=self.document.name,
            subject=subject.referent.name,
            subject_class=subject.class_name,
            subject_mentions=self._surfaces(subject.referent),
            predicate=relation.name,
            object=obj.referent.name,
            object_class=obj.class_name,
            object_mentions=self._surfaces(obj.referent),
            polarity=standing.polarity,
            modality=standing.modality,
            by=self._speaker(match, subject, obj),
            when=self._when(match),
            amount=self._amount(match),
            role=self._role(match),
            technology=self._technology(match, subject, obj),
            quote=text[start:end],
            start=start,
            end=end,
            confidence=confidence,
            taught_by=match.pattern.example.marked,
            prefix=text[sentence_start:start],
            suffix=text[end:sentence_end],
        )

    def _end(self, unit: int, allowed: Sequence[str], match: Match) -> _End | None:
        """Who stands at an end of a match, if somebody who may stand there does."""
        mention = self.by_unit.get(unit)
        if mention is None:
            return None
        referent = self.references.of_mention.get(mention)
        if referent is None:
            return None
        represented = self._represented(unit, mention)
        if represented is not None:
            mention, referent = represented
        class_name = referent.class_name
        if class_name is None:
            fitting, doubt = (allowed[0], DOUBTS["guess"]) if mention.kind == NAME and allowed else (None, 0.0)
        else:
            found = self.ontology.fitting(class_name, allowed)
            doubt = 0.0 if found == class_name or referent.certain else DOUBTS["class"]
            fitting = found
        if fitting is None:
            return None
        doubt += {PRONOUN: DOUBTS["pronoun"], NOUN: DOUBTS["definite"] if mention.definite else DOUBTS["noun"]}.get(mention.kind, 0)
        return _End(referent, mention, fitting, doubt)

    def _represented(self, unit: int, mention: Mention) -> tuple[Mention, Referent] | None:
        """The organization for which a nameless officer speaks: "ICE officials", "a spokesperson for Acme"."""
        person = self.extractor.lexicon.of_label.get("PER")
        if mention.kind != NOUN or mention.noun_class != person:
            return None
        for role in ("poss", "of", "for", "from", "at"):
            for other in self.clauses.arguments(unit, role):
                found = self.by_unit.get(other)
                referent = self.references.of_mention.get(found) if found else None
                if found and referent and referent.is_named and self.extractor.lexicon.is_actor(referent.class_name) and referent.class_name != person:
                    return found, referent
        return None

    def _is_question(self, match: Match) -> bool:
        sentence = self.doc[(match.nodes or (match.subject,))[0]].sent
        return sentence.text.rstrip(" \n\"'”’)").endswith("?")

    def _evidence(self, subject: _End, obj: _End, match: Match) -> tuple[int, int, int, int]:
        """Offsets of the shortest span that shows the claim, and of its sentence."""
        tokens = [t.i for n in match.nodes for t in self.clauses.tokens(n)]
        tokens += [subject.mention.start, subject.mention.end - 1, obj.mention.start, obj.mention.end - 1]
        sentence = self.doc[(match.nodes or (match.object,))[0]].sent
        first, last = max(min(tokens), sentence.start), min(max(tokens), sentence.end - 1)
        words = [t for t in sentence if not t.is_space]
        start, last_word = self.doc[first].idx, self.doc[last]
        return start, last_word.idx + len(last_word), words[0].idx, words[-1].idx + len(words[-1])

    def _surfaces(self, referent: Referent) -> tuple[str, ...]:
        """The forms under which the document names a referent, pronouns and bare nouns left out."""
        forms = [m.text(self.doc) for m in referent.mentions if m.kind == NAME or (m.kind == NOUN and not m.definite)]
        forms += [self._group_text(m) for m in referent.mentions if m.kind == NOUN and not m.definite]
        return tuple(dict.fromkeys(" ".join(form.split()) for form in forms if form))

    def _group_text(self, mention: Mention) -> str:
        """The noun group with the words before the noun, without article."""
        start = mention.start
        while start > 0:
            token = self.doc[start - 1]
            if token.pos_ not in ("ADJ", "NOUN", "PROPN", "NUM") and token.text not in "-'’" and token.lower_ not in ("'s", "’s"):
                break
            start -= 1
        return self.doc[start : mention.end].text.strip("-'’ ")

    def _speaker(self, match: Match, subject: _End, obj: _End) -> str | None:
        for unit in self.extractor.qualifiers.speakers(self.clauses, match.nodes or (match.object,)):
            mention = self.by_unit.get(unit)
            if mention is None:
                continue
            represented = self._represented(unit, mention)
            referent = represented[1] if represented else self.references.of_mention.get(mention)
            if referent is not None and referent.is_named and self.extractor.lexicon.is_actor(referent.class_name):
                return referent.name
        return None

    def _when(self, match: Match) -> str | None:
        """The date that hangs on the claim's predicates."""
        for date in self.dates:
            if self._hangs_on(self._token_at(date.start, date.end), match):
                return date.value
        return None

    def _amount(self, match: Match) -> str | None:
        for start, value in self.money:
            if self._hangs_on(self._token_at(start, start + 1), match):
                return value
        return None

    def _token_at(self, start: int, end: int) -> int | None:
        span = self.doc.char_span(start, end, alignment_mode="expand")
        return span.root.i if span is not None and len(span) else None

    def _hangs_on(self, token: int | None, match: Match) -> bool:
        """Whether a token depends on one of the match's units without another finite clause between."""
        units = {*match.nodes, match.subject, match.object} if not match.nodes else {*match.nodes, match.object}
        unit = None if token is None else self.clauses.unit_of[token]
        for _ in range(6):
            if unit is None:
                return False
            if unit in units:
                return True
            if self.doc[unit].dep_ in ("ccomp", "acl:relcl", "parataxis", "conj") and self.doc[unit].pos_ == "VERB":
                return False
            unit = self.clauses.governor(unit)
        return False

    def _role(self, match: Match) -> str | None:
        """The words of the job that a pattern's role node stands for."""
        for node, unit in zip(match.pattern.nodes, match.nodes, strict=True):
            if node.is_role:
                return self._role_text(unit)
        return None

    def _role_text(self, unit: int) -> str:
        start = end = unit
        mention = self.by_unit.get(unit)
        if mention:
            start, end = mention.start, mention.end - 1
        while start > 0 and self.doc[start - 1].pos_ in ("ADJ", "NOUN") and self.doc[start - 1].head.i in range(start - 1, end + 1):
            start -= 1
        while start > 0 and self.doc[start - 1].lower_ in ("former", "ex", "acting", "deputy", "vice", "senior"):
            start -= 1
        return self.doc[start : end + 1].text

    def _technology(self, match: Match, subject: _End, obj: _End) -> str | None:
        """The technology among the arguments of the claim's predicates, when it is not itself an end."""
        if not self.extractor._technology:
            return None
        for unit in self._around(match):
            mention = self.by_unit.get(unit)
            referent = self.references.of_mention.get(mention) if mention else None
            if referent is None or referent in (subject.referent, obj.referent) or referent.class_name is None:
                continue
            if any(self.ontology.is_a(referent.class_name, name) for name in self.extractor._technology):
                return referent.name
        return None

    def _around(self, match: Match) -> Iterator[int]:
        """Units near the predicates: arguments, their attributes, and what hangs on complements."""
        seen: set[int] = set()
        layer = list(match.nodes) or [match.object]
        for _ in range(3):
            following = []
            for unit in layer:
                for edge in self.clauses.down.get(unit, ()):
                    if edge.argument not in seen:
                        seen.add(edge.argument)
                        following.append(edge.argument)
                        yield edge.argument
            layer = following

    def _entities(self, claims: Sequence[Claim]) -> Iterator[Entity]:
        """Every end, source and technology of the claims, once by name."""
        classes: dict[str, str] = {}
        for claim in claims:
            classes.setdefault(claim.subject, claim.subject_class)
            classes.setdefault(claim.object, claim.object_class)
        others = {name for claim in claims for name in (claim.by, claim.technology) if name}
        for referent in self.references.referents:
            if referent.name in classes or referent.name in others:
                class_name = classes.pop(referent.name, None) or referent.class_name or ""
                others.discard(referent.name)
                yield Entity(referent.name, class_name, self._surfaces(referent), referent.wikidata)

    def _gaps(self, claims: Sequence[Claim]) -> Iterator[Gap]:
        """Sentences with two named actors and no claim, references left open, names without a class."""
        spans = [(c.start, c.end) for c in claims]
        for sentence in self.doc.sents:
            start, end = sentence.start_char, sentence.end_char
            names = dict.fromkeys(
                r.name
                for m in self.mentions
                if m.kind == NAME and sentence.start <= m.start < sentence.end
                and (r := self.references.of_mention[m]) and self.extractor.lexicon.is_actor(r.class_name)
            )
            if len(names) >= 2 and not any(start <= a < end for a, _ in spans):
                yield Gap(self.document.name, "no-relation", sentence.text.strip(), start, tuple(names))
        for mention in self.references.open:
            yield Gap(self.document.name, "reference", mention.text(self.doc), self.doc[mention.start].idx)
        for referent in self.references.referents:
            if referent.class_name is None:
                first = referent.mentions[0]
                yield Gap(self.document.name, "unclassed", first.text(self.doc), self.doc[first.start].idx)


def _most_specific(candidates: Sequence[tuple[Match, Claim]]) -> list[Claim]:
    """Claims without those whose predicates are a part of another claim's between the same two."""
    kept = []
    for match, claim in candidates:
        nodes = set(match.nodes)
        wider = any(
            {claim.subject, claim.object} == {other.subject, other.object}
            and nodes < set(rival.nodes)
            and claim.predicate != other.predicate
            for rival, other in candidates
        )
        if not wider:
            kept.append(claim)
    return kept


def _best(claims: Sequence[Claim], ontology: Ontology) -> list[Claim]:
    """One claim per subject, relation, object and polarity, with its best evidence and all qualifiers known."""
    best: dict[tuple[str, ...], Claim] = {}
    for claim in claims:
        ends = (claim.subject, claim.object)
        if ontology.relations[claim.predicate].symmetric:
            ends = (min(ends), max(ends))
        key = (*ends, claim.predicate, claim.polarity)
        if key not in best:
            best[key] = claim
        else:
            one, two = sorted((best[key], claim), key=_rank)
            best[key] = replace(
                one,
                by=one.by or two.by,
                when=one.when or two.when,
                amount=one.amount or two.amount,
                role=one.role or two.role,
                technology=one.technology or two.technology,
            )
    return sorted(best.values(), key=lambda c: (c.start, c.end, c.predicate, c.subject, c.object))


def _rank(claim: Claim) -> tuple[bool, float, int, int]:
    """Facts first, then the surest, the shortest and the first."""
    is_fact = claim.polarity == AFFIRMED and claim.modality == FACTUAL
    return (not is_fact, -claim.confidence, claim.end - claim.start, claim.start)
