"""Whom references mean, in short texts of several kinds of news, read with the shipped model and ontology.

A reference under test stands in square brackets. The texts and their antecedents were written before the rules.
"""

from __future__ import annotations

import pytest

from kg.extraction.analysis import DocumentAnalysis
from kg.language.parsing import parse
from kg.reading.documents import Document

#: A text, and the names of those whom its references mean, in their order; nobody where it should stay open.
TEXTS = {
    "a thing of somebody is none named far above": (
        "Lumen Robotics won the contract for the Argus Health Platform. Hospitals that tried the software were content. "
        "It has worked for the Immigration Bureau, which used its [software] to plan raids.",
        [""],
    ),
    "a law is proposed, not the chamber": (
        "The House debated the Harbour Safety Act on Monday. [It] was co-sponsored by Dana Reyes and Omar Haddad.",
        ["Harbour Safety Act"],
    ),
    "a firm is fined, not its product": (
        "Lumen Robotics sells a patrol drone called Kestrel. In May a court fined [it] $2 million.",
        ["Lumen Robotics"],
    ),
    "a firm of whose kind nothing is told": (
        "Norvel had considered selling the stake to Quay Investments. [It] was advised by Lowther & Hume LLP and received "
        "a loan of £10m from First Albion Bank.",
        ["Norvel"],
    ),
    "who says so, and no critic": (
        "Norvel rejected criticism from Greenwatch and said that [it] had never lobbied the Energy Ministry.",
        ["Norvel"],
    ),
    "a body with a name of one word": (
        "Oreva bought location records from Finch Mobile and sold them to the Immigration Bureau, [the Army] and at least "
        "three sheriff's offices.",
        [None],
    ),
    "the office beside a name": (
        "President Ilse Brandt flew to Oslo on Friday with Foreign Minister Tomas Lind. Reporters waited for hours. "
        "Norway's parliament sued [the minister], and a union criticized [the president].",
        ["Tomas Lind", "Ilse Brandt"],
    ),
    "two with one office": (
        "President Ilse Brandt met President Juan Ortega in Lima. A union criticized [the president].",
        [None],
    ),
    "a title tells the gender": (
        "Princess Amara accused her uncle, King Oskar, of fraud. The palace did not comment. "
        "[She] sued the king in March, and [he] apologised.",
        ["Amara", "Oskar"],
    ),
    "they are both": (
        "Dana Reyes and Omar Haddad lost their jobs at Lumen Robotics in May. [They] sued the company.",
        ["Dana Reyes", "Omar Haddad"],
    ),
    "the companies are both": (
        "Lumen Robotics Inc. and Orbix Systems Inc. lost the bid. On Monday the port sued [the two companies].",
        ["Lumen Robotics Inc.", "Orbix Systems Inc."],
    ),
    "not everybody named together is a company": (
        "Lumen Robotics Inc. and the Harbor League lost the case. On Monday the port sued [the companies].",
        [None],
    ),
    "companies that are told apart are others": (
        "Lumen Robotics Inc. and Orbix Systems Inc. lost the bid. The port sued [the companies] that had won it.",
        [None],
    ),
    "the staff of the department": (
        "The Springfield Police Department closed the port. Drones are used by [department] personnel.",
        ["Springfield Police Department"],
    ),
    "any department has staff": (
        "The Springfield Police Department closed the port. Drones are used by a [department] in Ohio.",
        [None],
    ),
    "the administration is no committee": (
        "The Trump administration closed the harbour in May. The House Ways Committee subpoenaed documents about "
        "[the administration]'s plan.",
        ["Trump administration"],
    ),
    "what a court rules against is not its own": (
        "The Trump administration appealed. The Supreme Court of Norway ruled against [its] attempt to close the port.",
        ["Trump administration"],
    ),
    "what a critic criticises is not his own": (
        "The Harbor League sued Lumen Robotics over [its] use of drones.",
        ["Lumen Robotics"],
    ),
    "its own is the subject's": (
        "The Harbor League criticized Lumen Robotics in [its] own report.",
        ["Harbor League"],
    ),
    "what a court rules against may stand behind a colon": (
        "On Monday a Norwegian court ruled against Lumen Robotics: [its] use of drones broke the law.",
        ["Lumen Robotics"],
    ),
    "what a union wants may stand there, too": (
        "The Harbor League criticized Lumen Robotics: a year is too short, and [it] asked for another.",
        ["Harbor League"],
    ),
    "its own system is none spoken of before": (
        "The Elmfield Police Department uses Kestrel, a patrol drone. The Springfield Police Department built its own "
        "[system].",
        [None],
    ),
    "an immigration service is neither the police nor the government": (
        "U.S. Immigration and Customs Enforcement met Lumen Robotics. Dana Reyes praised [the government] and "
        "criticized [the police].",
        [None, None],
    ),
    "the company now, not the company then": (
        "Orbix Systems went first. The company sued the port. Lumen Robotics was the second. Dana Reyes, the president of "
        "Lumen Robotics, said that [the company] sells drones.",
        ["Lumen Robotics"],
    ),
    "the group is one that campaigns": (
        "The Harbor League met Lumen Robotics in May. Orbix Systems was not invited. [The group] criticized it.",
        ["Harbor League"],
    ),
    "who stays open is not somebody else": (
        "Lumen Robotics sells drones. The harbour was closed. [The agency] wrote letters, and [it] sued the port.",
        [None, None],
    ),
    "an object is not the subject of its clause": (
        "Lumen Robotics grew quickly. In June the Harbor League sued [it].",
        ["Lumen Robotics"],
    ),
    "nor the subject of an infinitive": (
        "Lumen Robotics grew quickly. The Harbor League wants to sue [it].",
        ["Lumen Robotics"],
    ),
    "I am the speaker": (
        '"[I] applaud Lumen Robotics for its restraint," said Senator Dana Reyes.',
        ["Dana Reyes"],
    ),
    "I am the speaker in the next sentence too": (
        'Dana Reyes, a senator, praised the vote. "It was time," Reyes said. "[I] criticized Lumen Robotics for years."',
        ["Dana Reyes"],
    ),
    "a speaker does not call himself he": (
        'Omar Haddad closed the port in May. Dana Reyes said: "[He] ignored the law, and I told Omar Haddad so."',
        ["Omar Haddad"],
    ),
    "his before the name": (
        "The port was closed in May. In [his] letter, Omar Haddad criticized Lumen Robotics.",
        ["Omar Haddad"],
    ),
    "himself": (
        "Omar Haddad told Juan Ortega that Dana Reyes had nominated [herself].",
        ["Dana Reyes"],
    ),
    "nobody does the raining": (
        "Lumen Robotics closed its plant. [It] rained all day, and [it] was unclear whether anybody came.",
        [None, None],
    ),
    "the noun in a name": (
        "The Norwegian Data Protection Authority fined Lumen Robotics. The Ministry of Fisheries asked for a review. "
        "[The authority] said that [the ministry] had no say.",
        ["Norwegian Data Protection Authority", "Ministry of Fisheries"],
    ),
    "a company sues another": (
        "Lumen Robotics supplies the port. Orbix Systems lost the bid. On Monday Orbix Systems sued [the company].",
        ["Lumen Robotics"],
    ),
    "a body of another state": (
        "The Norwegian Data Protection Authority closed the port. Reporters asked the [regulator] of Chile for help.",
        [None],
    ),
    "his campaign is not the party": (
        "The Labour Party nominated Omar Haddad. Omar Haddad said his [campaign] had paid the fine.",
        [None],
    ),
    "police are several": (
        "The Springfield Police Department arrested two men. [They] used a drone from Lumen Robotics.",
        ["Springfield Police Department"],
    ),
    "the police are one force": (
        "The Springfield Police Department closed the port. Lumen Robotics sold a drone to [the police].",
        ["Springfield Police Department"],
    ),
    "of two forces the police are none": (
        "The Springfield Police Department closed the port. The Oslo Police Department opened it. "
        "Lumen Robotics sold drones to [the police].",
        [None],
    ),
    "the country acts": (
        "Norway banned the drone in May. [It] sued Lumen Robotics in June.",
        ["Norway"],
    ),
    "a man is not she": (
        "Mr. Haddad met Senator Dana Reyes on Monday. [She] criticized Lumen Robotics.",
        ["Dana Reyes"],
    ),
}

