"""Taking exports and tables in: what comes back is what went out, what is wrong is refused, and builds keep it."""

from __future__ import annotations

from pathlib import Path

import pytest
from handed import CLAIMS, ONTOLOGY, PLAIN, hostile_graph, reading

from kg.building import pipeline
from kg.claims import Extraction
from kg.errors import UsageError
from kg.exports.exporting import export
from kg.exports.selection import select
from kg.graph.queries import claims, documents
from kg.graph.readings import Readings
from kg.graph.store import Store
from kg.imports.importing import listed, remove, take
from kg.imports.mapping import TableMapping
from kg.knowledge import KnowledgeGraph
from kg.reading.documents import Document

MAPPING = """\
columns: {subject: Agency, object: Supplier, amount: Value, when: Signed, url: Link, status: Status}
values: {relation: contracted, subject_class: LawEnforcement, object_class: Company, currency: USD}
"""
TABLE = '''\
Agency,Supplier,Value,Signed,Link,Status
Oakland Police,ShotSpotter,"$1,250,000.50",2019-03-01,https://example.org/a,
"Fresno PD, ""North""",Axon,80000,June 2020,https://example.org/a,planned
Reno PD,=Axon(),,2018/2020,,denied
'''


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    return hostile_graph(tmp_path_factory.mktemp("hostile"))


def handed(folder: Path, file: Path, form: str | None = None, **asked: str) -> Path:
    """A graph, or a part of it, exported to a file."""
    export(select(Store.open(folder), ONTOLOGY, **asked), file, form)
    return file


@pytest.fixture
def table(tmp_path) -> Path:
    (tmp_path / "contracts.yaml").write_text(MAPPING, "utf-8")
    (tmp_path / "contracts.csv").write_text(TABLE, "utf-8")
    return tmp_path / "contracts.csv"


def imported(table: Path, folder: Path, **options):
    return take(table, folder, mapping=table.with_name("contracts.yaml"), **options)


def said(folder: Path) -> list[tuple[str, str, str, str]]:
    found = [one.claim for one in claims(Store.open(folder))]
    return sorted((one.subject, one.predicate, one.object, one.status) for one in found)


@pytest.mark.parametrize(("name", "form"), [("a.trig", None), ("a.nq", None), ("b.trig", "rdf12")])
def test_what_is_exported_is_the_same_after_its_import(hostile, tmp_path, name, form):
    take(handed(hostile, tmp_path / name, form), tmp_path / "graph")
    again = handed(tmp_path / "graph", tmp_path / "again.nq")
    assert again.read_bytes() == handed(hostile, tmp_path / "before.nq").read_bytes()


def test_a_part_is_the_same_after_its_import(hostile, tmp_path):
    part = handed(hostile, tmp_path / "part.nq", actor=PLAIN)
    take(part, tmp_path / "graph")
    again = select(Store.open(tmp_path / "graph"), ONTOLOGY, actor=PLAIN)
    assert export(again, tmp_path / "again.nq").claims == 2
    assert (tmp_path / "again.nq").read_bytes() == part.read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("ontology#negated> <", "ontology#affirmed> <", "does not say what its hash is of"),
        ('oa#start> "0"', 'oa#start> "zero"', "holds a value that cannot be read"),
        ("2020-06", "2020-07", None),
        ("ontology#acquired>", "ontology#swallowed>", "has no term 'swallowed'"),
        ("ontology#sha256>", "ontology#hash>", "says what no export of this program says"),
        ("oa#exact> ", "oa#prefix> ", "has no oa:exact"),
        ("<https", "<<https", "is not nq"),
    ],
)
def test_an_export_that_was_edited_wrongly_is_refused_and_changes_nothing(hostile, tmp_path, old, new, reason):
    file = handed(hostile, tmp_path / "a.nq")
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    if reason is None:  # which shows that the others are not refused for being edited
        assert take(file, tmp_path / "graph")
        return
    with pytest.raises(UsageError, match=reason):
        take(file, tmp_path / "graph")
    assert not (tmp_path / "graph").exists()


