"""A small graph that keeps the texts of its documents, made without the language model."""

from __future__ import annotations

from pathlib import Path

from conftest import make_claim

from kg.claims import Claim, Entity, Extraction, Gap
from kg.graph.readings import Readings
from kg.judging.stating import state
from kg.ontology.definitions import Ontology
from kg.reading.documents import Document

#: What an author can do to a page that shows their words.
HOSTILE = "</textarea></p><script>window.stolen = 1</script><img src=x onerror='window.stolen = 1'>{{ 7 * 7 }}"

#: The name of a file by the same author.
EVIL_NAME = "a\"b&c#d?'<i>.txt"

TEXT = """\
A short story

Acme sued Bolt in May. It takes Corex
to court as well, said Dyno. Nobody heard of Flint & Sons.

Bolt has denied this. Acme sued Bolt in May."""


def claim(text: str, subject: str, relation: str, target: str, words: str, **fields) -> Claim:
    """A claim whose quote is the first such words of the text, in the sentence that they end."""
    start = text.index(words)
    end = start + len(words)
    return make_claim(subject, relation, target, **{"quote": words, "start": start, "end": end, **fields})


def write(folder: Path, documents: dict[str, tuple[str, list[Claim]]], **known: str) -> Path:
    """The graph of documents with their claims, by name."""
    with Readings.open(folder) as readings:
        for name, (text, claims) in documents.items():
            ends = {
                each: kind
                for one in claims
                for each, kind in ((one.subject, one.subject_class), (one.object, one.object_class))
            }
            entities = tuple(Entity(each, kind) for each, kind in ends.items())
            gap = "It takes Corex\nto court as well, said Dyno."
            gaps = (Gap(name, "no-relation", gap, text.index(gap)),) if gap in text else ()
            readings.put(Document(name, text, name, "", **known), Extraction(tuple(claims), entities, gaps), "by hand")
        state(folder, readings, Ontology.load())
    return folder


def story(folder: Path) -> Path:
    """A graph of a short story, and of what a hostile author wrote."""
    told = [
        claim(TEXT, "Acme", "sued", "Bolt", "Acme sued Bolt", doc="story.txt", suffix=" in May."),
        claim(TEXT, "Bolt", "criticized", "Acme", "Bolt has denied this", doc="story.txt", modality="alleged"),
    ]
    evil = f"{HOSTILE} sued Acme. {HOSTILE} met Bolt."
    name = HOSTILE
    mine = [claim(evil, name, "sued", "Acme", f"{HOSTILE} sued Acme", doc=EVIL_NAME)]
    return write(folder, {"story.txt": (TEXT, told), EVIL_NAME: (evil, mine)}, title=HOSTILE, url="javascript:alert(1)")
