"""The benchmarks: what they make up, that all programs answer alike, and that the figures become a chart."""

from __future__ import annotations

from benchmarks import chart, stores
from benchmarks.made_up import EACH, name, readings
from kg.ontology.definitions import Ontology


def test_no_two_made_up_actors_have_one_name():
    assert len({name(number).casefold() for number in range(50_000)}) == 50_000


def test_made_up_documents_are_the_same_in_every_run():
    ontology = Ontology.load()
    found = list(readings(20, ontology))
    assert found == list(readings(20, ontology))
    assert [len(said.claims) for _, said in found] == [EACH] * 4


def test_three_programs_load_and_answer_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(stores, "apart", lambda work, *given: work(*given))
    figures = stores.measure(300, tmp_path / "home")
    assert set(figures["loading"]) == set(figures["asking"]) == {"kg", "pyoxigraph", "rdflib"}
    assert not (tmp_path / "home").exists()
    chart.draw({"store 300": figures}, tmp_path / "chart.svg")
    assert (tmp_path / "chart.svg").read_text("utf-8").count("<svg") == 1
