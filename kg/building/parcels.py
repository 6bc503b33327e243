"""What goes to other machines beside documents: the files that teach, and the mark of a program that reads alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Self

from kg.errors import ClusterError, UsageError
from kg.namespaces import digest
from kg.teaching.materials import SHIPPED, Teaching
from kg.versions import file_hash, program_hash

#: Bytes of files that are sent to every worker. The shipped list of actors has a thousandth of it.
MOST = 50_000_000

#: What both ends have to agree on, beside what reads a document.
_WIRE = (
    *("building/workers.py", "building/parcels.py", "building/companion.py"),
    *("teaching/materials.py", "errors.py"),
)

File = tuple[str, bytes]  # the end of its name and its bytes; `SHIPPED` and nothing for those of the program


@cache
def stamp() -> str:
    """Hash of the program and of the libraries that read documents, which has to be the same on all machines."""
    package = Path(__file__).parents[1]
    return digest(program_hash(), *(file_hash(package / name) for name in _WIRE))[:12]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A teaching with the content of its files; those of the program are there already."""

    teaching: Teaching
    fingerprint: str
    ontology: tuple[File, ...]
    actors: tuple[File, ...]

    @classmethod
    def of(cls, teaching: Teaching) -> Self:
        """The teaching, packed.

        Raises:
            UsageError: its files are larger than MOST.
        """
        parcel = cls(teaching, teaching.fingerprint, _packed(teaching.ontology), _packed(teaching.actors))
        if (size := sum(len(data) for _, data in parcel.ontology + parcel.actors)) > MOST:
            raise UsageError(
                f"the ontology files and lists of actors have {size / 1e6:.0f} MB; at most {MOST // 10**6} MB are sent"
                " to other machines"
            )
        return parcel

    def unpacked(self, folder: Path) -> Teaching:
        """The teaching, of files that are written to a folder.

        Raises:
            ClusterError: what is read with it here is not what is read with it where it was packed.
        """
        files = {kind: _written(folder, kind, getattr(self, kind)) for kind in ("ontology", "actors")}
        teaching = replace(self.teaching, **files)
        if teaching.fingerprint != self.fingerprint:
            raise ClusterError("a worker has other ontology files or another list of actors than this machine")
        return teaching


def _packed(given: tuple[str, ...]) -> tuple[File, ...]:
    """The files that are given, folders replaced by what they hold."""
    listed = (sorted(Path(one).glob("*.ttl")) if Path(one).is_dir() else [Path(one)] for one in given if one != SHIPPED)
    files = iter([[(file.suffix, file.read_bytes()) for file in found] for found in listed])
    return tuple(file for one in given for file in ([(SHIPPED, b"")] if one == SHIPPED else next(files)))


def _written(folder: Path, kind: str, files: tuple[File, ...]) -> tuple[str, ...]:
    """Paths of the files, which are written."""
    places = []
    for number, (suffix, data) in enumerate(files, start=1):
        place = folder / f"{kind}-{number:03}{suffix}"
        if suffix != SHIPPED:
            place.write_bytes(data)
        places.append(SHIPPED if suffix == SHIPPED else str(place))
    return tuple(places)