def test_a_plain_edge_without_a_claim_is_refused(hostile, tmp_path):
    file = handed(hostile, tmp_path / "a.nq")
    lines = file.read_text("utf-8").split("\n")
    edge = next(
        line for line in lines if "/entity/dana-reyes> <https://w3id.org/kg-receipts/ontology#criticized>" in line
    )
    file.write_text("\n".join([*lines[:-1], edge.replace("#criticized>", "#sued>"), ""]), "utf-8")
    with pytest.raises(UsageError, match="a plain edge needs a claim that affirms a fact"):
        take(file, tmp_path / "graph")


def test_what_the_graph_has_read_itself_comes_before_an_import(hostile, tmp_path):
    document, extraction = reading(CLAIMS[0])
    with Readings.open(tmp_path / "graph") as readings:
        readings.put(document, Extraction((), (), ()), "by hand")
    take(handed(hostile, tmp_path / "a.nq"), tmp_path / "graph")
    store = Store.open(tmp_path / "graph")
    assert len(documents(store)) == len(CLAIMS)
    assert len(claims(store)) == len(CLAIMS) - len(extraction.claims)


def test_a_row_is_a_claim_whose_receipt_is_the_row(table, tmp_path):
    done, refused = imported(table, tmp_path / "graph")
    assert (done.claims, done.documents, refused) == (3, 2, [])
    assert said(tmp_path / "graph") == [
        ('Fresno PD, "North"', "contracted", "Axon", "planned"),
        ("Oakland Police", "contracted", "ShotSpotter", "fact"),
        ("Reno PD", "contracted", "=Axon()", "denied"),
    ]
    with Readings.read(tmp_path / "graph") as readings:
        read = {document.name: (document, found) for document, found in readings}
    assert set(read) == {"contracts.csv", "contracts.csv (https://example.org/a)"}
    for document, found in read.values():
        assert all(document.text[one.start : one.end] == one.quote for one in found.claims)
    first, second = read["contracts.csv (https://example.org/a)"][1].claims
    assert (first.amount, first.when) == ("1250000.50 USD", "2019-03-01")
    assert second.quote.startswith('Agency: Fresno PD, "North"; Supplier: Axon; Value: 80000; Signed: June 2020;')


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",Axon,1,2020,,", "has no subject"),
        ("Reno PD,Axon,1.234,2020,,", "amount '1.234' is not a number"),
        ('Reno PD,Axon,"1.234,56",2020,,', "is not a number"),
        ("Reno PD,Axon,1,tomorrow,,", "when 'tomorrow' is not a date"),
        ("Reno PD,Axon,1,2020,,planed", "no status 'planed'. Did you mean planned"),
    ],
)
def test_a_bad_row_is_named_with_its_reason_and_the_others_are_taken(table, tmp_path, row, reason):
    table.write_text(f"{TABLE}{row}\n", "utf-8")
    done, (refusal,) = imported(table, tmp_path / "graph")
    assert done.claims == 3
    assert refusal.source == f"{table}:5"
    assert reason in refusal.reason


def test_a_class_that_the_relation_does_not_allow_refuses_the_row(table, tmp_path):
    table.with_name("contracts.yaml").write_text(MAPPING.replace("object_class: Company", "object_class: Law"))
    with pytest.raises(UsageError, match=r"object_class 'Law' is none that 'contracted' allows: Company"):
        imported(table, tmp_path / "graph")


def test_a_class_is_asked_for_where_the_relation_allows_several(table, tmp_path):
    table.with_name("contracts.yaml").write_text(MAPPING.replace("object_class: Company, ", ""))
    with pytest.raises(UsageError, match="has no object_class, and 'contracted' allows several: Company"):
        imported(table, tmp_path / "graph")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("columns: {subject: Agency, objekt: Supplier}", "field 'objekt' is not known. Did you mean object"),
        ("colums: {subject: Agency}", "section 'colums' is not known. Did you mean columns"),
        ("columns: {subject: Agency}", "says nothing of relation and object"),
        ("columns: [Agency]", "the section `columns:` has to hold lines"),
        ("just words", "is no mapping"),
        ("a: [", "is not YAML"),
    ],
)
def test_a_mapping_that_is_wrong_says_how(tmp_path, text, reason):
    (tmp_path / "m.yaml").write_text(text)
    with pytest.raises(UsageError, match=reason.replace("[", r"\[")):
        TableMapping.read(tmp_path / "m.yaml")


