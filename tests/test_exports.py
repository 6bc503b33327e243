"""What is exported is read back by the software it is for, and nothing is lost or turned into something else."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import networkx as nx
import pyoxigraph
import pytest
import yaml
from handed import CYPHER, FORMULA, MARKUP, ONTOLOGY, PLAIN, QUOTE, hostile_graph
from rdflib import Dataset, Graph

from kg.errors import UsageError
from kg.exports.description import DESCRIPTION
from kg.exports.exporting import export
from kg.exports.formats import FORMATS, chosen
from kg.exports.rdf import quads
from kg.exports.rows import CLAIM_COLUMNS, claim_row
from kg.exports.selection import Selection, select
from kg.exports.writing import write
from kg.graph.notation import expanded
from kg.graph.store import Store
from kg.namespaces import term

SCHEMATA = json.loads((Path(__file__).parent / "data" / "followthemoney.json").read_text("utf-8"))["schemata"]
MAPPING = Path(__file__).parent.parent / "ontology" / "followthemoney.yaml"


@pytest.fixture(scope="module")
def selection(tmp_path_factory) -> Selection:
    return select(Store.open(hostile_graph(tmp_path_factory.mktemp("hostile"))), ONTOLOGY)


def made(selection: Selection, form: str) -> bytes:
    content = FORMATS[form].content(selection)
    assert isinstance(content, bytes)
    return content


def terms_of(dataset: Dataset) -> set[tuple[str, ...]]:
    default = str(dataset.default_graph.identifier)
    return {(str(s), str(p), str(o), "" if str(g) in ("None", default) else str(g)) for s, p, o, g in dataset.quads()}


def expected(selection: Selection) -> set[tuple[str, ...]]:
    """What the store holds, read by another parser."""
    parsed = pyoxigraph.parse(selection.store.dump("nq"), format=pyoxigraph.RdfFormat.N_QUADS)
    return {
        (q.subject.value, q.predicate.value, q.object.value, getattr(q.graph_name, "value", "")) for q in parsed
    }  # fmt: skip


@pytest.mark.parametrize(("form", "rdflib_form"), [("nquads", "nquads"), ("trig", "trig"), ("jsonld", "json-ld")])
def test_rdflib_reads_the_quads_of_the_store_and_their_description(selection, form, rdflib_form):
    dataset = Dataset()
    dataset.parse(data=made(selection, form), format=rdflib_form)
    found = terms_of(dataset)
    assert {quad for quad in found if quad[3] != DESCRIPTION} == expected(selection)
    assert {quad for quad in found if quad[3] == DESCRIPTION}


def test_turtle_holds_every_triple_of_the_union(selection):
    found = {tuple(map(str, triple)) for triple in Graph().parse(data=made(selection, "turtle"), format="turtle")}
    assert {quad[:3] for quad in expected(selection)} <= found


def test_in_rdf_1_2_every_claim_reifies_its_triple_and_only_facts_are_asserted(selection):
    found = list(pyoxigraph.parse(made(selection, "rdf12"), format=pyoxigraph.RdfFormat.TRIG))
    reified = {q.subject.value: q.object for q in found if q.predicate.value == expanded("rdf:reifies")}
    edges = [q for q in found if isinstance(q.object, pyoxigraph.NamedNode)]
    asserted = {(q.subject.value, q.predicate.value, q.object.value) for q in edges}
    for stated in selection.claims:
        triple = reified[stated.iri]
        said = triple.subject.value, triple.predicate.value, triple.object.value
        assert said == (stated.subject.iri, term(stated.claim.predicate), stated.object.iri)
        assert (said in asserted) == stated.claim.is_fact


def test_the_description_counts_what_the_export_holds(selection):
    dataset = Dataset()
    dataset.parse(data=made(selection, "nquads"), format="nquads")
    (triples,) = (o for s, p, o, _ in dataset.quads() if (str(s), str(p)) == (DESCRIPTION, expanded("void:triples")))
    assert int(triples) == len(quads(selection)) == len(expected(selection))


def test_a_part_holds_its_claims_only_and_describes_all_that_they_name(selection):
    part = select(selection.store, ONTOLOGY, actor=PLAIN)
    found = quads(part)
    claims = {quad.subject for quad in found if quad.value == f"<{term('Claim')}>"}
    assert claims == {f"<{stated.iri}>" for stated in part.claims}
    assert len(claims) == 2
    described = {quad.subject for quad in found if not quad.dataset}
    assert {v for quad in found for v in (quad.subject, quad.value) if "/id/entity/" in v and v[0] == "<"} <= described
    edges = [quad for quad in found if quad.dataset and quad.predicate == f"<{term('contracted')}>"]
    assert not edges


def xml(value: object) -> object:
    return value.replace("\u0001", "\ufffd").replace("\u000b", "\ufffd") if isinstance(value, str) else value


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networkx_reads_names_statuses_and_receipts(selection, form):
    read = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[form]
    network = read(io.BytesIO(made(selection, form)))
    assert {data["label"] for _, data in network.nodes(data=True)} == {xml(end.name) for end in selection.ends()}
    edges = {key: (tail, head, data) for tail, head, key, data in network.edges(keys=True, data=True)}
    for stated in selection.claims:
        tail, head, data = edges[stated.id]
        assert (tail, head) == (stated.subject.iri, stated.object.iri)
        assert (data["status"], data["quote"]) == (stated.claim.status, xml(stated.claim.quote))
        assert (data["quote_start"], data["quote_end"]) == (stated.claim.start, stated.claim.end)
        assert data["label"].startswith(ONTOLOGY.relation(stated.claim.predicate).label) == stated.claim.is_fact


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def text(value: object) -> str:
    return "" if value is None else str(value)


def test_the_bulk_importer_of_neo4j_gets_all_unchanged(selection):
    files = FORMATS["neo4j"].content(selection)
    nodes = {row["iri:ID"]: row for row in table(files["nodes.csv"])}
    assert {row["name"] for row in nodes.values()} == {end.name for end in selection.ends()}
    rows = {row["claim"]: row for row in table(files["relationships.csv"])}
    for stated in selection.claims:
        row = {name.partition(":")[0] or name: value for name, value in rows[stated.id].items()}
        assert {name: row[name] for name in CLAIM_COLUMNS} == {
            name: text(value) for name, value in claim_row(stated, selection).items()
        }
        assert {rows[stated.id][":START_ID"], rows[stated.id][":END_ID"]} <= set(nodes)
        assert (rows[stated.id][":TYPE"] == stated.claim.predicate) == stated.claim.is_fact


CYPHER_TEXT = re.compile(r"'((?:[^'\\]|\\.)*)'")
CYPHER_ESCAPE = re.compile(r"\\(u[0-9a-f]{4}|.)")


def unescaped(literal: str) -> str:
    """A Cypher string as Neo4j reads it."""
    known = {"n": "\n", "r": "\r", "t": "\t"}
    return CYPHER_ESCAPE.sub(lambda m: chr(int(m[1][1:], 16)) if len(m[1]) > 1 else known.get(m[1], m[1]), literal)


def test_no_text_leaves_its_string_in_cypher(selection):
    lines = made(selection, "cypher").decode().split("\n")[:-1]
    assert len(lines) == 1 + len(selection.ends()) + len(selection.claims)
    bare = [CYPHER_TEXT.sub("''", line) for line in lines]
    assert not [line for line in bare if "DETACH" in line or line.count(";") != 1 or "evil" in line]
    strings = {unescaped(literal) for line in lines for literal in CYPHER_TEXT.findall(line)}
    assert {CYPHER, FORMULA, MARKUP, QUOTE} <= strings


def test_kumu_finds_the_ends_of_every_connection_and_runs_nothing(selection):
    files = FORMATS["kumu"].content(selection)
    labels = [row["Label"] for row in table(files["elements.csv"])]
    connections = table(files["connections.csv"])
    assert len(set(labels)) == len(labels) == len(selection.ends())
    assert {row[end] for row in connections for end in ("From", "To")} <= set(labels)
    assert "'" + FORMULA in labels
    assert {row["Claim"]: row["Type"] for row in connections} == {one.id: one.claim.status for one in selection.claims}


def test_oligrapher_draws_what_is_no_fact_dashed_and_keeps_the_receipt(selection):
    drawing = json.loads(made(selection, "oligrapher"))
    for stated in selection.claims:
        edge = drawing["edges"][stated.id]
        assert {edge["node1_id"], edge["node2_id"]} <= set(drawing["nodes"])
        assert edge["dash"] != stated.claim.is_fact
        assert edge["claim"] == claim_row(stated, selection)
    assert {node["name"] for node in drawing["nodes"].values()} == {end.name for end in selection.ends()}


@pytest.fixture(scope="module")
def entities(selection) -> list[dict]:
    return [json.loads(line) for line in made(selection, "ftm").decode().split("\n") if line]


def test_entities_have_what_their_schemata_allow_and_need(entities):
    kinds = {entity["id"]: entity["schema"] for entity in entities}
    for entity in entities:
        schema = SCHEMATA[entity["schema"]]
        assert set(schema["needs"]) <= set(entity["properties"])
        for name, values in entity["properties"].items():
            asked = schema["properties"][name]
            assert not asked or all(asked in SCHEMATA[kinds[value]]["is"] for value in values)


def test_followthemoney_reads_every_entity_without_loss(entities):
    model = pytest.importorskip("followthemoney", reason="PyICU cannot be built here: see tests/run").model
    for entity in entities:
        model.get(entity["schema"]).validate(entity)
        proxy = model.get_proxy(entity, cleaned=False)
        assert {name: sorted(proxy.get(name)) for name in entity["properties"]} == {
            name: sorted(value.replace("\u2028", " ") for value in values)  # which no text of a document holds
            for name, values in entity["properties"].items()
        }


def test_what_is_no_fact_is_a_note_and_no_link(selection, entities):
    for stated in selection.claims:
        own = [one for one in entities if one["id"].startswith(f"claim-{stated.id}")]
        assert own
        assert {one["schema"] == "Note" for one in own} == {not stated.claim.is_fact}
        assert all(one["properties"]["description"] == [xml(stated.claim.sentence)] for one in own)
    assert not [one for one in entities if one["schema"] == "Ownership"]


def test_a_suit_has_a_case_with_two_parties(entities):
    parties = [one["properties"] for one in entities if one["schema"] == "CourtCaseParty"]
    assert sorted(party["role"] for party in parties) == [["defendant"], ["plaintiff"]]
    (case,) = {party["case"][0] for party in parties}
    assert [one["schema"] for one in entities if one["id"] == case] == ["CourtCase"]


def test_the_mapping_speaks_of_terms_of_the_ontology_and_of_schemata_that_there_are():
    rules = yaml.safe_load(MAPPING.read_text("utf-8"))
    assert set(rules["relations"]) <= set(ONTOLOGY.relations)
    assert set(rules["classes"]) <= set(ONTOLOGY.classes)
    assert set(rules["schemata"]) <= set(SCHEMATA)
    assert all(set(known.get("is", ())) <= set(SCHEMATA[name]["is"]) for name, known in rules["schemata"].items())


def test_no_cell_of_the_evidence_is_a_formula(selection):
    rows = {row["claim"]: row for row in table(made(selection, "csv"))}
    assert not [cell for row in rows.values() for cell in row.values() if re.match(r"[=+@\t\r-]", cell)]
    for stated in selection.claims:
        assert rows[stated.id]["quote"].removeprefix("'") == stated.claim.quote
        assert rows[stated.id]["subject"].removeprefix("'") == stated.subject.name


def test_a_workbook_holds_the_evidence_as_text(selection):
    openpyxl = pytest.importorskip("openpyxl")
    header, *rows = openpyxl.load_workbook(io.BytesIO(made(selection, "xlsx"))).active.iter_rows()
    names = [cell.value for cell in header]
    found = {
        values["claim"]: values for values in ({n: c.value for n, c in zip(names, row, strict=True)} for row in rows)
    }
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}
    for stated in selection.claims:
        expected_row = {name: xml(value) for name, value in claim_row(stated, selection).items()}
        assert {name: found[stated.id][name] for name in CLAIM_COLUMNS} == expected_row


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_claims_are_the_same_bytes_in_whatever_order_they_were_stored(selection, form):
    lines = selection.store.dump("nq").splitlines(keepends=True)
    other = select(Store.in_memory(reversed(lines)), ONTOLOGY)
    assert FORMATS[form].content(other) == FORMATS[form].content(selection)


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_part_can_be_written(selection, form):
    assert FORMATS[form].content(select(selection.store, ONTOLOGY, status="planned")) is not None


def test_a_file_tells_its_format_and_an_archive_holds_several(selection, tmp_path):
    assert export(selection, tmp_path / "a.trig").form.name == "trig"
    export(selection, tmp_path / "a.zip", "neo4j")
    export(selection, tmp_path / "folder", "neo4j")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert inside == {path.name: path.read_bytes() for path in (tmp_path / "folder").iterdir()}


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_every_format_has_an_end_of_its_own_that_tells_it(form):
    assert form.suffixes
    assert {chosen(None, f"some.csv/x{suffix.upper()}") for suffix in form.suffixes} == {form}


def test_a_file_that_does_not_tell_its_format_is_told_what_would(selection, tmp_path):
    for name in ("x.json", "x.zip", "x"):
        with pytest.raises(UsageError, match=r"oligrapher \(\.oligrapher\.json\)"):
            export(selection, tmp_path / name)


def test_what_is_there_stays_when_nothing_can_be_written(selection, tmp_path):
    place = tmp_path / "a.trig"
    place.write_text("mine")
    with pytest.raises(UsageError, match="Did you mean trig"):
        export(selection, place, "trik")
    with pytest.raises(UsageError, match="is a file; these are 2 files"):
        export(selection, place, "kumu")
    with pytest.raises(UsageError, match="there is no folder"):
        export(selection, tmp_path / "nowhere" / "a.trig")
    with pytest.raises(UsageError, match="is a folder"):
        export(selection, tmp_path, "trig")
    assert [path.name for path in tmp_path.iterdir()] == ["a.trig"]
    assert place.read_text() == "mine"


def test_a_disk_that_fills_up_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    place = tmp_path / "a.nq"
    place.write_text("mine")

    def full(self, target):
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space"):
        write(b"new", place)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.nq", "mine")]
