"""Names as a document writes them: the model's spans, grown to the whole run of capitals they stand in."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extraction.lexicon import Lexicon


def words_of(doc: Doc, start: int, end: int) -> list[str]:
    """The words of a span as they are written: possessive marks and hyphened parts joined."""
    return doc[start:end].text.replace("’", "'").split()


def name_spans(doc: Doc, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """(start, end, label) of the model's names, grown to the whole run of capitals they stand in."""
    done = 0
    starts = {span.start: span for span in doc.ents}
    for token in doc:
        span = starts.get(token.i)
        if token.i < done or (span is None and not _is_capital(token)):
            continue
        start, end = (span.start, span.end) if span is not None else (token.i, token.i + 1)
        label = span.label_ if span is not None else ""
        start, end = _trimmed(doc, start, end)
        while start < end < len(doc) and (step := _goes_on(doc, start, end, lexicon)):
            following = starts.get(end)
            label = _joint_label(label, following.label_ if following else "")
            end = max(end + step, following.end if following else 0)
        start, end = _trimmed(doc, start, end)
        while start > done and label != "PER" and _belongs_before(doc, start, lexicon):
            start -= 1
        done = max(done, end)
        if start < end and (span is not None or _stands_as_name(doc, start, end)) and _is_wordlike(doc, start, end):
            yield start, end, label


def _stands_as_name(doc: Doc, start: int, end: int) -> bool:
    """Whether capitals that the model took for no name are one: a proper noun that acts, or one inside a sentence."""
    first = doc[start]
    if end - start == 1 and first.pos_ != "PROPN":
        return False
    return not first.is_sent_start or (
        first.dep_ in ("nsubj", "nsubj:pass") and first.is_alpha and not _is_headline(first)
    )


def _is_wordlike(doc: Doc, start: int, end: int) -> bool:
    text = doc[start:end].text
    return "\n" not in text and any(c.isalnum() for c in text)


def _is_capital(token: Token) -> bool:
    if not token.text[:1].isupper():
        return False
    return token.pos_ == "PROPN" or (
        token.pos_ in ("NOUN", "ADJ") and not token.is_sent_start and not _is_headline(token)
    )


def _belongs_before(doc: Doc, start: int, lexicon: Lexicon) -> bool:
    """Whether the capitalised word before a name is a part of it: "Biometric" in "Biometric Consent Act"."""
    before = doc[start - 1]
    if before.ent_type_ == "PER" or lexicon.is_person_noun(before) or before.text in lexicon.titles:
        return False
    return _is_capital(before) and not before.is_sent_start and before.is_alpha and doc[start].pos_ in ("PROPN", "NOUN")


def _is_headline(token: Token) -> bool:
    """Whether the sentence capitalises nearly every long word, so that a capital says nothing."""
    words = [t for t in token.sent if t.is_alpha and len(t) > 3]
    return len(words) > 3 and sum(t.text[0].isupper() for t in words) > 0.9 * len(words)


def _goes_on(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """How many tokens the name goes on: a capital that belongs to it, or a possessive that an ending asks for."""
    token, last = doc[end], doc[end - 1]
    for size in range(min(5, len(doc) - end), 1, -1):
        if lexicon.is_ending(words_of(doc, end, end + size)):
            return size
    if token.lower_ in ("'s", "’s"):
        sizes = [
            n for n in (3, 2, 1) if end + 1 + n <= len(doc) and lexicon.is_ending(words_of(doc, end - 1, end + 1 + n))
        ]
        return 1 + sizes[0] if sizes else 0
    if (lexicon.is_person_noun(last) and last.ent_type_ == "") or last.text in lexicon.titles:
        return 0
    if token.text == "&" and end + 1 < len(doc) and _is_capital(last) and _is_capital(doc[end + 1]):
        return 2
    if token.text == "-" and end + 1 < len(doc) and not last.whitespace_ and not token.whitespace_:
        return 2 if _is_capital(doc[end + 1]) else 0
    if not _is_capital(token) or lexicon.is_person_noun(token) or token.is_sent_start:
        return 0
    if token.ent_type_ == "PER" or last.ent_type_ == "PER":
        return int(token.ent_iob_ == "I" or (token.ent_type_ == last.ent_type_ and token.head.i == last.i))
    joined = token.head.i in range(start, end) or any(
        t.head.i == token.i or t.head.i == token.head.i != t.i for t in doc[start:end]
    )
    return int((joined and token.dep_ not in ("nsubj", "appos")) or any(t.head.i == token.i for t in doc[start:end]))


def _joint_label(one: str, two: str) -> str:
    """A place before an organization is a part of its name; anything else keeps what came first."""
    return two if two and one in ("", "LOC", "MISC") else one


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The name without articles, marks and possessives at its borders."""
    while start < end and (
        doc[start].lower_ in ("the", "a", "an", "of", "and", "for") or doc[start].is_punct or doc[start].is_space
    ):
        start += 1
    while end > start and (
        doc[end - 1].lower_ in ("'s", "’s", "'", "’") or doc[end - 1].is_space or doc[end - 1].text in ",;:-"
    ):
        end -= 1
    return start, end


def without_title(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """Where the name begins after its titles."""
    while start < end - 1 and doc[start].text in lexicon.titles:
        start += 1
    return start
