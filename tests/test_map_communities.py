"""A large map as its reader has it: communities, the actors of one, and the way back."""

from __future__ import annotations

import pytest
from browsing import complaints, overlaps
from selenium.webdriver.common.keys import Keys

from kg.views import maps

CIRCLES, SIZE = 12, 40
HERE = "return document.getElementById('trail-here').textContent"


@pytest.fixture(scope="module")
def large_page(story, claim_of) -> str:
    """Circles of actors around a hub, the hubs in a ring; one line in five is denied."""
    claims = []
    for circle in range(CIRCLES):
        names = [f"Circle {circle} actor {number}" for number in range(SIZE)]
        neighbour = f"Circle {(circle + 1) % CIRCLES} actor 0"
        for number, name in enumerate([*names[1:], neighbour]):
            polarity = "negated" if number % 5 == 0 else "affirmed"
            claims.append(claim_of(names[0], "sued", name, start=len(claims), polarity=polarity))
    return maps.draw(claims, {}, story.ontology, title="Large")


@pytest.fixture
def reader(opened, large_page):
    return opened(large_page)


def seen(reader) -> set[int]:
    return {label["id"] for label in reader.labels("node")}


def test_a_large_map_opens_with_its_communities_each_with_its_name(reader):
    assert len(reader.run("return kgMap.communities()")) == CIRCLES
    assert min(seen(reader)) >= CIRCLES * SIZE
    assert len(seen(reader)) == CIRCLES
    assert overlaps(reader.run("return kgMap.labels()")) == []
    assert complaints(reader) == []


def test_a_click_opens_a_community_and_escape_goes_back(reader):
    reader.click_at(reader.run("return kgMap.communityOnScreen(0)"))
    reader.next_frame()
    assert len(seen(reader)) == SIZE
    assert overlaps(reader.run("return kgMap.labels()")) == []
    assert "actor 0" in reader.run(HERE)
    assert "2 claims about others too" in reader.run(HERE)
    reader.press(Keys.ESCAPE)
    reader.next_frame()
    assert min(seen(reader)) >= CIRCLES * SIZE


def test_communities_are_walked_and_opened_with_the_keyboard(reader):
    reader.run("document.getElementById('map').focus()")
    reader.press(Keys.ARROW_RIGHT)
    assert "40 actors" in reader.run("return document.getElementById('announce').textContent")
    reader.press(Keys.ENTER)
    reader.next_frame()
    assert len(seen(reader)) == SIZE
    reader.click("#trail-back")
    assert len(seen(reader)) == CIRCLES


def test_search_finds_every_actor_and_opens_its_community(reader):
    reader.press("/", "circle 7 actor 33", Keys.ENTER)
    reader.next_frame()
    assert reader.text("#panel-title") == "Circle 7 actor 33"
    assert reader.run(HERE).startswith("Circle 7 actor 0")
    reader.press(Keys.ESCAPE)
    assert not reader.panel_is_open()
    assert reader.run(HERE).startswith("Circle 7 actor 0")


def test_a_name_in_the_panel_leads_to_its_community(reader):
    reader.run("kgMap.openActor('Circle 4 actor 0')")
    reader.run("[...document.querySelectorAll('.name')].find((one) => one.textContent === 'Circle 3 actor 0').click()")
    assert reader.run(HERE).startswith("Circle 3 actor 0")


def test_filters_apply_to_communities_and_to_their_actors(reader):
    reader.click("#filter-status input[value=denied]")
    reader.run("kgMap.openActor('Circle 0 actor 0')")
    reader.press(Keys.ESCAPE)
    reader.next_frame()
    assert len(seen(reader)) == SIZE - 8
    reader.press(Keys.ESCAPE)
    reader.click("#filter-status input[value=fact]")
    assert reader.run("return kgMap.communities()") == []
    reader.click("#reset")
    assert len(reader.run("return kgMap.communities()")) == CIRCLES


def test_a_bundle_shows_the_claims_between_two_communities(reader):
    (first, second) = (reader.run(f"return kgMap.communityOnScreen({number})") for number in (0, 1))
    between = {axis: (first[axis] + second[axis]) / 2 for axis in "xy"}
    label = min(
        reader.labels("bundle"), key=lambda one: abs(one["left"] - between["x"]) + abs(one["top"] - between["y"])
    )
    box = reader.run(
        "const { left, top } = document.getElementById('map').getBoundingClientRect(); return { left, top }"
    )
    reader.click_at(
        {
            "x": box["left"] + (label["left"] + label["right"]) / 2,
            "y": box["top"] + (label["top"] + label["bottom"]) / 2,
        }
    )
    assert reader.text("#panel-about") == "1 claim from 1 document"


def test_sixty_actors_placed_by_communities_can_be_read_at_once(opened, story, claim_of):
    names = [f"Office of Matter {number}" if number % 3 else f"Bureau {number}" for number in range(60)]
    claims = [claim_of(names[max(0, i // 2 - i % 3)], "sued", names[i], start=i) for i in range(1, 60)]
    reader = opened(maps.draw(claims, {}, story.ontology, title="Sixty", form="communities"))
    assert len(reader.labels("node")) == 60
    assert overlaps(reader.run("return kgMap.labels()")) == []
