"""Loading and asking stores of many claims, beside pyoxigraph by itself and rdflib, in the same run.

All three load the same file of N-Quads and answer the same queries. rdflib is left out above RDFLIB_MOST claims: it
holds all in memory, about 1.5 kB for a quad, and loads ten thousand quads by the second.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.made_up import contents, name, readings
from benchmarks.measuring import Record, Stopwatch, apart, medians

RDFLIB_MOST = 100_000

PIECE = 1 << 20

PREFIXES = "".join(
    f"PREFIX {short}: <{iri}> "
    for short, iri in {
        "kg": "https://w3id.org/kg-receipts/ontology#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "oa": "http://www.w3.org/ns/oa#",
    }.items()
)

#: Questions as users ask them: what is claimed of an actor, how often each relation is, and who is two steps away.
QUERIES = {
    "one actor": f"""SELECT DISTINCT ?claim ?predicate ?object ?quote WHERE {{
        ?who rdfs:label "{name(40)}" . ?claim rdf:subject ?who ; rdf:predicate ?predicate ; rdf:object ?object ;
        oa:exact ?quote }}""",
    "relations counted": """SELECT ?predicate (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
        ?claim a kg:Claim ; rdf:predicate ?predicate } GROUP BY ?predicate""",
    "two steps": f"""SELECT DISTINCT ?other WHERE {{
        ?who rdfs:label "{name(40)}" . ?first rdf:subject ?who ; rdf:object ?between .
        ?second rdf:subject ?between ; rdf:object ?other }}""",
    "first thousand": """SELECT ?claim ?subject ?object WHERE {
        ?claim a kg:Claim ; rdf:subject ?subject ; rdf:object ?object } LIMIT 1000""",
}


def measure(claims: int, home: Path) -> Record:
    """Seconds to state and to load so many claims, and to answer queries, with each program."""
    home.mkdir(parents=True)
    with_rdflib = claims <= RDFLIB_MOST
    try:
        found = {"claims": claims, "stating": apart(_state, claims, home)}
        loads = {program: load for program, load in LOADS.items() if program != "rdflib" or with_rdflib}
        found["loading"] = {program: apart(load, home) for program, load in loads.items()}
        found["asking"] = apart(_ask, home)["queries"]
        if with_rdflib:
            found["asking"] |= apart(_ask_rdflib, home)["queries"]
        return found
    finally:
        shutil.rmtree(home)


def _state(claims: int, home: Path) -> Record:
    from kg.actors.entities import agree
    from kg.claims import Extraction
    from kg.ontology.definitions import Ontology

    watch, ontology = Stopwatch(), Ontology.load()
    named = ((document.name, Extraction((), said.entities, ())) for document, said in readings(claims, ontology))
    with watch.of("agree"):
        agreement = agree(named, ontology)
    lines = 0
    with (home / "quads.nq").open("wb") as file:
        for piece in watch.each("state", contents(claims, agreement, ontology)):
            lines += piece.count(b"\n")
            file.write(piece)
    return {"quads": lines, "bytes": (home / "quads.nq").stat().st_size, "stages": watch.rounded()}


def _pieces(home: Path) -> Iterator[bytes]:
    with (home / "quads.nq").open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _loaded(home: Path, load: Callable[[], object], place: Path | None) -> Record:
    watch = Stopwatch()
    with watch.of("load"):
        load()
    disk = sum(file.stat().st_size for file in place.rglob("*") if file.is_file()) if place else 0
    return {"seconds": round(watch.seconds["load"], 3), "disk": disk}


def _load_kg(home: Path) -> Record:
    from kg.graph import store

    return _loaded(home, lambda: store.replace(home / "kg", _pieces(home)), home / "kg")


def _load_pyoxigraph(home: Path) -> Record:
    import pyoxigraph

    def load() -> None:
        store = pyoxigraph.Store(str(home / "bare"))
        store.bulk_load(path=str(home / "quads.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
        store.flush()

    return _loaded(home, load, home / "bare")


def _load_rdflib(home: Path) -> Record:
    import rdflib

    return _loaded(home, lambda: rdflib.Dataset().parse(home / "quads.nq", format="nquads"), None)


def _asked(asks: dict[str, Callable[[str], list[object]]]) -> Record:
    """Answers of programs, which take turns, so that a busy machine slows both down."""
    found: dict[str, Record] = {program: {} for program in asks}
    for what, query in QUERIES.items():
        taken = medians({program: partial(ask, PREFIXES + query) for program, ask in asks.items()})
        rows = {len(ask(PREFIXES + query)) for ask in asks.values()}
        if len(rows) > 1:
            raise ValueError(f"of '{what}' programs find {sorted(rows)} rows")
        for program, seconds in taken.items():
            found[program][what] = round(seconds, 5)
    return {"queries": found}


def _ask(home: Path) -> Record:
    import pyoxigraph

    from kg.graph.store import Store

    store, bare = Store.open(home / "kg"), pyoxigraph.Store.read_only(str(home / "bare"))

    def ask(query: str) -> list[object]:
        answer = bare.query(query, use_default_graph_as_union=True)
        return [tuple(term and term.value for term in row) for row in answer]

    return _asked({"kg": lambda query: store.query(query).rows, "pyoxigraph": ask})


def _ask_rdflib(home: Path) -> Record:
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(home / "quads.nq", format="nquads")
    return _asked({"rdflib": lambda query: list(dataset.query(query))})


LOADS = {"kg": _load_kg, "pyoxigraph": _load_pyoxigraph, "rdflib": _load_rdflib}
