"""The store: written whole or not at all, read by many, asked in SPARQL and answered in plain values."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

import pytest
from rdflib import Dataset, Graph

from kg.errors import LimitError, QueryError, StoreError, UsageError
from kg.graph import loading, streams
from kg.graph.generations import current, new_generation, tidy
from kg.graph.notation import Iri
from kg.graph.sparql import Dataset as Asked
from kg.graph.store import Rows, Store, change, replace

ROOT = Path(__file__).resolve().parent.parent
QUADS = b"""\
<http://a/ice> <http://a/name> "ICE" .
<http://a/ice> <http://a/contracted> <http://a/clearview> <http://a/doc1> .
<http://a/ice> <http://a/contracted> <http://a/clearview> <http://a/doc2> .
<http://a/claim> <http://a/start> "120"^^<http://www.w3.org/2001/XMLSchema#integer> <http://a/doc1> .
<http://a/claim> <http://a/amount> "224000.5"^^<http://www.w3.org/2001/XMLSchema#decimal> <http://a/doc1> .
<http://a/claim> <http://a/time> "2020-08"^^<http://www.w3.org/2001/XMLSchema#gYearMonth> <http://a/doc1> .
"""
OTHER = b'<http://a/x> <http://a/y> "new" .\n'


@pytest.fixture(scope="module")
def store():
    return Store.in_memory([QUADS])


@pytest.fixture
def folder(tmp_path):
    replace(tmp_path, [QUADS])
    return tmp_path


def generations(folder: Path) -> list[str]:
    return sorted(place.name for place in (folder / "store").iterdir() if place.is_dir())


def test_the_default_graph_is_the_union_of_all(store):
    assert store.query("ASK { <http://a/ice> <http://a/name> ?name ; <http://a/contracted> ?whom }") is True


def test_rows_are_plain_values(store):
    query = """SELECT ?start ?amount ?time ?none ?who WHERE {
      ?c <http://a/start> ?start ; <http://a/amount> ?amount ; <http://a/time> ?time . ?who <http://a/name> ?name }"""
    answer = store.query(query)
    assert answer == Rows(
        ("start", "amount", "time", "none", "who"), [(120, 224000.5, "2020-08", None, "http://a/ice")]
    )
    assert isinstance(answer.rows[0][4], Iri)
    assert answer.records()[0]["time"] == "2020-08"


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("true", True),
        ("2.50", 2.5),
        ("3.0", 3.0),
        ("1e3", 1000.0),
        ('"x"@en', "x"),
        ('"7x"^^xsd:integer', "7x"),
        ('"INF"^^xsd:double', float("inf")),
    ],
)
def test_literals_become_python_values(store, term, value):
    assert store.query(f"SELECT ({term} AS ?x) {{}}").rows == [(value,)]


def test_construct_gives_triples(store):
    answer = store.query("CONSTRUCT { ?s <http://a/b> ?o } WHERE { ?s <http://a/name> ?o }")
    assert answer == Rows(("subject", "predicate", "object"), [("http://a/ice", "http://a/b", "ICE")])


def test_texts_are_the_values_as_stored(store):
    assert list(store.texts("SELECT ?amount ?none { ?c <http://a/amount> ?amount }")) == [("224000.5", None)]


def test_only_select_has_texts(store):
    with pytest.raises(UsageError, match="only a SELECT query has rows"):
        next(store.texts("ASK {}"))


def test_rows_are_exported_in_the_standard_formats(store):
    query = "SELECT ?who ?name { ?who <http://a/name> ?name }"
    assert store.export(query, "csv") == b"who,name\r\nhttp://a/ice,ICE\r\n"
    assert json.loads(store.export(query, "json"))["results"]["bindings"][0]["name"]["value"] == "ICE"
    assert json.loads(store.export("ASK {}", "json"))["boolean"] is True


def test_triples_are_exported_as_turtle_with_the_usual_prefixes(store):
    turtle = store.export("CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s <http://a/name> ?o }", "ttl")
    assert b'rdfs:label "ICE"' in turtle
    assert len(Graph().parse(data=turtle, format="turtle")) == 1


@pytest.mark.parametrize(
    ("query", "form", "near"), [("SELECT * {}", "cvs", "csv"), ("CONSTRUCT WHERE {}", "tttl", "ttl")]
)
def test_an_unknown_format_is_an_error_with_the_near_one(store, query, form, near):
    with pytest.raises(UsageError, match=rf"'{form}' is not a format of .*Did you mean .*{near}"):
        store.export(query, form)


@pytest.mark.parametrize("form", ["trig", "nq"])
def test_the_whole_store_is_dumped_with_its_graphs(store, form):
    dataset = Dataset()
    dataset.parse(data=store.dump(form), format={"nq": "nquads"}.get(form, form))
    assert len(list(dataset.quads())) == len(store) == 6


