"""A person's word on the site: claims are put right, actors are joined, parted and named, and all is taken back."""

from __future__ import annotations

import re

import httpx
import pytest
from kept import HOSTILE, story
from lxml import html
from served import Site

from kg import KnowledgeGraph
from kg.server.actor import dossier
from kg.server.application import Limits


@pytest.fixture
def site(tmp_path):
    """A site on which Jane Doe judges a short story."""
    with Site.of(story(tmp_path / "graph"), Limits(60, 1000, judge="Jane Doe"), written=True) as running:
        yield running


def text(answer: httpx.Response) -> str:
    return " ".join(html.fromstring(answer.text).find("body").text_content().split())


def post(site: Site, path: str, **values: str) -> httpx.Response:
    token = re.search(r'name="token" value="([^"]+)"', site.get("/actor", name="Bolt").text)[1]
    return site.client.post(path, data={"token": token, **values})


def followed(site: Site, answer: httpx.Response) -> httpx.Response:
    assert answer.status_code == 303, answer.text
    return site.get(answer.headers["location"])


def claims(site: Site) -> list:
    return KnowledgeGraph.open(site.folder).claims(document="story.txt")


def actors(site: Site) -> dict[str, str]:
    found = KnowledgeGraph.open(site.folder).claims()
    ends = [end for one in found for end in (one.stated.subject, one.stated.object)]
    return {end.name: end.entity.class_name for end in ends}


def form(site: Site, claim: str) -> dict[str, str]:
    """What the form of a claim holds when it is opened."""
    page = html.fromstring(site.get("/claim", id=claim).text)
    (found,) = [one for one in page.forms if one.action == "/claim"]
    return {name: value or "" for name, value in found.fields.items()}


def test_a_claim_is_put_right(site):
    claim = claims(site)[0].id
    values = {"status": "alleged", "when": "2020-05", "said_by": "Dyno", "object": "Ebbe", "amount": "1,000 USD"}
    page = text(followed(site, post(site, "/claim", **{**form(site, claim), **values})))
    assert "Acme sued Ebbe" in page
    assert "✓ edited by Jane Doe" in page
    assert "now object: Ebbe; now status: alleged; now when: 2020-05; now amount: 1000 USD" in page
    (edited,) = [one.claim for one in claims(site) if one.claim.predicate == "sued"]
    assert (edited.modality, edited.when, edited.by, edited.amount) == ("alleged", "2020-05", "Dyno", "1000 USD")


def test_a_value_is_taken_away_by_leaving_it_empty(site):
    claim = claims(site)[0].id
    followed(site, post(site, "/claim", **{**form(site, claim), "role": "plaintiff", "when": "2020"}))
    claim = claims(site)[0].id
    assert form(site, claim)["role"] == "plaintiff"
    followed(site, post(site, "/claim", **{**form(site, claim), "role": ""}))
    assert (claims(site)[0].claim.role, claims(site)[0].claim.when) == (None, "2020")


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"amount": "much"}, "is no amount"),
        ({"subject": " "}, "a name is empty"),
        ({"relation": "sude"}, "Did you mean sued"),
        ({"subject_class": "Compny"}, "Did you mean Company"),
        ({"role": ""}, "nothing is changed"),
        ({"role": "x" * 1001}, "role has 1,001 characters, and may have 1,000"),
    ],
)
def test_a_wrong_value_is_told_beside_the_form_and_nothing_written_is_lost(site, wrong, reason):
    claim = claims(site)[0].id
    values = {**form(site, claim), "because": HOSTILE, **({} if "role" in wrong else {"role": '"><b>'}), **wrong}
    answer = post(site, "/claim", **values)
    page = html.fromstring(answer.text)
    assert answer.status_code == 400
    assert reason in page.xpath("//section/p[@role='alert']")[0].text_content()
    (found,) = [one for one in page.forms if one.action == "/claim"]
    chosen = ("relation", "subject_class", "token")
    assert {name: found.fields[name] for name in values if name not in chosen} == {
        name: value for name, value in values.items() if name not in chosen
    }
    assert not KnowledgeGraph.open(site.folder).judgements()


def test_relations_that_fit_the_ends_are_offered_first(site):
    page = html.fromstring(site.get("/claim", id=claims(site)[0].id).text)
    groups = {group.get("label"): group.xpath("./option/text()") for group in page.xpath("//optgroup")}
    first, others = groups.values()
    assert next(iter(groups)) == "Fit “company”"
    assert "sued" in first
    assert "enacted" in others


def test_of_an_actor_that_leaves_with_its_last_claim_the_document_is_shown(site):
    (claim,) = [one for one in claims(site) if one.claim.predicate == "sued"]
    iri = claim.stated.object.iri
    for one in claims(site):
        answer = post(site, "/judge", claim=one.id, verdict="reject", actor=iri)
    assert answer.headers["location"].startswith("/document?name=story.txt&at=")
    page = followed(site, answer)
    assert "Rejected Bolt criticized Acme" in text(page)


def test_a_rejected_claim_is_on_no_map_and_an_accepted_one_is_marked(site):
    sued, other = claims(site)
    post(site, "/judge", claim=sued.id, verdict="reject")
    post(site, "/judge", claim=other.id, verdict="accept", because="seen")
    drawn = site.get("/map", document="story.txt").text
    assert "1 claim about 2 actors" in drawn
    assert '"quote":"Acme sued Bolt"' not in drawn
    assert re.search(r'"review":"accepted by Jane Doe, [^"]+: seen"', drawn)