def test_a_column_that_is_not_there_is_named(table, tmp_path):
    table.write_text(TABLE.replace("Supplier,", "Suplier,"), "utf-8")
    with pytest.raises(UsageError, match=r"there is no column 'Supplier' for object. Did you mean Suplier"):
        imported(table, tmp_path / "graph")


def test_a_build_keeps_what_was_imported(table, hostile, tmp_path):
    graph, texts = tmp_path / "graph", tmp_path / "texts"
    texts.mkdir()
    (texts / "note.txt").write_text("Nothing happened.")
    imported(table, graph)
    take(handed(hostile, tmp_path / "other.trig"), graph)
    before = said(graph)
    table.unlink()
    pipeline.build([texts, tmp_path], graph, prune=True, processes=1)
    assert said(graph) == before
    assert [(one.name, one.claims) for one in listed(graph)] == [("contracts.csv", 3), ("other.trig", len(CLAIMS))]


def test_an_import_replaces_itself_and_is_removed_by_its_name(table, hostile, tmp_path):
    graph = tmp_path / "graph"
    imported(table, graph)
    take(handed(hostile, tmp_path / "other.trig"), graph)
    table.write_text("\n".join(TABLE.split("\n")[:2]), "utf-8")
    imported(table, graph)
    assert len(said(graph)) == 1 + len(CLAIMS)
    remove("other.trig", graph)
    assert len(said(graph)) == 1
    with pytest.raises(UsageError, match=r"there is no import 'contract.csv'. Did you mean contracts.csv"):
        remove("contract.csv", graph)
    remove("contracts.csv", graph)
    assert said(graph) == []


def test_an_import_does_not_replace_a_document_that_was_read(table, tmp_path):
    with Readings.open(tmp_path / "graph") as readings:
        readings.put(Document("contracts.csv", "x", "x", "ab"), Extraction((), (), ()), "by hand")
    with pytest.raises(UsageError, match=r"there is a document 'contracts.csv' already"):
        imported(table, tmp_path / "graph")
    assert imported(table, tmp_path / "graph", name="mine")[0].name == "mine"


def test_a_workbook_is_read_like_a_table(table, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    import datetime

    book = openpyxl.Workbook()
    book.active.append(["Agency", "Supplier", "Value", "Signed", "Link", "Status"])
    book.active.append(["Oakland Police", "ShotSpotter", 1250000.0, datetime.datetime(2019, 3, 1), None, None])
    book.save(tmp_path / "contracts.xlsx")
    imported(tmp_path / "contracts.xlsx", tmp_path / "graph")
    (found,) = claims(Store.open(tmp_path / "graph"))
    assert (found.claim.amount, found.claim.when) == ("1250000 USD", "2019-03-01")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.csv", b"", "holds no rows"),
        ("a.csv", b"a,a\n1,2\n", "has more than one column 'a'"),
        ("a.csv", bytes(range(256)) * 9, "is binary data"),
        ("a.xlsx", b"PK nothing", "is not an Excel workbook"),
        ("a.pdf", b"%PDF", "is none of the files that can be imported"),
    ],
)
def test_a_file_that_is_no_table_is_refused(table, tmp_path, name, data, reason):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UsageError, match=reason):
        imported(tmp_path / name, tmp_path / "graph")
    assert not (tmp_path / "graph").exists()


def test_names_are_explained_beside_an_import(table, hostile, tmp_path):
    imported(table, tmp_path / "graph")
    take(handed(hostile, tmp_path / "other.trig"), tmp_path / "graph")
    (identity,) = KnowledgeGraph.open(tmp_path / "graph").why("ShotSpotter").identities
    assert identity.agreed.documents == ("contracts.csv (https://example.org/a)",)
