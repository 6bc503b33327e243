"""What speaks for an antecedent: learns the weights of `kg.extraction.reference.likelihood`.

Multinomial logistic regression over the candidates of a reference and "none of them", by gradient descent, with a
penalty on large weights. Where several candidates are right, any of them is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.extractor import Extractor
from kg.extraction.naming.mentions import NAME, Mention
from kg.extraction.reference.discourse import Discourse
from kg.extraction.reference.likelihood import LEAST, Choice, Features, Likelihood, features
from kg.extraction.reference.salience import Candidate
from kg.language.parsing import parse
from kg.reading.documents import Document
from kg.reading.readers import read
from kg.settings import shipped
from kg.training.references import ChainedText, chained_texts, labels_of

#: How much a label of our own weighs beside one of GUM: they are of the kind of text that the program is for.
OWN = 2.0

#: Our own labels, of articles of Wikinews.
LABELS = shipped("data", "training", "references.tsv")

#: The penalty on the squares of the weights. Of 0.002, 0.01 and 0.05 none is better than another by a point.
PENALTY = 0.05

STEPS, RATE = 1200, 0.05

FOLDS = 5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Item:
    """A reference to learn from: the features of its candidates, and which of them are right."""

    document: str
    source: str  # "gum" or "own"
    rows: Sequence[Features]
    right: Sequence[bool]
    named: Sequence[bool]  # whether a candidate is somebody with a name
    kind: str  # "it", "they" or "noun"


class _Recorder(Likelihood):
    """Chooses as another does, and keeps what it is asked."""

    def __init__(self, other: Likelihood) -> None:
        self._other = other
        self.asked: list[tuple[Choice, list[Features]]] = []

    def likeliest(self, discourse: Discourse, choice: Choice) -> Candidate | None:
        if choice.candidates:
            self.asked.append((choice, features(discourse, choice)))
        return self._other.likeliest(discourse, choice)


def gum_items(treebanks: Path, extractor: Extractor, likelihood: Likelihood) -> Iterator[Item]:
    """The references of GUM."""
    texts = list(chained_texts(treebanks))
    for text, doc in zip(texts, parse(text.text for text in texts), strict=True):
        for choice, rows in _asked(extractor, likelihood, Document(text.name, text.text, text.name, ""), doc):
            chain = _chain(text, doc, choice.mention)
            right = [chain is not None and chain in _chains(text, doc, candidate) for candidate in choice.candidates]
            yield _item(text.name, choice, rows, right)


def own_items(labels: Path, texts: Path, extractor: Extractor, likelihood: Likelihood) -> Iterator[Item]:
    """The references of our own labels.

    Args:
        labels: see `labels_of`.
        texts: folder of the texts.
        extractor: what reads them.
        likelihood: what chooses while they are read.
    """
    by_document = labels_of(labels)
    documents = [document for document in read([texts])[0] if document.name in by_document]
    for document, doc in zip(documents, parse(document.text for document in documents), strict=True):
        for choice, rows in _asked(extractor, likelihood, document, doc):
            names = by_document[document.name].get(doc[choice.mention.head].idx)
            if names is not None:
                right = [_is_called(doc, candidate, names) for candidate in choice.candidates]
                yield _item(document.name, choice, rows, right, own=True)


def _asked(
    extractor: Extractor, likelihood: Likelihood, document: Document, doc: Doc
) -> Sequence[tuple[Choice, list[Features]]]:
    recorder = _Recorder(likelihood)
    DocumentAnalysis.of(replace(extractor.kit, likelihood=recorder), document, doc)
    return recorder.asked


def _item(document: str, choice: Choice, rows: Sequence[Features], right: Sequence[bool], *, own: bool = False) -> Item:
    named = [bool(c.referents) and all(r.is_named for r in c.referents) for c in choice.candidates]
    kind = next(kind for kind in ("it", "its", "they", "noun") if kind in rows[0])
    return Item(document, "own" if own else "gum", rows, right, named, "it" if kind == "its" else kind)


def _chain(text: ChainedText, doc: Doc, mention: Mention) -> str | None:
    head = doc[mention.head]
    return text.chain_of(doc[mention.start].idx, (head.idx, head.idx + len(head)))


def _chains(text: ChainedText, doc: Doc, candidate: Candidate) -> set[str | None]:
    """The chains of the names of a candidate, and of where it stands; other references to it may be misread."""
    heads = [(doc[head].idx, doc[head].idx + len(doc[head])) for head in candidate.heads]
    if len(candidate.referents) > 1:
        ends = [{doc[m.head].idx for m in referent.mentions} for referent in candidate.referents]
        return {text.chain_of_all(head, ends) for head in heads}
    names = (m for referent in candidate.referents for m in referent.mentions if m.kind == NAME)
    return {text.chain_of(*head[:1], head) for head in heads} | {_chain(text, doc, name) for name in names}


def _is_called(doc: Doc, candidate: Candidate, names: frozenset[str]) -> bool:
    """Whether all of a candidate, and nobody else, is called by the names."""
    called = [{r.name, *(m.text(doc) for m in r.mentions if m.kind == NAME)} for r in candidate.referents]
    return len(called) == len(names) > 0 and all(names & forms for forms in called)


def weights_of(items: Sequence[Item]) -> tuple[dict[str, float], float]:
    """The weights of the features, and the bias, that fit the items best."""
    names = sorted({name for item in items for row in item.rows for name in row})
    columns = {name: number for number, name in enumerate(names)}
    rows = np.zeros((sum(len(item.rows) for item in items), len(names)))
    owner = np.repeat(np.arange(len(items)), [len(item.rows) for item in items])
    for number, row in enumerate(row for item in items for row in item.rows):
        rows[number, [columns[name] for name in row]] = list(row.values())
    right = np.array([flag for item in items for flag in item.right], dtype=float)
    shares = np.array([OWN if item.source == "own" else 1.0 for item in items])
    mean, spread = rows.mean(0), rows.std(0) + 1e-6
    solved = _descend((rows - mean) / spread, right, owner, shares)
    weights = solved[:-1] / spread
    return dict(zip(names, weights.tolist(), strict=True)), float(solved[-1] - weights @ mean)


def _descend(rows: Floats, right: Floats, owner: NDArray[np.int64], shares: Floats) -> Floats:
    """The weights and the bias, by Adam (Kingma and Ba, 2015) on all items at once."""
    inputs = np.hstack([rows, np.ones((len(rows), 1))])
    count, solved = len(shares), np.zeros(inputs.shape[1])
    first, second = np.zeros_like(solved), np.zeros_like(solved)
    none_right = np.bincount(owner, right, count) == 0
    for step in range(1, STEPS + 1):
        odds = np.exp(np.clip(inputs @ solved, -30, 30))
        total = np.bincount(owner, odds, count) + 1
        wanted = np.where(none_right, 1.0, np.bincount(owner, odds * right, count))
        gradient_of_score = (odds / total[owner] - odds * right / wanted[owner]) * shares[owner]
        gradient = inputs.T @ gradient_of_score / shares.sum()
        gradient[:-1] += PENALTY * solved[:-1]
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        solved -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return solved


def save(weights: Mapping[str, float], bias: float, output: Path) -> None:
    """Write what `Likelihood.shipped` reads."""
    rounded = {name: round(weight, 4) for name, weight in weights.items()}
    output.write_text(json.dumps({"bias": round(bias, 4), "weights": rounded}, indent=1) + "\n", "utf-8")


def cross_validated(items: Sequence[Item]) -> Iterator[str]:
    """Lines that tell, by source and kind, how well references are resolved in documents that were not learned from."""
    folds = [[item for item in items if _fold(item.document) == fold] for fold in range(FOLDS)]
    others = [[item for item in items if _fold(item.document) != fold] for fold in range(FOLDS)]
    learned = [Likelihood(*weights_of(some)) for some in others]
    yield "source  kind    given  precision  recall"
    for source, kind in sorted({(item.source, item.kind) for item in items}):
        given = right = possible = 0
        for fold, likelihood in zip(folds, learned, strict=True):
            for item in fold:
                if (item.source, item.kind) == (source, kind):
                    best = _best(item, likelihood)
                    given += best is not None
                    right += best is not None and item.right[best]
                    possible += any(good and named for good, named in zip(item.right, item.named, strict=True))
        precision, recall = (100 * right / max(1, total) for total in (given, possible))
        yield f"{source:<7} {kind:<6} {given:6} {precision:10.1f} {recall:7.1f}"


def _fold(document: str) -> int:
    return int(hashlib.sha1(document.encode()).hexdigest(), 16) % FOLDS


def _best(item: Item, likelihood: Likelihood) -> int | None:
    """Who of those with a name is chosen."""
    chances = likelihood.chances(item.rows)
    best = max(range(len(chances)), key=chances.__getitem__)
    return best if chances[best] >= LEAST and item.named[best] else None
