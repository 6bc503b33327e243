"""Which of the claims that wordings suggest are made: the closest fit, the most telling wording, the best evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from kg.claims import AFFIRMED, Claim
from kg.extraction.syntax.clauses import AGENT
from kg.extraction.wording.patterns import Match
from kg.ontology.definitions import Ontology

Candidate = tuple[Match, Claim]


def chosen(candidates: Sequence[Candidate], ontology: Ontology) -> list[Claim]:
    """The claims of a document, in the order of the text."""
    return once_paid(best(most_specific(settled(candidates, ontology)), ontology), ontology)


def settled(candidates: Sequence[Candidate], ontology: Ontology) -> list[Candidate]:
    """Where one wording is taught by several relations, the kinds of the ends decide, or nobody does.

    "The court barred Acme" and "Acme barred police" differ in who bars: the relation whose domain and range fit most
    closely is kept; when two fit as closely, the wording says neither.
    """
    groups: dict[tuple[object, ...], list[Candidate]] = {}
    for match, claim in candidates:
        groups.setdefault((match.pattern.key, match.subject, match.object, match.nodes), []).append((match, claim))
    kept = []
    for rivals in _one_way(groups.values(), ontology):
        fits = [_closeness(claim, ontology) for _, claim in rivals]
        closest = [rival for rival, fit in zip(rivals, fits, strict=True) if fit == max(fits)]
        if len({claim.predicate for _, claim in closest}) == 1:
            kept.extend(closest)
    return kept


def _one_way(groups: Iterable[list[Candidate]], ontology: Ontology) -> list[list[Candidate]]:
    """The groups without claims that the same words also suggest the other way round, where that fits better.

    Where both fit as well, who acts is the subject: "Acme signed a contract with Northgate". If nobody acts, nobody is.
    """
    groups = list(groups)
    fits = {_way(match, claim): _fit(match, claim, ontology) for group in groups for match, claim in group}
    kept = []
    for group in groups:
        rivals = [
            (match, claim)
            for match, claim in group
            if ontology.relations[claim.predicate].symmetric
            or fits.get(_way(match, claim, turned=True), (-1, False)) < _fit(match, claim, ontology)
        ]
        if rivals:
            kept.append(rivals)
    return kept


def _fit(match: Match, claim: Claim, ontology: Ontology) -> tuple[int, bool]:
    """How well a claim fits its words: by the classes of its ends, and by whether its subject acts."""
    return _closeness(claim, ontology), match.pattern.steps[0].role == AGENT


def _way(match: Match, claim: Claim, *, turned: bool = False) -> tuple[object, ...]:
    """What is claimed, by which words and in which direction."""
    ends = (claim.object, claim.subject) if turned else (claim.subject, claim.object)
    return claim.predicate, *ends, frozenset(match.nodes)


def _closeness(claim: Claim, ontology: Ontology) -> int:
    """How near the ends' classes are to what the relation asks for: the depth of the classes that admit them."""
    relation = ontology.relations[claim.predicate]

    def depth(class_name: str, allowed: Iterable[str]) -> int:
        return max((len(ontology.line(a)) for a in allowed if ontology.is_a(class_name, a)), default=0)

    return depth(claim.subject_class, relation.domain) + depth(claim.object_class, relation.range)


def most_specific(candidates: Sequence[Candidate]) -> list[Claim]:
    """Claims without those that a more telling wording covers.

    A wording between the same two covers another whose predicates, or cues, are a part of its own. A denial that a
    wording has for a cue ("will no longer sell to") is used up by it and denies nothing else.
    """
    at: defaultdict[int, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        for node in candidate[0].nodes:
            at[node].append(candidate)
    kept = []
    for match, claim in candidates:
        # A wording covers only what it has a word in common with; a long document has many, and few that have.
        near = chain.from_iterable(at[node] for node in set(match.nodes)) if match.nodes else candidates
        if not any(covers(rival, other, match, claim) for rival, other in near if other is not claim):
            kept.append(claim)
    return kept


def covers(rival: Match, other: Claim, match: Match, claim: Claim) -> bool:
    """Whether the rival's wording takes the place of the match's."""
    nodes, wider = set(match.nodes), set(rival.nodes)
    same_ends = {claim.subject, claim.object} == {other.subject, other.object}
    telling = nodes < wider or (nodes == wider and match.pattern.cues < rival.pattern.cues)
    telling = telling and (rival.pattern.is_taught or not match.pattern.is_taught)
    if same_ends and claim.predicate != other.predicate and telling:
        return True
    denied = claim.polarity != AFFIRMED and other.polarity == AFFIRMED
    return denied and bool(rival.pattern.cues) and bool(nodes & wider) and claim.subject == other.subject


def best(claims: Sequence[Claim], ontology: Ontology) -> list[Claim]:
    """One claim per subject, relation, object and polarity, with its best evidence and all qualifiers known."""
    made: dict[tuple[str, ...], Claim] = {}
    for claim in claims:
        ends = (claim.subject, claim.object)
        if ontology.relations[claim.predicate].symmetric:
            ends = (min(ends), max(ends))
        key = (*ends, claim.predicate, claim.polarity)
        if key not in made:
            made[key] = claim
        else:
            one, two = sorted((made[key], claim), key=_rank)
            made[key] = replace(
                one,
                by=one.by or two.by,
                when=one.when or two.when,
                amount=one.amount or two.amount,
                role=one.role or two.role,
                technology=one.technology or two.technology,
            )
    return sorted(made.values(), key=lambda c: (c.start, c.end, c.predicate, c.subject, c.object))


def once_paid(claims: Sequence[Claim], ontology: Ontology) -> list[Claim]:
    """The claims, where a sum that a deed has is not repeated for what lasts: who bought it for $5 just uses it."""
    lasting = [ontology.relations[claim.predicate].lasting for claim in claims]
    paid = {
        (claim.amount, end)
        for claim, lasts in zip(claims, lasting, strict=True)
        if claim.amount and not lasts
        for end in (claim.subject, claim.object)
    }
    return [
        replace(claim, amount=None)
        if lasts and paid & {(claim.amount, claim.subject), (claim.amount, claim.object)}
        else claim
        for claim, lasts in zip(claims, lasting, strict=True)
    ]


def _rank(claim: Claim) -> tuple[bool, float, int, int]:
    """Facts first, then the surest, the shortest and the first."""
    return (not claim.is_fact, -claim.confidence, claim.end - claim.start, claim.start)
