"""A rebuild after one change, the measures of a network, and how long the program takes to start."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.measuring import Record, Stopwatch, apart

STARTS = 5


def rebuild(documents: int, home: Path) -> Record:
    """Seconds to build made-up documents again when one has changed; a regular expression understands them."""
    return _within(home, _rebuild, documents)


def network(claims: int, home: Path) -> Record:
    """Seconds to measure the network of made-up claims with networkx."""
    return _within(home, _network, claims)


def start(documents: Path, home: Path) -> Record:
    """Seconds that commands take from their start to their end, in the middle of some runs."""
    return _within(home, _start, documents)


def _within(home: Path, work, given: object) -> Record:  # noqa: ANN001
    home.mkdir(parents=True)
    try:
        return apart(work, given, home)
    finally:
        shutil.rmtree(home)


def _rebuild(documents: int, home: Path) -> Record:
    from benchmarks.interruptions import Light
    from benchmarks.made_up import write_documents
    from kg.building import pipeline, workers
    from kg.graph import store
    from kg.judging import stating

    workers._extractor = lambda teaching, fingerprint: Light()
    write_documents(home / "documents", documents)
    first, again = Stopwatch(), Stopwatch()
    with first.of("build"):
        pipeline.build([home / "documents"], home / "graph", processes=1)
    changed = home / "documents" / f"{documents // 2:06}.txt"
    changed.write_text("Acme sued Bolt.", "utf-8")
    stating.understood = again.around("agree on names and copies", stating.understood)
    stating.state = again.around("state and store", stating.state)
    began = time.perf_counter()
    with again.of("rest"):
        summary = pipeline.build([home / "documents"], home / "graph", processes=1)
    clock = time.perf_counter() - began
    seconds = again.seconds["rest"]
    again.add("rest", -again.seconds["state and store"])
    again.add("state and store", -again.seconds["agree on names and copies"])
    return {
        "documents": documents,
        "claims": summary.claims,
        "quads": len(store.Store.open(home / "graph")),
        "build": round(first.seconds["build"], 2),
        "rebuild": round(seconds, 2),
        "rebuild_by_the_clock": round(clock, 2),
        "stages": again.rounded(),
    }


def _network(claims: int, home: Path) -> Record:
    from benchmarks.made_up import contents, readings
    from kg.actors.entities import agree
    from kg.graph import store
    from kg.knowledge import KnowledgeGraph
    from kg.ontology.definitions import Ontology

    ontology, watch = Ontology.load(), Stopwatch()
    agreement = agree(((document.name, said) for document, said in readings(claims, ontology)), ontology)
    store.replace(home, contents(claims, agreement, ontology))
    graph = KnowledgeGraph.open(home)
    with watch.of("claims as objects"):
        found = graph.claims()
    with watch.of("network"):
        network = graph.network()
    with watch.of("statistics"):
        graph.stats()
    return {"claims": len(found), "actors": network.number_of_nodes(), "stages": watch.rounded()}


def _start(documents: Path, home: Path) -> Record:
    program = [sys.executable, "-m", "kg"]
    graph = ["--graph", str(home / "graph")]
    subprocess.run([*program, "build", str(documents), *graph, "--quiet"], check=True)
    commands = {
        "kg --help": ["--help"],
        "kg claims": ["claims", *graph],
        "kg query": ["query", "ASK { ?s ?p ?o }", *graph],
    }
    return {"seconds": {name: round(_median([*program, *arguments]), 3) for name, arguments in commands.items()}}


def _median(command: list[str]) -> float:
    taken = []
    for _ in range(STARTS):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - began)
    return sorted(taken)[STARTS // 2]
