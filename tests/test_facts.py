"""What passes for a fact and is none, and what sounds like none and is one, read with the shipped model and ontology.

Each sentence tells, or seems to tell, that Acme Systems did something to Northgate Holdings.
"""

from __future__ import annotations

import pytest

from kg.language.parsing import parse
from kg.reading.documents import Document

ACME, NORTHGATE = "Acme Systems", "Northgate Holdings"

#: Sentences by how the claim in them stands; `open` where none is made.
SENTENCES = {
    "denied": (
        "A hoax said that {a} bought {n}.",
        "A fake press release said that {a} had bought {n}.",
        "An April Fools' story said that {a} had acquired {n}.",
        "A deepfake video showed that {a} had bought {n}.",
        "The spoof article, which said that {a} had bought {n}, was shared widely.",
        "The report that {a} had bought {n} proved to be a hoax.",
        "Reports that {a} had bought {n} have been debunked.",
        "The idea that {a} bought {n} is laughable.",
        "The assertion that {a} bought {n} is without foundation.",
        "The Harbour Post retracted a story that said that {a} bought {n}.",
        "The newspaper apologised for writing that {a} had bought {n}.",
        "The Harbour Post regretted saying that {a} had bought {n}.",
        "The mayor lied when he said that {a} had bought {n}.",
        "It is absurd to say that {a} bought {n}.",
        "Dana Reyes falsely told the council that {a} had bought {n}.",
        "Regulators blocked the purchase of {n} by {a}.",
        "{a} did not sue {n} but Lane Analytics.",
        "{a} sued Lane Analytics but not {n}.",
        "Dana Reyes denied that {a} bought not Lane Analytics but {n}.",
        "{a} discussed but never made the purchase of {n}.",
    ),
    "fact": (
        "A report said that {a} bought {n}.",
        "The Harbour Post ran a story that said that {a} bought {n}.",
        "The fact that {a} bought {n} is laughable.",
        "Reports that {a} had bought {n} have been confirmed.",
        "Dana Reyes regretted that {a} bought {n}.",
        "The mayor lied when he sold the port to Lane Analytics, said Hill, but {a} bought {n}.",
        "{a} failed to disclose that it had bought {n}.",
        "{a} did not reveal that it had acquired {n}.",
        "{a} neglected to mention that it had bought {n}.",
        "{a} never told the council that it had bought {n}.",
        "{a} withdrew its lawsuit against {n}.",
        "A lawsuit filed by {a} against {n} was dismissed.",
        "{a} abandoned its lawsuit against {n}.",
        "{a} sued not Lane Analytics but {n}.",
        "{a} did not sue Lane Analytics but {n}.",
        "{a} sued not only Lane Analytics but also {n}.",
        "Dana Reyes said that {a} had broken the law by buying {n}.",
        "Lane Analytics was bought by Brightline Inc. {a} sued {n}.",
    ),
    "alleged": (
        "Dana Reyes said she had heard that {a} bought {n}.",
        "Unconfirmed reports said that {a} had bought {n}.",
        "According to unverified reports, {a} has bought {n}.",
        "The union alleges that {a} failed to disclose that it had bought {n}.",
        "Dana Reyes alleged that {a} had broken the law by buying {n}.",
        "A lawsuit says that {a} bought {n}.",
        "According to the complaint, {a} bought {n}.",
        "The regulator said in a complaint that {a} had bought {n}.",
    ),
    "planned": (
        "{a} was about to buy {n} when the talks collapsed.",
        "{a} was about to buy {n}.",
        "{a} was close to buying {n}.",
    ),
    "open": (
        "The council barred {a} from buying {n}.",
        "{a} will be prohibited from buying {n} for five years.",
        "The auditors did not find any evidence that {a} had bought {n}.",
        "There is no proof that {a} bought {n}.",
        "{a} did not say that it had bought {n}.",
        "{a} never told the council whether it had bought {n}.",
        "The city hired Brightline Inc. {n} complained about {a}.",
    ),
}


@pytest.fixture(scope="module")
def statuses(shipped_extractor):
    """How what a sentence says of the two stands."""

    def found(text: str) -> list[str]:
        text = text.format(a=ACME, n=NORTHGATE)
        (doc,) = parse([text])
        claims = shipped_extractor.read(Document("a.txt", text, "-", "0"), doc).claims
        told = {"acquired", "sued", "contracted"}
        ends = [{claim.subject, claim.object} for claim in claims]
        return [
            c.status for c, both in zip(claims, ends, strict=True) if both == {ACME, NORTHGATE} and c.predicate in told
        ]

    return found


@pytest.mark.parametrize(("text", "status"), [(text, status) for status, texts in SENTENCES.items() for text in texts])
def test_how_a_claim_stands(statuses, text, status):
    assert (statuses(text) or ["open"])[0] == status
