"""Evidence, source, time, money, role and technology of a claim, on sentences parsed by hand."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from parsed import World

from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.details.circumstances import About, Circumstances
from kg.extraction.ends import End, ends_at
from kg.extraction.wording.patterns import Match

TOWS = ("towed", "[Auk](subject) towed [Emu](object).",
        "Auk|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Emu|PROPN|2|obj|ORG .|PUNCT|2|punct")  # fmt: skip
USES = ("owns", "[Auk](subject) used a [ferry](object).",
        "Auk|PROPN|2|nsubj|ORG used:use|VERB|0|root a|DET|4|det ferry|NOUN|2|obj .|PUNCT|2|punct")  # fmt: skip
JOB = ("serves", "[Dana Vale](subject) is the [keeper](role) of [Auk](object).",
       """Dana|PROPN|5|nsubj|PER Vale|PROPN|1|flat|+ is:be|AUX|5|cop the|DET|5|det keeper|NOUN|0|root of|ADP|7|case
       Auk|PROPN|5|nmod|ORG .|PUNCT|5|punct""")  # fmt: skip
LEAVES = ("towed", "[Auk](subject) left [Emu](object) towing.",
          "Auk|PROPN|2|nsubj|ORG left:leave|VERB|0|root Emu|PROPN|4|nsubj|ORG towing:tow|VERB|2|xcomp .|PUNCT|2|punct")  # fmt: skip
USE_BY = ("owns", "The use of a [ferry](object) by [Auk](subject) goes on.",
          """The|DET|2|det use|NOUN|8|nsubj of|ADP|5|case a|DET|5|det ferry|NOUN|2|nmod by|ADP|7|case Auk|PROPN|2|nmod|ORG
          goes:go|VERB|0|root on|ADP|8|compound .|PUNCT|8|punct""")  # fmt: skip
PLAIN = "Tern|PROPN|2|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|2|obj|ORG"


@dataclass(frozen=True)
class Found:
    """A document and the one claim in it."""

    analysis: DocumentAnalysis
    match: Match
    subject: End
    object: End

    @property
    def circumstances(self) -> Circumstances:
        return Circumstances(self.analysis)

    @property
    def about(self) -> About | None:
        return self.circumstances.technology(self.match, self.subject, self.object)

    @property
    def technology(self) -> str | None:
        return self.about.referent.name if self.about else None

    @property
    def evidence(self) -> tuple[str, str]:
        """The words of the evidence, and of its sentence."""
        standing = self.analysis.kit.qualifiers.standing(
            self.analysis.clauses, self.match.nodes, (self.match.subject, self.match.object)
        )
        where = self.circumstances.evidence((self.subject, self.object), self.match, standing, self.about)
        text = self.analysis.doc.text
        return text[where.start : where.end], text[where.sentence_start : where.sentence_end]


@pytest.fixture(scope="module")
def claim():
    """The claim in a document that says once what the example teaches."""
    world = World.of()

    def found(text, example=TOWS, date=None):
        analysis = world.understand(text, date)
        (match,) = world.matches(analysis, world.pattern(*example))
        relation = world.kit.ontology.relation(example[0])
        (subject,) = ends_at(analysis, match.subject, relation.domain, match)
        (object_,) = ends_at(analysis, match.object, relation.range, match)
        return Found(analysis, match, subject, object_)

    return found


def test_the_evidence_reaches_from_end_to_end_and_no_further(claim):
    found = claim(
        "Today|ADV|3|advmod Tern|PROPN|3|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|3|obj|ORG twice|ADV|3|advmod .|PUNCT|3|punct"
    )
    assert found.evidence == ("Tern towed Lynx", "Today Tern towed Lynx twice.")


def test_the_evidence_is_in_the_sentence_of_the_predicate(claim):
    found = claim(
        "Tern|PROPN|2|nsubj|ORG grew:grow|VERB|0|root .|PUNCT|2|punct / It|PRON|2|nsubj towed:tow|VERB|0|root "
        "Lynx|PROPN|2|obj|ORG .|PUNCT|2|punct"
    )
    assert found.subject.referent.name == "Tern"
    assert found.evidence == ("It towed Lynx", "It towed Lynx.")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            """Emu|PROPN|2|nsubj|ORG denied:deny|VERB|0|root that|SCONJ|5|mark Tern|PROPN|5|nsubj|ORG
            towed:tow|VERB|2|ccomp Lynx|PROPN|5|obj|ORG .|PUNCT|2|punct""",
            "denied that Tern towed Lynx",
        ),
        (
            """the|DET|2|det rumor|NOUN|8|nsubj that|SCONJ|5|mark Tern|PROPN|5|nsubj|ORG towed:tow|VERB|2|acl
            Lynx|PROPN|5|obj|ORG is:be|AUX|8|cop false|ADJ|0|root .|PUNCT|8|punct""",
            "rumor that Tern towed Lynx is false",
        ),
        (
            """Perhaps|ADV|3|advmod Tern|PROPN|3|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|3|obj|ORG .|PUNCT|3|punct""",
            "Perhaps Tern towed Lynx",
        ),
    ],
    ids=["denied", "false", "perhaps"],
)
def test_the_evidence_has_the_words_that_make_it_no_fact(claim, text, quote):
    assert claim(text).evidence[0] == quote


def test_the_evidence_has_the_words_that_make_the_claim(claim):
    keeps = ("towed", "[Auk](subject) kept [Emu](object) from [towing](cue).",
             """Auk|PROPN|2|nsubj|ORG kept:keep|VERB|0|root Emu|PROPN|2|obj|ORG from|SCONJ|5|mark towing:tow|VERB|2|advcl
             .|PUNCT|2|punct""")  # fmt: skip
    text = keeps[2].replace("Auk", "Tern").replace("Emu", "Lynx").replace(".|PUNCT|2", "again|ADV|5|advmod .|PUNCT|2")
    assert claim(text, keeps).evidence[0] == "Tern kept Lynx from towing"


@pytest.mark.parametrize("far", [False, True])
def test_the_evidence_has_the_technology_where_it_is_near(claim, far):
    between = "x|ADV|2|advmod " * 9 if far else ""
    text = f"{PLAIN} {between}with|ADP|{5 + 9 * far}|case ferries:ferry|NOUN|2|obl"
    found = claim(text)
    assert found.evidence[0].endswith("ferries") != far


@pytest.mark.parametrize(("mark", "asks"), [("?", True), (".", False)])
def test_a_sentence_asks_when_it_ends_like_that(claim, mark, asks):
    found = claim(f"{PLAIN} {mark}|PUNCT|2|punct / Really|ADV|0|root .|PUNCT|1|punct")
    assert found.circumstances.is_question(found.match) == asks


def test_a_question_in_another_sentence_does_not_count(claim):
    found = claim(f"{PLAIN} .|PUNCT|2|punct / Really|ADV|0|root ?|PUNCT|1|punct")
    assert not found.circumstances.is_question(found.match)


def test_a_named_actor_who_says_it_is_the_speaker(claim):
    found = claim(
        "Heron|PROPN|2|nsubj|ORG said:say|VERB|0|root Tern|PROPN|4|nsubj|ORG towed:tow|VERB|2|ccomp Lynx|PROPN|4|obj|ORG"
    )
    assert found.circumstances.speaker(found.match, found.subject) == "Heron"


def test_who_reports_what_it_did_is_the_source(claim):
    found = claim(
        "Tern|PROPN|2|nsubj|ORG said:say|VERB|0|root it|PRON|4|nsubj towed:tow|VERB|2|ccomp Lynx|PROPN|4|obj|ORG"
    )
    assert found.circumstances.speaker(found.match, found.subject) == "Tern"


def test_who_promises_or_denies_a_deed_is_not_its_source(claim):
    found = claim("Tern|PROPN|2|nsubj|ORG said:say|VERB|0|root towing:tow|VERB|2|xcomp Lynx|PROPN|3|obj|ORG")
    assert found.circumstances.speaker(found.match, found.subject) is None


def test_nobody_is_the_source_of_what_a_name_alone_tells():
    world = World.of()
    rows = "Tern|PROPN|2|nmod:poss|ORG ferry|NOUN|3|nsubj sank:sink|VERB|5|ccomp Heron|PROPN|5|nsubj|ORG said:say|VERB|0|root"
    analysis = world.understand(rows)
    owns = world.pattern("owns", "[Auk](subject) [ferry](object)", "Auk|PROPN|2|nmod:poss|ORG ferry|NOUN|0|root")
    (match,) = world.matches(analysis, owns)
    subject = analysis.by_unit[match.subject]
    end = End(analysis.references.of_mention[subject], subject, "House", 0.0)
    assert Circumstances(analysis).speaker(match, end) is None


def test_who_goes_on_speaking_is_the_speaker_in_the_next_sentence_too(claim):
    found = claim(
        """"|PUNCT|3|punct we|PRON|3|nsubj slept:sleep|VERB|6|ccomp "|PUNCT|3|punct Heron|PROPN|6|nsubj|ORG
        said:say|VERB|0|root / "|PUNCT|3|punct Tern|PROPN|3|nsubj|ORG towed:tow|VERB|0|root Lynx|PROPN|3|obj|ORG
        twice|ADV|3|advmod "|PUNCT|3|punct"""
    )
    assert found.circumstances.speaker(found.match, found.subject) == "Heron"


