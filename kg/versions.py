"""What version of the program reads: a hash of its code, its models and the libraries that have a say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from kg.namespaces import digest

# With these a document is read: a change in any of them may change what is understood.
_PROGRAM = (
    *("claims.py", "namespaces.py"),
    *("ontology/definitions.py", "ontology/examples.py", "ontology/terms.py"),
    *("reading/*.py", "language/*.py", "language/model/*", "extraction/**/*.py", "extraction/**/*.json"),
)
_LIBRARIES = (
    *("spacy", "onnxruntime", "tokenizers", "numpy"),
    *("charset-normalizer", "markdown-it-py", "PyYAML", "trafilatura", "lxml", "pypdf", "python-docx"),
)

# With these what was read is stated.
_STATING = ("claims.py", "namespaces.py", "reading/documents.py", "graph/*.py")

#: Begins the fingerprint of what another reader than the program's own understood; its name follows, and a hash.
_READER = "reader:"


@cache
def program_hash() -> str:
    """Hash of the code, the models and the libraries that read a document."""
    return digest(*map(file_hash, _files(_PROGRAM)), *(version(library) for library in _LIBRARIES))


@cache
def stating_hash() -> str:
    """Hash of the code that states what was read."""
    return digest(*map(file_hash, _files(_STATING)))


def file_hash(file: Path) -> str:
    """Hexadecimal SHA-256 of a file's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _files(patterns: Iterable[str]) -> Iterator[Path]:
    """The files of the package that match one of the patterns."""
    package = Path(__file__).parent
    return (file for pattern in patterns for file in sorted(package.glob(pattern)) if file.is_file())


def by_reader(name: str, fingerprint: str) -> str:
    """The fingerprint of what a reader understood that is not the program's own."""
    return f"{_READER}{name} {fingerprint}"


def reader_of(fingerprint: str) -> str:
    """The name of the reader in such a fingerprint; nothing in any other."""
    name, _, _ = fingerprint.removeprefix(_READER).rpartition(" ")
    return name if fingerprint.startswith(_READER) else ""
