"""What a reader of a map leaves out and picks, alone and together, and the address that keeps it."""

from __future__ import annotations

import pytest
from browsing import complaints, overlaps, requests
from selenium.webdriver.common.keys import Keys

from kg.views import maps

VERIFACE, SERVICE, LEAGUE = "Veriface", "Border Enforcement Service", "Civil Rights League"


def test_a_publisher_can_be_left_out(reader):
    reader.tick("publisher", "Wire Nine")
    assert reader.shown()["claims"] == 44 - 14
    assert "without Wire Nine" in reader.text("#bar")


def test_the_slider_goes_by_the_time_of_what_is_claimed(reader):
    reader.click("#undated")
    assert reader.shown()["claims"] == 23
    reader.slide("time-from", Keys.END)
    assert reader.shown()["claims"] == 2  # one of 2025, and a stop of sales that has no end
    assert reader.text("#time-shown") == "2025"
    reader.slide("time-from", Keys.HOME)
    reader.slide("time-to", Keys.HOME)
    assert reader.text("#time-shown") == "2021"
    assert reader.shown()["claims"] == 5


def test_claims_of_unknown_time_stay_while_the_box_is_ticked(reader):
    reader.slide("time-to", Keys.HOME)
    assert reader.shown()["claims"] == 5 + 21


def test_the_ends_of_the_slider_never_cross(reader):
    reader.slide("time-to", Keys.HOME)
    reader.slide("time-from", Keys.END)
    assert reader.text("#time-shown") == "2021"
    assert reader.run("return document.getElementById('time-from').getAttribute('aria-valuetext')") == "2021"


def test_short_spans_go_by_months(opened, story, claim_of):
    claims = [claim_of("A", "sued", "B", when=when, start=i) for i, when in enumerate(["2020-11", "2021-01-07"])]
    reader = opened(maps.draw(claims, {}, story.ontology, title="Months"))
    assert reader.text("#time-shown") == "November 2020 to January 2021"
    reader.slide("time-from", Keys.ARROW_RIGHT)
    assert reader.text("#time-shown") == "December 2020 to January 2021"
    assert reader.run("return kgMap.address()") == "from=2020-12"


def test_without_any_time_there_is_no_slider(opened, story, claim_of):
    reader = opened(maps.draw([claim_of("A", "sued", "B")], {}, story.ontology, title="No time"))
    assert not reader.run("return document.getElementById('filter-time').checkVisibility()")
    assert not reader.run("return document.getElementById('filter-sources').checkVisibility()")


def test_what_only_one_source_says_can_be_left_out(reader):
    reader.run(
        "const field = document.getElementById('sources'); field.value = '2'; field.dispatchEvent(new Event('change'))"
    )
    assert reader.shown()["claims"] == 6
    assert "2 or more sources" in reader.text("#bar")


@pytest.mark.parametrize(
    ("typed", "words", "claims"),
    [
        ("fined", "Only fined", 2),
        ("alleged", "Only alleged", 3),
        ("court", "Only about court", 1),
        ("wire n", "Only Wire Nine", 14),
        ("meridian", "Only names with", 11),
    ],
)
def test_the_search_offers_filters_too(reader, typed, words, claims):
    reader.press("/", typed)
    reader.choose(words)
    assert reader.shown()["claims"] == claims


def test_a_name_filter_knows_short_names(opened, story_page):
    reader = opened(story_page, view="names=dmv")
    assert set(reader.shown()["actors"]) == {SERVICE, "Department of Motor Vehicles"}


def test_around_an_actor_are_its_own_claims_and_then_those_of_its_neighbours(reader):
    reader.run("kgMap.openActor('Argus')")
    reader.click(".actions button")
    assert set(reader.shown()["actors"]) == {"Argus", "Meridian"}
    reader.click("#chips .step:nth-of-type(2)")
    assert LEAGUE in reader.shown()["actors"]
    assert reader.shown()["claims"] == 10
    reader.click("#chips [aria-label='Show all surroundings']")
    assert reader.shown()["claims"] == 44


def test_an_actor_can_be_hidden_and_brought_back(reader):
    reader.run("kgMap.openActor('Veriface')")
    reader.click(".actions button:last-child")
    assert VERIFACE not in reader.shown()["actors"]
    assert not reader.panel_is_open()
    reader.click("#chips [aria-label='Show Veriface again']")
    assert VERIFACE in reader.shown()["actors"]