def test_a_nameless_speaker_is_no_source(claim):
    found = claim(
        "guilds:guild|NOUN|2|nsubj said:say|VERB|0|root Tern|PROPN|4|nsubj|ORG towed:tow|VERB|2|ccomp Lynx|PROPN|4|obj|ORG"
    )
    assert found.circumstances.speaker(found.match, found.subject) is None


def test_an_officer_speaks_for_the_organization(claim):
    found = claim(
        "a|DET|2|det steward|NOUN|6|nsubj of|ADP|5|case Heron|PROPN|5|compound|ORG Guild|PROPN|2|nmod|+ said:say|VERB|0|root "
        "Tern|PROPN|8|nsubj|ORG towed:tow|VERB|6|ccomp Lynx|PROPN|8|obj|ORG"
    )
    assert found.circumstances.speaker(found.match, found.subject) == "Heron Guild"


def test_a_date_at_the_predicate_is_the_time(claim):
    found = claim(f"{PLAIN} in|ADP|5|case May|PROPN|2|obl 2019|NUM|5|nummod")
    assert found.circumstances.when(found.match) == "2019-05"


def test_a_relative_date_counts_from_the_documents_date(claim):
    found = claim(f"{PLAIN} last|ADJ|5|amod year|NOUN|2|obl", date="2021-03-04")
    assert found.circumstances.when(found.match) == "2020"


