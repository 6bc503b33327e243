"""Names that are made of two: a university and its campus, two towns that share a police, two tribes that are one."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extraction.naming.borders import is_capital, words_of
from kg.extraction.naming.lexicon import Lexicon

#: What stands between two towns that share a body: "the Eastmere/Northgate Police Department".
_BETWEEN_TOWNS = frozenset({"/", "-", "–", "−"})

#: What stands between a university and its campus: "the University of Eastmere, Northgate Police Department".
_BEFORE_CAMPUS = frozenset({",", "at", "-", "–", "−"})

#: Words of the longest second part.
_LONGEST = 6


def joined(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """How many tokens behind `end` belong to the name start..end, because another name goes on with it."""
    if end + 1 >= len(doc):
        return 0
    if doc[end].lower_ == "and":
        return _in_series(doc, start, end)
    if doc[end].lower_ == "of":
        return 2 if is_capital(doc[end + 1]) and lexicon.is_opening([doc[end - 1].text, "of"]) else 0
    if doc[end].text not in _BETWEEN_TOWNS | _BEFORE_CAMPUS or not start or doc[start - 1].lower_ != "the":
        return 0  # "EASTMERE - Northgate Police Department officers …" tells where it was written
    last = _body_behind(doc, end + 1, lexicon)
    return last - end if last and _goes_with(doc, start, end, lexicon) and not _is_apposed(doc, end, last) else 0


def _in_series(doc: Doc, start: int, end: int) -> int:
    """The rest of a name with "and" in a list whose last part follows a comma and "and": "A, B and C, D, and E"."""
    first = last = end + 1
    if not doc[start].ent_type_ == doc[first].ent_type_ == "ORG" or doc[end - 1].text == ",":
        return 0
    while last < len(doc) - 1 and (is_capital(doc[last]) or (doc[last].text == "of" and is_capital(doc[last].nbor()))):
        last += 1
    sentence = doc[start].sent
    closing = (token for token in doc[last : sentence.end] if token.dep_ == "cc" and token.head.dep_ == "conj")
    goes_on = any(c.head.head.i in range(sentence.start, last) and doc[c.i - 1].text == "," for c in closing)
    return last - end if goes_on and last < len(doc) and doc[last].text == "," else 0


def _body_behind(doc: Doc, first: int, lexicon: Lexicon) -> int | None:
    """Where a name ends that begins at a token and is that of a public body by its last words."""
    end = first
    while end < min(len(doc), first + _LONGEST) and is_capital(doc[end]):
        end += 1
    if end - first < 2 or not lexicon.is_ending(words_of(doc, end - 2, end)):
        return None
    class_name = lexicon.name_class(words_of(doc, first, end))
    return end if class_name is not None and lexicon.is_public(class_name) else None


def _goes_with(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether what stands before can be the first part: a university, or a name that says nothing of itself."""
    class_name = lexicon.name_class(words_of(doc, start, end))
    if class_name is None or lexicon.is_place(class_name):
        return doc[end].text in _BETWEEN_TOWNS and all(token.ent_type_ != "PER" for token in doc[start:end])
    opened = any(lexicon.is_opening(words_of(doc, start, last)) for last in range(start + 1, end))
    return opened and lexicon.is_actor(class_name) and not lexicon.is_public(class_name)


def _is_apposed(doc: Doc, comma: int, end: int) -> bool:
    """Whether a second comma closes what the first one opened."""
    return doc[comma].text == "," and end < len(doc) and doc[end].text == ","