@pytest.mark.parametrize("form", ["ttl", "nt", "rdf"])
def test_without_graphs_each_triple_is_dumped_once(store, form):
    names = {"rdf": "xml", "ttl": "turtle"}
    assert len(Graph().parse(data=store.dump(form), format=names.get(form, form))) == 5


def test_an_unknown_dump_is_an_error(store):
    with pytest.raises(UsageError, match="'csv' is not a format of a graph; allowed: trig, nq, jsonld, ttl"):
        store.dump("csv")


def test_the_order_of_writing_does_not_show_in_a_dump(tmp_path):
    for name, lines in (("one", QUADS.splitlines(True)), ("other", reversed(QUADS.splitlines(True)))):
        replace(tmp_path / name, lines)
    one, other = Store.open(tmp_path / "one"), Store.open(tmp_path / "other")
    for form in ("nq", "trig", "ttl"):
        assert one.dump(form) == other.dump(form)


def test_an_update_is_no_query(store):
    with pytest.raises(QueryError, match="line 1"):
        store.query("INSERT DATA { <http://a/b> <http://a/c> 1 }")


def test_a_query_that_calls_another_machine_is_refused(store):
    with pytest.raises(QueryError, match="queries stay on this one"):
        store.query("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }")


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_rows_within_a_limit_are_the_rows(store, form):
    asked = "SELECT ?s ?o ?none { ?s ?p ?o } ORDER BY ?p ?o"
    assert store.export_within(asked, form, None, most=6) == (form, store.export(asked, form))


@pytest.mark.parametrize("asked", ["SELECT ?s { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"])
def test_an_answer_beyond_its_limit_is_given_up(store, asked):
    with pytest.raises(LimitError, match="4 rows"):
        store.export_within(asked, "json", "ttl", most=4)


def test_an_answer_of_the_kind_that_is_not_wanted_is_none(store):
    assert store.export_within("DESCRIBE <http://a/ice>", "json", None, most=9) == (None, b"")


@pytest.mark.parametrize(
    ("dataset", "default", "named"),
    [(None, 6, 5), (Asked(["http://a/doc1"]), 4, 0), (Asked((), ["http://a/doc2"]), 0, 1)],
)
def test_the_graphs_that_are_asked_can_be_chosen(store, dataset, default, named):
    counts = "SELECT (COUNT(?s) AS ?default) (COUNT(?g) AS ?named) { {?s ?p ?o} UNION {GRAPH ?g {?a ?b ?c}} }"
    _, answer = store.export_within(counts, "csv", None, most=1, dataset=dataset)
    assert answer.split() == [b"default,named", f"{default},{named}".encode()]


def test_a_query_that_names_its_graphs_asks_no_other(store):
    assert len(store.query("SELECT * FROM <http://a/doc1> { ?s ?p ?o }").rows) == 4


def test_no_more_rows_are_looked_for_than_are_wanted(store):
    everything = " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(30))
    assert len(store.query(f"SELECT * {{ {everything} }}", most=3).rows) == 3


def test_what_is_written_is_read(folder):
    assert Store.open(folder).dump("nq") == Store.in_memory([QUADS]).dump("nq")


def test_pieces_may_break_anywhere(tmp_path):
    replace(tmp_path, (bytes([byte]) for byte in QUADS))
    assert len(Store.open(tmp_path)) == 6


def test_what_is_loaded_in_parts_and_then_at_once_is_all_there(tmp_path, monkeypatch):
    monkeypatch.setattr(streams, "PART", 40)
    monkeypatch.setattr(loading, "MOST_PARTS", 2)
    replace(tmp_path, (bytes([byte]) for byte in QUADS))
    assert Store.open(tmp_path).dump("nq") == Store.in_memory([QUADS]).dump("nq")


def test_an_error_among_what_is_loaded_at_once_is_told_as_it_is(folder, monkeypatch):
    monkeypatch.setattr(streams, "PART", 40)
    monkeypatch.setattr(loading, "MOST_PARTS", 1)

    def pieces():
        yield QUADS
        raise UsageError("out of claims")

    before = current(folder)
    with pytest.raises(UsageError, match="out of claims"):
        replace(folder, pieces())
    assert current(folder) == before


def test_an_empty_graph_can_be_written_and_read(tmp_path):
    replace(tmp_path, [])
    assert len(Store.open(tmp_path)) == 0


def test_a_store_is_replaced_whole(folder):
    replace(folder, [OTHER])
    assert Store.open(folder).query("SELECT ?o { ?s ?p ?o }").rows == [("new",)]
    assert len(generations(folder)) == 1


def test_a_reader_keeps_what_it_has_opened(folder):
    reader = Store.open(folder)
    assert reader.is_current()
    replace(folder, [OTHER])
    assert len(reader.query("SELECT * { ?s ?p ?o }").rows) == 6
    assert not reader.is_current()


