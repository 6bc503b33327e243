"""Labelled text: CoNLL-U treebanks and column files of names, read as plain sentences.

Used to train and to evaluate the language model; never at run time.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

#: Universal Dependencies subtypes that the extractor reads; all others are cut to the main label.
SUBTYPES = frozenset({"nsubj:pass", "aux:pass", "obl:agent", "nmod:poss", "acl:relcl"})

#: How the classes of the name corpora map to ours. A class that is missing here is not a name.
NAME_CLASSES = {
    "PER": "PER",
    "person": "PER",
    "politician": "PER",
    "ORG": "ORG",
    "organisation": "ORG",
    "organization": "ORG",
    "corporation": "ORG",
    "group": "ORG",
    "politicalparty": "ORG",
    "LOC": "LOC",
    "location": "LOC",
    "country": "LOC",
    "place": "LOC",
    "MISC": "MISC",
    "misc": "MISC",
    "product": "MISC",
    "creative-work": "MISC",
    "event": "MISC",
    "election": "MISC",
    "object": "MISC",
    "abstract": "MISC",
}


@dataclass(slots=True)
class Sentence:
    """One labelled sentence; the lists run in parallel, and a layer that is not labelled is empty."""

    words: list[str] = field(default_factory=list)
    space_after: list[bool] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)  # 0 is the root, otherwise 1-based
    labels: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # BIO over PER, ORG, LOC, MISC
    document: str = ""
    opens_document: bool = False
    opens_paragraph: bool = False

    @property
    def text(self) -> str:
        """The words with the spaces that the annotators recorded."""
        pairs = zip(self.words, self.space_after, strict=True)
        return "".join(word + " " * space for word, space in pairs).rstrip()


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U file, plain or gzipped, with names where the MISC column marks entities."""
    document = ""
    opens_document = opens_paragraph = False
    for block in _blocks(path):
        sentence = Sentence()
        entities: list[str] = []
        glued_until = 0
        for line in block:
            if line.startswith("#"):
                if line.startswith("# newdoc"):
                    document, opens_document = line.split("=", 1)[-1].strip(), True
                elif line.startswith("# newpar"):
                    opens_paragraph = True
                continue
            columns = line.split("\t")
            if "." in columns[0]:
                continue
            spaced = "SpaceAfter=No" not in columns[9]
            if "-" in columns[0]:
                glued_until = int(columns[0].split("-")[1])
                glued_space = spaced
                continue
            index = int(columns[0])
            if index <= glued_until:
                spaced = glued_space and index == glued_until
            sentence.words.append(columns[1])
            sentence.space_after.append(spaced)
            sentence.lemmas.append(columns[2])
            sentence.upos.append(columns[3])
            sentence.heads.append(int(columns[6]))
            sentence.labels.append(main_label(columns[7]))
            entities.append(_misc_value(columns[9], "Entity"))
        if any(entities):
            sentence.names = _names_of_entities(sentence, entities)
        sentence.document = document
        sentence.opens_document = opens_document
        sentence.opens_paragraph = opens_paragraph or opens_document
        opens_document = opens_paragraph = False
        yield sentence


def read_names(path: Path) -> Iterator[Sentence]:
    """Sentences of a column file with names: IOB2 in the third column (UNER) or in the last."""
    uner = ".iob2" in path.name
    for block in _blocks(path):
        rows = [re.split(r"[\t ]", line) for line in block if not (uner and line.startswith("#"))]
        rows = [row for row in rows if len(row) >= 2]
        if not rows:
            continue
        words = [row[1] if uner else row[0] for row in rows]
        tags = _normal_bio([row[2] if uner else row[-1] for row in rows])
        yield Sentence(words=words, space_after=[True] * len(words), names=tags)


