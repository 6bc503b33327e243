"""Wordings of news that grammar brings to the same few roles, read with the shipped model and ontology."""

from __future__ import annotations

import pytest

from kg.claims import AFFIRMED, NEGATED
from kg.language.parsing import parse
from kg.reading.documents import Document

#: What a test is about, with a sentence, the claims it makes and those it does not make.
SENTENCES = {
    "“whose” tells what belongs to whom": (
        "Police bought cameras from Northgate Robotics, whose chief executive is Dana Reyes.",
        ["Dana Reyes affiliatedWith Northgate Robotics"],
        [],
    ),
    "what somebody does who is another's is the other's": (
        "Northgate Robotics, whose software is used by the FBI, denied it.",
        ["Federal Bureau of Investigation uses Northgate Robotics"],
        ["Northgate Robotics uses Federal Bureau of Investigation"],
    ),
    "a whole is told of behind its part": (
        "The Treasury Department, of which the IRS is a part, awarded Axon a contract.",
        ["Internal Revenue Service partOf U.S. Department of the Treasury"],
        [],
    ),
    "two nouns share what stands behind the second": (
        "Dana Reyes, a founder and director of Northgate Robotics, denied it.",
        ["Dana Reyes founded Northgate Robotics", "Dana Reyes affiliatedWith Northgate Robotics"],
        [],
    ),
    "what was filed was the lawsuit before it": (
        "Judges dismissed a lawsuit against Northgate Robotics, filed by Dana Reyes in 2019.",
        ["Dana Reyes sued Northgate Robotics"],
        [],
    ),
    "a lawsuit is not what somebody was angered by": (
        "Judges dismissed a lawsuit against Northgate Robotics, angered by Dana Reyes.",
        [],
        ["Dana Reyes sued Northgate Robotics"],
    ),
    "what somebody turns away from is given up": (
        "The Eastmere Police Department moved away from Axon cameras.",
        ["Eastmere Police Department discontinued Axon"],
        [],
    ),
    "whose a person is said to be employs the person": (
        "The exam was unfair, said Labour's Dana Reyes.",
        ["Dana Reyes affiliatedWith Labour"],
        [],
    ),
    "a place employs nobody": ("Brazil's Dana Reyes met Tom Hale.", [], ["Dana Reyes affiliatedWith Brazil"]),
    "who runs a part of a company works for it": (
        "Dana Reyes, who runs Northgate Robotics' business in Britain, denied it.",
        ["Dana Reyes affiliatedWith Northgate Robotics"],
        [],
    ),
    "the fund of another is a part of it": (
        "Argus Ventures, Microsoft's venture capital arm, took part in Northgate Robotics' $5 million funding round.",
        ["Argus Ventures partOf Microsoft", "Argus Ventures funded Northgate Robotics"],
        [],
    ),
    "those of whom founders are told founded it": (
        "Northgate Robotics was started by a group that included Dana Reyes and Tom Hale.",
        ["Dana Reyes founded Northgate Robotics", "Tom Hale founded Northgate Robotics"],
        [],
    ),
    "who settles a case was sued": (
        "Northgate Robotics settled a case brought by the Riverton Union in Illinois.",
        ["Riverton Union sued Northgate Robotics", "Northgate Robotics settledWith Riverton Union"],
        [],
    ),
    "whose fine it is has to pay it": (
        "Northgate Robotics' $5 million penalty from the FTC surprised investors.",
        ["Federal Trade Commission fined Northgate Robotics"],
        [],
    ),
    "who works with somebody's software uses it": (
        "The Eastmere Police Department scanned faces with software from Northgate Robotics.",
        ["Eastmere Police Department uses Northgate Robotics"],
        [],
    ),
    "what a contract is worth is no gift": (
        "The FBI awarded Northgate Robotics a $5 million contract.",
        ["Federal Bureau of Investigation contracted Northgate Robotics"],
        ["Federal Bureau of Investigation funded Northgate Robotics"],
    ),
    "a fine that is received is neither a gift nor a price": (
        "Northgate Robotics received a $5 million fine from the FTC.",
        ["Federal Trade Commission fined Northgate Robotics"],
        [
            "Federal Trade Commission funded Northgate Robotics",
            "Federal Trade Commission contracted Northgate Robotics",
        ],
    ),
    "who is picked over another is hired, and the other is not": (
        "The FBI picked Northgate Robotics over Axon.",
        ["Federal Bureau of Investigation contracted Northgate Robotics"],
        ["Federal Bureau of Investigation contracted Axon"],
    ),
    "who loses a case did bring it": (
        "The High Court rejected the ACLU's case against Northgate Robotics.",
        ["American Civil Liberties Union sued Northgate Robotics", "High Court ruledFor Northgate Robotics"],
        [],
    ),
    "a vendor may hold the contract": (
        "Northgate Robotics holds contracts with the FBI and the Social Security Administration.",
        [
            "Federal Bureau of Investigation contracted Northgate Robotics",
            "Social Security Administration contracted Northgate Robotics",
        ],
        [],
    ),
    "a day does nothing": (
        "The Eastmere City Council voted on Tuesday to ban face recognition.",
        ["Eastmere City Council banned face recognition"],
        [],
    ),
    "who is called on does what is called for": (
        "Lane Analytics called on Northgate Robotics to halt its use of face recognition.",
        [],
        ["Lane Analytics uses face recognition"],
    ),
    "no committee is the agency": (
        "The Harbour Agency bought cameras. Dana Reyes wrote to the Senate Finance Committee. "
        "Lane Analytics sued the agency.",
        ["Lane Analytics sued Harbour Agency"],
        ["Lane Analytics sued Senate Finance Committee"],
    ),
    "a police force is the agency": (
        "The Eastmere Police Department bought cameras. Lane Analytics sued the agency.",
        ["Lane Analytics sued Eastmere Police Department"],
        [],
    ),
    "a people may open a headline, as the name of a body": (
        "Dutch court rules against Northgate Robotics",
        ["Dutch court ruledAgainst Northgate Robotics"],
        [],
    ),
    "one of the courts of a people is none that is named": (
        "A Dutch court ruled against Northgate Robotics.",
        [],
        ["Dutch court ruledAgainst Northgate Robotics"],
    ),
    "who was fined wrongly for a use used it": (
        "Eastmere police wrongly arrested a man using Northgate Robotics facial recognition.",
        ["Eastmere police uses facial recognition"],
        ["not Eastmere police uses facial recognition"],
    ),
    "a title is not the name of a body": (
        "The Vice President, Dana Reyes, said on Friday that Northgate Robotics sued Lane Analytics.",
        ["Northgate Robotics sued Lane Analytics"],
        ["Dana Reyes affiliatedWith Vice"],
    ),
    "the plaintiffs are those who sued": (
        "Dana Reyes sued Northgate Robotics in May. "
        "The plaintiffs were listed as Lane Analytics, Eastmere Voice, Harbour and Fell Tribes, and Orbix Systems.",
        [
            "Lane Analytics sued Northgate Robotics",
            "Orbix Systems sued Northgate Robotics",
            "Harbour and Fell Tribes sued Northgate Robotics",
        ],
        ["Harbour sued Northgate Robotics", "Fell Tribes sued Northgate Robotics"],
    ),
    "plaintiffs of several lawsuits are not told apart": (
        "Dana Reyes sued Northgate Robotics. Tom Hale sued Lane Analytics. The plaintiffs include Orbix Systems.",
        [],
        ["Orbix Systems sued Northgate Robotics", "Orbix Systems sued Lane Analytics"],
    ),
    "a firm of a place is the one in question, a police force of a place is another": (
        "The Harbour Agency fined Lane Analytics. Orbix Systems sued the Boston-based firm.",
        ["Orbix Systems sued Lane Analytics", "Lane Analytics basedIn Boston"],
        [],
    ),
    "two known actors that are joined are two": (
        "Lane Analytics sued Immigration and Customs Enforcement and Customs and Border Protection.",
        [
            "Lane Analytics sued U.S. Immigration and Customs Enforcement",
            "Lane Analytics sued U.S. Customs and Border Protection",
        ],
        [],
    ),
    "a body is called by all its capitals": (
        "Northgate Robotics sued the San Mateo Auto Theft Task Force.",
        ["Northgate Robotics sued San Mateo Auto Theft Task Force"],
        [],
    ),
}


@pytest.mark.parametrize(("sentence", "made", "not_made"), SENTENCES.values(), ids=SENTENCES)
def test_a_wording_of_the_news(shipped_extractor, sentence, made, not_made):
    doc = next(iter(parse([sentence])))
    claims = shipped_extractor.read(Document("news.txt", sentence, "text/plain", ""), doc).claims
    denied = {AFFIRMED: "", NEGATED: "not "}
    found = {f"{denied[claim.polarity]}{claim.subject} {claim.predicate} {claim.object}" for claim in claims}
    assert set(made) <= found
    assert found.isdisjoint(not_made)
