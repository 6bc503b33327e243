"""Headlines and news of technology, read with the shipped model and ontology: what they say, and what they only name.

A claim is written `subject relation object`, what is no fact or denied with its status behind it.
"""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extraction.naming.lexicon import Lexicon
from kg.extraction.naming.mentions import Mention
from kg.extraction.reference.attributes import join_attributes
from kg.extraction.syntax.clauses import NOUN, Clauses
from kg.language.parsing import parse
from kg.ontology.definitions import Ontology
from kg.reading.documents import Document

#: Sentences by the mechanism that reads them, each with all its claims of the relations that are looked at.
SENTENCES = {
    "a product is its maker's, whatever is said of it": [
        (
            "Critics want Acme Systems to withdraw its hiring software, called Sieve.",
            "Acme Systems develops Sieve",
        ),
        (
            "Last spring Acme Systems tried to sell its face recognition technology Iriscope to the Border Agency.",
            "Acme Systems develops Iriscope",
        ),
        ("Acme Systems pitched the agency on using its software, called Argus.", "Acme Systems develops Argus"),
        ("Acme Systems bought software formerly called Argus.", ""),
    ],
    "its own thing is nothing that a company gave up as a customer": [
        ("Acme Systems is canceling its face recognition programs.", "Acme Systems develops face recognition"),
        (
            "The Dunmere Police Department is canceling its face recognition programs.",
            "Dunmere Police Department discontinued face recognition",
        ),
    ],
    "a means is used by who does it": [
        ("Acme Systems was copying other websites using AI.", "Acme Systems uses AI"),
        ("Acme Systems uses AI crowd analysis to sell adverts.", "Acme Systems uses AI"),
        ("Acme Systems reviewed the use of face recognition.", ""),
    ],
    "the end of an alleged deed is not alleged": [
        ("Acme Systems is accused of copying books to train AI models.", "Acme Systems develops AI"),
        ("Acme Systems is accused of developing spyware.", "Acme Systems develops spyware (alleged)"),
    ],
    "a mistaken deed is done, a mistaken report is none": [
        ("Acme Systems mistakenly sued Northgate Holdings.", "Acme Systems sued Northgate Holdings"),
        ("The Harbour Post mistakenly reported that Acme Systems sued Northgate Holdings.", ""),
    ],
    "what is asked for is asked of whom it is about": [
        (
            "The Digital Liberties Union criticized Acme Systems and demanded that it stop selling scanners.",
            "Digital Liberties Union calledOn Acme Systems",
        ),
    ],
    "companions do it, too": [
        (
            "Acme Systems, alongside Northgate Holdings, sued Oakham Bank.",
            "Acme Systems sued Oakham Bank; Northgate Holdings sued Oakham Bank",
        ),
        ("Acme Systems marched alongside Northgate Holdings and sued Oakham Bank.", "Acme Systems sued Oakham Bank"),
    ],
    "a noun that two words share is two things": [
        (
            "Acme Systems was fined for breaching privacy and labour laws.",
            "Acme Systems violated labour law; Acme Systems violated privacy",
        ),
    ],
    "a source in brackets is nothing else": [
        ("The agency signed a deal with camera company Acme Systems [The Harbour Post]", ""),
    ],
    "a pronoun says no more than its noun": [
        ("Acme Systems barred police from using its scanner and said they should not use Argus again.", ""),
    ],
    "a headline announces": [
        ("Acme Systems to sue Northgate Holdings", "Acme Systems sued Northgate Holdings (planned)"),
    ],
    "a chief who speaks of her company is its chief": [
        (
            "Asked about Acme Systems, chief executive Dana Reyes said her company would go on.",
            "Dana Reyes affiliatedWith Acme Systems",
        ),
        ("Asked about Acme Systems, Mayor Dana Reyes said the company would go on.", ""),
    ],
}

#: Relations by the way, which other tests look at.
ASIDE = {"contracted", "criticized", "pitchedTo", "suppliedTo", "suspendedSalesTo"}


@pytest.mark.parametrize(
    ("text", "told"),
    [row for rows in SENTENCES.values() for row in rows],
    ids=[f"{name}-{n}" for name, rows in SENTENCES.items() for n, _ in enumerate(rows)],
)
def test_what_a_sentence_says(shipped_extractor, text, told):
    claims = shipped_extractor.read(Document("a.txt", text, "-", "0"), *parse([text])).claims
    found = [
        f"{c.subject} {c.predicate} {c.object}{'' if c.status == 'fact' else f' ({c.status})'}"
        for c in claims
        if c.predicate not in ASIDE
    ]
    assert "; ".join(sorted(found)) == told


def test_a_source_tells_nothing_of_what_stands_beside_a_name(shipped_extractor):
    text = "The Harbour Post quoted Dana Reyes, formerly a manager at Acme Systems, as saying the plan had failed."
    (claim,) = shipped_extractor.read(Document("a.txt", text, "-", "0"), *parse([text])).claims
    assert (claim.subject, claim.object, claim.by) == ("Dana Reyes", "Acme Systems", None)


def test_a_name_before_several_things_is_that_of_the_last():
    doc = Doc(Vocab(), ["Orbix", "AI", "cameras"], heads=[1, 2, 2], deps=["compound", "compound", "ROOT"])
    clauses = Clauses(doc, [0, 1, 2], lemmas={0: "orbix", 1: "ai", 2: "camera"})
    clauses.add(1, NOUN, 0)
    kinds = [("name", "Company"), ("noun", "Technology"), ("noun", "Technology")]
    mentions = {i: Mention(i, i + 1, i, kind, doc[i].text, name) for i, (kind, name) in enumerate(kinds)}
    join_attributes(clauses, mentions, Lexicon(Ontology.load()))
    assert clauses.arguments(2, NOUN) == [0]
