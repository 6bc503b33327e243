"""The graph for programs: the SPARQL 1.1 Protocol (W3C Recommendation of 2013), for queries.

`/sparql` answers GET with `query`, and POST of a form or of a query by itself. Updates are refused, and so are calls
to other machines.
"""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from kg.errors import BusyError, KgError
from kg.graph.sparql import Dataset
from kg.server.asking import query as asked
from kg.server.guards import MOST_BODY, bounded_body
from kg.server.negotiation import ROW_TYPES, TRIPLE_TYPES, media_type, wanted
from kg.server.rendering import status_of
from kg.server.results import exported

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
FIELDS = 100  # of a form; a query of many graphs has some

Parameters = dict[str, list[str]]


class Refusal(Exception):  # noqa: N818
    """A request that is not answered: the status, and why."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


async def sparql(request: Request) -> Response:
    """The answer to a query, or a plain text that tells what is wrong."""
    try:
        parameters = await _parameters(request)
        if request.method != "POST" and "query" not in parameters:
            return _description(request)
        return await _answer(request, parameters)
    except Refusal as refusal:
        return _refused(refusal.status, str(refusal))
    except KgError as error:
        return _refused(status_of(error), str(error), busy=isinstance(error, BusyError))


async def _answer(request: Request, parameters: Parameters) -> Response:
    text = _single(parameters, "query")
    accept = request.headers.get("accept")
    rows, triples = wanted(accept, ROW_TYPES), wanted(accept, TRIPLE_TYPES)
    offers = ", ".join([*ROW_TYPES, *TRIPLE_TYPES])
    if not rows and not triples:
        raise Refusal(406, f"none of the accepted formats is offered; offered: {offers}")
    forms = ROW_TYPES[rows] if rows else None, TRIPLE_TYPES[triples] if triples else None
    most = request.app.state.most_rows
    form, content = await asked(request, exported, text, *forms, most, _dataset(parameters))
    if form is None:
        kind = "triples" if rows else "rows, or true or false"
        raise Refusal(406, f"the answer to this query is {kind}, for which no accepted format is offered: {offers}")
    chosen = rows if form in ROW_TYPES.values() else triples
    return Response(content, media_type=chosen, headers={"Vary": "Accept"})


async def _parameters(request: Request) -> Parameters:
    """What is asked, from the address or the body.

    Raises:
        Refusal: the request is not one of a query.
    """
    given = _fields(request.url.query)
    if request.method == "POST":
        kind, extra = media_type(request.headers.get("content-type", ""))
        if kind == UPDATE:
            raise Refusal(403, "this graph is not changed over the web; it is written by `kg build`")
        if kind not in (FORM, QUERY) or extra.get("charset", "utf-8").lower() not in ("utf-8", "us-ascii"):
            raise Refusal(415, f"a query is posted as {FORM} or {QUERY}, in UTF-8")
        content = await bounded_body(request)
        if content is None:
            raise Refusal(413, f"a request may have {MOST_BODY:,} bytes")
        body = _decoded(content)
        given = _fields(body) if kind == FORM else {**given, "query": [body]}
    if "update" in given:
        raise Refusal(403, "this graph is not changed over the web; it is written by `kg build`")
    return given


def _decoded(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise Refusal(400, "the query is not in UTF-8") from None


def _fields(text: str) -> Parameters:
    try:
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except ValueError as error:
        raise Refusal(400, f"the parameters cannot be read: {error}") from None


def _single(parameters: Parameters, name: str) -> str:
    values = parameters.get(name, [])
    if len(values) != 1:
        raise Refusal(400, f"give one '{name}', not {len(values)}")
    return values[0]


def _dataset(parameters: Parameters) -> Dataset | None:
    """The graphs that the protocol's parameters name; they go before those that the query names."""
    default, named = parameters.get("default-graph-uri", []), parameters.get("named-graph-uri", [])
    return Dataset(tuple(default), tuple(named)) if default or named else None


def _refused(status: int, reason: str, *, busy: bool = False) -> Response:
    headers = {"Accept-Post": f"{FORM}, {QUERY}"} if status == 415 else {"Retry-After": "5"} if busy else {}
    return PlainTextResponse(f"{reason}\n", status, headers)


def _description(request: Request) -> Response:
    """What is offered here, in the words of SPARQL 1.1 Service Description; a reader at a browser gets the editor."""
    chosen = wanted(request.headers.get("accept"), {"text/turtle": "", "text/html": ""})
    if chosen != "text/turtle":
        return RedirectResponse("/query", 303)
    return PlainTextResponse(DESCRIPTION, media_type="text/turtle", headers={"Vary": "Accept"})


#: The address of the endpoint is that of the description, and so left to it.
DESCRIPTION = """\
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .

[] a sd:Service ;
    sd:endpoint <> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat formats:SPARQL_Results_JSON , formats:SPARQL_Results_XML , formats:SPARQL_Results_CSV ,
        formats:SPARQL_Results_TSV , formats:Turtle , formats:N-Triples , formats:RDF_XML , formats:JSON-LD .
"""

routes = [Route("/sparql", sparql, methods=["GET", "POST"])]
