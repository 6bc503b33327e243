"""Lines of N-Quads as Oxigraph writes them: their terms, and the order in which files hold them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Quad(NamedTuple):
    """The four terms of a line, each as it is written; the last is empty in the default graph."""

    subject: str
    predicate: str
    value: str
    dataset: str

    @property
    def line(self) -> str:
        """The line, ended."""
        return " ".join(filter(None, self)) + " .\n"


def quad_of(line: str) -> Quad:
    """The terms of a line. Only the value may hold spaces, and an IRI holds no quotation mark."""
    subject, predicate, rest = line.rstrip("\n").removesuffix(" .").split(" ", 2)
    value, space, last = rest.rpartition(" ")
    named = bool(space) and last.startswith("<") and '"' not in last and ")>>" not in last
    return Quad(subject, predicate, value, last) if named else Quad(subject, predicate, rest, "")


def quads_of(content: bytes) -> list[Quad]:
    """The quads of N-Quads, the default graph first and each graph's together."""
    return ordered(quad_of(line) for line in content.decode("utf-8").split("\n") if line)


def ordered(quads: Iterable[Quad]) -> list[Quad]:
    """The quads, each once, the default graph first and each graph's together."""
    return sorted(set(quads), key=lambda quad: (quad.dataset, quad))


def written(quads: Iterable[Quad]) -> bytes:
    """The quads as N-Quads."""
    return "".join(quad.line for quad in quads).encode("utf-8")


def bare(term: str) -> str:
    """The IRI of a term."""
    return term[1:-1]
