"""Commands that answer questions about a graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from kg.commands import options
from kg.commands.output import emit, opened, say_origins, show, width

if TYPE_CHECKING:
    from kg.asking.conditions import Conditions

CLAIM_COLUMNS = ("subject", "predicate", "object", "status", "when", "quote", "doc")  # in a table
CONFLICT_COLUMNS = ("kind", "order", "subject", "predicate", "object", "status", "when", "by", "quote", "doc")


@options.command()
@options.graph
@options.filters
@click.option("--wide", is_flag=True, help="Do not cut a table to the width of the terminal.")
@options.formats("table", "jsonl", "csv")
def claims(graph: Path, form: str, wide: bool, **conditions: Unpack[Conditions]) -> None:
    """List claims with their evidence.

    \b
    kg claims --actor ICE --status fact
    kg claims --actor ICE --hops 2 --since 2019 --until 2020-06
    kg claims --class LawEnforcement --relation contracted --format csv > contracts.csv
    kg claims --format jsonl | jq .quote
    """
    from kg.asking.cards import CLAIM_FIELDS

    found = opened(graph).claims(**conditions)
    if not found:
        click.echo(f"no claim{' meets all conditions' if any(conditions.values()) else 's in this graph'}", err=True)
    if form == "table":
        emit(form, [claim.record() for claim in found], CLAIM_COLUMNS, whole=wide)
        say_origins({claim.document for claim in found}, claims=len(found))
    else:
        emit(form, [claim.to_json() for claim in found], CLAIM_FIELDS)


@options.command()
@options.graph
@options.actor
@options.relation
@options.formats("table", "jsonl", "csv")
def conflicts(graph: Path, form: str, actor: str | None, relation: str | None) -> None:
    """List what one document states and another denies, or tells the end or the opposite of, with both receipts.

    \b
    kg conflicts
    kg conflicts --actor ICE
    kg conflicts --format csv > conflicts.csv

    Nothing is decided: a contract of 2017 and its end in 2020 may both be true. Where dates tell which came first, the
    order says so. Accusations, plans and possibilities come after facts.
    """
    from kg.asking.conflicts import CONFLICT_FIELDS, receipts, rows

    found = opened(graph).conflicts(actor, relation=relation)
    if not found:
        click.echo("nothing in the graph denies, ends or opposes what is asked for", err=form != "table")
    elif form == "table":
        emit(form, list(receipts(found)), CONFLICT_COLUMNS)
        return
    if form == "csv":
        emit(form, list(rows(found)), CONFLICT_FIELDS)
    elif form == "jsonl":
        emit(form, [conflict.to_json() for conflict in found], ())


@options.command()
@click.argument("name")
@click.argument("other", required=False)
@options.graph
@options.formats("text", "json")
def why(name: str, other: str | None, graph: Path, form: str) -> None:
    """Say why two names are held to mean one actor, or two; with one name, why the actor has all its names.

    \b
    kg why ACLU "American Civil Liberties Union"
    kg why "Clearview AI"
    kg why Amazon "Amazon Web Services" --format json
    """
    from kg import tables

    found = opened(graph).why(name, other)
    show(found.lines() if form == "text" else tables.json_lines([found.to_json()]))


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
    from kg.asking import answers

    if listed:
        emit("table", answers.listing(), ("name", "parameters", "answers"))
        return
    text, values = options.query_text(query), options.parameters(context.args)
    show(answers.lines(opened(graph).store, text, form, values, width()))
