"""The page for queries: an editor that completes names, the shipped queries, and answers as table, map or file."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.errors import KgError, UsageError
from kg.graph.formats import ROW_FORMATS, TRIPLE_FORMATS
from kg.graph.named import named_queries, named_query
from kg.knowledge import KnowledgeGraph
from kg.namespaces import PREFIXES
from kg.server import finding
from kg.server.asking import ask, query
from kg.server.negotiation import ROW_TYPES, TRIPLE_TYPES
from kg.server.rendering import page, status_of, whole
from kg.server.results import drawn, exported, table

#: What the editor holds at first: each relation with how often it is claimed.
FIRST = """\
# What was done how often, as the claims say it
SELECT ?relation (COUNT(?claim) AS ?claims) WHERE {
  ?claim a kg:Claim ; rdf:predicate ?predicate .
  ?predicate rdfs:label ?relation .
}
GROUP BY ?relation
ORDER BY DESC(?claims)
"""

COMPLETED = 5_000  # actors whose names the editor completes: 0.5 MB of the page

#: A file name for each format, and the media type of the file.
FILES = {form: kind for kind, form in reversed((ROW_TYPES | TRIPLE_TYPES).items())}


@dataclass(frozen=True, slots=True)
class Term:
    """A name that the editor completes, with what it means."""

    name: str  # with its prefix
    kind: str  # "class", "property" or "actor"
    label: str
    detail: str = ""


def vocabulary(graph: KnowledgeGraph) -> list[Term]:
    """What a query may name: classes, relations, properties that the graph uses, and actors."""
    ontology = graph.ontology
    classes = [Term(f"kg:{one.name}", "class", one.label, one.definition) for one in ontology.classes.values()]
    relations = [Term(f"kg:{one.name}", "property", one.label, one.definition) for one in ontology.relations.values()]
    actors = [
        Term(f"entity:{one.iri.removeprefix(PREFIXES['entity'])}", "actor", one.name, ", ".join(one.aliases[:3]))
        for one in finding.overview(graph).actors[:COMPLETED]
    ]
    known = {term.name for term in (*classes, *relations)}
    used = [name for name in _properties(graph) if name not in known]
    return [*classes, *relations, *(Term(name, "property", "") for name in used), *actors]


def _properties(graph: KnowledgeGraph) -> list[str]:
    """The properties of the graph's triples, with their prefixes."""
    found = {str(iri) for (iri,) in graph.store.texts("SELECT DISTINCT ?property { ?s ?property ?o }")}
    return sorted(
        f"{name}:{iri.removeprefix(base)}" for iri in found for name, base in PREFIXES.items() if iri.startswith(base)
    )


async def edit(request: Request) -> Response:
    """The editor, and below it the answer to the query that the address holds."""
    text, example = request.query_params.get("query", ""), request.query_params.get("example", "")
    found, error, status = None, "", 200
    try:
        shown = text or (named_query(example).text if example else FIRST)
        found = await query(request, table, text) if text.strip() else None
    except KgError as refusal:
        shown, error, status = text or FIRST, str(refusal), status_of(refusal)
    return page(
        "query.html",
        judging=request.app.state.judging,
        status=status,
        text=shown,
        example=example,
        examples=list(named_queries().values()),
        table=found,
        error=error,
        links=_links(text),
        terms=[asdict(term) for term in await ask(request, vocabulary)],
        prefixes=PREFIXES,
    )


def _links(text: str) -> dict[str, str]:
    """Addresses of the answer in other forms."""
    forms = {form: f"/query/file?{urlencode({'query': text, 'format': form})}" for form in FILES}
    return {"map": f"/query/map?{urlencode({'query': text})}", **forms}


async def draw(request: Request) -> Response:
    """A map of the claims that the rows of a query name."""
    text = request.query_params.get("query", "")
    return whole(await query(request, drawn, text, "Claims that a query names", request.app.state.most_rows))


async def file(request: Request) -> Response:
    """The answer to a query as a file."""
    form = request.query_params.get("format", "")
    if form not in FILES:
        raise UsageError(f"there is no format '{form}'; there are {', '.join(FILES)}")
    rows, triples = (form if form in forms else None for forms in (ROW_FORMATS, {*TRIPLE_FORMATS, "jsonld"}))
    text, most = request.query_params.get("query", ""), request.app.state.most_rows
    found, content = await query(request, exported, text, rows, triples, most, None)
    if found is None:
        raise UsageError(f"the answer to this query cannot be written as {form}")
    name = f'attachment; filename="answer.{form}"'
    return Response(content, media_type=FILES[form], headers={"Content-Disposition": name})


routes = [Route("/query", edit), Route("/query/map", draw), Route("/query/file", file)]
