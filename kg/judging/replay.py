"""Replaying judgements on what was read: the claims and names as a person decided them, and what decides nothing.

Readings are never changed. Each build replays all rows in their order, so that the last word on a claim counts, a
judgement that is taken back leaves nothing behind, and the same rows give the same graph whatever was built before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.actors.told import ONE, TWO, UNDECIDED, Told
from kg.claims import Claim, Entity, Extraction
from kg.graph.reviews import ACCEPTED, ADDED, EDITED, Review
from kg.judging import rows
from kg.judging.filling import left_open
from kg.judging.matching import Places, find, meant
from kg.judging.rows import Judgement
from kg.ontology.definitions import Ontology
from kg.reading.documents import Copy, Document

Reading = tuple[Document, Extraction]

_VERDICTS = {rows.ACCEPT: ACCEPTED, rows.EDIT: EDITED, rows.ADD: ADDED}
_OF_PAIRS = {rows.SAME: ONE, rows.DIFFERENT: TWO, rows.UNDECIDED: UNDECIDED}


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim as it was read, or added, with the judgements on it."""

    claim: Claim
    judgements: tuple[Judgement, ...] = ()  # all that are about it, the one that counts last
    now: Claim | None = None  # as the graph has it; None if it was rejected


@dataclass(frozen=True, slots=True)
class Replayed:
    """What was read, as a person has judged it.

    Attributes:
        readings: documents with the claims that stand; they may be gone through more than once.
        reviews: what was said of claims, by their ids.
        standings: all claims, those that were rejected among them.
        told: what was said of names.
        unmet: for each judgement that decides nothing its id and the reason.
    """

    readings: Iterable[Reading]
    reviews: Mapping[str, Review] = field(default_factory=dict)
    standings: tuple[Standing, ...] = ()
    told: tuple[Told, ...] = ()
    unmet: Mapping[str, str] = field(default_factory=dict)


def replay(
    readings: Sequence[Reading], judgements: Sequence[Judgement], ontology: Ontology, copies: Mapping[str, Copy]
) -> Replayed:
    """What was read, after all judgements on it.

    Args:
        readings: documents with what was understood of them, by name.
        judgements: in the order in which they were made.
        ontology: what may be said.
        copies: what documents are copies of, by their names.
    """
    if not judgements:
        claims = (claim for _, extraction in readings for claim in extraction.claims)
        return Replayed(list(readings), standings=tuple(Standing(claim, (), claim) for claim in claims))
    counting, unmet = withdrawn(judgements)
    places = Places(readings, copies)
    told = tuple(_told(one, places) for one in counting if one.things)
    on_claims: dict[str, list[Judgement]] = {}
    own: dict[str, list[str]] = {}
    for one in counting:
        if one.claim and (reason := _unsayable(one, ontology)):
            unmet[one.id] = reason
        elif one.claim:
            own[one.id] = places.own(one.claim, one.text)
            found = places.with_copies(own[one.id])
            unmet[one.id] = f"the claim is not in {', '.join(found)}" if found else f"there is no {one.claim.doc}"
            for name in found:
                on_claims.setdefault(name, []).append(one)
    judged: list[Reading] = []
    standings: list[Standing] = []
    for document, extraction in readings:
        about = on_claims.get(document.name, [])
        kept = [one for one in about if one.verb != rows.REJECT and document.name in own[one.id]]
        here = list(_standings(extraction, about, [*_kept(document, extraction, kept)], unmet))
        standings += here
        judged.append((document, _judged(extraction, here) if about else extraction))
    reviews = {one.now.id: _review(one) for one in standings if one.now and one.judgements}
    return Replayed(judged, reviews, tuple(standings), told, unmet)


def withdrawn(judgements: Sequence[Judgement]) -> tuple[list[Judgement], dict[str, str]]:
    """The judgements that were not taken back, and for those that take back what is not there the reason."""
    undone = set[str]()
    known = {one.id for one in judgements}
    counting, unmet = [], {}
    for one in reversed(judgements):
        if one.id in undone:
            continue
        undone.update(one.undoes)
        if one.verb != rows.UNDO:
            counting.append(one)
        elif missing := [each for each in one.undoes if each not in known]:
            unmet[one.id] = f"there is no judgement {', '.join(missing)}"
    return counting[::-1], unmet


def _unsayable(judgement: Judgement, ontology: Ontology) -> str | None:
    """Why a claim that a person vouches for cannot be stated, if it cannot."""
    if judgement.verb == rows.REJECT or judgement.claim is None:
        return None
    claim = replace(judgement.claim, **judgement.values)
    classes = (claim.subject_class, claim.object_class, *(entity.class_name for entity in judgement.entities))
    named = {entity.name for entity in judgement.entities}
    for name in (claim.by, claim.technology):
        if name and name not in named:
            return f"it does not say of what class {name} is"
    terms = [
        ("relation", [claim.predicate], ontology.relations),
        ("qualifier", [claim.polarity, claim.modality], ontology.qualifiers),
        ("class", classes, ontology.classes),
    ]
    for kind, names, known in terms:
        for name in names:
            if name not in known:
                return f"the ontology has no {kind} {name}"
    return None


