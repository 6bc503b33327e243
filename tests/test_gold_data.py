"""The labelled set of our own keeps to the annotation guidelines."""

import hashlib
import re
from collections import Counter

import pytest
from goldfiles import AMOUNT, DATE, FIELDS, MODALITIES, POLARITIES, WHEN, read

from kg.ontology.definitions import Ontology

SENTENCE_END = re.compile(r"(?<!Inc)(?<!U\.S)[.?!][\"”]?\s+(?=[\"“A-Z])")


@pytest.fixture(scope="module")
def documents():
    return {document["id"]: document for document in read("documents")}


@pytest.fixture(scope="module")
def labels():
    return read("claims")


@pytest.fixture(scope="module")
def claims(labels):
    return [(label, claim) for label in labels for claim in label["claims"]]


@pytest.fixture(scope="module")
def ontology():
    return Ontology.load()


def test_there_are_enough_documents_and_each_is_labelled_once(documents, labels):
    assert len(documents) >= 150
    assert len(read("documents")) == len(documents)
    assert [label["doc"] for label in labels] == list(documents)


def test_dates_of_labels_are_those_of_the_documents(documents, labels):
    for label in labels:
        assert label["date"] == documents[label["doc"]]["date"]
        assert re.fullmatch(DATE, label["date"])


def test_documents_have_one_to_four_sentences(documents):
    for document in documents.values():
        assert document["text"] == " ".join(document["text"].split())
        assert 1 <= len(SENTENCE_END.split(document["text"])) <= 4, document["id"]


def test_the_hash_of_the_id_parts_the_set_in_halves(documents):
    """So that nobody chose what is kept aside."""
    for name, document in documents.items():
        even = hashlib.sha256(name.encode()).digest()[0] % 2 == 0
        assert document["part"] == ("tune" if even else "held")
    held = sum(document["part"] == "held" for document in documents.values())
    assert 0.4 <= held / len(documents) <= 0.6


def test_no_text_occurs_twice(documents):
    assert len({document["text"] for document in documents.values()}) == len(documents)


def test_entities_have_known_classes_and_one_name_each(labels, ontology):
    for label in labels:
        names = [entity["name"] for entity in label["entities"]]
        ids = [entity["id"] for entity in label["entities"]]
        assert len(set(names)) == len(names), label["doc"]
        assert len(set(ids)) == len(ids), label["doc"]
        assert {entity["class"] for entity in label["entities"]} <= ontology.classes.keys()


def test_every_entity_is_named_in_its_document(documents, labels):
    for label in labels:
        text = documents[label["doc"]]["text"].casefold()
        for entity in label["entities"]:
            forms = [entity["name"], *entity["aliases"]]
            used = {x for claim in label["claims"] for x in (claim["s"], claim["o"], claim["by"], claim["technology"])}
            assert entity["id"] in used or any(form.casefold() in text for form in forms), (label["doc"], entity)


def test_claims_have_the_fields_of_the_guidelines(claims):
    for label, claim in claims:
        assert list(claim) == FIELDS, label["doc"]
        assert claim["polarity"] in POLARITIES
        assert claim["modality"] in MODALITIES
        assert isinstance(claim["required"], bool)


def test_claims_name_entities_of_their_document(claims):
    for label, claim in claims:
        ids = {entity["id"] for entity in label["entities"]}
        assert {claim["s"], claim["o"]} <= ids, label["doc"]
        assert {claim["by"], claim["technology"]} - {None} <= ids, label["doc"]


def test_ends_fit_the_domain_and_range_of_the_relation(claims, ontology):
    for label, claim in claims:
        classes = {entity["id"]: entity["class"] for entity in label["entities"]}
        relation = ontology.relations[claim["p"]]
        for end, allowed in ((claim["s"], relation.domain), (claim["o"], relation.range)):
            fits = any(ontology.is_a(classes[end], ancestor) for ancestor in allowed)
            assert fits, (label["doc"], claim["p"], classes[end])


def test_a_claim_is_stated_once_per_document(claims):
    stated = Counter((label["doc"], c["s"], c["p"], c["o"], c["polarity"]) for label, c in claims)
    assert [key for key, count in stated.items() if count > 1] == []


def test_evidence_is_a_verbatim_span_of_one_sentence(documents, claims):
    for label, claim in claims:
        assert claim["evidence"] in documents[label["doc"]]["text"]
        assert not SENTENCE_END.search(claim["evidence"]), (label["doc"], claim["evidence"])


def test_qualifiers_are_written_as_the_guidelines_say(claims):
    for label, claim in claims:
        assert claim["when"] is None or WHEN.fullmatch(claim["when"]), label["doc"]
        assert claim["amount"] is None or AMOUNT.fullmatch(claim["amount"]), label["doc"]
        assert claim["role"] is None or claim["p"] == "affiliatedWith", label["doc"]


def test_every_relation_is_required_somewhere(claims, ontology):
    assert {claim["p"] for _, claim in claims if claim["required"]} == ontology.relations.keys()


@pytest.mark.parametrize("field", ["by", "when", "amount", "role", "technology"])
def test_every_qualifier_is_given_often_enough_to_measure(claims, field):
    assert sum(claim[field] is not None for _, claim in claims if claim["required"]) >= 10


def test_every_polarity_and_modality_is_required_often_enough_to_measure(claims):
    required = [claim for _, claim in claims if claim["required"]]
    assert min(Counter(claim["polarity"] for claim in required).values()) >= 5
    counts = Counter(claim["modality"] for claim in required)
    assert counts.keys() == MODALITIES
    assert min(counts.values()) >= 4


def test_a_third_of_the_documents_support_no_plain_edge(labels):
    """Hard negatives: two actors and a denial, an attempt, a plan, a rumour, or nothing at all."""
    plain = [
        label["doc"]
        for label in labels
        if any(c["required"] and c["polarity"] == "affirmed" and c["modality"] == "factual" for c in label["claims"])
    ]
    assert len(plain) <= len(labels) * 2 / 3


def test_documents_marked_as_hard_come_in_many_kinds(documents):
    kinds = Counter(document["hard"] for document in documents.values() if document["hard"])
    assert sum(kinds.values()) >= len(documents) / 3
    assert len(kinds) >= 10
