"""A claim in words: who did what to whom, how that stands, the sentence that says so, and where it is printed."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from kg.analysis.markdown import address, escaped
from kg.asking.cards import GraphClaim
from kg.ontology.definitions import Ontology
from kg.tables import cell
from kg.views import wording
from kg.views.mapdata import status_note

#: Characters kept of a sentence on either side of the quote: more is a list or a page without full stops.
CONTEXT = 300


def label(relation: str, ontology: Ontology) -> str:
    """What a relation is called from its subject's side."""
    known = ontology.relations.get(relation)
    return known.label if known and known.label else relation


def heading(relation: str, ontology: Ontology, *, forward: bool) -> str:
    """What a relation is called from either side; an arrow where the ontology has no words for the object's."""
    known = ontology.relations.get(relation)
    if forward or (known and known.symmetric):
        return label(relation, ontology)
    return (known.inverse_label if known else "") or f"← {label(relation, ontology)}"


def says(claim: GraphClaim) -> str:
    """Subject, relation and object."""
    told = claim.claim
    return cell(f"{told.subject} {label(told.predicate, claim.ontology)} {told.object}")


def notes(claim: GraphClaim, *, dated: bool = True) -> list[str]:
    """How the claim stands where it is no fact, and what is known of it: who says so, when if asked for, how much."""
    told = claim.claim
    known = (
        "" if told.is_fact else status_note(told),
        f"said by {told.by}" if told.by else "",
        wording.time(told.when) if dated and told.when else "",
        wording.amount(told.amount) if told.amount else "",
        f"as {told.role}" if told.role else "",
        f"technology: {told.technology}" if told.technology else "",
    )
    return [cell(note) for note in known if note]


def noted(text: str, claim: GraphClaim, *, dated: bool = True) -> str:
    """A text with the notes of a claim in brackets."""
    return f"{text} ({'; '.join(known)})" if (known := notes(claim, dated=dated)) else text


def sentence(claim: GraphClaim) -> str:
    """The sentence that says so, in quotation marks."""
    told = claim.claim
    before, after = told.prefix[-CONTEXT:], told.suffix[:CONTEXT]
    cut = ("…" if len(told.prefix) > CONTEXT else ""), ("…" if len(told.suffix) > CONTEXT else "")
    return f"“{cell(f'{cut[0]}{before}{told.quote}{after}{cut[1]}')}”"


def source(claim: GraphClaim) -> str:
    """Title, publisher, date and name of the document, and of which one it is a copy."""
    document = claim.document
    date = wording.time(document.date) if document.date else None
    about = ", ".join(cell(part) for part in (document.title, document.publisher, date) if part)
    copied = f", copy of {document.copy_of}" if document.copy_of else ""
    return f"{about} [{cell(document.name + copied)}]" if about else cell(document.name + copied)


def sources(claims: Iterable[GraphClaim]) -> int:
    """From how many independent sources claims are: a copy is the same source as its original."""
    return len({claim.document.origin for claim in claims})


def preference(claim: GraphClaim) -> tuple[object, ...]:
    """What makes one claim a better receipt than another: a fact, with a date, that the program is sure of."""
    told = claim.claim
    return (
        not told.is_fact,
        bool(claim.document.copy_of),
        not told.when,
        -told.confidence,
        claim.document.name,
        told.start,
    )


def text_lines(head: str, claim: GraphClaim, *, width: int, indent: str = "") -> Iterator[str]:
    """A claim under a head, its sentence and its source, wrapped."""
    inner = indent + "  "
    yield from wrapped(noted(cell(head), claim), width=width, indent=indent)
    yield from wrapped(sentence(claim), width=width, indent=inner, hang=" ")
    yield from wrapped(source(claim), width=width, indent=inner)


def markdown_lines(head: str, claim: GraphClaim) -> Iterator[str]:
    """A claim under a head as an item of a list, with its sentence as a quotation and its source."""
    link = address(claim.document.source)
    yield f"- {escaped(noted(cell(head), claim))}"
    yield ""
    yield f"    > {escaped(sentence(claim))}"
    yield ""
    yield f"    {escaped(source(claim))}{f' {link}' if link else ''}"
    yield ""


def wrapped(text: str, *, width: int, indent: str = "", hang: str = "  ") -> list[str]:
    """Lines of at most `width` columns, the second and later ones further in; words are not parted."""
    return textwrap.wrap(
        text,
        max(width, 20),
        initial_indent=indent,
        subsequent_indent=indent + hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def columns(rows: Sequence[tuple[str, str]], *, width: int) -> Iterator[str]:
    """Rows of a short and a long text; the long one is wrapped beside the short one."""
    size = max((len(cell(short)) for short, _ in rows), default=0)
    for short, long in rows:
        lead = f"  {cell(short):<{size}}  "
        lines = textwrap.wrap(cell(long), max(width - len(lead), 20), break_long_words=False, break_on_hyphens=False)
        yield from (f"{lead if number == 0 else ' ' * len(lead)}{line}" for number, line in enumerate(lines))
