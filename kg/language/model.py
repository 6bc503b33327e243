"""The trained network at run time: words in, an analysis of each sentence out. The only importer of onnxruntime."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime

from kg.errors import ModelError
from kg.language.features import ENCODER_LIMIT, Pieces, Window, shape_of, stack
from kg.language.lemmas import Lemmatizer
from kg.language.trees import best_tree

FOLDER = Path(__file__).parent / "model"

#: Sub-words of a batch. 1,000 to 8,000 were tried on the Wikinews corpus; 2,000 keeps the caches of a core busy.
BATCH = 2000

#: A word opens a sentence when its score is above this; 0 is even odds.
START_THRESHOLD = 0.0

#: Preferred length of a window in sub-words: that of the training windows, with room for a long paragraph.
PREFERRED = 240

SENTENCE_MARKS = frozenset(".!?…:;")


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the network says of a paragraph's words; lists run in parallel."""

    upos: list[str]
    heads: list[int]  # index of the head within the paragraph; a root points to itself
    labels: list[str]
    names: list[str]  # BIO
    starts: list[bool]  # whether the word opens a sentence
    lemmas: list[str]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A stretch of a paragraph's words that one window holds."""

    paragraph: int
    start: int
    end: int
    window: Window


class Model:
    """The shipped network with its inventories.

    Raises:
        ModelError: the folder does not hold a model of this version.
    """

    def __init__(self, folder: Path = FOLDER, *, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            meta = json.loads((folder / "model.json").read_text("utf-8"))
            self._session = onnxruntime.InferenceSession(
                str(folder / "network.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self._pieces = Pieces(folder / "tokenizer.json")
            arrays = np.load(folder / "labels.npz")
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"no language model in {folder}: {error}; reinstall the package") from error
        self.tags: list[str] = meta["tags"]
        self.names: list[str] = meta["names"]
        self.labels: list[str] = meta["labels"]
        self._label_weight = arrays["weight"].T.astype(np.float32)
        self._label_bias = arrays["bias"].astype(np.float32)
        self._lemmatizer = Lemmatizer({u: {e: (c, a) for e, (c, a) in r.items()} for u, r in meta["lemmas"].items()})
        self._root_label = self.labels.index("root")

    def analyse(
        self, paragraphs: Sequence[Sequence[str]], *, sentences: Sequence[Sequence[bool]] | None = None
    ) -> list[Analysis]:
        """An analysis of each paragraph.

        Args:
            paragraphs: the words of each; a paragraph may be empty and of any length.
            sentences: where sentences begin, when that is known (gold text); found by the network otherwise.
        """
        cuts = [cut for number, words in enumerate(paragraphs) for cut in self._cuts(number, words, sentences)]
        results: dict[tuple[int, int], Analysis] = {}
        for batch in _batches(cuts):
            for cut, analysis in zip(batch, self._run(batch, paragraphs, sentences), strict=True):
                results[cut.paragraph, cut.start] = analysis
        merged = [Analysis([], [], [], [], [], []) for _ in paragraphs]
        for cut in cuts:
            _append(merged[cut.paragraph], results[cut.paragraph, cut.start])
        return merged

    def _cuts(
        self, number: int, words: Sequence[str], sentences: Sequence[Sequence[bool]] | None
    ) -> Iterator[_Cut]:
        if not words:
            return
        pieces = self._pieces.split(words)
        shapes = [shape_of(word) for word in words]
        known = sentences[number] if sentences is not None else None
        for start, end in _stretches(words, [len(p) for p in pieces], known):
            yield _Cut(number, start, end, self._pieces.window(pieces[start:end], shapes[start:end]))

    def _run(
        self, batch: Sequence[_Cut], paragraphs: Sequence[Sequence[str]], sentences: Sequence[Sequence[bool]] | None
    ) -> Iterator[Analysis]:
        outputs = self._session.run(None, stack([cut.window for cut in batch]))
        for row, cut in enumerate(batch):
            count = cut.end - cut.start
            tags, names, starts, arcs, dependents, heads = (output[row] for output in outputs)
            if sentences is None:
                opens = starts[:count] > START_THRESHOLD
            else:
                opens = np.asarray(sentences[cut.paragraph][cut.start : cut.end], dtype=bool)
            opens[0] = True
            tree, labels = self._tree(opens, arcs[:count], dependents[:count], heads)
            upos = [self.tags[i] for i in tags[:count].argmax(1)]
            words = paragraphs[cut.paragraph][cut.start : cut.end]
            yield Analysis(
                upos=upos,
                heads=tree,
                labels=labels,
                names=_consistent([self.names[i] for i in names[:count].argmax(1)]),
                starts=opens.tolist(),
                lemmas=[self._lemmatizer.lemma(word, tag) for word, tag in zip(words, upos, strict=True)],
            )

    def _tree(
        self, opens: np.ndarray, arcs: np.ndarray, dependents: np.ndarray, heads: np.ndarray
    ) -> tuple[list[int], list[str]]:
        """Heads (a root points to itself) and labels of a window's words, sentence by sentence."""
        count = len(opens)
        borders = [*np.flatnonzero(opens).tolist(), count]
        chosen = np.zeros(count, dtype=np.int64)  # column of the arc matrix: 0 root, else word + 1
        for start, end in zip(borders, borders[1:], strict=False):
            columns = np.r_[0, start + 1 : end + 1]
            tree = best_tree(arcs[start:end][:, columns])
            chosen[start:end] = np.where(tree == 0, 0, tree + start)
        hidden = np.maximum(dependents + heads[chosen], 0.0)
        scores = hidden @ self._label_weight + self._label_bias
        scores[chosen != 0, self._root_label] = -np.inf
        best = scores.argmax(1)
        best[chosen == 0] = self._root_label
        tree_heads = np.where(chosen == 0, np.arange(count), chosen - 1)
        return tree_heads.tolist(), [self.labels[i] for i in best]


@lru_cache(maxsize=1)
def shipped_model() -> Model:
    """The model that comes with the package, loaded once in a process."""
    return Model()


def _batches(cuts: Iterable[_Cut]) -> Iterator[list[_Cut]]:
    """Windows of similar length together, so that little is spent on padding."""
    batch: list[_Cut] = []
    for cut in sorted(cuts, key=lambda c: (len(c.window.pieces), c.paragraph, c.start)):
        if batch and (len(batch) + 1) * len(cut.window.pieces) > BATCH:
            yield batch
            batch = []
        batch.append(cut)
    if batch:
        yield batch


def _stretches(words: Sequence[str], sizes: Sequence[int], known: Sequence[bool] | None) -> Iterator[tuple[int, int]]:
    """Where to cut a paragraph so that each stretch fits a window, at sentence ends where there is a choice."""
    start = 0
    while start < len(words):
        end, size, safe, fair = start, 2, 0, 0
        while end < len(words) and size + sizes[end] <= (PREFERRED if safe else ENCODER_LIMIT):
            size += sizes[end]
            end += 1
            if end < len(words):
                if (known[end] if known is not None else _ends_sentence(words, end)):
                    safe = end
                elif words[end - 1] in ",;:—–-":
                    fair = end
        if end < len(words):
            end = safe or fair or end
        yield start, end
        start = end


def _ends_sentence(words: Sequence[str], end: int) -> bool:
    """Whether the word before `end` very likely closes a sentence."""
    last, following = words[end - 1], words[end]
    if last in "\"'”’)]" and end >= 2:
        last = words[end - 2]
    return last in SENTENCE_MARKS and not following[:1].islower() and following not in "\"'”’)].,"


def _consistent(tags: list[str]) -> list[str]:
    """BIO in which every I continues a name of its class."""
    result: list[str] = []
    for tag in tags:
        continues = result and tag.startswith("I-") and result[-1][2:] == tag[2:]
        result.append(tag if continues or not tag.startswith("I-") else "B-" + tag[2:])
    return result


def _append(whole: Analysis, part: Analysis) -> None:
    offset = len(whole.heads)
    whole.upos.extend(part.upos)
    whole.heads.extend(head + offset for head in part.heads)
    whole.labels.extend(part.labels)
    whole.names.extend(part.names)
    whole.starts.extend(part.starts)
    whole.lemmas.extend(part.lemmas)
