"""Former names and IRIs: those of an actor that has been renamed since, or joined with another.

A thing keeps the names of documents as aliases, and those that a person gave it before another as hidden labels. An IRI
is minted of a name (`kg.namespaces.entity`), so that who had it is told from the names it has now, without a list.
"""

from __future__ import annotations

from kg import namespaces
from kg.graph.notation import Iri
from kg.graph.store import Store
from kg.namespaces import digest, local_name, slug

_IS_THERE = "SELECT ?class WHERE { VALUES ?entity { UNDEF } ?entity a ?class . ?class a owl:Class } LIMIT 1"

_FORMS = """
SELECT DISTINCT ?entity ?form WHERE {
  ?entity rdfs:label|skos:altLabel|skos:hiddenLabel ?form ; a ?class . ?class a owl:Class
}"""

_CALLED = """
SELECT DISTINCT ?entity WHERE {
  VALUES ?name { UNDEF }
  ?entity skos:hiddenLabel ?form . FILTER(LCASE(?form) = LCASE(?name))
}"""

_CLASSES = "SELECT DISTINCT ?class WHERE { ?class a owl:Class }"

_NAMES = "SELECT ?document ?name WHERE { ?document a kg:Document ; dcterms:identifier ?name }"

_ENDS = """
SELECT DISTINCT ?entity WHERE {
  VALUES ?document { UNDEF } ?claim prov:wasDerivedFrom ?document ; rdf:subject|rdf:object ?entity
}"""

_HASH = 8  # letters of the hash of a document in the IRI of what has no name


def called(store: Store, name: str) -> list[Iri]:
    """IRIs of the entities that a person gave the name, in any case, and later another."""
    return sorted(Iri(str(iri)) for (iri,) in store.texts(_CALLED, bindings={"name": name}))


def now(store: Store, iri: Iri) -> list[Iri]:
    """IRIs of the entities that have an IRI now: the same where one has it, else of those that may have had it."""
    if list(store.texts(_IS_THERE, bindings={"entity": iri})):
        return [iri]
    local = iri.removeprefix(namespaces.PREFIXES["entity"])
    forms = [(Iri(str(entity)), str(form)) for entity, form in store.texts(_FORMS)]
    kinds = [local_name(str(kind)) for (kind,) in store.texts(_CLASSES)]
    qualifiers = ["", *(kind for kind in kinds if local.endswith(f"-{slug(kind)}"))]
    found = {entity for entity, form in forms for one in qualifiers if namespaces.entity(form, one) == iri}
    return sorted(found or _of_a_document(store, iri, forms))


def _of_a_document(store: Store, iri: Iri, forms: list[tuple[Iri, str]]) -> set[Iri]:
    """Those that a document called so without a name, if the IRI is of such a thing."""
    for document, name in store.texts(_NAMES):
        home = digest(str(name))[:_HASH]
        if iri.endswith(home):
            ends = {str(end) for (end,) in store.texts(_ENDS, bindings={"document": Iri(str(document))})}
            return {entity for entity, form in forms if entity in ends and namespaces.entity(form, home) == iri}
    return set()
