"""Why a labelled claim was not found: the first step of the way on which it was lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.claims import Claim
from kg.evaluation.causes import CAUSES, Cause, Diagnosis
from kg.evaluation.labelled import Label, LabelledEntity
from kg.evaluation.nearness import Path, lemmas_of, nearest
from kg.evaluation.understanding import Span, Understanding
from kg.extraction.choosing import Candidate, covers, most_specific, settled
from kg.extraction.ends import admitted, role_of
from kg.extraction.extractor import Refusal
from kg.extraction.naming.mentions import NOUN, PRONOUN, Mention
from kg.extraction.syntax.clauses import AGENT
from kg.extraction.wording.patterns import LONGEST_PATH, Match, Pattern

_PERSONAL = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_FIRST_PERSON = frozenset({"i", "me", "my", "we", "us", "our"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})

#: Of several places that are worded as examples, the one that came closest to a claim tells the cause.
_CLOSEST = (Refusal.DOUBT, Refusal.UNDENIABLE, Refusal.REQUEST, Refusal.QUESTION, Refusal.SAME)


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where one end of a label stands in the sentences of its evidence, or why it is not found there."""

    mentions: list[Mention] = field(default_factory=list)
    trouble: Diagnosis | None = None


def of_missed(understood: Understanding, label: Label) -> Diagnosis:
    """The cause for which a label has no claim."""
    quote = understood.quote(label.evidence)
    if quote is None:
        return Diagnosis(Cause.TEXT)
    if found := _suggested(understood, label):
        return found
    ends = [understood.text.entities[end] for end in (label.subject, label.object)]
    stands = [_stand(understood, entity, quote) for entity in ends]
    if troubles := [stand.trouble for stand in stands if stand.trouble]:
        return min(troubles, key=lambda trouble: CAUSES.index(trouble.cause))
    return _unclassed(understood, label, stands) or _unworded(understood, label, stands)


def _suggested(understood: Understanding, label: Label) -> Diagnosis | None:
    """What became of the places that are worded as an example of the relation, between these ends."""
    hits = [(match, found) for match, found in understood.weighed if _hits(understood, match, label)]
    claims = [(match, found) for match, found in hits if isinstance(found, Claim)]
    for candidate in claims:
        if candidate[1].polarity == label.polarity:
            return _dropped(understood, candidate)
    for match, claim in claims:
        return Diagnosis(Cause.QUALIFIER, f"polarity is {claim.polarity}", (_worded(match),))
    for refusal in _CLOSEST:
        for match in (match for match, found in hits if found is refusal):
            cause = Cause.CONFIDENCE if refusal is Refusal.DOUBT else Cause.CHOOSING
            return Diagnosis(cause, str(refusal), (_worded(match),))
    return next((_refused_end(understood, match, found) for match, found in hits if match.nodes), None)


def _hits(understood: Understanding, match: Match, label: Label) -> bool:
    """Whether a place is worded as an example of the label's relation and has its ends."""
    symmetric = understood.extractor.ontology.relations[label.predicate].symmetric
    return match.pattern.relation == label.predicate and _lies_between(understood, match, label, turned=symmetric)


def _lies_between(understood: Understanding, match: Match, label: Label, *, turned: bool) -> bool:
    mentions = [understood.analysis.by_unit.get(unit) for unit in (match.subject, match.object)]
    ends = [understood.text.entities[end] for end in (label.subject, label.object)]
    return any(all(map(understood.stands_for, mentions, order)) for order in (ends, ends[::-1])[: 1 + turned])


def _dropped(understood: Understanding, candidate: Candidate) -> Diagnosis:
    """Why a suggested claim was not chosen."""
    match, claim = candidate
    kept = settled(understood.candidates, understood.extractor.ontology)
    if not any(other is claim for _, other in kept):
        ends = {match.subject, match.object}
        rivals = [(m, c) for m, c in understood.candidates if {m.subject, m.object} == ends and c is not claim]
        return Diagnosis(Cause.CHOOSING, "ambiguous wording", (_worded(match), *map(_rival, rivals)))
    if not any(other is claim for other in most_specific(kept)):
        rivals = [(m, c) for m, c in kept if c is not claim and covers(m, c, match, claim)]
        kind = f"covered by {' and '.join(sorted({c.predicate for _, c in rivals}))}"
        return Diagnosis(Cause.CHOOSING, kind, (_worded(match), *map(_rival, rivals)))
    return Diagnosis(Cause.CHOOSING, "joined with another claim", (_worded(match),))


