"""From documents to claims and to a store: where the time goes, in one process."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Record, Stopwatch, apart


def measure(corpus: Path) -> Record:
    """Words by the second, memory and seconds by stage of the documents in a folder."""
    return apart(_read, corpus)


def _read(corpus: Path) -> Record:
    from kg.extraction import extractor as extracting
    from kg.extraction.extractor import Extractor
    from kg.graph import store
    from kg.graph.readings import Readings
    from kg.judging import stating
    from kg.language.parsing import nlp
    from kg.ontology.definitions import Ontology
    from kg.reading.readers import read_source
    from kg.reading.sources import discover
    from kg.teaching.materials import Teaching

    watch = Stopwatch()
    with watch.of("load model and patterns"):
        ontology = Ontology.load()
        teaching = Teaching()
        extractor = Extractor.trained(ontology, teaching.load_actors(ontology))
        nlp()
    with watch.of("read files"):  # in this process, whose seconds are counted, and not in a confined one
        documents = [read_source(source) for source in discover([corpus])]
    plain = extracting.parse

    def parse(texts: Iterator[str]) -> Iterator[object]:
        return watch.each("parse", plain(texts))

    extracting.parse = parse  # type: ignore[assignment]
    with watch.of("parse and find claims"):
        found = list(extractor.extract(documents))
    watch.add("find claims", watch.seconds.pop("parse and find claims") - watch.seconds["parse"])
    with tempfile.TemporaryDirectory() as folder, Readings.open(Path(folder)) as readings:
        with watch.of("keep readings"):
            for document, extraction in found:
                readings.put(document, extraction, "")
        stating.understood = watch.around("agree on names and copies", stating.understood)
        with watch.of("state"):
            stating.state(Path(folder), readings, ontology)
        watch.add("write the store", watch.seconds.pop("state") - watch.seconds["agree on names and copies"])
        quads = len(store.Store.open(Path(folder)))
        disk = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
    words = sum(len(document.text.split()) for document in documents)
    seconds = sum(watch.seconds.values())
    return {
        "documents": len(documents),
        "words": words,
        "claims": sum(len(extraction.claims) for _, extraction in found),
        "quads": quads,
        "disk": disk,
        "seconds": round(seconds, 2),
        "words_per_second": round(words / seconds),
        "stages": watch.rounded(),
    }
