"""Still pictures: drawn by matplotlib, the same in every run, whatever names hold."""

from __future__ import annotations

import networkx as nx
import pytest
from matplotlib.figure import Figure

from kg.views.plot import plot, png


@pytest.fixture
def network() -> nx.MultiDiGraph:
    network = nx.MultiDiGraph()
    for name, kind in (("BES", "LawEnforcement"), ("Veriface", "Company")):
        network.add_node(name, label=name, sources=1, **{"class": kind})
    for relation, status in (("contracted", "fact"), ("contracted", "denied"), ("sued", "alleged")):
        network.add_edge("BES", "Veriface", relation=relation, status=status)
    return network


def texts(axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def test_names_words_and_a_legend_are_written(network, story):
    axes = plot(network, story.ontology, title="Contracts", axes=Figure().add_subplot())
    assert {"BES", "Veriface"} <= set(texts(axes))
    assert axes.get_title(loc="left") == "Contracts"
    legend = [text.get_text() for text in axes.get_legend().get_texts()]
    assert legend[-3:] == ["stated as fact", "alleged", "denied"]


def test_statuses_are_told_by_their_lines(network, story):
    axes = plot(network, story.ontology, axes=Figure().add_subplot())
    assert len({str(patch.get_linestyle()) for patch in axes.patches}) == 3
    assert [line.get_marker() for line in axes.lines].count("x") == 1


def test_the_same_network_gives_the_same_bytes(network, story):
    assert png(network, story.ontology) == png(network, story.ontology)


def test_names_are_text_and_never_formulas(network, story):
    network.add_node("x", label="$\\frac{$ \x00\u202e<b>", sources=1, **{"class": "$\\frac{$"})
    network.add_edge("x", "x", relation="$\\frac{$", status="$\\frac{$")
    assert png(network, story.ontology).startswith(b"\x89PNG")


def test_nothing_to_draw_is_a_picture_too(story):
    assert png(nx.MultiDiGraph(), story.ontology).startswith(b"\x89PNG")
