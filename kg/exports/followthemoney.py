"""FollowTheMoney entities for Aleph and OpenSanctions, one JSON object a line.

Facts become links (a contract award, the parties of a court case, an ownership), each with its sentence, its document
and its address. In FollowTheMoney a link is a statement of fact and its status is free text that programs pass over,
so that what is denied, alleged, possible, planned or attempted never becomes one: it is a note about both ends, which
no network is drawn of. Which schema states which relation is data: `ontology/followthemoney.yaml`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from kg.exports.selection import Selection
from kg.exports.text import xml_text
from kg.graph.stated import StatedClaim, StatedDocument, StatedEntity
from kg.namespaces import digest, local_name
from kg.ontology.definitions import Ontology
from kg.settings import shipped
from kg.views.wording import link as web_address

_PREFIX = "ftm:"

Entity = dict[str, Any]
Rule = Mapping[str, Any]


def followthemoney(selection: Selection) -> bytes:
    """The entities by their ids."""
    found = {entity["id"]: entity for entity in _entities(selection)}
    lines = (json.dumps(found[name], ensure_ascii=False, sort_keys=True) for name in sorted(found))
    return "".join(line + "\n" for line in lines).encode("utf-8")


def _entities(selection: Selection) -> Iterator[Entity]:
    mapping = _Mapping(_rules(), selection.ontology)
    yield from (_thing(one, mapping) for one in selection.entities.values())
    yield from (_document(document, mapping) for document in selection.documents)
    for stated in selection.facts:
        yield from _links(stated, mapping, selection)
    yield from (_note(stated, mapping, selection) for stated in selection.others)


@cache
def _rules() -> Rule:
    rules: Rule = yaml.safe_load(shipped("ontology", "followthemoney.yaml").read_text("utf-8"))
    return rules


@dataclass(frozen=True, slots=True)
class _Mapping:
    """The rules of the file for an ontology."""

    rules: Rule
    ontology: Ontology

    def schema(self, class_name: str) -> str:
        """The schema of a class: that which the file gives, or the ontology, or the nearest class above."""
        for name in self.ontology.line(class_name):
            aligned = [other for _, other in self.ontology.class_(name).alignments if other.startswith(_PREFIX)]
            known = [self.rules["classes"].get(name), *(other.removeprefix(_PREFIX) for other in aligned)]
            if found := next((one for one in known if one in self.rules["schemata"]), None):
                return str(found)
        return str(self.rules["otherwise"])

    def links(self, stated: StatedClaim) -> list[Rule]:
        """The links of a claim, or one that says only that there is one, where an end is not what they ask for."""
        found = [rule for rule in self.rules["relations"].get(stated.claim.predicate, ()) if _applies(rule, stated)]
        fitting = found and all(self._fits(part, stated) for rule in found for part in (rule, rule.get("event", {})))
        return found if fitting else [self.rules["link"]]

    def names(self, schema: str) -> tuple[str, ...]:
        """The properties of a schema that hold its name."""
        return tuple(self.rules["schemata"][schema].get("named", ("name",)))

    def takes(self, schema: str) -> tuple[str, ...]:
        """What a schema takes of what is known of a claim."""
        return tuple(self.rules["schemata"][schema].get("takes", ()))

    def _fits(self, part: Rule, stated: StatedClaim) -> bool:
        return all(
            asked["is"] in self.rules["schemata"][self.schema(end.entity.class_name)]["is"]
            for asked, end in _asked(part, stated)
        )


def _applies(rule: Rule, stated: StatedClaim) -> bool:
    needed, unwanted = rule.get("if"), rule.get("unless")
    return (not needed or bool(getattr(stated.claim, needed))) and not (unwanted and getattr(stated.claim, unwanted))


def _asked(part: Rule, stated: StatedClaim) -> Iterator[tuple[Rule, StatedEntity]]:
    """The ends that a part of a rule holds, with what it says of them."""
    for name, end in (("subject", stated.subject), ("object", stated.object)):
        if name in part:
            yield part[name], end


def _thing(one: StatedEntity, mapping: _Mapping) -> Entity:
    entity = one.entity
    schema = mapping.schema(entity.class_name)
    names = dict.fromkeys(mapping.names(schema), entity.name)
    known = {**names, "alias": entity.aliases, "wikidataId": entity.wikidata, "keywords": entity.class_name}
    return _entity(_entity_id(one), schema, known)


def _document(document: StatedDocument, mapping: _Mapping) -> Entity:
    known = {
        "fileName": document.name,
        "title": document.title,
        "author": document.author,
        "publisher": document.publisher,
        "publishedAt": document.date,
        "sourceUrl": web_address(document.source),
        "notes": f"SHA-256 {document.sha256}",
    }
    return _entity(_document_id(document), mapping.rules["document"], known)


def _links(stated: StatedClaim, mapping: _Mapping, selection: Selection) -> Iterator[Entity]:
    """The links of a fact, with the events that they are tied to."""
    for number, rule in enumerate(mapping.links(stated), start=1):
        schema = rule["schema"]
        known = {**_interval(stated, selection), **_taken(stated, rule, mapping, selection), **_held(rule, stated)}
        if event := rule.get("event"):
            made = _event(event, stated, mapping, selection)
            known[event["property"]] = made["id"]
            yield made
        yield _entity(f"claim-{stated.id}-{number}", schema, known)


def _event(rule: Rule, stated: StatedClaim, mapping: _Mapping, selection: Selection) -> Entity:
    """What ties both ends: the same of all claims with these ends and this relation."""
    identifier = digest(stated.subject.iri, stated.claim.predicate, stated.object.iri)[:16]
    names = dict.fromkeys(mapping.names(rule["schema"]), _sentence(stated, selection))
    return _entity(f"event-{identifier}", rule["schema"], {**names, **_held(rule, stated)})


def _held(part: Rule, stated: StatedClaim) -> dict[str, str]:
    return {asked["property"]: _entity_id(end) for asked, end in _asked(part, stated)}


def _interval(stated: StatedClaim, selection: Selection) -> dict[str, Any]:
    """What every link has: when it was, what says so, and where."""
    start, slash, end = (stated.claim.when or "").partition("/")
    said = f" (according to {stated.by.name})" if stated.by else ""
    return {
        "date": None if slash else start,
        "startDate": start if slash else None,
        "endDate": end,
        "summary": _sentence(stated, selection) + said,
        "description": stated.claim.sentence,
        "recordId": stated.id,
        **_source(stated),
    }


def _source(stated: StatedClaim) -> dict[str, Any]:
    document = stated.document
    address = web_address(document.source)
    return {"sourceUrl": address, "publisher": document.publisher, "proof": _document_id(document)}


def _taken(stated: StatedClaim, rule: Rule, mapping: _Mapping, selection: Selection) -> dict[str, Any]:
    """Amount and role, where the schema has them."""
    amount, _, currency = (stated.claim.amount or "").partition(" ")
    label = selection.ontology.relation(stated.claim.predicate).label
    role = label if rule is mapping.rules["link"] else stated.claim.role or rule.get("role")
    known = {"amount": amount, "currency": currency, "role": role}
    return {name: known[name] for name in mapping.takes(rule["schema"])}


def _note(stated: StatedClaim, mapping: _Mapping, selection: Selection) -> Entity:
    """What is no fact, about both ends."""
    said = f"{stated.claim.status}: {_sentence(stated, selection)}"
    known = {"name": said, "description": stated.claim.sentence, "entity": _ends(stated), **_source(stated)}
    return _entity(f"claim-{stated.id}", mapping.rules["note"], known)


def _ends(stated: StatedClaim) -> list[str]:
    return [_entity_id(end) for end in (stated.subject, stated.object)]


def _sentence(stated: StatedClaim, selection: Selection) -> str:
    """The claim in words, whatever its status."""
    return f"{stated.subject.name} {selection.ontology.relation(stated.claim.predicate).label} {stated.object.name}"


def _entity_id(one: StatedEntity) -> str:
    return f"entity-{local_name(one.iri)}"


def _document_id(document: StatedDocument) -> str:
    return f"document-{local_name(document.iri)}"


def _entity(identifier: str, schema: str, known: Mapping[str, Any]) -> Entity:
    """An entity with those properties that have values, each a list."""
    listed = {name: [value] if isinstance(value, str) else list(value or ()) for name, value in known.items()}
    properties = {name: [xml_text(value) for value in values if value] for name, values in listed.items()}
    return {"id": identifier, "schema": schema, "properties": {name: some for name, some in properties.items() if some}}
