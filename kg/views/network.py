"""Claims as a network: nodes are entities, edges are claims, and attributes plain values that any format can hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from kg.graph.stated import StatedClaim, StatedEntity


def network(claims: Iterable[StatedClaim], *, facts_only: bool = False) -> nx.MultiDiGraph[str]:
    """The network of claims, from subject to object.

    Args:
        claims: as `kg.graph.queries.claims` gives them.
        facts_only: whether denials, accusations, possibilities, plans and attempts are left out.

    Returns:
        Nodes are keyed by the label of their entity, with the class where two share it, and have `label`, `class`,
        `iri`, `wikidata` and `sources` (documents that name them in a claim, copies counted once). Edges are keyed by
        the id of their claim. An attribute that is not known is absent.

    Example:
        >>> from kg.graph import queries                                   # doctest: +SKIP
        >>> nx.write_graphml(network(queries.claims(store)), "claims.graphml")   # doctest: +SKIP
    """
    chosen = [stated for stated in claims if stated.claim.is_fact or not facts_only]
    keys = unique_names(end for stated in chosen for end in (stated.subject, stated.object))
    sources = _sources(chosen)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for stated in chosen:
        for end in (stated.subject, stated.object):
            network.add_node(keys[end.iri], **_node(end), sources=sources[end.iri])
        network.add_edge(keys[stated.subject.iri], keys[stated.object.iri], key=stated.id, **_edge(stated))
    return network


def unique_names(ends: Iterable[StatedEntity]) -> dict[str, str]:
    """A key for each entity: its label, where two share it with the class, and where two share that the IRI."""
    known = {end.iri: end for end in ends}
    names = Counter(end.name for end in known.values())
    keys = {
        iri: end.name if names[end.name] == 1 else f"{end.name} ({end.entity.class_name})" for iri, end in known.items()
    }
    shared = Counter(keys.values())
    return {iri: key if shared[key] == 1 else iri for iri, key in keys.items()}


def _sources(claims: Iterable[StatedClaim]) -> Mapping[str, int]:
    """For each entity the number of documents with a claim about it; a copy counts as its original."""
    found: dict[str, set[str]] = defaultdict(set)
    for stated in claims:
        for end in (stated.subject, stated.object):
            found[end.iri].add(stated.document.origin)
    return {iri: len(origins) for iri, origins in found.items()}


def _node(end: StatedEntity) -> dict[str, Any]:
    attributes = {
        "label": end.name,
        "class": end.entity.class_name,
        "iri": end.iri,
        "wikidata": end.entity.wikidata,
    }
    return _known(attributes)


def _edge(stated: StatedClaim) -> dict[str, Any]:
    claim, document = stated.claim, stated.document
    amount, _, currency = (claim.amount or "").partition(" ")
    attributes = {
        "relation": claim.predicate,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "status": claim.status,
        "when": claim.when,
        "amount": _number(amount),
        "currency": currency or None,
        "by": stated.by.name if stated.by else None,
        "technology": stated.technology.name if stated.technology else None,
        "role": claim.role,
        "quote": claim.quote,
        "sentence": claim.sentence,
        "confidence": claim.confidence,
        "document": document.name,
        "copy_of": document.copy_of,
        "title": document.title,
        "date": document.date,
        "publisher": document.publisher,
        "source": document.source,
    }
    return _known(attributes)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _known(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value is not None}
