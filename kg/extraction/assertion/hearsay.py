"""What is said of reports, rumours and proofs: that they are false, or that there are none.

"Reports that Acme bought Northgate are false" denies the purchase though no word of its clause does, and "there is no
evidence that …" says nothing of it either way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.claims import ALLEGED
from kg.extraction.syntax.clauses import AGENT, Clauses
from kg.extraction.syntax.grammar import adverbial, preposition
from kg.ontology.definitions import Ontology

DENIED, UNPROVEN, DOUBTED = "denied", "unproven", "doubted"

#: Behind a verdict on those who say something, not on what they say: "apologised for saying that".
_SAYING = "(saying)"

#: How what is reported hangs on the noun for the report.
_REPORTED = frozenset({"acl", "acl:relcl", "ccomp", "appos"})
_ABOUT = frozenset({"of", "about"})

#: How a clause hangs on another of which a report may tell.
_WITHIN = frozenset({"xcomp", "ccomp", "advcl", "conj"})

#: Clauses between a claim and the noun for the report.
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of what a report says."""

    kind: str  # DENIED, UNPROVEN or DOUBTED
    words: tuple[int, ...] = ()  # tokens that say so: the report, and what is said of it


class Hearsay:
    """The words for reports, and for what may be wrong with them."""

    def __init__(self, ontology: Ontology) -> None:
        known = list(ontology.qualifiers.values())
        self._reports = frozenset(word for one in known if one.name != ALLEGED for word in one.contents)
        self._pleas = frozenset(word for one in known if one.name == ALLEGED for word in one.contents)
        self._verdicts = frozenset(word for one in known for word in one.verdicts)
        self._none = frozenset(word for one in known if one.verdicts for word in (*one.determiners, *one.markers))
        self._not = frozenset(word for one in known if one.verdicts for word in one.adverbs) - self._verdicts
        self._refuses = frozenset(word for one in known if one.verdicts for word in one.governors)
        tells = [one for one in known if one.kind == "Attribution"]
        self._tells = frozenset(word for one in tells for word in one.governors)
        self._markers = frozenset(word for one in tells for word in one.markers)
        self._doubts = self._pleas.union(word for one in known if one.name == ALLEGED for word in one.adverbs)
        said = (phrase.removesuffix(_SAYING).split()[0 if _SAYING in phrase else -1] for phrase in self._verdicts)
        self._judging = self._doubts.union(said)

    def is_verdict(self, word: Token) -> bool:
        """Whether the word says of a report that it is false, and of a deed only that it was a mistake."""
        return word.lower_ in self._verdicts

    def verdict(self, clauses: Clauses, unit: int) -> Verdict | None:
        """What becomes of the clause of the unit by what is said of the report of it, or of who says it."""
        report = self._report(clauses, unit)
        if report is None:
            words = self._said_of_tellers(clauses, unit)
            kind = DENIED if words & self._verdicts else DOUBTED if words & self._doubts else None
            return None if kind is None else Verdict(kind, tuple(self._telling(clauses, unit)))
        token = clauses.token(report)
        before = {child.lower_ for child in clauses.children(report) if child.dep_ in ("det", "advmod", "case")}
        if before & self._none or self._is_missing(clauses, report):
            return Verdict(UNPROVEN)
        said = {clauses.lemmas[report], preposition(token), *_said_before(clauses, report)}
        denied = {*said, *self._said_of(clauses, report)} & self._verdicts
        return Verdict(DENIED, (report, *self._telling(clauses, unit))) if denied else None

    def _is_missing(self, clauses: Clauses, report: int) -> bool:
        """Whether nobody has come upon what is reported: "did not find any evidence that"."""
        over = clauses.governor(report)
        if over is None or clauses.token(report).dep_ != "obj" or clauses.lemmas[over] in self._verdicts:
            return False
        return self._is_denied(clauses, over)

    def _telling(self, clauses: Clauses, unit: int) -> Iterator[int]:
        """The tokens of the sentence that pass judgement on a report."""
        for token in clauses.token(unit).sent:
            if not {token.lemma_.lower(), token.lower_}.isdisjoint(self._judging):
                yield token.i

    def _said_of_tellers(self, clauses: Clauses, unit: int) -> set[str]:
        """What is said of those who say it, and of their saying so: "a hoax said", "lied when he said"."""
        for _ in range(_DEEPEST):
            governor, token = clauses.governor(unit), clauses.token(unit)
            told = governor is not None and token.dep_ == "ccomp" and clauses.lemmas[governor] in self._tells
            beside = {
                word for source in self._named_beside(clauses, unit) for word in self._said_of_one(clauses, source)
            }
            if governor is not None and self._is_pleaded(clauses, unit, governor):
                return {clauses.lemmas[governor]}
            if governor is None or beside or told or token.dep_ not in _WITHIN:
                return beside | set(self._said_of_saying(clauses, governor) if governor is not None and told else ())
            unit = governor
        return set()

    def _is_pleaded(self, clauses: Clauses, unit: int, noun: int) -> bool:
        """Whether a clause tells what a lawsuit says: "in its complaint that Acme lied"."""
        is_clause = clauses.token(unit).dep_ in ("acl", "ccomp") and clauses.lemmas[noun] in self._pleas
        return is_clause and any(child.dep_ == "mark" and child.lower_ == "that" for child in clauses.children(unit))

    def _named_beside(self, clauses: Clauses, unit: int) -> Iterator[int]:
        """Units of the sources that are named beside a clause: "according to a hoax"."""
        for child in clauses.children(unit):
            if child.dep_ == "obl" and preposition(child) in self._markers:
                yield clauses.unit_of[child.i]

    def _said_of_one(self, clauses: Clauses, source: int) -> Iterator[str]:
        """What a source is called; of persons that says nothing: "a false priest said"."""
        lemma = clauses.lemmas[source]
        if lemma in self._verdicts | self._pleas and clauses.token(source).pos_ == "NOUN":
            yield lemma
        if lemma in self._reports | self._tells:
            yield from _said_before(clauses, source)

    def _said_of_saying(self, clauses: Clauses, verb: int) -> Iterator[str]:
        """What is said of a verb of saying: by adverbs, by what it is said of, by what it hangs on."""
        if not self._is_denied(clauses, verb):
            yield from (child.lower_ for child in clauses.children(verb) if child.dep_ == "advmod")
        for source in clauses.arguments(verb, AGENT):
            yield from self._said_of_one(clauses, source)
        yield from (clauses.lemmas[one] for one in clauses.arguments(verb, "in") if clauses.lemmas[one] in self._pleas)
        token, governor = clauses.token(verb), clauses.governor(verb)
        if governor is None:
            return
        lemma = clauses.lemmas[governor]
        if token.dep_ == "acl:relcl" and lemma in self._reports:  # "retracted a story that said that …"
            yield from self._said_of(clauses, governor)
        elif token.dep_ in ("csubj", "xcomp", "advcl") and not self._is_denied(clauses, governor):
            yield from (f"{lemma} {preposition(token)} {_SAYING}", f"{lemma} {_SAYING}")
            if clauses.token(governor).pos_ == "ADJ":  # "absurd to say"
                yield lemma

    def _report(self, clauses: Clauses, unit: int) -> int | None:
        """The noun for a report that says what the clause of the unit says."""
        for _ in range(_DEEPEST):
            governor, token = clauses.governor(unit), clauses.token(unit)
            if governor is None:
                return None
            about = token.dep_ == "nmod" and preposition(token) in _ABOUT
            if clauses.lemmas[governor] in self._reports and (about or token.dep_ in _REPORTED):
                return None if _is_relative(clauses, unit) else governor
            if token.dep_ not in _WITHIN:
                return None
            unit = governor
        return None

    def _said_of(self, clauses: Clauses, report: int) -> Iterator[str]:
        """The lemmas of what is said of the report; nothing where that is denied in turn."""
        dep, over = clauses.token(report).dep_, clauses.governor(report)
        for child in clauses.children(report):  # "reports that … are false", with the report for the head
            if child.pos_ in ("ADJ", "VERB") and any(one.dep_ in ("cop", "aux:pass") for one in child.children):
                yield from {child.lemma_.lower(), child.lower_}
        if over is None or self._is_denied(clauses, over):
            return
        is_verb = clauses.token(over).pos_ == "VERB"
        if dep in ("obj", "nsubj:pass") or (dep == "nsubj" and not is_verb):
            yield clauses.lemmas[over]
            yield f"{preposition(clauses.token(over))} {clauses.lemmas[over]}"  # "is without foundation"
        for child in clauses.children(over):
            if child.dep_ == "xcomp" and child.pos_ in ("ADJ", "NOUN"):  # "proved false", "called it a hoax"
                yield from {child.lemma_.lower(), child.lower_}

    def _is_denied(self, clauses: Clauses, verb: int) -> bool:
        """Whether a verb, or its subject, is denied: "refused to deny", "nobody denied", "no longer denies"."""
        governor = clauses.governor(verb)
        if clauses.token(verb).dep_ == "xcomp" and governor is not None and clauses.lemmas[governor] in self._refuses:
            return True
        children = list(clauses.children(verb))
        subjects = {child.lower_ for child in children if child.dep_ in ("nsubj", "nsubj:pass")}
        said = {word for child in children if child.dep_ == "advmod" for word in adverbial(child)}
        return bool(subjects & self._none or said & self._not)


def _said_before(clauses: Clauses, noun: int) -> Iterator[str]:
    """The lemmas of what stands before a noun: "false report", "hoax letter", "fake press release"."""
    for child in clauses.children(noun):
        if child.dep_ in ("amod", "compound", "nmod:poss"):
            yield from {child.lemma_.lower(), child.lower_}
            yield from (one.lemma_.lower() for one in child.children if one.dep_ == "amod")


def _is_relative(clauses: Clauses, unit: int) -> bool:
    """Whether the clause is about the report itself: "the report that angered Acme"; "that" has a place in it."""
    pronouns = [child for child in clauses.children(unit) if child.lower_ in ("that", "which")]
    others = {child.dep_ for child in clauses.children(unit) if child not in pronouns}
    return any(one.dep_ in ("nsubj", "nsubj:pass", "obj") and one.dep_ not in others for one in pronouns)
