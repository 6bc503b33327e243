"""How good the shipped model is, on labelled text: the figures of the model card.

Tags and trees are scored on gold words and sentences, and end to end from raw text as the CoNLL 2018 shared task does
(F1 over words whose character spans agree). Names are scored by exact span and class.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.language.model import Analysis, Model
from kg.language.parsing import Encoder, nlp
from kg.language.treebanks import Sentence, documents, raw_text, read_conllu, read_names


@dataclass(frozen=True, slots=True)
class TreeScores:
    """Figures in percent, over all words of a treebank."""

    upos: float
    uas: float
    las: float
    lemmas: float
    words: int
    words_per_second: float


@dataclass(frozen=True, slots=True)
class RawScores:
    """F1 in percent, from raw text."""

    words: float
    sentences: float
    upos: float
    uas: float
    las: float


@dataclass(frozen=True, slots=True)
class NameScores:
    """Precision, recall and F1 in percent of one class of names."""

    precision: float
    recall: float
    f1: float
    count: int


def score_trees(path: Path, model: Model) -> TreeScores:
    """Tags and trees on the gold words and sentences of a treebank."""
    gold = list(read_conllu(path))
    began = time.perf_counter()
    found = analyse_sentences(gold, model)
    seconds = time.perf_counter() - began
    counts: Counter[str] = Counter()
    for sentence, analysis in zip(gold, found, strict=True):
        for i, head in enumerate(sentence.heads):
            right_head = analysis.heads[i] == (head - 1 if head else i)
            counts["words"] += 1
            counts["upos"] += analysis.upos[i] == sentence.upos[i]
            counts["uas"] += right_head
            counts["las"] += right_head and analysis.labels[i] == sentence.labels[i]
            counts["lemmas"] += analysis.lemmas[i].lower() == sentence.lemmas[i].lower()
    share = {name: 100 * counts[name] / counts["words"] for name in ("upos", "uas", "las", "lemmas")}
    return TreeScores(words=counts["words"], words_per_second=counts["words"] / seconds, **share)


def analyse_sentences(gold: list[Sentence], model: Model) -> list[Analysis]:
    """The model's analysis of gold words, each gold sentence alone."""
    opens = [[i == 0 for i in range(len(sentence.words))] for sentence in gold]
    return model.analyse([sentence.words for sentence in gold], sentences=opens)


Row = tuple[tuple[int, int], str, tuple[int, int], str]  # span, tag, span of the head, label


def score_raw(path: Path, model: Model) -> RawScores:
    """Words, sentences, tags and trees from the raw text of a treebank's documents."""
    totals: Counter[str] = Counter()
    for group in documents(read_conllu(path)):
        text = raw_text(group)
        gold, gold_sentences = _gold_rows(group)
        found, found_sentences = _found_rows(text, model)
        totals["gold"] += len(gold)
        totals["found"] += len(found)
        totals["gold sentences"] += len(gold_sentences)
        totals["found sentences"] += len(found_sentences)
        totals["sentences"] += len(gold_sentences & found_sentences)
        by_span = {row[0]: row for row in gold}
        for span, tag, head, label in found:
            if span in by_span:
                _, want_tag, want_head, want_label = by_span[span]
                totals["words"] += 1
                totals["upos"] += tag == want_tag
                totals["uas"] += head == want_head
                totals["las"] += head == want_head and label == want_label
    both = totals["gold"] + totals["found"]
    return RawScores(
        sentences=200 * totals["sentences"] / (totals["gold sentences"] + totals["found sentences"]),
        **{name: 200 * totals[name] / both for name in ("words", "upos", "uas", "las")},
    )


def _gold_rows(group: list[Sentence]) -> tuple[list[Row], set[tuple[int, int]]]:
    """Rows with spans counted in characters that are not white space."""
    rows: list[Row] = []
    sentences: set[tuple[int, int]] = set()
    place = 0
    for sentence in group:
        spans: list[tuple[int, int]] = []
        for word in sentence.words:
            size = len("".join(word.split()))
            spans.append((place, place + size))
            place += size
        for span, tag, head, label in zip(spans, sentence.upos, sentence.heads, sentence.labels, strict=True):
            rows.append((span, tag, spans[head - 1] if head else (-1, -1), label))
        sentences.add((spans[0][0], spans[-1][1]))
    return rows, sentences


def _found_rows(text: str, model: Model) -> tuple[list[Row], set[tuple[int, int]]]:
    doc = Encoder(model)(nlp().make_doc(text))
    place, spans = 0, {}
    for token in doc:
        size = len("".join(token.text.split()))
        spans[token.i] = (place, place + size)
        place += size
    rows: list[Row] = []
    for token in doc:
        if not token.is_space:
            root = token.head.i == token.i
            label = "root" if root else token.dep_
            rows.append((spans[token.i], token.pos_, (-1, -1) if root else spans[token.head.i], label))
    sentences = set()
    for sentence in doc.sents:
        words = [token.i for token in sentence if not token.is_space]
        sentences.add((spans[words[0]][0], spans[words[-1]][1]))
    return rows, sentences


def score_names(path: Path, model: Model) -> dict[str, NameScores]:
    """Names by class and in all, on gold words; a class that the file never marks is left out."""
    gold = list(read_names(path))
    marked = {tag[2:] for sentence in gold for tag in sentence.names if tag != "O"}
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for sentence, analysis in zip(gold, analyse_sentences(gold, model), strict=True):
        want = spans_of(sentence.names)
        have = {span for span in spans_of(analysis.names) if span[2] in marked}
        wanted.update(kind for _, _, kind in want)
        found.update(kind for _, _, kind in have)
        right.update(kind for _, _, kind in want & have)
    scores = {kind: _name_scores(right[kind], found[kind], wanted[kind]) for kind in sorted(marked)}
    scores["all"] = _name_scores(right.total(), found.total(), wanted.total())
    return scores


def spans_of(tags: Iterable[str]) -> set[tuple[int, int, str]]:
    """(start, end, class) of the names in BIO tags."""
    spans: set[tuple[int, int, str]] = set()
    start, kind = 0, ""
    index = -1
    for index, tag in enumerate(tags):
        if kind and tag != "I-" + kind:
            spans.add((start, index, kind))
            kind = ""
        if tag.startswith("B-") or (tag.startswith("I-") and not kind):
            start, kind = index, tag[2:]
    if kind:
        spans.add((start, index + 1, kind))
    return spans


def _name_scores(right: int, found: int, wanted: int) -> NameScores:
    precision = 100 * right / found if found else 0.0
    recall = 100 * right / wanted if wanted else 0.0
    total = precision + recall
    return NameScores(precision, recall, 2 * precision * recall / total if total else 0.0, wanted)
