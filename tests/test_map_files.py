"""What a reader takes away from a map: pictures, a table of the claims, a quotation, a print."""

from __future__ import annotations

import base64
import csv
import io
from xml.etree import ElementTree

import pytest
from browsing import complaints, requests

from kg.views import maps

SVG = "{http://www.w3.org/2000/svg}"
FORMULAS = ['=HYPERLINK("http://evil.example","x")', "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"]


@pytest.fixture
def naughty(opened, story, claim_of):
    """The map of claims that mean something to a spreadsheet."""
    claims = [
        claim_of(text, "sued", f"B{place}", quote=text, by=text, when=text, amount=text, role=text, doc=text)
        for place, text in enumerate(FORMULAS)
    ]
    return opened(maps.draw(claims, {}, story.ontology, title="=1+1"))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_claims_that_are_shown_are_saved_as_a_table(reader, tmp_path):
    reader.tick("relation", "contracted")
    reader.run("kgMap.openActor('Veriface')")
    saved = reader.save("save-csv", tmp_path)
    found = rows(saved.decode("utf-8-sig"))
    assert saved.startswith(b"\xef\xbb\xbf")
    assert len(found) == reader.shown()["claims"] == 38
    (funded,) = [row for row in found if row["relation"] == "funded"]
    assert funded["subject"] == "Kestrel Ventures"
    assert funded["sentence"] == "Kestrel put $30 million into Veriface."
    assert (funded["when"], funded["amount"], funded["published"]) == ("2021-12", "30,000,000 USD", "2021-12")
    assert (funded["publisher"], funded["url"]) == ("Deal Sheet", "https://dealsheet.example/veriface")
    assert [path.name for path in tmp_path.glob("*.csv")] == ["who-sells-face-recognition-to-the-border-service.csv"]


def test_no_cell_is_a_formula(naughty):
    cells = [cell for row in rows(naughty.run("return kgMap.sheet()")) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert '\'=HYPERLINK("http://evil.example","x")' in cells


def test_quotes_commas_and_line_breaks_stay_in_their_cell(opened, story, claim_of):
    quote = 'a "b", c\nd\r\ne\x00'
    reader = opened(maps.draw([claim_of("A", "sued", "B", quote=quote)], {}, story.ontology, title="Cells"))
    (row,) = rows(reader.run("return kgMap.sheet()"))
    assert row["evidence"] == 'a "b", c\nd\r\ne '


def test_a_picture_holds_what_is_on_the_screen(reader, tmp_path):
    reader.tick("status", "denied")
    tree = ElementTree.fromstring(reader.save("save-svg", tmp_path))
    words = [text.text or "".join(part.text for part in text) for text in tree.iter(f"{SVG}text")]
    assert words[0] == "Who sells face recognition to the border service"
    assert words[1].startswith("42 claims of 44 shown")
    assert {"Veriface", "stated as fact", "company"} <= set(words)
    assert "denied" not in words
    assert complaints(reader) == []


def test_a_picture_is_saved_as_dots_too(reader, tmp_path):
    saved = reader.save("save-png", tmp_path)
    width, height = (int.from_bytes(saved[at : at + 4]) for at in (16, 20))
    assert saved.startswith(b"\x89PNG")
    assert width == 2 * reader.run("return document.getElementById('map').clientWidth")
    assert height > 1600
    assert [url for url in requests(reader) if not url.startswith(("file:///", "data:", "blob:"))] == []
    assert complaints(reader) == []


def test_a_claim_is_copied_with_its_citation(reader):
    rights = ["clipboardReadWrite", "clipboardSanitizedWrite"]
    reader.driver.execute_cdp_cmd("Browser.grantPermissions", {"permissions": rights})
    reader.run("kgMap.openLine('Kestrel Ventures', 'Veriface')")
    reader.click(".claim .foot button")
    reader.wait_for("return document.getElementById('toast').textContent === 'Copied with its citation.'")
    read = "const done = arguments[0]; navigator.clipboard.readText().then(done, (error) => done(String(error)))"
    assert reader.driver.execute_async_script(read).splitlines() == [
        "“Kestrel put $30 million into Veriface.”",
        "— Deal Sheet, Veriface raises money, December 2021",
        "https://dealsheet.example/veriface",
        "Claim: Kestrel Ventures funded Veriface (stated as fact; December 2021; 30,000,000 USD)",
    ]


def test_copying_works_where_the_clipboard_is_closed(reader):
    reader.run("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    reader.run("document.addEventListener('copy', () => (window.copied = document.activeElement.value))")
    reader.run("kgMap.openLine('Kestrel Ventures', 'Veriface')")
    reader.click(".claim .foot button")
    assert reader.run("return window.copied").startswith("“Kestrel put $30 million into Veriface.”")
    assert reader.text("#toast") == "Copied with its citation."


def test_escape_closes_the_menu_before_the_panel(reader):
    reader.click("#list")
    reader.click("#menu summary")
    reader.press("\ue00c")
    assert not reader.run("return document.getElementById('menu').open")
    assert reader.panel_is_open()


def test_the_print_has_the_map_and_the_claims_that_are_shown(reader):
    reader.tick("status", "fact")
    reader.run("kgMap.openActor('Veriface')")
    pdf = base64.b64decode(reader.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"])
    pages = texts_of(pdf)
    assert "Who sells face recognition" in pages[0]
    everything = " ".join(" ".join(pages).split())
    assert "Veriface broke the Biometric Privacy Act" in everything
    assert "https://courtsdaily.example/crl-v-veriface" in everything
    assert "Kestrel put $30 million" not in everything
    assert "Copy with citation" not in everything


def texts_of(pdf: bytes) -> list[str]:
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
