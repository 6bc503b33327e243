"""A person's word on the site: what a form decides, and what is refused."""

from __future__ import annotations

import re
import shutil
import socket
import time
from urllib.parse import urlencode

import httpx
import pytest
from click.testing import CliRunner
from served import Site

from kg import KnowledgeGraph
from kg.cli import main
from kg.judging import deciding
from kg.server.application import Limits


@pytest.fixture(scope="module")
def graph(sample_graph, tmp_path_factory):
    """A graph of the sample documents that may be written to."""
    folder = tmp_path_factory.mktemp("judged") / "graph"
    shutil.copytree(sample_graph, folder)
    return folder


@pytest.fixture(scope="module")
def site(graph):
    """A site on which Jane Doe judges."""
    with Site.of(graph, Limits(60, 1000, judge="Jane Doe"), written=True) as running:
        yield running


def page(site: Site) -> str:
    return site.get("/actor", name="Clearview AI").text


def form(site: Site, **values: str) -> dict[str, str]:
    """The first form of the page of an actor by which a claim is judged, with a verdict."""
    shown = page(site).partition('<form class="judge"')[2].partition("</form>")[0]
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)">', shown))
    return {**hidden, "verdict": "reject", **values}


def post(site: Site, values: dict[str, str], **headers: str) -> httpx.Response:
    return site.client.post("/judge", data=values, headers=headers)


def ids(graph) -> set[str]:
    return {claim.id for claim in KnowledgeGraph.open(graph).claims("Clearview AI")}


def all_ids(graph) -> set[str]:
    return {claim.id for claim in KnowledgeGraph.open(graph).claims()}


def eventually(is_so) -> bool:
    """Whether something becomes so, of a process that nobody waits for."""
    return any(is_so() or time.sleep(0.05) for _ in range(400))


def test_a_claim_is_rejected_and_the_rejection_taken_back(site, graph):
    given = form(site, because="another one is meant")
    answer = post(site, given)
    assert (answer.status_code, answer.headers["location"].startswith("/actor?name=")) == (303, True)
    assert given["claim"] not in ids(graph)
    assert given["claim"] not in page(site)
    (row,) = KnowledgeGraph.open(graph).judgements()
    assert (row.judgement.by, row.judgement.because) == ("Jane Doe", "another one is meant")
    assert post(site, {**given, "verdict": "undo"}).status_code == 303
    assert given["claim"] in ids(graph)


def test_what_is_accepted_says_who_vouches_for_it(site):
    post(site, form(site, verdict="accept"))
    assert "accepted by Jane Doe" in page(site)
    post(site, form(site, verdict="undo"))
    assert "accepted by Jane Doe" not in page(site)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"token": "guessed"}, 403),
        ({"token": ""}, 403),
        ({"verdict": "drop"}, 400),
        ({"claim": "0123456789abcdef"}, 400),
        ({"because": "x" * 1001}, 400),
    ],
)
def test_what_is_not_of_the_page_decides_nothing(site, graph, change, status):
    before = len(KnowledgeGraph.open(graph).judgements())
    assert post(site, {**form(site), **change}).status_code == status
    assert len(KnowledgeGraph.open(graph).judgements()) == before


def test_another_site_cannot_decide_in_its_readers_name(site):
    assert post(site, form(site), **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}).status_code == 403


def test_a_body_without_end_is_not_read(site):
    pieces = (b"because=" + b"x" * 100_000 for _ in range(40))
    assert site.client.post("/judge", content=pieces).status_code in (400, 413)


def test_a_site_of_nobody_has_no_forms_and_takes_none(graph):
    with Site.of(graph, written=True) as running:
        assert '<form class="judge"' not in page(running)
        assert post(running, {"verdict": "reject", "claim": "0123456789abcdef", "token": ""}).status_code == 403


def test_nobody_judges_for_a_whole_network(graph):
    given = ["serve", "--graph", str(graph), "--host", "0.0.0.0", "--judge", "Jane Doe"]
    answer = CliRunner().invoke(main, given)
    assert answer.exit_code == 2
    assert "could judge as Jane Doe" in answer.output


def test_a_decision_is_made_though_its_reader_leaves(site, graph):
    given = form(site)
    body = urlencode(given).encode()
    address = site.client.base_url
    head = f"POST /judge HTTP/1.1\r\nHost: {address.host}\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection((address.host, address.port)) as line:
        line.sendall(head.encode() + body)
    assert eventually(lambda: given["claim"] not in page(site))
    post(site, {**given, "verdict": "undo"})


def test_a_decision_that_was_cut_short_takes_effect_when_the_site_is_started(graph, monkeypatch):
    claim = min(all_ids(graph))
    with monkeypatch.context() as patch:
        patch.setattr(deciding, "restate", lambda *given: None)  # as where its process is killed
        made = KnowledgeGraph.open(graph).judge("Jane Doe").reject(claim)
    assert claim in all_ids(graph)
    monkeypatch.setattr("kg.server.running.run", lambda *given, **named: None)
    answers = [CliRunner().invoke(main, ["serve", "--graph", str(graph), "--judge", "Jane Doe"]) for _ in range(2)]
    assert [answer.stderr.count("now they have") for answer in answers] == [1, 0]
    assert claim not in all_ids(graph)
    KnowledgeGraph.open(graph).judge("Jane Doe").undo(made.id)
