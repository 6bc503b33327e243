"""What several test modules share: a made-up story of forty-odd claims with its ontology, and a small graph."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from kg.claims import Claim
from kg.ontology.definitions import Class, Ontology, Relation

settings.register_profile("untimed", deadline=None)  # a test that is slow beside others has not failed
settings.load_profile("untimed")

STORY = Path(__file__).parent / "data" / "map_story.json"

#: Lines that are printed when all tests have run: the figures of quality.
FIGURES = pytest.StashKey[list[str]]()

SAMPLE = {
    "contract.md": """\
---
title: A search engine for faces
date: 2021-03-04
publisher: Springfield Herald
url: https://example.org/contract
---
The Springfield Police Department signed a contract with Clearview AI.

The Springfield Police Department does not have a contract with Amazon.
""",
    "lawsuit.txt": "The American Civil Liberties Union sued Clearview AI in May 2020.\n\nIt lost.\n",
    "plans.txt": "Microsoft plans to sell facial recognition to the Springfield Police Department.\n\n"
    "Amazon and Axon were in the room.\n",
    "briefs.jsonl": '{"id": "deal", "title": "<b>Deal</b>", "text": "Motorola Solutions acquired WatchGuard."}\n'
    '{"id": "ban", "text": "San Francisco banned facial recognition."}\n',
}


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory):
    """Tests, and the programs that they start, keep what they compile among themselves."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@dataclass(frozen=True)
class StoryDocument:
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Story:
    title: str
    claims: list[Claim]
    documents: dict[str, StoryDocument]
    ontology: Ontology


def make_claim(subject: str, predicate: str, object: str, **fields) -> Claim:
    """A claim of which a test names only what matters to it."""
    defaults = {
        "doc": "a.txt", "subject_class": "Company", "subject_mentions": (), "object_class": "Company",
        "object_mentions": (), "polarity": "affirmed", "modality": "factual", "by": None, "when": None, "amount": None,
        "role": None, "technology": None, "quote": f"{subject} {predicate} {object}", "start": 0, "end": 1,
        "confidence": 0.9, "taught_by": "[Acme](subject) sued [Bolt](object).",
    }  # fmt: skip
    return Claim(subject=subject, predicate=predicate, object=object, **{**defaults, **fields})


def make_ontology(classes: dict[str, list], relations: dict[str, list]) -> Ontology:
    """An ontology of which only the display matters."""
    return Ontology(
        classes={name: Class(name, row[0], "", colour=row[1], shape=row[2]) for name, row in classes.items()},
        relations={
            name: Relation(name, row[0], "", inverse_label=row[1], symmetric=len(row) > 2)
            for name, row in relations.items()
        },
        qualifiers={},
        slots={},
        files={},
        fingerprint="",
    )


def story_claim(actors: dict[str, list[str]], row: list) -> Claim:
    """The claim of a row of the story, whose evidence is marked [[so]] in its sentence, once or more."""
    doc, subject, predicate, object, sentence, *rest = row
    start, end = sentence.index("[["), sentence.rindex("]]")
    quote = sentence[start:end].replace("[[", "").replace("]]", "")
    ends = {
        "subject_class": actors[subject][0],
        "subject_mentions": tuple(actors[subject][1:]),
        "object_class": actors[object][0],
        "object_mentions": tuple(actors[object][1:]),
    }
    evidence = {"quote": quote, "prefix": sentence[:start], "suffix": sentence[end + 2 :], "start": start}
    return make_claim(subject, predicate, object, doc=doc, **ends, **evidence, **(rest[0] if rest else {}))


@pytest.fixture(scope="session")
def figure_table(request) -> list[str]:
    """Lines that a test adds here are printed after all tests, also where its own output is not."""
    return request.config.stash.setdefault(FIGURES, [])


def pytest_terminal_summary(terminalreporter, config):
    """Print the figures of quality."""
    if lines := config.stash.get(FIGURES, []):
        terminalreporter.section("quality on labelled text, percent of how many (floor)")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def shipped_extractor():
    """The extractor of the shipped ontology and actors, made once; tests leave it as it is."""
    from kg.extraction.extractor import Extractor

    return Extractor.shipped()


@pytest.fixture(scope="session")
def story() -> Story:
    told = json.loads(STORY.read_text("utf-8"))
    return Story(
        title=told["title"],
        claims=[story_claim(told["actors"], row) for row in told["claims"]],
        documents={name: StoryDocument(**known) for name, known in told["documents"].items()},
        ontology=make_ontology(told["classes"], told["relations"]),
    )


@pytest.fixture(scope="session")
def ontology_of():
    """`make_ontology`, for tests that need one of their own."""
    return make_ontology


@pytest.fixture(scope="session")
def claim_of():
    """`make_claim`, for tests that need claims of their own."""
    return make_claim


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """A graph of six claims, some by hostile authors, served on this machine; see `served`."""
    from served import Site

    with Site.of(tmp_path_factory.mktemp("served")) as site:
        yield site


@pytest.fixture(scope="session")
def sample_documents(tmp_path_factory) -> Path:
    """A folder of four small files with five documents."""
    folder = tmp_path_factory.mktemp("sample") / "documents"
    folder.mkdir()
    for name, text in SAMPLE.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def sample_graph(sample_documents) -> Path:
    """The graph of the sample documents, read by the shipped model; tests leave it as it is."""
    from kg.building.pipeline import build

    folder = sample_documents.parent / "graph"
    build([sample_documents], folder, processes=1)
    return folder


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    """Headless Chromium; without it these tests fail, since a map that nobody opened is not tested."""
    import browsing

    driver = browsing.start(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture
def opened(browser, tmp_path):
    """Opens a page in a window of a size, with what stands in its address after #."""
    import browsing

    from kg.views import maps

    def open_page(page: str, size: tuple[int, int] = (1280, 800), view: str = "") -> browsing.Reader:
        path = tmp_path / "map.html"
        maps.write(page, path)
        return browsing.Reader(browser, f"{path.as_uri()}#{view}" if view else path.as_uri(), size)

    return open_page


@pytest.fixture(scope="session")
def story_page(story) -> str:
    """The map of the story."""
    from kg.views import maps

    return maps.draw(story.claims, story.documents, story.ontology, title=story.title)


@pytest.fixture
def reader(opened, story_page):
    """Somebody who has just opened the map of the story."""
    return opened(story_page)
