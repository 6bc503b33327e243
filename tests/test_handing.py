"""The commands that hand over and take in: what they print, where they write, and how they end."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from handed import hostile_graph

from kg.cli import main
from kg.exports.formats import FORMATS
from kg.knowledge import KnowledgeGraph


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return hostile_graph(tmp_path_factory.mktemp("hostile"))


def run(*arguments, graph):
    return CliRunner().invoke(main, [*map(str, arguments), "--graph", str(graph)])


def test_text_goes_to_standard_output_and_what_is_told_does_not(folder, tmp_path):
    done = run("export", "--format", "ftm", "-o", "-", graph=folder)
    KnowledgeGraph.open(folder).export(tmp_path / "a.ftm")
    assert done.stdout_bytes == (tmp_path / "a.ftm").read_bytes()
    assert done.stderr == "2 claims are not stated as fact: notes about both ends, and no links\n"


@pytest.mark.parametrize("form", ["xlsx", "neo4j"])
def test_what_is_no_text_does_not(folder, form):
    done = run("export", "--format", form, "-o", "-", graph=folder)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "name a file or a folder" in done.stderr


def test_a_part_is_exported_by_the_conditions_of_claims(folder, tmp_path):
    done = run("export", "-o", tmp_path / "a.csv", "--status", "denied", graph=folder)
    assert done.stdout.startswith(f"wrote {tmp_path / 'a.csv'} (csv, 1 claim, ")
    assert run("export", "-o", tmp_path / "b.csv", "--status", "denid", graph=folder).exit_code == 2
    assert not (tmp_path / "b.csv").exists()


def test_the_help_names_every_format():
    assert all(name in CliRunner().invoke(main, ["export", "--help"]).stdout for name in FORMATS)


def test_rows_that_are_refused_are_named_and_end_with_3(tmp_path):
    (tmp_path / "t.csv").write_text("who,whom\nAcme\x1b[2J,Bolt\nAcme,\n")
    (tmp_path / "m.yaml").write_text("{columns: {subject: who, object: whom}, values: {relation: sued}}")
    done = run("import", tmp_path / "t.csv", "--mapping", tmp_path / "m.yaml", graph=tmp_path / "graph")
    assert done.exit_code == 3
    assert done.stdout == "imported t.csv: 1 claim, 1 document; 1 row refused\n"
    assert done.stderr == f"refused {tmp_path / 't.csv'}:3: has no object\n"
    assert run("import", "--list", graph=tmp_path / "graph").stdout.splitlines()[1].split() == [
        "t.csv",
        "table",
        "1",
        "1",
    ]
    assert run("import", "--remove", "t.csv", graph=tmp_path / "graph").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "name a file to import"),
        (["nowhere.csv"], "there is no file 'nowhere.csv'"),
        ([__file__], "is none of the files that can be imported: .trig, .nq, .csv, .tsv, .xlsx"),
        (["--remove", "x"], "there is no import 'x'"),
        (["--name", "x", "a.nq", "b.nq"], "--name can be given to one file only"),
    ],
)
def test_wrong_usage_of_import_ends_with_2(folder, arguments, reason):
    done = run("import", *arguments, graph=folder)
    assert done.exit_code == 2
    assert reason in " ".join(done.stderr.split())
