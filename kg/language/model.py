"""The trained network at run time: words in, an analysis of each sentence out. The only importer of onnxruntime."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnxruntime

from kg.errors import ModelError
from kg.language import headlines
from kg.language.abbreviations import Seam, doubtful
from kg.language.features import ENCODER_LIMIT, Pieces, Window, shape_of, stack
from kg.language.lemmas import Lemmatizer
from kg.language.trees import best_tree

FOLDER = Path(__file__).parent / "model"

#: Words whose labels are scored in one product. From about 66 on OpenBLAS spreads it over threads, which took a hundred
#: times longer than one thread (150 words, both cores busy).
LABELLED_AT_ONCE = 64

#: A word opens a sentence when its score is above this; 0 is even odds.
START_THRESHOLD = 0.0

#: Preferred length of a window in sub-words: that of the training windows, with room for a long paragraph.
PREFERRED = 240

OPENING_MARKS = frozenset("\"'“‘«([")
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
    words: Sequence[str]
    window: Window
    opens: Sequence[bool] | None  # whether each word opens a sentence, when that is known


class Model:
    """The shipped network with its inventories.

    The network reads one window at a time: its int8 arithmetic scales numbers by the largest one of a batch, so in a
    batch of several the analysis of a paragraph would depend on its neighbours.

    Args:
        folder: where network.onnx, labels.npz, tokenizer.json and model.json are.
        threads: windows that are analysed at the same time.

    Raises:
        ModelError: the folder does not hold a model of this version.
    """

    def __init__(self, folder: Path = FOLDER, *, threads: int = 1) -> None:
        self._threads = threads
        try:
            self._load(folder)
        except Exception as error:  # each of the four libraries that read the files raises errors of its own
            raise ModelError(f"no language model in {folder}: {error}; reinstall the package") from error

    def _load(self, folder: Path) -> None:
        meta = json.loads((folder / "model.json").read_text("utf-8"))
        self.tags: list[str] = meta["tags"]
        self.names: list[str] = meta["names"]
        self.labels: list[str] = meta["labels"]
        self._root_label = self.labels.index("root")
        self._pieces = Pieces(folder / "tokenizer.json")
        rules = {u: {e: (c, a) for e, (c, a) in r.items()} for u, r in meta["lemmas"].items()}
        self._lemmatizer = Lemmatizer(rules, self._pieces.whole_words())
        with np.load(folder / "labels.npz") as arrays:
            self._label_weight = np.ascontiguousarray(arrays["weight"].T, dtype=np.float32)
            self._label_bias = arrays["bias"].astype(np.float32)
        self._session = session(folder / "network.onnx")

    def lemmas(self, word: str) -> frozenset[str]:
        """Every lemma that `analyse` may give the word, in small letters."""
        return self._lemmatizer.lemmas(word)

    def analyse(
        self, paragraphs: Sequence[Sequence[str]], *, sentences: Sequence[Sequence[bool]] | None = None
    ) -> list[Analysis]:
        """An analysis of each paragraph.

        Args:
            paragraphs: the words of each; a paragraph may be empty and of any length.
            sentences: where sentences begin, when that is known (gold text); found by the network otherwise.
        """
        cuts = [cut for number, words in enumerate(paragraphs) for cut in self._cuts(number, words, sentences)]
        merged = [Analysis([], [], [], [], [], []) for _ in paragraphs]
        with ThreadPoolExecutor(self._threads) as pool:
            run = pool.map if self._threads > 1 and len(cuts) > 1 else map
            for cut, analysis in zip(cuts, run(self._run, cuts), strict=True):
                _append(merged[cut.paragraph], analysis)
        return merged

    def _cuts(self, number: int, words: Sequence[str], sentences: Sequence[Sequence[bool]] | None) -> Iterator[_Cut]:
        pieces = self._pieces.split(words)
        shapes = [shape_of(word) for word in words]
        known = sentences[number] if sentences is not None else None
        for start, end in _stretches(words, [len(p) for p in pieces], known):
            window = self._pieces.window(pieces[start:end], shapes[start:end])
            yield _Cut(number, words[start:end], window, known[start:end] if known is not None else None)

    def _run(self, cut: _Cut) -> Analysis:
        outputs = self._session.run(None, stack([cut.window]))
        tags, names, starts, arcs, dependents, heads = (output[0] for output in outputs)
        opens = np.asarray(starts > START_THRESHOLD if cut.opens is None else cut.opens, dtype=bool)
        opens[0] = True
        named = _consistent([self.names[i] for i in names.argmax(1)])
        if cut.opens is None:
            _join_opening_marks(opens, cut.words)
            _join_names(opens, cut.words, named)
        upos = [self.tags[i] for i in tags.argmax(1)]
        verbs = list(headlines.overlooked(tags, self.tags, upos, opens)) if cut.opens is None else []
        for place, start, end in verbs:
            upos[place], arcs = "VERB", headlines.rooted(arcs, place, start, end)
        tree = self._tree(opens, arcs, dependents, heads)
        for place in doubtful(cut.words, starts, opens.tolist()) if cut.opens is None else ():
            parted = opens.copy()
            parted[place] = True
            trees = self._tree(parted, arcs, dependents, heads)
            if Seam(place, cut.words, upos, tree, trees).is_border():
                opens, tree = parted, trees
                named[place] = named[place].replace("I-", "B-")
        labels = tree[1]
        for place, _, _ in verbs:
            labels = headlines.relabelled(labels, tree[0], upos, place)
        return Analysis(
            upos=upos,
            heads=tree[0],
            labels=labels,
            names=named,
            starts=opens.tolist(),
            lemmas=[self._lemmatizer.lemma(word, tag) for word, tag in zip(cut.words, upos, strict=True)],
        )

    def _tree(
        self, opens: np.ndarray, arcs: np.ndarray, dependents: np.ndarray, heads: np.ndarray
    ) -> tuple[list[int], list[str]]:
        """Heads (a root points to itself) and labels of a window's words, sentence by sentence."""
        count = len(opens)
        borders = [*np.flatnonzero(opens).tolist(), count]
        chosen = np.zeros(count, dtype=np.int64)  # column of the arc matrix: 0 root, else word + 1
        for start, end in pairwise(borders):
            columns = np.r_[0, start + 1 : end + 1]
            tree = best_tree(arcs[start:end][:, columns])
            chosen[start:end] = np.where(tree == 0, 0, tree + start)
        scores = self._label_scores(np.maximum(dependents + heads[chosen], 0.0))
        scores[chosen != 0, self._root_label] = -np.inf
        best = scores.argmax(1)
        best[chosen == 0] = self._root_label
        tree_heads = np.where(chosen == 0, np.arange(count), chosen - 1)
        return tree_heads.tolist(), [self.labels[i] for i in best]

    def _label_scores(self, hidden: np.ndarray) -> np.ndarray:
        parts = [hidden[i : i + LABELLED_AT_ONCE] for i in range(0, len(hidden), LABELLED_AT_ONCE)]
        scores: np.ndarray = np.concatenate([part @ self._label_weight for part in parts]) + self._label_bias
        return scores


