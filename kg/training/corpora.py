"""All that the scorer is trained on, and the part of it that is kept aside to see how good it is.

Of `data/gold` only the part `tune` is taken. The texts of the other parts, and the labelled sets beside the checkout,
stay unseen: they measure the program.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.errors import UsageError
from kg.evaluation.labelled import labelled
from kg.extraction.analysis import Kit
from kg.extraction.naming.lexicon import Lexicon, read_actors
from kg.language.parsing import nlp
from kg.ontology.definitions import Ontology
from kg.settings import shipped
from kg.training.labels import FOLDER, STAND_OFF, WRITTEN, MarkedText, stand_off, written
from kg.training.sentences import EXAMPLES, Item, of_examples, of_gold, of_marked, without_empty

#: The part of `data/gold` that may be learnt from.
GOLD = "tune"

#: One document in so many is kept aside.
ASIDE = 10


def is_kept_aside(source: str, document: str) -> bool:
    """Whether a document is for measuring only, by the hash of its name; examples never are."""
    return source != EXAMPLES and int(hashlib.sha256(document.encode()).hexdigest(), 16) % ASIDE == 0


def read_items(texts: Path, *, examples: bool = True, labels: Path = FOLDER) -> list[Item]:
    """The sentences of all sources, in the order of the sources.

    Args:
        texts: the folder with the texts of stand-off labels: `atlas` or `atlas.jsonl` for those of `atlas.tsv`.
        examples: whether the ontology's examples are among them.
        labels: the folder of the label files.

    Raises:
        UsageError: a file is missing or of another form.
    """
    ontology = Ontology.load()
    marked = marked_texts(texts, labels, ontology)  # first, as it may fail and what follows takes minutes
    kit = Kit.of(Lexicon(ontology, read_actors(shipped("data", "actors.csv"), ontology)), nlp())
    items = [*of_examples(ontology)] if examples else []
    items += of_gold(kit, GOLD, labelled(GOLD))
    items += of_marked(kit, marked)
    return without_empty(items)


def marked_texts(texts: Path, labels: Path, ontology: Ontology) -> list[MarkedText]:
    """The texts of the label files of a folder."""
    found = written(labels / WRITTEN, ontology)
    for path in (labels / name for name in STAND_OFF):
        found += stand_off(path, _texts(texts, path.stem), ontology)
    return found


def _texts(folder: Path, name: str) -> Path:
    places = [folder / name, folder / f"{name}.jsonl"]
    for place in places:
        if place.exists():
            return place
    raise UsageError(f"{folder} has no texts for the labels {name}: there is neither {places[0]} nor {places[1]}")


def parted(items: Iterable[Item]) -> tuple[list[Item], list[Item]]:
    """The items to learn from, and those kept aside."""
    parts: tuple[list[Item], list[Item]] = ([], [])
    for item in items:
        parts[is_kept_aside(item.source, item.document)].append(item)
    return parts


def count_lines(items: Sequence[Item]) -> Iterator[str]:
    """A table of how many sentences, pairs and labelled pairs each source has."""
    yield f"{'':<10}{'sentences':>10}{'pairs':>10}{'labelled':>10}"
    for source in dict.fromkeys(item.source for item in items):
        own = [item for item in items if item.source == source]
        pairs = [relations for item in own for relations in item.relations]
        yield f"{source:<10}{len(own):>10,}{len(pairs):>10,}{sum(map(bool, pairs)):>10,}"
