"""Names as a document writes them: the model's spans, grown to the whole run of capitals they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg.extraction.naming.borders import (
    first_of,
    goes_on,
    has_inner_capital,
    is_capital,
    is_headline,
    trimmed,
    without_joint,
)
from kg.extraction.naming.joints import joined
from kg.extraction.naming.lexicon import Lexicon

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nmod:poss"})


class NameSpan(NamedTuple):
    """The tokens start..end are a name; the label is the model's, or empty."""

    start: int
    end: int
    label: str


def name_spans(doc: Doc, lexicon: Lexicon) -> list[NameSpan]:
    """The names of a document in their order, wherever it has them."""
    return _everywhere(doc, list(_grown(doc, lexicon)))


def _grown(doc: Doc, lexicon: Lexicon) -> Iterator[NameSpan]:
    """The model's names and other capitals that stand as names, grown to the whole run they stand in."""
    done = 0
    starts = {span.start: span for span in doc.ents}
    for token in doc:
        span = starts.get(token.i)
        if token.i < done or (span is None and not is_capital(token)):
            continue
        start, end = (span.start, span.end) if span is not None else (token.i, token.i + 1)
        label = span.label_ if span is not None else ""
        start, end = trimmed(doc, start, end)
        while start < end < len(doc) and (
            step := goes_on(doc, start, end, lexicon) or joined(doc, start, end, lexicon)
        ):
            following = starts.get(end)
            label = _joint_label(label, following.label_ if following else "")
            end = max(end + step, following.end if following else 0)
        start, end = trimmed(doc, start, without_joint(doc, start, end))
        start = max(done, first_of(doc, start, label, lexicon)) if start < end else start
        done = max(done, end)
        is_name = label != "" or span is not None or (start < end and _stands_as_name(doc, start, end))
        is_name = is_name and (label != "" or not _begins_title(doc, start, end, lexicon))
        if start < end and is_name and _is_wordlike(doc, start, end):
            yield NameSpan(start, end, label)


def _stands_as_name(doc: Doc, start: int, end: int) -> bool:
    """Whether capitals that the model took for no name are one: a proper noun that acts, or one inside a sentence."""
    first = doc[start]
    if has_inner_capital(first):
        return True
    if end - start == 1 and first.pos_ != "PROPN":
        return _is_make(first)
    return not first.is_sent_start or (first.dep_ in _SUBJECTS and first.is_alpha and not is_headline(first))


def _begins_title(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the capitals are the first words of a title: "Vice" in "the Vice President, Dana Reyes"."""
    if end >= len(doc) or doc[end].pos_ not in ("NOUN", "PROPN"):
        return False
    title = lexicon.noun([token.text for token in doc[start : end + 1]], doc[end].lemma_)
    return title is not None and title[0] > end - start and title[1] == lexicon.of_label.get("PER")


def _is_make(token: Token) -> bool:
    """Whether a capital stands where the make of counted things does: "five Lynx cameras"; acronyms name a kind."""
    following = token.nbor() if token.i + 1 < len(token.doc) else token
    before = token.doc[max(token.i - 2, 0) : token.i]
    is_noun = token.pos_ == "NOUN" or (token.pos_ == "ADJ" and token.dep_ == "compound")
    counted = is_noun and len(before) and before[-1].pos_ == "NUM" and before[0].pos_ != "PROPN"
    return bool(counted) and following.is_lower and not (token.is_upper and token.is_alpha)


def _is_wordlike(doc: Doc, start: int, end: int) -> bool:
    text = doc[start:end].text
    return "\n" not in text and any(c.isupper() or c.isdigit() for c in text)


def _joint_label(one: str, two: str) -> str:
    """A place before an organization is a part of its name; anything else keeps what came first."""
    return two if two and one in ("", "LOC", "MISC") else one


def _everywhere(doc: Doc, names: Sequence[NameSpan]) -> list[NameSpan]:
    """The names, and the places where the same words were taken for no name or for several."""
    found = {(name.start, name.end): name for name in names}
    at = {i: name for name in names for i in range(name.start, name.end)}
    texts = [token.text for token in doc]
    labels = {tuple(texts[start:end]): label for start, end, label in names if label or end - start > 1}
    sizes: dict[str, set[int]] = {}
    for words in labels:
        sizes.setdefault(words[0], set()).add(len(words))
    for start, text in enumerate(texts):
        if text not in sizes:
            continue
        for size in sorted(sizes[text], reverse=True):
            end = start + size
            label = labels.get(tuple(texts[start:end])) if end <= len(texts) else None
            inside = {at[i] for i in range(start, end) if i in at} if label is not None else set()
            if label is None or any(name.start < start or name.end > end for name in inside):
                continue
            if (start, end) not in found and (size > 1 or _is_proper(doc[start])):
                for name in inside:
                    found.pop((name.start, name.end), None)
                whole = found[start, end] = NameSpan(start, end, label)
                at.update(dict.fromkeys(range(start, end), whole))
            break
    return sorted(found.values())


def _is_proper(token: Token) -> bool:
    return token.pos_ == "PROPN" and not is_headline(token)


def without_title(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """Where the name begins after its titles."""
    while start < end - 1 and doc[start].text in lexicon.titles and doc[start + 1].text != "-":
        start += 1
    return trimmed(doc, start, end)[0]  # "Secretary of Justice" leaves "Justice"
