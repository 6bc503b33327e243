"""A person's word on claims: what it does to a graph, what it survives, and what becomes of it when its claim is gone."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import KnowledgeGraph
from kg.building import pipeline, workers
from kg.claims import Claim, Entity, Extraction
from kg.errors import StoreError, UsageError
from kg.graph import queries
from kg.graph.store import Store
from kg.graph.validation import validate
from kg.judging.adding import Passage
from kg.judging.deciding import Judge
from kg.judging.listing import IN_EFFECT, OVERRULED, STALE, WITHDRAWN
from kg.judging.replay import replay
from kg.judging.rows import Judgement, text_hash
from kg.ontology.definitions import Ontology
from kg.reading.documents import Document
from kg.teaching.materials import Teaching

ONTOLOGY = Ontology.load()
SUIT = re.compile(r"[^.]*?\b(\w+) sued (\w+)(?: in court)?\.")


class Reader:
    """Understands "Acme sued Bolt."; its quotes may be drawn wider than they were."""

    def __init__(self) -> None:
        self.is_wide = False
        self.is_blind = False
        self.full_names: dict[str, str] = {}

    def extract(self, documents):
        for document in documents:
            claims = (
                ()
                if self.is_blind
                else tuple(self._claim(document.name, match) for match in SUIT.finditer(document.text))
            )
            forms = {
                end: mentions
                for c in claims
                for end, mentions in ((c.subject, c.subject_mentions), (c.object, c.object_mentions))
            }
            entities = tuple(Entity(name, "Company", forms[name]) for name in sorted(forms))
            yield document, Extraction(claims, entities, ())

    def _claim(self, doc: str, match: re.Match[str]) -> Claim:
        start, end = match.start(1), match.end() if self.is_wide else match.end(2)
        sentence_start = match.start() + len(match[0]) - len(match[0].lstrip())
        whole = match.string
        ends = [self.full_names.get(name, name) for name in match.groups()]
        return Claim(
            doc, ends[0], "Company", (match[1],), "sued", ends[1], "Company", (match[2],), "affirmed", "factual",
            None, None, None, None, None, whole[start:end], start, end, 0.8, "", whole[sentence_start:start], whole[end : match.end()],
        )  # fmt: skip


@contextmanager
def reading():
    """A world without the language model, in which an ontology is loaded once."""
    with pytest.MonkeyPatch.context() as patch:
        made = Reader()
        patch.setattr(workers, "_extractor", lambda teaching, fingerprint: made)
        patch.setattr(Teaching, "load_ontology", lambda self, drafts=None: ONTOLOGY)
        yield made


@pytest.fixture
def reader():
    with reading() as made:
        yield made


class World:
    """A folder of documents with its graph."""

    def __init__(self, folder: Path, texts: dict[str, str]) -> None:
        self.documents, self.graph = folder / "documents", folder / "graph"
        self.documents.mkdir(parents=True)
        for name, text in texts.items():
            (self.documents / name).write_text(text, "utf-8")
        self.ticks = count()
        self.build()

    def build(self, graph: Path | None = None) -> pipeline.Summary:
        return pipeline.build([self.documents], graph or self.graph, processes=1, prune=True)

    def write(self, name: str, text: str) -> None:
        (self.documents / name).write_text(text, "utf-8")
        self.build()

    def rename(self, name: str, other: str) -> None:
        (self.documents / name).rename(self.documents / other)
        self.build()

    @property
    def judge(self) -> Judge:
        return Judge(
            self.graph,
            ONTOLOGY,
            by="Jane",
            clock=lambda: f"2024-05-01T00:{next(self.ticks) // 60 % 60:02}:{next(self.ticks) % 60:02}Z",
        )

    def said(self) -> dict[str, str | None]:
        """What the graph states, with the verdict of a person on it."""
        found = queries.claims(Store.open(self.graph))
        return {
            f"{one.claim.subject} {one.claim.predicate} {one.claim.object} {one.claim.status}": one.review
            and one.review.verdict
            for one in found
        }

    def id(self, subject: str, doc: str | None = None) -> str:
        found = queries.claims(Store.open(self.graph), document=doc)
        return next(one.id for one in found if one.claim.subject == subject)

    def effects(self) -> list[str]:
        return [one.effect for one in KnowledgeGraph.open(self.graph).judgements()]


@pytest.fixture
def world(reader, tmp_path) -> World:
    return World(tmp_path, {"a.txt": "First. Acme sued Bolt.", "b.txt": "Second. Corex sued Dyno in court."})


def edges(world: World) -> list[str]:
    rows = Store.open(world.graph).query("SELECT ?n { ?s kg:sued ?o . ?s rdfs:label ?n } ORDER BY ?n").rows
    return [str(name) for (name,) in rows]


def test_a_rejected_claim_leaves_the_graph_and_comes_back_when_that_is_taken_back(world):
    rejected = world.id("Acme")
    world.judge.reject(rejected, because="another Acme")
    assert (world.said(), edges(world)) == ({"Corex sued Dyno fact": None}, ["Corex"])
    assert "Acme" not in {one.name for one in queries.entities(Store.open(world.graph))}
    world.judge.undo(rejected)
    assert edges(world) == ["Acme", "Corex"]
    assert world.effects() == [WITHDRAWN, IN_EFFECT]


def test_an_accepted_claim_says_who_vouches_for_it_and_why(world):
    world.judge.accept(world.id("Acme"), because="seen in the \x1b[31mfile")
    (stated,) = queries.claims(Store.open(world.graph), document="a.txt")
    assert (stated.review.verdict, stated.review.by) == ("accepted", "Jane")
    assert stated.review.note == "seen in the \x1b[31mfile"
    assert stated.claim.confidence == 1.0
    assert stated.to_json()["reviewed_at"] == stated.review.at


def test_what_was_judged_meets_the_shapes(world):
    world.judge.edit(world.id("Acme"), when="2019-05", amount="3,000 USD", technology="scanners", said_by="Herald")
    assert not [finding for finding in validate(Store.open(world.graph), ONTOLOGY) if finding.severity == "Violation"]


def test_an_edited_claim_has_the_person_s_values_and_the_same_receipt(world):
    before = queries.claims(Store.open(world.graph), document="a.txt")[0].claim
    world.judge.edit(before.id, object="Ebbe", status="denied", when="2019", object_class="Agency")
    (after,) = queries.claims(Store.open(world.graph), document="a.txt")
    assert (after.claim.object, after.claim.object_class, after.claim.status) == ("Ebbe", "Agency", "denied")
    assert (after.claim.quote, after.claim.start, after.claim.when) == (before.quote, before.start, "2019")
    assert after.review.verdict == "edited"


def test_edits_of_an_edited_claim_add_up_and_accepting_it_keeps_them(world):
    world.judge.edit(world.id("Acme"), when="2019")
    world.judge.edit(world.id("Acme"), role="plaintiff")
    world.judge.accept(world.id("Acme"))
    (stated,) = queries.claims(Store.open(world.graph), document="a.txt")
    assert (stated.claim.when, stated.claim.role) == ("2019", "plaintiff")
    assert world.effects() == [OVERRULED, OVERRULED, IN_EFFECT]


def test_an_added_claim_has_the_words_of_the_document_as_its_receipt(world):
    world.write("c.txt", "Third.\nFlint\n  takes Acme to court, it seems.")
    world.judge.add("c.txt", "[Flint](subject) takes [Acme](object) to court", "sued", when="2020")
    (stated,) = queries.claims(Store.open(world.graph), document="c.txt")
    assert stated.claim.quote == "Flint\n  takes Acme to court"
    assert (stated.claim.start, stated.review.verdict, stated.claim.when) == (7, "added", "2020")
    assert edges(world) == ["Acme", "Corex", "Flint"]


def test_a_claim_cannot_be_added_without_its_words(world):
    for sentence in ("[Acme](subject) sued [Corex](object)", "[Acme](subject) sued Bolt", "[Acme sued [Bolt](object)"):
        with pytest.raises(UsageError):
            world.judge.add("a.txt", sentence, "sued")
    assert world.effects() == []


def test_a_pronoun_is_marked_and_the_actor_told(world):
    world.write("c.txt", "Third. It takes Acme to court.")
    world.judge.add("c.txt", "[It](subject) takes [Acme](object) to court", "sued", subject="Bolt")
    assert "Bolt sued Acme fact" in world.said()
    with pytest.raises(UsageError, match="no entity is called 'It'"):
        queries.namesakes(Store.open(world.graph), "It")


def test_a_claim_is_added_by_its_place_and_its_ends_stand_there(world):
    world.write("c.txt", "Acme is here. Third.\nAcme takes\nFlint  Sons to court.")
    judge, parts = world.judge, {"subject": "Acme", "object": "Flint Sons"}
    judge.add("c.txt", Passage(21, 53, parts), "sued")
    (stated,) = queries.claims(Store.open(world.graph), document="c.txt")
    assert (stated.claim.start, stated.claim.object) == (21, "Flint Sons")
    for wrong in (
        Passage(21, 53, {"subject": "Acme"}),
        Passage(21, 53, {**parts, "object": "Flin"}),
        Passage(0, 13, parts),
        Passage(21, 900, parts),
    ):
        with pytest.raises(UsageError):
            judge.add("c.txt", wrong, "sued")


def test_what_a_person_added_is_one_claim_with_what_the_program_finds_later(world, reader):
    reader.is_blind = True
    world.write("c.txt", "Third. Flint sued Acme.")
    world.judge.add("c.txt", "[Flint](subject) sued [Acme](object)", "sued", when="2020")
    reader.is_blind = False
    world.write("c.txt", "Third, changed. Flint sued Acme.")
    (stated,) = queries.claims(Store.open(world.graph), document="c.txt")
    assert (stated.claim.when, stated.review.verdict) == ("2020", "added")


def test_a_claim_that_is_added_again_is_as_it_was_told_last(world):
    world.write("c.txt", "Third. Flint takes Acme to court.")
    told = "[Flint](subject) takes [Acme](object) to court"
    world.judge.add("c.txt", told, "sued", when="2019", said_by="Dana")
    world.judge.add("c.txt", told, "sued", when="2020")
    world.build()
    (stated,) = queries.claims(Store.open(world.graph), document="c.txt")
    assert (stated.claim.when, stated.claim.by) == ("2020", None)


def test_a_claim_that_a_person_vouches_for_stays_when_the_program_misses_it(world, reader):
    world.judge.accept(world.id("Acme"))
    reader.is_blind = True
    world.write("a.txt", "First, changed. Acme sued Bolt.")
    assert world.said()["Acme sued Bolt fact"] == "accepted"
    world.write("a.txt", "Nothing is left.")
    assert "Acme sued Bolt fact" not in world.said()
    assert world.effects() == [STALE]


def test_a_judgement_holds_when_the_file_is_renamed_and_its_text_moves(world, reader):
    world.judge.reject(world.id("Acme"))
    reader.is_wide = True
    reader.full_names = {"Acme": "Acme Holdings"}
    world.write("a.txt", "First. A line more.\n\nAcme sued Bolt.")
    world.rename("a.txt", "z.txt")
    assert list(world.said()) == ["Corex sued Dyno fact"]
    assert world.effects() == [IN_EFFECT]


def test_a_judgement_is_not_about_the_like_words_of_another_story(world):
    world.write("c.txt", "Third. Acme sued Bolt.")
    world.judge.reject(world.id("Acme", "a.txt"))
    assert world.id("Acme", "c.txt")


def test_a_judgement_holds_in_a_copy(world):
    world.write("copy.txt", "First. Acme sued Bolt.")
    world.judge.reject(world.id("Acme"))
    assert list(world.said()) == ["Corex sued Dyno fact"]


def test_a_judgement_without_its_claim_is_reported_and_counts_again_when_it_is_back(world):
    world.judge.reject(world.id("Acme"))
    text = (world.documents / "a.txt").read_text()
    world.write("a.txt", "First. Nobody sued anybody, it says.")
    assert world.build().unmet == 1
    (listed,) = KnowledgeGraph.open(world.graph).judgements()
    assert (listed.effect, listed.reason) == (STALE, "the claim is not in a.txt")
    world.write("a.txt", text)
    assert list(world.said()) == ["Corex sued Dyno fact"]
    assert world.build().unmet == 0


def test_a_build_with_a_judgement_that_cannot_be_read_changes_nothing(world):
    world.judge.reject(world.id("Acme"))
    file = world.graph / "judgements.jsonl"
    lines = file.read_bytes()
    before = Store.open(world.graph).dump("nq")
    file.write_bytes(lines + b'{"judgement": "reject"}\n')
    for change in (world.build, lambda: world.judge.accept(world.id("Corex"))):
        with pytest.raises(StoreError, match=r"judgements\.jsonl:2: "):
            change()
    assert file.read_bytes() == lines + b'{"judgement": "reject"}\n'
    assert Store.open(world.graph).dump("nq") == before


def test_a_term_that_the_ontology_has_not_is_reported_and_not_stated(world):
    world.judge.edit(world.id("Acme"), relation="criticized")
    file = world.graph / "judgements.jsonl"
    file.write_text(file.read_text().replace('"criticized"', '"x> <y"'))
    world.build()
    assert world.effects() == [STALE]
    assert world.said()["Acme sued Bolt fact"] is None


def test_judgements_inside_with_take_effect_at_its_end_even_if_it_fails(world):
    first, second = world.id("Acme"), world.id("Corex")
    with suppress(RuntimeError), world.judge as judge:
        judge.reject(first)
        judge.accept(second)
        judge.undo(second)
        assert "Acme sued Bolt fact" in world.said()
        raise RuntimeError
    assert world.said() == {"Corex sued Dyno fact": None}


@pytest.mark.parametrize(
    "values",
    [
        {"status": "denyed"},
        {"when": "May"},
        {"amount": "3 dollars"},
        {"object": " "},
        {"relation": "sues"},
        {"odd": "1"},
        {},
    ],
)
def test_a_value_that_is_not_allowed_is_refused_and_nothing_written(world, values):
    with pytest.raises(UsageError):
        world.judge.edit(world.id("Acme"), **values)
    assert not (world.graph / "judgements.jsonl").exists()


def test_hostile_text_in_a_judgement_is_only_text(world):
    hostile = 'x"> . <http://evil> \u2028 \ud800 </script>'
    world.judge.edit(world.id("Acme"), because=hostile, role=hostile, object=hostile)
    (stated,) = queries.claims(Store.open(world.graph), document="a.txt")
    assert "</script>" in stated.claim.object
    assert "</script>" in stated.review.note
    assert len((world.graph / "judgements.jsonl").read_bytes().splitlines()) == 1
    json.loads((world.graph / "judgements.jsonl").read_bytes())


def test_a_graph_that_grew_with_its_judgements_is_the_one_that_a_fresh_build_with_them_gives(world, tmp_path):
    world.judge.edit(world.id("Acme"), object="Ebbe", status="alleged")
    world.judge.same("Corex", "Dyno", because="one house")
    world.rename("a.txt", "z.txt")
    world.judge.name("Ebbe", "Ebbe & Flod")
    world.write("z.txt", "First, and more. Acme sued Bolt.")
    world.judge.reject(world.id("Corex"))
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "judgements.jsonl").write_bytes((world.graph / "judgements.jsonl").read_bytes())
    world.build(fresh)
    assert Store.open(fresh).dump("nq") == Store.open(world.graph).dump("nq")


NAMES = ("Acme", "Bolt", "Corex", "Dyno")
DOCUMENTS = ("one", "two", "three")
STEPS = st.lists(
    st.tuples(st.sampled_from(("accept", "reject", "edit", "undo", "rename", "grow", "widen")), st.integers(0, 11)),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(steps=STEPS, order=st.randoms())
def test_the_last_word_on_a_claim_holds_whatever_becomes_of_its_document_in_between(steps, order):
    reader = Reader()
    sources = [
        Document(
            f"{name}.txt",
            " ".join([f"On {name}.", *(f"{first} sued {name.title()}{first}." for first in NAMES)]),
            "",
            "",
        )
        for name in DOCUMENTS
    ]
    made: list[Judgement] = []
    verdicts: dict[str, str] = {}
    for turn, (step, number) in enumerate(steps):
        source, value = sources[number % 3], DOCUMENTS[number % 3].title() + NAMES[number // 3]
        if step == "rename":
            sources[number % 3] = replace(source, name=f"renamed-{turn}.txt")
        elif step == "grow":
            sources[number % 3] = replace(source, text=f"Turn {turn}. {source.text}")
        elif step == "widen":
            reader.is_wide ^= True
        else:
            made += decided(step, value, replayed(reader, sources, made), f"2024-05-01T00:00:{turn:02}Z", verdicts)
    order.shuffle(sources)
    found = replayed(reader, sources, made)
    assert not found.unmet
    assert {
        one.claim.object: found.reviews[one.now.id].verdict if one.judgements else None
        for one in found.standings
        if one.now
    } == {value: verdict for value, verdict in all_verdicts(verdicts).items() if verdict != "rejected"}
    assert {c.status for _, e in found.readings for c in e.claims if verdicts.get(c.object) == "edited"} <= {"alleged"}


def replayed(reader: Reader, sources: list[Document], made: list[Judgement]):
    lines = [Judgement.parse(one.line()) for one in made]
    return replay(list(reader.extract(sources)), lines, ONTOLOGY, {})


def decided(step: str, value: str, so_far, at: str, verdicts: dict[str, str]) -> list[Judgement]:
    """The row of a decision, as a person makes it who sees the graph; what holds from now on is noted."""
    standing = next(one for one in so_far.standings if one.claim.object == value)
    if step == "undo":
        verdicts.pop(value, None)
        undone = tuple(one.id for one in standing.judgements)
        return [Judgement("undo", "Jane", at, undoes=undone)] if undone else []
    verdicts[value] = {"accept": "accepted", "reject": "rejected", "edit": "edited"}[step]
    text = next(text_hash(d.text) for d, _ in so_far.readings if d.name == standing.claim.doc)
    values = {"modality": "alleged"} if step == "edit" else {}
    return [Judgement(step, "Jane", at, claim=standing.claim, text=text, values=values)]


def all_verdicts(verdicts: dict[str, str]) -> dict[str, str | None]:
    values = [document.title() + name for document in DOCUMENTS for name in NAMES]
    return {value: verdicts.get(value) for value in values}