def test_a_date_of_another_clause_is_not_the_time(claim):
    found = claim(f"{PLAIN} and|CCONJ|6|cc Emu|PROPN|6|nsubj|ORG grew:grow|VERB|2|conj in|ADP|8|case 2019|NUM|6|obl")
    assert found.circumstances.when(found.match) is None


@pytest.mark.parametrize(
    "text",
    [
        """Tern|PROPN|4|nsubj|ORG on|ADP|3|case Monday|PROPN|1|nmod towed:tow|VERB|0|root Lynx|PROPN|4|obj|ORG""",
        """Tern|PROPN|2|nsubj|ORG stopped:stop|VERB|0|root on|ADP|4|case Monday|PROPN|2|obl ,|PUNCT|6|punct
        leaving:leave|VERB|2|advcl Lynx|PROPN|8|nsubj|ORG towing:tow|VERB|6|xcomp""",
    ],
    ids=["a date parsed into the subject", "a date at the main verb of a participle"],
)
def test_a_date_at_what_the_predicate_hangs_on_is_the_time(claim, text):
    example = TOWS if "Lynx|PROPN|4" in text else LEAVES
    found = claim(text, example, date="2021-03-04")
    assert found.circumstances.when(found.match) == "2021-03-01"


def test_what_was_done_before_is_not_dated_by_the_main_verb(claim):
    text = """Tern|PROPN|2|nsubj|ORG apologized:apologize|VERB|0|root on|ADP|4|case Monday|PROPN|2|obl ,|PUNCT|7|punct
        having|AUX|7|aux towed:tow|VERB|2|advcl Lynx|PROPN|7|obj|ORG"""
    text = text.replace("having|AUX", "having:have|AUX")
    found = claim(text, date="2021-03-04")
    assert found.circumstances.when(found.match) is None


