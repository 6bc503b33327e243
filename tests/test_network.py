"""The network of claims: nodes by readable keys, edges by claim, and values that every format can hold."""

import io

import networkx as nx
import pytest

from kg.claims import Entity
from kg.graph.stated import StatedClaim, StatedDocument, StatedEntity
from kg.views.network import network

ACLU = StatedEntity("http://e/aclu", Entity("ACLU", "AdvocacyGroup"))
AMAZON = StatedEntity("http://e/amazon-company", Entity("Amazon", "Company", (), "Q3884"))
RIVER = StatedEntity("http://e/amazon-place", Entity("Amazon", "Place"))
A = StatedDocument("http://d/a", "a.txt", "Title", "2020-05", None, None, "a.txt", "ab", None, None)
COPY = StatedDocument("http://d/b", "b.txt", None, None, None, None, "b.txt", "cd", "a.txt", 0.9)


@pytest.fixture
def stated(claim_of):
    def make(subject=ACLU, target=AMAZON, *, document=A, by=None, technology=None, relation="sued", **fields):
        claim = claim_of(subject.name, relation, target.name, doc=document.name, **fields)
        return StatedClaim(claim, subject, target, by, technology, document)

    return make


def test_nodes_are_entities_by_label(stated):
    network_ = network([stated()])
    assert dict(network_.nodes(data=True)) == {
        "ACLU": {"label": "ACLU", "class": "AdvocacyGroup", "iri": "http://e/aclu", "sources": 1},
        "Amazon": {
            "label": "Amazon",
            "class": "Company",
            "iri": "http://e/amazon-company",
            "wikidata": "Q3884",
            "sources": 1,
        },
    }


def test_edges_are_claims_with_plain_values(stated):
    one = stated(amount="224000 USD", when="2020-05", technology=RIVER)
    ((subject, target, key, values),) = network([one]).edges(keys=True, data=True)
    assert (subject, target, key) == ("ACLU", "Amazon", one.id)
    assert (values["relation"], values["status"], values["amount"], values["currency"]) == (
        "sued",
        "fact",
        224000.0,
        "USD",
    )
    assert (values["technology"], values["document"], values["title"], values["date"]) == (
        "Amazon",
        "a.txt",
        "Title",
        "2020-05",
    )
    assert {type(value) for value in values.values()} <= {str, float, int}


def test_several_claims_about_two_entities_are_several_edges(stated):
    assert network([stated(), stated(start=7), stated(AMAZON, ACLU)]).number_of_edges() == 3


def test_entities_of_one_label_are_parted_by_class(stated):
    assert set(network([stated(), stated(ACLU, RIVER)])) == {"ACLU", "Amazon (Company)", "Amazon (Place)"}


def test_entities_of_one_label_and_class_are_parted_by_iri(stated):
    twin = StatedEntity("http://e/twin", Entity("Amazon", "Company"))
    assert set(network([stated(), stated(ACLU, twin)])) == {"ACLU", "http://e/amazon-company", "http://e/twin"}


def test_a_label_that_looks_like_a_parted_one_hides_nothing(stated):
    odd = StatedEntity("http://e/odd", Entity("Amazon (Company)", "Company"))
    assert len(network([stated(), stated(ACLU, RIVER), stated(ACLU, odd)])) == 4


def test_facts_only_leaves_out_all_else(stated):
    claims = [stated(), stated(polarity="negated", start=2), stated(modality="alleged", start=3)]
    assert network(claims).number_of_edges() == 3
    assert network(claims, facts_only=True).number_of_edges() == 1


def test_a_copy_is_no_second_source(stated):
    assert network([stated(), stated(document=COPY)]).nodes["ACLU"]["sources"] == 1


def test_it_can_be_written_as_graphml_and_gexf(stated):
    whole = network([stated(amount="5.5 EUR"), stated(ACLU, RIVER, modality="alleged")])
    for write in (nx.write_graphml, nx.write_gexf):
        stream = io.BytesIO()
        write(whole, stream)
        assert b"ACLU" in stream.getvalue()
