"""Checking a graph: SHACL shapes made from the ontology, and plain edges that no claim allows.

Shapes are checked by pySHACL on a copy of the graph in memory, which suits some ten thousand claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.claims import AFFIRMED, FACTUAL
from kg.errors import UsageError
from kg.graph.notation import Iri
from kg.graph.reviews import REVIEWS
from kg.graph.store import Store
from kg.graph.triples import CLAIM, DOCUMENT, OPTIONAL, REQUIRED
from kg.namespaces import PREFIXES, local_name, term
from kg.ontology.definitions import Ontology

if TYPE_CHECKING:
    from rdflib import Graph

#: Values of the properties of claims that are not terms of the ontology.
_VALUES = {
    "rdf:subject": "sh:nodeKind sh:IRI",
    "rdf:object": "sh:nodeKind sh:IRI",
    "prov:wasDerivedFrom": f"sh:class <{DOCUMENT}>",
    "oa:exact": "sh:minLength 1",
    "oa:start": "sh:datatype xsd:integer ; sh:minInclusive 0",
    "oa:end": "sh:datatype xsd:integer ; sh:minInclusive 1",
    "kg:confidence": "sh:datatype xsd:decimal ; sh:minInclusive 0 ; sh:maxInclusive 1",
    "kg:amount": "sh:datatype xsd:decimal",
    "kg:currency": 'sh:pattern "^[A-Z]{3}$"',
    "kg:review": "sh:in ( " + " ".join(f'"{verdict}"' for verdict in REVIEWS) + " )",
    "kg:reviewedBy": "sh:minLength 1",
    "kg:reviewedAt": "sh:datatype xsd:dateTime",
}
_MOMENT = "sh:or ( [ sh:datatype xsd:gYear ] [ sh:datatype xsd:gYearMonth ] [ sh:datatype xsd:date ] )"
_VALUES |= {OPTIONAL[name]: _MOMENT for name in ("time", "timeStart", "timeEnd")}
_OF_COPIES = {
    "dcterms:isVersionOf": f"sh:class <{DOCUMENT}>",
    "kg:similarity": "sh:datatype xsd:decimal ; sh:minInclusive 0 ; sh:maxInclusive 1",
}

_UNFOUNDED = """
SELECT DISTINCT ?subject ?relation ?object WHERE {
  VALUES ?polarity { UNDEF }
  VALUES ?modality { UNDEF }
  ?relation a owl:ObjectProperty .
  GRAPH ?document { ?subject ?relation ?object }
  FILTER NOT EXISTS {
    GRAPH ?document {
      ?claim rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ;
        kg:polarity ?polarity ; kg:modality ?modality .
    }
  }
}
ORDER BY ?subject ?relation ?object"""


VIOLATION, WARNING = "Violation", "Warning"  # as SHACL calls them


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something in a graph that is not as the ontology says."""

    severity: str  # VIOLATION or WARNING
    node: str  # IRI of what is wrong
    message: str
    value: str = ""


def shapes(ontology: Ontology) -> str:
    """The SHACL shapes of claims, documents and plain edges, in Turtle."""
    prefixes = "".join(f"@prefix {name}: <{base}> .\n" for name, base in PREFIXES.items())
    parts = [_claim_shape(ontology), _document_shape(), *_edge_shapes(ontology)]
    return prefixes + "\n" + "\n\n".join(parts) + "\n"


def validate(store: Store, ontology: Ontology) -> list[Finding]:
    """What the graph states against the ontology, the violations first.

    Raises:
        UsageError: pySHACL is not installed.
    """
    return sorted({*unfounded(store), *_against_shapes(store, ontology)}, key=lambda finding: _rank(finding))


