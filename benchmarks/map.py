"""How fast a map opens and answers: times, memory and size of its page for graphs of several sizes.

    python benchmarks/map.py                      the sample documents, 2,000 and 10,000 made-up actors
    python benchmarks/map.py --sizes 500:1200     only 500 actors with 1,200 lines
    python benchmarks/map.py --keep /tmp/pages    leave the pages there

Needs what the tests of the map need: selenium, Chromium and its driver.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from selenium import webdriver
from selenium.webdriver.support.wait import WebDriverWait

from kg import KnowledgeGraph
from kg.claims import Claim
from kg.ontology.definitions import Ontology
from kg.views import layout, maps

ROOT = Path(__file__).resolve().parent.parent
SIZES = ((2_000, 5_000), (10_000, 30_000))
WINDOW = (1400, 900)
PATIENCE = 120  # seconds after which a page counts as one that does not open
STATUSES = ("factual",) * 8 + ("alleged", "planned")
OPEN = "return Boolean(window.kgMap) && document.readyState === 'complete'"
FRAME = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))"
MIDDLE = """
const shown = kgMap.labels().find((label) => label.kind === "node"); // the largest mark comes first
const mark = kgMap.network.canvasToDOM(kgMap.network.getPositions([shown.id])[shown.id]);
const box = document.getElementById("map").getBoundingClientRect();
return { x: box.left + mark.x, y: box.top + mark.y };
"""
# An actor opens the panel, a community puts its actors on the stage.
ANSWERED = """
return !document.getElementById("panel").hidden || Boolean(document.getElementById("announce").textContent);
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one page: seconds, and bytes."""

    name: str
    layout: float  # seconds of the processor, which other programs do not lengthen
    drawing: float  # the same of the whole page, the layout included
    size: int
    opening: float  # seconds of the clock
    click: float
    heap: int

    def line(self) -> str:
        """A row of a Markdown table."""
        times = " | ".join(f"{seconds:.1f} s" for seconds in (self.layout, self.drawing, self.opening, self.click))
        return f"| {self.name} | {times} | {self.heap / 1e6:.0f} MB | {self.size / 1e6:.1f} MB |"


def made_up(actors: int, lines: int, seed: int = 0) -> Iterator[Claim]:
    """Claims among actors of invented names, in circles of 20 to 60 with some hubs; one line in six leaves them."""
    dice = random.Random(seed)
    circles: list[list[int]] = []
    for actor in range(actors):
        if not circles or len(circles[-1]) >= dice.randint(20, 60):
            circles.append([])
        circles[-1].append(actor)
    homes = {actor: circle for circle in circles for actor in circle}
    for number in range(lines):
        start = number if number < actors else dice.randrange(actors)
        there = dice.choice(circles) if dice.random() < 1 / 6 else homes[start]
        end = there[int(len(there) * dice.random() ** 3)]
        if start != end:
            yield _claim(start, end, number, dice)


def _claim(start: int, end: int, number: int, dice: random.Random) -> Claim:
    ends = f"Actor {start}", f"Actor {end}"
    kinds = ["Company", "LawEnforcement", "Agency", "Person", "AdvocacyGroup"]
    said = f"{ends[0]} signed a contract with {ends[1]} in the spring of that year"
    return Claim(
        doc=f"document-{number % 997}.txt", subject=ends[0], subject_class=kinds[start % 5], subject_mentions=(),
        predicate=dice.choice(["contracted", "sued", "funded", "criticized"]), object=ends[1],
        object_class=kinds[end % 5], object_mentions=(), polarity="affirmed", modality=dice.choice(STATUSES), by=None,
        when=str(2010 + number % 15), amount=None, role=None, technology=None, quote=said, start=number,
        end=number + len(said), confidence=0.9, taught_by="[Acme](subject) signed a contract with [Bolt](object).",
        prefix="According to the minutes of the council, ", suffix=", and nobody objected.",
    )  # fmt: skip


def sample_claims() -> list[Claim]:
    """The claims of the sample documents."""
    with tempfile.TemporaryDirectory() as folder:
        return [found.claim for found in KnowledgeGraph.build([ROOT / "data" / "documents"], folder).claims()]


def measure(name: str, claims: Sequence[Claim], browser: webdriver.Chrome, folder: Path) -> Figures:
    """Draw the claims, open the page and click on an actor."""
    arranging = _Stopwatch(layout.arrange)
    layout.arrange = arranging  # type: ignore[assignment]
    began = time.process_time()
    page = maps.draw(claims, {}, Ontology.load(), title=name)
    drawing = time.process_time() - began
    layout.arrange = arranging.function
    path = folder / f"{name.replace(' ', '-').replace(',', '')}.html"
    maps.write(page, path)
    opening, answer, heap = _in_browser(browser, path)
    return Figures(name, arranging.seconds, drawing, path.stat().st_size, opening, answer, heap)


class _Stopwatch:
    """A function that keeps the time it takes."""

    def __init__(self, function) -> None:  # noqa: ANN001
        self.function = function
        self.seconds = 0.0

    def __call__(self, *args, **options):  # noqa: ANN002, ANN003, ANN204
        began = time.process_time()
        made = self.function(*args, **options)
        self.seconds += time.process_time() - began
        return made


def _in_browser(browser: webdriver.Chrome, path: Path) -> tuple[float, float, int]:
    """Seconds until the page is drawn, seconds until a click is answered, and bytes of its heap."""
    began = time.perf_counter()
    browser.get(path.as_uri())
    _wait(browser, OPEN)
    browser.execute_async_script(FRAME)
    opened = time.perf_counter()
    place = browser.execute_script(MIDDLE)
    clicked = time.perf_counter()
    for kind in ("mousePressed", "mouseReleased"):
        pressed = {"type": kind, "button": "left", "clickCount": 1, **place}
        browser.execute_cdp_cmd("Input.dispatchMouseEvent", pressed)
    _wait(browser, ANSWERED)
    browser.execute_async_script(FRAME)
    answered = time.perf_counter()
    metrics = browser.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    heap = next(metric["value"] for metric in metrics if metric["name"] == "JSHeapUsedSize")
    return opened - began, answered - clicked, int(heap)


def _wait(browser: webdriver.Chrome, script: str) -> None:
    WebDriverWait(browser, PATIENCE, poll_frequency=0.02).until(lambda driver: driver.execute_script(script))


def chromium(profile: Path) -> webdriver.Chrome:
    """Headless Chromium that draws on the processor."""
    options = webdriver.ChromeOptions()
    options.binary_location = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    switches = ["headless=new", "no-sandbox", "disable-gpu", "no-first-run", "disable-sync", "disable-dev-shm-usage"]
    for switch in [*switches, "disable-background-networking", f"user-data-dir={profile}"]:
        options.add_argument(f"--{switch}")
    options.add_argument(f"--window-size={WINDOW[0]},{WINDOW[1]}")
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    browser.set_page_load_timeout(PATIENCE)
    browser.set_script_timeout(PATIENCE)
    browser.execute_cdp_cmd("Performance.enable", {})
    return browser


def _size(text: str) -> tuple[int, int]:
    actors, _, lines = text.partition(":")
    return int(actors), int(lines)


def main() -> None:
    """Print a table of figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=_size, nargs="*", help="ACTORS:LINES of made-up graphs, without the sample")
    parser.add_argument("--keep", type=Path, help="folder for the pages")
    asked = parser.parse_args()
    click.echo(
        "| graph | layout | page written | opened | click answered | heap | file |\n|---|--:|--:|--:|--:|--:|--:|"
    )
    with tempfile.TemporaryDirectory() as place:
        folder = asked.keep or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        browser = chromium(Path(place, "profile"))
        try:
            if asked.sizes is None:
                click.echo(measure("sample documents", sample_claims(), browser, folder).line())
            for actors, lines in asked.sizes or SIZES:
                name = f"{actors:,} actors"
                click.echo(measure(name, list(made_up(actors, lines)), browser, folder).line())
        finally:
            browser.quit()


if __name__ == "__main__":
    main()
