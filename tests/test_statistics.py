"""A graph in numbers: what is counted, who stands where, and which library measures."""

import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from graphs import DENIED, ONTOLOGY, claim, document, entity

from kg.analysis import measures as measuring
from kg.analysis.measures import measures
from kg.analysis.statistics import COLUMNS, Contents, statistics
from kg.errors import UsageError

ROOT = Path(__file__).resolve().parent.parent

#: Two groups of three that one pair joins, and a denial that joins others.
LEFT, RIGHT = ("AB", "BC", "AC"), ("XY", "YZ", "XZ")
CLAIMS = [claim(one, "bought", other, when="2020") for one, other in (*LEFT, *RIGHT, "CX")]
DENIAL = claim("A", "blamed", entity("T", "Tool"), when="2031", **DENIED)


def numbers(*claims, documents=(), **options):
    ends = {end.iri: end for one in claims for end in (one.stated.subject, one.stated.object)}
    return statistics(Contents(claims, list(ends.values()), documents), ONTOLOGY, **options)


def test_all_claims_are_counted_and_facts_make_the_network():
    found = numbers(*CLAIMS, DENIAL)
    assert found.statuses == {"fact": 7, "denied": 1}
    assert found.relations == {"bought": 7, "blamed": 1}
    assert (found.actors, found.things) == (6, 1)
    assert found.span == ("2020", "2020")
    assert [place.entity.name for place in found.places] == ["C", "X", "A", "B", "Y", "Z"]
    assert "T" in {place.entity.name for place in numbers(*CLAIMS, DENIAL, facts_only=False).places}


def test_copies_are_one_source():
    documents = [document("a.txt"), document("b.txt", copy_of="a.txt")]
    found = numbers(*(claim("A", "bought", "B", doc=doc) for doc in documents), documents=documents)
    assert (found.documents, found.sources, found.places[0].sources, found.places[0].claims) == (2, 1, 1, 2)


def test_the_time_of_facts_reaches_from_the_earliest_to_the_latest():
    told = [claim("A", "bought", "B", when=when) for when in ("2020-05/", "2015/2017", "2019-03-02")]
    assert numbers(*told, DENIAL).span == ("2015", "2020-05")


def test_who_stands_between_is_found_and_who_belongs_together():
    found = numbers(*CLAIMS)
    between = {place.entity.name: place.betweenness for place in found.places}
    assert between == {"C": 0.6, "X": 0.6, "A": 0, "B": 0, "Y": 0, "Z": 0}
    assert [one.members for one in found.communities] == [("A", "B", "C"), ("X", "Y", "Z")]


def test_the_order_of_claims_does_not_matter():
    assert numbers(*CLAIMS).to_json() == numbers(*CLAIMS[::-1]).to_json()


def test_a_graph_of_one_actor_and_an_empty_one_have_numbers_too():
    alone = numbers(claim("A", "blamed", "A"))
    assert [(place.degree, place.community) for place in alone.places] == [(0, None)]
    assert list(numbers().lines()) == ["  documents  0 documents", "  claims     0", "  about      0 actors and things"]


def test_betweenness_of_a_large_network_is_estimated_and_that_is_said(monkeypatch):
    monkeypatch.setattr(measuring, "EXACT", 5)
    monkeypatch.setattr(measuring, "SAMPLE", 4)
    found = numbers(*CLAIMS)
    assert found.measures.sampled == 4
    assert "betweenness estimated from 4 of them" in " ".join(" ".join(found.lines()).split())
    assert found.to_json() == numbers(*CLAIMS).to_json()


def test_lines_fit_a_narrow_terminal():
    long = [claim("A name of remarkable length " * 3, "bought", "B" * 30), *CLAIMS]
    assert max(map(len, numbers(*long).lines(60))) <= 60


def test_the_places_are_a_table_too():
    assert list(numbers(*CLAIMS).frame().columns) == list(COLUMNS)
    assert "Best connected" in numbers(*CLAIMS)._repr_html_()


def test_a_backend_that_is_not_installed_is_named_with_those_that_are():
    with pytest.raises(UsageError, match=r"no networkx backend 'cugraf' is installed\. Those there are: networkx"):
        measures(nx.Graph(), backend="cugraf")


FAKE = """
import networkx as nx
class Backend:
    @staticmethod
    def convert_from_nx(graph, **options): return graph
    @staticmethod
    def convert_to_nx(found, **options): return found
    @staticmethod
    def betweenness_centrality(graph, *options, **more): return dict.fromkeys(graph, 0.25)
"""
ASK = """
import networkx as nx
from kg.analysis.measures import measures
from kg.errors import UsageError
found = measures(nx.path_graph(["a", "b"]), backend="quarter")
print(found.betweenness, found.backends, found.components)
try:
    measures(nx.path_graph(["a", "b"]), backend="broken")
except UsageError as error:
    print(error)
"""


def test_a_backend_measures_what_it_can_and_networkx_the_rest(tmp_path):
    """In a process of its own, since networkx looks for backends when it is loaded."""
    (tmp_path / "quarter.py").write_text(FAKE)
    (tmp_path / "quarter-1.dist-info").mkdir()
    (tmp_path / "quarter-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: quarter\nVersion: 1\n")
    (tmp_path / "quarter-1.dist-info" / "entry_points.txt").write_text(
        "[networkx.backends]\nquarter = quarter:Backend\nbroken = nowhere:Backend\n"
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"}
    done = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == [
        "{'a': 0.25, 'b': 0.25} {'betweenness': 'quarter', 'communities': 'networkx'} 1",
        "the networkx backend 'broken' is installed but cannot be loaded: No module named 'nowhere'",
    ], done.stderr
