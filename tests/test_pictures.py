"""A map is drawn whole or folded, as its size asks or as somebody wants it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from kg.errors import UsageError
from kg.views import layout, pictures
from kg.views.overlaps import overlapping


def drawn(size: int, links: list[tuple[int, int]], form: str | None = None) -> pictures.Picture:
    names = [f"Actor {number}" for number in range(size)]
    labels = [layout.Label(layout.wrap(name)) for name in names]
    return pictures.picture(names, labels, [8.0] * size, links, form=form)


def stars(count: int, size: int) -> list[tuple[int, int]]:
    """Hubs with their leaves, each hub joined to the next."""
    hubs = [number * size for number in range(count)]
    return [(hub, hub + leaf) for hub in hubs for leaf in range(1, size)] + list(pairwise(hubs))


@pytest.fixture(scope="module")
def folded() -> pictures.Picture:
    return drawn(410, stars(10, 40) + [(400 + number, 401 + number) for number in range(0, 10, 2)])


def test_only_large_maps_are_folded(folded):
    assert len(folded.communities) == 11
    assert drawn(60, stars(3, 20)).communities == ()
    assert drawn(300, stars(10, 30)).communities == ()


def test_communities_are_numbered_after_the_actors(folded):
    assert [mark.id for mark in folded.communities] == list(range(410, 421))
    assert len(folded.points) == 421


def test_a_community_is_named_by_its_best_connected_members(folded):
    first = next(mark for mark in folded.communities if 40 in mark.members)
    assert first.title == "Actor 40, Actor 41, Actor 42 and 37 more"
    assert first.label.lines == ("Actor 40", "Actor 41", "and 38 more")


def test_gathered_parts_say_that_they_are(folded):
    assert folded.communities[-1].title == "10 actors in small groups"


def test_marks_grow_with_the_members(folded):
    assert folded.communities[0].radius > folded.communities[-1].radius


def test_no_label_lies_on_another_within_a_community(folded):
    labels = [layout.Label((f"Actor {number}",)) for number in range(410)]
    for mark in folded.communities:
        members = list(mark.members)
        boxes = layout.label_boxes([labels[node] for node in members], [8.0] * len(members), folded.font)
        assert not len(overlapping(folded.points[members], boxes)[0])


def test_no_label_of_a_community_lies_on_another(folded):
    marks = folded.communities
    boxes = layout.label_boxes([mark.label for mark in marks], [mark.radius for mark in marks], folded.font)
    assert not len(overlapping(folded.points[410:], boxes)[0])


@pytest.mark.parametrize("form", ["force", "communities"])
def test_no_label_lies_on_another_up_to_sixty_actors_in_either_layout(form):
    links = stars(4, 15)
    picture = drawn(60, links, form)
    boxes = layout.label_boxes([layout.Label((f"Actor {number}",)) for number in range(60)], [8.0] * 60, picture.font)
    assert not len(overlapping(picture.points, boxes)[0])


@pytest.mark.parametrize("form", [None, *pictures.LAYOUTS])
def test_pictures_are_the_same_in_every_run(form):
    one, other = (drawn(90, stars(5, 18), form) for _ in range(2))
    assert np.array_equal(one.points, other.points)
    assert one.communities == other.communities


@pytest.mark.parametrize("form", pictures.LAYOUTS)
@pytest.mark.parametrize("size", [0, 1])
def test_next_to_nothing_can_be_drawn_in_every_layout(form, size):
    assert np.isfinite(drawn(size, [], form).points).all()


def test_a_layout_that_is_not_there_is_said_with_those_that_are():
    with pytest.raises(
        UsageError, match=r"no layout 'fold'. Did you mean folded\? There are: force, communities, folded"
    ):
        drawn(3, [], "fold")
