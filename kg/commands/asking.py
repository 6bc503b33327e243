"""Commands that answer questions about a graph."""

from __future__ import annotations

from pathlib import Path

import click

from kg import options
from kg.commands.output import emit, opened, show, width

CLAIM_COLUMNS = ("subject", "predicate", "object", "status", "when", "quote", "doc")  # in a table


@options.command()
@options.graph
@options.filters
@options.formats("table", "jsonl", "csv")
def claims(graph: Path, form: str, **conditions: str | None) -> None:
    """List claims with their evidence.

    \b
    kg claims --actor ICE --status fact
    kg claims --class LawEnforcement --relation contracted --format csv > contracts.csv
    kg claims --format jsonl | jq .quote
    """
    from kg.cards import CLAIM_FIELDS

    found = opened(graph).claims(**conditions)
    if not found:
        click.echo(f"no claim{' meets all conditions' if any(conditions.values()) else 's in this graph'}", err=True)
    if form == "table":
        emit(form, [claim.record() for claim in found], CLAIM_COLUMNS)
    else:
        emit(form, [claim.to_json() for claim in found], CLAIM_FIELDS)


@options.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("query", required=False)
@click.option("--list", "listed", is_flag=True, help="List the named queries with their parameters.")
@options.graph
@options.formats("table", "csv", "json", "ttl")
@click.pass_context
def query(context: click.Context, query: str | None, listed: bool, graph: Path, form: str) -> None:
    """Answer a SPARQL query: its text, a file, - for standard input, or the name of a shipped query.

    \b
    kg query "SELECT ?who ?whom { ?who kg:contracted ?whom }"
    kg query question.rq --format csv
    kg query --list
    kg query contracts --agency ICE

    The prefixes kg: rdf: rdfs: skos: dcterms: prov: oa: and more are known. Other options are parameters of the
    query: variables that have a VALUES block of their own.
    """
    from kg import answers

    if listed:
        emit("table", answers.listing(), ("name", "parameters", "answers"))
        return
    text, values = options.query_text(query), options.parameters(context.args)
    show(answers.lines(opened(graph).store, text, form, values, width()))
