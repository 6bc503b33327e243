"""The SPARQL endpoint, asked by clients that others wrote and by requests that are wrong."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from served import ENDLESS, Site
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from kg.graph.store import Store
from kg.namespaces import KG, document
from kg.server.application import Limits

WHO = f"SELECT ?whom {{ ?who <{KG}sued>/<{rdflib.RDFS.label}> ?whom }}"


@pytest.mark.parametrize("post", [False, True])
def test_rdflib_finds_what_is_stated(site, post):
    store = SPARQLStore(f"{site.address}/sparql", method="POST" if post else "GET", returnFormat="xml")
    graph = rdflib.Graph(store)
    sued = rdflib.URIRef(KG + "sued")
    ((_, whom),) = graph.subject_objects(sued)
    assert [str(label) for label in graph.objects(whom, rdflib.RDFS.label)] == ["Clearview AI"]
    assert graph.query(f"ASK {{ ?who <{sued}> ?whom }}").askAnswer is True


def test_rdflib_constructs(site):
    graph = rdflib.Graph(SPARQLStore(f"{site.address}/sparql"))
    answer = graph.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert set(answer.graph) == set(rdflib.Graph().parse(data=Store.open(site.folder).dump("nt"), format="nt"))


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("post", ["urlencoded", "postdirectly"])
def test_sparqlwrapper_gets_rows(site, method, post):
    client = SPARQLWrapper(f"{site.address}/sparql", returnFormat=JSON)
    client.setMethod(method)
    client.setRequestMethod(post)
    client.setQuery(WHO)
    assert [row["whom"]["value"] for row in client.queryAndConvert()["results"]["bindings"]] == ["Clearview AI"]


@pytest.mark.parametrize(
    ("form", "query", "sign"),
    [
        (CSV, "SELECT ?s { ?s ?p ?o }", b"s\r\n"),
        (XML, "ASK {}", "true"),
        (TURTLE, "DESCRIBE <https://w3id.org/kg-receipts/id/entity/aclu>", b"ACLU"),
    ],
)
def test_sparqlwrapper_gets_other_formats(site, form, query, sign):
    client = SPARQLWrapper(f"{site.address}/sparql", returnFormat=form)
    client.setQuery(query)
    answer = client.queryAndConvert()
    assert sign in (answer.toxml() if form == XML else answer)


def test_sparqlwrapper_shows_what_is_wrong_with_a_query(site):
    client = SPARQLWrapper(f"{site.address}/sparql")
    client.setQuery("SELECT * { ?s ?p }")
    with pytest.raises(QueryBadFormed, match="line 1, column 19"):
        client.query()


@pytest.mark.parametrize(
    ("accept", "query", "kind"),
    [
        ("*/*", WHO, "application/sparql-results+json"),
        ("application/sparql-results+xml", WHO, "application/sparql-results+xml"),
        ("text/csv;q=0.2, text/tab-separated-values;q=0.9", WHO, "text/tab-separated-values; charset=utf-8"),
        ("*/*", "CONSTRUCT WHERE { ?s kg:sued ?o }", "text/turtle; charset=utf-8"),
        ("application/ld+json", "DESCRIBE kg:sued", "application/ld+json"),
        ("text/csv, application/rdf+xml", "DESCRIBE kg:sued", "application/rdf+xml"),
    ],
)
def test_the_answer_says_its_format(site, accept, query, kind):
    answer = site.sparql(query, accept)
    assert (answer.status_code, answer.headers["content-type"], answer.headers["vary"]) == (200, kind, "Accept")


def test_the_graphs_of_the_request_go_before_those_of_the_query(site):
    count = f"SELECT (COUNT(*) AS ?n) FROM <{document('a.txt')}> {{ ?claim a kg:Claim }}"
    assert site.sparql(count, "text/csv").text.split() == ["n", "2"]
    both = {"default-graph-uri": [document("a.txt"), document("b.txt")]}
    assert site.sparql(count, "text/csv", **both).text.split() == ["n", "5"]
    named = site.sparql(
        "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", "text/csv", **{"named-graph-uri": document("b.txt")}
    )
    assert named.text.split() == ["g", document("b.txt")]


@pytest.mark.parametrize(
    ("method", "options", "status", "reason"),
    [
        ("GET", {"params": {"query": "nonsense"}}, 400, "line 1"),
        ("GET", {"params": {"query": ["ASK {}", "ASK {}"]}}, 400, "one 'query', not 2"),
        ("GET", {"params": {"query": "ASK {}", "default-graph-uri": "no iri"}}, 400, "named by an IRI"),
        ("GET", {"params": "query=%FF"}, 400, "cannot be read"),
        ("GET", {"params": {"query": "ASK { SERVICE <http://a/> {} }"}}, 400, "another machine"),
        ("GET", {"params": {"query": "ASK {}"}, "headers": {"Accept": "image/png"}}, 406, "application/sparql-results+json"),
        ("GET", {"params": {"query": "ASK {}"}, "headers": {"Accept": "text/turtle"}}, 406, "true or false"),
        ("GET", {"params": {"query": "SELECT * { ?s ?p ?o . ?a ?b ?c }"}}, 500, "1,000 rows"),
        ("POST", {"data": {"nothing": "here"}}, 400, "one 'query', not 0"),
        ("POST", {"data": {"update": "DROP ALL"}}, 403, "not changed over the web"),
        ("POST", {"content": "DROP ALL", "headers": {"Content-Type": "application/sparql-update"}}, 403, "not changed"),
        ("POST", {"content": "DROP ALL", "headers": {"Content-Type": "application/sparql-query"}}, 400, "line 1"),
        ("POST", {"content": "ASK {}", "headers": {"Content-Type": "text/plain"}}, 415, "application/sparql-query"),
        ("POST", {"content": "ASK {}", "headers": {"Content-Type": "application/sparql-query; charset=utf-16"}}, 415, "UTF-8"),
        ("POST", {"content": b"\xff", "headers": {"Content-Type": "application/sparql-query"}}, 400, "UTF-8"),
        ("POST", {"content": "#" * 1_000_001, "headers": {"Content-Type": "application/sparql-query"}}, 413, "1,000,000"),
        ("POST", {"content": iter([b"#" * 600_000] * 2), "headers": {"Content-Type": "application/sparql-query"}}, 413, "1,000,000"),
        ("PUT", {"content": "x"}, 405, "Not Allowed"),
        ("DELETE", {}, 405, "Not Allowed"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_plain_text(site, method, options, status, reason):
    answer = site.client.request(method, "/sparql", **options)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/plain; charset=utf-8")
    assert reason in answer.text


def test_without_a_query_the_service_is_described(site):
    description = site.get("/sparql", {"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=description.text, publicID=f"{site.address}/sparql", format="turtle")
    endpoint = rdflib.URIRef("http://www.w3.org/ns/sparql-service-description#endpoint")
    assert [str(address) for address in graph.objects(None, endpoint)] == [f"{site.address}/sparql"]
    assert site.get("/sparql", {"Accept": "text/html"}).headers["location"] == "/query"


@pytest.fixture(scope="module")
def hasty(tmp_path_factory):
    """A site that stops what takes longer than three seconds."""
    with Site.of(tmp_path_factory.mktemp("hasty"), Limits(3, 1000)) as site:
        yield site


def test_a_query_that_takes_too_long_is_stopped_and_others_do_not_wait_for_it(hasty):
    with ThreadPoolExecutor() as readers:
        endless = readers.submit(hasty.sparql, ENDLESS)
        assert hasty.sparql("ASK { ?who kg:sued ?whom }").json()["boolean"] is True
        assert not endless.done()
        stopped = endless.result()
    assert (stopped.status_code, stopped.text) == (500, "this took longer than 3 s and was stopped; ask for less\n")


def test_a_query_whose_reader_has_gone_is_stopped(hasty):
    for _ in range(4):  # more than there are processes
        with pytest.raises(httpx.ReadTimeout):
            hasty.client.get("/sparql", params={"query": ENDLESS}, timeout=0.2)
    assert hasty.sparql("ASK {}").status_code == 200
