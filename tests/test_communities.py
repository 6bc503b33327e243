"""Communities hold together what has many lines, the same in every run, and gather what has none."""

from __future__ import annotations

import random

import pytest

from kg.views.communities import GATHERED, LARGEST, SMALLEST, WHOLE, communities


def circles(count: int, size: int, *, between: int = 1) -> list[tuple[int, int]]:
    """Rings of nodes with chords, joined to the next one by a few lines."""
    links = []
    for circle in range(count):
        first = circle * size
        links += [(first + node, first + (node + step) % size) for node in range(size) for step in (1, 2, 3)]
        links += [(first + node, (first + size + node) % (count * size)) for node in range(between)]
    return links


def members(found) -> list[set[int]]:
    return [set(one.members) for one in found]


def test_circles_with_few_lines_between_them_are_communities():
    found = communities(60, circles(3, 20))
    assert members(found) == [set(range(20)), set(range(20, 40)), set(range(40, 60))]


def test_every_node_is_in_one_community():
    dice = random.Random(1)
    links = [(dice.randrange(300), dice.randrange(300)) for _ in range(350)]
    found = communities(310, links)
    assert sorted(node for one in found for node in one.members) == list(range(310))


def test_order_and_direction_of_the_lines_do_not_matter():
    links = circles(5, 20, between=4)
    turned = [(end, start) for start, end in random.Random(2).sample(links, len(links))]
    assert communities(100, turned) == communities(100, links)


def test_a_small_connected_part_stays_whole():
    path = [(node, node + 1) for node in range(WHOLE - 1)]
    assert members(communities(WHOLE, path)) == [set(range(WHOLE))]


def test_large_communities_are_parted_again():
    found = communities(1200, circles(60, 20, between=10))
    assert max(len(one.members) for one in found) <= LARGEST


def test_a_star_that_cannot_be_parted_stays_one():
    size = LARGEST + 50
    assert len(communities(size, [(0, node) for node in range(1, size)])) == 1


def test_none_within_a_connected_part_is_small():
    dice = random.Random(3)
    tree = [(node, dice.randrange(max(0, node - 9), node)) for node in range(1, 400)]
    assert min(len(one.members) for one in communities(400, tree)) >= SMALLEST


def test_pairs_are_gathered_into_few_even_groups():
    pairs = [(2 * number, 2 * number + 1) for number in range(100)]
    found = communities(200, pairs)
    assert [one.scattered for one in found] == [True] * 4
    assert {len(one.members) for one in found} == {50}
    assert max(len(one.members) for one in found) <= GATHERED
    assert all({first, second} <= one or not {first, second} & one for first, second in pairs for one in members(found))


def test_the_best_connected_comes_first():
    (found,) = communities(6, [(3, 0), (3, 1), (3, 2), (3, 4), (4, 5), (4, 5)])
    assert found.members[:2] == (3, 4)


@pytest.mark.parametrize("links", [[], [(0, 0)]])
def test_a_node_without_lines_is_gathered(links):
    assert [one.scattered for one in communities(1, links)] == [True]


def test_no_nodes_have_no_communities():
    assert communities(0, []) == []
