"""The map as its reader has it: opened from disk in a real browser, searched, clicked, filtered and read."""

from __future__ import annotations

import pytest
from browsing import Reader, complaints, overlaps, requests
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from kg.views import maps


@pytest.fixture
def paper(opened, story_page) -> Reader:
    """The page as a printer sees it: on A4, between margins."""
    reader = opened(story_page, (700, 1000))
    reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    yield reader
    reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_it_opens_without_complaint_and_asks_the_network_for_nothing(reader):
    reader.run("kgMap.openActor('Veriface')")
    reader.next_frame()
    assert complaints(reader) == []
    assert [url for url in requests(reader) if not url.startswith(("file:///", "data:"))] == []
    assert reader.text("h1") == "Who sells face recognition to the border service"
    assert reader.text(".summary") == "44 claims about 24 actors from 14 documents"


def test_every_name_can_be_read_at_once_and_none_covers_another(reader):
    assert len(reader.labels("node")) == 24
    assert overlaps(reader.run("return kgMap.labels()")) == []


def test_sixty_actors_can_be_read_at_once(opened, story, claim_of):
    names = [f"Office of Matter {number}" if number % 3 else f"Bureau {number}" for number in range(60)]
    claims = [claim_of(names[max(0, i // 2 - i % 3)], "sued", names[i], start=i) for i in range(1, 60)]
    reader = opened(maps.draw(claims, {}, story.ontology, title="Sixty"))
    assert len(reader.labels("node")) == 60
    assert overlaps(reader.run("return kgMap.labels()")) == []


def test_zooming_never_puts_one_label_over_another(reader):
    for button in ("#zoom-out", "#zoom-out", "#zoom-out", "#zoom-in"):
        reader.click(button)
        assert overlaps(reader.run("return kgMap.labels()")) == []


def test_an_actor_is_found_by_its_short_name(reader):
    reader.press("/", "bes")
    assert reader.texts("#results li")[0].startswith("Border Enforcement Service")
    reader.press(Keys.ENTER)
    assert reader.text("#panel-title") == "Border Enforcement Service"
    assert "also called" in reader.text("#panel-about").lower()


def test_arrow_keys_choose_among_the_actors_found(reader):
    reader.press("/", "er")
    second = reader.run("return document.querySelectorAll('#results bdi')[1].textContent")
    reader.press(Keys.ARROW_DOWN, Keys.ENTER)
    assert reader.text("#panel-title") == second


def test_a_name_that_is_not_there_is_said_to_be_missing(reader):
    reader.press("/", "qqq", Keys.ENTER)
    assert reader.texts("#results li") == ["No actor has that name."]
    assert not reader.panel_is_open()


def test_a_click_on_a_line_shows_the_sentence_with_the_evidence_marked(reader):
    reader.click_at(reader.run("return kgMap.lineOnScreen('Kestrel Ventures', 'Veriface')"))
    assert reader.text("#panel-title") == "Kestrel Ventures and Veriface"
    assert reader.text(".claim blockquote") == "Kestrel put $30 million into Veriface."
    assert reader.text(".claim mark") == "Kestrel put $30 million into Veriface"
    assert reader.text(".claim .status") == "stated as fact"
    for words in ("December 2021", "30,000,000 USD", "Veriface raises money", "Deal Sheet"):
        assert words in reader.text(".claim")


def test_a_click_on_a_mark_shows_its_claims_by_relation(reader):
    reader.click_at(reader.run("return kgMap.actorOnScreen('Veriface')"))
    assert reader.text("#panel-title") == "Veriface"
    assert "was contracted by 4" in reader.texts(".group h3")


def test_claims_of_all_statuses_between_two_actors_are_shown_together(reader):
    reader.run("kgMap.openLine('Border Enforcement Service', 'Meridian')")
    assert {"denied", "stated as fact"} == set(reader.texts(".claim .status"))


def test_claims_of_the_line_that_was_clicked_come_first(reader):
    reader.run("kgMap.openLine('Border Enforcement Service', 'Meridian', 'denied')")
    assert reader.texts(".claim .status")[0] == "denied"


def test_a_line_says_its_relations_with_their_numbers(reader):
    reader.run("kgMap.openLine('Information Commissioner', 'Veriface')")
    words = [label["words"]["lines"] for label in reader.labels("edge")]
    assert any("fined ×2" in " ".join(lines) and "investigated" in " ".join(lines) for lines in words)


def test_a_line_without_room_for_words_still_says_its_number(opened, story, claim_of):
    claims = [claim_of("A", "contracted", "B", start=start) for start in range(12)]
    reader = opened(maps.draw(claims, {}, story.ontology, title="Short"))
    reader.run("kgMap.network.moveTo({ scale: 0.45, animation: false })")
    reader.next_frame()
    assert [label["words"]["lines"] for label in reader.labels("edge")] == [["×12"]]


def test_only_relations_with_a_direction_have_arrows(opened, story, claim_of):
    claims = [claim_of("A", "metWith", "B"), claim_of("A", "sued", "C")]
    reader = opened(maps.draw(claims, {}, story.ontology, title="Arrows"))
    arrows = reader.run("return kgMap.network.body.data.edges.get().map(({ arrows: { to, from } }) => [to, from])")
    assert [[end["enabled"] for end in ends] for ends in arrows] == [[False, False], [True, False]]


def test_a_claim_that_no_example_is_worded_like_says_what_suggested_it(opened, story, claim_of):
    claims = [
        claim_of("A", "sued", "B", taught_by=""),
        claim_of("A", "sued", "C", taught_by="[X](subject) sued [Y](object)."),
        claim_of("A", "sued", "D", taught_by="", read_by="llm parrot"),
    ]
    reader = opened(maps.draw(claims, {}, story.ontology, title="Lessons"))
    reader.click("#list")
    reader.run("document.querySelectorAll('.claim details').forEach((part) => (part.open = true))")
    suggested, taught, read = reader.texts(".claim details p")
    assert suggested.startswith(
        "It is worded like no example; the scorer that was learned from labelled text suggested it."
    )
    assert taught == "It is worded like this example: “X sued Y.”"
    assert read.startswith("Another reader than kg’s own found it: llm parrot.")


def test_links_lead_to_the_document_and_nowhere_else(reader):
    reader.run("kgMap.openLine('Kestrel Ventures', 'Veriface')")
    link = reader.driver.find_element(By.CSS_SELECTOR, ".source a")
    assert link.get_attribute("href") == "https://dealsheet.example/veriface"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_name_in_the_panel_leads_to_that_actor(reader):
    reader.run("kgMap.openLine('Kestrel Ventures', 'Veriface')")
    reader.click(".claim .name")
    assert reader.text("#panel-title") == "Kestrel Ventures"


def test_copies_are_counted_as_one_source_and_named(opened, story, claim_of):
    claims = [claim_of("A", "sued", "B", doc=doc) for doc in ("blog", "wire", "x", "y")]
    copies = {"blog": "wire", "x": "<b>elsewhere</b>", "y": "<b>elsewhere</b>"}
    reader = opened(maps.draw(claims, {}, story.ontology, title="Copies", copies=copies))
    assert reader.text(".summary") == "4 claims about 2 actors from 2 sources, 4 documents"
    reader.run("kgMap.openLine('A', 'B')")
    assert reader.text("#panel-about") == "4 claims from 2 sources, 4 documents"
    assert reader.texts(".source span") == ["a copy of wire", *["a copy of <b>elsewhere</b>"] * 2]


def test_filters_compose(reader):
    reader.click("#filter-status input[value=fact]")
    assert reader.shown()["claims"] == 9
    reader.click("#filter-class input[value=Legislature]")
    assert reader.shown()["claims"] == 8
    reader.click("#filter-relation input[value=contracted]")
    shown = reader.shown()
    assert shown["claims"] == 4
    assert "National Assembly" not in shown["actors"]
    assert reader.text("#shown").startswith("4 claims of 44 shown")
    reader.click("#reset")
    assert reader.shown()["claims"] == 44


def test_none_and_all_work_on_a_whole_group(reader):
    reader.click("#filter-relation .all-none button:last-child")
    assert reader.shown()["claims"] == 0
    reader.click("#filter-relation .all-none button:first-child")
    assert reader.shown()["claims"] == 44


def test_the_open_panel_follows_the_filters(reader):
    reader.run("kgMap.openActor('Veriface')")
    reader.click("#filter-relation input[value=contracted]")
    assert "was contracted by 4" not in reader.texts(".group h3")
    assert "hidden by the filters" in reader.text("#panel-body")


def test_escape_closes_the_panel_and_goes_back_to_where_one_was(reader):
    reader.run("document.getElementById('list').focus()")
    reader.press(Keys.ENTER)
    assert reader.run("return document.activeElement.id") == "panel-title"
    reader.press(Keys.ESCAPE)
    assert not reader.panel_is_open()
    assert reader.run("return document.activeElement.id") == "list"


def test_the_map_can_be_walked_with_the_keyboard(reader):
    reader.run("document.getElementById('map').focus()")
    reader.press(Keys.ARROW_RIGHT)
    first = reader.run("return document.getElementById('announce').textContent")
    reader.press(Keys.ARROW_LEFT)
    second = reader.run("return document.getElementById('announce').textContent")
    assert first != second
    reader.press(Keys.ENTER)
    assert second.startswith(reader.text("#panel-title"))


def test_all_claims_can_be_read_as_a_list(reader):
    reader.click("#list")
    assert len(reader.texts(".claim")) == 44


def test_marks_stand_still_until_they_are_let_go(reader):
    assert reader.run("return kgMap.network.physics.physicsEnabled") is False
    reader.click("#physics")
    assert reader.run("return kgMap.network.physics.physicsEnabled") is True


def test_printing_adds_every_claim_that_is_shown(reader):
    reader.run("kgMap.setFilter('status', ['fact'], false); window.dispatchEvent(new Event('beforeprint'))")
    assert reader.run("return document.querySelectorAll('#print-list .claim').length") == 9


def test_on_paper_the_map_stands_under_its_legend_and_without_controls(paper):
    legend, drawing = (paper.driver.find_element(By.ID, name).rect for name in ("filters", "map"))
    assert legend["y"] + legend["height"] <= drawing["y"]
    assert not paper.driver.find_element(By.ID, "search").is_displayed()


def test_a_narrow_window_keeps_everything_within_reach(opened, story_page):
    reader = opened(story_page, (400, 760))
    assert reader.run("return document.documentElement.scrollWidth") <= 400
    assert not reader.driver.find_element(By.ID, "filters").is_displayed()
    reader.click("#toggle-filters")
    assert reader.driver.find_element(By.ID, "filters").is_displayed()
    reader.click("#toggle-filters")
    reader.run("kgMap.openActor('Veriface')")
    assert reader.driver.find_element(By.ID, "panel").rect["width"] == 400


def test_it_works_inside_a_notebook(browser, tmp_path, story_page):
    path = tmp_path / "notebook.html"
    path.write_text(f"<!DOCTYPE html><meta charset=utf-8>{maps.frame(story_page)}", "utf-8")
    browser.get(path.as_uri())
    browser.get_log("browser")
    browser.switch_to.frame(0)
    WebDriverWait(browser, 20).until(lambda driver: driver.execute_script("return Boolean(window.kgMap)"))
    browser.execute_script("kgMap.openActor('Veriface')")
    assert browser.find_element(By.ID, "panel-title").text == "Veriface"
    WebDriverWait(browser, 20).until(
        lambda driver: driver.execute_script("return kgMap.address() === 'actor=Veriface'")
    )
    browser.execute_async_script("setTimeout(arguments[0], 300)")  # it has no address to write this into
    browser.switch_to.default_content()
    assert [entry["message"] for entry in browser.get_log("browser")] == []
