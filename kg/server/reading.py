"""A document as its page shows it: its stored text, with what was claimed of it in the margin."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.analysis.telling import label
from kg.asking.cards import GraphClaim
from kg.claims import NO_RELATION, Extraction
from kg.errors import StoreError, UsageError, suggestion
from kg.graph.readings import Readings
from kg.graph.stated import StatedDocument
from kg.judging.values import standing_in
from kg.knowledge import KnowledgeGraph
from kg.server import finding
from kg.server.choices import fitting
from kg.server.passages import Span, pages, paragraphs, sentences
from kg.views import wording
from kg.views.mapdata import status_note


@dataclass(frozen=True, slots=True)
class Note:
    """A claim in the margin."""

    number: int
    claim: str  # its id
    ends: tuple[tuple[str, str], tuple[str, str]]  # names and IRIs
    relation: str
    status: str
    facts: list[tuple[str, str]]
    review: str
    quote: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a sentence, with the numbers of the claims whose evidence they are."""

    text: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its place in the text, and the white space behind it."""

    place: Span
    pieces: tuple[Piece, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences with the claims they make."""

    sentences: tuple[Sentence, ...]
    notes: tuple[Note, ...]

    @property
    def place(self) -> Span:
        """Where it stands."""
        return Span(self.sentences[0].place.start, self.sentences[-1].place.end)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Words of which a person tells a claim.

    Attributes:
        place: in the text.
        words: the text there.
        names: what is known by the names that stand in it, with its class.
        fits: for each of these classes the relations of which it may be the subject, and the object.
    """

    place: Span
    words: str
    names: dict[str, str]
    fits: dict[str, tuple[list[str], list[str]]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of a document.

    Attributes:
        document: what is known of it.
        about: publisher and date.
        address: of the source on the web.
        claims: how many are made of it.
        number: of the page, from 1.
        pages: how many there are; none where the text is not kept.
        paragraphs: of the page.
        loose: claims whose words are not in the text as it is kept.
        chosen: of which sentence a claim is being told.
    """

    document: StatedDocument
    about: str
    address: str | None
    claims: int
    number: int
    pages: int
    paragraphs: tuple[Paragraph, ...]
    loose: tuple[Note, ...]
    chosen: Chosen | None = None


def shown(
    graph: KnowledgeGraph, name: str, *, number: int = 1, place: int | None = None, chosen: Span | None = None
) -> Shown:
    """A page of a document.

    Args:
        graph: which has the document.
        name: of the document.
        number: of the page; the last if there are fewer.
        place: a character that is on the page; then its number does not matter.
        chosen: words on the page of which a claim is to be told.

    Raises:
        UsageError: there is no such document, or its text no such words.
    """
    document = known(graph, name)
    claims = graph.claims(document=document.name)
    notes = [_note(number, claim) for number, claim in enumerate(claims, 1)]
    text, extraction = _kept(graph, document.name)
    found = [claim.claim.quote == text[claim.claim.start : claim.claim.end] for claim in claims]
    loose = tuple(note for note, is_found in zip(notes, found, strict=True) if not is_found)
    rest = [(claim, note) for claim, note, is_found in zip(claims, notes, found, strict=True) if is_found]
    cut = pages(text) if text else []
    place = chosen.start if chosen else place
    number = bisect_right([page.start for page in cut], place) if place is not None else number
    number = min(max(number, 1), max(len(cut), 1))
    return Shown(
        document=document,
        about=wording.published(document.publisher, document.date),
        address=wording.link(document.source),
        claims=len(claims),
        number=number,
        pages=len(cut),
        paragraphs=tuple(_paragraphs(text, cut[number - 1], rest, extraction)) if cut else (),
        loose=loose if number == 1 else (),
        chosen=_chosen(graph, text, chosen, extraction) if chosen else None,
    )


def known(graph: KnowledgeGraph, name: str) -> StatedDocument:
    """The document of that name.

    Raises:
        UsageError: there is none; near names are suggested.
    """
    documents = {document.name: document for document in graph.documents()}
    if name not in documents:
        raise UsageError(f"there is no document '{name}' in the graph.{suggestion(name, documents)}")
    return documents[name]


