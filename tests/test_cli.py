"""The command line on a small graph: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.commands.output import say_origins
from kg.graph.stated import StatedDocument
from kg.settings import GRAPH_VARIABLE

ROOT = Path(__file__).resolve().parent.parent
SUED = "SELECT ?who ?whom { ?who kg:sued ?whom }"


@pytest.fixture
def run(sample_graph, monkeypatch):
    """Runs a command on the sample graph."""
    monkeypatch.setenv(GRAPH_VARIABLE, str(sample_graph))

    def invoke(*arguments: str | Path, **options) -> Result:
        return CliRunner().invoke(main, list(map(str, arguments)), **options)

    return invoke


def records(result: Result) -> list[dict]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def said(result: Result) -> list[tuple[str, str, str]]:
    return sorted((record["subject"], record["predicate"], record["object"]) for record in records(result))


def program(*arguments: str | Path, cwd: Path, **options) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as a shell runs it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop(GRAPH_VARIABLE, None)
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, **options)


def test_a_build_ends_with_a_summary(sample_documents, tmp_path):
    done = program("build", sample_documents, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("5 documents in the graph (5 new)")
    assert "\n  sued " in done.stdout
    assert "sentence" in done.stdout
    assert "0 documents refused" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["kg-graph"]


def test_a_build_that_refuses_something_ends_with_3_and_names_it(run, tmp_path):
    (tmp_path / "empty.txt").touch()
    (tmp_path / "lawsuit.txt").write_text("The American Civil Liberties Union sued Clearview AI.")
    done = run("build", tmp_path, "--graph", tmp_path / "graph", "--quiet")
    assert done.exit_code == 3
    assert done.stdout == ""
    assert done.stderr == f"refused {tmp_path}/empty.txt: is empty\n"
    assert len(records(run("claims", "--graph", tmp_path / "graph", "--format", "jsonl"))) == 1


@pytest.mark.parametrize("arguments", [["build"], ["build", "nowhere"], ["nonsense"], ["claims", "--format", "xml"]])
def test_wrong_usage_ends_with_2(run, arguments):
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stderr.startswith("Usage: kg")
    assert done.stdout == ""


def test_a_failure_ends_with_1_and_says_what_to_do(run, tmp_path):
    done = run("claims", "--graph", tmp_path)
    assert done.exit_code == 1
    assert "run `kg build` first" in done.stderr


def test_an_interrupted_build_says_that_its_work_is_kept(run, sample_documents, tmp_path, monkeypatch):
    def stop(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.building.pipeline.build", stop)
    done = run("build", sample_documents, "--graph", tmp_path)
    assert done.exit_code == 130
    assert "what was read so far is kept" in done.stderr


def test_standard_input_is_a_document(run, tmp_path):
    text = "The American Civil Liberties Union sued Clearview AI."
    assert run("build", "-", "--graph", tmp_path, input=text).exit_code == 0
    assert [record["doc"] for record in records(run("claims", "--graph", tmp_path, "--format", "jsonl"))] == ["stdin"]


def test_claims_are_listed_with_their_evidence(run):
    (claim,) = records(run("claims", "--relation", "sued", "--format", "jsonl"))
    assert " ".join(claim) == (
        "id doc subject subject_class subject_mentions predicate object object_class object_mentions polarity modality"
        " by when amount role technology quote start end confidence taught_by read_by copy_of"
        " review reviewed_by reviewed_at"
    )
    assert claim["quote"] == "American Civil Liberties Union sued Clearview AI"
    assert claim["when"] == "2020-05"


def test_claims_are_filtered(run):
    police, clearview = "Springfield Police Department", "Clearview AI"
    assert said(run("claims", "--actor", "clearview ai", "--format", "jsonl")) == [
        ("American Civil Liberties Union", "sued", clearview),
        (police, "contracted", clearview),
    ]
    assert said(run("claims", "--status", "denied", "--format", "jsonl")) == [(police, "contracted", "Amazon")]
    assert said(run("claims", "--document", "ban", "--relation", "banned", "--format", "jsonl"))
    lawful = said(run("claims", "--class", "LawEnforcement", "--relation", "contracted", "--format", "jsonl"))
    assert lawful == [(police, "contracted", "Amazon"), (police, "contracted", clearview)]


@pytest.mark.parametrize(
    ("option", "value", "hint"),
    [
        ("--relation", "sue", "Did you mean sued?"),
        ("--class", "Compani", "Did you mean Company?"),
        ("--status", "deniedd", "Did you mean denied?"),
        ("--document", "lawsuits.txt", "Did you mean lawsuit.txt"),
        ("--actor", "Clearview A", "Clearview AI"),
    ],
)
def test_a_filter_that_nothing_can_meet_is_wrong_usage_with_a_hint(run, option, value, hint):
    done = run("claims", option, value)
    assert done.exit_code == 2
    assert hint in done.stderr


def test_claims_as_csv_have_all_columns(run):
    rows = list(csv.DictReader(io.StringIO(run("claims", "--format", "csv").stdout)))
    assert {row["predicate"] for row in rows} >= {"sued", "contracted"}
    assert "taught_by" in rows[0]


def test_a_table_that_is_piped_is_plain_and_whole(run):
    header, *lines = run("claims", "--relation", "sued").stdout.splitlines()
    assert header.split() == ["subject", "predicate", "object", "status", "when", "quote", "doc"]
    assert "American Civil Liberties Union sued Clearview AI" in lines[0]
    assert "\x1b" not in lines[0]


def test_a_reader_that_stops_early_is_no_error(sample_graph, tmp_path):
    command = f"{sys.executable} -m kg claims --graph {sample_graph} | head -c 1"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("s", "")


def test_conflicts_are_listed_with_both_receipts(run, tmp_path):
    (tmp_path / "deal.txt").write_text("The Springfield Police Department signed a contract with Axon in 2017.")
    (tmp_path / "end.txt").write_text("The Springfield Police Department ended its contract with Axon in 2020.")
    graph = ["--graph", tmp_path / "graph"]
    assert run("build", tmp_path, "--quiet", *graph).exit_code == 0
    header, deal, end = run("conflicts", *graph).stdout.splitlines()
    assert header.split() == ["kind", "order", "subject", "predicate", "object", "status", "when", "by", "quote", "doc"]
    assert deal.startswith("ended  2017, then 2020  Springfield Police Department  contracted")
    assert end.split("  ")[-1] == "end.txt"
    (conflict,) = records(
        run("conflicts", "--actor", "axon", "--relation", "discontinued", "--format", "jsonl", *graph)
    )
    assert [side[0]["when"] for side in (conflict["claims"], conflict["against"])] == ["2017", "2020"]
    sides = csv.DictReader(io.StringIO(run("conflicts", "--format", "csv", *graph).stdout))
    assert [(row["conflict"], row["side"], row["doc"]) for row in sides] == [
        ("1", "claim", "deal.txt"),
        ("1", "against", "end.txt"),
    ]


def test_a_graph_without_conflicts_says_so(run):
    assert run("conflicts").stdout == "nothing in the graph denies, ends or opposes what is asked for\n"
    assert run("conflicts", "--format", "jsonl").stdout == ""
    assert "Did you mean sued?" in run("conflicts", "--relation", "sue").stderr


def test_a_query_is_answered_as_a_table(run):
    header, row = run("query", SUED).stdout.splitlines()
    assert header.split() == ["who", "whom"]
    assert row.split() == ["entity:american-civil-liberties-union", "entity:clearview-ai"]


def test_a_query_is_read_from_a_file_or_from_standard_input(run, tmp_path):
    (tmp_path / "question.rq").write_text(SUED)
    assert run("query", tmp_path / "question.rq").stdout == run("query", SUED).stdout
    assert run("query", "-", input=SUED).stdout == run("query", SUED).stdout


@pytest.mark.parametrize("form", ["table", "csv"])
def test_a_question_is_answered_with_true_or_false(run, form):
    assert run("query", "ASK { ?who kg:sued ?whom }", "--format", form).stdout == "true\n"
    assert run("query", "ASK { ?who kg:acquired kg:nobody }", "--format", form).stdout == "false\n"


def test_answers_have_standard_formats(run):
    answer = json.loads(run("query", SUED, "--format", "json").stdout)
    assert answer["head"]["vars"] == ["who", "whom"]
    triples = run("query", "CONSTRUCT { ?who kg:sued ?whom } WHERE { ?who kg:sued ?whom }", "--format", "ttl").stdout
    assert "kg:sued" in triples
    rows = list(csv.DictReader(io.StringIO(run("query", SUED, "--format", "csv").stdout)))
    assert rows[0]["whom"].endswith("clearview-ai")


def test_a_wrong_query_is_a_failure_with_the_place_marked(run):
    done = run("query", "SELECT * { ?who kgg:sued ?whom }")
    assert done.exit_code == 1
    assert "'kgg:' is not declared. Did you mean kg?" in done.stderr
    assert done.stderr.rstrip().endswith("^")


def test_parameters_are_bound_to_the_query(run):
    asked = "SELECT ?whom { VALUES ?name { UNDEF } ?who rdfs:label ?name ; kg:sued ?whom }"
    assert len(run("query", asked, "--name", "American Civil Liberties Union").stdout.splitlines()) == 2
    assert len(run("query", asked, "--name=nobody").stdout.splitlines()) == 1
    done = run("query", asked, "--nam", "ACLU")
    assert done.exit_code == 2
    assert "no parameter 'nam'; it has: name." in done.stderr


def test_named_queries_are_listed_and_take_options_as_parameters(run):
    listed = run("query", "--list").stdout
    assert re.search(r"^contracts +agency, vendor +Who bought", listed, re.MULTILINE)
    asked = ["query", "contracts", "--agency", "springfield police department", "--format", "csv"]
    assert len(run(*asked).stdout.splitlines()) == 3
    assert len(run(*asked, "--vendor", "Clearview AI").stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["contract"], "Did you mean contracts?"),
        (["contracts", "--agnecy", "ICE"], "Did you mean agency?"),
        (["contracts", "--agency", "Acme"], "no entity is called 'Acme'"),
        (["contracts", "agency"], "'agency' is no parameter"),
        ([], "give a query"),
    ],
)
def test_a_wrong_named_query_is_wrong_usage_with_a_hint(run, arguments, hint):
    done = run("query", *arguments)
    assert done.exit_code == 2
    assert hint in done.stderr


def test_a_map_is_one_file_under_the_name_given(run, tmp_path):
    done = run("map", "-o", tmp_path / "map.html", "--title", "A <b>title</b>", "--actor", "Clearview AI")
    assert done.exit_code == 0, done.output
    page = (tmp_path / "map.html").read_text("utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]
    assert "A &lt;b&gt;title&lt;/b&gt;" in page
    assert "WatchGuard" not in page


def test_a_map_into_a_folder_that_is_not_there_is_wrong_usage(run, tmp_path):
    assert run("map", "-o", tmp_path / "nowhere" / "map.html").exit_code == 2


def test_the_ontology_is_listed_and_explained(run):
    assert "contracted" in run("ontology").stdout
    assert "signed a [contract](cue)" in run("ontology", "contracted").stdout
    assert run("ontology", "--format", "markdown").stdout.startswith("# The ontology")
    assert run("ontology", "contractd").exit_code == 2


def test_the_check_of_an_ontology_names_what_is_wrong(run, tmp_path):
    (tmp_path / "mine.ttl").write_text(
        "@prefix kg: <https://w3id.org/kg-receipts/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> ."
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
        "kg:winkedAt a owl:ObjectProperty ; rdfs:domain kg:Actor ; rdfs:range kg:Actr ;"
        ' kg:example "[Acme](subject). [Bolt](object)." .'
    )
    done = run("ontology", "--check", "--ontology", "shipped", "--ontology", tmp_path / "mine.ttl")
    assert done.exit_code == 1
    assert "error: winkedAt: its range names the class 'Actr', which does not exist. Did you mean Actor?" in done.stdout
    assert "error: winkedAt: “[Acme](subject). [Bolt](object).” teaches nothing" in done.stdout


def test_the_check_of_ones_own_file_lists_its_findings_and_counts_the_others(run, tmp_path):
    (tmp_path / "mine.ttl").write_text(
        "@prefix kg: <https://w3id.org/kg-receipts/ontology#> ."
        'kg:sued kg:example "[Acme](subject) met with [Bolt](object)." .'
    )
    done = run("ontology", "--check", "--ontology", "shipped", "--ontology", tmp_path / "mine.ttl")
    *notes, numbers, others = done.stdout.splitlines()
    assert all("[Acme](subject) met with [Bolt](object)." in note for note in notes)
    assert numbers.startswith("0 errors, ")
    assert re.fullmatch(r"beside \d+ on shipped files alone, which `kg ontology .*` lists", others)


def test_what_was_not_understood_is_listed(run):
    (gap,) = records(run("gaps", "--kind", "no-relation", "--format", "jsonl", "--document", "plans.txt"))
    assert (gap["names"], gap["predicate"], gap["marked"]) == (["Amazon", "Axon"], "", "")
    assert run("gaps", "--kind", "nonsense").exit_code == 2


def test_what_was_not_understood_is_summed_up(run):
    first, *_ = run("gaps", "--summary").stdout.splitlines()
    assert first == "1 sentences with two actors and no relation, in 1 document"
    assert run("gaps", "--summary", "--format", "csv").stdout == "kind,words,count,documents,example,doc\n"


def test_filters_that_nothing_meets_are_told_beside_the_output(run):
    done = run("gaps", "--kind", "unclassed", "--document", "plans.txt", "--format", "jsonl")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith("no gaps of kind unclassed in plans.txt; the kinds")
    done = run("claims", "--actor", "Clearview AI", "--status", "planned", "--format", "jsonl")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "no claim meets all conditions\n")


def test_teaching_without_a_terminal_needs_to_be_told_so(run, tmp_path):
    done = run("teach", "sued", "[The lab](subject) rang up [Acme](object).", "--ontology", tmp_path / "mine.ttl")
    assert done.exit_code == 2
    assert "give --yes to write, or --dry-run" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_shows_what_a_sentence_teaches_and_finds(run, tmp_path):
    sentence = "[The lab](subject) was in [the office](object)."
    done = run("teach", "sued", sentence, "--dry-run", "--ontology", tmp_path / "mine.ttl")
    assert done.exit_code == 0, done.output
    assert f"“{sentence}”" in done.stdout
    assert "  teaches sued by the wording " in done.stdout
    assert f'  kg:sued kg:example "{sentence}" .' in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_what_describes_a_new_relation_needs_a_new_relation(run):
    done = run("teach", "sued", "[A](subject) met [B](object).", "--yes", "--inverse", "was sued by")
    assert done.exit_code == 2
    assert "--inverse describes a new relation; add --new" in done.stderr


def test_documents_are_listed_with_the_number_of_their_claims(run):
    by_name = {record["name"]: record for record in records(run("sources", "--format", "jsonl"))}
    assert by_name["contract.md"]["publisher"] == "Springfield Herald"
    assert by_name["contract.md"]["claims"] == 2
    assert len(by_name) == 5


@pytest.mark.parametrize(
    ("claims", "said"), [(None, "2 sources, 3 documents\n"), (5, "5 claims from 2 sources, 3 documents\n")]
)
def test_a_terminal_is_told_from_how_many_sources_a_listing_is(monkeypatch, capsys, claims, said):
    documents = [
        StatedDocument(f"http://d/{name}", name, None, None, None, None, name, "ab", copy_of, None)
        for name, copy_of in {"a.txt": None, "b.txt": None, "c.txt": "a.txt"}.items()
    ]
    say_origins(documents, claims=claims)
    assert capsys.readouterr().out == ""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    say_origins(documents[:2], claims=claims)
    assert capsys.readouterr().out == ""
    say_origins(documents, claims=claims)
    assert capsys.readouterr().out == said


def test_the_version_is_printed(run):
    assert run("--version").stdout.strip()


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_has_help_with_an_example(run, command):
    text = run(command, "--help").stdout
    assert f"  kg {command}" in text


def test_options_that_are_shared_mean_the_same_everywhere():
    for name, command in main.commands.items():
        options = {parameter.name: parameter for parameter in command.params}
        assert "graph" in options, name
        assert options["graph"].envvar == GRAPH_VARIABLE
