"""The language model as a spaCy pipeline: the only place a pipeline is made.

`nlp()` gives spaCy's English tokeniser followed by one component, `kg_encoder`, which sets parts of speech, lemmas,
heads, labels, sentence borders and names, so that matchers, displaCy and every other tool of that ecosystem work on our
parses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, POS
from spacy.language import Language
from spacy.symbols import IDS
from spacy.tokens import Doc, Token
from spacy.util import compile_infix_regex

from kg.language.model import Analysis, Model, shipped_model
from kg.language.repairs import repair

COMPONENT = "kg_encoder"

#: An empty line ends a paragraph, and with it a sentence.
PARAGRAPH = re.compile(r"\n[^\S\n]*\n")

#: spaCy's tokeniser needs the square of a word's length: 20,000 brackets took 20 s. Longer runs are cut before it.
LONGEST_RUN = 1000

#: A hyphen behind an abbreviation, where spaCy's tokeniser does not part words and treebanks do: "U.S.-based".
ABBREVIATION_HYPHEN = r"(?<=[A-Za-z]\.)-(?=[A-Za-z])"

_LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")
_ATTRIBUTES = (HEAD, DEP, POS, LEMMA, ENT_IOB, ENT_TYPE)
_IOB = {"I": 1, "O": 2, "B": 3}
_TAGS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X SPACE"
_POS = {tag: IDS[tag] for tag in _TAGS.split()}


class RunCutter:
    """A tokeniser that gives another one no word longer than LONGEST_RUN; the text and its offsets stay as they are."""

    def __init__(self, inner: Callable[[str], Doc]) -> None:
        self._inner = inner

    def __call__(self, text: str) -> Doc:
        """The tokens of a text of any kind."""
        cuts = [cut for run in _LONG_RUN.finditer(text) for cut in range(run.start(), run.end(), LONGEST_RUN)]
        if not cuts:
            return self._inner(text)
        parts = [self._inner(text[start:end]) for start, end in pairwise([0, *cuts, len(text)])]
        tokens = [token for part in parts for token in part]
        return Doc(parts[0].vocab, [token.text for token in tokens], [bool(token.whitespace_) for token in tokens])


class Encoder:
    """Sets the model's analysis on spaCy documents; white space hangs on the word before it."""

    def __init__(self, model: Model | None = None) -> None:
        self._model = model

    @property
    def model(self) -> Model:
        """The network; loaded at first use."""
        return self._model or shipped_model()

    def __call__(self, doc: Doc) -> Doc:
        """Analyse the document's paragraphs."""
        group = paragraphs(doc)
        analyses = self.model.analyse([[token.text for token in words] for words in group])
        return annotate(doc, list(zip(group, analyses, strict=True)))


@Language.factory(COMPONENT)
def _create(nlp: Language, name: str) -> Encoder:
    return Encoder()


@lru_cache(maxsize=1)
def nlp() -> Language:
    """The pipeline, made once in a process. Text of any length is taken."""
    pipeline = spacy.blank("en")
    tokenizer: Any = pipeline.tokenizer
    tokenizer.infix_finditer = compile_infix_regex([*(pipeline.Defaults.infixes or ()), ABBREVIATION_HYPHEN]).finditer
    pipeline.tokenizer = RunCutter(tokenizer)
    pipeline.add_pipe(COMPONENT)
    pipeline.max_length = 2**31
    return pipeline


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """Parsed documents of the texts, in their order."""
    return nlp().pipe(texts)


def possible_lemmas(text: str) -> frozenset[str]:
    """Every lemma that a word of the text may have once it is parsed, in small letters; parsing takes far longer."""
    model = nlp().get_pipe(COMPONENT).model  # type: ignore[attr-defined]
    words = {token.text for token in nlp().make_doc(text)}
    return frozenset(lemma for word in words for lemma in model.lemmas(word))


def paragraphs(doc: Doc) -> list[list[Token]]:
    """The words of each paragraph, white space left out; paragraphs end at empty lines."""
    groups: list[list[Token]] = [[]]
    for token in doc:
        if not token.is_space:
            groups[-1].append(token)
        elif PARAGRAPH.search(token.text_with_ws) and groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def annotate(doc: Doc, parts: list[tuple[list[Token], Analysis]]) -> Doc:
    """Write the analyses of the parts into the document's tokens."""
    strings = doc.vocab.strings
    rows = np.zeros((len(doc), len(_ATTRIBUTES)), dtype=np.uint64)
    heads = np.zeros(len(doc), dtype=np.int64)
    rows[:, 1], rows[:, 4] = strings.add("dep"), _IOB["O"]
    for words, analysis in parts:
        repair([token.text for token in words], analysis)
        places = np.array([token.i for token in words])
        heads[places] = places[np.asarray(analysis.heads)] - places
        rows[places, 1] = [strings.add("ROOT" if label == "root" else label) for label in analysis.labels]
        rows[places, 2] = [_POS[tag] for tag in analysis.upos]
        rows[places, 3] = [strings.add(lemma) for lemma in analysis.lemmas]
        rows[places, 4] = [_IOB[name[0]] for name in analysis.names]
        rows[places, 5] = [strings.add(name[2:]) if len(name) > 1 else 0 for name in analysis.names]
    _hang_spaces(doc, rows, heads, strings.add(" "))
    rows[:, 0] = heads.astype(np.uint64)
    return doc.from_array(list(_ATTRIBUTES), rows)  # type: ignore[arg-type]


def _hang_spaces(doc: Doc, rows: np.ndarray, heads: np.ndarray, lemma: int) -> None:
    """White space belongs to the word before it, or to the first word of the text; inside a name it is part of it."""
    anchor = next((token.i for token in doc if not token.is_space), 0)
    for token in doc:
        if token.is_space:
            heads[token.i] = anchor - token.i
            rows[token.i, 2] = _POS["SPACE"]
            rows[token.i, 3] = lemma
            if token.i + 1 < len(doc) and rows[token.i + 1, 4] == _IOB["I"]:
                rows[token.i, 4:] = rows[token.i + 1, 4:]
        else:
            anchor = token.i