def _kept(graph: KnowledgeGraph, name: str) -> tuple[str, Extraction]:
    """The text of a document and what was understood of it; nothing of one that came without its text."""
    try:
        with Readings.read(graph.folder) as readings:
            document, extraction = readings.get(name)
    except (StoreError, UsageError):
        return "", Extraction((), (), ())
    return document.text, extraction


def _note(number: int, claim: GraphClaim) -> Note:
    said, stated = claim.claim, claim.stated
    return Note(
        number=number,
        claim=claim.id,
        ends=((wording.plain(said.subject), stated.subject.iri), (wording.plain(said.object), stated.object.iri)),
        relation=label(said.predicate, claim.ontology),
        status="" if said.is_fact else status_note(said),
        facts=wording.circumstances(said),
        review=wording.review(stated.review) if stated.review else "",
        quote=said.quote,
    )


def _paragraphs(
    text: str, page: Span, claims: Sequence[tuple[GraphClaim, Note]], extraction: Extraction
) -> Iterator[Paragraph]:
    places = [span for span in _sentences(text, (claim for claim, _ in claims), extraction) if span.meets(page)]
    quotes = [(Span(claim.claim.start, claim.claim.end), note) for claim, note in claims]
    quotes = [(quote, note) for quote, note in quotes if quote.meets(page)]
    for paragraph in paragraphs(text, page):
        here = [(quote, note) for quote, note in quotes if quote.meets(paragraph)]
        spans = sentences(text, paragraph, places)
        ends = [*(span.start for span in spans[1:]), paragraph.end]
        yield Paragraph(
            tuple(
                Sentence(span, tuple(_pieces(text, span, here)), text[span.end : end])
                for span, end in zip(spans, ends, strict=True)
            ),
            tuple(note for quote, note in here if paragraph.start <= quote.start or paragraph.start == page.start),
        )


def _sentences(text: str, claims: Iterable[GraphClaim], extraction: Extraction) -> Iterator[Span]:
    """Where the sentences stand that the reader of the document has told."""
    for claim in claims:
        said = claim.claim
        span = Span(said.start - len(said.prefix), said.end + len(said.suffix))
        if text[slice(*span)] == said.sentence:
            yield span
    for gap in extraction.gaps:
        span = Span(gap.start, gap.start + len(gap.text))
        if gap.kind == NO_RELATION and text[slice(*span)] == gap.text:
            yield span


def _pieces(text: str, span: Span, quotes: Iterable[tuple[Span, Note]]) -> Iterator[Piece]:
    """The words of a sentence, parted where evidence starts and ends; what overlaps is one piece."""
    marks: list[tuple[Span, tuple[int, ...]]] = []
    for mark, number in sorted((quote.within(span), note.number) for quote, note in quotes):
        if mark.start >= mark.end:
            continue
        if marks and mark.start < marks[-1][0].end:
            last, numbers = marks.pop()
            marks.append((Span(last.start, max(last.end, mark.end)), (*numbers, number)))
        else:
            marks.append((mark, (number,)))
    start = span.start
    for mark, numbers in marks:
        if start < mark.start:
            yield Piece(text[start : mark.start])
        yield Piece(text[slice(*mark)], tuple(sorted(numbers)))
        start = mark.end
    if start < span.end:
        yield Piece(text[start : span.end])


def _chosen(graph: KnowledgeGraph, text: str, place: Span, extraction: Extraction) -> Chosen:
    if not 0 <= place.start < place.end <= len(text):
        raise UsageError(f"the document has no characters {place.start} to {place.end}; open it again")
    words = text[slice(*place)]
    plain = " ".join(words.split())
    actors = ((one.kind.name, (one.name, *one.aliases)) for one in finding.overview(graph).actors)
    listed = ((one.class_name, (one.name, *one.aliases)) for one in extraction.entities)
    names: dict[str, str] = {}
    for class_name, forms in (*listed, *actors):
        for form in standing_in(plain, [form for form in forms if form in plain]):
            names.setdefault(form, class_name)
    ordered = dict(sorted(names.items(), key=lambda name: plain.index(name[0])))
    return Chosen(place, words, ordered, fitting(graph.ontology, ordered.values()))
