"""The language model as a spaCy pipeline: the only place a pipeline is made.

`nlp()` gives spaCy's English tokeniser followed by one component, `kg_encoder`, which sets parts of speech, lemmas, heads,
labels, sentence borders and names, so that matchers, displaCy and every other tool of that ecosystem work on our parses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

import numpy as np
import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, POS
from spacy.language import Language
from spacy.symbols import IDS
from spacy.tokens import Doc, Token

from kg.language.model import Analysis, Model, shipped_model

COMPONENT = "kg_encoder"

#: An empty line ends a paragraph, and with it a sentence.
PARAGRAPH = re.compile(r"\n[ \t]*\n")

#: Documents analysed together, so that short ones share the network's batches.
TOGETHER = 32

_ATTRIBUTES = (HEAD, DEP, POS, LEMMA, ENT_IOB, ENT_TYPE)
_IOB = {"I": 1, "O": 2, "B": 3}
_TAGS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X SPACE"
_POS = {tag: IDS[tag] for tag in _TAGS.split()}


class Encoder:
    """Sets the model's analysis on spaCy documents; white space hangs on the word before it."""

    def __init__(self, model: Model | None = None) -> None:
        self._model = model

    @property
    def model(self) -> Model:
        """The network; loaded at first use."""
        return self._model or shipped_model()

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = TOGETHER) -> Iterator[Doc]:
        """Documents in their order, analysed some at a time."""
        iterator = iter(stream)
        while docs := list(islice(iterator, batch_size)):
            groups = [paragraphs(doc) for doc in docs]
            analyses = iter(self.model.analyse([[t.text for t in words] for group in groups for words in group]))
            for doc, group in zip(docs, groups, strict=True):
                yield annotate(doc, [(words, next(analyses)) for words in group])


@Language.factory(COMPONENT)
def _create(nlp: Language, name: str) -> Encoder:
    return Encoder()


@lru_cache(maxsize=1)
def nlp() -> Language:
    """The pipeline, made once in a process. Text of any length is taken."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe(COMPONENT)
    pipeline.max_length = 2**31
    return pipeline


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """Parsed documents of the texts, in their order."""
    return nlp().pipe(texts, batch_size=TOGETHER)


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
        places = np.array([token.i for token in words])
        heads[places] = places[np.asarray(analysis.heads)] - places
        rows[places, 1] = [strings.add("ROOT" if label == "root" else label) for label in analysis.labels]
        rows[places, 2] = [_POS[tag] for tag in analysis.upos]
        rows[places, 3] = [strings.add(lemma) for lemma in analysis.lemmas]
        rows[places, 4] = [_IOB[name[0]] for name in analysis.names]
        rows[places, 5] = [strings.add(name[2:]) if len(name) > 1 else 0 for name in analysis.names]
    _hang_spaces(doc, rows, heads, strings.add(" "))
    rows[:, 0] = heads.astype(np.uint64)
    return doc.from_array(list(_ATTRIBUTES), rows)


def _hang_spaces(doc: Doc, rows: np.ndarray, heads: np.ndarray, lemma: int) -> None:
    """White space belongs to the word before it, or to the first word of the text."""
    first = next((token.i for token in doc if not token.is_space), 0)
    anchor = first
    for token in doc:
        if token.is_space:
            heads[token.i] = anchor - token.i
            rows[token.i, 2] = _POS["SPACE"]
            rows[token.i, 3] = lemma
        else:
            anchor = token.i
