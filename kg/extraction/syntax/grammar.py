"""What a token's place in the tree says: voice, prepositions, infinitives, heads of spans."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.reading.dating import MONTHS

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

#: Words for times, by their lemmas: what is done "on Tuesday" or "for years" nobody else does.
_TIMES = frozenset(
    {
        *(*WEEKDAYS, *MONTHS, "minute", "hour", "morning", "noon", "afternoon", "evening", "night", "day", "weekend"),
        *("week", "fortnight", "month", "quarter", "year", "decade", "century", "while", "time", "moment", "occasion"),
    }
)

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})


def head_of(doc: Doc, start: int, end: int) -> int:
    """The token of a span on which the others hang; the last one where several hang outside."""
    outside = [t.i for t in doc[start:end] if not start <= t.head.i < end or t.head.i == t.i]
    nominal = [i for i in outside if doc[i].pos_ in NOMINAL]
    return (nominal or outside or [end - 1])[-1]


def is_passive(token: Token) -> bool:
    """Whether a verb's grammatical subject is its patient."""
    labels = {child.dep_ for child in token.children}
    if labels & {"nsubj:pass", "aux:pass"}:
        return True
    if token.pos_ != "VERB" or not is_participle(token):
        return False
    if token.dep_ in ("acl", "amod", "acl:relcl") and not labels & {"nsubj", "obj", "aux", "cop"}:
        return True
    if token.dep_ in ("conj", "advcl", "parataxis", "xcomp") and "obl:agent" in labels and "obj" not in labels:
        return True
    if token.dep_ == "conj" and not labels & {"nsubj", "aux"}:
        return is_passive(token.head) and "obj" not in labels
    # headline style: "Acme fined by watchdog"
    return "nsubj" in labels and "aux" not in labels and any(_is_by(child) for child in token.children)


def is_participle(token: Token) -> bool:
    """Whether the form can be a past participle."""
    form = token.lower_
    return not form.endswith("ing") and (
        form.endswith(("ed", "en", "wn", "t", "ung", "ught", "ld", "de", "id", "ne")) or form != token.lemma_
    )


def _is_by(token: Token) -> bool:
    return token.dep_ == "obl:agent" or (token.dep_ == "obl" and preposition(token) == "by" and token.ent_type_ != "")


def preposition(token: Token) -> str:
    """The words that mark an oblique or a clause, "according to" as one."""
    for child in token.children:
        if child.dep_ in ("case", "mark"):
            fixed = [c.lower_ for c in child.children if c.dep_ == "fixed"]
            return " ".join([child.lower_, *fixed])
    return ""


def is_time(token: Token) -> bool:
    """Whether a noun says when or how long: "on Tuesday", "for two years"."""
    return token.pos_ == "NUM" or token.lemma_.lower() in _TIMES


def is_infinitive(token: Token) -> bool:
    """Whether "to" marks the verb."""
    return any(child.dep_ == "mark" and child.lower_ == "to" for child in token.children)


def has_own_subject(token: Token) -> bool:
    """Whether a subject hangs on the very verb."""
    return any(child.dep_ in ("nsubj", "nsubj:pass") for child in token.children)


def is_bare_not(token: Token) -> bool:
    """Whether it is a "not" that is no part of "not only"."""
    return token.lower_ == "not" and token.nbor().lower_ not in ("only", "just", "merely", "simply")


def adverbial(token: Token) -> list[str]:
    """An adverb as it may be listed: as "yet to" before an infinitive, as it is, by its lemma, or as "no longer"."""
    follows = token.i + 1 < len(token.doc) and token.nbor().lower_ == "to"
    words = [c.lower_ for c in token.children if c.dep_ in ("advmod", "det")]
    before = [f"{token.lower_} to"] if follows else []
    return [*before, token.lower_, token.lemma_.lower(), " ".join([*words, token.lower_])]


def is_plural(token: Token) -> bool:
    """Whether the noun's form is a plural."""
    lower = token.lower_
    return lower != token.lemma_.lower() and lower.endswith(("s", "men", "people", "children"))


#: Words before a noun that say it was spoken of before.
_AGAIN = frozenset({"the", "this", "that", "these", "those"})


def is_again(token: Token) -> bool:
    """Whether a noun says that what it means was spoken of before: "the lawsuit", "this decision"."""
    return token.pos_ == "NOUN" and any(child.dep_ == "det" and child.lower_ in _AGAIN for child in token.children)


def is_mandate(token: Token) -> bool:
    """Whether a clause is in the subjunctive of what is asked for: "that it stop", "that Acme be fined"."""
    labels = {child.dep_: child for child in token.children}
    that, subject = labels.get("mark"), labels.get("nsubj") or labels.get("nsubj:pass")
    if that is None or that.lower_ != "that" or subject is None:
        return False
    helping = [child.lower_ for child in token.children if child.dep_ in ("aux", "aux:pass", "cop")]
    single = subject.pos_ in ("PROPN", "PRON") or subject.lower_ == subject.lemma_.lower()
    bare = token.pos_ == "VERB" and token.lower_ == token.lemma_.lower() and single and subject.lower_ != "they"
    return helping[:1] in (["be"], ["should"]) or (not helping and bare)


def is_source_note(token: Token) -> bool:
    """Whether brackets at the end of a sentence name the source, which is nothing else: "sued by Acme [The Post]"."""
    first, last, sentence = token.left_edge, token.right_edge, token.sent
    opened = "[" in (first.text, sentence.doc[max(first.i - 1, sentence.start)].text)
    return opened and not any(one.is_alpha for one in sentence.doc[last.i + 1 : sentence.end])


def is_announced(token: Token) -> bool:
    """Whether an infinitive is what a headline announces of the name before it: "Acme to close its labs"."""
    head = token.head
    named = head.dep_ == "ROOT" and head.pos_ == "PROPN" and head.i < token.i
    return token.dep_ == "acl" and named and is_infinitive(token)
