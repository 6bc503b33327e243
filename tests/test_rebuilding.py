"""Whatever happens to a folder of documents, and wherever a build is stopped, the graph equals one built from nothing."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)

from benchmarks import interruptions
from kg import namespaces
from kg.building import pipeline, workers
from kg.claims import Entity, Extraction
from kg.errors import UsageError
from kg.graph import imported, renewal
from kg.graph.notation import expanded, iri, literal
from kg.graph.quads import Quad
from kg.graph.store import Store
from kg.judging import file
from kg.judging.deciding import Judge
from kg.ontology.definitions import Ontology
from kg.teaching.materials import Teaching
from tests.conftest import make_claim

ONTOLOGY = Ontology.load()
NAMES = st.sampled_from(["a.txt", "b.txt", "x/a.txt", "x/b.txt", "y/a.txt"])
FIRMS = ["Acme", "Acme Inc", "Bolt", "Bolt Corporation", "ACME"]
TEXTS = st.lists(st.sampled_from([f"{one} {other}" for one in FIRMS for other in FIRMS if one != other]), max_size=3)
LONG = " Every word of this long sentence is said again by whoever copies it, and it is long enough to be a copy of it."


#: Where it exists, writing costs next to nothing: each of the many builds waits for the disk several times.
MEMORY = Path("/dev/shm")

#: A failure is not made smaller, which would take minutes.
FEW = settings(
    max_examples=6,
    stateful_step_count=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)


class Reader:
    """Understands every line "Acme Bolt" as a claim between the two."""

    def extract(self, documents):
        for document in documents:
            claims = [
                make_claim(*line.split("|"), doc=document.name, start=number)
                for number, line in enumerate(document.text.split("\n"))
                if line.count("|") == 2
            ]
            names = sorted({name for claim in claims for name in (claim.subject, claim.object)})
            yield document, Extraction(tuple(claims), tuple(Entity(name, "Company", (name,)) for name in names), ())


def written(pairs: list[str]) -> str:
    """A document of these pairs."""
    lines = []
    for pair in pairs:
        one = max((firm for firm in FIRMS if pair.startswith(firm + " ")), key=len)
        lines.append(f"{one}|sued|{pair[len(one) + 1 :]}")
    return "\n".join([*lines, LONG])


class Folder(RuleBasedStateMachine):
    """A folder of documents with a graph that is built again after each change."""

    files = Bundle("files")

    def __init__(self) -> None:
        super().__init__()
        self.place = TemporaryDirectory(dir=MEMORY if MEMORY.exists() else None)
        self.home = Path(self.place.name)
        self.documents = self.home / "documents"
        self.write("always.txt", ["Acme Bolt"])
        self.builds = 0

    def teardown(self) -> None:
        self.place.cleanup()

    def write(self, name: str, pairs: list[str]) -> None:
        (self.documents / name).parent.mkdir(parents=True, exist_ok=True)
        (self.documents / name).write_text(written(pairs))

    @rule(target=files, name=NAMES, pairs=TEXTS)
    def add_or_change(self, name: str, pairs: list[str]) -> str:
        self.write(name, pairs)
        return name

    @rule(name=consumes(files))
    def remove(self, name: str) -> None:
        (self.documents / name).unlink(missing_ok=True)

    @rule(target=files, name=consumes(files), other=NAMES)
    def rename(self, name: str, other: str) -> str:
        if (self.documents / name).exists():
            (self.documents / other).parent.mkdir(parents=True, exist_ok=True)
            (self.documents / name).rename(self.documents / other)
        return other

    @rule(name=files, stop=st.integers(1, 3))
    def be_interrupted(self, name: str, stop: int) -> None:
        def progress(reached: pipeline.Progress) -> None:
            if reached.understood == stop:
                raise KeyboardInterrupt

        with suppress(KeyboardInterrupt):
            pipeline.build([self.documents], self.home / "graph", prune=True, processes=1, progress=progress)

    @rule(verb=st.sampled_from(["accept", "reject", "undo"]), number=st.integers(0, 9))
    def judge_a_claim(self, verb: str, number: int) -> None:
        judge = self.judge()
        claims = [standing.claim.id for standing in judge.seen.replayed.standings]
        with suppress(UsageError):  # nothing was said of it yet
            getattr(judge, verb)(claims[number % len(claims)])

    @rule(verb=st.sampled_from(["same", "different", "name"]), one=st.sampled_from(FIRMS), other=st.sampled_from(FIRMS))
    def judge_names(self, verb: str, one: str, other: str) -> None:
        with suppress(UsageError):  # there is no such name
            getattr(self.judge(), verb)(one, other)

    @rule(export=st.sampled_from(["one", "two"]), firms=st.sets(st.sampled_from(FIRMS)), document=NAMES)
    def be_given_an_export(self, export: str, firms: set[str], document: str) -> None:
        about, label = iri(namespaces.document(document)), iri(expanded("rdfs:label"))
        things = [iri(namespaces.entity(firm)) for firm in sorted(firms)]
        known = [Quad(thing, label, literal(export), "") for thing in (*things, about)]
        imported.keep(self.home / "graph", export, [*known, *(Quad(thing, label, thing, about) for thing in things)])

    def judge(self) -> Judge:
        now = f"2024-05-01T12:{self.builds:02}:00+00:00"
        return Judge(self.home / "graph", ONTOLOGY, by="Jane Doe", clock=lambda: now)

    @invariant()
    def a_build_equals_one_from_nothing(self) -> None:
        self.builds += 1
        fresh = self.home / f"fresh-{self.builds}"
        fresh.mkdir()
        if file.place(self.home / "graph").exists():
            shutil.copy(file.place(self.home / "graph"), file.place(fresh))
        if (self.home / "graph" / "imports").exists():
            shutil.copytree(self.home / "graph" / "imports", fresh / "imports")
        grown = pipeline.build([self.documents], self.home / "graph", prune=True, processes=1)
        whole = pipeline.build([self.documents], fresh, processes=1)
        assert (grown.documents, grown.copies, grown.relations, grown.entities) == (
            (whole.documents, whole.copies, whole.relations, whole.entities)
        )
        assert dump(self.home / "graph") == dump(fresh)


def dump(graph: Path) -> bytes:
    return Store.open(graph).dump("nq")


@pytest.mark.parametrize("most", [renewal.MOST, 1000], ids=["written whole or not", "never written whole"])
def test_whatever_happens_to_a_folder_a_build_equals_one_from_nothing(most, monkeypatch):
    monkeypatch.setattr(renewal, "MOST", most)
    monkeypatch.setattr(Teaching, "load_ontology", lambda teaching: ONTOLOGY)
    monkeypatch.setattr(workers, "_extractor", lambda teaching, fingerprint: Reader())
    run_state_machine_as_test(Folder, settings=FEW)


@pytest.mark.slow
def test_a_build_that_is_killed_three_times_equals_one_that_is_not(sample_documents, sample_graph, tmp_path):
    found = interruptions.trials([sample_documents], tmp_path, dump(sample_graph), count=3, seed=1)
    assert [trial.is_equal for trial in found] == [True] * 3
