"""What an export says of itself, by VoID and PROV-O: how much of what it holds, and what it was made of by what.

The description is a named graph of its own. It is made of the content alone and gives no time, so that the same graph
is exported as the same bytes; an import leaves it out, since the next export makes it again.

https://www.w3.org/TR/void/, https://www.w3.org/TR/prov-o/
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg import namespaces
from kg.exports.selection import Selection
from kg.graph.notation import expanded, iri, literal
from kg.graph.quads import Quad, bare
from kg.namespaces import DATA, KG, SHIPPED_ONTOLOGY, local_name

#: The graph that holds the description, and the dataset that it describes.
DESCRIPTION = namespaces.dataset()

_TYPE = expanded("rdf:type")


def description(quads: Sequence[Quad], selection: Selection) -> list[Quad]:
    """The quads that describe others, in a named graph."""
    rows = [*_counts(quads, selection), *_partitions(quads), *_origin(selection)]
    return [Quad(iri(subject), iri(expanded(name)), value, iri(DESCRIPTION)) for subject, name, value in rows]


Row = tuple[str, str, str]  # an IRI, a prefixed name and a term


def _counts(quads: Sequence[Quad], selection: Selection) -> Iterator[Row]:
    values = {quad.value for quad in quads}
    numbers = {
        "void:triples": len(quads),
        "void:entities": len(selection.entities),
        "void:documents": len(selection.documents),
        "void:distinctSubjects": len({quad.subject for quad in quads}),
        "void:distinctObjects": len(values),
        "void:properties": len({quad.predicate for quad in quads}),
        "void:classes": len({quad.value for quad in quads if bare(quad.predicate) == _TYPE}),
    }
    yield DESCRIPTION, "rdf:type", iri(expanded("void:Dataset"))
    yield DESCRIPTION, "rdf:type", iri(expanded("prov:Entity"))
    yield DESCRIPTION, "dcterms:title", literal("Who did what to whom, with the sentences that say so")
    yield DESCRIPTION, "void:uriSpace", literal(DATA)
    yield DESCRIPTION, "void:vocabulary", iri(KG)
    for name, number in numbers.items():
        yield DESCRIPTION, name, _number(number)


def _partitions(quads: Iterable[Quad]) -> Iterator[Row]:
    """How many triples each property has, and how many things each class."""
    triples = Counter(quad.predicate for quad in quads)
    members: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        if bare(quad.predicate) == _TYPE:
            members[quad.value].add(quad.subject)
    for term, number in sorted(triples.items()):
        part = namespaces.dataset("property", _name(term))
        yield from _partition(part, "property", term, [("void:triples", number)])
    for term, things in sorted(members.items()):
        part = namespaces.dataset("class", _name(term))
        yield from _partition(part, "class", term, [("void:entities", len(things))])


def _partition(part: str, kind: str, term: str, numbers: Iterable[tuple[str, int]]) -> Iterator[Row]:
    yield DESCRIPTION, f"void:{kind}Partition", iri(part)
    yield part, "rdf:type", iri(expanded("void:Dataset"))
    yield part, f"void:{kind}", term
    for name, number in numbers:
        yield part, name, _number(number)


def _name(term: str) -> str:
    """A name for a term that no other has; ours are read as they are."""
    whole = bare(term)
    return local_name(whole) if whole.startswith(KG) else namespaces.slug(whole)


def _origin(selection: Selection) -> Iterator[Row]:
    """The activity that made the graph, of which documents, and the program that did it."""
    activity, program = namespaces.dataset("build"), namespaces.dataset("program")
    yield DESCRIPTION, "prov:wasGeneratedBy", iri(activity)
    yield activity, "rdf:type", iri(expanded("prov:Activity"))
    yield activity, "prov:wasAssociatedWith", iri(program)
    yield activity, "prov:used", iri(SHIPPED_ONTOLOGY)
    for document in selection.documents:
        yield activity, "prov:used", iri(document.iri)
        yield DESCRIPTION, "prov:wasDerivedFrom", iri(document.iri)
    yield program, "rdf:type", iri(expanded("prov:SoftwareAgent"))
    yield program, "rdfs:label", literal("kg")
    yield program, "schema:softwareVersion", literal(_version())


def _version() -> str:
    """The version of this program, if it is installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("kg-receipts")
    except PackageNotFoundError:
        return "0+unknown"


def _number(value: int) -> str:
    return literal(str(value), "integer")
