"""What a graph is built with: ontology files and lists of actors, kept in its folder so that all its builds agree."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kg.errors import OntologyError, UsageError
from kg.namespaces import digest
from kg.ontology.definitions import Ontology
from kg.settings import shipped
from kg.versions import file_hash, program_hash

if TYPE_CHECKING:
    from kg.extraction.naming.lexicon import KnownActor

#: Stands for the files that the program ships with, where files are asked for.
SHIPPED = "shipped"

_FOLDER, _ORIGINS = "teaching", "origins.json"
_OLD = ".old"  # of the folder that is replaced just now, or was when a build died
_SUFFIXES = {"ontology": ".ttl", "actors": ".csv"}


@dataclass(frozen=True, slots=True)
class Teaching:
    """Ontology files and lists of actors in their order; `SHIPPED` stands for those of the program."""

    ontology: tuple[str, ...] = (SHIPPED,)
    actors: tuple[str, ...] = (SHIPPED,)

    @classmethod
    def of(cls, folder: Path) -> Self:
        """What the graph in the folder is built with; the shipped files if nothing else was said."""
        return cls(*(tuple(_kept(_home(folder) / kind)) or (SHIPPED,) for kind in _SUFFIXES))

    def changed(
        self, *, ontology: Iterable[str | os.PathLike[str]] = (), actors: Iterable[str | os.PathLike[str]] = ()
    ) -> Self:
        """The same with other ontology files or lists of actors, where any are given; folders stand for their files.

        Raises:
            UsageError: a file does not exist, or a folder holds none.
        """
        files = tuple(_given("ontology", ontology)) or self.ontology
        return type(self)(files, tuple(_given("actors", actors)) or self.actors)

    def with_file(self, file: Path, folder: Path) -> Self:
        """The same with an ontology file, in place of the copy that the graph in the folder keeps, else at the end."""
        copies = {copy for copy, origin in origins(folder).items() if origin.resolve() == file.resolve()}
        kept = tuple(dict.fromkeys(str(file) if Path(each) in copies else each for each in self.ontology))
        return replace(self, ontology=kept if str(file) in kept else (*kept, str(file)))

    def load_ontology(self, drafts: Mapping[Path, str] | None = None) -> Ontology:
        """The ontology that the files describe; drafts are texts of files that are not written yet."""
        return Ontology.load(*self._ontology_files(), drafts=drafts)

    def load_actors(self, ontology: Ontology) -> tuple[KnownActor, ...]:
        """The known actors of all lists; of the shipped one, those whose class the ontology has.

        Raises:
            OntologyError: a list is not CSV in UTF-8, lacks a column, or one that was given names an unknown class.
        """
        from kg.extraction.naming.lexicon import read_actors

        try:
            return tuple(
                actor
                for given, file in zip(self.actors, self._actor_files(), strict=True)
                for actor in read_actors(file, ontology, of_known_classes=given == SHIPPED)
            )
        except (UnicodeDecodeError, csv.Error) as error:
            raise OntologyError(f"a list of actors is not CSV in UTF-8: {error} ({', '.join(self.actors)})") from error

    def listed_names(self, ontology: Ontology) -> dict[str, frozenset[str]]:
        """The names of known actors, each with the other names that the lists give it."""
        return {one.name: frozenset((*one.aliases, *one.ambiguous)) for one in self.load_actors(ontology)}

    def keep(self, folder: Path) -> None:
        """Copy what does not ship with the program into the graph's folder, with the places where it came from.

        At every moment the folder holds the old files or the new ones.
        """
        content = dict(self._contents(folder))
        home = _home(folder)
        if content == {file.relative_to(home).as_posix(): file.read_bytes() for file in _files(home)}:
            return
        fresh, kept, old, gone = (folder / f"{_FOLDER}{end}" for end in (".new", "", _OLD, ".gone"))
        for left in (fresh, gone, *([old] if home == kept else [])):  # by a build that died
            shutil.rmtree(left, ignore_errors=True)
        for name, data in content.items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(data)
        if home.exists() and home != old:
            home.rename(old)
        if content:
            fresh.rename(kept)
        elif old.exists():
            old.rename(gone)
        for replaced in (old, gone):
            shutil.rmtree(replaced, ignore_errors=True)

    def _contents(self, folder: Path) -> Iterator[tuple[str, bytes]]:
        """Names and bytes of the files that are to be kept; none if only the shipped ones are used."""
        if self == type(self)():
            return
        known, places = origins(folder), {}
        for kind, files in {"ontology": self.ontology, "actors": self.actors}.items():
            for number, file in enumerate(files, start=1):
                copy = f"{kind}/{number:03}{'.' + SHIPPED if file == SHIPPED else _SUFFIXES[kind]}"
                yield copy, b"" if file == SHIPPED else Path(file).read_bytes()
                if file != SHIPPED:
                    places[copy] = str(known.get(Path(file), Path(file).absolute()))
        yield _ORIGINS, json.dumps(places, indent=1).encode()

    @property
    def fingerprint(self) -> str:
        """Hash of all that decides what is understood of a document, beside the document."""
        given = [*self._ontology_files(), shipped("ontology")]  # the last for what a file may import
        folders = (sorted(file.glob("*.ttl")) if file.is_dir() else [file] for file in dict.fromkeys(given))
        files = [*(file for folder in folders for file in folder), *self._actor_files()]
        return digest(*map(file_hash, files), program_hash())

    def _ontology_files(self) -> list[Path]:
        return [shipped("ontology") if file == SHIPPED else Path(file) for file in self.ontology]

    def _actor_files(self) -> list[Path]:
        return [shipped("data", "actors.csv") if file == SHIPPED else Path(file) for file in self.actors]


def origins(folder: Path) -> dict[Path, Path]:
    """For each file that the graph in a folder keeps, the file of which it is a copy, which may be gone or changed."""
    home = _home(folder)
    try:
        places = json.loads((home / _ORIGINS).read_text("utf-8"))
    except FileNotFoundError:  # nothing but the shipped files, or kept by an earlier version
        return {}
    return {home / copy: Path(place) for copy, place in places.items()}


def _home(folder: Path) -> Path:
    """Where the folder of a graph keeps the files: for a moment, under another name."""
    kept, old = folder / _FOLDER, folder / f"{_FOLDER}{_OLD}"
    return old if old.exists() and not kept.exists() else kept


def _files(home: Path) -> list[Path]:
    return [file for file in home.rglob("*") if file.is_file()]


def _given(kind: str, paths: Iterable[str | os.PathLike[str]]) -> Iterator[str]:
    """The files that are asked for, folders replaced by what they hold."""
    for path in (os.fspath(given) for given in paths):
        files = sorted(map(str, Path(path).glob("*" + _SUFFIXES[kind]))) if Path(path).is_dir() else [path]
        if not files:
            raise UsageError(f"the folder {path} holds no {_SUFFIXES[kind]} file")
        if path != SHIPPED and not Path(path).exists():
            raise UsageError(f"there is no file {path}; '{SHIPPED}' stands for the files of the program")
        yield from files


def _kept(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("*")):
        yield SHIPPED if file.suffix == "." + SHIPPED else str(file)