def unfounded(store: Store) -> Iterator[Finding]:
    """Plain edges for which the document has no claim that affirms a fact."""
    bindings = {"polarity": Iri(term(AFFIRMED)), "modality": Iri(term(FACTUAL))}
    for subject, relation, target in store.texts(_UNFOUNDED, bindings=bindings):
        edge = f"{local_name(str(relation))} {target}"
        yield Finding(VIOLATION, str(subject), "a plain edge needs a claim that affirms a fact", edge)


def _rank(finding: Finding) -> tuple[bool, Finding]:
    return finding.severity != VIOLATION, finding


def _claim_shape(ontology: Ontology) -> str:
    allowed = {f"kg:{name}": _of_classes(ontology, ranges) for name, ranges in ontology.slots.items() if ranges}
    allowed["rdf:predicate"] = _one_of(ontology.relations)
    values = _VALUES | allowed
    needed = set(REQUIRED.values())
    properties = [
        _property(path, values.get(path, ""), least=int(path in needed)) for path in (REQUIRED | OPTIONAL).values()
    ]
    return _node_shape(f"sh:targetClass <{CLAIM}>", properties)


def _of_classes(ontology: Ontology, ranges: Iterable[str]) -> str:
    """The constraint for values of one of the classes, or for the qualifiers of one of the kinds."""
    qualifiers = [one.name for kind in ranges for one in ontology.qualifiers_of(kind)]
    if qualifiers:
        return _one_of(qualifiers)
    return f"sh:or ( {' '.join(f'[ sh:class kg:{name} ]' for name in ranges)} )"


def _one_of(names: Iterable[str]) -> str:
    return f"sh:in ( {' '.join('kg:' + name for name in names)} )"


def _document_shape() -> str:
    properties = [_property(path, "sh:minLength 1", least=1) for path in ("dcterms:identifier", "kg:sha256")]
    properties += [_property(path, constraint, least=0) for path, constraint in _OF_COPIES.items()]
    return _node_shape(f"sh:targetClass <{DOCUMENT}>", properties)


def _edge_shapes(ontology: Ontology) -> Iterator[str]:
    """Domain and range of each relation, as warnings: a name may be known only roughly."""
    for relation in ontology.relations.values():
        for side, classes in (("Subjects", relation.domain), ("Objects", relation.range)):
            if classes:
                message = f"{side[:-1].lower()} of {relation.name} is none of {', '.join(classes)}"
                target = f"sh:target{side}Of kg:{relation.name}"
                yield _node_shape(
                    target, [f'sh:severity sh:Warning ; sh:message "{message}"', _of_classes(ontology, classes)]
                )


def _node_shape(target: str, parts: Iterable[str]) -> str:
    return " ;\n  ".join([f"[] a sh:NodeShape ; {target}", *parts]) + " ."


def _property(path: str, constraint: str, *, least: int) -> str:
    """The constraint on a property that has one value at most."""
    parts = [f"sh:path {path}", f"sh:minCount {least}" if least else "", "sh:maxCount 1", constraint]
    return f"sh:property [ {' ; '.join(filter(None, parts))} ]"


def _against_shapes(store: Store, ontology: Ontology) -> Iterator[Finding]:
    from rdflib import Graph

    try:
        from pyshacl import validate as check
    except ImportError:
        raise UsageError("checking shapes needs pySHACL; install it with `pip install pyshacl`") from None
    dataset = Graph().parse(data=store.dump("nt"), format="nt")
    rules = Graph().parse(data=shapes(ontology), format="turtle")
    _, report, _ = check(dataset, shacl_graph=rules)
    yield from _findings(report)


def _findings(report: Graph) -> Iterator[Finding]:
    from rdflib import RDF, SH

    for result in report.subjects(RDF.type, SH.ValidationResult):
        path = report.value(result, SH.resultPath)
        message = report.value(result, SH.resultMessage)
        yield Finding(
            severity=local_name(str(report.value(result, SH.resultSeverity))),
            node=str(report.value(result, SH.focusNode)),
            message=f"{local_name(str(path))}: {message}" if path else str(message),
            value=str(report.value(result, SH.value) or ""),
        )
