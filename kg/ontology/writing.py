"""Ontology files of the user: what is taught is added at their end, so that comments and layout stay as they are."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from kg.errors import OntologyError, UsageError
from kg.graph.notation import literal
from kg.namespaces import PREFIXES, term
from kg.ontology.terms import prefixes
from kg.settings import shipped

#: What a file begins with that is made here.
_OPENING = "# What kg was taught: `kg build … --ontology shipped --ontology {name}` reads documents with it.\n"

#: Prefixes that what is added makes use of.
_USED = ("kg", "owl", "rdfs", "skos")

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is said of a relation that is new; what is left out has a default, or is reported by `kg ontology --check`.

    Attributes:
        label: if not given, its name in words: "rang up" of `rangUp`.
        inverse_label: if not given, "was … by" with a label that is a participle in "-ed".
        definition: in a sentence.
        domain: classes of its subjects; if not given, all who act.
        range: classes of its objects; if not given, all who act.
    """

    label: str = ""
    inverse_label: str = ""
    definition: str = ""
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()

    def completed(self, name: str, actor_class: str) -> Self:
        """The declaration of the relation of that name, with the defaults in place of what was left out."""
        label = self.label or " ".join(re.findall(r"[A-Z]?[^A-Z_]+|[A-Z]+", name)).lower()
        inverse = self.inverse_label or (f"was {label} by" if re.fullmatch(r"\w+ed", label) else "")
        return replace(
            self,
            label=label,
            inverse_label=inverse,
            domain=self.domain or (actor_class,),
            range=self.range or (actor_class,),
        )


def checked_name(name: str) -> str:
    """The name of a new relation.

    Raises:
        UsageError: it has other signs than letters, digits and underscores, or does not begin with a letter.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"'{name}' cannot name a relation; write letters, digits and _, a letter first, such as 'rangUp'"
        )
    return name


def checked_place(file: Path, graph_folder: Path) -> Path:
    """The file itself, symbolic links followed, if it may be written.

    Raises:
        UsageError: it is a folder, ships with the program, is a graph's own copy, or its folder does not exist.
    """
    place = file.resolve()
    if place.is_dir():
        raise UsageError(f"{file} is a folder; name a file in it, such as {file / 'mine.ttl'}")
    if shipped("ontology").resolve() in place.parents:
        raise UsageError(f"{file} ships with the program and is not written; name a file of your own")
    if graph_folder.resolve() in place.parents:
        raise UsageError(f"{file} belongs to the graph in {graph_folder}; name a file of your own outside of it")
    if place.suffix != ".ttl":
        raise UsageError(f"{file} has to end in .ttl, as ontology files do")
    if not place.parent.is_dir():
        raise UsageError(f"{file}: there is no folder {place.parent}")
    return place


def content(file: Path) -> str | None:
    """The text of a file with its line ends as they are; None if there is no file.

    Raises:
        OntologyError: the file is not UTF-8 text.
    """
    try:
        return file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise OntologyError(f"{file}: cannot be read as UTF-8 text: {error}") from None


def statements(relation: str, sentences: Sequence[str], declaration: Declaration | None = None) -> str:
    """A Turtle statement that gives a relation examples, and declares it where a declaration is given."""
    pairs = ["a owl:ObjectProperty", *_described(declaration)] if declaration else []
    margin = "\n        " if len(sentences) > 1 else " "
    pairs.append("kg:example" + " ,".join(margin + literal(sentence) for sentence in sentences))
    return f"{_term(relation)} " + " ;\n    ".join(pairs) + " .\n"


def _described(declaration: Declaration) -> Iterator[str]:
    """Predicates and objects of a declaration."""
    texts = {
        "rdfs:label": declaration.label,
        "kg:inverseLabel": declaration.inverse_label,
        "skos:definition": declaration.definition,
    }
    yield from (f"{name} {literal(text)}" for name, text in texts.items() if text)
    for name, classes in (("rdfs:domain", declaration.domain), ("rdfs:range", declaration.range)):
        yield f"{name} " + " , ".join(map(_term, classes))


def _term(name: str) -> str:
    """A term of the ontology in Turtle."""
    return f"kg:{name}" if _NAME.fullmatch(name) else f"<{term(name)}>"


def extended(file: Path, text: str | None, addition: str) -> str:
    """The text of an ontology file with statements after its last line; of a new one if there is no text.

    Prefixes that the statements need are declared before them, unless the text has declared them so.

    Raises:
        OntologyError: the text is not Turtle.
    """
    before = _OPENING.format(name=file.name) if text is None else text
    declared = prefixes(file, before)
    used = [name for name in _USED if f"{name}:" in addition and declared.get(name) != PREFIXES[name]]
    lines = [f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in used]
    end = "" if before.endswith("\n") or not before else "\n"
    after = "".join([end, "\n" * bool(before), *lines, "\n" * bool(lines), addition])
    return before + (after.replace("\n", "\r\n") if "\r\n" in before else after)


def write(file: Path, text: str) -> None:
    """Write the text to the file at once: whoever reads it finds the old text or the new one, never a part."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.write_text(text, "utf-8", newline="")
        if file.exists():
            shutil.copymode(file, part)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
