"""What a person vouches for is marked on the map; what a person rejected is not on it."""

from __future__ import annotations

import pytest

from kg.graph.reviews import Review
from kg.views import maps
from kg.views.mapdata import map_data

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def reviewed(claim_of):
    """Three claims and what was said of two of them."""
    claims = [claim_of("A", "sued", "B"), claim_of("B", "sued", "C", taught_by=""), claim_of("C", "sued", "D")]
    said = (
        Review("accepted", "Jane Doe", "2024-05-01T12:00:00Z", "seen in the file"),
        Review("added", HOSTILE, "2024-05-02T00:00:00Z"),
    )
    return claims, {claim.id: review for claim, review in zip(claims, said, strict=False)}


def test_a_card_says_who_vouches_for_the_claim_and_why(reviewed, story):
    claims, reviews = reviewed
    cards = map_data(claims, {}, story.ontology, title="T", reviews=reviews).claims
    assert {(card.verdict, card.review) for card in cards} == {
        ("accepted", "accepted by Jane Doe, 1 May 2024: seen in the file"),
        ("added", f"added by {HOSTILE}, 2 May 2024"),
        (None, None),
    }


def test_the_panel_marks_what_a_person_vouches_for(reviewed, story, opened):
    claims, reviews = reviewed
    reader = opened(maps.draw(claims, {}, story.ontology, title="Reviewed", reviews=reviews), view="list")
    reader.wait_for("return document.querySelectorAll('#panel .claim').length === 3")
    assert sorted(reader.texts("#panel .review")) == [
        "✓ accepted by Jane Doe, 1 May 2024: seen in the file",
        f"✓ added by {HOSTILE}, 2 May 2024",
    ]
    assert len(reader.texts("#panel .foot details")) == 2, "nothing found the claim that was added"
    assert reader.texts("#panel .foot > span") == ["A person added it."]