def _standings(
    extraction: Extraction, judgements: Sequence[Judgement], kept: Sequence[Claim], unmet: dict[str, str]
) -> Iterator[Standing]:
    """The claims of a document with the judgements on them; judgements that are met are taken out of `unmet`."""
    claims = [*extraction.claims, *kept]
    found: dict[int, list[tuple[bool, Judgement]]] = {}
    for one in judgements:
        if one.claim:
            positions, exact = meant(one.claim, claims)
            for position in positions:
                found.setdefault(position, []).append((exact, one))
    for position, claim in enumerate(claims):
        about = found.get(position, [])
        # A judgement on the very quote beats one on another quote of the sentence, whose claim is gone.
        strict = [one for exact, one in about if exact]
        counting = tuple(strict or (one for _, one in about))
        for one in counting:
            unmet.pop(one.id, None)
        yield Standing(claim, counting, _as_judged(claim, counting, is_read=position < len(extraction.claims)))


def _kept(document: Document, extraction: Extraction, judgements: Iterable[Judgement]) -> list[Claim]:
    """The claims that a person vouches for and that were not read, or not any more."""
    kept: list[Claim] = []
    for one in judgements:
        if one.claim and not meant(one.claim, [*extraction.claims, *kept])[0]:
            kept += _placed(one.claim, document)
    return kept


def _placed(claim: Claim, document: Document) -> Iterator[Claim]:
    """The claim in the document, if its sentence stands there word for word."""
    span = find(document.text, claim.sentence, claim.start - len(claim.prefix))
    if span:
        quote = find(document.text[slice(*span)], claim.quote, len(claim.prefix)) or (0, span[1] - span[0])
        start, end = span[0] + quote[0], span[0] + quote[1]
        before, after = document.text[span[0] : start], document.text[end : span[1]]
        quote_now = document.text[start:end]
        yield replace(claim, doc=document.name, quote=quote_now, start=start, end=end, prefix=before, suffix=after)


def _as_judged(claim: Claim, judgements: Sequence[Judgement], *, is_read: bool) -> Claim | None:
    """The claim after the last judgement on it."""
    if not judgements:
        return claim
    last = judgements[-1]
    if last.verb == rows.REJECT:
        return None
    values = dict(last.values)
    if last.verb == rows.ADD and last.claim:  # told again, it is as it was told last
        given = {name: getattr(last.claim, name) for name in ("by", "when", "amount", "role", "technology")}
        # What the program has come to find as well keeps what only the program says.
        values = {name: value for name, value in given.items() if value or not is_read}
    return replace(claim, **values, confidence=1.0)


def _judged(extraction: Extraction, standings: Iterable[Standing]) -> Extraction:
    """The extraction with the claims that stand, each once, and the entities that these name."""
    standing = [one for one in standings if one.now]
    standing.sort(key=lambda one: bool(one.judgements))  # of two that now say the same, the one that was judged stays
    claims = {one.now.id: one.now for one in standing if one.now}
    ordered = sorted(claims.values(), key=lambda claim: (claim.start, claim.end, claim.id))
    named = {name for claim in ordered for name in (claim.subject, claim.object, claim.by, claim.technology) if name}
    known = {entity.name: entity for entity in extraction.entities if entity.name in named}
    for one in standing:
        for entity in (entity for judgement in reversed(one.judgements) for entity in judgement.entities):
            if entity.name in named:
                known.setdefault(entity.name, entity)
    for claim in ordered:
        for name, class_name in ((claim.subject, claim.subject_class), (claim.object, claim.object_class)):
            known.setdefault(name, Entity(name, class_name))
    told = [one.now for one in standing if one.now and one.judgements]
    return Extraction(tuple(ordered), tuple(known.values()), tuple(left_open(extraction.gaps, told)))


def _review(standing: Standing) -> Review:
    last = standing.judgements[-1]
    return Review(_VERDICTS[last.verb], last.by, last.at, last.because)


def _told(judgement: Judgement, places: Places) -> Told:
    """What was told of names; a thing without a name is that of the document as it is called now."""
    things = []
    for thing in judgement.things:
        homes = places.called(thing.document, judgement.text) if thing.document else []
        things.append(replace(thing, document=homes[0] if homes else thing.document))
    return Told(
        judgement.id,
        things[0],
        things[1] if len(things) > 1 else None,
        verdict=_OF_PAIRS.get(judgement.verb),
        class_name=judgement.value if judgement.verb == rows.CLASS else None,
        name=judgement.value if judgement.verb == rows.NAME else None,
        word=judgement.word,
    )
