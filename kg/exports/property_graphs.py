"""Neo4j and other property graphs: CSV files for the bulk importer, and a Cypher script.

A fact is a relationship of its relation's type. Whatever is not a fact has a type that says so (`denied_` and the
relation), because a query by type would otherwise count a denial among the facts; the property `relation` is the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from kg.exports.rows import CLAIM_COLUMNS, Row, claim_row, entity_row
from kg.exports.selection import Selection
from kg.exports.text import csv_bytes, storable
from kg.graph.stated import StatedClaim

#: A label that every node has, so that one index finds any of them.
ENTITY = "Entity"

_NODES = ("iri:ID", "name", "aliases", "wikidata", ":LABEL")
_ENDS = (":START_ID", ":END_ID", ":TYPE")

#: Types of columns of the bulk importer; others are strings.
_TYPES = {"start": "int", "end": "int", "confidence": "double", "amount": "double"}

_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSAFE = re.compile("['\\\\\x00-\x1f\x7f-\x9f\u2028\u2029]")


def neo4j(selection: Selection) -> dict[str, bytes]:
    """Two files for `neo4j-admin database import full --multiline-fields=true`.

    Aliases are a JSON array in one string, since any separator may be a part of a name.
    """
    header = [*_ENDS, *map(_typed, CLAIM_COLUMNS)]
    edges = [_relationship(stated, selection) for stated in selection.claims]
    return {
        "nodes.csv": csv_bytes(_NODES, [_node(row) for row in _entities(selection)], for_people=False),
        "relationships.csv": csv_bytes(header, edges, for_people=False),
    }


def cypher(selection: Selection) -> bytes:
    """A script of one statement a line, which may be run again: nodes and relationships are merged by their ids."""
    lines = [f"CREATE CONSTRAINT kg_entity IF NOT EXISTS FOR (n:{ENTITY}) REQUIRE n.iri IS UNIQUE"]
    lines += [*_merged_nodes(selection), *_merged_relationships(selection)]
    return "".join(f"{line};\n" for line in lines).encode("utf-8")


def _entities(selection: Selection) -> Iterator[Row]:
    return (entity_row(end, selection) for end in selection.ends())


def _node(row: Row) -> Row:
    aliases = json.dumps(row["aliases"], ensure_ascii=False) if row["aliases"] else None
    named = {name: row[name] for name in ("name", "wikidata")}
    return {**named, "iri:ID": row["iri"], "aliases": aliases, ":LABEL": ";".join([ENTITY, *row["labels"]])}


def _relationship(stated: StatedClaim, selection: Selection) -> Row:
    ends = dict(zip(_ENDS, (stated.subject.iri, stated.object.iri, _type(stated)), strict=True))
    return ends | {_typed(name): value for name, value in claim_row(stated, selection).items()}


def _type(stated: StatedClaim) -> str:
    claim = stated.claim
    return claim.predicate if claim.is_fact else f"{claim.status}_{claim.predicate}"


def _typed(name: str) -> str:
    return f"{name}:{_TYPES[name]}" if name in _TYPES else name


def _merged_nodes(selection: Selection) -> Iterator[str]:
    for row in _entities(selection):
        known = {name: row[name] for name in ("name", "aliases", "wikidata") if row[name]}
        labels = "".join(f":{_quoted(label)}" for label in row["labels"])
        yield f"MERGE (n:{ENTITY} {_map({'iri': row['iri']})}) SET n += {_map(known)}, n{labels}"


def _merged_relationships(selection: Selection) -> Iterator[str]:
    for stated in selection.claims:
        known = {name: value for name, value in claim_row(stated, selection).items() if value is not None}
        ends = f"(a:{ENTITY} {_map({'iri': stated.subject.iri})}), (b:{ENTITY} {_map({'iri': stated.object.iri})})"
        merged = f"(a)-[r:{_quoted(_type(stated))} {_map({'claim': known.pop('claim')})}]->(b)"
        yield f"MATCH {ends} MERGE {merged} SET r += {_map(known)}"


def _map(values: Mapping[str, object]) -> str:
    return "{" + ", ".join(f"{_quoted(name)}: {_literal(value)}" for name, value in values.items()) + "}"


def _literal(value: object) -> str:
    """A value as Cypher writes it; in a string, everything that could end it or the line is escaped."""
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, int | float):
        return repr(value)
    return "'" + _UNSAFE.sub(_escaped, storable(str(value))) + "'"


def _escaped(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04x}"


def _quoted(name: str) -> str:
    """A name of a label, a type or a property."""
    return "`" + name.replace("`", "``") + "`"
