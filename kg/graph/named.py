"""Named queries: SPARQL files that say at their head what they answer and which parameters they take.

    # Who bought from whom, when and for how much.

    # parameter agency (actor): the customer
    SELECT … WHERE { VALUES ?agency { UNDEF } … }

A parameter is a variable with a VALUES block of its own, which holds UNDEF until a value is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from kg.errors import QueryError, UsageError, suggestion
from kg.graph.queries import namesakes
from kg.graph.sparql import Bound, parameters
from kg.graph.store import Rows, Store
from kg.settings import shipped

KINDS = ("actor", "date", "number", "text")

_PARAMETER = re.compile(r"parameter (?P<name>\w+) \((?P<kind>\w+)(?P<required>, required)?\): (?P<description>.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a named query asks for; an actor is given by name or alias in any case, and bound by its IRI."""

    name: str
    kind: str
    description: str
    required: bool = False

    def value(self, given: str, store: Store) -> Bound:
        """The value to bind; more than one where several actors have the name.

        Raises:
            UsageError: it is not of the kind, or the graph has no such actor.
        """
        if self.kind == "actor":
            return namesakes(store, given)
        if self.kind == "date" and not re.fullmatch(r"\d{4}(-\d\d){0,2}", given):
            raise UsageError(f"{self.name}: '{given}' is not a date; write 2020, 2020-06 or 2020-06-11")
        return self._number(given) if self.kind == "number" else given

    def _number(self, given: str) -> Decimal:
        try:
            return Decimal(given)
        except InvalidOperation:
            raise UsageError(f"{self.name}: '{given}' is not a number") from None


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with a name."""

    name: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str

    @classmethod
    def read(cls, file: Path) -> NamedQuery:
        """The query of a file.

        Raises:
            QueryError: what the file says of its parameters is not what the query has.
        """
        text = file.read_text("utf-8")
        head = list(_head(text))
        found = [_PARAMETER.fullmatch(line) for line in head]
        described = tuple(
            Parameter(match["name"], match["kind"], match["description"], match["required"] is not None)
            for match in found
            if match
        )
        _check(file, described, parameters(text))
        description = " ".join(line for line, match in zip(head, found, strict=True) if not match)
        return cls(file.stem, description, described, text)

    def bindings(self, store: Store, given: Mapping[str, str]) -> dict[str, Bound]:
        """The values to bind for parameters as they are typed.

        Raises:
            UsageError: a parameter is unknown, missing, or not of its kind.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                takes = f"it takes {', '.join(known)}" if known else "it takes none"
                raise UsageError(
                    f"the query '{self.name}' has no parameter '{name}'; {takes}.{suggestion(name, known)}"
                )
        for parameter in self.parameters:
            if parameter.required and parameter.name not in given:
                raise UsageError(f"the query '{self.name}' needs {parameter.name}: {parameter.description}")
        return {name: known[name].value(value, store) for name, value in given.items()}

    def run(self, store: Store, given: Mapping[str, str]) -> Rows | bool:
        """The answer for parameters as they are typed."""
        return store.query(self.text, bindings=self.bindings(store, given))


def named_queries(folder: Path | None = None) -> dict[str, NamedQuery]:
    """The queries of a folder by name; of those that ship if none is given."""
    files = sorted((folder or shipped("ontology", "queries")).glob("*.rq"))
    return {file.stem: NamedQuery.read(file) for file in files}


def named_query(name: str, folder: Path | None = None) -> NamedQuery:
    """The query of that name.

    Raises:
        UsageError: there is none; near names are suggested.
    """
    known = named_queries(folder)
    if name not in known:
        raise UsageError(f"there is no query '{name}'.{suggestion(name, known)} There are: {', '.join(known)}")
    return known[name]


def _head(text: str) -> Iterator[str]:
    """The comments above the query, without their signs."""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("#"):
            yield line.lstrip("# ")
        elif line:
            return


def _check(file: Path, described: tuple[Parameter, ...], existing: list[str]) -> None:
    """Make sure that a file describes the parameters that its query has."""
    names = [parameter.name for parameter in described]
    if sorted(names) != sorted(existing):
        raise QueryError(f"{file}: describes the parameters {names}, but the query has VALUES blocks for {existing}")
    for parameter in described:
        if parameter.kind not in KINDS:
            raise QueryError(f"{file}: '{parameter.kind}' is no kind of parameter; allowed: {', '.join(KINDS)}")
