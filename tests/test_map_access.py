"""Everybody can read a map: contrast, the keyboard alone, and a screen reader."""

from __future__ import annotations

import re

import pytest
from browsing import Reader
from selenium.webdriver.common.keys import Keys

from kg.views import maps, wording

ENOUGH = 4.5  # WCAG 2 AA, for text of ordinary size
PAPERS = ("#ffffff", "#fbfaf7")
STYLE = (maps.FOLDER / "templates" / "map.css").read_text("utf-8")
LABELS = (maps.FOLDER / "templates" / "labels.js").read_text("utf-8")

#: Each piece of text that can be seen, with its colour and the colours and opacities under it, nearest first.
TEXTS = """
const found = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const text = walker.currentNode.textContent.trim();
  let part = walker.currentNode.parentElement;
  if (!text || !part.checkVisibility({ visibilityProperty: true }) || part.closest('.unseen, script, style')) continue;
  const colour = getComputedStyle(part).color;
  const grounds = [];
  for (; part; part = part.parentElement) {
    const style = getComputedStyle(part);
    grounds.push([style.backgroundColor, Number(style.opacity)]);
  }
  found.push([text.slice(0, 40), colour, grounds]);
}
return found;
"""


def luminance(colour: tuple[float, ...]) -> float:
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def hexadecimal(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def over(top: tuple[float, ...], share: float, under: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(share * a + (1 - share) * b for a, b in zip(top, under, strict=True))


def faintest(texts: list) -> list[tuple[float, str]]:
    """The contrast of each text with what lies under it, the least first."""
    return sorted((round(contrast_of(colour, grounds), 2), text) for text, colour, grounds in texts)


def contrast_of(colour: str, grounds: list) -> float:
    layers = [(*parts(ground), opacity) for ground, opacity in grounds]
    under = (1.0, 1.0, 1.0)
    for red, green, blue, alpha, _ in reversed(layers):
        under = over((red, green, blue), alpha, under)
    red, green, blue, alpha = parts(colour)
    for *_, opacity in layers:
        alpha *= opacity
    return contrast(over((red, green, blue), alpha, under), under)


def parts(colour: str) -> tuple[float, float, float, float]:
    red, green, blue, *alpha = (float(part) for part in re.findall(r"[\d.]+", colour))
    return red / 255, green / 255, blue / 255, alpha[0] if alpha else 1.0


def variable(name: str) -> tuple[float, ...]:
    return hexadecimal(re.search(rf"--{name}: (#[0-9a-f]{{6}});", STYLE)[1])


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", ["ink", "soft", "accent"])
def test_colours_of_text_are_readable_on_paper(name, paper):
    assert contrast(variable(name), hexadecimal(paper)) >= ENOUGH


def test_marked_evidence_is_readable():
    assert contrast(variable("ink"), variable("mark")) >= ENOUGH


def test_names_on_the_map_are_readable_also_when_they_are_dimmed():
    share = float(re.search(r"DIMMED = ([\d.]+)", LABELS)[1])
    paper, ink = (hexadecimal(re.search(rf'{name} = "(#[0-9a-f]{{6}})"', LABELS)[1]) for name in ("PAPER", "INK"))
    assert contrast(over(ink, share, paper), paper) >= ENOUGH


def test_words_on_lines_are_readable():
    assert min(contrast(hexadecimal(s.colour), hexadecimal("#fbfaf7")) for s in wording.STATUSES.values()) >= ENOUGH


OPEN_PARTS = {
    "a claim": "kgMap.openLine('Kestrel Ventures', 'Veriface')",
    "all claims": "document.getElementById('list').click()",
    "filters that are on": "kgMap.setFilter('relation', ['sued'], false); kgMap.openActor('Veriface')",
    "filters that find nothing": "location.hash = 'relation=sued&status=possible'",
    "the menu": "document.getElementById('menu').open = true",
    "the focus": "kgMap.openActor('Veriface'); document.querySelector('.actions button').click()",
}


@pytest.mark.parametrize("part", OPEN_PARTS)
def test_every_text_on_the_page_is_readable(reader, part):
    reader.run(OPEN_PARTS[part])
    reader.next_frame()
    least, text = faintest(reader.run(TEXTS))[0]
    assert (least, text) >= (ENOUGH, "")


def test_results_of_the_search_are_readable(reader):
    reader.press("/", "er")
    least, text = faintest(reader.run(TEXTS))[0]
    assert (least, text) >= (ENOUGH, "")


def spoken(reader: Reader) -> list[tuple[str, str]]:
    """Role and name of what a screen reader meets."""
    reader.driver.execute_cdp_cmd("Accessibility.enable", {})
    nodes = reader.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    heard = [node for node in nodes if not node["ignored"]]
    return [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in heard]


def test_everything_that_can_be_used_has_a_name(reader):
    reader.run("kgMap.setFilter('status', ['denied'], false); kgMap.openActor('Veriface')")
    reader.run("document.getElementById('menu').open = true; document.querySelector('.actions button').click()")
    used = {"button", "checkbox", "slider", "combobox", "textbox", "link", "application", "listbox", "region", "search"}
    unnamed = [role for role, name in spoken(reader) if role in used - {"search"} and not name.strip()]
    assert unnamed == []


def test_the_parts_of_the_page_are_named_to_a_screen_reader(reader):
    reader.run("kgMap.openActor('Veriface')")
    heard = spoken(reader)
    assert ("region", "Veriface") in heard
    assert ("region", "Legend and filters") in heard
    assert ("application", "Map of 44 claims about 24 actors from 14 documents") in heard
    assert {("slider", "From"), ("slider", "Until")} <= set(heard)
    assert {role for role, _ in heard} >= {"search", "main", "heading", "article", "group", "status"}


def test_a_claim_is_reached_and_left_with_the_keyboard_alone(reader):
    reader.press("/", "kestrel", Keys.ENTER)
    assert reader.text("#panel-title") == "Kestrel Ventures"
    reader.press(Keys.TAB)
    assert reader.run("return document.activeElement.textContent") == "Only its surroundings"
    reader.press(Keys.ENTER)
    assert set(reader.shown()["actors"]) == {"Kestrel Ventures", "Veriface"}
    reader.press(Keys.ESCAPE)
    assert not reader.panel_is_open()
    assert reader.run("return document.activeElement.id") == "search"


def test_the_first_stop_of_the_keyboard_leads_past_the_filters(reader):
    reader.press(Keys.TAB, Keys.ENTER)
    assert reader.run("return document.activeElement.id") == "map"


def test_what_the_arrows_reach_is_said(reader):
    reader.run("document.getElementById('map').focus()")
    reader.press(Keys.ARROW_DOWN)
    name, _, count = reader.run("return document.getElementById('announce').textContent").split(", ")
    assert name in reader.shown()["actors"]
    assert re.fullmatch(r"\d+ claims?", count)


def test_what_the_filters_leave_is_said(reader):
    reader.tick("status", "denied")
    assert reader.run("return document.getElementById('announce').textContent").startswith("42 claims of 44 shown")


def test_a_slash_in_the_search_is_only_a_slash(reader):
    reader.press("/", "a/b")
    assert reader.run("return document.getElementById('search').value") == "a/b"