def _refused_end(understood: Understanding, match: Match, found: Claim | Refusal) -> Diagnosis:
    """Why what stands at an end was not admitted."""
    relation = understood.extractor.ontology.relations[match.pattern.relation]
    end, unit, allowed = (
        ("subject", match.subject, relation.domain)
        if found is Refusal.SUBJECT
        else ("object", match.object, relation.range)
    )
    mention = understood.analysis.by_unit[unit]
    kind = _keeps_out(understood, mention, allowed) or _keeps_out(understood, mention, allowed, role_of(match, unit))
    return Diagnosis(Cause.CLASS, f"{end} {kind or 'is a noun that says too little'}", (_worded(match),))


def _worded(match: Match) -> str:
    return f"worded as {match.pattern.example.marked!r}: {match.pattern}"


def _rival(candidate: Candidate) -> str:
    match, claim = candidate
    return f"rival: {claim.predicate} ({claim.polarity}), worded as {match.pattern.example.marked!r}"


def _stand(understood: Understanding, entity: LabelledEntity, quote: Span) -> _Stand:
    """The mentions that stand for an entity in the sentences of a quote."""
    span = understood.sentences(quote)
    mentions = understood.mentions(span)
    if own := [mention for mention in mentions if understood.stands_for(mention, entity)]:
        return _Stand(own)
    for start, end in understood.named(entity, span):
        over = [mention for mention in mentions if mention.start < end and start < mention.end]
        if any(mention.definite or mention.kind == PRONOUN for mention in over):
            return _Stand(trouble=_unresolved(understood, entity, over))
        return _Stand(trouble=_unmentioned(understood, understood.analysis.doc[start:end].text, over))
    if office := _office(understood, entity, span):
        return _Stand(trouble=Diagnosis(Cause.MENTION, "only as an office", (f"{office} for {entity.name}",)))
    words = understood.analysis.doc[quote.start : quote.end]
    if said := [token.text for token in words if token.lower_ in _FIRST_PERSON and token.pos_ == "PRON"]:
        return _Stand(trouble=Diagnosis(Cause.COREFERENCE, "first person", (f"“{said[0]}” for {entity.name}",)))
    near = [m for m in mentions if quote.start <= m.start < quote.end or _is_subject(understood, m)]
    if may := [mention for mention in near if _may_mean(understood, mention, entity)]:
        return _Stand(trouble=_unresolved(understood, entity, may))
    return _Stand(trouble=Diagnosis(Cause.MENTION, "not in the sentence", (f"nothing spells “{entity.name}”",)))


def _unmentioned(understood: Understanding, words: str, over: Sequence[Mention]) -> Diagnosis:
    """The sentence has a name of the entity which is no mention by itself."""
    shown = ", ".join(understood.shown(mention) for mention in over)
    return Diagnosis(Cause.MENTION, "other borders" if over else "no mention", (f"“{words}” {shown}",))


def _office(understood: Understanding, entity: LabelledEntity, span: Span) -> str | None:
    """A title in the sentences that belongs to the entity: "Senator" to the Senate."""
    words = {token.lemma_.casefold() for token in understood.analysis.doc[span.start : span.end]}
    for title, body in understood.extractor.kit.lexicon.offices:
        if title.casefold() in words and f" {body} " in f" {entity.name} ":
            return title
    return None


def _is_subject(understood: Understanding, mention: Mention) -> bool:
    return understood.analysis.doc[mention.head].dep_ in _SUBJECTS


def _may_mean(understood: Understanding, mention: Mention, entity: LabelledEntity) -> bool:
    """Whether a pronoun or a definite noun could stand for an entity, by its kind."""
    kit = understood.extractor.kit
    is_a = kit.ontology.is_a
    if mention.kind == PRONOUN:
        is_person = kit.person is not None and is_a(entity.class_name, kit.person)
        return mention.name.startswith("the") or (mention.name in _PERSONAL) == is_person
    if mention.kind != NOUN or not mention.definite or not mention.noun_class:
        return False
    return is_a(entity.class_name, mention.noun_class) or is_a(mention.noun_class, entity.class_name)


