"""What a still picture shows: the marks and lines of the map, names and words where there is room."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from kg.views import layout
from kg.views.mapdata import map_data
from kg.views.picture import picture


def edge(network, one, other, **values):
    network.add_edge(one, other, **{"relation": "contracted", "status": "fact"} | values)


@pytest.fixture
def network() -> nx.MultiDiGraph:
    network = nx.MultiDiGraph()
    network.add_node("BES", label="Border Enforcement Service", **{"class": "LawEnforcement"}, sources=4)
    network.add_node("Veriface", label="Veriface", **{"class": "Company"}, sources=1)
    edge(network, "BES", "Veriface")
    return network


def test_marks_are_those_of_the_map(network, story):
    shown = picture(network, story.ontology)
    assert [(label.lines[0], label.bold) for label in shown.labels] == [
        ("Border Enforcement", True),
        ("Veriface", False),
    ]
    assert [kind.name for kind in shown.kinds] == ["LawEnforcement", "Company"]
    assert shown.radii[0] > shown.radii[1]
    assert {entry.name for entry in shown.classes} == {"LawEnforcement", "Company"}


def test_the_picture_has_the_lines_of_the_map(story):
    network = nx.MultiDiGraph()
    for claim in story.claims:
        for name, kind in ((claim.subject, claim.subject_class), (claim.object, claim.object_class)):
            network.add_node(name, label=name, sources=1, **{"class": kind})
        edge(network, claim.subject, claim.object, relation=claim.predicate, status=claim.status)
    mapped = map_data(story.claims, story.documents, story.ontology, title="")
    drawn = picture(network, story.ontology)
    assert [(line.ends, line.status, line.bend) for line in drawn.lines] == [
        (line.ends, line.status, line.bend) for line in mapped.edges
    ]


def test_statuses_between_the_same_ends_are_lines_of_their_own(network, story):
    edge(network, "BES", "Veriface", status="denied")
    edge(network, "Veriface", "BES", relation="sued")
    denied, fact = picture(network, story.ontology).lines
    assert (denied.status, denied.bend, fact.status, fact.bend) == ("denied", -1, "fact", 1)
    assert (fact.forward, fact.backward, denied.backward) == (True, True, False)


def test_words_stand_where_they_cover_no_name(story):
    network = nx.MultiDiGraph()
    edge(network, "A", "B", status="denied", relation="sued")
    edge(network, "A", "B", relation="a relation of which there is much to say")
    assert [line.words for line in picture(network, story.ontology).lines] == ["denied: sued", ""]


def test_any_part_of_a_network_and_any_other_network_is_drawn(network, story):
    assert len(picture(network.subgraph(["BES"]), story.ontology).points) == 1
    bare = picture(nx.path_graph(3), story.ontology)
    assert [label.lines for label in bare.labels] == [("0",), ("1",), ("2",)]
    assert not any(line.forward or line.backward for line in bare.lines)
    assert picture(nx.MultiDiGraph(), story.ontology).lines == ()


def test_of_many_nodes_the_best_connected_are_named_and_no_name_lies_on_another(story):
    network = nx.barabasi_albert_graph(200, 1, seed=1)
    nx.set_node_attributes(network, {node: f"The Police Department of {node}" for node in network}, "label")
    shown = picture(network, story.ontology)
    named = [place for place, label in enumerate(shown.labels) if label.lines]
    assert 20 < len(named) < 200
    busiest = max(network, key=network.degree)
    assert f"The Police Department of {busiest}".split() == [
        word
        for label in shown.labels
        if label.lines and label.lines[-1].endswith(f" {busiest}")
        for line in label.lines
        for word in line.split()
    ]
    boxes = layout.label_boxes([shown.labels[place] for place in named], [0.0] * len(named), shown.font)
    low = shown.points[named] + np.array(shown.radii)[named, None] * [0, 1]
    for one in range(len(named)):
        for other in range(one):
            apart = np.abs(low[one] - low[other])
            assert apart[0] >= boxes.half_width[one] + boxes.half_width[other] - 9 or apart[1] >= layout.FONTS[-1]


def test_points_lie_on_the_page(network, story):
    shown = picture(network, story.ontology)
    assert (shown.points >= 0).all()
    assert (shown.points <= shown.size).all()
