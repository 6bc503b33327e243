"""Somebody at a browser with a map open, for the tests that need one."""

from __future__ import annotations

import json
import shutil
from itertools import combinations
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

MISSING = "no {} found: the tests of the map need a browser. On Debian: apt-get install chromium chromium-driver"


def start(profile) -> webdriver.Chrome:
    """Headless Chromium with a profile of its own."""
    return webdriver.Chrome(options=chromium(profile), service=chromedriver())


def chromedriver() -> webdriver.ChromeService:
    path = shutil.which("chromedriver")
    if not path:
        pytest.fail(MISSING.format("chromedriver"))
    return webdriver.ChromeService(executable_path=path)


def chromium(profile) -> webdriver.ChromeOptions:
    options = webdriver.ChromeOptions()
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    options.binary_location = next(found, None) or pytest.fail(MISSING.format("Chromium"))
    switches = ["headless=new", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-sync"]
    switches += ["disable-background-networking", "disable-component-update", "disable-dev-shm-usage"]
    for switch in [*switches, "force-prefers-reduced-motion", f"user-data-dir={profile}"]:
        options.add_argument(f"--{switch}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return options


class Reader:
    """Somebody at the browser with a page open."""

    def __init__(self, driver: webdriver.Chrome, address: str, size: tuple[int, int]) -> None:
        self.driver = driver
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        driver.get("about:blank")
        driver.get_log("browser"), driver.get_log("performance")
        driver.get(address)
        self.wait_for("return window.kgMap && kgMap.labels().length >= 0 && document.readyState === 'complete'")
        self.next_frame()

    def run(self, script: str, *values):
        return self.driver.execute_script(script, *values)

    def wait_for(self, script: str, *values):
        return WebDriverWait(self.driver, 20).until(lambda driver: driver.execute_script(script, *values))

    def next_frame(self) -> None:
        """Until what has been asked for is drawn."""
        self.driver.execute_async_script(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))"
        )

    def press(self, *keys: str) -> None:
        ActionChains(self.driver).send_keys(*keys).perform()

    def click_at(self, point: dict[str, float]) -> None:
        self.moved_to(point).click().perform()

    def drag(self, point: dict[str, float], across: int, down: int) -> None:
        self.moved_to(point).click_and_hold().move_by_offset(across // 2, down // 2).move_by_offset(
            across - across // 2, down - down // 2
        ).release().perform()
        self.next_frame()

    def moved_to(self, point: dict[str, float]) -> ActionChains:
        body = self.driver.find_element(By.TAG_NAME, "body")
        offset = round(point["x"] - body.rect["width"] / 2), round(point["y"] - body.rect["height"] / 2)
        return ActionChains(self.driver).move_to_element_with_offset(body, *offset)

    def text(self, selector: str) -> str:
        return self.driver.find_element(By.CSS_SELECTOR, selector).text

    def texts(self, selector: str) -> list[str]:
        return [found.text for found in self.driver.find_elements(By.CSS_SELECTOR, selector)]

    def panel_is_open(self) -> bool:
        return self.driver.find_element(By.ID, "panel").is_displayed()

    def click(self, selector: str) -> None:
        self.driver.find_element(By.CSS_SELECTOR, selector).click()
        self.next_frame()

    def tick(self, kind: str, name: str) -> None:
        """Click the box of an entry of the legend."""
        self.click(f"#filter-{kind} input[value='{name}']")

    def slide(self, slider: str, *keys: str) -> None:
        """Move one end of the slider over time with the keyboard."""
        self.driver.find_element(By.ID, slider).send_keys(*keys)
        self.next_frame()

    def choose(self, words: str) -> None:
        """Pick from the list under the search what has these words."""
        options = self.driver.find_elements(By.CSS_SELECTOR, "#results [role=option]")
        next(option for option in options if words in option.text).click()
        self.next_frame()

    def save(self, button: str, folder: Path) -> bytes:
        """The file that an entry of the menu saves."""
        rule = {"behavior": "allow", "downloadPath": str(folder)}
        self.driver.execute_cdp_cmd("Browser.setDownloadBehavior", rule)
        self.click("#menu summary")
        self.click(f"#{button}")
        ending = f"*.{button.rpartition('-')[2]}"
        (path,) = WebDriverWait(self.driver, 20).until(lambda driver: [*folder.glob(ending)])
        return path.read_bytes()

    def shown(self) -> dict:
        return self.run("return kgMap.shown()")

    def labels(self, kind: str) -> list[dict]:
        return [label for label in self.run("return kgMap.labels()") if label["kind"] == kind]


def requests(reader: Reader) -> list[str]:
    messages = [json.loads(entry["message"])["message"] for entry in reader.driver.get_log("performance")]
    return [sent["params"]["request"]["url"] for sent in messages if sent["method"] == "Network.requestWillBeSent"]


def complaints(reader: Reader) -> list[str]:
    return [entry["message"] for entry in reader.driver.get_log("browser")]


def overlaps(labels: list[dict]) -> list[tuple[dict, dict]]:
    return [
        (a, b)
        for a, b in combinations(labels, 2)
        if a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]
    ]
