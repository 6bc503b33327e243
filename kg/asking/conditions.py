"""What claims are asked for by: the conditions that mean the same in every command and method."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict, Unpack

from kg.claims import DENIED, FACT, FACTUAL, NEGATED
from kg.errors import UsageError, suggestion
from kg.graph import queries
from kg.graph.store import Store
from kg.ontology.definitions import Ontology


class Narrowing(TypedDict, total=False):
    """Conditions on which claims belong together, which `kg.asking.selection` explains."""

    hops: int | None  # steps from the actor
    since: str | None  # 2019, 2019-06 or 2019-06-11
    until: str | None
    min_sources: int | None
    query: str | None  # SPARQL whose triples the claims state


class Conditions(Narrowing, total=False):
    """What claims have to meet; those not given are met by all."""

    actor: str | None  # name, alias or IRI of the subject or the object
    relation: str | None
    class_name: str | None  # of the subject or the object, or a class above it
    status: str | None  # "fact", "denied", "alleged", …
    document: str | None  # name of the document


def check(store: Store, ontology: Ontology, **conditions: Unpack[Conditions]) -> None:
    """Make sure that what is asked for exists.

    Raises:
        UsageError: the graph or the ontology has no such name; near ones are suggested.
    """
    if relation := conditions.get("relation"):
        ontology.relation(relation)
    if class_name := conditions.get("class_name"):
        ontology.class_(class_name)
    if (status := conditions.get("status")) and status != NEGATED:  # the ontology's word for what is denied
        one_of("status", status, [FACT, DENIED, *_modalities(ontology)])
    if document := conditions.get("document"):
        one_of("document", document, [known.name for known in queries.documents(store)])


def one_of(what: str, value: str, allowed: Sequence[str]) -> None:
    """Make sure that a value is allowed.

    Raises:
        UsageError: it is not; the nearest of those that are is suggested.
    """
    if value not in allowed:
        listed = f" Those there are: {', '.join(allowed)}." if len(allowed) <= 10 else ""
        raise UsageError(f"there is no {what} '{value}'.{suggestion(value, allowed) or listed}")


def _modalities(ontology: Ontology) -> list[str]:
    """Names of the modalities other than that of facts."""
    kind = ontology.qualifier(FACTUAL).kind
    return [qualifier.name for qualifier in ontology.qualifiers_of(kind) if qualifier.name != FACTUAL]
