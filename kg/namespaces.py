"""Every IRI of the program is minted here, and nowhere else."""

from __future__ import annotations

import hashlib
import re
import unicodedata

SHIPPED_ONTOLOGY = "https://w3id.org/kg-receipts/ontology"  # and, behind a slash, each of its files
KG = SHIPPED_ONTOLOGY + "#"
DATA = "https://w3id.org/kg-receipts/id/"

PREFIXES = {
    "kg": KG,
    "entity": DATA + "entity/",
    "claim": DATA + "claim/",
    "document": DATA + "document/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "ftm": "https://schema.followthemoney.tech/#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "void": "http://rdfs.org/ns/void#",
    "sh": "http://www.w3.org/ns/shacl#",
}


def term(local_name: str) -> str:
    """IRI of a class, relation or qualifier of the ontology."""
    return KG + local_name


def local_name(iri: str) -> str:
    """The part of an ontology IRI after the namespace."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def entity(name: str, qualifier: str = "") -> str:
    """IRI of an entity by its fullest name; `qualifier` parts two that share a name."""
    return PREFIXES["entity"] + slug(f"{name} {qualifier}" if qualifier else name)


def claim(identifier: str) -> str:
    """IRI of a claim by the hash of what it says."""
    return PREFIXES["claim"] + identifier


def document(name: str) -> str:
    """IRI of a document, and of the named graph that holds its claims."""
    return PREFIXES["document"] + slug(name) + "-" + digest(name)[:8]


def dataset(*parts: str) -> str:
    """IRI of the description of an export, of the graph that holds it, and of what is described in it."""
    return DATA + "/".join(["dataset", *parts])


def wikidata(identifier: str) -> str:
    """IRI of a Wikidata item such as Q95."""
    return PREFIXES["wd"] + identifier


def slug(text: str) -> str:
    """Lower-case words joined by hyphens, safe inside any IRI; never empty, at most 80 characters and a hash."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", plain)).strip("-")
    lossy = not words or len(words) > 80 or len(words) < len(re.findall(r"\w", text)) // 2
    return f"{words[:80].strip('-') or 'x'}-{digest(text)[:8]}" if lossy else words


def digest(*parts: str) -> str:
    """Hexadecimal SHA-256 of the parts, each ended by a NUL so that their borders count."""
    return hashlib.sha256("\0".join((*parts, "")).encode("utf-8", "surrogatepass")).hexdigest()
