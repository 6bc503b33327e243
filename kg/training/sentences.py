"""From labelled text to what the scorer learns from: sentences with pairs of mentions, and what holds of each pair.

The pairs are those that `kg.extraction.pairing` finds, at run time as here. Of a text whose relations are all labelled,
a pair without label stands in no relation. The labels of `data/gold` are for a whole document: where the two ends meet
in another sentence than the evidence, nobody has said what holds there, and the pair is left out. An example of the
ontology tells about its marked ends only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from kg.evaluation.labelled import LabelledText, fold
from kg.extraction.analysis import DocumentAnalysis, Kit
from kg.extraction.naming.mentions import NAME, NOUN, PRONOUN, Mention
from kg.extraction.pairing import PairedSentence, paired, paired_sentences
from kg.extraction.syntax.grammar import head_of
from kg.extraction.wording.patterns import read_example
from kg.language.pairs import Sentence
from kg.language.parsing import parse
from kg.ontology.definitions import Ontology, Relation
from kg.ontology.examples import Example
from kg.training.labels import MarkedText, Stretch

EXAMPLES = "examples"

_KINDS = {"PROPN": NAME, "PRON": PRONOUN, "DET": PRONOUN}

Ends = tuple[int, int]  # numbers of two mentions of a sentence


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence, and the relations in which each of its pairs stands."""

    source: str
    document: str
    sentence: Sentence
    relations: tuple[frozenset[str], ...]  # one set for each pair of the sentence

    @property
    def is_labelled(self) -> bool:
        """Whether any pair stands in a relation."""
        return any(self.relations)


class _Truth:
    """What is known of the pairs of a sentence."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self.held: dict[Ends, set[str]] = {}
        self.unknown: set[Ends] = set()

    def hold(self, ends: Ends, relation: str) -> None:
        """The relation holds, from both ends when it is symmetric."""
        for one in self._ways(ends, relation):
            self.held.setdefault(one, set()).add(relation)

    def doubt(self, ends: Ends, relation: str) -> None:
        """The relation may hold or not."""
        self.unknown.update(self._ways(ends, relation))

    def _ways(self, ends: Ends, relation: str) -> Sequence[Ends]:
        return (ends, ends[::-1]) if self._ontology.relation(relation).symmetric else (ends,)

    def item(self, source: str, document: str, sentence: PairedSentence) -> Item:
        """The sentence with the pairs of which something is known."""
        kept = [found for found in sentence.joined if (found.pair.subject, found.pair.object) not in self.unknown]
        held = (self.held.get((found.pair.subject, found.pair.object), ()) for found in kept)
        return Item(source, document, sentence.asked(kept), tuple(map(frozenset, held)))


def of_marked(kit: Kit, texts: Sequence[MarkedText]) -> Iterator[Item]:
    """The sentences of texts whose relations are all labelled."""
    for text, doc in zip(texts, parse(text.document.text for text in texts), strict=True):
        yield from marked_items(DocumentAnalysis.of(kit, text.document, doc), text)


def marked_items(analysis: DocumentAnalysis, text: MarkedText) -> Iterator[Item]:
    """The sentences of one such text, which is understood."""
    found = [(_mention(analysis, one.subject), one.relation, _mention(analysis, one.object)) for one in text.labels]
    for sentence in paired_sentences(analysis):
        truth, number = _Truth(analysis.kit.ontology), {mention: n for n, mention in enumerate(sentence.mentions)}
        for subject, relation, obj in found:
            if subject in number and obj in number:
                truth.hold((number[subject], number[obj]), relation)
        yield truth.item(text.source, text.document.name, sentence)


def _mention(analysis: DocumentAnalysis, stretch: Stretch) -> Mention | None:
    """The mention that a label means: the one that holds the head of its words, or the last whose head they hold."""
    span = analysis.doc.char_span(*stretch, alignment_mode="expand")
    if span is None:
        return None
    head = head_of(analysis.doc, span.start, span.end)
    holding = [mention for mention in analysis.mentions if mention.start <= head < mention.end]
    inside = [mention for mention in analysis.mentions if span.start <= mention.head < span.end]
    found = holding or inside
    return found[-1] if found else None


def of_gold(kit: Kit, source: str, texts: Sequence[LabelledText]) -> Iterator[Item]:
    """The sentences of texts whose labels are for the document as a whole."""
    for text, doc in zip(texts, parse(text.document.text for text in texts), strict=True):
        yield from gold_items(DocumentAnalysis.of(kit, text.document, doc), source, text)


def gold_items(analysis: DocumentAnalysis, source: str, text: LabelledText) -> Iterator[Item]:
    """The sentences of one such text, which is understood."""
    names = {mention: _names(analysis, mention) for mention in analysis.mentions}
    places = [(label, _place(text.document.text, label.evidence)) for label in text.labels]
    for sentence in paired_sentences(analysis):
        truth, within = _Truth(analysis.kit.ontology), analysis.doc[sentence.mentions[0].head].sent
        for label, (start, end) in places:
            here = start < within.end_char and end > within.start_char
            subjects, objects = (
                [n for n, mention in enumerate(sentence.mentions) if names[mention] & text.entities[entity].names]
                for entity in (label.subject, label.object)
            )
            for ends in ((one, two) for one in subjects for two in objects if one != two):
                (truth.hold if here else truth.doubt)(ends, label.predicate)
        yield truth.item(source, text.document.name, sentence)


def _names(analysis: DocumentAnalysis, mention: Mention) -> frozenset[str]:
    """The folded names of what a mention stands for."""
    referent, own = analysis.referent(mention), mention.text(analysis.doc)
    known = (referent.name, *analysis.surfaces(referent)) if referent else ()
    return frozenset(map(fold, (own, *known)))


def _place(text: str, evidence: str) -> Stretch:
    """Where the evidence stands; an empty stretch before the text when it does not."""
    start = text.find(evidence)
    return (start, start + len(evidence)) if start >= 0 else (-1, -1)


def of_examples(ontology: Ontology) -> Iterator[Item]:
    """The examples of the relations."""
    rows = [(relation, example) for relation in ontology.relations.values() for example in relation.examples]
    for (relation, example), doc in zip(rows, parse(example.text for _, example in rows), strict=True):
        item = example_item(ontology, relation, example, doc)
        if item is not None:
            yield item


def example_item(ontology: Ontology, relation: Relation, example: Example, doc: Doc) -> Item | None:
    """What a parsed example tells: its marked ends stand in the relation, and reversed only if it is symmetric."""
    read = read_example(example, doc)
    if read is None:
        return None
    spans, clauses = read
    subjects, objects = ([_marked(span) for span in spans[end]] for end in ("subject", "object"))
    truth, count = _Truth(ontology), len(subjects)
    sentence = paired(clauses, doc[:], [*subjects, *objects])
    for ends in ((one, two) for one in range(count) for two in range(count, count + len(objects))):
        truth.hold(ends, relation.name)
    for found in sentence.joined:
        if (found.pair.subject < count) == (found.pair.object < count):
            truth.unknown.add((found.pair.subject, found.pair.object))
    return truth.item(EXAMPLES, example.marked, sentence)


def _marked(span: Span) -> Mention:
    kind = _KINDS.get(span.root.pos_, NOUN)
    return Mention(span.start, span.end, span.root.i, kind, span.text, None)


def without_empty(items: Iterable[Item]) -> list[Item]:
    """The items that have a pair at all."""
    return [item for item in items if item.relations]
