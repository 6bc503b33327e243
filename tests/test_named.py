"""Named queries: every shipped one answers, its parameters mean what they say, and mistakes are explained."""

import re

import pytest
from contents import contents

from kg.claims import Entity, Extraction
from kg.errors import QueryError, UsageError
from kg.graph.named import NamedQuery, named_queries, named_query
from kg.graph.sparql import masked
from kg.graph.store import Store
from kg.ontology.definitions import Ontology
from kg.reading.documents import Copy, Document

ICE = Entity("U.S. Immigration and Customs Enforcement", "LawEnforcement", ("ICE",))
CLEARVIEW = Entity("Clearview AI", "Company", ("Clearview",))
ACLU = Entity("ACLU", "AdvocacyGroup")
CITY = Entity("San Francisco", "Agency")
LENS = Entity("face recognition", "Technology")
ANN = Entity("Ann Lee", "Person")
ENDS = {one.name: one for one in (ICE, CLEARVIEW, ACLU, CITY, LENS, ANN)}
QUERIES = named_queries()
#: For each query values for its parameters, and what one of the rows of its answer holds.
ANSWERS = {
    "accusations": ({}, ["Clearview AI", "ACLU"]),
    "bans": ({}, ["San Francisco", "face recognition", "fact"]),
    "claims-of": ({"actor": "Clearview"}, ["ACLU", "Clearview AI", "planned"]),
    "co-actors": ({"actor": "ICE"}, ["Clearview AI", "company", "fact", "contracted, supplied", 2]),
    "contracts": ({}, ["U.S. Immigration and Customs Enforcement", "Clearview AI", 224000, "USD", "fact", "2020-08"]),
    "criticism": ({}, ["ACLU", "U.S. Immigration and Customs Enforcement", "face recognition", "2019"]),
    "data-flows": ({}, ["Clearview AI", "San Francisco"]),
    "denials": ({}, ["U.S. Immigration and Customs Enforcement", "b.txt", "a.txt", "ACLU"]),
    "investigations": ({}, ["San Francisco", "Clearview AI", 5000, "EUR"]),
    "money": ({}, [224000, "USD", "U.S. Immigration and Customs Enforcement"]),
    "people": ({}, ["Ann Lee", "chief executive", "Clearview AI"]),
    "sources": ({}, ["ACLU", 2, 1]),
    "suits": ({}, ["ACLU", "Clearview AI", "planned"]),
    "suppliers": ({}, ["Clearview AI", "U.S. Immigration and Customs Enforcement", 2, 2]),
    "timeline": ({"actor": "ICE"}, ["2019", "ACLU"]),
    "who-uses": ({}, ["San Francisco", "face recognition", "2018"]),
}


@pytest.fixture(scope="module")
def store(claim_of):
    def claim(subject, relation, target, **fields):
        classes = {"subject_class": subject.class_name, "object_class": target.class_name}
        return claim_of(subject.name, relation, target.name, **classes, **fields)

    told = [
        claim(ICE, "contracted", CLEARVIEW, amount="224000 USD", when="2020-08"),
        claim(CLEARVIEW, "suppliedTo", ICE, doc="b.txt"),
        claim(ICE, "contracted", CLEARVIEW, doc="b.txt", polarity="negated", by="ACLU"),
        claim(ACLU, "sued", CLEARVIEW, modality="planned", doc="b.txt"),
        claim(ACLU, "criticized", ICE, technology="face recognition", when="2019", doc="b.txt"),
        claim(ACLU, "criticized", CLEARVIEW),
        claim(CLEARVIEW, "violated", ACLU, modality="alleged", by="ACLU", doc="b.txt"),
        claim(CITY, "banned", LENS, when="2019-05"),
        claim(CITY, "uses", LENS, when="2018/2019-05"),
        claim(CITY, "fined", CLEARVIEW, amount="5000 EUR"),
        claim(CLEARVIEW, "obtainedDataFrom", CITY),
        claim(ANN, "affiliatedWith", CLEARVIEW, role="chief executive"),
    ]  # fmt: skip
    readings = []
    for name in ("a.txt", "b.txt"):
        claims = tuple(one for one in told if one.doc == name)
        names = {end for one in claims for end in (one.subject, one.object, one.by, one.technology) if end}
        readings.append(
            (Document(name, "", name, "ab"), Extraction(claims, tuple(ENDS[end] for end in sorted(names)), ()))
        )
    return Store.in_memory(contents(readings, Ontology.load()))


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_finds_what_it_describes(store, name):
    given, expected = ANSWERS[name]
    answer = QUERIES[name].run(store, given)
    assert any(set(expected) <= set(row) for row in answer.rows), answer


@pytest.mark.parametrize("name", QUERIES)
def test_no_row_comes_twice(store, name):
    rows = QUERIES[name].run(store, ANSWERS[name][0]).rows
    assert len(rows) == len(set(rows))


