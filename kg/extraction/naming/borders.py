"""Where a name begins and ends: what of the words around a capitalised run belongs to it."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from kg.extraction.naming.lexicon import Lexicon
from kg.extraction.naming.spelling import repaired

#: Words that a span of the model may begin or end with and that are no part of the name.
_BEFORE = frozenset({"the", "a", "an", "of", "and", "for", "former"})
_BEHIND = frozenset({"'s", "’s", "'", "’", ",", ";", ":", "-", "family"})
_INNER = frozenset({"of", "and", "for", "on", "the", "plc", "s"})
_JOINTS = frozenset({"of", "and", "for", "et"})

#: Small words inside names of other languages: "Brigade de Recherche et d'Intervention".
_PARTICLES = frozenset(
    {
        "de",
        "del",
        "della",
        "dei",
        "di",
        "du",
        "des",
        "da",
        "dos",
        "do",
        "la",
        "le",
        "les",
        "las",
        "los",
        "el",
        "et",
        "und",
    }
)

#: What is said of a name before a hyphen: "ex-Acme", "anti-Acme".
_PREFIXES = frozenset({"ex", "anti", "pro", "pre", "post", "then", "mid"})

_ELIDED = re.compile(r"[dl]['’]\w")
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]")
#: A word with a hyphen inside that only tells what something has: "ALPR‐equipped".
_PARTICIPLE = re.compile(r"[-‐‑][a-z]+(ed|ing)$")
_YEAR = re.compile(r"(1[5-9]|20)\d\d")
_BRACKETS = str.maketrans("", "", "[](){}")


def words_of(doc: Doc, start: int, end: int) -> list[str]:
    """The words of a span as they are written: possessive marks and hyphened parts joined."""
    return repaired(doc[start:end].text.replace("’", "'")).split()


def has_inner_capital(token: Token) -> bool:
    """Whether the word is written as only names are: "ShotSpotter"."""
    return _INNER_CAPITAL.search(token.text) is not None


def is_capital(token: Token) -> bool:
    """Whether the word has a capital that says something."""
    if not token.text[:1].isupper() or _PARTICIPLE.search(token.text):
        return False
    if token.pos_ == "PROPN" or has_inner_capital(token):
        return True
    return token.pos_ in ("NOUN", "ADJ") and not token.is_sent_start and not is_headline(token)


def is_headline(token: Token) -> bool:
    """Whether the sentence capitalises nearly every long word, so that a capital says nothing."""
    words = [t for t in token.sent if t.is_alpha and len(t) > 3]
    return len(words) > 3 and sum(t.text[0].isupper() for t in words) > 0.9 * len(words)


def trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The name without articles, marks and possessives at its borders; "[T]he" is an article, too."""
    while start < end and (
        doc[start].lower_.translate(_BRACKETS) in _BEFORE or doc[start].is_punct or doc[start].is_space
    ):
        start += 1
    while end > start and (doc[end - 1].text in _BEHIND or doc[end - 1].is_space):
        end -= 1
    return start, end


def without_joint(doc: Doc, start: int, end: int) -> int:
    """Where the name ends without an "of" or "and" behind which nothing of it follows."""
    while end > start and doc[end - 1].text in _JOINTS:
        end -= 1
    return end


def first_of(doc: Doc, start: int, label: str, lexicon: Lexicon) -> int:
    """Where a name begins that holds the token `start`: "Biometric" in "Biometric Consent Act", "Man" in "Man-kei"."""
    while start > 1 and _is_hyphened(doc, start - 1) and is_capital(doc[start - 2]):
        if doc[start - 2].lower_ in _PREFIXES or lexicon.is_person_noun(doc[start - 2]):
            break
        start -= 2
    while start > 0 and label != "PER" and _belongs_before(doc, start, lexicon):
        start -= 1
    return start


def _is_hyphened(doc: Doc, index: int) -> bool:
    """Whether a hyphen joins the words on its sides."""
    return doc[index].text == "-" and not doc[index].whitespace_ and not doc[index - 1].whitespace_


def _belongs_before(doc: Doc, start: int, lexicon: Lexicon) -> bool:
    before = doc[start - 1]
    if before.ent_type_ == "PER" or lexicon.is_person_noun(before) or before.text in lexicon.titles:
        return False
    return is_capital(before) and not before.is_sent_start and before.is_alpha and doc[start].pos_ in ("PROPN", "NOUN")


