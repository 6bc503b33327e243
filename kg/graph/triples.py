"""Stating what was agreed: ontology, entities, documents and claims as N-Quads.

One named graph per document, named by the document's IRI, holds its claims, the plain edges they allow and the names
it uses. Entities, documents and the terms of the ontology are described in the default graph. `kg.graph.stated` reads
all this back.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg import namespaces
from kg.actors.entities import Agreement
from kg.claims import Claim, Entity, Extraction
from kg.graph.notation import amount, decimal, expanded, iri, is_iri, literal, moment, quad
from kg.graph.reviews import REVIEWED, Review
from kg.namespaces import PREFIXES, term
from kg.ontology.definitions import Ontology
from kg.reading.documents import Copy, Document

#: Properties that every claim has, by the name that rows read back use for them.
REQUIRED = {
    "document": "prov:wasDerivedFrom",
    "subject": "rdf:subject",
    "predicate": "rdf:predicate",
    "object": "rdf:object",
    "polarity": "kg:polarity",
    "modality": "kg:modality",
    "confidence": "kg:confidence",
    "quote": "oa:exact",
    "start": "oa:start",
    "end": "oa:end",
}

#: Properties that a claim may have. Names and classes are stated where the document's own differ from the agreed.
OPTIONAL = {
    "by": "kg:saidBy",
    "technology": "kg:technology",
    "role": "kg:role",
    "amount": "kg:amount",
    "currency": "kg:currency",
    "time": "kg:time",
    "timeStart": "kg:timeStart",
    "timeEnd": "kg:timeEnd",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "taughtBy": "kg:taughtBy",
    "readBy": "kg:readBy",
    "subjectMentions": "kg:subjectMentions",
    "objectMentions": "kg:objectMentions",
    "subjectName": "kg:subjectName",
    "objectName": "kg:objectName",
    "byName": "kg:saidByName",
    "technologyName": "kg:technologyName",
    "subjectClass": "kg:subjectClass",
    "objectClass": "kg:objectClass",
    **REVIEWED,
}

#: Properties of entities, documents and terms.
DESCRIPTIVE = {
    "label": "rdfs:label",
    "alias": "skos:altLabel",
    "former": "skos:hiddenLabel",
    "same": "owl:sameAs",
    "name": "dcterms:identifier",
    "title": "dcterms:title",
    "date": "dcterms:date",
    "publisher": "dcterms:publisher",
    "author": "dcterms:creator",
    "source": "dcterms:source",
    "copy_of": "dcterms:isVersionOf",
    "similarity": "kg:similarity",
    "sha256": "kg:sha256",
    "type": "rdf:type",
    "subclass": "rdfs:subClassOf",
    "subproperty": "rdfs:subPropertyOf",
}

CLAIM, DOCUMENT = term("Claim"), term("Document")
CLASS, RELATION, SYMMETRIC = (expanded("owl:" + name) for name in ("Class", "ObjectProperty", "SymmetricProperty"))

_JSON = PREFIXES["rdf"] + "JSON"
_PROPERTY = {name: iri(expanded(prefixed)) for name, prefixed in (REQUIRED | OPTIONAL | DESCRIPTIVE).items()}

Values = Iterable[tuple[str, str | None]]  # names of properties with terms, or with nothing


def _described(subject: str, values: Values, dataset: str = "") -> Iterator[str]:
    return (quad(subject, _PROPERTY[name], value, dataset) for name, value in values if value)


def of_ontology(ontology: Ontology) -> Iterator[str]:
    """Labels and hierarchy of the terms, so that a query can ask for a class with all under it."""
    for kind in ontology.classes.values():
        above: Values = [("subclass", iri(term(parent))) for parent in kind.parents]
        yield from _described(iri(term(kind.name)), [("type", iri(CLASS)), ("label", literal(kind.label)), *above])
    for relation in ontology.relations.values():
        values: Values = [
            ("type", iri(RELATION)),
            ("type", iri(SYMMETRIC) if relation.symmetric else None),
            ("label", literal(relation.label)),
            ("subproperty", iri(term(relation.parent)) if relation.parent else None),
        ]
        yield from _described(iri(term(relation.name)), values)
    for qualifier in ontology.qualifiers.values():
        values = [("type", iri(term(qualifier.kind))), ("label", literal(qualifier.label))]
        yield from _described(iri(term(qualifier.name)), values)


def of_entity(subject: str, entity: Entity, former: Iterable[str] = ()) -> Iterator[str]:
    """The description of an entity that has this IRI; by former names it is found, and not called."""
    values = [("type", iri(term(entity.class_name))), ("label", literal(entity.name))]
    values += [("alias", literal(alias)) for alias in entity.aliases]
    values += [("former", literal(name)) for name in former]
    same = iri(namespaces.wikidata(entity.wikidata)) if entity.wikidata else None
    return _described(iri(subject), [*values, ("same", same)])


def of_document(document: Document, copy: Copy | None) -> Iterator[str]:
    """The description of a document."""
    source = document.url or document.source
    values: Values = [
        ("type", iri(DOCUMENT)),
        ("name", literal(document.name)),
        ("title", _text(document.title)),
        ("date", moment(document.date) if document.date else None),
        ("publisher", _text(document.publisher)),
        ("author", _text(document.author)),
        ("source", iri(source) if document.url and is_iri(source) else literal(source)),
        ("sha256", literal(document.sha256)),
        ("copy_of", iri(namespaces.document(copy.of)) if copy else None),
        ("similarity", decimal(copy.similarity) if copy else None),
    ]
    return _described(iri(namespaces.document(document.name)), values)


def of_contents(
    name: str, extraction: Extraction, agreement: Agreement, reviews: Mapping[str, Review]
) -> Iterator[str]:
    """The named graph of a document: its claims, each once, their plain edges, and the names it uses."""
    dataset = iri(namespaces.document(name))
    claims = {claim.id: claim for claim in extraction.claims}
    for identifier, claim in claims.items():
        subject = iri(namespaces.claim(identifier))
        yield from _described(subject, [("type", iri(CLAIM)), ("document", dataset)], dataset)
        yield from _described(subject, _values(claim, agreement), dataset)
        yield from _described(subject, _review(reviews.get(identifier)), dataset)
    yield from sorted(set(_edges(claims.values(), agreement, dataset)))
    yield from _names(extraction, agreement, name, dataset)


def _values(claim: Claim, agreement: Agreement) -> Values:
    number, currency = amount(claim.amount) if claim.amount else (None, None)
    return [
        *_ends(claim, agreement),
        ("predicate", iri(term(claim.predicate))),
        ("polarity", iri(term(claim.polarity))),
        ("modality", iri(term(claim.modality))),
        ("role", _text(claim.role)),
        ("amount", number),
        ("currency", currency),
        *_time(claim.when),
        ("confidence", decimal(claim.confidence)),
        ("quote", literal(claim.quote)),
        ("prefix", _text(claim.prefix)),
        ("suffix", _text(claim.suffix)),
        ("start", literal(str(claim.start), "integer")),
        ("end", literal(str(claim.end), "integer")),
        ("taughtBy", _text(claim.taught_by)),
        ("readBy", _text(claim.read_by)),
        ("subjectMentions", _listed(claim.subject_mentions)),
        ("objectMentions", _listed(claim.object_mentions)),
    ]


def _review(review: Review | None) -> Values:
    if review is None:
        return []
    said = [("review", literal(review.verdict)), ("reviewedBy", literal(review.by))]
    return [*said, ("reviewedAt", literal(review.at, "dateTime")), ("reviewNote", _text(review.note))]


def _ends(claim: Claim, agreement: Agreement) -> Iterator[tuple[str, str]]:
    """The entities of a claim, with the document's own names and classes where they differ."""
    parts = (
        ("subject", claim.subject, claim.subject_class),
        ("object", claim.object, claim.object_class),
        ("by", claim.by, None),
        ("technology", claim.technology, None),
    )
    for part, name, class_name in parts:
        if name is None:
            continue
        agreed = agreement.of(claim.doc, name)
        yield part, iri(agreed.iri)
        if name != agreed.entity.name:
            yield part + "Name", literal(name)
        if class_name not in (None, agreed.entity.class_name):
            yield part + "Class", iri(term(str(class_name)))


