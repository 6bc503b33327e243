"""Nothing that a document, a file name or an address says is ever run by the page of a map, or leaves its place."""

from __future__ import annotations

import csv
import io
from types import SimpleNamespace
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from browsing import complaints, overlaps, requests
from selenium.webdriver.common.keys import Keys

from kg.views import maps

PWN = "window.__pwned=1"
HOSTILE = [
    f"<script>{PWN}</script>",
    f"</script><script>{PWN};alert(1)</script>",
    f"</title></style></textarea><script>{PWN}</script>",
    f"<img src=x onerror={PWN}>",
    f"<svg onload={PWN}>",
    f"<svg><animate onbegin={PWN} attributeName=x dur=1s>",
    f"<details open ontoggle={PWN}>",
    f"<input autofocus onfocus={PWN}>",
    f"<iframe srcdoc='<script>parent.{PWN}</script>'>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "<link rel=stylesheet href=//evil.example/a.css>",
    "<style>*{background:url(//evil.example/b)}</style>",
    f"\"><b onmouseover='{PWN}'>x",
    f"javascript:{PWN}",
    f"JaVa\tScRiPt:{PWN}",
    f"data:text/html,<script>{PWN}</script>",
    f"https://evil.example/'onclick='{PWN}",
    f"<a href='javascript:{PWN}'>click</a>",
    f"<!--{PWN}",
    f"]]><script>{PWN}</script>",
    f"';{PWN};//",
    f"\\u003cscript\\u003e{PWN}",
    f"${{{PWN}}}",
    f"{{{{constructor.constructor('{PWN}')()}}}}",
    "{% include 'map.css' %}{{ data }}",
    "../../etc/passwd\x00.html",
    "\u202egnorw yaw eht\u202c",
    "\u2066\u2067isolated",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L",
    "\u2028\u2029\x00\x1b[31m\x07",
    "\ufeff\ufffe\uffff&#0;&lt;",
    "\ud800 lone surrogate \udfff",
    "__proto__",
    "constructor",
    "x" * 100_000,
    "",
]


@pytest.fixture(scope="module")
def hostile_page(story, claim_of, ontology_of) -> str:
    fields = ["subject_class", "quote", "prefix", "suffix", "by", "when", "amount", "role", "technology", "doc"]
    claims = [
        claim_of(text, text, "B", subject_mentions=(text,), taught_by=text, **dict.fromkeys(fields, text))
        for text in HOSTILE
    ]
    claims += [claim_of(text, "sued", "C", modality=text) for text in HOSTILE]
    document = {text: SimpleNamespace(title=text, date=text, publisher=text, url=text) for text in HOSTILE}
    known = [text for text in HOSTILE if len(text) < 200]
    ontology = ontology_of({text: [text, text, text] for text in known}, {text: [text, text] for text in known})
    return maps.draw(claims, document, ontology, title=" ".join(known))


@pytest.fixture
def hostile(opened, hostile_page):
    """The map of all of them, with all claims listed and ready to be printed."""
    reader = opened(hostile_page)
    reader.run("document.getElementById('list').click(); window.dispatchEvent(new Event('beforeprint'))")
    return reader


def is_unharmed(reader) -> bool:
    """Nothing ran, nothing was complained about, and nothing was asked of the network."""
    asked = [url for url in requests(reader) if not url.startswith(("file:///", "data:", "blob:"))]
    return reader.run("return typeof window.__pwned") == "undefined" and not complaints(reader) and not asked


def test_hostile_texts_never_run_and_the_page_still_works(opened, hostile_page):
    reader = opened(hostile_page)
    reader.click("#list")
    reader.run("for (const more of document.querySelectorAll('#panel-body .group > button')) more.click()")
    for name in reader.shown()["actors"]:
        reader.run("kgMap.openActor(arguments[0])", name)
    reader.next_frame()
    reader.press("/", "script", Keys.ENTER)
    reader.run("window.dispatchEvent(new Event('beforeprint'))")
    assert is_unharmed(reader)
    assert reader.panel_is_open()


def test_hostile_names_can_be_filtered_and_hidden(opened, hostile_page):
    reader = opened(hostile_page)
    for box in ("#filter-relation", "#filter-class", "#filter-status", "#filter-publisher"):
        reader.click(f"{box} .filter input")
    reader.run("kgMap.reset(); kgMap.openActor(kgMap.shown().actors[0])")
    reader.click(".actions button:last-child")
    assert is_unharmed(reader)


def test_hostile_texts_make_no_elements_and_no_links(hostile):
    assert hostile.run("return document.querySelectorAll('script').length") == 3
    assert (
        hostile.run("return document.querySelectorAll('img, iframe, b, base, animate, [onload], [onerror]').length")
        == 0
    )
    links = hostile.run("return [...document.querySelectorAll('a')].map((link) => link.href)")
    assert {link.partition("/'")[0] for link in links} == {"https://evil.example"}


def test_a_hostile_address_is_only_an_address(reader):
    parts = ("names", "around", "no-relation", "relation", "pin", "view", "from", "actor")
    for text in HOSTILE:
        value = quote(text[:500], errors="replace")
        reader.run("location.hash = arguments[0]", "&".join(f"{part}={value}" for part in parts))
        reader.next_frame()
    assert is_unharmed(reader)


def test_a_picture_of_hostile_names_is_a_picture(opened, hostile_page, tmp_path):
    reader = opened(hostile_page)
    tree = ElementTree.fromstring(reader.save("save-svg", tmp_path))
    kinds = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert kinds <= {"svg", "title", "clipPath", "rect", "g", "path", "circle", "text", "tspan"}
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
    assert reader.save("save-png", tmp_path).startswith(b"\x89PNG")
    assert is_unharmed(reader)


def test_a_table_of_hostile_texts_keeps_its_rows(hostile):
    rows = [*csv.reader(io.StringIO(hostile.run("return kgMap.sheet()"), newline=""))]
    assert {len(row) for row in rows} == {22}
    assert len(rows) == hostile.shown()["claims"] + 1


def test_hostile_evidence_is_shown_as_it_was_written(hostile):
    found = "return [...document.querySelectorAll('mark')].some((mark) => mark.textContent === arguments[0])"
    assert hostile.run(found, f"<img src=x onerror={PWN}>")


def test_direction_overrides_stay_inside_their_own_text(hostile):
    found = "[...document.querySelectorAll('mark, blockquote bdi, .name bdi')]"
    directions = hostile.run(f"return {found}.map((part) => getComputedStyle(part).unicodeBidi)")
    assert set(directions) == {"isolate"}


def test_a_name_of_a_hundred_thousand_letters_does_not_break_the_page(opened, hostile_page):
    reader = opened(hostile_page)
    assert reader.run("return document.documentElement.scrollWidth") <= 1280
    assert overlaps(reader.run("return kgMap.labels()")) == []
