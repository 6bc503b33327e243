"""Draws the pictures of README.md from the sample documents: `python docs/pictures.py`.

Needs Chromium with its driver and the extra `test`. The maps are those of
`kg build data/documents` and `kg map --relation contracted --title "…" -o map.html`.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from selenium import webdriver

from kg import KnowledgeGraph

DOCS = Path(__file__).resolve().parent
SAMPLES = DOCS.parent / "data" / "documents"
SIZE = (1280, 800)
TITLE = "Who the police buy surveillance from"

#: Pictures, and what is done to the page before each is taken.
PICTURES = {
    "map.png": "",
    "receipt.png": "kgMap.openActor('U.S. Immigration and Customs Enforcement')",
}


def browser() -> webdriver.Chrome:
    """Chromium without a window, with the size of the pictures."""
    options = webdriver.ChromeOptions()
    for switch in ("headless=new", "no-sandbox", "disable-gpu", "hide-scrollbars", "force-prefers-reduced-motion"):
        options.add_argument(f"--{switch}")
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    driver = webdriver.Chrome(options, webdriver.ChromeService(executable_path=shutil.which("chromedriver")))
    metrics = {"width": SIZE[0], "height": SIZE[1], "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    return driver


def draw(folder: Path) -> None:
    """Build the graph in a folder, draw its map, and take the pictures."""
    graph = KnowledgeGraph.build([SAMPLES], folder / "graph")
    page = graph.map(title=TITLE, relation="contracted").save(folder / "map.html")
    driver = browser()
    driver.get(page.as_uri())
    for name, action in PICTURES.items():
        driver.execute_script(action)
        time.sleep(1)  # until the panel has come in
        driver.save_screenshot(str(DOCS / name))
    driver.quit()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        draw(Path(temporary))
