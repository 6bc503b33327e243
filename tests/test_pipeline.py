"""Building a graph: what is read again, what leaves, and what is refused. One test needs the language model."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.building import pipeline, workers
from kg.claims import Entity, Extraction, Gap
from kg.errors import KgError, OntologyError, UsageError
from kg.graph import queries
from kg.graph.readings import Readings
from kg.graph.store import Store
from kg.teaching.materials import SHIPPED, Teaching

ALPHA, BETA = "Acme sued Bolt.", "Corex sued Acme. Dyno sued Bolt."
WIRE = " ".join(f"Acme sued Bolt. It says so in paper {number}, which is kept by the court." for number in range(9))


class Reader:
    """Understands "Acme sued Bolt.", and counts what it reads."""

    def __init__(self, make_claim) -> None:
        self.make_claim = make_claim
        self.read: list[str] = []

    def extract(self, documents):
        for document in documents:
            self.read.append(document.name)
            if "unheard-of" in document.text:
                raise RuntimeError("odd words")
            found = re.finditer(r"(\w+) sued (\w+)\.", document.text)
            claims = [self.make_claim(m[1], "sued", m[2], doc=document.name, start=m.start()) for m in found]
            names = sorted({name for claim in claims for name in (claim.subject, claim.object)})
            entities = [Entity(name, "Company", (name,)) for name in names]
            gaps = (Gap(document.name, "reference", "it", 0),)
            yield document, Extraction(tuple(claims), tuple(entities), gaps)


@pytest.fixture
def reader(monkeypatch, claim_of) -> Reader:
    made = Reader(claim_of)
    monkeypatch.setattr(workers, "_extractor", lambda teaching, fingerprint: made)
    return made


@pytest.fixture
def folder(tmp_path) -> Path:
    return write(tmp_path / "reports", {"alpha.txt": ALPHA, "beta.txt": BETA})


def write(folder: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def build(paths, graph: Path, **options) -> pipeline.Summary:
    return pipeline.build(paths, graph, processes=1, **options)


def dump(graph: Path) -> bytes:
    return Store.open(graph).dump("nq")


def names(graph: Path) -> list[str]:
    return [document.name for document in queries.documents(Store.open(graph))]


def test_the_summary_counts_what_the_graph_holds(reader, folder, tmp_path):
    summary = build([folder], tmp_path / "graph")
    assert (summary.documents, summary.claims, summary.entities) == (2, 3, 4)
    assert summary.relations == {"sued": 3}
    assert summary.statuses == {"fact": 3}
    assert summary.gaps == {"reference": 2}
    assert summary.changes == {"new": 2, "changed": 0, "unchanged": 0, "gone": 0}


def test_documents_that_have_not_changed_are_not_understood_again(reader, folder, tmp_path):
    build([folder], tmp_path / "graph")
    before = dump(tmp_path / "graph")
    reader.read.clear()
    summary = build([folder], tmp_path / "graph")
    assert reader.read == []
    assert (summary.changes["unchanged"], summary.understood) == (2, 0)
    assert dump(tmp_path / "graph") == before


def test_new_content_replaces_the_old_of_the_same_name(reader, folder, tmp_path):
    build([folder], tmp_path / "graph")
    reader.read.clear()
    write(folder, {"alpha.txt": "Acme sued Corex."})
    summary = build([folder], tmp_path / "graph")
    assert reader.read == ["alpha.txt"]
    assert summary.changes["changed"] == 1
    found = queries.claims(Store.open(tmp_path / "graph"), document="alpha.txt")
    assert [claim.object.name for claim in found] == ["Corex"]


def test_a_rebuild_after_a_change_equals_a_build_from_nothing(reader, folder, tmp_path):
    build([folder], tmp_path / "grown")
    write(folder, {"alpha.txt": "Acme sued Corex."})
    build([folder], tmp_path / "grown")
    build([folder], tmp_path / "fresh")
    assert dump(tmp_path / "grown") == dump(tmp_path / "fresh")


def test_the_order_of_paths_does_not_matter(reader, folder, tmp_path):
    build([folder / "alpha.txt", folder / "beta.txt"], tmp_path / "one")
    build([folder / "beta.txt", folder / "alpha.txt"], tmp_path / "other")
    assert dump(tmp_path / "one") == dump(tmp_path / "other")


def test_other_paths_add_to_the_graph(reader, folder, tmp_path):
    build([folder / "alpha.txt"], tmp_path / "graph")
    build([folder / "beta.txt"], tmp_path / "graph")
    build([folder], tmp_path / "at once")
    assert names(tmp_path / "graph") == ["alpha.txt", "beta.txt"]
    assert dump(tmp_path / "graph") == dump(tmp_path / "at once")


def test_documents_that_vanished_stay_until_they_are_pruned(reader, folder, tmp_path):
    build([folder], tmp_path / "graph")
    (folder / "alpha.txt").unlink()
    assert build([folder], tmp_path / "graph").documents == 2
    summary = build([folder], tmp_path / "graph", prune=True)
    assert summary.changes["gone"] == 1
    assert names(tmp_path / "graph") == ["beta.txt"]


def test_pruning_leaves_alone_what_came_from_elsewhere(reader, folder, tmp_path):
    other = write(tmp_path / "other", {"gamma.txt": "Dyno sued Acme."})
    build([folder, other], tmp_path / "graph")
    (other / "gamma.txt").unlink()
    build([folder], tmp_path / "graph", prune=True)
    assert names(tmp_path / "graph") == ["alpha.txt", "beta.txt", "gamma.txt"]


def test_a_record_that_left_its_file_is_pruned(reader, tmp_path):
    lines = ['{"id": "one", "text": "Acme sued Bolt."}', '{"id": "two", "text": "Bolt sued Acme."}']
    file = write(tmp_path, {"all.jsonl": "\n".join(lines)}) / "all.jsonl"
    build([file], tmp_path / "graph")
    file.write_text(lines[1])
    build([file], tmp_path / "graph", prune=True)
    assert names(tmp_path / "graph") == ["two"]


def test_files_of_one_name_in_two_folders_are_two_documents(reader, tmp_path):
    write(tmp_path, {"2019/minutes.txt": ALPHA, "2020/minutes.txt": BETA})
    build([tmp_path / "2019"], tmp_path / "graph")
    build([tmp_path / "2020"], tmp_path / "graph")
    assert names(tmp_path / "graph") == ["2020/minutes.txt", "minutes.txt"]
    assert build([tmp_path / "2020"], tmp_path / "graph").changes["unchanged"] == 2


def test_a_document_that_gets_a_longer_name_leaves_the_short_one(reader, tmp_path):
    write(tmp_path, {"2019/minutes.txt": ALPHA, "2020/minutes.txt": BETA})
    build([tmp_path / "2019"], tmp_path / "graph")
    build([tmp_path / "2019", tmp_path / "2020"], tmp_path / "graph")
    assert names(tmp_path / "graph") == ["2019/minutes.txt", "2020/minutes.txt"]


def test_a_file_that_was_moved_stays_one_document(reader, folder, tmp_path):
    build([folder], tmp_path / "graph")
    folder.rename(tmp_path / "archive")
    build([tmp_path / "archive"], tmp_path / "graph")
    found = queries.documents(Store.open(tmp_path / "graph"))
    assert [document.source for document in found] == [str(tmp_path / "archive" / n) for n in ("alpha.txt", "beta.txt")]


def test_copies_are_kept_and_named(reader, folder, tmp_path):
    write(folder, {"wire.txt": WIRE, "blog.txt": f"{WIRE} Read more on our page."})
    summary = build([folder], tmp_path / "graph")
    assert (summary.documents, summary.copies) == (4, 1)
    found = queries.documents(Store.open(tmp_path / "graph"))
    assert {document.name: document.copy_of for document in found if document.copy_of} == {"wire.txt": "blog.txt"}
    assert [claim.document.origin for claim in queries.claims(Store.open(tmp_path / "graph"))].count("blog.txt") == 18


@pytest.mark.parametrize("later", [{"an-earlier-name.txt": WIRE}, {"longer.txt": f"{WIRE} {BETA * 9}"}])
def test_a_copy_that_comes_or_goes_leaves_what_a_build_from_nothing_makes(reader, folder, tmp_path, later):
    write(folder, {"wire.txt": WIRE, "zine.txt": f"{WIRE} Read more."})
    build([folder], tmp_path / "before")
    build([folder], tmp_path / "graph")
    write(folder, later)
    build([folder], tmp_path / "graph")
    build([folder], tmp_path / "fresh")
    assert dump(tmp_path / "graph") == dump(tmp_path / "fresh") != dump(tmp_path / "before")
    for name in later:
        (folder / name).unlink()
    build([folder], tmp_path / "graph", prune=True)
    assert dump(tmp_path / "graph") == dump(tmp_path / "before")


def test_what_cannot_be_read_is_refused_and_the_rest_is_built(reader, folder, tmp_path):
    write(folder, {"empty.txt": "", "odd.txt": "unheard-of"})
    summary = build([folder], tmp_path / "graph")
    assert names(tmp_path / "graph") == ["alpha.txt", "beta.txt"]
    assert [str(error).removeprefix(f"{folder}/") for error in summary.refused] == [
        "empty.txt: is empty",
        "odd.txt: cannot be understood (RuntimeError: odd words)",
    ]
    with Readings.read(tmp_path / "graph") as readings:
        assert len(readings.refused()) == 2


def test_an_empty_folder_is_wrong_usage_and_makes_no_graph(reader, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="holds no files"):
        build([tmp_path / "empty"], tmp_path / "graph")
    assert not (tmp_path / "graph").exists()


def test_the_graph_is_not_read_as_a_document(reader, folder):
    build([folder], folder / "kg-graph")
    summary = build([folder], folder / "kg-graph")
    assert summary.refused == ()
    assert names(folder / "kg-graph") == ["alpha.txt", "beta.txt"]


def test_other_teaching_reads_the_kept_text_again(reader, folder, tmp_path):
    build([folder], tmp_path / "graph")
    reader.read.clear()
    (folder / "alpha.txt").unlink()
    ontology = tmp_path / "mine.ttl"
    ontology.write_text("# nothing new\n")
    teaching = Teaching().changed(ontology=[SHIPPED, ontology])
    summary = build([folder / "beta.txt"], tmp_path / "graph", teaching=teaching)
    assert reader.read == ["beta.txt", "alpha.txt"]
    assert (summary.changes["unchanged"], summary.understood) == (2, 2)


def test_what_was_read_before_an_interrupt_is_kept(reader, folder, tmp_path):
    def stop(progress: pipeline.Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([folder], tmp_path / "graph", progress=stop)
    build([folder], tmp_path / "graph")
    assert reader.read == ["alpha.txt", "beta.txt"]


def test_progress_counts_documents_claims_and_refusals(reader, folder, tmp_path):
    write(folder, {"empty.txt": ""})
    seen: list[pipeline.Progress] = []
    build([folder], tmp_path / "graph", progress=seen.append)
    assert [(p.documents, p.claims, p.refused) for p in seen] == [(1, 1, 0), (2, 3, 0), (3, 3, 1)]
    assert {p.total for p in seen} == {3}


def test_a_wrong_ontology_leaves_the_graph_as_it_was(reader, folder, tmp_path):
    build([folder], tmp_path / "graph")
    before = dump(tmp_path / "graph")
    (tmp_path / "broken.ttl").write_text("kg:sued a")
    with pytest.raises(OntologyError):
        build([folder], tmp_path / "graph", teaching=Teaching().changed(ontology=[tmp_path / "broken.ttl"]))
    assert dump(tmp_path / "graph") == before
    assert Teaching.of(tmp_path / "graph") == Teaching()


def test_errors_of_ours_are_not_taken_for_refusals(folder, tmp_path, monkeypatch):
    def fail(teaching, fingerprint):
        raise KgError("no model")

    monkeypatch.setattr(workers, "_extractor", fail)
    with pytest.raises(KgError, match="no model"):
        build([folder], tmp_path / "graph")


def test_the_number_of_processes_does_not_matter(sample_documents, sample_graph, tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "BATCH", 2)
    pipeline.build([sample_documents], tmp_path / "graph", processes=2)
    assert dump(tmp_path / "graph") == dump(sample_graph)


def test_an_ontology_without_words_of_denial_builds_nothing(folder, tmp_path):
    """It would state as a fact what a document denies."""
    (tmp_path / "mine.ttl").write_text(
        "@prefix kg: <https://w3id.org/kg-receipts/ontology#> . kg:Boat kg:noun 'boat' ."
    )
    with pytest.raises(OntologyError, match=r"kg:negated.*owl:imports"):
        build([folder], tmp_path / "graph", teaching=Teaching().changed(ontology=[tmp_path / "mine.ttl"]))
    assert not (tmp_path / "graph").exists()
