"""The commands that show, connect, order, count and compare, on a small graph."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import KnowledgeGraph
from kg.cli import main
from kg.settings import GRAPH_VARIABLE

ROOT = Path(__file__).resolve().parent.parent
CLEARVIEW, POLICE, ACLU = "Clearview AI", "Springfield Police Department", "American Civil Liberties Union"


@pytest.fixture
def run(sample_graph, monkeypatch):
    """Runs a command on the sample graph."""
    monkeypatch.setenv(GRAPH_VARIABLE, str(sample_graph))

    def invoke(*arguments: str | Path) -> Result:
        return CliRunner().invoke(main, list(map(str, arguments)))

    return invoke


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    """A graph of a document that says nothing."""
    folder = tmp_path_factory.mktemp("empty")
    (folder / "a.txt").write_text("It rained.\n")
    KnowledgeGraph.build([folder / "a.txt"], folder / "graph", processes=1)
    return folder / "graph"


def rows(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_an_actor_is_shown_in_every_format(run):
    text = run("show", CLEARVIEW.lower()).stdout
    assert text.startswith(f"{CLEARVIEW}\ncompany · 2 claims from 2 documents\n")
    assert f"\nwas contracted by\n  {POLICE}\n    “The {POLICE} signed" in text
    assert run("show", CLEARVIEW, "--format", "md").stdout.startswith(f"# {CLEARVIEW}\n")
    assert run("show", CLEARVIEW, "--format", "html").stdout.startswith("<!DOCTYPE html>")
    assert json.loads(run("show", CLEARVIEW, "--format", "json").stdout)["sources"] == 2


def test_a_name_that_is_not_known_is_wrong_usage_with_a_hint(run):
    done = run("show", "Clearview")
    assert done.exit_code == 2
    assert "Did you mean Clearview AI?" in done.stderr


def test_several_of_one_name_are_listed_with_what_to_write(run, monkeypatch):
    iris = ["https://w3id.org/kg-receipts/id/entity/amazon", "https://w3id.org/kg-receipts/id/entity/clearview-ai"]
    monkeypatch.setattr("kg.graph.queries.namesakes", lambda store, name: iris)
    done = run("show", "shared")
    assert done.exit_code == 2
    assert "several are called 'shared'; write one of them as\n  Amazon (Company): entity:amazon\n" in done.stderr


def test_an_entity_is_named_by_its_prefixed_iri_too(run):
    assert run("show", "entity:clearview-ai").stdout == run("show", CLEARVIEW).stdout
    assert "there is no entity entity:nobody" in run("show", "entity:nobody").stderr


def test_a_path_is_shown_with_its_evidence(run):
    text = run("path", POLICE, ACLU).stdout
    assert text.startswith(f"1. 2 steps: {POLICE} — {CLEARVIEW} —")
    assert f"   {ACLU} sued {CLEARVIEW} (May 2020)\n" in text
    assert run("path", POLICE, ACLU, "--format", "md").stdout.startswith(f"# {POLICE} and {ACLU}\n")
    found = json.loads(run("path", POLICE, ACLU, "--format", "json").stdout)
    assert found["paths"][0]["names"] == [POLICE, CLEARVIEW, ACLU]


def test_where_facts_lead_nowhere_other_claims_are_hinted_at(run):
    done = run("path", "Amazon", ACLU)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.endswith("claims of every status do, in 3 steps (--all)\n")
    assert run("path", "Amazon", ACLU, "--all").stdout.startswith("1. 3 steps: Amazon")
    assert run("path", "Amazon", POLICE, "--status", "denied").stdout.startswith("1. 1 step: Amazon")


def test_a_path_avoids_what_it_is_told_to(run):
    done = run("path", POLICE, ACLU, "--avoid", CLEARVIEW)
    assert done.stderr == f"nothing connects {POLICE} and {ACLU}\n"


def test_the_timeline_has_dated_claims_and_counts_the_others(run):
    row, remark = run("timeline", CLEARVIEW).stdout.splitlines()
    assert (row, remark) == (f"  2020-05  {ACLU} sued {CLEARVIEW} [lawsuit.txt]", "1 more claim without a date")
    header, row, remark = run("timeline", CLEARVIEW, "--format", "table").stdout.splitlines()
    assert header.split() == ["when", "status", "subject", "relation", "object", "quote", "doc"]
    assert row.startswith("2020-05  fact")
    assert remark == "1 more claim without a date"
    assert [row["when"] for row in rows(run("timeline", "--format", "csv"))] == ["2020-05"]
    assert json.loads(run("timeline", "--format", "jsonl").stdout)["predicate"] == "sued"
    assert run("timeline", "--format", "md", "--relation", "sued").stdout.count("\n| 2020-05 | fact |") == 1


def test_the_timeline_of_nothing_says_so(run):
    assert run("timeline", CLEARVIEW, "--status", "denied").stderr == "no claim meets all conditions\n"
    assert run("timeline", "Amazon", "--actor", CLEARVIEW).exit_code == 2


def test_the_numbers_of_a_graph_are_shown_in_every_format(run):
    text = run("stats", "--limit", "1").stdout
    assert "  documents   5 documents\n" in text
    assert "\nBest connected\n  facts only; " in text
    assert f"\n  {CLEARVIEW}" in text
    assert rows(run("stats", "--format", "csv"))[0]["name"] == CLEARVIEW
    assert json.loads(run("stats", "--all", "--format", "json").stdout)["network"]["facts_only"] is False
    assert "Those there are: networkx" in run("stats", "--backend", "cugraf").stderr


def test_graphs_are_compared_with_each_other_or_with_the_usual_one(run, sample_graph, empty):
    assert run("compare", sample_graph).stdout == "nothing differs\n"
    text = run("compare", empty).stdout
    assert text.startswith("claims: ")
    assert "\nNew\n" in text
    assert {row["change"] for row in rows(run("compare", sample_graph, empty, "--format", "csv"))} >= {"gone", "added"}
    found = [json.loads(line) for line in run("compare", empty, "--format", "jsonl").stdout.splitlines()]
    assert {record["what"] for record in found} == {"claim", "document"}
    assert run("compare", "nowhere").exit_code == 1


def test_a_graph_without_claims_is_no_failure(run, empty):
    assert run("stats", "--graph", empty).stdout.endswith("0 actors and things\n")
    assert run("timeline", "--graph", empty).exit_code == 0
    assert run("show", "Amazon", "--graph", empty).exit_code == 2


@pytest.mark.parametrize("command", ["show 'Clearview AI' --format html", "stats", "timeline"])
def test_a_reader_that_stops_early_is_no_error(sample_graph, command):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), GRAPH_VARIABLE: str(sample_graph)}
    shell = f"{sys.executable} -m kg {command} | head -c 1"
    done = subprocess.run(shell, shell=True, env=environment, capture_output=True, text=True, check=False)
    assert (len(done.stdout), done.stderr) == (1, "")


def test_the_methods_of_a_graph_give_what_the_commands_print(run, sample_graph, empty):
    graph = KnowledgeGraph.open(sample_graph)
    assert run("show", CLEARVIEW).stdout.splitlines() == list(graph.actor(CLEARVIEW).lines())
    assert run("path", POLICE, ACLU).stdout.splitlines() == list(graph.paths(POLICE, ACLU).lines())
    assert run("stats").stdout.splitlines() == list(graph.stats().lines())
    assert run("compare", empty).stdout.splitlines() == list(KnowledgeGraph.open(empty).compare(graph).lines())
    assert [claim.claim.when for claim in graph.timeline(relation="sued").claims] == ["2020-05"]


def test_a_wide_table_of_claims_cuts_nothing(run, monkeypatch):
    monkeypatch.setattr("kg.commands.output.width", lambda: 60)
    quote = "American Civil Liberties Union sued Clearview AI"
    assert quote in run("claims", "--relation", "sued", "--wide").stdout
    assert quote not in run("claims", "--relation", "sued").stdout
