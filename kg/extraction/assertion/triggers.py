"""The words that qualify claims, by lemma, as the ontology lists them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.claims import ALLEGED, NEGATED
from kg.extraction.syntax.clauses import Clauses
from kg.extraction.syntax.grammar import is_bare_not
from kg.ontology.definitions import Ontology, Qualifier

#: Roles that stand in brackets behind a governor: of an infinitive under a passive ("is said to have sued"), and of a
#: noun for an event that is its object ("plans a lawsuit") or its subject ("the deal collapsed"), where the governor is
#: denied too ("was never signed"); of a clause that is so whatever becomes of the governor ("failed to disclose that").
PASSIVE, DEED, SUBJECT, SUBJECT_DENIED = "(passive)", "(deed)", "(subject)", "(subject denied)"
PRESUPPOSED = "(presupposed)"

#: Kinds of qualifiers that say when what lasts begins, and when it is over.
BEGINNING, ENDING = "Phase", "Ending"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that gives a qualifier."""

    qualifier: Qualifier
    role: str  # the preposition or particle that has to follow, or nothing

    def at(self, place: int) -> Found:
        """The qualifier as given by a token."""
        return Found(self.qualifier.name, self.qualifier.kind, place)


@dataclass(frozen=True, slots=True)
class Found:
    """A qualifier, and the token that gives it."""

    name: str
    kind: str
    place: int


class Triggers:
    """The triggers of an ontology, and what single words of them say."""

    def __init__(self, ontology: Ontology) -> None:
        self._auxiliaries = self._index(ontology, "auxiliaries")
        self._governors = self._index(ontology, "governors")
        self._adverbs = self._index(ontology, "adverbs")
        self._determiners = self._index(ontology, "determiners")
        self._markers = self._index(ontology, "markers")

    @staticmethod
    def _index(ontology: Ontology, field: str) -> dict[str, list[Trigger]]:
        index: dict[str, list[Trigger]] = defaultdict(list)
        for qualifier in ontology.qualifiers.values():
            for phrase in getattr(qualifier, field):
                lemma, _, rest = phrase.partition(" ")
                if field != "governors":
                    lemma, rest = phrase, ""
                index[lemma].append(Trigger(qualifier, rest))
        return dict(index)

    @staticmethod
    def _of(index: dict[str, list[Trigger]], place: int, *words: str) -> Iterator[Found]:
        for word in words:
            if word in index:
                yield index[word][0].at(place)
                return

    def brings_about(self, lemma: str) -> bool:
        """Whether the verb is one by which a deed is done: "signed a contract", "completed a purchase"."""
        return any(trigger.role == SUBJECT_DENIED for trigger in self._governors.get(lemma, ()))

    def presupposes(self, lemma: str) -> bool:
        """Whether what the verb says is so even where the verb is denied: "failed to disclose that it sued"."""
        return any(trigger.role == PRESUPPOSED for trigger in self._governors.get(lemma, ()))

    def period(self, clauses: Clauses, nodes: Sequence[int], date: str) -> str:
        """The period of what lasts, from a date at its words: open at the end where they say that it begins then.

        Args:
            clauses: the clause graph.
            nodes: units of the predicates.
            date: as in `when` of a claim, a single one.
        """
        words = {clauses.lemmas[n] for n in nodes}
        words |= {
            clauses.lemmas[g]
            for n in nodes
            if (g := clauses.governor(n)) is not None and clauses.token(n).dep_ == "xcomp"
        }
        split = [word.partition("_") for word in words]
        kinds = {t.qualifier.kind for verb, _, rest in split for t in self._governors.get(verb, ()) if t.role == rest}
        if ENDING in kinds:
            return f"/{date}"
        return f"{date}/" if BEGINNING in kinds else date

    def is_source_verb(self, lemma: str) -> bool:
        """Whether the word puts what depends on it into somebody's mouth."""
        return any(t.qualifier.kind == "Attribution" and not t.role for t in self._governors.get(lemma, ()))

    def is_source_marker(self, words: str) -> bool:
        """Whether the preposition names a source: "according to"."""
        return any(t.qualifier.kind == "Attribution" for t in self._markers.get(words, ()))

    def alleges(self, lemma: str) -> bool:
        """Whether the word makes what depends on it somebody's accusation: "sued", "accused"."""
        return any(t.qualifier.name == ALLEGED for t in self._governors.get(lemma, ()))


def denied_instead(clauses: Clauses, ends: Iterable[int]) -> set[int]:
    """Of whom something is denied that is so of an end: of A in "not A but B"."""
    found = set()
    for token in map(clauses.token, ends):
        words = list(clauses.children(token.i)) if token.dep_ == "conj" else []
        if any(w.dep_ == "cc" and w.lower_ == "but" for w in words) and not any(map(is_bare_not, words)):
            found.add(clauses.unit_of[token.head.i])
    return found


def denies(found: Iterable[Found]) -> bool:
    """Whether one of the qualifiers denies."""
    return any(qualifier.name == NEGATED for qualifier in found)


def arguments(clauses: Clauses, unit: int) -> list[int]:
    """Subjects and objects of a predicate, one of which may carry its denial: "no data was shared"."""
    return [clauses.unit_of[c.i] for c in clauses.children(unit) if c.dep_ in ("obj", "nsubj", "nsubj:pass")]