def test_a_date_of_what_is_said_of_a_state_is_not_its_time(claim):
    """Who was blamed in 2019 for its use of a ferry may have used it for years."""
    text = """the|DET|2|det use|NOUN|7|nsubj:pass of|ADP|5|case a|DET|5|det ferry|NOUN|2|nmod was|AUX|7|aux:pass
        blamed:blame|VERB|0|root in|ADP|9|case 2019|NUM|7|obl by|ADP|11|case Tern|PROPN|2|nmod|ORG"""
    found = claim(text, USE_BY)
    assert found.circumstances.when(found.match) is None


@pytest.mark.parametrize(("verb", "date"), [("agreed:agree", "2019"), ("noticed:notice", None)])
def test_a_deed_that_is_a_noun_has_the_date_of_what_brought_it_about(claim, verb, date):
    rows = """Tern|PROPN|3|nmod:poss|ORG 's|PART|1|case tow|NOUN|6|nsubj of|ADP|5|case Lynx|PROPN|3|nmod|ORG
        {}|VERB|0|root {}"""
    example = "[Auk](subject)'s tow of [Emu](object) agreed."
    taught = rows.format("agreed:agree", ".|PUNCT|6|punct").replace("Tern", "Auk").replace("Lynx", "Emu")
    found = claim(rows.format(verb, "in|ADP|8|case 2019|NUM|6|obl"), ("towed", example, taught))
    assert found.circumstances.when(found.match) == date


def test_what_begins_and_lasts_is_open_at_the_end(claim):
    text = """Tern|PROPN|2|nsubj|ORG began:begin|VERB|0|root using:use|VERB|2|xcomp a|DET|5|det ferry|NOUN|3|obj
        in|ADP|7|case 2017|NUM|3|obl"""
    found = claim(text, USES)
    assert found.circumstances.when(found.match) == "2017/"


@pytest.mark.parametrize("verb", ["quit:quit|VERB|0|root", "stepped:step|VERB|0|root down|ADV|2|compound"])
def test_what_is_over_is_open_at_the_beginning(claim, verb):
    """Who quit a guild in 2017 was in it until then."""
    rows = "Tern|PROPN|2|nsubj|ORG {} {}a|DET|{}|det ferry|NOUN|2|{} in|ADP|{}|case 2017|NUM|2|obl"
    mark, size = ("", 4) if verb.startswith("quit") else ("from|ADP|6|case ", 6)
    label = "obj" if size == 4 else "obl"
    marked = (
        "[Auk](subject) quit a [ferry](object)." if size == 4 else "[Auk](subject) stepped down from a [ferry](object)."
    )
    taught = rows.split(" in|ADP")[0].format(verb, mark, size, label).replace("Tern", "Auk") + " .|PUNCT|2|punct"
    found = claim(rows.format(verb, mark, size, label, size + 2), ("owns", marked, taught))
    assert found.circumstances.when(found.match) == "/2017"


def test_a_date_of_what_happened_before_is_not_the_time(claim):
    text = """after|ADP|3|case a|DET|3|det storm|NOUN|8|obl in|ADP|5|case 2017|NUM|3|nmod ,|PUNCT|8|punct Tern|PROPN|8|nsubj|ORG
        towed:tow|VERB|0|root Lynx|PROPN|8|obj|ORG"""
    found = claim(text)
    assert found.circumstances.when(found.match) is None


def test_what_lasts_but_does_not_begin_is_not_open(claim):
    text = "Tern|PROPN|2|nsubj|ORG used:use|VERB|0|root a|DET|4|det ferry|NOUN|2|obj in|ADP|6|case 2017|NUM|2|obl"
    found = claim(text, USES)
    assert found.circumstances.when(found.match) == "2017"


