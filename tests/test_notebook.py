"""Displays for notebooks say what a claim says and escape every text."""

from __future__ import annotations

from types import SimpleNamespace

from kg.claims import Entity
from kg.views import notebook

HOSTILE = "<script>x</script><img src=x onerror=x>"


def test_a_claim_is_shown_with_its_evidence_marked_and_its_source(story):
    claim = story.claims[0]
    shown = notebook.claim_html(claim, story.documents[claim.doc], story.ontology)
    assert ">BES signed a contract worth $224,000 with Veriface</mark>" in shown
    for words in ("stated as fact", "Procurement Watch", "11 August 2023", "224,000 USD", "The Harbour Herald"):
        assert words in shown
    assert 'href="https://herald.example/2023/border-service-veriface"' in shown


def test_a_claim_without_a_known_document_names_the_file(claim_of):
    assert "notes.txt" in notebook.claim_html(claim_of("A", "sued", "B", doc="notes.txt"))


def test_a_denial_says_so(claim_of):
    assert "denied" in notebook.claim_html(claim_of("A", "sued", "B", polarity="negated"))


def test_a_list_of_claims_says_how_each_stands_and_opens_to_its_sentence(story, claim_of):
    few = notebook.claim_list_html(story.claims[:2], story.documents, story.ontology)
    assert few.count("<details open") == 2
    many = notebook.claim_list_html(story.claims, story.documents, story.ontology)
    assert many.count("<details style") == notebook.SHOWN
    assert f"and {len(story.claims) - notebook.SHOWN} more claims" in many
    denial = notebook.claim_list_html([claim_of("A", "sued", "B", polarity="negated")], {})
    assert denial.split("</summary>")[0].endswith("denied</span>")


def test_an_actor_is_shown_from_its_own_side(story):
    shown = notebook.actor_html(
        Entity("Veriface", "Company", ("Veriface Inc.",)), story.claims, story.documents, story.ontology
    )
    assert "was contracted by" in shown
    assert "Veriface Inc." in shown
    assert "several Meridian employees" not in shown


def test_an_actor_with_many_claims_says_how_many_are_left(story, claim_of):
    claims = [claim_of("A", "sued", "B", start=start) for start in range(notebook.SHOWN + 2)]
    assert "and 2 more claims" in notebook.actor_html(Entity("A", "Company"), claims, {}, story.ontology)


def test_a_summary_counts_relations_statuses_and_actors(story):
    shown = notebook.summary_html(story.claims, story.ontology, title="The story")
    assert "44 claims about 24 actors from 14 documents" in shown
    for words in ("contracted", "stated as fact", "Veriface", "The story"):
        assert words in shown


def test_hostile_texts_are_escaped_everywhere(story, claim_of):
    claim = claim_of(
        HOSTILE, HOSTILE, HOSTILE, quote=HOSTILE, prefix=HOSTILE, suffix=HOSTILE, by=HOSTILE, role=HOSTILE,
        when=HOSTILE, amount=HOSTILE, technology=HOSTILE, doc=HOSTILE, modality=HOSTILE,
    )  # fmt: skip
    document = SimpleNamespace(title=HOSTILE, date=HOSTILE, publisher=HOSTILE, url="javascript:alert(1)")
    entity = Entity(HOSTILE, HOSTILE, (HOSTILE,))
    for shown in (
        notebook.claim_html(claim, document),
        notebook.actor_html(entity, [claim], {HOSTILE: document}, story.ontology),
        notebook.claim_list_html([claim], {HOSTILE: document}),
        notebook.triples_html([[HOSTILE] * 3], 1),
        notebook.summary_html([claim], story.ontology, title=HOSTILE),
    ):
        assert "<script" not in shown
        assert "<img" not in shown
        assert "javascript:" not in shown
        assert "&lt;script&gt;" in shown
