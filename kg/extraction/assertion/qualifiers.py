"""How a claim stands: polarity, modality and source, read off the clauses around its predicates.

Triggers, their scope and their category come from the ontology, after the ConText algorithm (Harkema et al., Journal of
Biomedical Informatics 42:5, 2009), with scope taken from syntax: a trigger covers the clauses that hang on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from kg.claims import AFFIRMED, ALLEGED, FACTUAL, NEGATED
from kg.extraction.assertion.hearsay import DENIED, UNPROVEN, Hearsay
from kg.extraction.assertion.standing import Standing
from kg.extraction.assertion.triggers import (
    BEGINNING,
    DEED,
    ENDING,
    PASSIVE,
    SUBJECT,
    SUBJECT_DENIED,
    Found,
    Triggers,
    arguments,
    denied_instead,
    denies,
)
from kg.extraction.syntax.clauses import Clauses
from kg.extraction.syntax.grammar import (
    adverbial,
    has_own_subject,
    is_announced,
    is_bare_not,
    is_infinitive,
    preposition,
)
from kg.ontology.definitions import Ontology

#: Dependencies by which a clause, or the noun for an event, hangs on what governs it.
GOVERNED = frozenset(
    {"xcomp", "ccomp", "advcl", "acl", "obj", "obl", "nmod", "csubj", "acl:relcl", "appos", "nsubj:pass"}
)
_CLAUSAL = frozenset({"xcomp", "ccomp", "advcl", "acl", "csubj"})

#: What happened before or after stands by itself, and so does the means by which something was done or not.
_APART = frozenset({"after", "before", "since", "when", "while", "upon", "by", "despite", "besides"})

#: What opens the means by which something was done, alleged with it.
_MEANS = frozenset({"", "by", "in", "through"})

#: Of what somebody does not say nothing is asserted: "would not confirm that it sued".
_UNSAID = "Request"

#: Steps from a predicate to the governor whose word still counts.
LONGEST_SCOPE = 6


class Qualifiers(Triggers):
    """How claims stand, by the triggers of an ontology."""

    def __init__(self, ontology: Ontology) -> None:
        super().__init__(ontology)
        self._hearsay = Hearsay(ontology)

    def standing(
        self,
        clauses: Clauses,
        nodes: Sequence[int],
        ends: Sequence[int] = (),
        consumed: frozenset[str] = frozenset(),
        *,
        taught: bool = True,
    ) -> Standing:
        """How a claim with the given predicates stands.

        Args:
            clauses: the clause graph.
            nodes: units of the predicates of the claim, the ends for a claim without any.
            ends: units of the subject and the object, whose determiners may deny ("no agency", "neither").
            consumed: lemmas that belong to the pattern and no longer count as triggers.
            taught: whether an example has the predicates, so that only what is above them says more: not "plan to buy".
        """
        verdict = self._hearsay.verdict(clauses, clauses.top(nodes))
        if verdict is not None and verdict.kind in (DENIED, UNPROVEN):
            twice = denies(found for node in nodes for found in self._local(clauses, node, consumed))
            polarity, asserted = NEGATED if verdict.kind == DENIED else AFFIRMED, verdict.kind != UNPROVEN and not twice
            return Standing(polarity, FACTUAL, asserted, verdict.words)
        others = denied_instead(clauses, ends)
        sides = [u for u in (*(a for n in nodes for a in arguments(clauses, n)), *ends) if u not in others]
        denied = self._denied_ends(
            clauses, [u for u in dict.fromkeys(sides) if u not in nodes or clauses.token(u).pos_ == "PRON"]
        )
        found = [*self._triggers(clauses, nodes, consumed, taught=taught), *islice(denied, 1)]
        kinds: dict[str, list[Found]] = defaultdict(list)
        for one in found:
            kinds[one.kind].append(one)
        spared = [node for node in nodes if others and denies(self._local(clauses, node, frozenset()))]
        used_up = any(not denies(self._local(clauses, node, consumed)) for node in spared)
        negations = [one for one in kinds.get("Polarity", ()) if one.name == NEGATED]
        polarity = NEGATED if (len(negations) - bool(spared)) % 2 else AFFIRMED
        modality = kinds["Modality"][-1].name if "Modality" in kinds else ALLEGED if verdict else FACTUAL
        words = [one.place for one in negations if polarity == NEGATED]
        words += [one.place for one in kinds["Modality"] if one.name == modality]
        words += verdict.words if verdict else ()
        return Standing(polarity, modality, _UNSAID not in kinds and not used_up, tuple(words))

    def presupposed(
        self, clauses: Clauses, nodes: Sequence[int], ends: Sequence[int] = (), consumed: frozenset[str] = frozenset()
    ) -> Standing:
        """How a claim without a predicate stands: by what stands with its own nouns, whatever the sentence says.

        In "asked Acme to withdraw its scanner" it is so that Acme has one; "its planned scanner" is still a plan.
        """
        found = [one for unit in nodes for one in self._local(clauses, unit, consumed)]
        found += islice(self._denied_ends(clauses, ends), 1)
        names = {one.kind: one.name for one in found}
        words = tuple(one.place for one in found)
        return Standing(names.get("Polarity", AFFIRMED), names.get("Modality", FACTUAL), words=words)

    def _triggers(
        self, clauses: Clauses, nodes: Sequence[int], consumed: frozenset[str], *, taught: bool = True
    ) -> Iterator[Found]:
        """Qualifiers from the nearest words outwards."""
        yield from self._inside(clauses, nodes, consumed, taught=taught)
        within, said, settled = set(nodes), False, False
        top = clauses.top(nodes)
        if clauses.token(top).pos_ not in ("VERB", "AUX"):
            yield from self._over_noun(clauses, top, consumed)
            return
        for _ in range(LONGEST_SCOPE):
            token = clauses.token(top)
            governor = clauses.governor(top)
            if governor is None:
                return
            if token.dep_ == "conj":
                if governor not in within and not has_own_subject(token) and not settled:
                    yield from self._shared(clauses, governor, consumed)
                top = governor
                continue
            mark = preposition(token)
            apart = mark in _APART or mark in self._markers or (has_own_subject(token) and mark)
            if token.dep_ not in GOVERNED or (token.dep_ == "advcl" and apart):  # a reason, a condition
                yield from self._alleged_with(clauses, top)
                return
            settled = self._is_presupposed(clauses, top, governor) or (settled and token.dep_ == "xcomp")
            if governor not in within and not settled:
                speaks = token.dep_ == "ccomp" and (
                    self.is_source_verb(clauses.lemmas[governor]) or mark in self._markers  # "know whether"
                )
                above = [*self._planned(clauses, top), *self._governing(clauses, governor, top, consumed)]
                beside = []
                if token.dep_ in _CLAUSAL or clauses.token(governor).pos_ == "VERB":
                    beside = list(self._local(clauses, governor, consumed))
                    if not (token.dep_ == "ccomp" or above or self.is_source_verb(clauses.lemmas[governor])):
                        beside = self._without_verdicts(clauses, beside)
                silent = (said and denies(above)) or ((said or speaks) and denies(beside))
                yield from [Found("", _UNSAID, governor)] if silent else [*above, *beside]
                said = said or speaks
            if token.dep_ in ("acl:relcl", "appos") or (
                token.dep_ == "advcl" and not is_infinitive(token) and mark != "of"
            ):
                yield from self._alleged_with(clauses, top)
                return
            top = governor

    def _inside(
        self, clauses: Clauses, nodes: Sequence[int], consumed: frozenset[str], *, taught: bool
    ) -> Iterator[Found]:
        """What the predicates say of each other, and what stands with them: "wrongly fined" is fined."""
        for unit in nodes:
            yield from self._without_verdicts(clauses, self._local(clauses, unit, consumed))
            governor = clauses.governor(unit)
            if governor is not None and governor in nodes:
                over = self._governing(clauses, governor, unit, consumed, named=taught)
                yield from (one for one in over if taught or (one.kind == "Modality" and one.name != ALLEGED))

    def _without_verdicts(self, clauses: Clauses, found: Iterable[Found]) -> list[Found]:
        """Without those that call untrue what is said: who was "wrongly fined for using it" was fined, and used it."""
        return [one for one in found if not self._hearsay.is_verdict(clauses.token(one.place))]

    def _alleged_with(self, clauses: Clauses, unit: int) -> Iterator[Found]:
        """The allegation of which a deed is a part as the means of another: "claims that it cheated by selling"."""
        token = clauses.token(unit)
        if token.dep_ != "advcl" or preposition(token) not in _MEANS or has_own_subject(token):
            return
        deed = clauses.governor(unit)
        governor = None if deed is None else clauses.governor(deed)
        if deed is not None and governor is not None and clauses.token(deed).dep_ in GOVERNED:
            yield from (q for q in self._governing(clauses, governor, deed, frozenset()) if q.name == ALLEGED)

    def _is_presupposed(self, clauses: Clauses, unit: int, governor: int) -> bool:
        """Whether the clause of the unit is so whatever becomes of the verb over it: "refused to reveal that"."""
        token = clauses.token(unit)
        told = token.dep_ == "ccomp" and preposition(token) not in self._markers  # "did not know whether"
        return told and self.presupposes(clauses.lemmas[governor])

    def _planned(self, clauses: Clauses, unit: int) -> Iterator[Found]:
        """What the noun before an infinitive says of it, if the parse hangs both on the verb: "dropped a plan to"."""
        token = clauses.token(unit)
        for mark in token.children if token.dep_ == "advcl" else ():
            noun = mark.nbor(-1) if mark.dep_ == "mark" and mark.lower_ == "to" and mark.i else None
            if noun is not None and noun.dep_ == "obj" and noun.head == token.head:
                yield from self._governing(clauses, clauses.unit_of[noun.i], unit, frozenset())

    def _over_noun(self, clauses: Clauses, top: int, consumed: frozenset[str]) -> Iterator[Found]:
        """What a noun takes on from the word it hangs on: "denied a contract", "plans for a deal".

        A title or a possessor says what is so, whatever the verb of the sentence: it takes on nothing else. A word that
        denies stands in some way itself: "was asked to cancel the contract".
        """
        governor = clauses.governor(top)
        if governor is not None and clauses.token(top).dep_ in ("nsubj", "nsubj:pass"):
            yield from self._undone(clauses, governor)
        if governor is not None and clauses.token(top).dep_ in ("obj", "obl", "nmod", "nsubj:pass"):
            found = list(self._governing(clauses, governor, top, consumed))
            yield from found
            if any(qualifier.name == NEGATED for qualifier in found):
                yield from self._triggers(clauses, [governor], consumed)

    def _undone(self, clauses: Clauses, governor: int) -> Iterator[Found]:
        """What is said of the deed that is the subject: it collapsed, it was never signed."""
        roles = [SUBJECT, *(f"{child.lower_} {SUBJECT}" for child in clauses.children(governor))]
        if denies(self._local(clauses, governor, frozenset())):
            roles.append(SUBJECT_DENIED)
        for trigger in self._governors.get(clauses.lemmas[governor].split("_")[0], ()):
            if trigger.role in roles:
                yield trigger.at(governor)

    def _denied_ends(self, clauses: Clauses, ends: Sequence[int]) -> Iterator[Found]:
        """Denials on the ends and arguments of a claim; "neither A nor B" has one on each, "A, not B" one on B."""
        for unit in ends:
            words = [c for c in clauses.children(unit) if c.dep_ in ("det", "cc", "cc:preconj", "advmod")]
            noun, pronoun = clauses.token(unit).pos_ in ("PROPN", "NOUN"), clauses.token(unit).pos_ == "PRON"
            for word in words:
                if word.lower_ in ("no", "neither", "nor"):
                    yield from self._of(self._determiners, word.i, word.lower_)
                elif noun and is_bare_not(word):
                    yield from self._of(self._adverbs, word.i, word.lower_)
            if pronoun:
                yield from self._of(self._determiners, unit, clauses.token(unit).lower_)

    def _local(self, clauses: Clauses, unit: int, consumed: frozenset[str]) -> Iterator[Found]:
        """Auxiliaries, negations, adverbs, determiners and markers that hang on the unit."""
        token = clauses.token(unit)
        for child in clauses.children(unit):
            lemma, lower = child.lemma_.lower(), child.lower_
            if lemma in consumed or lower in consumed:
                continue
            if child.dep_ in ("aux", "aux:pass"):
                reported = f"{lower} (reported)" if token.dep_ == "ccomp" else lower
                yield from self._of(self._auxiliaries, child.i, reported, lower, lemma)
            elif child.dep_ in ("advmod", "amod", "cc", "discourse"):
                yield from self._of(self._adverbs, child.i, *adverbial(child))
            elif child.dep_ == "det":
                yield from self._of(self._determiners, child.i, lower)
            elif child.dep_ in ("mark", "case", "cc"):
                fixed = (part.lower_ for part in child.children if part.dep_ == "fixed")
                yield from self._of(self._markers, child.i, " ".join([lower, *fixed]), lower)
        if (
            token.pos_ == "VERB"
            and is_infinitive(token)
            and (token.dep_ in ("ROOT", "parataxis") or has_own_subject(token) or is_announced(token))
        ):
            yield from self._of(self._auxiliaries, unit, "be to", "to")

    def _shared(self, clauses: Clauses, unit: int, consumed: frozenset[str]) -> Iterator[Found]:
        """What a coordinated verb takes over from the first: its auxiliaries, not its negation."""
        for child in clauses.children(unit):
            if child.dep_ == "aux" and child.lower_ not in consumed:
                yield from self._of(self._auxiliaries, child.i, child.lower_, child.lemma_.lower())

    def _governing(
        self, clauses: Clauses, governor: int, unit: int, consumed: frozenset[str], *, named: bool = False
    ) -> Iterator[Found]:
        """What a governor says of what hangs on it; with `named`, only where the trigger names the preposition too."""
        lemma = clauses.lemmas[governor]
        if lemma in consumed:
            return
        token = clauses.token(unit)
        roles = {e.role for e in clauses.down.get(governor, ()) if e.argument == unit} | {preposition(token)}
        clausal = token.dep_ in _CLAUSAL
        if not named and token.dep_ == "xcomp" and any(c.dep_ == "aux:pass" for c in clauses.children(governor)):
            roles.add(PASSIVE)
        if not named and token.dep_ == "obj" and token.pos_ == "NOUN":
            roles.add(DEED)
        for trigger in self._governors.get(lemma.split("_")[0], ()):
            particle = lemma.partition("_")[2]
            if particle and trigger.role.split(" ")[0] != particle:
                continue
            if particle and trigger.role == particle and clausal | (trigger.qualifier.kind == "Polarity"):
                yield trigger.at(governor)
                return
            if trigger.qualifier.kind in ("Attribution", BEGINNING, ENDING):
                continue
            if (trigger.role and trigger.role in roles) or (
                not trigger.role and not named and (clausal or trigger.qualifier.kind == "Polarity")
            ):
                yield trigger.at(governor)
                return
