"""Ontology files, written in Turtle, as terms with values in the order of the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kg.errors import OntologyError, suggestion
from kg.namespaces import KG, PREFIXES, SHIPPED_ONTOLOGY, digest, local_name, term
from kg.settings import shipped

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

ALIGNMENTS = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "rdfs:subClassOf", "rdfs:subPropertyOf")


@dataclass(frozen=True, slots=True)
class Terms:
    """What the files say of each term of our namespace; every look-up keeps the order of the files."""

    files_read: tuple[tuple[Path, Graph], ...]
    fingerprint: str  # of the files' content

    @classmethod
    def read(cls, paths: Sequence[Path], drafts: Mapping[Path, str] | None = None) -> Self:
        """The terms of files, of the Turtle files of folders, and of the shipped files that any of them imports.

        Drafts are texts of files that are not written yet.
        """
        drafts = drafts or {}
        files = [file for path in paths for file in ([path] if path in drafts else _turtle_files(path))]
        given = [_read(file, drafts.get(file)) for file in files]
        known = {file.resolve() for file in files}
        imported = dict.fromkeys(file for where, _, dataset in given for file in _imports(where, dataset))
        rows = [*(_read(file) for file in imported if file.resolve() not in known), *given]
        return cls(tuple((file, dataset) for file, _, dataset in rows), digest(*sorted({text for _, text, _ in rows})))

    def values(self, name: str, property_name: str) -> Iterator[tuple[Path, Node]]:
        """The values of a property of a term, each once, with the file that gives it."""
        from rdflib import URIRef

        seen = set()
        for file, dataset in self.files_read:
            for value in dataset.objects(URIRef(term(name)), URIRef(_expanded(property_name))):
                if value not in seen:
                    seen.add(value)
                    yield file, value

    def texts(self, name: str, property_name: str) -> tuple[str, ...]:
        """Literal values in English or in no language."""
        values = (value for _, value in self.values(name, property_name))
        return tuple(str(value) for value in values if getattr(value, "language", None) in (None, "en"))

    def text(self, name: str, property_name: str) -> str:
        """The one literal value, or nothing."""
        texts = self.texts(name, property_name)
        if len(texts) > 1:
            raise OntologyError(f"{self.place(name)} has {len(texts)} values of {property_name}, only one is allowed")
        return texts[0] if texts else ""

    def names(self, name: str, property_name: str) -> tuple[str, ...]:
        """Local names of the values that belong to our namespace."""
        iris = (str(value) for _, value in self.values(name, property_name))
        return tuple(local_name(iri) for iri in iris if iri.startswith(KG))

    def name(self, name: str, property_name: str) -> str | None:
        """The one local name among the values, or None."""
        names = self.names(name, property_name)
        if len(names) > 1:
            raise OntologyError(f"{self.place(name)} has {len(names)} values of {property_name}, only one is allowed")
        return names[0] if names else None

    def flag(self, name: str, property_name: str) -> bool:
        """Whether the value is true; false where there is none."""
        text = self.text(name, property_name) or "false"
        if text not in ("true", "false"):
            raise OntologyError(f"{self.place(name)} has {property_name} {text!r}; allowed are true and false")
        return text == "true"

    def of_type(self, type_name: str) -> list[str]:
        """Names of the terms of a type, in the order of the files.

        Raises:
            OntologyError: a term of another namespace is declared.
        """
        from rdflib import RDF, URIRef

        found: dict[str, None] = {}
        for file, dataset in self.files_read:
            for iri in dataset.subjects(RDF.type, URIRef(_expanded(type_name))):
                if not str(iri).startswith(KG):
                    raise OntologyError(f"{file}: <{iri}> is declared {type_name}; terms have to begin with {KG}")
                found[local_name(str(iri))] = None
        return list(found)

    def individuals(self) -> Iterator[tuple[str, str]]:
        """Names of the individuals of our own rdfs:Classes, with the class."""
        for kind in self.of_type("rdfs:Class"):
            yield from ((name, kind) for name in self.of_type("kg:" + kind))

    def all_names(self) -> list[str]:
        """Names of all terms of our namespace that a file describes."""
        subjects = (str(iri) for _, dataset in self.files_read for iri in dataset.subjects())
        return list(dict.fromkeys(local_name(iri) for iri in subjects if iri.startswith(KG)))

    def files(self, name: str) -> list[Path]:
        """The files that describe the term."""
        from rdflib import URIRef

        return [file for file, dataset in self.files_read if (URIRef(term(name)), None, None) in dataset]

    def place(self, name: str) -> str:
        """The files and the term, as errors name them."""
        return f"{', '.join(file.name for file in self.files(name))}: kg:{name}"

    def alignments(self, name: str) -> tuple[tuple[str, str], ...]:
        """Terms of other vocabularies to which the term is tied, shortened by their prefixes."""
        pairs = ((how, str(value)) for how in ALIGNMENTS for _, value in self.values(name, how))
        return tuple((how, _shortened(iri)) for how, iri in pairs if not iri.startswith(KG))


def prefixes(file: Path, text: str) -> dict[str, str]:
    """The prefixes that the text of a Turtle file declares, with their IRIs.

    Raises:
        OntologyError: the text is not Turtle.
    """
    return {prefix: str(iri) for prefix, iri in _parsed(file, text).namespaces()}


def _turtle_files(path: Path) -> Sequence[Path]:
    """The file itself, or the Turtle files of a folder by name."""
    if not path.exists():
        raise OntologyError(f"{path}: there is no such file or folder")
    files = sorted(path.glob("*.ttl")) if path.is_dir() else [path]
    if not files:
        raise OntologyError(f"{path}: the folder holds no file that ends in .ttl")
    return files


def _read(file: Path, draft: str | None = None) -> tuple[Path, str, Graph]:
    text = _content(file) if draft is None else draft
    return file, text, _parsed(file, text)


def _imports(file: Path, dataset: Graph) -> Iterator[Path]:
    """The shipped files that a file names by owl:imports; nothing is fetched, so imports of others are passed over."""
    from rdflib import URIRef

    for iri in sorted(map(str, dataset.objects(None, URIRef(_expanded("owl:imports"))))):
        if iri == SHIPPED_ONTOLOGY:
            yield from _turtle_files(shipped("ontology"))
        elif iri.startswith(SHIPPED_ONTOLOGY + "/"):
            yield _shipped_file(file, iri)


def _shipped_file(file: Path, iri: str) -> Path:
    name = iri.removeprefix(SHIPPED_ONTOLOGY + "/")
    files = {path.stem: path for path in _turtle_files(shipped("ontology"))}
    if name not in files:
        raise OntologyError(f"{file}: imports <{iri}>; shipped are {', '.join(files)}.{suggestion(name, files)}")
    return files[name]


def _content(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"{file}: cannot be read as UTF-8 text: {error}") from error


def _parsed(file: Path, text: str) -> Graph:
    from rdflib import Graph
    from rdflib.exceptions import ParserError
    from rdflib.plugins.parsers.notation3 import BadSyntax

    try:
        return Graph(bind_namespaces="none").parse(data=text, format="turtle", publicID=KG)
    except (BadSyntax, ParserError, ValueError, IndexError) as error:  # IndexError where the file breaks off
        raise OntologyError(f"{file}: is not Turtle: {' '.join(str(error).split())}") from error


def _expanded(name: str) -> str:
    """The IRI of a prefixed name."""
    prefix, local = name.split(":", 1)
    return PREFIXES[prefix] + local


def _shortened(iri: str) -> str:
    """The prefixed name of an IRI, or the IRI when no prefix fits."""
    fitting = [(prefix, base) for prefix, base in PREFIXES.items() if iri.startswith(base)]
    return f"{fitting[0][0]}:{iri[len(fitting[0][1]) :]}" if fitting else iri