def goes_on(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """How many tokens behind `end` belong to the name start..end, by the first rule that knows."""
    token, last = doc[end], doc[end - 1]
    if size := _ending(doc, end, lexicon):
        return size
    if token.lower_ in ("'s", "’s", "'", "’"):
        return _possessive(doc, end, lexicon)
    if _is_hyphened(doc, end):
        return _hyphened(doc, end)
    if last.text == "of" and token.lower_ == "the" and end + 1 < len(doc) and is_capital(doc[end + 1]):
        return 2  # "Democratic Republic of the Congo"
    for rule in (_coordinated, _dated, _numbered):
        if size := rule(doc, start, end, lexicon):
            return size
    if size := _foreign(doc, end):
        return size
    if (lexicon.is_person_noun(last) and last.ent_type_ == "") or last.text in lexicon.titles:
        return 0
    if token.text == "&" and end + 1 < len(doc) and is_capital(last) and is_capital(doc[end + 1]):
        return 2
    if not is_capital(token) or lexicon.is_person_noun(token) or token.is_sent_start:
        return 0
    return int(_is_joined(doc, start, end, lexicon))


def _ending(doc: Doc, end: int, lexicon: Lexicon) -> int:
    """The rest of an ending of several tokens, which may have begun in the name: "Sheriff's Office", "A/S"."""
    if doc[end].is_lower and doc[end].is_alpha and doc[end].text not in _INNER:
        return 0
    for first in (end, end - 1):
        for size in range(min(5, len(doc) - first), end - first + 1, -1):
            if lexicon.is_ending(words_of(doc, first, first + size)):
                return first + size - end
    return 0


def _possessive(doc: Doc, end: int, lexicon: Lexicon) -> int:
    """A possessive goes on where an ending asks for it: "Attorney's Office"; "Teachers' Union"."""
    plural = doc[end].text in ("'", "’")
    for n in (3, 2, 1):
        behind = end + 1 + n
        if n == 1 and behind <= len(doc) and doc[end + 1].text == doc[end - 1].text:
            return 2  # "Sheriff's Office's Office"
        if behind <= len(doc) and (
            lexicon.is_ending(words_of(doc, end - 1, behind))
            or (plural and lexicon.is_ending(words_of(doc, end + 1, behind)))
        ):
            return 1 + n
    return 0


def _hyphened(doc: Doc, end: int) -> int:
    """The hyphen and the word behind it, if that is a part of the name; "Ex-" is none itself."""
    if end + 1 == len(doc) or doc[end - 1].lower_ in _PREFIXES:
        return 0
    behind = doc[end + 1]
    named = behind.text[0].isupper() and "PER" in (doc[end - 1].ent_type_, behind.ent_type_)  # "Anh Ton-That"
    return 2 if named or is_capital(behind) or behind.ent_type_ == "PER" else 0


def _numbered(doc: Doc, start: int, end: int, _: Lexicon) -> int:
    """A number that the parse joins to the name: "Payroll Nine", "Matrice 210"."""
    token = doc[end]
    is_joined = token.head.i in range(start, end) and token.dep_ in ("flat", "nummod", "nmod:desc", "nmod:unmarked")
    return int(token.pos_ == "NUM" and is_joined and not _YEAR.fullmatch(token.text))


def _foreign(doc: Doc, end: int) -> int:
    """The particles of another language with the capital behind them."""
    behind = end
    while behind < len(doc) - 1 and behind < end + 2 and doc[behind].text in _PARTICLES:
        behind += 1
    following = doc[behind]
    if behind == end:
        last = doc[end - 1].text
        return int((last[0].isupper() or last in _PARTICLES) and _ELIDED.match(following.text) is not None)
    return behind - end + 1 if following.text[0].isupper() or _ELIDED.match(following.text) else 0


def _coordinated(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """The rest of what a public body is for: "Department of Emergency Services and Public Protection"."""
    last = doc[end].head
    if doc[end].text != "and" or last.i <= end or last.dep_ != "conj" or last.head.i not in range(start + 2, end):
        return 0
    is_purpose = any(child.dep_ == "case" and child.i > start for child in last.head.children)
    if not is_purpose or not all(map(is_capital, doc[end + 1 : last.i + 1])):
        return 0
    whole = lexicon.is_purpose(words_of(doc, last.head.i, end))  # there is a Department of Justice
    common = last.pos_ == "NOUN" or (last.ent_type_ != "ORG" and not whole)
    alone = last.i == end + 1 and common  # "Finance and Administration"
    purpose = words_of(doc, end + 1, last.i + 1)
    own = not alone and not lexicon.is_purpose(purpose) and lexicon.name_class(["the", *purpose])
    if own or last.text.isupper() or last.ent_type_ in ("PER", "LOC"):
        return 0  # "the Ministry of Defence and Acme Bank"
    class_name = lexicon.name_class(words_of(doc, start, end))
    return last.i + 1 - end if class_name and lexicon.is_public(class_name) else 0


def _dated(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """The year of a thing: "Tenure of Office Act of 1867", "Reform Bill 2019"."""
    behind = end + (doc[end].lower_ == "of")
    if behind >= len(doc) or not _YEAR.fullmatch(doc[behind].text):
        return 0
    class_name = lexicon.name_class(words_of(doc, start, without_joint(doc, start, end)))
    return behind + 1 - end if class_name and lexicon.is_thing(class_name) else 0


def _is_joined(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the parse joins a capital to the capitals before it."""
    token, last = doc[end], doc[end - 1]
    if token.ent_type_ == "PER" or last.ent_type_ == "PER":
        if last.dep_ == "compound" and last.head.i == token.i and lexicon.is_ending([token.text]):
            return True  # "The Marlow Courier"
        same = last.ent_type_ == token.ent_type_ or (last.ent_type_ == "" and token.dep_ == "flat")
        return token.ent_iob_ == "I" or (same and token.head.i == last.i)
    head = _head_of_capitals(token)
    joined = token.head.i in range(start, end) or any(
        t.head.i == token.i or t.head.i == head.i != t.i or t.head.i == token.head.i != t.i for t in doc[start:end]
    )
    return (joined and token.dep_ not in ("nsubj", "appos")) or any(t.head.i == token.i for t in doc[start:end])


def _head_of_capitals(token: Token) -> Token:
    """The last of the capitals that a capital belongs to: "Force" of "Auto" in "Auto Theft Task Force"."""
    head = token.head
    while head.dep_ == "compound" and head.head.i > head.i and is_capital(head):
        head = head.head
    between = token.doc[token.i : head.i + 1]
    return head if head.i > token.i and all(map(is_capital, between)) else token.head
