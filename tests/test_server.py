"""The pages of the site, what guards them, and how they follow the graph."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest
from click.testing import CliRunner
from lxml import html
from served import CLAIMS, HOSTILE, ICE, Site, write

from kg.cli import main
from kg.graph.named import named_queries
from kg.server import connections, running
from kg.views import maps

ROOT = Path(__file__).resolve().parent.parent
SUED = "SELECT ?subject ?predicate ?object { VALUES ?predicate { kg:sued } ?subject ?predicate ?object }"
PAGES = [
    "/",
    "/documents",
    "/document?name=a.txt",
    "/?q=ice",
    "/?q=zzz",
    "/actor?name=ICE",
    "/actor?name=nobody",
    "/map",
    "/query",
    f"/query?query={SUED}",
]


def text(answer: httpx.Response) -> str:
    return " ".join(html.fromstring(answer.text).find("body").text_content().split())


@pytest.mark.parametrize("path", PAGES)
def test_every_page_allows_only_what_is_its_own(site, path):
    answer = site.get(path)
    policy = dict(rule.split(" ", 1) for rule in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in str(policy)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert not {"access-control-allow-origin", "set-cookie", "server"} & set(answer.headers)


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/map"])
def test_no_page_has_script_or_style_in_line_or_from_elsewhere(site, path):
    page = html.fromstring(site.get(path).text)
    assert not page.xpath("//@style | //@*[starts-with(name(), 'on')] | //style | //img | //iframe")
    assert set(page.xpath("//script/@type")) <= {"module", "application/json"}
    loaded = page.xpath("//script/@src | //link[@rel='stylesheet']/@href")
    assert all(site.get(address).status_code == 200 and address.startswith("/") for address in loaded)


@pytest.mark.parametrize(
    "path", ["/?q=script", f"/actor?name={HOSTILE}", "/query?query=SELECT * { ?s ?p ?o }", f"/?q={HOSTILE}"]
)
def test_hostile_text_is_only_text(site, path):
    answer = site.get(path)
    assert HOSTILE not in answer.text
    assert HOSTILE in text(answer)
    assert not html.fromstring(answer.text).xpath(
        "//b | //img | //script[not(@type)] | //a[starts-with(@href, 'java')]"
    )
    assert "\u202e" not in re.sub(r"<blockquote.*?</blockquote>", "", answer.text, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ice", [ICE.name]),
        ("ZURI", ["Zürich Police"]),
        ("police zur", ["Zürich Police"]),
        ("clearveiw", ["Clearview AI"]),
        ("polise", ["Zürich Police"]),
    ],
)
def test_actors_are_found_by_parts_of_their_names_and_by_near_ones(site, asked, found):
    page = html.fromstring(site.get("/", q=asked).text)
    links = page.xpath("//ul[@class='actors']//a")
    assert [link.text_content() for link in links] == found
    assert found[0] in text(site.get(urljoin(site.address, links[0].get("href"))))


def test_an_actor_is_shown_with_its_receipts(site):
    shown = text(site.get("/actor", name="ice"))
    for part in (
        "contracted 2",
        "denied",
        "224,000 USD",
        "August 2020",
        "was criticized by 1",
        "alleged",
        "said byACLU",
    ):
        assert part in shown


def test_the_map_is_served_whole_with_the_selections_of_the_command(site):
    drawn = site.get("/map", **{"actor": "ACLU", "class": "Company", "status": "fact", "relation": ""})
    assert "1 claim about 2 actors" in drawn.text
    assert 'href="/"' in drawn.text
    own = html.fromstring(drawn.text).xpath("//meta[@http-equiv]/@content")
    assert drawn.headers["content-security-policy"] == f"{own[0]}; frame-ancestors 'none'"


@pytest.mark.parametrize(
    ("path", "status", "reason"),
    [
        ("/actor?name=Clearvew", 404, "Did you mean"),
        ("/map?relation=sude", 404, "sued"),
        ("/query?example=nothing", 400, "there is no query"),
        ("/query?query=SELECT", 400, "line 1, column"),
        ("/query/map?query=ASK {}", 404, "the columns subject, predicate, object"),
        ("/query/file?query=ASK {}&format=doc", 404, "there is no format"),
        ("/query/file?query=ASK {}&format=ttl", 404, "cannot be written as ttl"),
    ],
)
def test_what_is_wrong_is_told_on_a_page(site, path, status, reason):
    answer = site.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert reason in text(answer)


def test_rows_of_subject_predicate_and_object_become_a_map_and_a_file(site):
    page = html.fromstring(site.get("/query", query=SUED).text)
    links = {link.text_content(): link.get("href") for link in page.xpath("//p[@class='forms']/a")}
    assert list(links) == ["Draw as a map", "CSV", "TSV", "JSON", "XML"]
    assert "1 claim about 2 actors" in site.get(links["Draw as a map"]).text
    file = site.get(links["CSV"])
    assert file.headers["content-disposition"] == 'attachment; filename="answer.csv"'
    assert file.text.splitlines()[0] == "subject,predicate,object"


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_every_shipped_query_is_an_example_that_runs(site, name):
    example = html.fromstring(site.get("/query", example=name).text).get_element_by_id("query").text
    assert site.get("/query", query=example).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "", "[::1", "169.254.1.1"]
)
def test_a_request_by_another_name_is_refused(site, host):
    assert site.get("/", {"Host": host}).status_code in (400, 421)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1:1234", "[::1]:80"])
def test_a_request_by_a_name_of_this_machine_is_answered(site, host):
    assert site.get("/query", {"Host": host}).status_code == 200


def test_a_site_for_all_addresses_is_not_rebound(tmp_path):
    app = running.server(tmp_path, running.Limits(), host="0.0.0.0").config.app
    guards = app.user_middleware[0]
    made = guards.cls(app, *guards.args, **guards.kwargs)
    assert [made._is_ours(host) for host in ("192.168.1.2:80", "[fe80::1]", "0.0.0.0", "evil.example")] == [
        True,
        True,
        True,
        False,
    ]


def test_a_page_of_another_site_may_link_here_and_no_more(site):
    assert site.get("/", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}).status_code == 403
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert site.get("/", link).status_code == 200
    assert site.client.post("/sparql", data={"query": "ASK {}"}, headers=link).status_code == 403


def test_a_client_that_does_not_end_its_request_is_left(site, monkeypatch):
    monkeypatch.setattr(connections, "RECEIVING", 0.2)
    with socket.create_connection(("127.0.0.1", int(site.address.rsplit(":")[-1])), 10) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        with suppress(ConnectionResetError):
            assert slow.recv(1) == b""


def test_a_build_that_ends_meanwhile_is_seen(tmp_path):
    with Site.of(tmp_path) as site:
        assert "5 claims" in text(site.get("/"))
        write(tmp_path, CLAIMS[:2])
        assert "2 claims" in text(site.get("/"))
        assert site.sparql("SELECT (COUNT(?c) AS ?n) { ?c a kg:Claim }", "text/csv").text.split() == ["n", "2"]


def test_the_command_prints_its_address_and_ends_when_interrupted(site):
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--graph", str(site.folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        address = program.stdout.readline().split()[0]
        assert httpx.get(address, trust_env=False, timeout=30).status_code == 200
        program.send_signal(2)
        _, errors = program.communicate(timeout=20)
    assert "Traceback" not in errors


def test_the_command_says_what_is_missing(monkeypatch, site):
    monkeypatch.setattr("kg.commands.serving.importlib.util.find_spec", lambda name: None)
    done = CliRunner().invoke(main, ["serve", "--graph", str(site.folder)])
    assert (done.exit_code, 'pip install "kg-receipts[serve]"' in done.stderr) == (2, True)


def test_a_port_that_is_taken_is_told(site):
    done = CliRunner().invoke(main, ["serve", "--graph", str(site.folder), "--port", site.address.rsplit(":")[-1]])
    assert (done.exit_code, "--port 0 takes a free one" in done.stderr) == (2, True)


def test_the_pages_have_the_colours_of_the_map():
    styles = [
        path.read_text("utf-8") for path in (maps.FOLDER / "templates" / "map.css", ROOT / "kg/server/static/site.css")
    ]
    assert len({re.search(r":root \{.*?\n\}", style, re.DOTALL)[0] for style in styles}) == 1


def test_the_vendored_editor_is_the_one_described():
    folder = ROOT / "kg" / "server" / "vendor"
    assert sha256((folder / "codemirror.min.js").read_bytes()).hexdigest() in (folder / "README.md").read_text("utf-8")