def _time(when: str | None) -> Values:
    if not when or "/" not in when:
        return [("time", moment(when) if when else None)]
    sides = zip(("timeStart", "timeEnd"), when.split("/", 1), strict=True)
    return [(name, moment(side)) for name, side in sides if side]


def _edges(claims: Iterable[Claim], agreement: Agreement, dataset: str) -> Iterator[str]:
    """The plain edges, which only facts allow."""
    for claim in claims:
        if claim.is_fact:
            subject, value = (agreement.of(claim.doc, name).iri for name in (claim.subject, claim.object))
            yield quad(iri(subject), iri(term(claim.predicate)), iri(value), dataset)


def _names(extraction: Extraction, agreement: Agreement, name: str, dataset: str) -> Iterator[str]:
    """The names that the document uses for entities, other than their labels."""
    names: dict[str, set[str]] = defaultdict(set)
    for entity in extraction.entities:
        names[entity.name].update((entity.name, *entity.aliases))
    for claim in extraction.claims:
        names[claim.subject].update(claim.subject_mentions)
        names[claim.object].update(claim.object_mentions)
    lines: set[str] = set()
    for used, forms in names.items():
        agreed = agreement.of(name, used)
        values = [("alias", literal(form)) for form in forms - {agreed.entity.name}]
        lines.update(_described(iri(agreed.iri), values, dataset))
    yield from sorted(lines)


def _text(text: str | None) -> str | None:
    return literal(text) if text else None


def _listed(texts: Iterable[str]) -> str | None:
    texts = list(texts)
    return literal(json.dumps(texts, ensure_ascii=False), _JSON) if texts else None