#: Ann Lee stands in one claim, which has no date.
ABOUT_ANN = {("people", "person"), ("claims-of", "actor"), ("co-actors", "actor")}


@pytest.mark.parametrize(
    ("name", "parameter"), [(n, p.name) for n, q in QUERIES.items() for p in q.parameters if p.kind == "actor"]
)
def test_a_parameter_for_an_actor_leaves_only_what_is_said_of_it(store, name, parameter):
    given = {**ANSWERS[name][0], parameter: "Ann Lee"}
    assert len(QUERIES[name].run(store, given).rows) == int((name, parameter) in ABOUT_ANN)


@pytest.mark.parametrize("name", QUERIES)
def test_every_term_of_a_query_is_in_the_ontology(name):
    used = set(re.findall(r"\bkg:(\w+)", masked(QUERIES[name].text)))
    assert used <= set(Ontology.load().files)


def test_copies_count_once_where_documents_are_counted(claim_of):
    ends = {"subject_class": ICE.class_name, "object_class": CLEARVIEW.class_name, "by": "ACLU"}
    readings = []
    for name in ("a.txt", "b.txt", "c.txt"):
        claim = claim_of(ICE.name, "contracted", CLEARVIEW.name, doc=name, **ends)
        readings.append((Document(name, "", name, "ab"), Extraction((claim,), (ICE, CLEARVIEW, ACLU), ())))
    store = Store.in_memory(contents(readings, Ontology.load(), copies={"c.txt": Copy("a.txt", 0.9)}))
    for name, column in {"co-actors": "sources", "suppliers": "sources", "sources": "originals"}.items():
        (row,) = QUERIES[name].run(store, ANSWERS[name][0]).records()
        assert (row["claims"], row[column], row["documents"]) == (3, 2, 3), name


def test_an_alias_in_any_case_is_enough(store):
    rows = QUERIES["contracts"].run(store, {"agency": "ice", "vendor": "CLEARVIEW"}).rows
    assert [row[3] for row in rows] == ["denied", "fact"]


def test_the_timeline_is_in_the_order_of_time_and_can_be_cut(store):
    def times(**given):
        return [row[0] for row in QUERIES["timeline"].run(store, {"actor": "San Francisco", **given}).rows]

    assert times() == ["2018", "2019-05"]
    assert times(since="2019") == ["2019-05"]
    assert times(until="2018") == ["2018"]
    assert times(until="2019") == ["2018", "2019-05"]


def test_a_denial_names_the_documents_that_state_the_fact(store):
    (row,) = QUERIES["denials"].run(store, {}).records()
    assert (row["document"], row["statedIn"], row["saidBy"]) == ("b.txt", "a.txt", "ACLU")


def test_the_smallest_amount_can_be_given(store):
    amounts = [row[0] for row in QUERIES["money"].run(store, {"least": "5000.5"}).rows]
    assert amounts == [224000]


def test_an_unknown_query_is_an_error_with_the_near_one():
    with pytest.raises(UsageError, match=r"no query 'contrats'\. Did you mean contracts"):
        named_query("contrats")


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("contracts", {"agncy": "ICE"}, r"no parameter 'agncy'; it takes agency, vendor\. Did you mean agency"),
        ("timeline", {}, r"'timeline' needs actor: subject or object"),
        ("timeline", {"actor": "ICE", "since": "June"}, r"since: 'June' is not a date"),
        ("money", {"least": "much"}, r"least: 'much' is not a number"),
        ("contracts", {"agency": "Immigration and Customs"}, r"no entity is called .* Did you mean U\.S\. Immigration"),
    ],
)
def test_wrong_parameters_are_explained(store, name, given, message):
    with pytest.raises(UsageError, match=message):
        QUERIES[name].run(store, given)


def written(folder, text):
    (folder / "mine.rq").write_text(text, "utf-8")
    return folder / "mine.rq"


def test_the_head_of_a_file_describes_its_query(tmp_path):
    text = (
        "# Who did\n# what?\n\n# parameter who (actor, required): the one\nSELECT * { VALUES ?who { UNDEF } } # end\n"
    )
    query = NamedQuery.read(written(tmp_path, text))
    (parameter,) = query.parameters
    assert (query.name, query.description) == ("mine", "Who did what?")
    assert (parameter.name, parameter.kind, parameter.required, parameter.description) == (
        "who",
        "actor",
        True,
        "the one",
    )
    assert list(named_queries(tmp_path)) == ["mine"]


@pytest.mark.parametrize(
    "text",
    [
        "# parameter who (actor): x\nSELECT * { }",
        "SELECT * { VALUES ?who { UNDEF } }",
        "# parameter who (actr): x\nSELECT * { VALUES ?who { UNDEF } }",
    ],
)
def test_a_file_that_describes_other_parameters_than_it_has_is_an_error(tmp_path, text):
    with pytest.raises(QueryError, match=r"mine\.rq"):
        NamedQuery.read(written(tmp_path, text))
