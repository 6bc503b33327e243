"""Documents on the site: to be read with their claims, and to be added to by a person."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from kept import EVIL_NAME, HOSTILE, TEXT, story, write
from lxml import html
from served import Site

from kg import KnowledgeGraph
from kg.server.application import Limits

IT = TEXT.index("It takes")
SENTENCE = {"start": str(IT), "end": str(TEXT.index(" Nobody"))}


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    """A site on which nobody judges."""
    with Site.of(story(tmp_path_factory.mktemp("read")), Limits(60, 1000), written=True) as running:
        yield running


@pytest.fixture
def judged(tmp_path):
    """A site on which Jane Doe judges, with a graph of its own."""
    with Site.of(story(tmp_path / "graph"), Limits(60, 1000, judge="Jane Doe"), written=True) as running:
        yield running


def tree(answer: httpx.Response):
    assert answer.status_code in (200, 400), answer.text
    return html.fromstring(answer.text)


def text(element) -> str:
    return " ".join(element.text_content().split())


def document(site: Site, **asked: str):
    return tree(site.get("/document", **{"name": "story.txt", **asked}))


def sent(site: Site, path: str, **values: str) -> httpx.Response:
    """A form with the token of the site."""
    token = re.search(r'name="token" value="([^"]+)"', site.get("/actor", name="Acme").text)
    return site.client.post(path, data={"token": token[1] if token else "", **values})


def add(site: Site, **values: str) -> httpx.Response:
    told = {"subject": "It", "subject_meant": "Acme", "object": "Corex", "relation": "sued", "status": "fact"}
    return sent(site, "/document", **{"name": "story.txt", **SENTENCE, **told, **values})


def said(site: Site) -> dict[str, str]:
    """The claims of the graph by their words, with what a person said of them."""
    found = KnowledgeGraph.open(site.folder).claims()
    return {str(one): one.stated.review.verdict if one.stated.review else "" for one in found}


def shown_value(page, name: str) -> str:
    """What a field of the form below a sentence holds."""
    chosen = page.xpath(f"//section[@id='add']//select[@name='{name}']/option[@selected]/@value | "
                        f"//section[@id='add']//optgroup/option[@selected][ancestor::select[@name='{name}']]/@value")  # fmt: skip
    return (chosen or page.xpath(f"//section[@id='add']//input[@name='{name}']/@value"))[0]


def test_a_document_is_shown_whole_with_the_evidence_marked_and_its_claims_beside_it(reading):
    page = document(reading)
    shown = page.xpath("//div[@class='text']")[0]
    for number in shown.xpath(".//sup"):
        number.getparent().remove(number) if not number.tail else number.drop_tree()
    paragraphs = ["".join(one.text_content()) for one in shown.xpath(".//p[contains(@class, 'words')]")]
    assert paragraphs == re.split(r"\n\n", TEXT)
    assert [mark.text_content() for mark in shown.xpath(".//mark")] == ["Acme sued Bolt", "Bolt has denied this"]
    assert [text(note) for note in page.xpath("//ul[@class='notes']/li")] == [
        "1 Acme sued Bolt Receipt claim 1",
        "2 Bolt criticized Acme alleged Receipt claim 2",
    ]


def test_a_page_that_nobody_judges_on_offers_nothing_to_decide(reading):
    for page in (document(reading, start="0", end="5"), tree(reading.get("/actor", name="Acme"))):
        assert not page.xpath("//form[@method='post'] | //a[@class='add'] | //details")
    assert sent(reading, "/document", name="story.txt", **SENTENCE).status_code == 403
    assert sent(reading, "/names", actor="Acme", verdict="name", value="X").status_code == 403


def test_documents_are_listed_and_found_by_their_names(reading):
    assert EVIL_NAME in text(tree(reading.get("/documents")))
    found = tree(reading.get("/documents", q="STORY"))
    assert [link.get("href") for link in found.xpath("//ul[@class='actors']//a")] == ["/document?name=story.txt"]
    assert "No document holds" in text(tree(reading.get("/documents", q="nothing like it")))
    assert tree(reading.get("/")).xpath("//main//a[@href='/documents']")


def test_a_receipt_leads_to_its_place_in_the_document(reading):
    page = tree(reading.get("/actor", name="Bolt"))
    link = page.xpath("//p[@class='source']/a/@href")[0]
    place = urlsplit(link)
    assert parse_qs(place.query)["name"] == ["story.txt"]
    assert tree(reading.get(link)).get_element_by_id(place.fragment).tag == "li"


@pytest.mark.parametrize("path", ["/document", "/documents", "/actor", "/claim"])
def test_what_a_hostile_author_wrote_is_only_text(judged, path):
    (evil,) = KnowledgeGraph.open(judged.folder).claims(document=EVIL_NAME)
    asked = {
        "/document": {"name": EVIL_NAME, "start": "0", "end": str(len(HOSTILE))},
        "/documents": {"q": "script"},
        "/actor": {"name": HOSTILE},
        "/claim": {"id": evil.id},
    }[path]
    answer = judged.get(path, **asked)
    page = tree(answer)
    assert HOSTILE in text(page)
    assert "{{ 7 * 7 }}" in text(page)
    assert not page.xpath("//img | //i | //script[not(@type)] | //a[starts-with(@href, 'java')]")
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_a_long_document_is_paged_and_a_claim_leads_to_its_page(tmp_path):
    filler = "The committee met again and nothing was said of it. " * 20
    long = "\n\n".join([filler] * 1000 + [TEXT])
    graph = write(tmp_path / "graph", {"long.txt": (long, [])})
    with Site.of(graph, Limits(60, 1000), written=True) as site:
        first = site.get("/document", name="long.txt")
        assert len(first.text) < 100_000
        pages = int(re.search(r"of (\d+)", text(tree(first).xpath("//nav[@class='turn']")[0]))[1])
        last = tree(site.get("/document", name="long.txt", page=str(pages)))
        assert "Nobody heard of Flint & Sons." in text(last)
        assert last.xpath("//nav[@class='turn'][1]/a/@rel") == ["prev"]
        there = tree(site.get("/document", name="long.txt", at=str(len(long) - 5)))
        assert text(there.xpath("//main")[0]) == text(last.xpath("//main")[0])


@pytest.mark.parametrize(
    "asked", [{"page": "0"}, {"page": "99"}, {"page": "-1"}, {"at": "x"}, {"at": "9" * 11}, {"start": "1"}]
)
def test_a_page_that_there_is_not_is_the_nearest(reading, asked):
    assert "Nobody heard" in text(document(reading, **asked))


def test_what_is_not_there_is_told(judged):
    assert "story.txt" in judged.get("/document", name="stori.txt").text
    assert judged.get("/document", name="story.txt", start="9", end="9").status_code == 404
    assert judged.get("/document", name="story.txt", start="9", end="99999").status_code == 404
    for claim in ("", "0123456789abcdef", "a> <b", "é"):
        assert judged.get("/claim", id=claim).status_code == 404


def test_a_document_without_its_text_shows_its_claims(site):
    page = tree(site.get("/document", name="a.txt"))
    assert "not its text" in text(page)
    assert len(page.xpath("//ul[@class='notes']/li//mark")) == 2


def test_a_claim_is_added_of_a_sentence_and_its_gap_is_closed(judged):
    graph = KnowledgeGraph.open(judged.folder)
    assert [gap.start for gap in graph.gaps()] == [IT]
    answer = add(judged, when="2020-05", because="the clerk said so")
    place = urlsplit(answer.headers["location"])
    assert (answer.status_code, place.path, place.fragment) == (303, "/document", f"s{IT}")
    page = tree(judged.get(answer.headers["location"]))
    assert "Added Acme sued Corex (stated as fact)" in text(page.xpath("//form[@class='done']")[0])
    assert "✓ added by Jane Doe" in text(page.xpath("//ul[@class='notes']/li[2]")[0])
    (added,) = [one for one in graph.open(judged.folder).claims() if one.claim.object == "Corex"]
    assert (added.claim.when, added.claim.quote) == ("2020-05", "It takes Corex\nto court as well, said Dyno.")
    assert (added.claim.subject_mentions, added.stated.review.note) == ((), "the clerk said so")
    assert graph.gaps() == []


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"subject": "Flint & Sons"}, "does not stand in the sentence"),
        ({"object": ""}, "the object is missing"),
        ({"relation": ""}, "choose a relation"),
        ({"relation": "sude"}, "Did you mean sued"),
        ({"amount": "two dollars"}, "is no amount"),
        ({"when": "May"}, "is no time"),
        ({"status": "sure"}, "there is no status"),
    ],
)
def test_what_is_wrong_is_told_beside_the_form_and_nothing_written_is_lost(judged, wrong, reason):
    before = said(judged)
    values = {"role": "plaintiff's <b>lawyer", "because": "why not", "object_meant": "Corex Ltd", **wrong}
    answer = add(judged, **values)
    page = tree(answer)
    assert answer.status_code == 400
    assert reason in text(page.xpath("//section[@id='add']/p[@role='alert']")[0])
    kept = {name: value for name, value in values.items() if name not in ("relation", "status")}
    assert {name: shown_value(page, name) for name in kept} == kept
    assert said(judged) == before


def test_an_added_claim_is_taken_back(judged):
    before = said(judged)
    done = tree(judged.get(add(judged).headers["location"])).xpath("//form[@class='done']//input")
    answer = sent(judged, "/judge", **{field.get("name"): field.get("value") for field in done}, verdict="undo")
    assert answer.headers["location"].startswith("/decisions")
    assert said(judged) == before
    assert "Taken back Acme sued Corex" in text(tree(judged.get("/decisions")))
