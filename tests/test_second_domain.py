"""Another domain by files alone: the ontology, actors, documents and labelled texts of `data/boardroom/`."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from kg import KnowledgeGraph
from kg.claims import Claim
from kg.evaluation.labelled import labelled
from kg.evaluation.scoring import Figures, figure_lines, figures, judged
from kg.extraction.extractor import Extractor
from kg.ontology.definitions import Ontology
from kg.reading.readers import read
from kg.teaching.lint import check
from kg.teaching.materials import Teaching
from kg.views.legend import class_entries

BOARDROOM = Path(__file__).resolve().parent.parent / "data" / "boardroom"
LABELS, TEXTS = (BOARDROOM / "gold" / f"{name}.jsonl" for name in ("claims", "documents"))
TEACHING = Teaching().changed(ontology=[BOARDROOM / "ontology"], actors=[BOARDROOM / "actors.csv"])

#: Percent; a little under what was reached when they were last raised. The texts were written before the ontology, by
#: the same hand. The errors on `tune` were read while the ontology was written, those on `held` were not. No actor is known,
#: so that names have to be found as in any text.
FLOORS = {
    "tune": {"precision": 89, "recall": 52, "false_edges": 10},
    "held": {"precision": 77, "recall": 59, "false_edges": 15},
}


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return TEACHING.load_ontology()


@pytest.fixture(scope="module")
def rows() -> list[tuple[dict, dict]]:
    """Records of the labelled set with their labels."""
    records, labels = ([json.loads(line) for line in file.read_text("utf-8").splitlines()] for file in (TEXTS, LABELS))
    return list(zip(records, labels, strict=True))


@pytest.fixture(scope="module")
def measured(rows, ontology, figure_table) -> dict[str, Figures]:
    parts = {record["id"]: record["part"] for record, _ in rows}
    found = judged(Extractor.trained(ontology), labelled(str(LABELS), str(TEXTS)))
    table = {part: figures(j for j in found if parts[j.text.document.name] == part) for part in FLOORS}
    figure_table.extend(["", "the second domain, data/boardroom", *figure_lines(table, FLOORS)])
    return table


@pytest.fixture(scope="module")
def graph(tmp_path_factory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("boardroom") / "graph"
    sources = {"ontology": [BOARDROOM / "ontology"], "actors": [BOARDROOM / "actors.csv"]}
    return KnowledgeGraph.build([BOARDROOM / "documents"], folder, processes=1, **sources)


def ends_of(claim: Claim) -> tuple[str, str]:
    return claim.subject_class, claim.object_class


@pytest.mark.parametrize("part", FLOORS)
def test_no_figure_is_below_its_floor(measured, part):
    values = measured[part].values()
    assert values["false_edges"] <= FLOORS[part]["false_edges"], values
    assert all(values[name] >= FLOORS[part][name] for name in ("precision", "recall")), values


def test_the_ontology_lacks_nothing():
    found = check(TEACHING)
    assert (found.errors, found.notes) == ([], [])


def test_the_two_domains_share_the_words_of_denial_and_hardly_a_relation(ontology):
    first = Ontology.load()
    assert ontology.relations.keys() & first.relations.keys() == {"acquired"}
    assert first.qualifiers.keys() == ontology.qualifiers.keys()
    assert {"Investor", "Exchange", "Regulator"} <= ontology.classes.keys() - first.classes.keys()


def test_the_second_domain_is_not_loaded_unless_asked_for():
    assert "mergedWith" not in Ontology.load().relations


def test_a_graph_of_the_second_domain_knows_nothing_of_the_first(graph, ontology):
    claims = [card.claim for card in graph.claims()]
    assert {claim.predicate for claim in claims} == ontology.relations.keys()
    assert {name for claim in claims for name in ends_of(claim)} <= ontology.classes.keys()


def test_what_was_called_off_is_told_from_what_happened(graph):
    claims = [card.claim for card in graph.claims()]
    found = {(c.subject, c.predicate, c.object, c.status) for c in claims}
    assert ("Halden Foods", "acquired", "Orme Mills", "fact") in found
    assert ("Maritime Authority", "blockedDealOf", "Kestrin Marine", "fact") in found
    assert ("Kestrin Marine", "acquired", "Maris Lines", "denied") in found
    assert ("Wanda Kamau", "succeeded", "Bram Tolliver", "fact") in found


def test_the_legend_of_its_map_has_its_classes(graph):
    entries = class_entries([c for card in graph.claims() for c in ends_of(card.claim)], graph.ontology)
    assert {entry.label for entry in entries} >= {"company", "investor", "stock exchange", "public authority", "person"}
    assert len({(entry.colour, entry.shape) for entry in entries}) == len(entries)


def test_the_command_lists_it_from_anywhere(tmp_path):
    command = [sys.executable, "-m", "kg", "ontology", "--ontology", str(BOARDROOM / "ontology")]
    listed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert "mergedWith" in listed
    assert "Investor" in listed
    assert "negated" in listed
    assert "contracted" not in listed


def test_its_documents_are_short_and_say_that_they_are_invented():
    documents, refused = read([BOARDROOM / "documents"])
    assert (len(documents), refused) == (12, [])
    for document in documents:
        assert document.publisher == "kg invented examples"
        assert document.title
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", document.date)
        assert 100 <= len(document.text.split()) <= 250


def test_labels_keep_to_the_texts_and_the_ontology(rows, ontology):
    assert len({record["text"] for record, _ in rows}) == len(rows)
    for record, label in rows:
        assert (record["id"], record["date"]) == (label["doc"], label["date"])
        classes = {entity["id"]: entity["class"] for entity in label["entities"]}
        for claim in label["claims"]:
            relation = ontology.relation(claim["p"])
            assert claim["evidence"] in record["text"]
            assert any(ontology.is_a(classes[claim["s"]], name) for name in relation.domain), (record["id"], claim)
            assert any(ontology.is_a(classes[claim["o"]], name) for name in relation.range), (record["id"], claim)


def test_the_hash_of_the_id_keeps_three_in_five_aside(rows):
    for record, _ in rows:
        kept = hashlib.sha256(record["id"].encode()).digest()[0] % 5 >= 2
        assert record["part"] == ("held" if kept else "tune")
    assert sum(record["part"] == "held" for record, _ in rows) >= len(rows) / 2


def test_a_third_of_the_texts_are_written_to_tempt(rows):
    kinds = Counter(record["hard"] for record, _ in rows if record["hard"])
    assert sum(kinds.values()) >= len(rows) / 3
    assert len(kinds) >= 10


def test_every_relation_is_required_somewhere(rows, ontology):
    assert {c["p"] for _, label in rows for c in label["claims"] if c["required"]} == ontology.relations.keys()
