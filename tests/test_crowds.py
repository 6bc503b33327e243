"""Placed by communities, each has a room of its own."""

from __future__ import annotations

import numpy as np
import pytest

from kg.views.crowds import by_communities, crowd, extent
from kg.views.lines import Lines
from kg.views.overlaps import Boxes, overlapping

COMMUNITIES = [list(range(start, start + 12)) for start in range(0, 48, 12)]
LINKS = [(first, other) for first, *rest in COMMUNITIES for other in rest] + [(0, 12), (12, 24), (25, 40), (3, 47)]


@pytest.fixture
def boxes() -> Boxes:
    return Boxes(np.full(48, 12.0), np.full(48, 12.0), np.full(48, 12.0))


def test_no_community_reaches_into_the_room_of_another(boxes):
    points = by_communities(boxes, LINKS, COMMUNITIES, length=80)
    corners = [extent(points[members], boxes.of(members)) for members in COMMUNITIES]
    low, high = np.array([low for low, _ in corners]), np.array([high for _, high in corners])
    rooms = Boxes((high - low)[:, 0] / 2, (high - low)[:, 1] / 2, (high - low)[:, 1] / 2)
    assert not len(overlapping((low + high) / 2, rooms)[0])


def test_marks_do_not_cover_one_another(boxes):
    assert not len(overlapping(by_communities(boxes, LINKS, COMMUNITIES, length=80), boxes)[0])
    assert not len(overlapping(crowd(boxes, Lines.of(LINKS), length=80), boxes)[0])


def test_places_are_the_same_in_every_run(boxes):
    drawn = [by_communities(boxes, LINKS, COMMUNITIES, length=80) for _ in range(2)]
    assert np.array_equal(*drawn)
