"""The formats in which a graph is handed over, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError, suggestion

if TYPE_CHECKING:
    from kg.exports.selection import Selection
    from kg.exports.writing import Content


@dataclass(frozen=True, slots=True)
class Format:
    """A format, and the function that writes it, which is loaded when it is used, as are its libraries."""

    name: str
    description: str
    function: str  # "rdf.turtle"
    suffixes: tuple[str, ...] = ()  # by which a file tells its format; of several that fit, the longest does
    several: bool = False  # whether it is several files, in a folder or an archive
    binary: bool = False
    others: str = "marked by their status"  # what becomes of claims that are no facts

    def content(self, selection: Selection) -> Content:
        """The file or files of a selection."""
        module, function = self.function.split(".")
        write: Callable[[Selection], Content] = getattr(import_module(f"kg.exports.{module}"), function)
        return write(selection)


_RDF = "claims without a plain edge"
_TYPES = "relationships of types of their own, such as denied_…"
_NOTES = "notes about both ends, and no links"

FORMATS = {
    one.name: one
    for one in (
        Format("turtle", "RDF without named graphs", "rdf.turtle", (".ttl",), others=_RDF),
        Format("trig", "RDF, a named graph for each document", "rdf.trig", (".trig",), others=_RDF),
        Format("nquads", "the same, a quad a line", "rdf.nquads", (".nq",), others=_RDF),
        Format("jsonld", "the same as JSON with a context", "rdf.jsonld", (".jsonld",), others=_RDF),
        Format(
            "rdf12",
            "TriG of RDF 1.2, claims as reifiers of triples",
            "rdf.reified",
            (".rdf12.trig", ".rdf12"),
            others="reified and not asserted",
        ),
        Format("graphml", "a network for Gephi, yEd, Cytoscape, networkx", "networks.graphml", (".graphml",)),
        Format("gexf", "a network for Gephi", "networks.gexf", (".gexf",)),
        Format(
            "neo4j",
            "nodes and relationships for neo4j-admin",
            "property_graphs.neo4j",
            (".neo4j.zip", ".neo4j"),
            several=True,
            others=_TYPES,
        ),
        Format(
            "cypher", "a script for Neo4j and Memgraph", "property_graphs.cypher", (".cypher", ".cql"), others=_TYPES
        ),
        Format("kumu", "elements and connections for Kumu", "drawings.kumu", (".kumu.zip", ".kumu"), several=True),
        Format(
            "oligrapher",
            "a map for Oligrapher",
            "drawings.oligrapher",
            (".oligrapher.json", ".oligrapher"),
            others="dashed",
        ),
        Format(
            "ftm",
            "FollowTheMoney entities for Aleph",
            "followthemoney.followthemoney",
            (".ftm.json", ".ftm.ijson", ".ftm.jsonl", ".ftm"),
            others=_NOTES,
        ),
        Format("csv", "the evidence, a row for each claim", "evidence.evidence_csv", (".csv",)),
        Format("xlsx", "the evidence as a workbook", "evidence.evidence_xlsx", (".xlsx",), binary=True),
    )
}


def chosen(name: str | None, path: str) -> Format:
    """The format of that name, or the one that the end of the path tells.

    Raises:
        UsageError: there is no such format, or the path does not tell.
    """
    if name is not None:
        if name not in FORMATS:
            raise UsageError(f"there is no format '{name}'.{suggestion(name, FORMATS)} There are: {', '.join(FORMATS)}")
        return FORMATS[name]
    name = Path(path).name.lower()
    told = {suffix: one for one in FORMATS.values() for suffix in one.suffixes if name.endswith(suffix)}
    if not told:
        ends = ", ".join(f"{one.name} ({one.suffixes[0]})" for one in FORMATS.values())
        raise UsageError(f"'{path}' does not tell its format; let it end like one, or give one with --format: {ends}")
    return told[max(told, key=len)]
