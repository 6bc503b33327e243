"""Positions are the same in every run, and labels lie clear of one another."""

from __future__ import annotations

import random

import numpy as np
import pytest

from kg.views import layout
from kg.views.lines import Lines, clear_lines, covered, crossings
from kg.views.overlaps import Boxes, overlapping, push_apart
from kg.views.stress import upright

WORDS = ["Border", "Harbour", "Civil", "Department", "Institute", "Agency", "Council", "Police", "League", "Office"]


def network(size: int, seed: int, extra: int) -> tuple[list[layout.Label], list[float], list[tuple[int, int]]]:
    """A network as stories have them: a few hubs, many leaves, some cross links."""
    dice = random.Random(seed)
    links = [(node, dice.choice([0, 1, dice.randrange(node)])) for node in range(1, size)]
    links += [tuple(dice.sample(range(size), 2)) for _ in range(extra)]
    names = [" ".join(dice.sample(WORDS, dice.choice([1, 2, 2, 3]))) for _ in range(size)]
    return [layout.Label(layout.wrap(name)) for name in names], [7.0 + dice.random() * 6 for _ in names], links


@pytest.mark.parametrize(("size", "seed"), [(1, 0), (2, 0), (12, 1), (30, 2), (60, 3), (60, 4)])
def test_no_label_lies_on_another_up_to_sixty_actors(size, seed):
    labels, radii, links = network(size, seed, size // 4)
    arranged = layout.arrange(labels, radii, links if size > 1 else [])
    boxes = layout.label_boxes(labels, radii, arranged.font)
    assert not len(overlapping(arranged.points, boxes)[0])


@pytest.mark.parametrize("size", [24, 60])
def test_everything_fits_the_window_at_full_size(size):
    labels, radii, links = network(size, 5, 6)
    arranged = layout.arrange(labels, radii, links)
    boxes = layout.label_boxes(labels, radii, arranged.font)
    assert np.ptp(arranged.points[:, 0]) + 2 * boxes.half_width.min() <= layout.FRAME[0]
    assert np.ptp(arranged.points[:, 1]) + boxes.height.min() <= layout.FRAME[1]


def test_positions_are_the_same_in_every_run():
    drawn = [layout.arrange(*network(40, 6, 10)).points for _ in range(2)]
    assert np.array_equal(*drawn)


def test_marks_of_a_large_network_do_not_cover_one_another():
    labels, radii, links = network(500, 7, 200)
    points = layout.arrange(labels, radii, links).points
    reach = np.array(radii)
    assert not len(overlapping(points, Boxes(reach, reach, reach))[0])


def test_linked_nodes_stand_nearer_than_others():
    labels, radii, links = network(40, 8, 0)
    points = layout.arrange(labels, radii, links).points
    near = np.mean([np.hypot(*(points[a] - points[b])) for a, b in links])
    every = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)).mean()
    assert near < 0.6 * every


def test_a_link_to_itself_and_no_nodes_at_all_are_no_trouble():
    assert layout.arrange([], [], []).points.shape == (0, 2)
    assert layout.arrange([layout.Label(("A",))], [7.0], [(0, 0)]).points.tolist() == [[0.0, 0.0]]


def test_long_names_become_few_short_lines():
    lines = layout.wrap("W" * 100_000)
    assert len(lines) == layout.LINES
    assert max(map(len, lines)) <= layout.LINE_LETTERS
    assert lines[-1].endswith("…")


def test_ordinary_names_are_broken_between_words():
    assert layout.wrap("U.S. Immigration and Customs Enforcement") == ("U.S. Immigration", "and Customs", "Enforcement")


def test_boxes_on_one_spot_are_pushed_apart():
    boxes = Boxes(np.full(9, 30.0), np.full(9, 10.0), np.full(9, 20.0))
    points = push_apart(np.zeros((9, 2)), boxes)
    assert not len(overlapping(points, boxes)[0])


def test_a_node_is_moved_off_a_line_that_is_not_its_own():
    boxes = Boxes(np.full(3, 5.0), np.full(3, 5.0), np.full(3, 5.0))
    lines = Lines.of([(0, 1)])
    points = np.array([[0.0, 0.0], [200.0, 0.0], [100.0, 1.0]])
    assert covered(points, boxes, lines, 20.0)
    assert not covered(clear_lines(points, boxes, lines, 20.0), boxes, lines, 19.9)


def test_crossings_count_lines_that_meet_between_their_ends():
    square = np.array([[0.0, 0.0], [1.0, 1.0], [0.0, 1.0], [1.0, 0.0]])
    assert crossings(square, Lines.of([(0, 1), (2, 3)])) == 1
    assert crossings(square, Lines.of([(0, 2), (1, 3)])) == 0
    assert crossings(square, Lines.of([(0, 1), (1, 2)])) == 0


def test_a_tall_picture_is_turned_on_its_side():
    points = upright(np.array([[0.0, 0.0], [1.0, 10.0], [0.0, 20.0], [1.0, 30.0]]))
    assert np.ptp(points[:, 0]) > np.ptp(points[:, 1])
