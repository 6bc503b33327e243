"""The commands of a person's word, as they are typed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import KnowledgeGraph
from kg.cli import main
from kg.evaluation import scoring
from kg.evaluation.labelled import labelled
from kg.settings import GRAPH_VARIABLE


@pytest.fixture
def graph(sample_graph, tmp_path, monkeypatch) -> Path:
    place = tmp_path / "graph"
    shutil.copytree(sample_graph, place)
    monkeypatch.setenv(GRAPH_VARIABLE, str(place))
    monkeypatch.setenv("KG_JUDGE", "Jane Doe")
    return place


def run(*arguments: str | Path, **options) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), **options)


def done(*arguments: str | Path, **options) -> str:
    result = run(*arguments, **options)
    assert result.exit_code == 0, result.output
    return result.stdout


def rows(*arguments: str) -> list[dict]:
    return [json.loads(line) for line in done(*arguments, "--format", "jsonl").splitlines()]


def identifier(relation: str) -> str:
    return rows("claims", "--relation", relation)[0]["id"]


def test_a_decision_is_told_with_its_id_by_which_it_is_taken_back(graph):
    rejected = identifier("sued")
    said = done("judge", "reject", rejected[:6], "--because", "wrong \x1b[2J case")
    judgement = said.split()[0]
    assert said.startswith(f"{judgement} in effect: reject American Civil Liberties Union sued Clearview AI (fact)")
    assert "\x1b" not in said
    assert not rows("claims", "--relation", "sued")
    done("judge", "undo", judgement)
    assert identifier("sued") == rejected


def test_the_graph_may_be_named_before_or_after_the_verb(graph, monkeypatch, tmp_path):
    monkeypatch.setenv(GRAPH_VARIABLE, str(tmp_path / "nothing"))
    claim = KnowledgeGraph.open(graph).claims()[0].id
    done("judge", "--graph", graph, "accept", claim)
    done("judge", "reject", claim, "--graph", graph)
    assert [one.judgement.verb for one in KnowledgeGraph.open(graph).judgements()] == ["accept", "reject"]


def test_a_claim_is_edited_and_another_added(graph):
    done("judge", "edit", identifier("sued"), "--status", "alleged", "--said-by", "The Herald")
    (edited,) = rows("claims", "--relation", "sued")
    assert (edited["modality"], edited["by"], edited["review"], edited["reviewed_by"]) == (
        "alleged", "The Herald", "edited", "Jane Doe",
    )  # fmt: skip
    done("judge", "add", "plans.txt", "[Amazon](subject) and [Axon](object) were in the room", "metWith")
    (added,) = rows("claims", "--relation", "metWith")
    assert (added["quote"], added["review"]) == ("Amazon and Axon were in the room", "added")
    assert added["object_class"] == "Company"  # by the list of actors


def test_a_sentence_whose_claim_was_added_is_no_gap_any_more(graph):
    asked = "gaps", "--kind", "no-relation", "--document", "plans.txt"
    assert [row["text"] for row in rows(*asked)] == ["Amazon and Axon were in the room."]
    done("judge", "add", "plans.txt", "[Amazon](subject) and [Axon](object) were in the room", "metWith")
    assert rows(*asked) == []


def test_names_are_joined_parted_and_corrected(graph):
    done("judge", "same", "Amazon", "WatchGuard", "--because", "made up")
    assert "by the word of Jane Doe" in done("why", "Amazon", "WatchGuard")
    done("judge", "undecided", "Amazon", "WatchGuard")
    done("judge", "different", "Amazon", "WatchGuard")
    assert "are two by the word of Jane Doe" in done("why", "Amazon", "WatchGuard")
    done("judge", "class", "WatchGuard", "Agency")
    done("judge", "name", "WatchGuard", "WatchGuard Video")
    actor = KnowledgeGraph.open(graph).actor("WatchGuard Video")
    assert (actor.entity.class_name, "WatchGuard" in actor.entity.aliases) == ("Agency", True)


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("accept", "0000"), "no claim '0000'"),
        (("undo", "jjjjj"), "no claim 'jjjjj'"),
        (("same", "WatchGuard", "Amazn"), "Did you mean Amazon"),
        (("same", "Amazon", "amazon"), "are one in every document"),
        (("class", "Amazon", "Compny"), "Did you mean Company"),
        (("add", "plan.txt", "[A](subject) [b](object)", "sued"), "Did you mean plans.txt"),
    ],
)
def test_wrong_usage_ends_with_2_says_what_is_near_and_writes_nothing(graph, arguments, hint):
    result = run("judge", *arguments)
    assert result.exit_code == 2
    assert hint in result.output
    assert not (graph / "judgements.jsonl").exists()


def test_a_review_asks_the_least_certain_first_and_decides_by_keys(graph):
    asked = [claim.id for claim in sorted(KnowledgeGraph.open(graph).claims(), key=lambda one: one.claim.confidence)]
    said = done("review", input="a\nr\nu\ns\n?x\ne\nstatus denied\n\nq")
    assert "«" in said
    assert "taken back" in said
    assert said.endswith(f"2 of {len(asked)} judged\n")
    verbs = [one.judgement.verb for one in KnowledgeGraph.open(graph).judgements()]
    assert verbs == ["accept", "reject", "undo", "edit"]
    confidences = [float(line.split()[1]) for line in done("review", "--list").splitlines()[1:]]
    assert confidences == sorted(confidences)
    assert len(confidences) == len(asked) - 2


def test_a_review_that_is_cut_off_keeps_what_was_decided(graph):
    done("review", "--limit", "3", input="r")
    assert len(KnowledgeGraph.open(graph).judgements()) == 1


def test_judgements_kept_in_another_file_hold_in_a_graph_that_is_built_with_it(graph, tmp_path):
    done("judge", "reject", identifier("sued"))
    file = tmp_path / "kept.jsonl"
    assert "1 were added" in done("judgements", "--keep-in", file)
    other = tmp_path / "other"
    (tmp_path / "plans.txt").write_text("Nothing of the kind.")
    said = done("build", tmp_path / "plans.txt", "--judgements", file, "--graph", other)
    assert "1 judgement of a person; 1 without effect: kg judgements --stale" in said
    (stale,) = rows("judgements", "--stale", "--graph", str(other))
    assert (stale["effect"], stale["reason"]) == ("without effect", "there is no lawsuit.txt")


def test_judgements_are_exported_as_labels_that_the_evaluation_reads(graph, tmp_path, shipped_extractor):
    done("judge", "reject", identifier("sued"))
    done("judge", "accept", identifier("acquired"))
    said = done("judgements", "--export", tmp_path / "labels.jsonl")
    assert "1 claims to be found, 1 not to be found" in said
    texts = labelled(str(tmp_path / "labels.jsonl"), str(tmp_path / "labels-texts.jsonl"))
    figures = scoring.figures(scoring.judged(shipped_extractor, texts))
    assert (figures.required, figures.found, figures.predicted - figures.right) == (1, 1, 1)


def test_nothing_to_export_or_to_review_is_told(graph, tmp_path):
    assert run("judgements", "--export", tmp_path / "labels.jsonl").exit_code == 2
    assert "nothing to review" in run("review", "--relation", "fined").output
