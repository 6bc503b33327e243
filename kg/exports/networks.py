"""GraphML and GEXF for Gephi, yEd, Cytoscape and networkx: an edge for each claim, with its status and its sentence."""

from __future__ import annotations

import io
from typing import Any

import networkx as nx

from kg.exports.selection import Selection
from kg.exports.text import xml_text
from kg.views.network import network


def graphml(selection: Selection) -> bytes:
    """GraphML: nodes are IRIs of entities, edges ids of claims."""
    stream = io.BytesIO()
    nx.write_graphml_xml(_network(selection), stream, encoding="utf-8", prettyprint=True)
    return stream.getvalue()


def gexf(selection: Selection) -> bytes:
    """GEXF 1.2; the date of writing, which networkx notes in it, is left out so that the bytes are always the same."""
    writer = nx.readwrite.gexf.GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(_network(selection))
    for element in writer.xml.iter():
        element.attrib.pop("lastmodifieddate", None)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _network(selection: Selection) -> nx.MultiDiGraph[str]:
    """The network of `kg.views.network` by IRI and in a fixed order, with labels of lines and places of quotes."""
    drawn = network(selection.claims)
    edges = {key: data for _, _, key, data in drawn.edges(keys=True, data=True)}
    nodes = {data["iri"]: data for _, data in drawn.nodes(data=True)}
    fixed: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for end in selection.ends():
        fixed.add_node(end.iri, **_clean({**nodes[end.iri], "aliases": "; ".join(end.entity.aliases)}))
    for stated in selection.claims:
        place = {"quote_start": stated.claim.start, "quote_end": stated.claim.end, "sha256": stated.document.sha256}
        known = {**edges[stated.id], **place, "label": selection.label(stated), "claim": stated.iri}
        fixed.add_edge(stated.subject.iri, stated.object.iri, key=stated.id, **_clean(known))
    return fixed


def _clean(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: xml_text(value) if isinstance(value, str) else value for name, value in attributes.items()}
