"""The text of queries: values are bound and never pasted, no query leaves the machine, and errors show their place."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError, UsageError
from kg.graph.notation import Iri
from kg.graph.sparql import bound, declared, masked, parameters, refuse_remote, syntax_error, without_unbound
from kg.graph.store import Store
from kg.namespaces import PREFIXES

QUERY = "SELECT ?x WHERE { VALUES ?x { UNDEF } }"


def test_blocks_that_bind_nothing_are_left_out_at_their_places():
    text = 'SELECT * {\n VALUES ?a { UNDEF }\n ?a ?b "VALUES ?c { UNDEF }" . VALUES ?d { 1 } }'
    blank = " " * len("VALUES ?a { UNDEF }")
    assert without_unbound(text) == text.replace("VALUES ?a { UNDEF }", blank)


def test_prefixes_are_sent_where_they_are_used_and_not_declared():
    text = 'PREFIX kg: <urn:own:> SELECT * { ?a kg:b "rdf:type" ; rdfs:label ?c }'
    assert declared(text) == f"PREFIX rdfs: <{PREFIXES['rdfs']}> {text}"


@pytest.fixture(scope="module")
def store():
    return Store.in_memory([])


@pytest.mark.parametrize(
    "value", ["ICE", 'a "quoted" \\ word', "two\nlines", "} UNION { ?s ?p ?o", Iri("http://a"), 7, True, None, ""]
)
def test_a_bound_value_comes_back_as_it_is(store, value):
    answer = store.query(QUERY, bindings={"x": value})
    assert answer.rows == [(value,)]
    assert type(answer.rows[0][0]) is type(value)


@given(st.text(st.characters(blacklist_categories=["Cs"])))
def test_any_text_is_bound_as_itself(text):
    assert Store.in_memory([]).query(QUERY, bindings={"x": text}).rows == [(text,)]


def test_numbers_with_a_fraction_are_bound_as_decimals(store):
    assert store.query(QUERY, bindings={"x": Decimal("0.5")}).rows == [(0.5,)]
    assert store.query(QUERY, bindings={"x": 0.25}).rows == [(0.25,)]


def test_several_values_give_several_rows(store):
    assert store.query(QUERY, bindings={"x": ["a", "b"]}).rows == [("a",), ("b",)]


def test_no_value_at_all_gives_no_row(store):
    assert store.query(QUERY, bindings={"x": []}).rows == []


def test_an_iri_that_breaks_out_is_refused():
    with pytest.raises(UsageError, match="is not an IRI"):
        bound(QUERY, {"x": Iri("http://a> } #")})


def test_binding_keeps_the_number_of_lines():
    text = bound("SELECT ?x WHERE {\n VALUES ?x {\n UNDEF\n }\n}", {"x": "a\nb"})
    assert text.count("\n") == 4


def test_a_parameter_that_the_query_lacks_is_an_error_with_the_near_one():
    with pytest.raises(UsageError, match=r"no parameter 'agencx'; it has: agency\. Did you mean agency\?"):
        bound("SELECT * { VALUES ?agency { UNDEF } ?s ?p ?agency }", {"agencx": "ICE"})


def test_blocks_in_comments_and_strings_are_no_parameters():
    text = 'SELECT * { # VALUES ?a { UNDEF }\n VALUES ?b { UNDEF } FILTER(?b = "VALUES ?c { UNDEF }") }'
    assert parameters(text) == ["b"]


def test_blocks_of_several_variables_are_no_parameters():
    assert parameters("SELECT * { VALUES (?a) { (1) } VALUES $b { 2 } }") == ["b"]


@given(st.text())
def test_masking_keeps_every_place(text):
    hidden = masked(text)
    assert len(hidden) == len(text)
    assert [i for i, sign in enumerate(hidden) if sign == "\n"] == [i for i, sign in enumerate(text) if sign == "\n"]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { service silent ?where { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o . {SERVICE<http://example.org/>{?s ?p ?o}} }",
        "SELECT * { ?s ?p 1SERVICE#\n wd:x\\#y # {\n {} }",
        "SELECT * { ?s kg:a\\# ?o . SERVICE <http://example.org/> { } }",
        "SELECT * { ?s kg:a\\' ?o . SERVICE <http://example.org/> { } } #'",
        "SELECT * { FILTER(?a<'>' && ?b<' ') SERVICE <http://example.org/> { } #'\n }",
        "SELECT * { FILTER(?a<kg:b#c>'''\n) SERVICE <http://example.org/> { } #'''\n }",
    ],
)
def test_a_query_to_another_machine_is_refused(text):
    with pytest.raises(QueryError, match="SERVICE would call another machine"):
        refuse_remote(text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s ?p "SERVICE <http://a> { }" }',
        "SELECT * { ?service kg:service ?o } # SERVICE",
        "SELECT * { ?s <http://a/SERVICE> ?service }",
        "SELECT * { ?s ?p '''a ' SERVICE ''' }",
        "SELECT * { ?s ?p ?o FILTER(?o<'b') } # SERVICE <http://a> { }",
        "SELECT * { ?s <http://o'neil/service?x> ?o . { ?s kg:service ?p } }",
    ],
)
def test_the_word_alone_calls_nobody(text):
    refuse_remote(text)


def failing(store, text):
    with pytest.raises(QueryError) as caught:
        store.query(text)
    return str(caught.value).split("\n")


def test_an_error_marks_its_place(store):
    first, line, mark = failing(store, "SELECT ?s WHERE {\n  ?s ?p ?o .\n  OPTIONAL ?o\n}")
    assert first == 'line 3, column 12: expected "{"'
    assert line == "    OPTIONAL ?o"
    assert mark.index("^") == line.index("?o")


def test_the_place_is_counted_in_characters(store):
    _, line, mark = failing(store, "SELECT ?é WHERE { ?é ?p ñ }")
    assert mark.index("^") == line.index("ñ")


def test_tabs_before_the_place_are_kept_so_that_the_mark_stands_under_it(store):
    _, line, mark = failing(store, "SELECT * WHERE {\n\tFILTER() }")
    assert line.startswith("  \t")
    assert mark.startswith("  \t")


def test_an_undeclared_prefix_is_named_with_the_near_one(store):
    first, *_ = failing(store, "SELECT * WHERE { ?s skoz:altLabel ?o }")
    assert "the prefix 'skoz:' is not declared. Did you mean skos?" in first


def test_the_parser_s_sets_of_characters_are_left_out(store):
    first, *_ = failing(store, "SELECT * WHERE { ?s ?p ?o ")
    assert first == "line 1, column 27: the query cannot be read from here"


def test_a_message_without_a_place_is_kept():
    assert str(syntax_error("SELECT", "something else")) == "something else"
