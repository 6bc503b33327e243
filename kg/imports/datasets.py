"""Exports of graphs as they are taken back, as TriG or N-Quads, checked before they count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.errors import UsageError, suggestion
from kg.exports.description import DESCRIPTION
from kg.graph import queries
from kg.graph.formats import converted
from kg.graph.notation import expanded, iri
from kg.graph.quads import Quad, bare, ordered, quads_of, written
from kg.graph.store import Store
from kg.graph.triples import CLAIM, CLASS, DESCRIPTIVE, DOCUMENT, OPTIONAL, RELATION, REQUIRED
from kg.graph.validation import unfounded
from kg.namespaces import KG, PREFIXES, local_name, term
from kg.ontology.definitions import Ontology

#: The formats by the ends of files' names.
SUFFIXES = {".trig": "trig", ".nq": "nq"}

_TYPE, _REIFIES = iri(expanded("rdf:type")), iri(expanded("rdf:reifies"))
_TERMS = tuple(iri(expanded(REQUIRED[part])) for part in ("subject", "predicate", "object"))
_TRIPLE = re.compile(r"<<\( (<\S+>) (<\S+>) (<\S+>) \)>>")

_OF_CLAIMS = {_TYPE, *(iri(expanded(name)) for name in (REQUIRED | OPTIONAL).values())}
_OF_OTHERS = {iri(expanded(name)) for name in DESCRIPTIVE.values()}
_NEEDED = {
    CLAIM: set(REQUIRED.values()),
    DOCUMENT: {DESCRIPTIVE[name] for name in ("name", "source", "sha256")},
}


def read_dataset(file: Path, ontology: Ontology) -> list[Quad]:
    """The claims, documents and entities of an export; its description and the terms of its ontology are left out.

    Raises:
        UsageError: the file is not RDF, says what no export says, uses a term that the ontology does not have, has a
            plain edge that no claim in it affirms as a fact, or a claim that was edited.
    """
    try:
        content = converted(file.read_bytes(), SUFFIXES[file.suffix.lower()], "nq")
        quads = ordered(_relevant(_unreified(quads_of(content))))
        if not quads:
            raise UsageError("holds no claims and no documents")
        _check_places(quads)
        _check_terms(quads, ontology)
        _check_whole(quads)
        _check_hashes(quads, ontology)
    except UsageError as error:
        raise UsageError(f"{file}: {error}") from None
    except ValueError as error:  # a number that is none, or a list that is no JSON
        raise UsageError(f"{file}: holds a value that cannot be read: {error}") from error
    return quads


def _relevant(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        if quad.dataset != iri(DESCRIPTION) and (quad.dataset or not quad.subject.startswith("<" + KG)):
            yield quad


def _unreified(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads with the terms of claims apart, where a claim reifies a triple."""
    for quad in quads:
        match = _TRIPLE.fullmatch(quad.value) if quad.predicate == _REIFIES else None
        if match is None:
            yield quad
        else:
            for predicate, value in zip(_TERMS, match.groups(), strict=True):
                yield Quad(quad.subject, predicate, value, quad.dataset)


def _check_places(quads: Iterable[Quad]) -> None:
    """Make sure that there is nothing but what an export has, where it has it."""
    for quad in quads:
        if not quad.dataset:
            known = _begins(quad.subject, "entity", "document") and quad.predicate in _OF_OTHERS
        elif _begins(quad.subject, "claim"):
            known = quad.predicate in _OF_CLAIMS
        else:
            edge = quad.predicate.startswith("<" + KG) and quad.value.startswith("<")
            known = _begins(quad.subject, "entity") and (edge or quad.predicate == iri(expanded(DESCRIPTIVE["alias"])))
        if not known or (quad.dataset and not _begins(quad.dataset, "document")):
            raise UsageError(f"says what no export of this program says: {quad.line.strip()[:300]}")


def _begins(term: str, *prefixes: str) -> bool:
    return term.startswith(tuple("<" + PREFIXES[prefix] for prefix in prefixes))


def _check_terms(quads: Iterable[Quad], ontology: Ontology) -> None:
    """Make sure that the ontology has what the quads speak of."""
    own = {local_name(CLAIM), local_name(DOCUMENT)}
    known = {*ontology.classes, *ontology.relations, *ontology.qualifiers, *own}
    used = {bare(quad.value) for quad in quads if quad.value.startswith("<" + KG)}
    for name in sorted(map(local_name, used)):
        if name not in known:
            hint = suggestion(name, known) or " Build the graph with the ontology that has it (`kg build --ontology`)."
            raise UsageError(f"the ontology of this graph has no term '{name}'.{hint}")


def _check_whole(quads: Sequence[Quad]) -> None:
    """Make sure that claims, documents and entities have all that they need."""
    found: dict[str, set[str]] = {}
    for quad in quads:
        found.setdefault(quad.subject, set()).add(quad.predicate)
    kinds = {quad.subject: bare(quad.value) for quad in quads if quad.predicate == _TYPE}
    named = {quad.value for quad in quads if _begins(quad.value, "entity", "document")}
    for subject in sorted({*found, *named}):
        needed = _NEEDED.get(kinds.get(subject, ""), {DESCRIPTIVE["label"], DESCRIPTIVE["type"]})
        missing = sorted(name for name in needed if iri(expanded(name)) not in found.get(subject, ()))
        if missing:
            raise UsageError(f"{subject} has no {' and no '.join(missing)}; the file is cut, or was edited")


def _check_hashes(quads: Sequence[Quad], ontology: Ontology) -> None:
    """Make sure that every plain edge has its claim, and that every claim says what its IRI is the hash of."""
    classes = [Quad(iri(term(name)), _TYPE, iri(CLASS), "") for name in ontology.classes]
    relations = [Quad(iri(term(name)), _TYPE, iri(RELATION), "") for name in ontology.relations]
    store = Store.in_memory([written([*quads, *classes, *relations])])
    for finding in unfounded(store):
        raise UsageError(f"{finding.message}: {finding.node} {finding.value}")
    hashed = {iri(stated.iri) for stated in queries.claims(store)}
    for quad in quads:
        if _begins(quad.subject, "claim") and quad.subject not in hashed:
            raise UsageError(f"{quad.subject} does not say what its hash is of; the file was edited")