def test_a_build_that_fails_leaves_the_old_store(folder):
    def pieces():
        yield OTHER
        raise RuntimeError("out of claims")

    before = current(folder)
    with pytest.raises(RuntimeError, match="out of claims"):
        replace(folder, pieces())
    assert current(folder) == before
    assert len(Store.open(folder)) == 6
    assert generations(folder) == [before.name]


def test_a_build_that_is_killed_leaves_the_old_store_and_the_next_cleans_up(folder):
    program = f"""
import os
from pathlib import Path
from kg.graph.store import replace
def pieces():
    yield {OTHER!r}
    os._exit(9)
replace(Path({str(folder)!r}), pieces())
"""
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT).returncode == 9
    assert len(Store.open(folder)) == 6
    replace(folder, [OTHER])
    assert len(Store.open(folder)) == 1
    assert len(generations(folder)) == 1


def test_what_a_reader_has_opened_stays_until_the_next_build_after_its_end(folder):
    first = Store.open(folder)
    replace(folder, [OTHER])
    second = Store.open(folder)
    replace(folder, [QUADS])
    assert (generations(folder), len(first), len(second)) == (["1", "2", "3"], 6, 1)
    del first
    replace(folder, [OTHER])
    assert generations(folder) == ["2", "4"]


def test_a_reader_that_is_killed_holds_nothing(folder):
    program = f"""
import sys
from pathlib import Path
from kg.graph.store import Store
store = Store.open(Path({str(folder)!r}))
print("opened", flush=True)
sys.stdin.read()
"""
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdin=PIPE, stdout=PIPE) as reader:
        assert reader.stdout.readline() == b"opened\n"
        replace(folder, [OTHER])
        assert generations(folder) == ["1", "2"]
        reader.kill()
    replace(folder, [OTHER])
    assert generations(folder) == ["3"]


def test_a_reader_that_comes_while_its_generation_is_removed_takes_the_next(folder, monkeypatch):
    named = iter([current(folder)])  # read before the build has named another
    replace(folder, [OTHER])
    now = current(folder)
    monkeypatch.setattr("kg.graph.generations.current", lambda folder: next(named, now))
    assert Store.open(folder).query("SELECT ?o { ?s ?p ?o }").rows == [("new",)]


def test_a_reader_that_comes_before_its_generation_is_removed_takes_the_next_and_lets_go_of_it(folder, monkeypatch):
    reader = Store.open(folder)
    named = iter([current(folder)])
    replace(folder, [OTHER])
    now = current(folder)
    del reader
    with monkeypatch.context() as patched:
        patched.setattr("kg.graph.generations.current", lambda folder: next(named, now))
        kept = Store.open(folder)
    assert len(kept) == 1
    tidy(folder)
    assert generations(folder) == [now.name]


@pytest.mark.parametrize("locks", [True, False])
def test_a_folder_that_cannot_be_written_is_read(folder, monkeypatch, locks):
    if not locks:
        monkeypatch.setitem(sys.modules, "fcntl", None)
    for place in (folder, *folder.rglob("*")):
        place.chmod(0o555 if place.is_dir() else 0o444)
    try:
        assert len(Store.open(folder)) == 6
    finally:
        for place in (folder, *folder.rglob("*")):
            place.chmod(0o755 if place.is_dir() else 0o644)


def test_where_the_system_has_no_locks_all_but_the_current_generation_are_removed(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "fcntl", None)
    reader = Store.open(folder)
    replace(folder, [OTHER])
    assert (reader.is_current(), generations(folder)) == (False, ["2"])


def test_many_processes_read_at_once(folder):
    here = Store.open(folder)
    program = (
        f"from pathlib import Path; from kg.graph.store import Store; print(len(Store.open(Path({str(folder)!r}))))"
    )
    there = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert (there.stdout, len(here)) == ("6\n", 6)


def test_reading_changes_no_file(folder):
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    Store.open(folder).query("SELECT * { ?s ?p ?o }")
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


def test_without_a_graph_the_error_says_what_to_do(tmp_path):
    with pytest.raises(StoreError, match="run `kg build` first"):
        Store.open(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_damaged_store_is_an_error_that_says_what_to_do(folder):
    (current(folder) / "CURRENT").write_text("nonsense")
    with pytest.raises(StoreError, match="run `kg build` to write it again"):
        Store.open(folder)


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path):
    (tmp_path / "store").write_text("a file where a folder has to be")
    with pytest.raises(StoreError, match="cannot be written"):
        replace(tmp_path, [QUADS])


def test_a_new_generation_is_not_that_which_is_named_though_it_was_removed(folder):
    shutil.rmtree(current(folder))
    with new_generation(folder) as place:
        assert place != current(folder)


def test_a_change_where_no_store_is_is_an_error(tmp_path):
    with pytest.raises(StoreError, match="there is no store"):
        change(tmp_path, [], [QUADS], also=lambda place: None)