@lru_cache(maxsize=1)
def shipped_model() -> Model:
    """The model that comes with the package, loaded once in a process."""
    return Model()


def session(path: Path) -> onnxruntime.InferenceSession:
    """A network of onnxruntime that keeps to one thread, so that its sums come in one order."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _stretches(words: Sequence[str], sizes: Sequence[int], known: Sequence[bool] | None) -> Iterator[tuple[int, int]]:
    """Where to cut a paragraph so that each stretch fits a window, at sentence ends where there is a choice."""
    start = 0
    while start < len(words):
        end, size, safe, fair = start, 2, 0, 0
        while end < len(words) and size + sizes[end] <= (PREFERRED if safe else ENCODER_LIMIT):
            size += sizes[end]
            end += 1
            if end < len(words):
                if known[end] if known is not None else _ends_sentence(words, end):
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


def _join_names(opens: np.ndarray, words: Sequence[str], names: Sequence[str]) -> None:
    """No sentence opens inside a name, unless a mark stands before it: "DataWorks Plus won"."""
    for place in np.flatnonzero(opens).tolist():
        if names[place].startswith("I-") and words[place - 1][-1:].isalnum():
            opens[place] = False


def _join_opening_marks(opens: np.ndarray, words: Sequence[str]) -> None:
    """A quotation mark or bracket is no sentence by itself: it opens the one that follows."""
    for index in np.flatnonzero(opens[:-1] & opens[1:]).tolist():
        if words[index] in OPENING_MARKS:
            opens[index + 1] = False


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
