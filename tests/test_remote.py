"""A graph in a store on another machine: the same answers, only changes written, and nothing half."""

import shutil

import httpx
import pytest
from click.testing import CliRunner
from conftest import SAMPLE
from remote import BrokenLine, folder, graphs, serving
from served import CLAIMS, write

from benchmarks.interruptions import Light
from benchmarks.made_up import write_documents
from kg.building import pipeline, workers
from kg.cli import main
from kg.errors import LimitError, QueryError, StoreError
from kg.graph import replication
from kg.graph.connection import Connection
from kg.graph.pieces import Piece, of_quads
from kg.graph.quads import quads_of
from kg.graph.remote import DESCRIBED, STORED, RemoteStore
from kg.graph.sparql import Dataset
from kg.graph.store import Store
from kg.namespaces import document

SELECT = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"


@pytest.fixture
def address():
    with serving() as address:
        yield address


@pytest.fixture(scope="module")
def quads(tmp_path_factory):
    """A graph of two documents by hostile authors, and the same without a claim of the second."""
    folders = [tmp_path_factory.mktemp(name) for name in ("before", "after")]
    write(folders[0])
    write(folders[1], CLAIMS[:-1])
    return [pieces(Store.open(folder).dump("nq")) for folder in folders]


@pytest.fixture
def line(address, monkeypatch):
    monkeypatch.setattr("kg.graph.connection.PAUSES", (0.01, 0.01))
    line = BrokenLine(address)
    yield line
    line.close()


def pieces(content: bytes) -> list[Piece]:
    """N-Quads as pieces."""
    return list(of_quads(quads_of(content)))


def contents(found: list[Piece]) -> list[bytes]:
    return [piece.content() for piece in found]


def replicated(folder, address, found: list[Piece]) -> replication.Written:
    return replication.write(folder, address, lambda: iter(found))


@pytest.fixture(scope="module")
def both(sample_graph, tmp_path_factory):
    """The graph of the sample documents on disk and in a store, which is named by its address."""
    home = tmp_path_factory.mktemp("data")
    with serving() as address, pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_DATA", str(home))
        here = folder(home, address)
        here.mkdir()
        shutil.copy(sample_graph / "readings.db", here)
        replicated(here, address, pieces(Store.open(sample_graph).dump("nq")))
        yield str(sample_graph), address


@pytest.mark.parametrize(
    "command",
    [
        ["claims", "--format", "jsonl"],
        ["claims", "--actor", "Clearview AI", "--hops", "2", "--class", "Company"],
        ["claims", "--query", "CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }"],
        ["conflicts"],
        ["show", "Microsoft"],
        ["path", "ACLU", "Amazon", "--all"],
        ["timeline", "--format", "csv"],
        ["stats", "--format", "json"],
        ["sources", "--format", "csv"],
        ["query", "co-actors", "--actor", "Microsoft"],
        ["query", "SELECT ?claim ?when WHERE { ?claim kg:time ?when }", "--format", "json"],
        ["query", "ASK { ?who kg:acquired ?whom }"],
        ["query", "SELECT ?who { ?who kg:aquired ?whom "],
        ["query", "SELECT ?a { SERVICE <http://example.org> { ?a ?b ?c } }"],
        ["export", "--format", "trig", "-o", "-"],
        ["export", "--format", "turtle", "--relation", "contracted", "-o", "-"],
        ["gaps"],
        ["why", "ACLU"],
        ["verify"],
    ],
    ids=lambda words: " ".join(words[:3]),
)
def test_a_command_says_the_same_of_a_store_as_of_a_folder(both, command):
    disk, store = (CliRunner().invoke(main, [*command, "--graph", graph]) for graph in both)
    assert (store.output, store.exit_code) == (disk.output, disk.exit_code)
    assert disk.output


def test_a_map_of_a_store_is_that_of_the_folder(both, tmp_path):
    pages = [tmp_path / "disk.html", tmp_path / "store.html"]
    for graph, page in zip(both, pages, strict=True):
        assert CliRunner().invoke(main, ["map", "-o", str(page), "--graph", graph]).exit_code == 0
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_who_has_not_the_documents_is_told_where_they_are(both, monkeypatch, tmp_path):
    there = folder(tmp_path, both[1])
    monkeypatch.setenv("KG_DATA", str(tmp_path))
    for command in (["gaps"], ["why", "ACLU"], ["verify"], ["judge", "reject", "abcd"]):
        result = CliRunner().invoke(main, [*command, "--graph", both[1]])
        assert result.exit_code == 1
        assert both[1] in result.output
        assert "/data" in result.output.replace("\n", "")  # the folder that the store was written from
    assert CliRunner().invoke(main, ["claims", "--graph", both[1]]).exit_code == 0
    assert not there.exists()  # asking leaves nothing here


def test_a_graph_of_another_folder_is_not_overwritten(both, monkeypatch, tmp_path):
    monkeypatch.setenv("KG_DATA", str(tmp_path))
    (tmp_path / "a.txt").write_text(SAMPLE["lawsuit.txt"])
    before = graphs(both[1])
    result = CliRunner().invoke(main, ["build", str(tmp_path / "a.txt"), "--graph", both[1]])
    assert "is written from" in result.output
    assert graphs(both[1]) == before


def test_only_what_has_changed_is_written(address, line, quads, tmp_path):
    first = replicated(tmp_path, line.address, quads[0])
    line.requests.clear()
    again = replicated(tmp_path, line.address, quads[0])
    assert (first.put, again.put, again.same) == (3, 0, 3)
    assert not [request for request in line.requests if not request.startswith("POST /query")]
    changed = replicated(tmp_path, line.address, quads[1])
    assert (changed.put, changed.same) == (1, 2)
    assert RemoteStore.open(address).dump("nq") == Store.in_memory(contents(quads[1])).dump("nq")


