"""A corpus of names for the language model, of our own labels beside the texts of others.

A name is labelled once for a document and holds wherever its form stands there, the longest form first; an offset
labels one place otherwise.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc, Token

from kg.errors import UsageError
from kg.language.parsing import paragraphs, parse
from kg.reading.readers import read
from kg.training.labels import FOLDER

LABELS = FOLDER / "names.tsv"

#: Classes of names, and no name.
CLASSES = frozenset({"PER", "ORG", "LOC", "MISC", "O"})

#: Words of the longest stretch that the corpus keeps whole; a longer paragraph falls into its sentences.
LONGEST = 140


@dataclass(slots=True)
class NamedText:
    """The names of a document: the class of each form, and that of single places by their offset."""

    forms: dict[str, str] = field(default_factory=dict)
    places: dict[tuple[int, str], str] = field(default_factory=dict)

    def spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where names stand in the text, with their classes: no two overlap."""
        longest = sorted({*self.forms, *(form for _, form in self.places)}, key=len, reverse=True)
        if not longest:
            return
        forms = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest)
        for hit in re.finditer(rf"(?<!\w)(?:{forms})(?!\w)", text):
            form = " ".join(hit.group().split())
            class_name = self.places.get((hit.start(), form)) or self.forms.get(form, "O")
            if class_name != "O":
                yield hit.start(), hit.end(), class_name


def read_labels(path: Path = LABELS) -> Mapping[str, NamedText]:
    """The names by document.

    Args:
        path: lines of a document's name, a form, its class (PER, ORG, LOC, MISC), and for a single place its offset in
            the text as `kg` reads it; there the class may be O.

    Raises:
        UsageError: a line is of another form.
    """
    texts: dict[str, NamedText] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        match line.split("\t"):
            case document, form, class_name if class_name in CLASSES:
                texts.setdefault(document, NamedText()).forms[form] = class_name
            case document, form, class_name, offset if class_name in CLASSES and offset.isdecimal():
                texts.setdefault(document, NamedText()).places[int(offset), form] = class_name
            case _:
                raise UsageError(f"{path}:{number} does not hold a document, a form, a class and perhaps an offset")
    return texts


def write_corpus(texts: Path, output: Path, labels: Path = LABELS) -> int:
    """Write the labelled texts as a gzipped column file of words and names (BIO), which `kg.language train` reads.

    Args:
        texts: the folder of the documents.
        output: the file, `….conll.gz`.
        labels: the names.

    Returns:
        How many names it holds.

    Raises:
        UsageError: a labelled document is missing, or a line of the labels is of another form.
    """
    named = read_labels(labels)
    documents = {document.name: document.text for document in read([texts])[0]}
    if missing := sorted(named.keys() - documents.keys()):
        raise UsageError(f"{texts} has no text {missing[0]}")
    count = 0
    with gzip.open(output, "wt", encoding="utf-8") as file:
        for name, doc in zip(named, parse(documents[name] for name in named), strict=True):
            tags = _tags(doc, list(named[name].spans(doc.text)))
            count += sum(tag.startswith("B") for tag in tags)
            for stretch in _stretches(doc):
                file.writelines(f"{token.text} {tags[token.i]}\n" for token in stretch)
                file.write("\n")
    return count


def _tags(doc: Doc, names: Sequence[tuple[int, int, str]]) -> list[str]:
    """The tags of the words; a name that does not begin and end with words is none."""
    tags = ["O"] * len(doc)
    for start, end, class_name in names:
        for place, token in enumerate(doc.char_span(start, end) or ()):
            tags[token.i] = f"{'I' if place else 'B'}-{class_name}"
    return tags


def _stretches(doc: Doc) -> Iterator[Sequence[Token]]:
    """Paragraphs, or their sentences."""
    for words in paragraphs(doc):
        if len(words) <= LONGEST:
            yield words
            continue
        starts = [n for n, token in enumerate(words) if token.is_sent_start or n == 0]
        for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
            yield words[start:end]
