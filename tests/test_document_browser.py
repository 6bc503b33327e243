"""A document and its forms as a person has them: in a real browser, under the policy of the site."""

from __future__ import annotations

import pytest
from browsing import start
from kept import EVIL_NAME, HOSTILE, TEXT, story
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait
from served import Site

from kg import KnowledgeGraph
from kg.server.application import Limits


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    driver = start(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture
def site(tmp_path):
    """A site on which Jane Doe judges a short story, and what a hostile author wrote."""
    with Site.of(story(tmp_path / "graph"), Limits(60, 1000, judge="Jane Doe"), written=True) as running:
        yield running


def found(driver, selector: str):
    return WebDriverWait(driver, 20).until(lambda driver: driver.find_element(By.CSS_SELECTOR, selector))


def visit(driver, site: Site, path: str) -> None:
    driver.get("about:blank")
    driver.get_log("browser")
    driver.get(site.address + path)


def select(driver, words: str) -> None:
    """Select words of the sentence as the keyboard does: to their start, and over them."""
    value = driver.execute_script("return document.getElementById('words').value")
    start = value.index(words)
    driver.execute_script("document.getElementById('words').setSelectionRange(arguments[0], arguments[0])", start)
    ActionChains(driver).key_down(Keys.SHIFT).send_keys(Keys.ARROW_RIGHT * len(words)).key_up(Keys.SHIFT).perform()


def value(driver, name: str) -> str:
    return driver.execute_script("return document.getElementById(arguments[0]).value", f"f-{name}")


def test_a_claim_is_added_by_the_keyboard_alone(driver, site):
    visit(driver, site, "/document?name=story.txt")
    plus = next(
        link
        for link in driver.find_elements(By.CSS_SELECTOR, ".add")
        if "Nobody heard" in driver.execute_script("return arguments[0].parentNode.textContent", link)
    )
    driver.execute_script("arguments[0].focus()", plus)
    ActionChains(driver).send_keys(Keys.ENTER).perform()
    found(driver, "#words")
    WebDriverWait(driver, 20).until(lambda driver: driver.switch_to.active_element.get_attribute("id") == "words")
    select(driver, "Nobody")
    ActionChains(driver).send_keys("s").perform()
    select(driver, "Flint & Sons")
    ActionChains(driver).send_keys("o").perform()
    assert (value(driver, "subject"), value(driver, "object")) == ("Nobody", "Flint & Sons")
    driver.switch_to.active_element.send_keys(Keys.TAB * 7)
    assert driver.switch_to.active_element.get_attribute("id") == "f-relation"
    driver.switch_to.active_element.send_keys("critic")
    assert found(driver, "#reads").text == "Nobody criticized Flint & Sons (stated as fact)"
    driver.switch_to.active_element.send_keys(Keys.TAB, Keys.ENTER)
    assert "Nobody criticized Flint & Sons" in found(driver, ".done").text
    assert "Nobody criticized Flint & Sons (fact)" in map(str, KnowledgeGraph.open(site.folder).claims())
    assert driver.get_log("browser") == []


def test_words_that_are_selected_in_the_document_are_taken_by_a_button_without_the_numbers(driver, site):
    visit(driver, site, "/document?name=story.txt")
    driver.find_elements(By.CSS_SELECTOR, ".sentence")[1].click()
    found(driver, "#words")
    driver.execute_script(
        "const words = document.querySelector('.chosen'); getSelection().setBaseAndExtent(words, 0, words, 3)"
    )
    found(driver, "[data-part=object]").click()
    assert value(driver, "object") == "Acme sued Bolt in May."


def test_a_click_that_ends_a_selection_chooses_no_sentence(driver, site):
    visit(driver, site, "/document?name=story.txt")
    sentence = found(driver, f"#s{TEXT.index('Nobody')}")
    ActionChains(driver).move_to_element_with_offset(sentence, -60, 0).click_and_hold().move_by_offset(
        90, 0
    ).release().perform()
    assert driver.execute_script("return getSelection().toString()")
    assert not driver.find_elements(By.ID, "words")


def test_relations_that_fit_the_chosen_ends_come_first(driver, site):
    start = TEXT.index("Acme sued")
    visit(driver, site, f"/document?name=story.txt&start={start}&end={start + 22}")
    headings = "return [...document.querySelectorAll('optgroup')].map((group) => group.label)"
    assert driver.execute_script(headings) == ["Relations"]
    select(driver, "Acme")
    ActionChains(driver).send_keys("s").perform()
    assert driver.execute_script(headings) == ["Fit what is chosen", "Others"]
    others = driver.execute_script("return [...document.querySelectorAll('optgroup')[1].children].map((o) => o.value)")
    assert "arrested" in others
    assert "sued" not in others


def test_a_problem_is_where_the_keyboard_is(driver, site):
    start = TEXT.index("Acme sued")
    visit(driver, site, f"/document?name=story.txt&start={start}&end={start + 22}")
    for name, words in (("subject", "Acme"), ("object", "Ebbe"), ("relation", "sued")):
        found(driver, f"#f-{name}").send_keys(words)
    found(driver, ".telling .main").click()
    assert "“Ebbe” does not stand in the sentence" in found(driver, "#problem").text
    assert driver.switch_to.active_element.get_attribute("id") == "problem"
    assert value(driver, "object") == "Ebbe"


@pytest.mark.parametrize("path", ["/document?name={}&start=0&end={}", "/actor?name={evil}", "/documents", "/decisions"])
def test_nothing_that_a_hostile_author_wrote_is_run(driver, site, path):
    from urllib.parse import quote

    address = path.format(quote(EVIL_NAME), len(HOSTILE), evil=quote(HOSTILE))
    visit(driver, site, address)
    assert driver.execute_script("return document.readyState") == "complete"
    assert driver.execute_script("return window.stolen") is None
    assert driver.execute_script("return document.querySelectorAll('img, i').length") == 0
    assert driver.get_log("browser") == []
    if "start" in path:
        assert driver.execute_script("return document.getElementById('words').value") == HOSTILE


def test_the_form_works_without_script(driver, site):
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        visit(driver, site, f"/document?name=story.txt&start={TEXT.index('Nobody')}&end={TEXT.index('Sons.') + 5}")
        assert not found(driver, ".takes").is_displayed()
        for name, words in (("subject", "Nobody"), ("object", "Flint & Sons"), ("relation", "supported")):
            found(driver, f"#f-{name}").send_keys(words)
        found(driver, ".telling .main").click()
        assert "Nobody supported Flint & Sons" in found(driver, ".done").text
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_button_that_is_pressed_twice_decides_once(driver, site):
    claim = KnowledgeGraph.open(site.folder).claims(document="story.txt")[0].id
    visit(driver, site, f"/claim?id={claim}")
    found(driver, "button[value=accept]")
    WebDriverWait(driver, 20).until(lambda driver: driver.execute_script("return document.readyState") == "complete")
    press = (
        "const accept = document.querySelector('[value=accept]'); accept.click(); setTimeout(() => accept.click(), 1)"
    )
    driver.execute_script(press)
    assert "Accepted" in found(driver, ".done").text
    assert len(KnowledgeGraph.open(site.folder).judgements()) == 1
