"""Which claims are listed, drawn or analysed: every condition, with the same meaning in every command and method.

A claim is taken when it meets all conditions that are given. Those of `Narrowing` mean:

* `since`, `until`: the time of the fact (not of the document) and the period asked for have a day in common. A year or
  month counts with all its days; a range that is open to one side reaches on for ever. A claim of unknown time is left
  out as soon as one of the two is given.
* `min_sources`: so many documents, copies counted once, state the same subject, relation, object and status. They are
  counted in the whole graph, also where `document` or a time is asked for.
* `query`: the claim's subject, relation and object are one of the triples of a CONSTRUCT query, or one of the rows of a
  SELECT query with the columns ?subject, ?predicate and ?object. How the claim is stated does not matter.
* `hops`: from the actor to one of the claim's ends it is less than so many steps. A step goes from one end of a claim
  to the other, in either direction, over claims that meet all other conditions. With 1 these are the actor's own
  claims; with 2 also all claims of its neighbours, among themselves and with others; and so on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Unpack

from kg.asking import answers
from kg.asking.conditions import Conditions, check
from kg.asking.periods import Period
from kg.errors import UsageError
from kg.graph import queries
from kg.graph.stated import StatedClaim
from kg.graph.store import Rows, Store
from kg.namespaces import term
from kg.ontology.definitions import Ontology

TRIPLE = ("subject", "predicate", "object")  # columns of a SELECT query that decides what is drawn

Test = Callable[[StatedClaim], bool]
Triple = tuple[object, ...]


def claims(store: Store, ontology: Ontology, **conditions: Unpack[Conditions]) -> list[StatedClaim]:
    """The claims that meet all conditions, by document and place.

    Raises:
        UsageError: a name is unknown (near ones are suggested), a date or number cannot be, `hops` has no actor, or the
            query has no triples.
        QueryError: the query cannot be parsed or answered.
    """
    check(store, ontology, **conditions)
    tests = _tests(store, conditions)
    actor, hops = conditions.get("actor"), _hops(conditions)
    found = queries.claims(
        store,
        actor=actor if hops == 1 else None,
        relation=conditions.get("relation"),
        class_name=conditions.get("class_name"),
        status=conditions.get("status"),
        document=conditions.get("document"),
    )
    kept = [stated for stated in found if all(test(stated) for test in tests)]
    return kept if hops == 1 or actor is None else within(kept, queries.namesakes(store, actor), hops)


def within(claims: Sequence[StatedClaim], start: Iterable[str], hops: int) -> list[StatedClaim]:
    """The claims an end of which is less than so many steps over these claims from one of the entities."""
    around: defaultdict[str, set[str]] = defaultdict(set)
    for stated in claims:
        around[stated.subject.iri].add(stated.object.iri)
        around[stated.object.iri].add(stated.subject.iri)
    reached = edge = set(start)
    for _ in range(hops - 1):
        edge = {iri for near in edge for iri in around[near]} - reached
        if not edge:
            break
        reached = reached | edge
    return [stated for stated in claims if not reached.isdisjoint((stated.subject.iri, stated.object.iri))]


def _hops(conditions: Conditions) -> int:
    hops = _positive("hops", conditions.get("hops"))
    if hops and not conditions.get("actor"):
        raise UsageError(f"hops: {hops} steps from whom? Name an actor too")
    return hops or 1


def _positive(name: str, number: int | None) -> int | None:
    if number is not None and number < 1:
        raise UsageError(f"{name.replace('_', '-')}: {number} is too small; 1 is the least")
    return number


def _tests(store: Store, conditions: Conditions) -> list[Test]:
    """The conditions that are tested on each claim; the query comes last, since it takes longest."""
    since, until = conditions.get("since"), conditions.get("until")
    tests: list[Test] = []
    if since is not None or until is not None:
        tests.append(_in_time(Period.between(since, until)))
    if sources := _positive("min_sources", conditions.get("min_sources")):
        tests.append(_with_sources(store, sources))
    if (query := conditions.get("query")) is not None:
        wanted = _triples(store, query)
        tests.append(lambda stated: _triple(stated) in wanted)
    return tests


def _in_time(asked: Period) -> Test:
    def test(stated: StatedClaim) -> bool:
        known = Period.of(stated.claim.when)
        return known is not None and known.meets(asked)

    return test


def _with_sources(store: Store, least: int) -> Test:
    if least == 1:
        return lambda stated: True
    sources: defaultdict[Triple, set[str]] = defaultdict(set)
    for stated in queries.claims(store):
        sources[*_triple(stated), stated.claim.status].add(stated.document.origin)
    return lambda stated: len(sources[*_triple(stated), stated.claim.status]) >= least


def _triple(stated: StatedClaim) -> Triple:
    return stated.subject.iri, term(stated.claim.predicate), stated.object.iri


def _triples(store: Store, query: str) -> set[Triple]:
    """The triples that a query gives.

    Raises:
        UsageError: it is neither a CONSTRUCT query nor a SELECT query with the three columns.
    """
    form = answers.form_of(query)
    if form not in ("SELECT", "CONSTRUCT"):
        what = f"a query that asks to {form}" if form else f"'{query}', neither a file nor a query,"
        raise UsageError(f"{what} has no triples to choose claims by; {_ALLOWED}")
    found = store.query(query)
    header = found.header if isinstance(found, Rows) else ()
    missing = [f"?{name}" for name in TRIPLE if name not in header]
    if not isinstance(found, Rows) or missing:
        has = " ".join(f"?{name}" for name in header)
        raise UsageError(f"the query gives {has} and lacks {' '.join(missing)}; {_ALLOWED}")
    places = [header.index(name) for name in TRIPLE]
    return {tuple(row[place] for place in places) for row in found.rows}


_ALLOWED = "write CONSTRUCT { … } WHERE { … }, or SELECT ?subject ?predicate ?object WHERE { … }"