def test_a_build_after_a_change_writes_what_a_folder_would_hold(line, address, monkeypatch, tmp_path):
    monkeypatch.setenv("KG_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(workers, "_extractor", lambda teaching, fingerprint: Light())
    write_documents(tmp_path / "documents", 5)
    there = folder(tmp_path / "data", line.address)
    pipeline.build([tmp_path / "documents"], there, processes=1)
    line.requests.clear()
    (tmp_path / "documents" / "000002.txt").write_text("Acme sued Bolt.")
    for graph in (there, tmp_path / "graph"):
        pipeline.build([tmp_path / "documents"], graph, processes=1)
    assert sum("PUT" in request and "000002" in request for request in line.requests) == 1
    assert not any("PUT" in request and "000003" in request for request in line.requests)
    assert RemoteStore.open(address).dump("nq") == Store.open(tmp_path / "graph").dump("nq")


def test_a_document_that_is_gone_leaves_the_store_and_other_graphs_stay(address, quads, tmp_path):
    httpx.put(f"{address}/store", params={"graph": "urn:other"}, content="<urn:a> <urn:b> 1 .", trust_env=False,
              headers={"Content-Type": "text/turtle"})  # fmt: skip
    replicated(tmp_path, address, quads[0])
    rest = [piece for piece in quads[0] if "document/b-txt" not in piece.dataset]
    assert replicated(tmp_path, address, rest).deleted == 1
    assert set(graphs(address)) == {"urn:other", DESCRIBED, STORED, document("a.txt")}


def test_claims_come_after_what_they_speak_of_and_go_before_it(address, line, quads, tmp_path):
    described, *graphs = [piece for piece in quads[0] if "document/b-txt" not in piece.dataset]
    known = [quad for quad in quads_of(described.content()) if "zurich" not in quad.line]
    replicated(tmp_path, address, [*of_quads(known), *graphs])
    replicated(tmp_path, line.address, quads[0])
    writes = [request.split()[:2] for request in line.requests if not request.startswith("POST /query")]
    order = [next(name for name in ("stored", "described", "document") if name in place) for _, place in writes]
    assert order == ["stored", "described", "document", "described", "stored"]
    assert [method for method, _ in writes] == ["PUT", "POST", "PUT", "PUT", "PUT"]


def test_a_lost_connection_is_tried_again(address, line, quads, tmp_path):
    line.cuts = 2
    replicated(tmp_path, line.address, quads[0])
    assert line.cuts == 0
    assert RemoteStore.open(address).dump("nq") == Store.in_memory(contents(quads[0])).dump("nq")


def test_a_connection_that_stays_lost_leaves_no_half_graph_and_the_next_build_goes_on(address, line, quads, tmp_path):
    replicated(tmp_path, address, quads[0])
    before = graphs(address)
    line.cuts = 100
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:\d+ cannot be reached: .+; tried 3 times"):
        replicated(tmp_path, line.address, quads[1])
    assert graphs(address) == before
    line.cuts = 0
    replicated(tmp_path, line.address, quads[1])
    assert RemoteStore.open(address).dump("nq") == Store.in_memory(contents(quads[1])).dump("nq")


def test_what_was_half_written_is_written_again(address, quads, tmp_path, monkeypatch):
    """Whoever dies between two named graphs leaves a store that says which are to be written."""
    replicated(tmp_path, address, quads[0])
    with monkeypatch.context() as patch:
        patch.setattr(Connection, "put", dying(Connection.put, after=2))
        with pytest.raises(KeyboardInterrupt):
            replicated(tmp_path, address, quads[1])
    assert replicated(tmp_path, address, quads[0]).put == 1
    assert RemoteStore.open(address).dump("nq") == Store.in_memory(contents(quads[0])).dump("nq")


def dying(put, after):
    """A method that is interrupted at a later call."""
    calls = []

    def dead(self, graph, content):
        calls.append(graph)
        if len(calls) > after:
            raise KeyboardInterrupt
        put(self, graph, content)

    return dead


def test_an_answer_is_asked_of_the_graphs_that_are_named(address, quads, tmp_path):
    replicated(tmp_path, address, quads[0])
    store = RemoteStore.open(address)
    _, rows = store.export_within(SELECT, "csv", "nt", most=1000, dataset=Dataset([document("a.txt")]))
    assert document("a.txt").encode() in rows
    assert document("b.txt").encode() not in rows
    with pytest.raises(LimitError):
        store.export_within(SELECT, "csv", "nt", most=3)


def test_a_query_in_the_place_of_a_value_stays_a_value(address, quads, tmp_path):
    replicated(tmp_path, address, quads[0])
    query = "SELECT ?who WHERE { VALUES ?name { UNDEF } ?who rdfs:label ?name }"
    evil = '" } ?who ?any ?name . FILTER(true) #'
    assert list(RemoteStore.open(address).texts(query, bindings={"name": evil})) == []


def test_an_error_of_a_store_names_its_host(address):
    with pytest.raises(StoreError, match=f"there is no graph at {address}"):
        RemoteStore.open(address)
    with pytest.raises(QueryError, match=address.removeprefix("http://")):
        Connection(address).ask("SELEC", "*/*")
    with pytest.raises(StoreError, match="cannot be reached"):
        Connection("http://127.0.0.1:1", pauses=()).ask("ASK {}", "*/*")
