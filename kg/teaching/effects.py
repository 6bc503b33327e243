"""What a change of the patterns would change in the documents of a graph, found without changing the graph."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.building.pipeline import Progress
from kg.claims import Claim
from kg.ontology.definitions import Ontology
from kg.reading.documents import Document

if TYPE_CHECKING:
    from kg.extraction.extractor import Extractor
    from kg.extraction.wording.patterns import Pattern


@dataclass(frozen=True, slots=True)
class Effect:
    """Claims that documents would have and have not, and those that they would have no more; by document and place."""

    documents: int  # in the graph
    read: int  # of these, the ones that have the words and were read again
    found: tuple[Claim, ...]
    lost: tuple[Claim, ...]


def effect(
    documents: Iterable[Document],
    extractor: Extractor,
    ontology: Ontology,
    patterns: Sequence[Pattern],
    progress: Callable[[Progress], None],
) -> Effect:
    """What further patterns would find in documents.

    Only documents in which some word may have each lemma that a pattern asks for are read, which leaves none out.

    Args:
        documents: of the graph.
        extractor: without the patterns.
        ontology: has the relations of the patterns, and the classes of the extractor's own.
        patterns: those to be added.
        progress: called after each document that is read.
    """
    from kg.language.parsing import parse

    all_documents = list(documents)
    needed = [_lemmas(pattern) for pattern in patterns]
    touched = [document for document in all_documents if _may_match(document, needed)]
    taught = _with(extractor, ontology, patterns)
    found: list[Claim] = []
    lost: list[Claim] = []
    state = Progress(len(touched))
    for document, doc in zip(touched, parse(document.text for document in touched), strict=True):
        before, after = (reader.read(document, doc).claims for reader in (extractor, taught))
        found += _without(after, before)
        lost += _without(before, after)
        state = Progress(len(touched), state.documents + 1, len(found))
        progress(state)
    return Effect(len(all_documents), len(touched), tuple(found), tuple(lost))


def _lemmas(pattern: Pattern) -> frozenset[str]:
    """The lemmas without which a pattern matches nowhere; of a verb with its particle, that of the verb."""
    return frozenset(node.lemma.split("_")[0] for node in pattern.nodes if node.is_lexical)


def _may_match(document: Document, needed: Iterable[frozenset[str]]) -> bool:
    from kg.language.parsing import possible_lemmas

    possible = possible_lemmas(document.text)
    return any(lemmas <= possible for lemmas in needed)


def _with(extractor: Extractor, ontology: Ontology, patterns: Sequence[Pattern]) -> Extractor:
    """The extractor with further patterns; what it knows of names and nouns is shared."""
    from kg.extraction.wording.patterns import Matcher

    taught = copy.copy(extractor)
    taught.ontology, taught.patterns = ontology, [*extractor.patterns, *patterns]
    taught.kit = replace(extractor.kit, ontology=ontology)
    taught.matcher = Matcher(taught.patterns, extractor.kit.lexicon)
    return taught


def _without(claims: Iterable[Claim], others: Iterable[Claim]) -> list[Claim]:
    """The claims that say something, or say it in a way, which none of the others does."""
    said = {_saying(claim) for claim in others}
    return [claim for claim in claims if _saying(claim) not in said]


def _saying(claim: Claim) -> tuple[str, ...]:
    return claim.subject, claim.predicate, claim.object, claim.status