def test_what_begins_but_does_not_last_is_not_open(claim):
    text = """Tern|PROPN|2|nsubj|ORG began:begin|VERB|0|root towing:tow|VERB|2|xcomp Lynx|PROPN|3|obj|ORG in|ADP|6|case
        2017|NUM|3|obl"""
    found = claim(text)
    assert found.circumstances.when(found.match) == "2017"


def test_money_at_the_predicate_is_the_amount(claim):
    found = claim(f"{PLAIN} for|ADP|5|case $|SYM|2|obl 500|NUM|5|nummod")
    assert found.circumstances.amount(found.match) == "500 USD"


def test_the_price_of_each_is_not_the_amount(claim):
    found = claim(f"{PLAIN} for|ADP|6|case $|SYM|2|obl 500|NUM|5|nummod apiece|ADV|5|advmod")
    assert found.circumstances.amount(found.match) is None


def test_money_of_another_clause_is_not_the_amount(claim):
    found = claim(f"{PLAIN} and|CCONJ|6|cc Emu|PROPN|6|nsubj|ORG paid:pay|VERB|2|conj $|SYM|6|obj 500|NUM|7|nummod")
    assert found.circumstances.amount(found.match) is None


def test_money_of_another_deed_is_not_the_amount():
    """What was granted for a ferry is the sum of the grant, and not what the ferry cost."""
    grant = ("towed", "[Auk](subject)'s grant to [Emu](object) grew.",
             """Auk|PROPN|3|nmod:poss|ORG 's|PART|1|case grant|NOUN|6|nsubj to|ADP|5|case Emu|PROPN|3|nmod|ORG
             grew:grow|VERB|0|root .|PUNCT|6|punct""")  # fmt: skip
    used = ("owns", "[Auk](subject) used a grant for a [ferry](object).",
            """Auk|PROPN|2|nsubj|ORG used:use|VERB|0|root a|DET|4|det grant|NOUN|2|obj for|ADP|7|case a|DET|7|det
            ferry|NOUN|4|nmod .|PUNCT|2|punct""")  # fmt: skip
    text = """Tern|PROPN|2|nsubj|ORG used:use|VERB|0|root a|DET|6|det $|SYM|6|compound 500|NUM|4|nummod grant|NOUN|2|obj
        for|ADP|9|case a|DET|9|det ferry|NOUN|6|nmod"""
    for examples, amount in ([grant], None), ([], "500 USD"):
        world = World.of(examples=examples)
        analysis = world.understand(text)
        (match,) = world.matches(analysis, world.pattern(*used))
        assert Circumstances(analysis).amount(match) == amount


def test_the_role_is_the_words_of_the_job(claim):
    text = """Robin|PROPN|7|nsubj|PER Roe|PROPN|1|flat|+ is:be|AUX|7|cop the|DET|7|det former|ADJ|7|amod night|NOUN|7|compound
        keeper|NOUN|0|root of|ADP|9|case Tern|PROPN|7|nmod|ORG"""
    found = claim(text, JOB)
    assert found.circumstances.role(found.match) == "former night keeper"


def test_a_wording_without_role_gives_none(claim):
    found = claim(PLAIN)
    assert found.circumstances.role(found.match) is None


def test_the_technology_is_a_thing_near_the_predicate(claim):
    found = claim(f"{PLAIN} with|ADP|6|case a|DET|6|det ferry|NOUN|2|obl")
    assert found.technology == "ferry"


def test_a_vague_thing_is_no_technology(claim):
    found = claim(f"{PLAIN} with|ADP|6|case a|DET|6|det vessel|NOUN|2|obl")
    assert found.technology is None


def test_a_claim_that_has_a_thing_for_an_end_has_no_other(claim):
    text = """Tern|PROPN|2|nsubj|ORG used:use|VERB|0|root a|DET|4|det ferry|NOUN|2|obj with|ADP|8|case a|DET|8|det
        tug|NOUN|8|compound boat|NOUN|2|obl"""
    found = claim(text, USES)
    assert found.technology is None


def test_a_bare_sentence_has_no_circumstances(claim):
    found = claim(PLAIN)
    known = found.circumstances
    assert (known.when(found.match), known.amount(found.match), known.speaker(found.match, found.subject)) == (
        None,
    ) * 3
    assert found.technology is None