#: What still goes wrong: where the words around a pronoun want nobody in particular, the subject wins.
XFAILED = {
    "who acts through officials is in front": (
        "The Harbor League sued the Ministry of Fisheries. Officials of the Norwegian Data Protection Authority met Lumen "
        "Robotics in May. Lumen Robotics showed its drones to [the agency].",
        ["Norwegian Data Protection Authority"],
    ),
    "a thing without a name": (
        "Lumen Robotics sent a truck to the harbour. [It] caught fire on the way.",
        [None],
    ),
}


@pytest.fixture(scope="module")
def understand(shipped_extractor):
    def understood(text: str) -> DocumentAnalysis:
        (doc,) = parse([text])
        return DocumentAnalysis.of(shipped_extractor.kit, Document("a.txt", text, "-", "0"), doc)

    return understood


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its brackets, and the places that they held."""
    plain, spans = "", []
    for number, part in enumerate(text.replace("]", "[").split("[")):
        if number % 2:
            spans.append((len(plain), len(plain) + len(part)))
        plain += part
    return plain, spans


def meant(analysis: DocumentAnalysis, start: int, end: int) -> set[str]:
    """The names of those whom the mention at characters start..end stands for."""
    at = [m for m in analysis.mentions if start <= analysis.doc[m.head].idx < end]
    found = [referent for m in at for referent in analysis.references.antecedents(m)]
    return {referent.name for referent in found if referent.is_named}


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*case, id=title) for title, case in TEXTS.items()]
    + [pytest.param(*case, id=title, marks=pytest.mark.xfail(strict=True)) for title, case in XFAILED.items()],
)
def test_reference_means(understand, text, expected):
    plain, spans = marked(text)
    analysis = understand(plain)
    found = [meant(analysis, *span) for span in spans]
    if len(spans) == 1 and len(expected) > 1:
        assert found == [set(expected)]
    else:
        assert found == [{name} if name else set() for name in expected]
