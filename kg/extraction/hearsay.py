"""What is said of reports, rumours and proofs: that they are false, or that there are none.

"Reports that Acme bought Northgate are false" denies the purchase though no word of its clause does, and "there is no
evidence that …" says nothing of it either way.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.clauses import Clauses
from kg.extraction.grammar import adverbial, preposition
from kg.ontology.definitions import Ontology

DENIED, UNPROVEN = "denied", "unproven"

#: How what is reported hangs on the noun for the report.
_REPORTED = frozenset({"acl", "acl:relcl", "ccomp", "appos"})
_ABOUT = frozenset({"of", "about"})

#: How a clause hangs on another of which a report may tell.
_WITHIN = frozenset({"xcomp", "ccomp", "advcl", "conj"})

#: Clauses between a claim and the noun for the report.
_DEEPEST = 4


class Hearsay:
    """The words for reports, and for what may be wrong with them."""

    def __init__(self, ontology: Ontology) -> None:
        known = list(ontology.qualifiers.values())
        self._reports = frozenset(word for one in known for word in one.contents)
        self._verdicts = frozenset(word for one in known for word in one.verdicts)
        self._none = frozenset(word for one in known if one.verdicts for word in (*one.determiners, *one.markers))
        self._not = frozenset(word for one in known if one.verdicts for word in one.adverbs)
        self._refuses = frozenset(word for one in known if one.verdicts for word in one.governors)

    def verdict(self, clauses: Clauses, unit: int) -> str | None:
        """DENIED or UNPROVEN, where the clause of the unit is what a report says of which that is said."""
        report = self._report(clauses, unit)
        if report is None:
            return None
        token = clauses.token(report)
        words = {child.lower_ for child in clauses.children(report) if child.dep_ in ("det", "advmod", "case")}
        if words & self._none:
            return UNPROVEN
        said = {clauses.lemmas[report], preposition(token), *self._said_of(clauses, report)}
        said |= {child.lemma_.lower() for child in clauses.children(report) if child.dep_ == "amod"}
        return DENIED if said & self._verdicts else None

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
            if child.pos_ == "ADJ" and any(one.dep_ == "cop" for one in child.children):
                yield child.lemma_.lower()
        if over is None or self._is_denied(clauses, over):
            return
        is_verb = clauses.token(over).pos_ == "VERB"
        if dep in ("obj", "nsubj:pass") or (dep == "nsubj" and not is_verb):
            yield clauses.lemmas[over]
        for child in clauses.children(over):
            if child.dep_ == "xcomp" and child.pos_ in ("ADJ", "NOUN"):  # "proved false", "called it a hoax"
                yield child.lemma_.lower()

    def _is_denied(self, clauses: Clauses, verb: int) -> bool:
        """Whether a verb, or its subject, is denied: "refused to deny", "nobody denied", "no longer denies"."""
        governor = clauses.governor(verb)
        if clauses.token(verb).dep_ == "xcomp" and governor is not None and clauses.lemmas[governor] in self._refuses:
            return True
        children = list(clauses.children(verb))
        subjects = {child.lower_ for child in children if child.dep_ in ("nsubj", "nsubj:pass")}
        said = {word for child in children if child.dep_ == "advmod" for word in adverbial(child)}
        return bool(subjects & self._none or said & self._not)


def _is_relative(clauses: Clauses, unit: int) -> bool:
    """Whether the clause is about the report itself: "the report that angered Acme"; "that" has a place in it."""
    pronouns = [child for child in clauses.children(unit) if child.lower_ in ("that", "which")]
    others = {child.dep_ for child in clauses.children(unit) if child not in pronouns}
    return any(one.dep_ in ("nsubj", "nsubj:pass", "obj") and one.dep_ not in others for one in pronouns)
