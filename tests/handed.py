"""A small graph of names and quotes as hostile as documents and other people's files can make them."""

from __future__ import annotations

from pathlib import Path

from conftest import make_claim

from kg.claims import Claim, Entity, Extraction
from kg.graph.readings import Readings
from kg.judging.stating import state
from kg.ontology.definitions import Ontology
from kg.reading.documents import Document

ONTOLOGY = Ontology.load()

FORMULA = '=HYPERLINK("http://evil.example","Acme")'
MARKUP = "Bolt ]]> </data><script>\u0001\u000b & 'Sons'\\"
CYPHER = "City `of` Springfield'}) DETACH DELETE n //\\u0027; \U0001f600"
PLAIN = "Dana Reyes"
QUOTE = "@Acme, \"the firm\",\tsigned\na contract; ]]> \\n with 'Bolt'\u2028."


def told(doc: str, subject: str, predicate: str, target: str, **fields) -> Claim:
    """A claim whose quote stands at the beginning of the text of its document."""
    quote = fields.pop("quote", f"{subject} {predicate} {target}")
    evidence = {"quote": quote, "start": 0, "end": len(quote), "suffix": " And so on."}
    return make_claim(subject, predicate, target, doc=doc, **evidence, **fields)


CLAIMS = (
    told(
        "a.txt", CYPHER, "contracted", FORMULA, subject_class="LawEnforcement", when="2020-06", amount="224000.5 USD",
        technology="scanners", by=PLAIN, role="-1+1", quote=QUOTE, subject_mentions=("the city", "=it"),
    ),
    told("b.txt", FORMULA, "sued", MARKUP, when="2019/2021", confidence=1.0),
    told("c.txt", CYPHER, "contracted", MARKUP, polarity="negated", subject_class="LawEnforcement"),
    told("d.txt", FORMULA, "acquired", MARKUP, modality="alleged"),
    told("e.txt", PLAIN, "affiliatedWith", FORMULA, subject_class="Person", role="director"),
    told("f.txt", PLAIN, "criticized", "scanners", subject_class="Person", object_class="Technology"),
)  # fmt: skip

_CLASSES = {CYPHER: "LawEnforcement", PLAIN: "Person", "scanners": "Technology"}


def reading(claim: Claim) -> tuple[Document, Extraction]:
    """The document of a claim, and what it says."""
    names = {claim.subject: claim.subject_class, claim.object: claim.object_class}
    names |= {name: _CLASSES[name] for name in (claim.by, claim.technology) if name}
    entities = tuple(Entity(name, _CLASSES.get(name, kind), (name,)) for name, kind in names.items())
    url = "https://example.org/a" if claim.doc == "a.txt" else None
    document = Document(claim.doc, claim.sentence, claim.doc, "ab" * 32, title="-a title", date="2021-03-04", url=url)
    return document, Extraction((claim,), entities, ())


def hostile_graph(folder: Path) -> Path:
    """The graph of these claims in a folder, made without reading anything."""
    with Readings.open(folder) as readings:
        for claim in CLAIMS:
            readings.put(*reading(claim), "by hand")
        state(folder, readings, ONTOLOGY)
    return folder