def test_a_pinned_mark_stays_while_the_others_move(reader):
    reader.run("kgMap.openActor('Veriface')")
    reader.click(".actions button:nth-child(2)")
    place = "const {x, y} = kgMap.network.getPosition(arguments[0]); return [Math.round(x), Math.round(y)]"
    node = reader.run("return kgMap.network.body.nodeIndices.find((id) => kgMap.nameOf(id) === 'Veriface')")
    before = reader.run(place, node)
    reader.click("#physics")
    reader.run("kgMap.network.stabilize(20)")
    assert reader.run(place, node) == before


def test_a_mark_that_is_dragged_stays_and_its_place_is_in_the_address(reader):
    place = reader.run("return kgMap.actorOnScreen('Argus')")
    reader.drag(place, 60, 40)
    assert "Argus" in reader.run("return new URLSearchParams(kgMap.address()).get('pin')")
    moved = reader.run("return kgMap.actorOnScreen('Argus')")
    assert moved["x"] - place["x"] == pytest.approx(60, abs=4)


def test_filters_of_all_kinds_compose(opened, story_page):
    view = "no-status=denied&relation=contracted&relation=fined&from=2023&undated=no&sources=2&names=veriface"
    reader = opened(story_page, view=view)
    assert reader.shown()["claims"] == 4
    assert set(reader.shown()["actors"]) == {SERVICE, VERIFACE, "Information Commissioner"}


def test_filters_that_find_nothing_say_so_and_offer_everything(opened, story_page):
    reader = opened(story_page, view="status=denied&relation=fined")
    assert reader.text("#shown") == "Nothing fits these filters."
    reader.click("#reset")
    assert reader.shown()["claims"] == 44
    assert not reader.run("return document.getElementById('bar').checkVisibility()")


def test_the_address_brings_the_whole_view_back(reader, opened, story_page):
    reader.tick("relation", "sued")
    reader.tick("publisher", "")
    reader.slide("time-from", Keys.ARROW_RIGHT)
    reader.run("kgMap.openActor('Veriface')")
    reader.click(".actions button")
    reader.click("#chips .step:nth-of-type(2)")
    reader.click(".actions button:nth-child(2)")
    reader.click("#zoom-in")
    address = reader.run("return kgMap.address()")
    reader.wait_for("return location.hash.slice(1) === arguments[0]", address)
    shown, labels = reader.shown(), reader.labels("node")
    again = opened(story_page, view=address)
    assert again.run("return kgMap.address()") == address
    assert again.shown() == shown
    assert {label["id"] for label in again.labels("node")} == {label["id"] for label in labels}
    assert again.labels("node")[0]["left"] == pytest.approx(labels[0]["left"], abs=1.5)
    assert again.text("#panel-title") == VERIFACE
    assert complaints(again) == []


def test_a_line_that_was_open_is_opened_again(reader, opened, story_page):
    reader.run("kgMap.openLine('Kestrel Ventures', 'Veriface')")
    again = opened(story_page, view=reader.run("return kgMap.address()"))
    assert again.text("#panel-title") == "Kestrel Ventures and Veriface"


def test_a_new_address_in_the_same_window_changes_the_view(reader):
    reader.run("location.hash = 'relation=fined'")
    reader.wait_for("return kgMap.shown().claims === 2")
    reader.run("location.hash = ''")
    reader.wait_for("return kgMap.shown().claims === 44")


def test_an_address_of_another_map_or_of_nonsense_is_passed_over(opened, story_page):
    nonsense = "relation=zapped&no-class=%00&from=x&to=99999&sources=-1&around=Nobody&pin=1,2,Nobody&view=a,b&actor=%ff&about=Robot&%"
    reader = opened(story_page, view=nonsense + "&between=Veriface&names=")
    assert reader.shown()["claims"] == 44
    assert complaints(reader) == []


def test_filtering_asks_the_network_for_nothing(reader):
    reader.tick("status", "fact")
    reader.run("kgMap.reset()")
    assert [url for url in requests(reader) if not url.startswith(("file:///", "data:"))] == []
    assert complaints(reader) == []


def test_names_keep_clear_of_the_bar_and_of_the_panel(opened, story_page):
    reader = opened(story_page, view="no-relation=fined&actor=Veriface")
    bar = reader.run("return document.getElementById('bar').getBoundingClientRect().bottom")
    panel = reader.run("return document.getElementById('panel').getBoundingClientRect().left")
    left = reader.run("return document.getElementById('map').getBoundingClientRect().left")
    labels = reader.run("return kgMap.labels()")
    assert all(label["top"] >= bar and label["right"] + left <= panel for label in labels)
    assert overlaps(labels) == []
