"""What a map shows is settled before anything is drawn."""

from __future__ import annotations

import json
import random

from kg.views.mapdata import map_data


def shown(story, claims, **options):
    return map_data(claims, options.get("documents", story.documents), story.ontology, title="T")


def test_header_counts_claims_actors_and_documents(story):
    data = shown(story, story.claims)
    assert data.summary == f"{len(story.claims)} claims about {len(data.nodes)} actors from 14 documents"


def test_order_of_the_claims_does_not_matter(story):
    shuffled = random.Random(1).sample(story.claims, len(story.claims))
    assert shown(story, shuffled) == shown(story, story.claims)


def test_data_is_json(story):
    data = shown(story, story.claims).to_json()
    assert json.loads(json.dumps(data))["title"] == "T"


def test_claims_of_one_status_between_two_actors_share_a_line(story, claim_of):
    claims = [
        claim_of("A", "contracted", "B", start=1),
        claim_of("A", "sued", "B", start=2),
        claim_of("B", "suppliedTo", "A", start=3),
    ]
    (edge,) = shown(story, claims).edges
    assert (edge.status, edge.bend, len(edge.claims)) == ("fact", 0, 3)


def test_facts_accusations_and_denials_never_share_a_line(story, claim_of):
    claims = [
        claim_of("A", "sued", "B"),
        claim_of("A", "sued", "B", modality="alleged"),
        claim_of("A", "sued", "B", polarity="negated"),
    ]
    edges = shown(story, claims).edges
    assert {edge.status for edge in edges} == {"fact", "alleged", "denied"}
    assert len({edge.bend for edge in edges}) == 3


def test_two_actors_of_one_name_and_different_class_stay_apart(story, claim_of):
    claims = [claim_of("A", "sued", "B"), claim_of("A", "sued", "B", subject_class="Person", start=1)]
    assert len(shown(story, claims).nodes) == 3


def test_a_node_counts_documents_not_claims(story, claim_of):
    claims = [claim_of("A", "sued", "B", doc=doc, start=start) for start, doc in enumerate(["x", "x", "y"])]
    assert {node.documents for node in shown(story, claims).nodes} == {2}


def test_copies_count_once(story, claim_of):
    claims = [claim_of("A", "sued", "B", doc=doc) for doc in ["x", "y", "z"]]
    data = map_data(claims, {}, story.ontology, title="T", copies={"y": "x"})
    assert {node.documents for node in data.nodes} == {2}
    assert data.summary == "3 claims about 2 actors from 2 sources, 3 documents"


def test_two_copies_of_a_document_that_is_not_on_the_map_are_one_source(story, claim_of):
    claims = [claim_of("A", "sued", "B", doc=doc) for doc in ["x", "y", "z"]]
    known = {"original": story.documents[story.claims[0].doc]}
    shown = map_data(claims, known, story.ontology, title="T", copies={"x": "original", "z": "original"}).documents
    assert [receipt.origin for receipt in shown] == [0, 1, 0]
    assert [receipt.copy_of for receipt in shown] == [known["original"].title, None, known["original"].title]


def test_other_names_are_kept_for_the_search(story):
    node = next(node for node in shown(story, story.claims).nodes if node.name == "Border Enforcement Service")
    assert "BES" in node.aliases


def test_a_claim_about_itself_is_shown_once(story, claim_of):
    data = shown(story, [claim_of("A", "sued", "A")])
    assert [node.claims for node in data.nodes] == [(0,)]
    assert data.edges[0].ends == (0, 0)


def test_the_same_claim_given_twice_counts_once(story, claim_of):
    assert len(shown(story, [claim_of("A", "sued", "B")] * 2).claims) == 1


def test_unknown_document_class_and_relation_are_shown_under_their_names(story, claim_of):
    data = shown(story, [claim_of("A", "zapped", "B", subject_class="Robot", doc="new.txt")], documents={})
    assert data.documents[0].name == "new.txt"
    assert data.relations[0].label == "zapped"
    assert "Robot" in [entry.label for entry in data.classes]


def test_classes_of_one_shape_differ_in_more_than_colour(story):
    marks = [(entry.shape, entry.fill) for entry in shown(story, story.claims).classes]
    assert len(marks) == len(set(marks))


def test_legend_follows_the_ontology(story):
    data = shown(story, story.claims)
    order = [name for name in story.ontology.classes if name in {entry.name for entry in data.classes}]
    assert [entry.name for entry in data.classes] == order


def test_a_denied_plan_says_both(story, claim_of):
    (card,) = shown(story, [claim_of("A", "sued", "B", polarity="negated", modality="planned")]).claims
    assert card.note == "denied, planned"


def test_evidence_is_kept_verbatim_and_long_context_is_cut(story, claim_of):
    (card,) = shown(
        story, [claim_of("A", "sued", "B", quote="<b>sued</b>", prefix="x" * 9000, suffix="y" * 9000)]
    ).claims
    assert card.quote == "<b>sued</b>"
    assert len(card.before + card.after) < 1100


def test_addresses_that_are_not_of_the_web_are_dropped(story, claim_of):
    documents = {"a.txt": type(story.documents["14-brief.txt"])(title="T", url="javascript:alert(1)")}
    data = map_data([claim_of("A", "sued", "B")], documents, story.ontology, title="T")
    assert data.documents[0].url is None


def test_nothing_to_show_is_a_map_too(story):
    assert shown(story, []).summary == "0 claims about 0 actors from 0 documents"


def test_a_claim_knows_how_many_independent_sources_say_the_same(story, claim_of):
    claims = [claim_of("A", "sued", "B", doc=doc) for doc in ["x", "y", "z"]]
    claims += [claim_of("A", "sued", "B", doc="w", modality="alleged"), claim_of("B", "sued", "A", doc="w")]
    data = map_data(claims, {}, story.ontology, title="T", copies={"y": "x"})
    assert sorted(card.sources for card in data.claims) == [1, 1, 2, 2, 2]


def test_a_relation_without_direction_is_the_same_claim_from_either_side(story, claim_of):
    claims = [claim_of("A", "metWith", "B", doc="x"), claim_of("B", "metWith", "A", doc="y")]
    assert {card.sources for card in shown(story, claims).claims} == {2}


def test_publishers_are_listed_by_their_claims_and_the_unknown_last(story):
    publishers = shown(story, story.claims).publishers
    assert [entry.name for entry in publishers][:2] == ["The Harbour Herald", "Wire Nine"] or publishers[0].count
    assert publishers[-1].name == ""
    assert sum(entry.count for entry in publishers) == len(story.claims)


def test_a_time_is_kept_in_words_as_stored_and_by_its_days(story, claim_of):
    (card,) = shown(story, [claim_of("A", "sued", "B", when="2020-06")]).claims
    assert (card.when, card.time, card.since, card.until) == ("June 2020", "2020-06", "2020-06-01", "2020-06-30")