def _unresolved(understood: Understanding, entity: LabelledEntity, mentions: Sequence[Mention]) -> Diagnosis:
    """Only these stand where an entity should, and nobody or somebody else is meant by them."""
    referents = [understood.analysis.referent(mention) for mention in mentions]
    kind = "pronoun" if all(mention.kind == PRONOUN for mention in mentions) else "definite noun"
    outcome = "taken for somebody else" if any(referents) else "left open"
    shown = ", ".join(understood.shown(mention) for mention in mentions)
    return Diagnosis(Cause.COREFERENCE, f"{kind} {outcome}", (f"{shown} for {entity.name}",))


def _unclassed(understood: Understanding, label: Label, stands: Sequence[_Stand]) -> Diagnosis | None:
    """An end that the relation does not take, by whatever it is mentioned."""
    relation = understood.extractor.ontology.relations[label.predicate]
    for stand, end, allowed in zip(stands, ("subject", "object"), (relation.domain, relation.range), strict=True):
        reasons = {_keeps_out(understood, mention, allowed) for mention in stand.mentions}
        if "" not in reasons:
            kind = f"{end} {' or '.join(sorted(reasons))}"
            return Diagnosis(Cause.CLASS, kind, (f"{label.predicate} takes {', '.join(allowed)}",))
    return None


def _keeps_out(understood: Understanding, mention: Mention, allowed: Sequence[str], role: str = AGENT) -> str:
    """What keeps a mention from standing in a role where these classes are asked for; nothing when it may."""
    kit, referents = understood.extractor.kit, understood.referents(mention)
    if any(admitted(kit, mention, referent, allowed, role) for referent in referents):
        return ""
    class_name = referents[-1].class_name or "of no class"
    return f"is {class_name}" if role == AGENT else f"is {class_name}, which does not act here"


def _unworded(understood: Understanding, label: Label, stands: Sequence[_Stand]) -> Diagnosis:
    """Both ends are there and may be there: how they are joined, and what comes nearest among the examples."""
    analysis = understood.analysis
    units = [[analysis.clauses.unit_of[mention.head] for mention in stand.mentions] for stand in stands]
    paths = [path for s in units[0] for o in units[1] if (path := Path.between(analysis, s, o))]
    if not paths:
        sentences = [{analysis.doc[unit].sent.start for unit in side} for side in units]
        return Diagnosis(Cause.CLAUSE, "not joined" if sentences[0] & sentences[1] else "in two sentences")
    path = min(paths, key=lambda path: len(path.steps))
    patterns = [p for p in understood.extractor.patterns if p.relation == label.predicate]
    near = [
        f"nearest ({near.edits} changes): {near.pattern} – taught by {near.pattern.example.marked!r}"
        for near in nearest(path, patterns, analysis)
    ]
    details = (f"path: {path.text(analysis)}", *near, *_others(understood, label))
    if len(path.units) + 2 > LONGEST_PATH:
        return Diagnosis(Cause.CLAUSE, "too far apart", details)
    return Diagnosis(Cause.PATTERN, _novelty(understood, path, patterns), details)


def _novelty(understood: Understanding, path: Path, patterns: Sequence[Pattern]) -> str:
    """What is new about a path to a relation that was taught these patterns."""
    if not path.units:
        return "no word between"
    if any(near.edits == 0 for near in nearest(path, patterns, understood.analysis)):
        return "a cue or the kind of an end is missing"
    known = {lemma for pattern in patterns for lemma in lemmas_of(pattern)}
    words = path.lemmas(understood.analysis)
    if words <= known:
        return "known words, new construction"
    return "a known word beside a new one" if words & known else "new words"


def _others(understood: Understanding, label: Label) -> Iterator[str]:
    """Which other wordings were found between the ends, and what became of them."""
    for match, found in understood.weighed:
        if _lies_between(understood, match, label, turned=True):
            outcome = "suggested" if isinstance(found, Claim) else str(found)
            yield f"between them: {match.pattern.relation} ({outcome}), {_worded(match)}"
