"""What is counted as right, found and qualified rightly; and that the scorer beside the labelled sets agrees."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from labels import YARDS, label, text_of
from parsed import HARBOUR, ontology_from

from kg.evaluation.labelled import labelled
from kg.evaluation.scoring import figure_lines, figures, judge, judged

SHARED = Path(__file__).resolve().parents[2] / "shared" / "gold"


@pytest.fixture(scope="module")
def ontology():
    return ontology_from(HARBOUR)


def score(ontology, text, *claims):
    return figures([judge(text, claims, ontology)])


def test_a_claim_is_right_when_relation_polarity_and_ends_are(claim_of, ontology):
    text = text_of("Tern towed Lynx.", label("tern", "towed", "lynx"))
    right = claim_of("The Tern", "towed", "Lynx's")
    wrong = [claim_of("Lynx", "towed", "Tern"), claim_of("Tern", "meets", "Lynx")]
    found = score(ontology, text, right, *wrong, claim_of("Tern", "towed", "Lynx", polarity="negated"))
    assert (found.predicted, found.right, found.required, found.found) == (4, 1, 1, 1)
    assert found.qualifiers["polarity"] == (1, 2)


def test_an_end_may_be_known_by_one_of_its_mentions(claim_of, ontology):
    entities = {**YARDS, "tern": ("Tern Works", "Yard", "Tern")}
    text = text_of("Tern towed Lynx.", label("tern", "towed", "lynx"), entities=entities)
    assert score(ontology, text, claim_of("T. W.", "towed", "Lynx", subject_mentions=("Tern",))).right == 1


def test_ends_of_a_symmetric_relation_may_be_turned(claim_of, ontology):
    text = text_of("Tern met Lynx.", label("tern", "meets", "lynx"))
    found = score(ontology, text, claim_of("Lynx", "meets", "Tern"))
    assert (found.right, found.found) == (1, 1)


def test_the_same_claim_twice_counts_once(claim_of, ontology):
    text = text_of("Tern towed Lynx.", label("tern", "towed", "lynx"))
    assert score(ontology, text, *[claim_of("Tern", "towed", "Lynx")] * 2).predicted == 1


def test_what_is_not_required_is_right_when_found_and_not_missed_otherwise(claim_of, ontology):
    text = text_of("Tern towed Lynx.", label("tern", "towed", "lynx", required=False))
    assert score(ontology, text).required == 0
    assert score(ontology, text, claim_of("Tern", "towed", "Lynx")).precision == 100


def test_qualifiers_are_measured_where_either_side_has_one(claim_of, ontology):
    text = text_of("Tern towed Lynx.", label("tern", "towed", "lynx", by="lynx", when="2020"))
    claim = claim_of("Tern", "towed", "Lynx", by="the Lynx", amount="5 USD", subject_class="Yard", object_class="Guild")
    measured = score(ontology, text, claim).qualifiers
    assert measured == {
        "polarity": (1, 1), "modality": (1, 1), "by": (1, 1), "when": (0, 1), "amount": (0, 1), "class": (1, 2),
        "quote": (1, 1),
    }  # fmt: skip


def test_a_plain_edge_where_a_text_supports_none_is_false(claim_of, ontology):
    plan = text_of("Tern will tow Lynx.", label("tern", "towed", "lynx", modality="meant"))
    assert score(ontology, plan, claim_of("Tern", "towed", "Lynx")).false_edges == 100
    assert score(ontology, plan, claim_of("Tern", "towed", "Lynx", modality="meant")).false_edges == 0


def test_figures_stand_beside_their_floors(claim_of, ontology):
    text = text_of("Tern towed Lynx.", label("tern", "towed", "lynx"))
    found = score(ontology, text, claim_of("Tern", "towed", "Lynx"))
    lines = list(figure_lines({"harbour": found}, {"harbour": {"precision": 98.5}}))
    assert lines[1].split() == ["precision", "100.0", "of", "1", "(98.5)"]
    assert "–" in lines[4]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the scorer of the labelled sets, ../shared/gold/score.py, is not here")
def test_the_scorer_of_the_labelled_sets_agrees(shipped_extractor, tmp_path):
    texts = labelled("aiaaic") + labelled("seeds")
    labels, claims = tmp_path / "labels.jsonl", tmp_path / "claims.jsonl"
    seeds = [json.loads(path.read_text("utf-8")) for path in sorted((SHARED / "seeds").glob("*.json"))]
    records = "".join(json.dumps(record) + "\n" for record in seeds)
    labels.write_text((SHARED / "aiaaic.jsonl").read_text("utf-8") + records, "utf-8")
    judgements = judged(shipped_extractor, texts)
    made = [claim for j in judgements for claim in (*(claim for claim, _ in j.right), *j.wrong)]
    claims.write_text("".join(json.dumps(claim.to_json()) + "\n" for claim in made), "utf-8")
    command = [sys.executable, str(SHARED / "score.py"), str(labels), str(claims), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = figures(judgements)
    assert theirs["predicted"] == ours.predicted
    assert (theirs["right"], theirs["required"], theirs["found"]) == (ours.right, ours.required, ours.found)
    assert (theirs["documents_without_claims"], theirs["of_these_with_a_false_edge"]) == (
        ours.without_labels, ours.claimed,
    )  # fmt: skip
    accuracies = {name: {"accuracy": round(ok / n, 4), "n": n} for name, (ok, n) in ours.qualifiers.items()}
    assert theirs["qualifiers"] == {name: row for name, row in accuracies.items() if name != "polarity"}