def test_two_actors_are_joined_parted_and_left_open(site):
    iri = claims(site)[0].stated.subject.iri
    page = followed(site, post(site, "/names", form="pair", actor=iri, value="Bolt", verdict="same", because="one"))
    assert "The same “Acme” and “Bolt”" in text(page)
    assert set(actors(site)) == {"Acme", HOSTILE} or set(actors(site)) == {"Bolt", HOSTILE}
    iri = claims(site)[0].stated.subject.iri
    again = html.fromstring(page.text).xpath("//form[@class='done']//input[@name='claim']/@value")[0]
    followed(site, post(site, "/judge", claim=again, verdict="undo", page="decisions"))
    assert {"Acme", "Bolt"} <= set(actors(site))
    for verdict in ("different", "undecided"):
        iri = claims(site)[0].stated.subject.iri
        followed(site, post(site, "/names", form="pair", actor=iri, value="Bolt", verdict=verdict))
    assert {"Acme", "Bolt"} <= set(actors(site))


def test_the_name_and_the_class_of_an_actor_are_corrected_on_its_page(site):
    iri = claims(site)[0].stated.subject.iri
    page = followed(site, post(site, "/names", form="name", actor=iri, value="Acme  Holding", verdict="name"))
    assert html.fromstring(page.text).findtext(".//h1/bdi") == "Acme Holding"
    iri = claims(site)[0].stated.subject.iri
    page = followed(site, post(site, "/names", form="class", actor=iri, value="Agency", verdict="class"))
    assert "public agency" in text(page)
    assert actors(site)["Acme Holding"] == "Agency"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"form": "pair", "verdict": "same", "value": "Bollt"}, "Did you mean Bolt"),
        ({"form": "pair", "verdict": "different", "value": "acme"}, "'Acme' and 'acme' are one"),
        ({"form": "class", "verdict": "class", "value": "Compny"}, "Did you mean Company"),
        ({"form": "name", "verdict": "name", "value": " "}, "write a name"),
        ({"form": "name", "verdict": "drop", "value": "x"}, "is no verdict"),
        ({"form": "name", "verdict": "name", "value": "x" * 1001}, "the name has 1,001 characters"),
    ],
)
def test_what_is_wrong_with_a_name_is_told_beside_its_form(site, given, reason):
    iri = claims(site)[0].stated.subject.iri
    answer = post(site, "/names", actor=iri, because="a reason", **given)
    page = html.fromstring(answer.text)
    (problem,) = page.xpath("//p[@role='alert']")
    assert (answer.status_code, reason in problem.text_content()) == (400, True)
    fields = problem.getparent().fields
    assert (fields["form"], fields["because"]) == (given["form"], "a reason")
    assert page.xpath("//details/@open")


@pytest.mark.parametrize("path", ["/judge", "/claim", "/document", "/names"])
def test_nothing_is_decided_without_the_token_or_from_another_site(site, path):
    claim = claims(site)[0]
    given = {"claim": claim.id, "verdict": "reject", "actor": claim.stated.subject.iri, "value": "x", "role": "x"}
    for token in ("", "guessed"):
        assert site.client.post(path, data={**given, "token": token}).status_code == 403
    assert site.client.get(path, params=given).status_code in (200, 404, 405)
    cross = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert site.client.post(path, data=given, headers=cross).status_code == 403
    many = {f"field{number}": "x" for number in range(100)}
    assert post(site, path, **many).status_code == 400
    assert not KnowledgeGraph.open(site.folder).judgements()


def test_an_actor_that_was_renamed_or_joined_is_looked_at_by_its_new_address(site):
    old = claims(site)[0].stated.subject.iri
    post(site, "/names", form="name", actor=old, value="Acme Holding", verdict="name")
    answer = site.get("/actor", name=old)
    assert (answer.status_code, answer.headers["location"].endswith("entity%2Facme-holding")) == (303, True)
    assert html.fromstring(followed(site, answer).text).findtext(".//h1/bdi") == "Acme Holding"
    post(site, "/names", form="pair", actor=old, value="Bolt", verdict="same")
    assert site.get("/actor", name=old).status_code == 303


def test_what_speaks_against_a_decision_is_told_with_it(site):
    claim = claims(site)[0].id
    page = followed(site, post(site, "/claim", **{**form(site, claim), "object": "Acme"}))
    assert "Check this: it is a claim of “Acme” about itself" in text(page)
    page = followed(site, post(site, "/claim", **{**form(site, claims(site)[0].id), "object": "Bolt"}))
    assert "Check this" not in text(page)


def test_decisions_are_listed_with_their_effect(site):
    claim = claims(site)[0].id
    post(site, "/judge", claim=claim, verdict="accept", because=HOSTILE)
    post(site, "/judge", claim=claim, verdict="reject")
    page = html.fromstring(site.get("/decisions").text)
    rows = [" ".join(row.text_content().split()) for row in page.xpath("//ol/li")]
    assert [row.split(" (")[0] for row in rows] == ["Rejected Acme sued Bolt", "Accepted Acme sued Bolt"]
    assert "overruled" in rows[1]
    assert HOSTILE in rows[1]
    assert len(page.xpath("//ol//form")) == 1


def test_others_are_offered_to_one_who_judges(site):
    graph = KnowledgeGraph.open(site.folder)
    assert dossier(graph, "Acme").others == ()
    assert "Bolt" in dossier(graph, "Acme", judged=True).others
