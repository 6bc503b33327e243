"""What the network is trained on: windows of consecutive sentences, drawn anew for each epoch, in batches."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.language.composed import Composer, names_of
from kg.language.features import Pieces, Window, shape_of
from kg.language.headlinese import headlines
from kg.language.treebanks import Sentence, documents, read_conllu, read_names

Corpora = dict[str, list[list[Sentence]]]  # documents by source
Batch = list[tuple["Example", Window]]

#: The source of our own names, by the beginning of its file's name: its style is used at run time.
OWN = "wikinews"

#: Sub-words of the longest training window. Windows of several sentences teach sentence boundaries.
WINDOW = 200

#: Share of sentences seen alone in an epoch; the others are seen among their neighbours.
ALONE = 0.4

#: Share of windows whose shapes are changed to those of capitals, small letters or a headline.
RESHAPED = 0.06


@dataclass(slots=True)
class Labels:
    """The inventories of the heads, in the order of their scores."""

    tags: list[str]
    names: list[str]
    labels: list[str]
    sources: list[str]
    partial: list[str]  # sources whose annotators did not mark MISC


@dataclass(slots=True)
class Example:
    """A window of consecutive sentences with its targets."""

    sentences: list[Sentence]
    source: str

    @property
    def words(self) -> list[str]:
        """The words of all its sentences."""
        return [word for sentence in self.sentences for word in sentence.words]


def labels_to_json(labels: Labels) -> dict[str, list[str]]:
    """The inventories as a record."""
    return {name: getattr(labels, name) for name in Labels.__slots__}


def read_corpora(treebanks: Path, names: Path) -> Corpora:
    """Documents by source. Test parts are never read."""
    corpora: Corpora = {}
    for path in sorted(treebanks.glob("*.conllu*")):
        if "-test." not in path.name:
            source = path.name.split("-ud-")[0]
            corpora.setdefault(source, []).extend(documents(read_conllu(path)))
    for path in sorted(names.iterdir()):
        if "-test." in path.name and "uner" in path.name:
            continue
        if path.suffix == ".gz" and not path.name.startswith("re3d"):
            source = path.name.split(".")[0].split("-")[0]
            corpora.setdefault(source, []).extend([s] for s in read_names(path) if len(s.words) < 150)
    return corpora


def inventories(corpora: Corpora) -> Labels:
    """Every tag, label and source that occurs; that whose style of names is used at run time comes first."""
    sentences = [s for docs in corpora.values() for doc in docs for s in doc]
    names = ["O"] + [f"{mark}-{name}" for name in ("PER", "ORG", "LOC", "MISC") for mark in "BI"]
    sources = sorted(corpora, key=lambda source: (source != OWN, not source.startswith("uner"), source))
    marked = {s for s, docs in corpora.items() for doc in docs for sent in doc if "B-MISC" in sent.names}
    return Labels(
        tags=sorted({tag for s in sentences for tag in s.upos}),
        names=names,
        labels=sorted({label for s in sentences for label in s.labels}),
        sources=sources,
        partial=[s for s in sources if s not in marked],
    )


def repeated(corpora: Corpora, shares: tuple[tuple[str, float], ...], seed: int) -> Corpora:
    """The corpora with some sources repeated or thinned: (beginning of the source's name, factor)."""
    rng = random.Random(seed)
    result = {}
    for source, docs in corpora.items():
        factor = next((f for start, f in shares if source.startswith(start)), 1.0)
        result[source] = docs * int(factor) + [doc for doc in docs if rng.random() < factor % 1]
    return result


def with_headlines(corpora: Corpora, composed: int, seed: int) -> Corpora:
    """The corpora with headlines beside them: sentences of theirs shortened, and some that are composed."""
    rng = random.Random(seed)
    result = {}
    for source, docs in corpora.items():
        shortened = headlines((sentence for doc in docs for sentence in doc), rng)
        result[source] = docs + [[sentence] for sentence in shortened]
    edited = (sentence for source, docs in corpora.items() if source != "btc" for doc in docs for sentence in doc)
    composer = Composer(names_of(edited), rng)
    treebank = next(source for source, docs in corpora.items() if docs[0][0].heads)
    return result | {treebank: result[treebank] + [[composer.headline()] for _ in range(composed)]}


def examples_of(corpora: Corpora, rng: random.Random) -> Iterator[Example]:
    """One epoch's windows: sentences alone, or with those that follow them."""
    for source, docs in corpora.items():
        for doc in docs:
            index = 0
            while index < len(doc):
                end, size = index + 1, len(doc[index].words)
                if rng.random() > ALONE:
                    most = rng.randint(2, 8)
                    while end < len(doc) and end - index < most and size + len(doc[end].words) < WINDOW * 0.7:
                        size += len(doc[end].words)
                        end += 1
                yield Example(doc[index:end], source)
                index = end


def epoch_batches(corpora: Corpora, pieces: Pieces, *, size: int, seed: int, epoch: int) -> list[Batch]:
    """Shuffled batches of windows of similar length, of at most `size` sub-words with their padding."""
    rng = random.Random(f"{seed}/{epoch}")
    rows: list[tuple[Example, Window]] = []
    for example in examples_of(corpora, rng):
        if example.source == "btc" and rng.random() < 0.6:
            continue  # short messages, far from news: a part is enough
        split = pieces.split(example.words)
        if sum(map(len, split)) > 500:
            continue
        rows.append((example, pieces.window(split, reshaped(example.words, rng))))
    rows.sort(key=lambda row: len(row[1].pieces) * (1 + 0.1 * rng.random()))
    batches: list[Batch] = []
    batch: Batch = []
    for row in rows:
        if batch and (len(batch) + 1) * len(row[1].pieces) > size:
            batches.append(batch)
            batch = []
        batch.append(row)
    batches.append(batch)
    rng.shuffle(batches)
    return batches


def reshaped(words: Sequence[str], rng: random.Random) -> list[int]:
    """The shapes of the words, now and then as if in capitals, small letters or headline style."""
    style = rng.random()
    if style < RESHAPED / 3:
        return [shape_of(word.upper()) for word in words]
    if style < RESHAPED * 2 / 3:
        return [shape_of(word.lower()) for word in words]
    if style < RESHAPED:
        return [shape_of(word.title() if word.islower() and len(word) > 3 else word) for word in words]
    return [shape_of(word) for word in words]
