"""`%kg` and `%%sparql` in a shell of IPython."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas
import pytest
import rdflib
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from kg import KnowledgeGraph
from kg.asking.cards import Claims, Map


@pytest.fixture
def shell(sample_graph, tmp_path, monkeypatch) -> InteractiveShell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_GRAPH", str(sample_graph))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
    shell.run_line_magic("load_ext", "kg")
    return shell


@pytest.fixture
def run(shell) -> Callable[[str], Any]:
    """What a cell gives."""

    def run(cell: str) -> Any:
        done = shell.run_cell(cell)
        assert done.success
        return done.result

    return run


@pytest.fixture
def told(shell, capsys) -> Callable[[str], str]:
    """What a cell that fails says."""

    def told(cell: str) -> str:
        capsys.readouterr()
        assert not shell.run_cell(cell).success
        printed = "".join(capsys.readouterr())
        assert "Traceback" not in printed
        return printed

    return told


def test_claims_and_maps_are_objects_that_show_themselves(run):
    assert [claim.status for claim in run("%kg claims --actor Amazon")] == ["denied"]
    assert isinstance(run("%kg map --relation sued --title Suits"), Map)


@pytest.mark.parametrize(
    "line", ["show 'Clearview AI'", "stats", "timeline", "path Amazon 'Clearview AI' --all", "map"]
)
def test_what_has_a_display_of_its_own_is_shown_by_it(run, line):
    assert run(f"%kg {line}")._repr_html_()


def test_a_result_can_be_kept(run, shell):
    run("found = %kg claims --relation sued")
    assert isinstance(shell.user_ns["found"], Claims)


def test_other_commands_print_what_they_print_elsewhere(run, capsys):
    assert run("%kg sources") is None
    assert "lawsuit.txt" in capsys.readouterr().out
    assert run("%kg claims --relation sued --format csv") is None
    assert capsys.readouterr().out.startswith("id,doc,subject")


def test_printed_tables_fit_the_notebook(run, capsys):
    run("%kg query --list")
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 110


def test_a_file_is_written_where_one_is_named(run, tmp_path):
    assert run("%kg map -o map.html") is None
    assert (tmp_path / "map.html").is_file()


def test_a_build_shows_its_graph_which_the_next_cells_ask(run, tmp_path, capsys):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "suit.txt").write_text("The American Civil Liberties Union sued Clearview AI.")
    (tmp_path / "news" / "empty.txt").touch()
    assert isinstance(run("%kg build news --graph mine"), KnowledgeGraph)
    assert "is empty" in capsys.readouterr().err
    assert len(run("%kg claims")) == 1
    (tmp_path / "news" / "other.txt").write_text("Microsoft sued Amazon.")
    run("%kg build news")
    assert len(run("%kg claims")) == 2


def test_a_folder_that_is_no_graph_is_not_kept(run, told):
    assert "there is no graph in 'tpyo'" in told("%kg claims --graph tpyo")
    assert run("%kg claims --relation sued")


def test_each_form_of_query_has_its_answer(run):
    assert isinstance(run("%%sparql\nSELECT ?whom { ?who kg:sued ?whom }"), pandas.DataFrame)
    assert run("%%sparql\nASK { ?who kg:sued ?whom }") is True
    assert isinstance(run("%%sparql\nCONSTRUCT { ?a kg:sued ?b } WHERE { ?a kg:sued ?b }"), rdflib.Graph)


def test_named_queries_are_asked_in_a_line_or_a_cell(run):
    agency = "--agency 'Springfield Police Department'"
    assert len(run(f"%sparql contracts {agency}")) == 2
    assert len(run(f"%%sparql {agency}\ncontracts")) == 2
    assert len(run(f"%kg query contracts {agency}")) == 2


def test_an_answer_is_kept_under_a_name(run, shell):
    assert run("%%sparql -o suits\nSELECT ?whom { ?who kg:sued ?whom }") is None
    assert len(shell.user_ns["suits"]) == 1


def test_variables_stand_for_words_and_are_not_evaluated(run, shell, told):
    shell.user_ns["who"] = "Clearview AI; --format csv"
    assert "no entity is called 'Clearview AI; --format csv'" in told("%kg claims --actor $who")
    shell.user_ns["who"] = "Clearview AI"
    assert run("%kg claims --actor=$who")
    assert "no variable 'whom'. Did you mean who" in told("%kg claims --actor $whom")
    assert "no entity is called '{1 + 1}'" in told("%kg claims --actor '{1 + 1}'")


def test_a_graph_in_a_variable_stands_for_its_folder(run, shell, sample_graph, monkeypatch):
    monkeypatch.delenv("KG_GRAPH")
    shell.user_ns["graph"] = KnowledgeGraph.open(sample_graph)
    assert run("%kg claims --graph $graph")


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("%kg claimz", "Did you mean 'claims'"),
        ("%kg claims --relation contractd", "Did you mean contracted"),
        ("%kg claims --actor 'ICE", "the line cannot be read"),
        ("%kg build nowhere", "there is no file or folder nowhere"),
        ("%%sparql\nSELECT ?who { ?who kg:sued", "line 1, column"),
        ("%sparql", "write a query below"),
        ("%sparql contracts --agnecy ICE", "Did you mean agency"),
        ("%%sparql -o a-b\nASK {}", "'a-b' cannot be the name of a variable"),
    ],
)
def test_mistakes_are_told_in_one_message(told, cell, message):
    assert message in told(cell)


def test_help_is_printed(run, capsys):
    for cell in ("%kg", "%kg claims --help", "%sparql --help"):
        assert run(cell) is None
        assert "Usage: %" in capsys.readouterr().out
