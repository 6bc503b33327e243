"""A small graph that is served on this machine, and what its processes are asked in tests."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import httpx
from conftest import make_claim
from contents import contents

from kg.claims import Entity, Extraction
from kg.graph.store import replace
from kg.ontology.definitions import Ontology
from kg.reading.documents import Document
from kg.server.application import Limits
from kg.server.running import bound, server

HOSTILE = "<script>alert(1)</script>"
ICE = Entity("U.S. Immigration and Customs Enforcement", "LawEnforcement", ("ICE",))
CLEARVIEW = Entity("Clearview AI", "Company", ("Clearview",), "Q81086700")
ACLU = Entity("ACLU", "AdvocacyGroup")
ZURICH = Entity("Zürich Police", "LawEnforcement", ("Züri \u202epolice",))
EVIL = Entity(HOSTILE, "Company", ('"><img src=x onerror=alert(1)>',))

#: More pairs than can be counted within any limit.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o . ?p ?q ?r }"


def claim(subject: Entity, relation: str, target: Entity, **fields):
    ends = {"subject_class": subject.class_name, "object_class": target.class_name}
    return make_claim(subject.name, relation, target.name, **ends, **fields)


CLAIMS = (
    claim(ICE, "contracted", CLEARVIEW, doc="a.txt", start=50, amount="224000 USD", when="2020-08"),
    claim(ACLU, "sued", CLEARVIEW, doc="a.txt", start=10),
    claim(ACLU, "criticized", ICE, doc="b.txt", modality="alleged", by="ACLU"),
    claim(ICE, "contracted", CLEARVIEW, doc="b.txt", polarity="negated"),
    claim(ZURICH, "uses", EVIL, doc="b.txt", start=90, quote=f"{HOSTILE} \u202e", prefix="'><b>"),
)


def write(folder: Path, claims=CLAIMS) -> None:
    """A graph of claims."""
    entities = (ICE, CLEARVIEW, ACLU, ZURICH, EVIL)
    readings = [
        (
            Document(
                name, "", "javascript:alert(1)" if name == "b.txt" else "https://example.org/a", "ab", title=HOSTILE
            ),
            Extraction(tuple(each for each in claims if each.doc == name), entities, ()),
        )
        for name in ("a.txt", "b.txt")
    ]
    replace(folder, contents(readings, Ontology.load()))


class Site:
    """A site at an address, for clients."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder
        self.address = address
        self.client = httpx.Client(base_url=address, timeout=30, trust_env=False)

    @classmethod
    @contextmanager
    def of(cls, folder: Path, limits: Limits = Limits(20, 1000), *, written: bool = False):  # noqa: B008
        """The site of a new graph in a folder, or of the one that is there, while the block runs."""
        if not written:
            write(folder)
        listening = bound("127.0.0.1", 0)
        running = server(folder, limits, host="127.0.0.1")
        thread = Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        site = cls(folder, f"http://127.0.0.1:{listening.getsockname()[1]}")
        try:
            yield site
        finally:
            site.client.close()
            running.should_exit = True
            thread.join()

    def get(self, path: str, headers: dict[str, str] | None = None, **parameters: str) -> httpx.Response:
        return self.client.get(path, params=parameters or None, headers=headers)

    def sparql(self, query: str, accept: str = "*/*", **parameters: str) -> httpx.Response:
        return self.get("/sparql", {"Accept": accept}, query=query, **parameters)


def sleep(graph, seconds: float) -> None:
    time.sleep(seconds)


def die(graph) -> None:
    os._exit(9)


def fail(graph) -> None:
    raise ZeroDivisionError("three by nothing")


def size(graph) -> int:
    return len(graph.store)


def memory(graph) -> int:
    return len(bytearray(1 << 40))


def sleep_and_write(graph, seconds: float, path: str) -> None:
    time.sleep(seconds)
    Path(path).write_text("done", "utf-8")
