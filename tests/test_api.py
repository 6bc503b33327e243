"""What programs and notebooks use: `kg.KnowledgeGraph`."""

from __future__ import annotations

import pandas
import pytest
import rdflib
from matplotlib.figure import Figure

import kg
from kg import KnowledgeGraph
from kg.errors import StoreError, UsageError


@pytest.fixture(scope="module")
def graph(sample_graph) -> KnowledgeGraph:
    return KnowledgeGraph.open(sample_graph)


def test_the_public_names_are_these():
    assert kg.__all__ == ["KnowledgeGraph", "__version__"]
    assert {*kg.__all__} <= {*dir(kg)}
    assert isinstance(kg.__version__, str)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = kg.nonsense


def test_building_opens_the_graph_and_says_what_was_refused(tmp_path):
    (tmp_path / "empty.txt").touch()
    (tmp_path / "lawsuit.txt").write_text("The American Civil Liberties Union sued Clearview AI.")
    graph = KnowledgeGraph.build([tmp_path], tmp_path / "graph")
    assert graph.summary is not None
    assert [error.reason for error in graph.summary.refused] == ["is empty"]
    assert [str(claim) for claim in graph.claims()] == ["American Civil Liberties Union sued Clearview AI (fact)"]


def test_copies_are_one_source_in_all_that_a_graph_shows(tmp_path):
    text = "The American Civil Liberties Union sued Clearview AI. " + "It says that faces were taken from pages. " * 4
    (tmp_path / "wire.txt").write_text(text)
    (tmp_path / "blog.txt").write_text("Faces in court\n\n" + text)
    graph = KnowledgeGraph.build([tmp_path], tmp_path / "graph")
    assert graph.summary is not None
    assert graph.summary.copies == 1
    assert [(s["copy_of"], s["similarity"], s["claims"]) for s in graph.sources()] == [
        (None, None, 1),
        ("blog.txt", 1, 1),
    ]
    assert graph.claims_frame()["copy_of"].dropna().tolist() == ["blog.txt"]
    assert set(dict(graph.network().nodes(data="sources")).values()) == {1}
    for shown in (graph.map().page, graph._repr_html_(), graph.actor("Clearview AI")._repr_html_()):
        assert "2 claims about 2 actors from 1 source, 2 documents" in shown


def test_the_graph_is_found_as_on_the_command_line(sample_graph, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match="kg-graph"):
        KnowledgeGraph.open()
    monkeypatch.setenv("KG_GRAPH", str(sample_graph))
    assert KnowledgeGraph.open().claims()


def test_a_claim_carries_its_receipt(graph):
    (claim,) = graph.claims(relation="contracted", status="fact")
    assert claim.sentence == "The Springfield Police Department signed a contract with Clearview AI."
    assert claim.document.publisher == "Springfield Herald"
    assert claim.to_json()["doc"] == "contract.md"


def test_conditions_have_to_hold_together(graph):
    assert {claim.status for claim in graph.claims(actor="Amazon")} == {"denied"}
    assert graph.claims(actor="Amazon", status="fact") == []


def test_a_relation_that_does_not_exist_is_named_with_a_hint(graph):
    with pytest.raises(UsageError, match="Did you mean contracted"):
        graph.claims(relation="contractd")


def test_claims_come_as_a_table_too(graph):
    frame = graph.claims_frame(actor="Clearview AI")
    assert isinstance(frame, pandas.DataFrame)
    assert set(frame["predicate"]) == {"contracted", "sued"}
    assert {"sentence", "status", "title", "publisher"} <= set(frame.columns)


def test_a_table_without_rows_has_the_same_columns(graph):
    assert list(graph.claims_frame(document="ban", relation="sued").columns) == list(graph.claims_frame().columns)


def test_each_form_of_query_has_its_answer(graph):
    rows = graph.query("SELECT ?whom { ?who kg:sued ?whom }")
    assert list(rows.columns) == ["whom"]
    assert graph.query("ASK { ?who kg:sued ?whom }") is True
    triples = graph.query("CONSTRUCT { ?who kg:sued ?whom } WHERE { ?who kg:sued ?whom }")
    assert isinstance(triples, rdflib.Graph)
    assert len(triples) == 1


def test_named_queries_take_parameters(graph):
    assert len(graph.query("contracts", agency="springfield police department")) == 2
    with pytest.raises(UsageError, match="Did you mean agency"):
        graph.query("contracts", agnecy="ICE")


def test_the_network_has_an_edge_for_each_claim_or_for_each_fact(graph):
    facts = graph.claims(status="fact")
    assert graph.network().number_of_edges() == len(graph.claims())
    assert graph.network(facts_only=True).number_of_edges() == len(facts)


def test_a_map_shows_itself_and_is_saved_where_it_is_told(graph, tmp_path):
    drawn = graph.map(title="Clearview", actor="Clearview AI")
    saved = drawn.save(tmp_path / "clearview.html")
    assert "Clearview AI" in saved.read_text("utf-8")
    assert "<iframe" in drawn._repr_html_()


def test_where_frames_are_taken_out_a_picture_of_the_map_is_left(graph, monkeypatch):
    drawn = graph.map(actor="Clearview AI")
    before, frame = drawn._repr_html_().split("<iframe")
    assert 'src="data:image/png;base64,' in before
    assert "position:absolute" in frame.split("srcdoc")[0]
    monkeypatch.setattr("kg.asking.cards.PICTURED", 1)
    assert drawn._repr_html_().startswith("<iframe")


def test_claims_are_a_list_that_shows_itself(graph):
    claims = graph.claims()
    assert isinstance(claims, list)
    assert isinstance(claims[:2], type(claims))
    assert list(claims[:2].frame()["id"]) == [claims[0].id, claims[1].id]
    assert claims[:2]._repr_html_().count("<details") == 2
    assert "no claims" in claims[:0]._repr_html_()


def test_chosen_claims_become_a_map_and_a_network(graph):
    chosen = graph.claims(relation="sued")
    assert chosen.map(title="Suits").title == "Suits"
    assert chosen.network().number_of_edges() == len(chosen)
    with pytest.raises(UsageError, match="no claims to draw"):
        chosen[:0].map()


def test_a_graph_is_plotted_on_the_axes_that_are_given(graph):
    axes = Figure().add_subplot()
    assert graph.plot(relation="sued", title="Suits", axes=axes) is axes
    assert axes.get_title(loc="left") == "Suits"


def test_an_actor_is_found_by_any_of_its_names(graph):
    actor = graph.actor("clearview ai")
    assert actor.name == "Clearview AI"
    assert {claim.claim.predicate for claim in actor.claims} == {"contracted", "sued"}
    with pytest.raises(UsageError, match="no entity is called 'Nobody'"):
        graph.actor("Nobody")


def test_graph_claim_and_actor_show_themselves_in_notebooks(graph):
    (claim,) = graph.claims(relation="sued")
    assert "<mark" in claim._repr_html_()
    assert "Clearview AI" in graph.actor("Clearview AI")._repr_html_()
    assert "claims" in graph._repr_html_()


def test_what_was_not_understood_can_be_asked(graph):
    assert {gap.kind for gap in graph.gaps(document="plans.txt")} == {"no-relation"}
    with pytest.raises(UsageError, match="no kind of gap"):
        graph.gaps(kind="nonsense")


def test_documents_are_listed_with_their_claims(graph):
    counts = {record["name"]: record["claims"] for record in graph.sources()}
    assert counts["lawsuit.txt"] == 1
    assert list(counts) == sorted(counts)
