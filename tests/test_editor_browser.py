"""The editor of queries as its reader has it: in a real browser, under the policy of its page."""

from __future__ import annotations

import json

import pytest
from browsing import start
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait


@pytest.fixture(scope="module")
def reader(site, tmp_path_factory):
    """A browser that is at the page of queries."""
    driver = start(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


def opened(reader, address: str) -> None:
    reader.get(address)
    WebDriverWait(reader, 20).until(lambda driver: driver.find_elements(By.CSS_SELECTOR, ".cm-content"))


def press(reader, *keys: str) -> None:
    ActionChains(reader).send_keys(*keys).perform()


def completions(reader) -> list[str]:
    found = WebDriverWait(reader, 20).until(lambda driver: driver.find_elements(By.CSS_SELECTOR, ".cm-completionLabel"))
    return [label.text for label in found]


def test_a_relation_is_completed_and_the_query_runs(reader, site):
    opened(reader, f"{site.address}/query")
    reader.find_element(By.CSS_SELECTOR, ".cm-content").click()
    ActionChains(reader).key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).perform()
    press(reader, "SELECT ?who { ?who kg:contr")
    assert completions(reader)[0] == "kg:contracted"
    WebDriverWait(reader, 20).until(lambda driver: driver.find_elements(By.CSS_SELECTOR, "[aria-selected=true]"))
    ActionChains(reader).pause(0.2).send_keys(Keys.ENTER).perform()
    press(reader, " ?whom")
    ActionChains(reader).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
    WebDriverWait(reader, 20).until(lambda driver: driver.find_elements(By.TAG_NAME, "table"))
    cells = [cell.text for cell in reader.find_elements(By.CSS_SELECTOR, "td")]
    assert cells == ["entity:u-s-immigration-and-customs-enforcement"]


@pytest.mark.parametrize(
    "path", ["/query", "/query?query=SELECT * { ?s ?p ?o } LIMIT 5", "/", "/actor?name=ACLU", "/map"]
)
def test_the_console_stays_clean_and_nothing_is_fetched_from_elsewhere(reader, site, path):
    reader.get("about:blank")
    reader.get_log("browser"), reader.get_log("performance")
    reader.get(site.address + path)
    WebDriverWait(reader, 20).until(lambda driver: driver.execute_script("return document.readyState") == "complete")
    if path.startswith("/query"):
        opened(reader, site.address + path)
    assert [entry["message"] for entry in reader.get_log("browser")] == []
    events = [json.loads(entry["message"])["message"] for entry in reader.get_log("performance")]
    asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    assert asked
    assert all(url.startswith((site.address, "data:", "about:")) for url in asked)


def test_the_editor_is_styled_under_the_policy(reader, site):
    opened(reader, f"{site.address}/query")
    keyword = reader.find_element(By.CSS_SELECTOR, ".cm-line span")
    assert keyword.value_of_css_property("font-family").startswith("ui-monospace")
    assert not reader.find_element(By.ID, "query").is_displayed()
