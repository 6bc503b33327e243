"""The labelled set written by somebody who did not know the program keeps to the annotation guidelines."""

import re
from collections import Counter

import pytest
from goldfiles import AMOUNT, DATE, FIELDS, MODALITIES, POLARITIES, WHEN, read

CLASSES = {
    "Agency",
    "LawEnforcement",
    "Legislature",
    "Court",
    "Company",
    "AdvocacyGroup",
    "NewsOutlet",
    "ResearchOrganization",
    "Person",
    "Group",
    "Technology",
    "Dataset",
    "Law",
    "Place",
}
RELATIONS = {
    "contracted",
    "suppliedTo",
    "pitchedTo",
    "suspendedSalesTo",
    "uses",
    "discontinued",
    "develops",
    "obtainedDataFrom",
    "sharedDataWith",
    "partneredWith",
    "acquired",
    "funded",
    "sued",
    "threatenedLegalAction",
    "ruledAgainst",
    "ruledFor",
    "fined",
    "settledWith",
    "investigated",
    "arrested",
    "banned",
    "enacted",
    "proposed",
    "violated",
    "requestedRecordsFrom",
    "criticized",
    "supported",
    "calledOn",
    "lobbied",
    "metWith",
    "testifiedTo",
    "affiliatedWith",
    "partOf",
    "founded",
    "basedIn",
}
NOT_ACTORS = {"Technology", "Dataset", "Law", "Place"}
OBJECT_MAY_ALSO_BE = {
    "uses": {"Technology", "Dataset"},
    "discontinued": {"Technology", "Dataset"},
    "develops": {"Technology"},
    "obtainedDataFrom": {"Dataset"},
    "banned": {"Technology"},
    "enacted": {"Law"},
    "proposed": {"Law"},
    "violated": {"Law"},
    "criticized": {"Technology", "Law"},
    "supported": {"Technology", "Law"},
    "basedIn": {"Place"},
}
ONLY_OBJECT = {"develops": "Technology", "enacted": "Law", "proposed": "Law", "violated": "Law", "basedIn": "Place"}
RECORD_FIELD = re.compile(r"[.] (?=[A-Z][a-z]+(?: [a-z]+)?: )")
SENTENCE_END = re.compile(r"(?<!Inc)(?<!Ltd)(?<!Sgt)(?<!Dr)(?<!St)(?<!No)(?<!U)(?<! v)[.?!][\"”]?\s+(?=[\"“A-Z0-9])")


@pytest.fixture(scope="module")
def documents():
    return {document["id"]: document for document in read("unseen-documents")}


@pytest.fixture(scope="module")
def labels():
    return read("unseen-claims")


@pytest.fixture(scope="module")
def claims(labels):
    return [(label, claim) for label in labels for claim in label["claims"]]


def test_ids_count_up_and_each_document_is_labelled_once(documents, labels):
    expected = [f"un-{number:03}" for number in range(1, 121)]
    assert [document["id"] for document in read("unseen-documents")] == expected
    assert [label["doc"] for label in labels] == expected


def test_documents_have_the_agreed_fields(documents):
    for document in documents.values():
        assert list(document) == ["id", "title", "date", "publisher", "text"]
        assert document["title"] is None
        assert document["publisher"]
        assert re.fullmatch(DATE, document["date"])


def test_dates_of_labels_are_those_of_the_documents(documents, labels):
    for label in labels:
        assert list(label) == ["doc", "date", "entities", "claims"]
        assert label["date"] == documents[label["doc"]]["date"]


def test_documents_have_one_to_four_sentences(documents):
    for document in documents.values():
        assert document["text"] == " ".join(document["text"].split())
        prose = RECORD_FIELD.sub("; ", document["text"])
        assert 1 <= len(SENTENCE_END.split(prose)) <= 4, document["id"]


def test_no_text_occurs_twice(documents):
    assert len({document["text"] for document in documents.values()}) == len(documents)


def test_a_quarter_of_the_documents_are_headlines(documents):
    headlines = [document for document in documents.values() if not re.search(r"[.][\"”]?$", document["text"])]
    assert 0.22 <= len(headlines) / len(documents) <= 0.3


