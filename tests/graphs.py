"""Claims of a graph by hand: of each a test names only what matters to it."""

from __future__ import annotations

from kg.asking.cards import GraphClaim
from kg.claims import Claim, Entity
from kg.graph.stated import StatedClaim, StatedDocument, StatedEntity
from kg.ontology.definitions import Class, Ontology, Relation

ONTOLOGY = Ontology(
    classes={
        "Actor": Class("Actor", "actor", ""),
        "Company": Class("Company", "company", "", parents=("Actor",)),
        "Agency": Class("Agency", "public agency", "", parents=("Actor",)),
        "Crowd": Class("Crowd", "group", "", parents=("Actor",), plural_of="Actor"),
        "Tool": Class("Tool", "tool", ""),
    },
    relations={
        "bought": Relation("bought", "bought from", "", inverse_label="was paid by"),
        "blamed": Relation("blamed", "blamed", ""),
        "allied": Relation("allied", "allied with", "", symmetric=True),
    },
    qualifiers={},
    slots={},
    files={},
    fingerprint="",
)


def entity(name: str, class_name: str = "Company", **known) -> StatedEntity:
    """An entity whose IRI is made of its name, or is given."""
    iri = known.pop("iri", f"entity:{name}")
    return StatedEntity(iri, Entity(name, class_name, **known))


def document(name: str = "a.txt", **known) -> StatedDocument:
    """A document of which a test names what matters."""
    fields = dict.fromkeys(("title", "date", "publisher", "author", "copy_of", "similarity"))
    return StatedDocument(f"document:{name}", name, **{**fields, "source": name, "sha256": name, **known})


def claim(
    subject: str | StatedEntity,
    relation: str,
    target: str | StatedEntity,
    /,
    *,
    doc: str | StatedDocument = "a.txt",
    by: StatedEntity | None = None,
    technology: StatedEntity | None = None,
    **fields,
) -> GraphClaim:
    """A claim of a graph; its document calls all by the names of the entities, unless `fields` say otherwise."""
    ends = [end if isinstance(end, StatedEntity) else entity(end) for end in (subject, target)]
    source = doc if isinstance(doc, StatedDocument) else document(doc)
    names = [fields.get(part, end.name) for part, end in zip(("subject", "object"), ends, strict=True)]
    told = {
        "doc": source.name, "subject": ends[0].name, "subject_class": "", "subject_mentions": (),
        "predicate": relation, "object": ends[1].name, "object_class": "", "object_mentions": (),
        "polarity": "affirmed", "modality": "factual", "by": by.name if by else None, "when": None, "amount": None,
        "role": None, "technology": technology.name if technology else None, "quote": f"{names[0]} {relation} {names[1]}", "start": 0, "end": 1,
        "confidence": 0.9, "taught_by": "",
    }  # fmt: skip
    return GraphClaim.of(StatedClaim(Claim(**{**told, **fields}), *ends, by, technology, source), ONTOLOGY)


#: What makes a claim a denial, and a plan.
DENIED, PLANNED = {"polarity": "negated"}, {"modality": "planned"}
