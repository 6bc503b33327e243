"""Questions to a graph whose answers are records: its documents, entities and claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg import namespaces
from kg.claims import AFFIRMED, DENIED, FACT, FACTUAL, NEGATED
from kg.errors import UsageError, suggestion
from kg.graph import former
from kg.graph.notation import Iri, expanded
from kg.graph.sparql import Bound
from kg.graph.stated import Row, StatedClaim, StatedDocument, StatedEntity, stated_claim, stated_document, stated_entity
from kg.graph.store import Store
from kg.graph.triples import OPTIONAL, REQUIRED
from kg.namespaces import local_name, term

_ENTITY_COLUMNS = ("entity", "class", "label", "same")
_ENTITIES = """
SELECT ?iri ?class ?label ?same WHERE {
  ?iri a ?class ; rdfs:label ?label . ?class a owl:Class .
  OPTIONAL { ?iri owl:sameAs ?same }
}"""

_ALIASES = "SELECT DISTINCT ?iri ?alias WHERE { ?iri skos:altLabel ?alias }"

_DOCUMENT_COLUMNS = (
    "iri", "name", "title", "date", "publisher", "author", "source", "sha256", "copy_of", "similarity",
)  # fmt: skip
_DOCUMENTS = """
SELECT ?iri ?name ?title ?date ?publisher ?author ?source ?sha256 ?copy_of ?similarity WHERE {
  ?iri a kg:Document ; dcterms:identifier ?name ; dcterms:source ?source ; kg:sha256 ?sha256 .
  OPTIONAL { ?iri dcterms:title ?title }
  OPTIONAL { ?iri dcterms:date ?date }
  OPTIONAL { ?iri dcterms:publisher ?publisher }
  OPTIONAL { ?iri dcterms:creator ?author }
  OPTIONAL { ?iri dcterms:isVersionOf/dcterms:identifier ?copy_of ; kg:similarity ?similarity }
}"""

_NAMESAKES = """
SELECT DISTINCT ?entity WHERE {
  VALUES ?name { UNDEF }
  ?entity rdfs:label|skos:altLabel ?form ; a ?class . ?class a owl:Class .
  FILTER(LCASE(?form) = LCASE(?name))
}"""

_BELOW = "SELECT ?class WHERE { VALUES ?above { UNDEF } ?class rdfs:subClassOf* ?above }"

_NAMES: Mapping[str | None, str] = {expanded(prefixed): name for name, prefixed in (REQUIRED | OPTIONAL).items()}

#: Things whose properties are asked for by one query: enough that the number of queries does not count.
_AT_ONCE = 1000

#: Things that are asked for one by one. Of 100,000 documents 1,000 take 0.08 s so, and all together 5 s.
_FEW = 10_000

# Each is asked by itself, since Oxigraph joins two of them by reading all claims.
_CONDITIONS = {
    "actor": "VALUES ?actor { UNDEF } ?claim rdf:subject|rdf:object ?actor .",
    "relation": "VALUES ?relation { UNDEF } ?claim rdf:predicate ?relation .",
    "polarity": "VALUES ?polarity { UNDEF } ?claim kg:polarity ?polarity .",
    "modality": "VALUES ?modality { UNDEF } ?claim kg:modality ?modality .",
    "source": "VALUES ?source { UNDEF } ?claim prov:wasDerivedFrom ?source .",
    "named": "VALUES ?named { UNDEF } ?claim kg:saidBy|kg:technology ?named .",
}


def documents(store: Store) -> list[StatedDocument]:
    """The documents of the graph, by name."""
    return sorted(_documents(store).values(), key=lambda document: document.name)


def entities(store: Store, iris: Iterable[str] | None = None) -> list[StatedEntity]:
    """The entities of the graph, or those of these IRIs, with all their aliases, by IRI."""
    chosen = None if iris is None else list(iris)
    aliases: dict[str, list[str]] = {}
    for iri, alias in _about(store, _ALIASES, chosen):
        aliases.setdefault(str(iri), []).append(str(alias))
    known = _entities(store, chosen)
    return [
        StatedEntity(iri, replace(known[iri].entity, aliases=tuple(sorted(aliases.get(iri, ())))))
        for iri in sorted(known)
    ]


def namesakes(store: Store, name: str) -> list[Iri]:
    """IRIs of the entities that are called by the name, or by an alias, in any case, or were until they were renamed.

    `name` may be an IRI itself, also with the prefix `entity:`, or the one it had before it was renamed or joined.

    Raises:
        UsageError: there is none; names that contain the words, or are near, are suggested.
    """
    if name.startswith((namespaces.PREFIXES["entity"], "entity:")):
        local = name.removeprefix(namespaces.PREFIXES["entity"]).removeprefix("entity:")
        iri = Iri(namespaces.PREFIXES["entity"] + local)
        return former.now(store, iri) or [iri]
    found = sorted(Iri(str(iri)) for (iri,) in store.texts(_NAMESAKES, bindings={"name": name}))
    if found := found or former.called(store, name):
        return found
    if name != (plain := " ".join(name.split())):
        return namesakes(store, plain)
    names = sorted({entity.name for entity in _entities(store).values()})
    aliases = sorted({str(alias) for _, alias in store.texts(_ALIASES)} - set(names))
    raise UsageError(f"no entity is called '{name}'.{_hint(name, names) or suggestion(name, aliases)}")


def entity(store: Store, name: str) -> StatedEntity:
    """The one entity of that name, alias or IRI, with all its aliases.

    Raises:
        UsageError: there is none, or there are several; they are listed with what to choose one by.
    """
    found = entities(store, namesakes(store, name))
    if not found:
        raise UsageError(f"there is no entity {name}")
    if len(found) > 1:
        prefix = namespaces.PREFIXES["entity"]
        listed = (f"{one.name} ({one.entity.class_name}): entity:{one.iri.removeprefix(prefix)}" for one in found)
        raise UsageError(f"several are called '{name}'; write one of them as\n  " + "\n  ".join(listed))
    return found[0]


def _hint(name: str, names: list[str]) -> str:
    """A sentence naming those that hold the words of a name, or are held by it, or else the nearest."""
    asked = name.casefold()
    holding = [other for other in names if asked in other.casefold()]
    held = [other for other in names if f" {other.casefold()} " in f" {asked} "]
    near = (holding or held)[:3]
    return f" Did you mean {' or '.join(near)}?" if near else suggestion(name, names)


def claims(
    store: Store,
    *,
    actor: str | None = None,
    relation: str | None = None,
    class_name: str | None = None,
    status: str | None = None,
    document: str | None = None,
) -> list[StatedClaim]:
    """The claims that meet all conditions, by document and place.

    Args:
        store: the graph.
        actor: name, alias or IRI of the subject or the object.
        relation: name of the relation.
        class_name: class of the subject or the object, or one above it.
        status: "fact", "denied", or another modality of an affirmed claim.
        document: name of the document.
    """
    conditions = _standing(status)
    if actor is not None:
        conditions["actor"] = namesakes(store, actor)
    if relation is not None:
        conditions["relation"] = Iri(term(relation))
    if document is not None:
        conditions["source"] = Iri(namespaces.document(document))
    found = _claims(store, conditions)
    return found if class_name is None else _with_class(store, found, class_name)


def claim(store: Store, identifier: str) -> StatedClaim:
    """The claim of that id.

    Raises:
        UsageError: there is none.
    """
    is_id = identifier.isascii() and identifier.isalnum()
    iri = Iri(namespaces.claim(identifier))
    found = [*_properties(store, "VALUES ?claim { UNDEF }", {"claim": iri})] if is_id else []
    if not found:
        raise UsageError(f"there is no claim '{identifier}' in the graph")
    return next(_stated(store, found[:1]))


def naming(store: Store, iri: str) -> list[StatedClaim]:
    """The claims that name an entity as who says so or as the technology, by document and place."""
    return _claims(store, {"named": Iri(iri)})


def _with_class(store: Store, found: list[StatedClaim], class_name: str) -> list[StatedClaim]:
    """The claims with an end of the class or of one below it."""
    rows = store.texts(_BELOW, bindings={"above": Iri(term(class_name))})
    below = {local_name(str(iri)) for (iri,) in rows}
    return [one for one in found if below & {one.subject.entity.class_name, one.object.entity.class_name}]


def _standing(status: str | None) -> dict[str, Bound]:
    """The qualifiers that a status asks for: the reverse of `Claim.status`."""
    if status is None:
        return {}
    if status == FACT:
        return {"polarity": Iri(term(AFFIRMED)), "modality": Iri(term(FACTUAL))}
    if status in (DENIED, NEGATED):
        return {"polarity": Iri(term(NEGATED))}
    return {"polarity": Iri(term(AFFIRMED)), "modality": Iri(term(status))}


def _claims(store: Store, conditions: Mapping[str, Bound]) -> list[StatedClaim]:
    found = _stated(store, list(_rows(store, conditions)), few=bool(conditions))
    return sorted(found, key=lambda stated: (stated.document.name, stated.claim.start, stated.id))


def _stated(store: Store, rows: Sequence[Row], *, few: bool = True) -> Iterator[StatedClaim]:
    """The claims of rows. Where they are few, only what they speak of is read, and not all that the graph describes."""
    ends = {iri for row in rows for part in ("subject", "object", "by", "technology") if (iri := row[part])}
    homes = {iri for row in rows if (iri := row["document"])}
    known = _entities(store, ends if few and len(ends) <= _FEW else None)
    sources = _documents(store, homes if few and len(homes) <= _FEW else None)
    return (stated_claim(row, known, sources) for row in rows)


def _rows(store: Store, conditions: Mapping[str, Bound]) -> Iterator[Row]:
    """The properties of the claims that meet the conditions."""
    if not conditions:
        yield from _properties(store, "", {})
        return
    meeting = [_meeting(store, _CONDITIONS[name], {name: value}) for name, value in conditions.items()]
    for some in _portions(set.intersection(*meeting)):
        yield from _properties(store, "VALUES ?claim { UNDEF }", {"claim": some})


def _meeting(store: Store, condition: str, bindings: Mapping[str, Bound]) -> set[str]:
    """IRIs of the claims that meet a condition."""
    rows = store.texts(f"SELECT DISTINCT ?claim WHERE {{ {condition} }}", bindings=bindings)
    return {str(iri) for (iri,) in rows}


def _properties(store: Store, condition: str, bindings: Mapping[str, Bound]) -> Iterable[Row]:
    """The properties of claims, each claim's together.

    Three columns and a row for each property: a query with an OPTIONAL for each takes half as long again.
    """
    rows: dict[str | None, dict[str, str | None]] = {}
    query = f"SELECT ?claim ?property ?value WHERE {{ {condition} ?claim a kg:Claim ; ?property ?value }}"
    for claim, iri, value in store.texts(query, bindings=bindings):
        name = _NAMES.get(iri)
        if name:
            rows.setdefault(claim, dict.fromkeys(_NAMES.values()))[name] = value
    return rows.values()


def _entities(store: Store, iris: Iterable[str] | None = None) -> dict[str, StatedEntity]:
    """Entities by IRI, without their aliases."""
    rows = _about(store, _ENTITIES, iris)
    found = (stated_entity(dict(zip(_ENTITY_COLUMNS, row, strict=True))) for row in rows)
    return {entity.iri: entity for entity in found}


def _documents(store: Store, iris: Iterable[str] | None = None) -> dict[str, StatedDocument]:
    rows = _about(store, _DOCUMENTS, iris)
    found = (stated_document(dict(zip(_DOCUMENT_COLUMNS, row, strict=True))) for row in rows)
    return {document.iri: document for document in found}


def _about(store: Store, query: str, iris: Iterable[str] | None) -> Iterator[tuple[str | None, ...]]:
    """Rows of a query: all, or those in which `iri` is one of these."""
    if iris is None:
        yield from store.texts(query)
        return
    chosen = query.replace("WHERE {", "WHERE { VALUES ?iri { UNDEF }", 1)
    for some in _portions(iris):
        yield from store.texts(chosen, bindings={"iri": some})


def _portions(iris: Iterable[str]) -> Iterator[list[Iri]]:
    chosen = sorted(iris)
    return ([Iri(iri) for iri in chosen[start : start + _AT_ONCE]] for start in range(0, len(chosen), _AT_ONCE))
