"""All about one actor: how its claims are grouped and worded, and that no text becomes markup."""

import json
import re

import pytest
from graphs import DENIED, ONTOLOGY, claim, document, entity

from kg.analysis.dossier import Actor

HOSTILE = "<script>x</script>\x1b[31m [x](http://e.example) *x*"


def dossier(*claims, name="A", naming=(), **known):
    one = entity(name, **known)
    return Actor(one.entity, one.iri, list(claims), ONTOLOGY, list(naming))


def headings(actor):
    return [(group.heading, group.direction) for group in actor.groups()]


def test_what_an_actor_did_and_what_was_done_to_it_is_told_from_its_side():
    actor = dossier(claim("A", "bought", "B"), claim("C", "bought", "A"), claim("B", "blamed", "A"))
    assert sorted(headings(actor)) == [
        ("bought from", "outgoing"),
        ("was paid by", "incoming"),
        ("← blamed", "incoming"),
    ]


def test_a_relation_without_direction_is_one_group():
    actor = dossier(claim("A", "allied", "B"), claim("C", "allied", "A"))
    assert headings(actor) == [("allied with", "mutual")]
    assert [line for line in actor.lines() if line in ("  B", "  C")] == ["  B", "  C"]


def test_two_actors_of_one_name_are_told_apart():
    other = entity("A", "Agency", iri="entity:A-agency")
    actor = dossier(claim("A", "bought", other), claim(other, "blamed", "A"))
    assert sorted(headings(actor)) == [("bought from", "outgoing"), ("← blamed", "incoming")]
    assert [one.entity.iri for one in actor.neighbours()] == ["entity:A-agency"]


def test_neighbours_stand_by_independent_sources_and_copies_count_once():
    copies = [document("b.txt"), document("c.txt", copy_of="b.txt")]
    actor = dossier(
        *(claim("A", "bought", "B", doc=doc) for doc in copies),
        *(claim("A", "bought", "C", doc=doc) for doc in ("d.txt", "e.txt")),
        claim("A", "bought", "D", **DENIED),
    )
    found = [(one.entity.name, one.sources, one.claims, one.headings) for one in actor.neighbours()]
    assert found == [
        ("C", 2, 2, ("bought from",)),
        ("B", 1, 2, ("bought from",)),
        ("D", 1, 1, ("bought from (denied)",)),
    ]
    assert actor.summary == "company · 5 claims from 4 sources, 5 documents"


def test_a_claim_has_its_receipt():
    source = document("a.txt", title="Deals", publisher="Herald", date="2021-03-04", copy_of="b.txt")
    told = claim(
        "A", "bought", "B", doc=source, by=entity("Herald"), technology=entity("Cam", "Tool"), when="2020-06",
        amount="224000 USD", role="dealer", prefix="It is said that ", suffix=" again.", **DENIED,
    )  # fmt: skip
    lines = list(dossier(told).lines(200))
    place = lines.index("bought from")
    assert lines[place + 1 : place + 4] == [
        "  B (denied; said by Herald; June 2020; 224,000 USD; as dealer; technology: Cam)",
        "    “It is said that A bought B again.”",
        "    Deals, Herald, 4 March 2021 [a.txt, copy of b.txt]",
    ]


def test_dated_claims_follow_each_other_and_the_others_are_counted():
    lines = list(dossier(claim("A", "bought", "B", when="2021"), claim("A", "bought", "C", when="2020"),
                         claim("A", "blamed", "C")).lines())  # fmt: skip
    assert lines[lines.index("Timeline") + 1 :] == [
        "  2020  A bought from C",
        "  2021  A bought from B",
        "        1 more claim without a date",
    ]


def test_what_rests_on_its_word_or_names_it_as_technology_is_told_too():
    said = claim("C", "bought", "B", by=entity("A"), quote="On the word of A")
    actor = dossier(naming=[said])
    assert actor.summary == "company · named in 1 claim about others"
    assert list(actor.lines())[2:6] == ["", "On its word", "  C bought from B (said by A)", "    “On the word of A”"]


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_lines_fit_the_terminal(width):
    long = claim("A", "bought", "B", quote="so many words " * 40, doc=document(title="A headline of some length " * 4))
    lines = list(dossier(long, aliases=("another name of the same",) * 5).lines(width))
    assert max(map(len, lines)) <= width


def test_no_text_becomes_markup():
    told = claim(
        entity(HOSTILE, iri="entity:A"), "bought", HOSTILE, quote=HOSTILE, amount=HOSTILE, when=HOSTILE, role=HOSTILE,
        doc=document(HOSTILE, title=HOSTILE, publisher=HOSTILE, date=HOSTILE, source="javascript:alert(1)"),
    )  # fmt: skip
    actor = dossier(told, name=HOSTILE, iri="entity:A", aliases=(HOSTILE + "!",))
    page, text = actor.page(), "\n".join((*actor.markdown(), *actor.lines()))
    assert "<script" not in page
    assert "javascript:" not in page
    assert "\x1b" not in text
    assert "<script" not in "\n".join(actor.markdown())
    assert re.search(r"(?<!\\)\]", "\n".join(actor.markdown())) is None


def test_the_page_may_use_its_own_style_and_nothing_else():
    page = dossier(claim("A", "bought", "B", doc=document(source="https://e.example/a"))).page()
    assert "default-src &#39;none&#39;; style-src &#39;sha256-" in page
    assert ' style="' not in page
    assert '<a href="https://e.example/a" rel="noopener noreferrer">' in page


def test_the_record_holds_every_claim_in_full():
    told = claim("A", "bought", "B", when="2020")
    record = json.loads(json.dumps(dossier(told, wikidata="Q1").to_json()))
    assert record["wikidata"] == "http://www.wikidata.org/entity/Q1"
    assert record["relations"][0]["claims"][0]["sentence"] == "A bought B"
    assert record["timeline"] == [{"when": "2020", "claim": told.id}]
