"""Two graphs compared: what a reporter calls new, gone and changed, and which actors are the same."""

import json

from graphs import DENIED, claim, document, entity

from kg.analysis.comparison import COLUMNS, comparison


def compared(before, after, documents=None):
    """The comparison of claims, with the documents that they are from or those that are given."""
    if documents is None:
        documents = [list({one.document.name: one.document for one in claims}.values()) for claims in (before, after)]
    return comparison((before, documents[0]), (after, documents[1]))


def told(found):
    return [(change.kind, str(change.claim), change.fields) for change in found.claims]


def test_graphs_that_say_the_same_do_not_differ():
    claims = [claim("A", "bought", "B"), claim("A", "bought", "B", start=50)]
    found = compared(claims, claims[::-1])
    assert (told(found), found.actors, found.summary) == ([], (), "nothing differs")


def test_what_only_one_graph_says_is_new_or_gone():
    found = compared([claim("A", "bought", "B")], [claim("A", "blamed", "B")])
    assert told(found) == [("new", "A blamed B (fact)", ()), ("gone", "A bought B (fact)", ())]


def test_what_another_document_said_already_has_a_further_source_and_is_not_new():
    one, other = claim("A", "bought", "B"), claim("A", "bought", "B", doc="b.txt")
    assert told(compared([one], [one, other])) == [("source added", "A bought B (fact)", ())]
    assert told(compared([one, other], [one])) == [("source lost", "A bought B (fact)", ())]


def test_a_denial_of_another_document_is_new():
    one = claim("A", "bought", "B")
    found = compared([one], [one, claim("A", "bought", "B", doc="b.txt", **DENIED)])
    assert told(found) == [("new", "A bought B (denied)", ())]


def test_what_the_same_document_says_otherwise_has_changed():
    before = claim("A", "bought", "B", modality="possible", when="2020", quote="A may buy from B")
    after = claim("A", "bought", "B", when="2020-05", amount="5 USD", quote="A buys from B")
    ((kind, _, fields),) = told(compared([before], [after]))
    assert kind == "changed"
    assert fields == (
        ("status", "possible", "fact"),
        ("when", "2020", "2020-05"),
        ("amount", "", "5 USD"),
        ("quote", "A may buy from B", "A buys from B"),
    )


def test_a_sentence_that_moved_has_not_changed():
    assert told(compared([claim("A", "bought", "B", start=5)], [claim("A", "bought", "B", start=90)])) == []


def test_the_ends_of_a_relation_without_direction_may_be_swapped():
    assert told(compared([claim("A", "allied", "B", quote="q")], [claim("B", "allied", "A", quote="q")])) == []


def test_an_actor_that_got_another_name_and_class_is_one_change_and_its_claims_none():
    old, new = entity("Acme", "Company"), entity("Acme Agency", "Agency", wikidata="Q1")
    found = compared([claim(old, "bought", "B")], [claim(new, "bought", "B", subject="Acme")])
    assert told(found) == []
    (change,) = found.actors
    assert change.kinds == ["renamed", "another class", "another Wikidata item"]
    assert str(change).endswith(": Acme (Company) → Acme Agency (Agency, Q1)")


def test_actors_that_were_joined_or_parted_are_told():
    one, other, both = entity("Acme"), entity("Acme Inc"), entity("Acme Incorporated")
    apart = [claim(one, "bought", "B"), claim(other, "bought", "C")]
    joined = [claim(both, "bought", "B", subject="Acme"), claim(both, "bought", "C", subject="Acme Inc")]
    assert [str(change) for change in compared(apart, joined).actors] == [
        "joined: Acme (Company); Acme Inc (Company) → Acme Incorporated (Company)"
    ]
    back = compared(joined, apart)
    assert [change.kinds for change in back.actors] == [["parted"]]


def test_documents_are_known_by_name_or_by_content():
    before = [document("kept"), document("old", sha256="1"), document("edited", sha256="2"), document("removed")]
    after = [document("kept"), document("new", sha256="1"), document("edited", sha256="3"), document("added")]
    found = compared([claim("A", "bought", "B", doc=before[1])], [claim("A", "bought", "B", doc=after[1])],
                     (before, after))  # fmt: skip
    assert found.documents == {
        "added": ("added",), "removed": ("removed",), "changed": ("edited",), "renamed": ("old → new",)
    }  # fmt: skip
    assert told(found) == []


def test_the_order_of_claims_does_not_matter():
    before = [claim("A", "bought", "B", start=n, when=f"200{n}") for n in range(3)]
    after = [claim("A", "bought", "B", start=n, when=f"200{n + 1}") for n in range(3)]
    assert compared(before, after).to_json() == compared(before[::-1], after[::-1]).to_json()


def test_changes_are_told_with_their_receipts_in_every_form():
    before, after = claim("A", "bought", "B", when="2020"), claim("A", "bought", "B", when="2021", quote="<b>x</b>")
    found = compared([before], [after, claim("A", "bought", "C", doc="b.txt")])
    assert list(found.lines())[:6] == [
        "claims: 1 new, 1 changed; documents: 1 added",
        "",
        "New",
        "  A bought from C",
        "    “A bought C”",
        "    b.txt",
    ]
    assert "    when: 2020 → 2021" in list(found.lines())
    assert [(row["change"], row["field"], row["doc"]) for row in found.rows()] == [
        ("new", "", "b.txt"),
        ("changed", "when", "a.txt"),
        ("changed", "quote", "a.txt"),
        ("added", None, "b.txt"),
    ]
    assert all(set(COLUMNS) <= set(row) for row in found.rows())
    assert json.loads(json.dumps(found.to_json()))[1]["before"]["quote"] == "A bought B"
    assert "&lt;b&gt;x&lt;/b&gt;" in found._repr_html_()
