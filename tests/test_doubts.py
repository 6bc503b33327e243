"""Decisions that make little sense: what can mean nothing is refused, and of all else a person is told."""

from __future__ import annotations

from itertools import count

import pytest
from click.testing import CliRunner
from kept import claim, write

from kg import KnowledgeGraph
from kg.cli import main
from kg.errors import UsageError
from kg.judging.deciding import Judge
from kg.judging.doubts import doubts
from kg.ontology.definitions import Ontology

ONTOLOGY = Ontology.load()
TEXT = "Acme sued Bolt. Acme hired Mary Flint. Bolt makes Scanner."


@pytest.fixture
def judge(tmp_path):
    """A person at a graph in which Acme and Bolt are companies, Mary Flint is a person, and Scanner a technology."""
    told = [
        claim(TEXT, "Acme", "sued", "Bolt", "Acme sued Bolt", doc="a.txt", subject_mentions=("Acme",)),
        claim(
            TEXT, "Mary Flint", "affiliatedWith", "Acme", "Acme hired Mary Flint", doc="a.txt", subject_class="Person"
        ),
        claim(TEXT, "Bolt", "develops", "Scanner", "Bolt makes Scanner", doc="a.txt", object_class="Technology"),
    ]
    folder = write(tmp_path / "graph", {"a.txt": (TEXT, told)})
    ticks = count(10)
    return Judge(folder, ONTOLOGY, by="Jane", clock=lambda: f"2024-05-01T00:00:{next(ticks)}Z")


def told(judge: Judge, judgement) -> list[str]:
    graph = KnowledgeGraph.open(judge._folder)
    return doubts(judgement, graph.store, graph.ontology)


def id_of(judge: Judge, relation: str) -> str:
    (found,) = KnowledgeGraph.open(judge._folder).claims(relation=relation)
    return found.id


@pytest.mark.parametrize("when", ["2021/2019", "2020-07/2020-06", "2020-06-11/2020-06-10"])
def test_a_time_that_ends_before_it_begins_is_refused(judge, when):
    with pytest.raises(UsageError, match="ends before it begins"):
        judge.edit(id_of(judge, "sued"), when=when)


@pytest.mark.parametrize("when", ["2019/2021", "2020-06/2020", "2020/2020-06", "/2019", "2021/"])
def test_times_of_different_precision_may_meet(judge, when):
    assert told(judge, judge.edit(id_of(judge, "sued"), when=when)) == []


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\u202e\t"])
def test_a_name_that_nobody_can_see_is_refused(judge, name):
    with pytest.raises(UsageError, match="a name is empty"):
        judge.name("Acme", name)
    with pytest.raises(UsageError, match="a name is empty"):
        judge.edit(id_of(judge, "sued"), object=name)


def test_a_claim_of_an_actor_about_itself_is_kept_and_told(judge):
    made = judge.edit(id_of(judge, "sued"), object="Acme")
    assert told(judge, made) == ["it is a claim of “Acme” about itself"]
    assert "Acme sued Acme (fact)" in map(str, KnowledgeGraph.open(judge._folder).claims())


def test_an_actor_is_itself_by_another_name_too(judge):
    joined = judge.same("Acme", "Bolt")
    assert told(judge, joined) == ["1 claim is now of one actor about itself, as “Acme sued Bolt”"]


def test_ends_that_a_relation_is_not_for_are_told(judge):
    made = judge.edit(id_of(judge, "develops"), subject="Mary Flint", object="Acme")
    assert told(judge, made) == [
        "“develops” expects company or research organization as its subject, and “Mary Flint” is of the class person",
        "“develops” expects technology as its object, and “Acme” is of the class company",
    ]


def test_a_name_that_nothing_else_knows_is_told_with_the_nearest(judge):
    assert told(judge, judge.edit(id_of(judge, "sued"), subject="Acne")) == [
        "neither the sentence nor another claim names “Acne”. Did you mean Acme?"
    ]


def test_what_is_expected_is_not_doubted(judge):
    assert told(judge, judge.accept(id_of(judge, "sued"))) == []
    assert told(judge, judge.edit(id_of(judge, "sued"), when="2020", object="Mary Flint")) == []
    assert told(judge, judge.add("a.txt", "[Bolt](subject) makes [Scanner](object)", "uses")) == []
    assert told(judge, judge.class_("Bolt", "ResearchOrganization")) == []
    assert told(judge, judge.name("Bolt", "Bolt Holding")) == []


def test_a_company_and_a_person_that_are_joined_are_told_with_what_they_are_then(judge):
    made = judge.same("Bolt", "Mary Flint")
    assert told(judge, made) == [
        "their classes, company and person, do not go together; as one they are of the class company"
    ]


def test_a_class_that_does_not_fit_the_claims_is_told_with_one_of_them(judge):
    made = judge.class_("Bolt", "Person")
    assert told(judge, made) == [
        "1 claim is of a relation that is not for the class person, as “Bolt develops Scanner”"
    ]


def test_a_name_that_another_has_is_told(judge):
    assert told(judge, judge.name("Bolt", "acme")) == ["something else is called “acme” as well"]


def test_a_fact_of_the_future_is_told(judge):
    assert told(judge, judge.edit(id_of(judge, "sued"), when="2204-05")) == [
        "2204-05 has not come yet, and the claim stands as a fact"
    ]
    assert told(judge, judge.edit(id_of(judge, "sued"), status="planned")) == []


def test_the_command_line_tells_doubts_with_the_way_back(judge):
    given = ["judge", "same", "Bolt", "Mary Flint", "--graph", str(judge._folder), "--by", "Jane"]
    answer = CliRunner().invoke(main, given)
    identifier = answer.stdout.split()[0]
    assert answer.exit_code == 0
    assert answer.stderr.startswith("warning: their classes, company and person")
    assert answer.stderr.endswith(f"`kg judge undo {identifier}` takes it back\n")


def test_edits_of_a_review_are_doubted_at_its_end(judge):
    given = ["review", "--relation", "develops", "--graph", str(judge._folder), "--by", "Jane"]
    answer = CliRunner().invoke(main, given, input="e\nobject Bolt\n\n")
    assert "1 of 1 judged" in answer.stdout
    assert "warning: it is a claim of “Bolt” about itself" in answer.stderr


@pytest.mark.parametrize("command", [["serve", "--judge", " "], ["judge", "reject", "0123", "--by", ""]])
def test_nobody_decides_without_a_name(judge, command):
    answer = CliRunner().invoke(main, [*command, "--graph", str(judge._folder)])
    assert (answer.exit_code, "the name of who judges is empty" in answer.output) == (2, True)
