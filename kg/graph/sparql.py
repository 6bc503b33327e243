"""The text of a query: binding its parameters, refusing calls to other machines, marking the place of an error."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.errors import QueryError, UsageError, suggestion
from kg.graph.notation import Iri, decimal, iri, literal
from kg.namespaces import PREFIXES

Value = str | int | float | Decimal | bool | None  # a plain value of a query's answer; an IRI is an `Iri`
Bound = Value | Iterable[Value]


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query is asked of, in place of all: those of its default graph, and those it may name."""

    default: Sequence[str] = ()
    named: Sequence[str] = ()


_OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""' + r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"' + r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>|#[^\n\r]*",
    re.DOTALL,
)
_SPACE = r"(?:\s|#[^\n\r]*+)*+"
_NAME = r"(?:<[^<>]*>|[?$][^\s{#]+|[^\s<>{}\"#?$\\:]*:(?:\\.|[^\s<>{}\"#\\])*)"
_SERVICE = re.compile(rf"(?<![?$:])SERVICE{_SPACE}(?:SILENT{_SPACE})?{_NAME}{_SPACE}\{{", re.IGNORECASE)
_SIGNS = re.compile(rf"[<\"'#\\]|(?P<service>{_SERVICE.pattern})", re.IGNORECASE)
_DATASET = re.compile(r"(?<![?$:\w-])FROM(?![\w:-])", re.IGNORECASE)
_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
_CHARACTER_CLASS = re.compile(r"\[(?:'[^']*'|[^\]'])*\]")
_FEW = 6  # signs that a message can name before it stops helping
_PREFIX = re.compile(r"([\w-]*):[\w.-]*$")


def masked(text: str) -> str:
    """The query with its strings, IRIs and comments blanked, at unchanged places."""
    return _OPAQUE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def refuse_remote(text: str) -> None:
    """Raise an error when the query would call another machine.

    Raises:
        QueryError: the query has a SERVICE clause.
    """
    found = _service(text)
    if found is not None:
        line = text.count("\n", 0, found) + 1
        column = found - text.rfind("\n", 0, found)
        raise QueryError(_marked(text, line, column, "SERVICE would call another machine; queries stay on this one"))


def _service(text: str) -> int | None:
    """Where a SERVICE clause may begin, however the signs before it are read.

    Whether `<` opens an IRI or compares depends on the grammar, and decides where the strings and comments after it
    are. Both readings are followed, so that no text can hide a clause in what only looks like a string.
    """
    seen: set[int] = set()
    ahead = [0]
    while ahead:
        sign = _SIGNS.search(text, ahead.pop())
        if sign is None or sign.start() in seen:
            continue
        if sign["service"]:
            return sign.start()
        seen.add(sign.start())
        opaque = _OPAQUE.match(text, sign.start())
        if opaque is None or sign[0] == "<":
            ahead.append(sign.start() + (2 if sign[0] == "\\" else 1))
        if opaque:
            ahead.append(opaque.end())
    return None


def names_dataset(text: str) -> bool:
    """Whether a query says itself which graphs it asks, by FROM."""
    return _DATASET.search(masked(text)) is not None


def declared(text: str) -> str:
    """The query with the usual prefixes that it uses and does not declare; lines keep their numbers."""
    code = masked(text)
    own = {name for name in PREFIXES if re.search(rf"\bPREFIX\s+{name}:", code, re.IGNORECASE)}
    used = [f"PREFIX {name}: <{base}>" for name, base in PREFIXES.items() if f"{name}:" in code and name not in own]
    return " ".join([*used, text])


def without_unbound(text: str) -> str:
    """The query without the VALUES blocks of parameters that have no value; lines keep their numbers.

    They restrict nothing, but Virtuoso 7.2 does not end where there are two of them beside a third block.
    """
    for block in re.finditer(r"\bVALUES\s+[?$]\w+\s*\{\s*UNDEF\s*\}", masked(text), re.IGNORECASE):
        blank = re.sub(r"[^\n]", " ", block[0])
        text = text[: block.start()] + blank + text[block.end() :]
    return text


def parameters(text: str) -> list[str]:
    """Names of the variables that have a VALUES block of their own, to which values can be bound."""
    return re.findall(r"\bVALUES\s+[?$](\w+)\s*\{[^{}]*\}", masked(text), re.IGNORECASE)


def bound(text: str, bindings: Mapping[str, Bound]) -> str:
    """The query with values in place of what the VALUES blocks of the variables hold; lines keep their numbers.

    Raises:
        UsageError: a variable has no VALUES block, or a value cannot be an RDF term.
    """
    for name, value in bindings.items():
        block = re.search(rf"\bVALUES\s+[?$]{re.escape(name)}\s*\{{([^{{}}]*)\}}", masked(text), re.IGNORECASE)
        if block is None:
            known = parameters(text)
            allowed = f"it has: {', '.join(known)}" if known else "it has none"
            raise UsageError(f"the query has no parameter '{name}'; {allowed}.{suggestion(name, known)}")
        lines = "\n" * block[1].count("\n")
        text = f"{text[: block.start(1)]} {' '.join(map(_term, _several(value)))} {lines}{text[block.end(1) :]}"
    return text


def _several(value: Bound) -> Iterable[Value]:
    return [value] if value is None or isinstance(value, str | int | float | Decimal) else value


def _term(value: Value) -> str:
    """A value as SPARQL writes it."""
    if value is None:
        return "UNDEF"
    if isinstance(value, Iri):
        return iri(value)
    if isinstance(value, bool):
        return literal(str(value).lower(), "boolean")
    if isinstance(value, int):
        return literal(str(value), "integer")
    return literal(value) if isinstance(value, str) else decimal(str(value))


def syntax_error(text: str, message: str) -> QueryError:
    """The error of a query that cannot be parsed, with the parser's message and the place marked."""
    match = _PLACE.match(message)
    if match is None:
        return QueryError(message)
    line, octets = int(match[1]), int(match[2])
    before = _line(text, line).encode()[: octets - 1].decode("utf-8", "ignore")
    return QueryError(_marked(text, line, len(before) + 1, _reason(match[3], before)))


def _reason(expected: str, before: str) -> str:
    """What the parser says, without its sets of characters; its own sentences go before lists of signs."""
    items = [item.strip() for item in _CHARACTER_CLASS.sub("", expected).split(", ")]
    items = [item for item in items if item]
    prefix = _PREFIX.search(before)
    if "Prefix not found" in items and prefix:
        return f"the prefix '{prefix[1]}:' is not declared.{suggestion(prefix[1], PREFIXES)}"
    sentences = [item for item in items if " " in item]
    if sentences:
        return "; ".join(sentences)
    return f"expected {' or '.join(items)}" if 0 < len(items) <= _FEW else "the query cannot be read from here"


def _marked(text: str, line: int, column: int, reason: str) -> str:
    """The reason with its place, and the line with a mark under the place."""
    shown = _line(text, line)
    lead = re.sub(r"[^\t]", " ", shown[: column - 1])
    return f"line {line}, column {column}: {reason}\n  {shown}\n  {lead}^"


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number - 1].rstrip("\r") if number <= len(lines) else ""
