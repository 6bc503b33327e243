"""Noun phrases: the words that belong to a noun, its number, and the nouns that stand beside a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Span, Token

from kg.extraction.naming.lexicon import Lexicon
from kg.extraction.syntax.grammar import is_plural


def nouns_beside(doc: Doc, start: int, end: int, head_index: int) -> Iterator[Token]:
    """Common nouns in apposition to a name, before it, or said of it."""
    head = doc[head_index]
    inside = range(start, end)
    for i in inside:
        for child in doc[i].children:
            if (
                child.i not in inside
                and child.dep_ in ("appos", "compound", "amod", "flat")
                and child.pos_ in ("NOUN", "ADJ")
            ):
                yield child
    if (
        head.dep_ in ("appos", "flat", "compound")
        and head.head.pos_ == "NOUN"
        and head.head.i not in inside
        and head.head.i < head.i
    ):
        yield head.head
    if head.dep_ == "nsubj" and head.head.pos_ == "NOUN" and any(c.dep_ == "cop" for c in head.head.children):
        yield head.head
    if (noun := named_noun(head)) is not None:
        yield noun


#: Verbs whose participle says what somebody or something is called, with the preposition that may follow.
_NAMING = frozenset({"call", "name", "dub", "nickname", "title", "christen", "baptize", "baptise", "code-name"})
_NAMING_AS = frozenset({"know", "market", "brand", "sell"})

_EARLIER = frozenset({"formerly", "previously", "originally", "once"})


def named_noun(name: Token) -> Token | None:
    """The noun for what is said to have a name: "software" in "its software, called Argus"."""
    verb = name.head
    after = {child.lower_ for child in name.children if child.dep_ in ("case", "mark")}
    naming = (verb.lemma_ in _NAMING and not after) or (verb.lemma_ in _NAMING_AS and after == {"as"})
    earlier = any(child.lower_ in _EARLIER for child in verb.children)
    if earlier or not naming or name.i < verb.i or name.dep_ not in ("xcomp", "obj", "obl") or verb.dep_ != "acl":
        return None
    return verb.head if verb.head.pos_ == "NOUN" and verb.head.i < verb.i else None


def phrase_before(token: Token, taken: set[int] | None = None) -> list[str]:
    """The noun with the words right before it that belong to it, hyphens left out."""
    words = [token.text]
    for before in _before(token, taken or set()):
        if before.text not in "-–":
            words.insert(0, before.text)
    return words


def shared_head(token: Token) -> Token | None:
    """The noun that a word before "and" has in common with the one behind it: "laws" in "privacy and labour laws"."""
    noun = token.head
    if token.dep_ != "compound" or noun.pos_ != "NOUN" or token.i >= noun.i - 2:
        return None
    other = next((child for child in token.children if child.dep_ == "conj"), None)
    joined = token.nbor().dep_ == "cc" or token.nbor().text == ","
    return noun if other is not None and joined and token.i < other.i < noun.i else None


def _before(token: Token, taken: set[int]) -> Iterator[Token]:
    """The tokens right before a noun that modify it, nearest first; determiners and names end the phrase."""
    i = token.i - 1
    while i >= 0 and token.i - i <= 10:
        before = token.doc[i]
        if i in taken or before.is_space or before.pos_ in ("DET", "PRON", "ADP", "SCONJ", "VERB", "AUX", "CCONJ"):
            hyphened = before.pos_ in ("VERB", "ADP") and "-" in (
                token.doc[i + 1].text,
                token.doc[i - 1].text if i else "",
            )
            if not hyphened or i in taken:
                return
        if before.is_punct and before.text not in "-–'’/":
            return
        yield before
        i -= 1


def start_of_phrase(token: Token, size: int, taken: set[int]) -> int:
    """Index of the first token of the noun phrase of `size` words that ends with the token."""
    start, count = token.i, 1
    for before in _before(token, taken):
        if count == size:
            break
        start = before.i
        count += before.text not in "-–"
    return start


#: Prepositions behind which stands what a law is about: "an amendment to the constitution".
_ABOUT = frozenset({"on", "against", "to", "about"})

#: Determiners that point elsewhere: what stands behind "this proposal" does not say which.
_POINTING = frozenset({"this", "that", "these", "those", "such", "any", "no"})

#: Words of the longest description that is kept whole.
_LONGEST = 12


def description(token: Token, size: int, taken: set[int], is_vague: Callable[[Token], bool]) -> str | None:
    """The words of a noun with what tells it from others of its kind: "wire fraud laws", "a bill to ban drones".

    Args:
        token: the noun.
        size: words of the phrase that the ontology knows.
        taken: tokens of names.
        is_vague: whether a word before the noun tells nothing: "state law".
    """
    doc, known, end = token.doc, start_of_phrase(token, size, taken), token.i + 1
    start = known
    while start > 0 and start - 1 not in taken and doc[known - 1].text != "-" and _tells(doc, start - 1):
        start -= 1
    start += doc[start].text == "-"
    if all(is_vague(word) for word in doc[start:known]):
        start = known
    if not any(child.dep_ == "det" and child.lower_ in _POINTING for child in token.children):
        end = max([end, *(_end_of(child, token) for child in token.children if _is_about(child, token))])
    if start == known and end == token.i + 1:
        return None
    return " ".join(doc[start:end].text.strip(" ,;.-").split())


def purpose(token: Token, size: int) -> Span | None:
    """A noun with the participle that says what it does: "a worker-tracking badge", "emotion-reading software"."""
    doc, start = token.doc, start_of_phrase(token, size, set())
    if start < 3 or doc[start - 2].text != "-" or not doc[start - 1].lower_.endswith("ing"):
        return None
    is_joined = doc[start - 3].pos_ in ("NOUN", "ADJ") and not doc[start - 3].whitespace_
    return doc[start - 3 : token.i + 1] if is_joined else None


def of_sort(token: Token, noun: str, taken: set[int], lexicon: Lexicon) -> Span | None:
    """A noun with the one noun before it: "visa algorithm"; nothing if that is not all: "Acme visa algorithm"."""
    doc, before = token.doc, token.nbor(-1) if token.i else token
    is_lower = before.pos_ == "NOUN" and before.is_lower and not before.is_sent_start
    if not (lexicon.is_sorted(noun) and is_lower) or before.dep_ != "compound" or before.i in taken:
        return None
    further = doc[before.i - 1]
    if further.i in taken or further.text == "-" or further.dep_ == "compound":
        return None
    return None if lexicon.noun_class([before.text], before.lemma_) else doc[before.i : token.i + 1]


def _end_of(child: Token, noun: Token) -> int:
    """Where what hangs behind a noun ends; what is long ends before one of its prepositions or commas."""
    end = max(t.i for t in child.subtree) + 1
    if end - noun.i <= _LONGEST:
        return end
    breaks = [t.i for t in noun.doc[child.i + 1 : noun.i + _LONGEST] if t.pos_ in ("ADP", "SCONJ", "PUNCT")]
    return breaks[-1] if breaks else noun.i + 1


def _tells(doc: Doc, index: int) -> bool:
    """Whether a word before a noun tells what it is about: a noun, or a part of a hyphened word."""
    token = doc[index]
    if token.text == "-" or "-" in (doc[index + 1].text, doc[index - 1].text if index else ""):
        return token.text == "-" or token.pos_ in ("NOUN", "VERB", "ADJ", "ADP")
    return token.pos_ == "NOUN" and token.dep_ == "compound"


def _is_about(child: Token, noun: Token) -> bool:
    """Whether what hangs behind a noun says what it is about: "to ban X", "banning X", "on X"."""
    marks = {c.lower_ for c in child.children if c.dep_ in ("case", "mark")}
    if child.i < noun.i or child.dep_ not in ("acl", "nmod") or noun.doc[noun.i + 1].is_punct:
        return False
    if child.dep_ == "nmod":
        return bool(marks & _ABOUT)
    return not is_plural(noun) and ("to" in marks or child.lower_.endswith("ing"))


def is_bare(token: Token) -> bool:
    """Whether a common noun stands without article, possessor or number, as "police" and "law enforcement" do."""
    if token.pos_ != "NOUN" or token.dep_ in ("compound", "appos"):
        return False
    return not any(
        child.dep_ in ("det", "nmod:poss", "nummod", "compound") and child.pos_ != "NOUN" for child in token.children
    )


def is_title(token: Token) -> bool:
    """Whether the word stands before a person's name as "Senators" and "Rep." do."""
    return token.head.ent_type_ == "PER" and token.ent_type_ != "PER" and token.i < token.head.i