def documents(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Consecutive sentences grouped by the document they come from."""
    group: list[Sentence] = []
    for sentence in sentences:
        if sentence.opens_document and group:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def raw_text(sentences: Iterable[Sentence]) -> str:
    """The text of a document's sentences, with an empty line before each paragraph."""
    parts: list[str] = []
    for sentence in sentences:
        if parts:
            parts.append("\n\n" if sentence.opens_paragraph else " ")
        parts.append(sentence.text)
    return "".join(parts)


def main_label(label: str) -> str:
    """A dependency label with its subtype only where the extractor reads it."""
    return label if label in SUBTYPES else label.split(":")[0]


def _blocks(path: Path) -> Iterator[list[str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        block: list[str] = []
        for line in lines:
            line = line.rstrip("\n")
            if line.strip():
                block.append(line)
            elif block:
                yield block
                block = []
        if block:
            yield block


def _misc_value(column: str, key: str) -> str:
    for part in column.split("|"):
        if part.startswith(key + "="):
            return part[len(key) + 1 :]
    return ""


def _normal_bio(tags: list[str]) -> list[str]:
    """BIO with our classes; IO input gets its B tags."""
    result: list[str] = []
    for tag in tags:
        name = NAME_CLASSES.get(tag[2:], "") if tag[:2] in ("B-", "I-") else ""
        if not name:
            result.append("O")
        elif tag.startswith("I-") and result and result[-1][2:] == name:
            result.append("I-" + name)
        else:
            result.append("B-" + name)
    return result


def _names_of_entities(sentence: Sentence, entities: list[str]) -> list[str]:
    """Names from GUM's bracketed mentions: capitalised runs around a proper noun that heads a mention."""
    mentions = _mentions(entities)
    tags = ["O"] * len(sentence.words)
    for index, upos in enumerate(sentence.upos):
        if upos != "PROPN" or tags[index] != "O":
            continue
        around = [m for m in mentions if m[0] <= index < m[1] and _heads(sentence, m, index)]
        if not around:
            continue
        start, end, kind = min(around, key=lambda m: m[1] - m[0])
        name = NAME_CLASSES.get(kind, "")
        if name:
            start, end = _capitalised_run(sentence, index, start, end)
            tags[start:end] = ["B-" + name] + ["I-" + name] * (end - start - 1)
    return tags


def _capitalised_run(sentence: Sentence, index: int, start: int, end: int) -> tuple[int, int]:
    """The longest stretch of capitalised words around `index` within start..end, across "of" and "for"."""

    def capital(i: int) -> bool:
        return sentence.words[i][:1].isupper() and sentence.upos[i] not in ("DET", "PRON", "ADP", "SCONJ")

    first, last = index, index
    while first > start and capital(first - 1):
        first -= 1
    while last + 1 < end:
        step = 2 if sentence.words[last + 1].lower() in ("of", "for", "&", "-") and last + 2 < end else 1
        if not capital(last + step):
            break
        last += step
    return first, last + 1


def _heads(sentence: Sentence, mention: tuple[int, int, str], index: int) -> bool:
    """Whether the word, or the flat or compound run it opens, is the head of the mention."""
    start, end, _ = mention
    while sentence.labels[index] in ("flat", "compound") and start <= sentence.heads[index] - 1 < end:
        index = sentence.heads[index] - 1
    return not start <= sentence.heads[index] - 1 < end


def _mentions(entities: list[str]) -> list[tuple[int, int, str]]:
    """(start, end, type) of GUM's `(id-type-…` brackets, single-word mentions included."""
    open_at: dict[str, list[tuple[int, str]]] = {}
    found: list[tuple[int, int, str]] = []
    for index, value in enumerate(entities):
        for piece in re.findall(r"\([^()]+\)?|[^()]+\)", value):
            parts = piece.strip("()").split("-")
            if piece.startswith("("):
                kind = parts[1] if len(parts) > 1 else ""
                if piece.endswith(")"):
                    found.append((index, index + 1, kind))
                else:
                    open_at.setdefault(parts[0], []).append((index, kind))
            elif open_at.get(parts[0]):
                start, kind = open_at[parts[0]].pop()
                found.append((start, index + 1, kind))
    return found
