"""RDF terms as text: any text survives, and values get the datatype that their precision asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from kg.errors import UsageError
from kg.graph.notation import amount, decimal, encoded, iri, is_iri, literal, moment, quad
from kg.namespaces import PREFIXES

XSD = PREFIXES["xsd"]


def parsed(term):
    """The object of a quad as another library reads it."""
    line = encoded([quad("<http://a>", "<http://b>", term)])
    ((_, _, value),) = Graph().parse(data=line, format="nt")
    return value


@given(st.text(st.characters(blacklist_categories=["Cs"])))
def test_any_text_is_read_back_by_another_library(text):
    assert parsed(literal(text)) == Literal(text)


def test_half_a_surrogate_pair_becomes_a_question_mark():
    assert parsed(literal("half \ud83d pair")) == Literal("half ? pair")


@pytest.mark.parametrize(
    ("text", "kind"), [("2020", "gYear"), ("2020-06", "gYearMonth"), ("2020-06-11", "date"), ("0987-01-31", "date")]
)
def test_a_moment_keeps_its_precision(text, kind):
    assert moment(text) == f'"{text}"^^<{XSD}{kind}>'


@pytest.mark.parametrize("text", ["2020-13", "2020-02-30", "June 2020", "20200611", "2020-6", "0000", ""])
def test_what_is_no_moment_stays_text(text):
    assert moment(text) == f'"{text}"'


@pytest.mark.parametrize(
    ("text", "digits"), [("224000", "224000"), ("1.50", "1.5"), ("100", "100"), ("2.00", "2"), ("-3", "-3")]
)
def test_an_amount_is_a_number_in_its_shortest_form_and_a_currency(text, digits):
    assert amount(f"{text} USD") == (f'"{digits}"^^<{XSD}decimal>', '"USD"')


@pytest.mark.parametrize("text", ["much", "224,000 USD", "224000", "224000 dollars", "1e5 USD"])
def test_what_is_no_amount_stays_text(text):
    assert amount(text) == (f'"{text}"', None)


@pytest.mark.parametrize(("value", "digits"), [(0.93, "0.93"), (1.0, "1"), (1e-7, "0.0000001"), (0, "0"), (100, "100")])
def test_decimals_have_no_exponent_and_no_idle_zeros(value, digits):
    assert decimal(value) == f'"{digits}"^^<{XSD}decimal>'


@pytest.mark.parametrize(
    "text", ["http://a b", "http://a>", "no scheme", "<http://a>", 'http://a"b', "http://a\nb", ""]
)
def test_text_that_would_break_out_of_an_iri_is_refused(text):
    assert not is_iri(text)
    with pytest.raises(UsageError, match="is not an IRI"):
        iri(text)


@given(st.text())
def test_what_passes_as_an_iri_is_one_term(text):
    value = "http://example.org/" + text
    if is_iri(value):
        assert str(parsed(iri(value))) == str(URIRef(value))