def test_entities_have_known_classes_and_one_name_each(labels):
    for label in labels:
        names = [entity["name"] for entity in label["entities"]]
        ids = [entity["id"] for entity in label["entities"]]
        assert len(set(names)) == len(names), label["doc"]
        assert len(set(ids)) == len(ids), label["doc"]
        for entity in label["entities"]:
            assert list(entity) == ["id", "name", "class", "aliases"]
            assert entity["class"] in CLASSES


def test_every_entity_is_named_in_its_document(documents, labels):
    for label in labels:
        text = documents[label["doc"]]["text"].casefold()
        for entity in label["entities"]:
            forms = [entity["name"], *entity["aliases"]]
            assert any(form.casefold() in text for form in forms), (label["doc"], entity)


def test_claims_have_the_fields_of_the_guidelines(claims):
    for label, claim in claims:
        assert list(claim) == FIELDS, label["doc"]
        assert claim["p"] in RELATIONS, label["doc"]
        assert claim["polarity"] in POLARITIES
        assert claim["modality"] in MODALITIES
        assert isinstance(claim["required"], bool)


def test_claims_name_entities_of_their_document(claims):
    for label, claim in claims:
        ids = {entity["id"] for entity in label["entities"]}
        assert {claim["s"], claim["o"]} <= ids, label["doc"]
        assert {claim["by"], claim["technology"]} - {None} <= ids, label["doc"]
        assert claim["s"] != claim["o"], label["doc"]


def test_ends_have_the_classes_that_the_guidelines_allow(claims):
    for label, claim in claims:
        classes = {entity["id"]: entity["class"] for entity in label["entities"]}
        start, end = classes[claim["s"]], classes[claim["o"]]
        where = (label["doc"], claim["p"], start, end)
        assert start not in NOT_ACTORS, where
        assert end not in NOT_ACTORS or end in OBJECT_MAY_ALSO_BE.get(claim["p"], set()), where
        assert end == ONLY_OBJECT.get(claim["p"], end), where
        assert classes.get(claim["technology"], "Technology") in {"Technology", "Dataset"}, where


def test_a_claim_with_a_group_is_not_required(claims):
    for label, claim in claims:
        groups = {entity["id"] for entity in label["entities"] if entity["class"] == "Group"}
        assert not (claim["required"] and {claim["s"], claim["o"]} & groups), (label["doc"], claim["p"])


def test_a_claim_is_stated_once_per_document(claims):
    stated = Counter((label["doc"], c["s"], c["p"], c["o"], c["polarity"]) for label, c in claims)
    assert [key for key, count in stated.items() if count > 1] == []


def test_evidence_is_a_verbatim_span_of_one_sentence(documents, claims):
    for label, claim in claims:
        assert claim["evidence"], label["doc"]
        assert claim["evidence"] in documents[label["doc"]]["text"], (label["doc"], claim["evidence"])
        assert not SENTENCE_END.search(claim["evidence"]), (label["doc"], claim["evidence"])


def test_qualifiers_are_written_as_the_guidelines_say(claims):
    for label, claim in claims:
        assert claim["when"] is None or WHEN.fullmatch(claim["when"]), label["doc"]
        assert claim["amount"] is None or AMOUNT.fullmatch(claim["amount"]), label["doc"]
        assert claim["role"] is None or claim["p"] == "affiliatedWith", label["doc"]


def test_every_relation_is_required_somewhere(claims):
    assert {claim["p"] for _, claim in claims if claim["required"]} == RELATIONS


def test_every_polarity_and_modality_is_required_somewhere(claims):
    required = [claim for _, claim in claims if claim["required"]]
    assert {claim["polarity"] for claim in required} == POLARITIES
    assert {claim["modality"] for claim in required} == MODALITIES


def test_two_documents_in_five_support_no_plain_edge(labels):
    """Hard negatives: nothing at all, or only a denial, a plan, an attempt or an accusation."""
    hard = [
        label["doc"]
        for label in labels
        if not any(
            c["required"] and c["polarity"] == "affirmed" and c["modality"] == "factual" for c in label["claims"]
        )
    ]
    assert 0.35 <= len(hard) / len(labels) <= 0.48
