"""Why names are held to be one actor: answers from a graph, in words and as records."""

import json
import shutil

import pytest
from click.testing import CliRunner

from kg import KnowledgeGraph
from kg.asking.why import passage
from kg.cli import main
from kg.errors import StoreError, UsageError
from kg.graph.readings import Readings

DOCUMENTS = {
    "suit.txt": "The National Transparency League (NTL) sued Clearview AI. The NTL won.",
    "deal.txt": "Amazon Inc. signed a contract with Axon. Jane Smith works for Axon.",
    "sale.txt": "Amazon sued Motorola Solutions. John Smith works for Amazon.",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("why")
    for name, text in DOCUMENTS.items():
        (place / name).write_text(text, "utf-8")
    KnowledgeGraph.build([place / name for name in DOCUMENTS], place / "graph", processes=1)
    return place / "graph"


@pytest.fixture
def graph(folder):
    return KnowledgeGraph.open(folder)


def test_two_names_of_one_actor_come_with_their_reasons_and_a_passage(graph):
    found = graph.why("ntl", "National Transparency League")
    assert found.are_one
    assert list(found.lines())[1:] == [
        "- “NTL” has the initials of “National Transparency League”, and is used for it (suit.txt)",
        "    suit.txt: “The National Transparency League (NTL) sued Clearview AI. The NTL won.”",
    ]


def test_two_people_who_share_a_surname_stay_two(graph):
    found = graph.why("Jane Smith", "John Smith")
    assert not found.are_one
    assert "two people may share “smith”, so a part of a person's name joins nothing" in str(found)


def test_one_name_lists_all_names_of_its_actor(graph):
    (line, *rest) = graph.why("Amazon").lines()
    assert line == "Amazon (company, Q3884), named in 2 documents"
    assert any("Amazon Inc" in reason for reason in rest)


def test_an_actor_is_asked_for_by_its_iri_or_in_other_capitals(graph):
    iri = graph.actor("Axon").iri
    assert list(graph.why(iri, "axon").lines())[1:] == ["- the words are the same"]


@pytest.mark.parametrize(("name", "hint"), [("Amazon Web Services", "Amazon"), ("Clearvew AI", "Clearview AI")])
def test_an_unknown_name_comes_with_near_ones(graph, name, hint):
    with pytest.raises(UsageError, match=f"Did you mean {hint}"):
        graph.why(name)


def test_nothing_is_explained_when_the_readings_are_no_longer_those_of_the_graph(folder, tmp_path):
    copy = shutil.copytree(folder, tmp_path / "graph")
    with Readings.open(copy) as readings:
        readings.remove(["suit.txt"])
    with pytest.raises(StoreError, match="run `kg build` again"):
        KnowledgeGraph.open(copy).why("Axon")


def test_the_command_answers_in_words_or_as_a_record(folder):
    arguments = ["why", "NTL", "National Transparency League", "--graph", str(folder)]
    assert "are held to be one" in CliRunner().invoke(main, arguments).stdout
    record = json.loads(CliRunner().invoke(main, [*arguments, "--format", "json"]).stdout)
    assert record["one"] is True
    (reason,) = record["actors"][0]["reasons"]
    assert (reason["rule"], reason["first"], reason["documents"]) == ("document", "NTL", ["suit.txt"])


def test_a_passage_shows_the_form_and_not_the_fuller_name():
    text = "x " * 60 + "Acme Labs spoke. Then Acme spoke. " + "y " * 60
    found = passage(text, "Acme", "Acme Labs")
    assert (found[:4], found[-4:]) == ("“… x", "y …”")
    assert "Then Acme spoke" in found
    assert passage("Acme Labs spoke.", "Acme", "Acme Labs") is None
