"""JSON-LD made short: a context with our prefixes and a name for each property, which says how its values are typed.

What is given is in expanded form, as a store writes it. https://www.w3.org/TR/json-ld11/#compacted-document-form
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.graph.notation import expanded
from kg.graph.triples import DESCRIPTIVE, OPTIONAL, REQUIRED
from kg.namespaces import PREFIXES

Node = dict[str, Any]

#: Names of properties by IRI, those of prefixes left out; others are called by their prefixed names.
_NAMES = {
    expanded(prefixed): name
    for name, prefixed in (DESCRIPTIVE | OPTIONAL | REQUIRED).items()
    if name not in PREFIXES and name != "type"
}

_TYPED, _TYPE = "@type", expanded("rdf:type")


def compacted(content: bytes) -> bytes:
    """The same data with a context; nodes are sorted by their ids, and keys by name."""
    nodes: list[Node] = json.loads(content)
    types = _types(nodes)
    context = {**PREFIXES, **{name: _definition(iri, types[iri]) for iri, name in _NAMES.items() if iri in types}}
    whole = {"@context": context, "@graph": [_node(node, types) for node in _sorted(nodes)]}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _all_nodes(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _all_nodes(node.get("@graph", ()))


def _types(nodes: Iterable[Node]) -> dict[str, str | None]:
    """For each property the one type that all its values have: "@id", a datatype, or None for text and for several."""
    found: dict[str, set[str | None]] = defaultdict(set)
    for node in _all_nodes(nodes):
        for key, values in node.items():
            if not key.startswith("@"):
                found[key].update("@id" if "@id" in value else value.get(_TYPED) for value in values)
    return {key: types.pop() if len(types) == 1 else None for key, types in found.items()}


def _definition(iri: str, type_name: str | None) -> str | Node:
    short = _short(iri)
    return {"@id": short, _TYPED: type_name if type_name == "@id" else _short(type_name)} if type_name else short


def _node(node: Node, types: Mapping[str, str | None]) -> Node:
    short: Node = {"@id": _short(node["@id"])}
    if _TYPE in node:
        short[_TYPED] = sorted(_short(kind["@id"]) for kind in node[_TYPE])
    for key in sorted(key for key in node if not key.startswith("@") and key != _TYPE):
        named = key in _NAMES
        values = [_value(value, types[key] if named else None) for value in node[key]]
        short[_NAMES.get(key) or _short(key)] = values[0] if len(values) == 1 else sorted(values, key=json.dumps)
    if "@graph" in node:
        short["@graph"] = [_node(inner, types) for inner in _sorted(node["@graph"])]
    return short


def _value(value: Node, type_name: str | None) -> object:
    if "@id" in value:
        return _short(value["@id"]) if type_name == "@id" else {"@id": _short(value["@id"])}
    if value.get(_TYPED) == type_name:
        return value["@value"]
    return {**value, _TYPED: _short(value[_TYPED])} if _TYPED in value else value


def _sorted(nodes: Iterable[Node]) -> list[Node]:
    return sorted(nodes, key=lambda node: str(node["@id"]))


def _short(iri: str) -> str:
    """The prefixed name of an IRI, by the longest prefix that fits, or the IRI where none does."""
    fitting = [(len(base), prefix) for prefix, base in PREFIXES.items() if iri.startswith(base)]
    if not fitting or iri[max(fitting)[0] :].startswith("//"):
        return iri
    size, prefix = max(fitting)
    return f"{prefix}:{iri[size:]}"
