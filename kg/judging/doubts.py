"""What speaks against a decision that is kept all the same: a person's word counts, and may still be a slip.

What can mean nothing, as a time that ends before it begins, is refused before it is kept (`kg.judging.values`). All
else is looked at when it has taken effect, as the graph then states it; command line and site tell it alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from kg.actors.kinds import label
from kg.claims import FACT, Claim
from kg.errors import UsageError, suggestion
from kg.graph import queries
from kg.graph.stated import StatedClaim, StatedEntity
from kg.graph.store import Store
from kg.judging import rows
from kg.judging.rows import Judgement
from kg.ontology.definitions import Ontology


def doubts(judgement: Judgement, store: Store, ontology: Ontology) -> list[str]:
    """Sentences that say what makes little sense in a decision; mostly none.

    Args:
        judgement: the decision.
        store: the graph after it.
        ontology: what may be said.
    """
    return list(dict.fromkeys(_doubts(judgement, store, ontology)))


def _doubts(judgement: Judgement, store: Store, ontology: Ontology) -> Iterator[str]:
    if judgement.verb in (rows.EDIT, rows.ADD) and judgement.claim:
        claim = replace(judgement.claim, **judgement.values)
        yield from _of_time(claim, judgement.at)
        for stated in _stated(store, claim):
            yield from _of_itself(stated)
            yield from (doubt for doubt, _ in _misfits(stated, ontology))
            yield from _of_strangers(stated, store)
    elif judgement.verb in rows.OF_PAIRS:
        yield from _of_pair(judgement, store, ontology)
    elif judgement.verb == rows.CLASS:
        yield from _of_class(judgement, store, ontology)
    elif judgement.verb == rows.NAME:
        yield from _of_name(judgement, store)


def _of_time(claim: Claim, now: str) -> Iterator[str]:
    start = (claim.when or "").partition("/")[0]
    if claim.status == FACT and start > now[: len(start)]:
        yield f"{start} has not come yet, and the claim stands as a fact"


def _stated(store: Store, claim: Claim) -> Iterator[StatedClaim]:
    """The claim in the graph, if it is there."""
    with suppress(UsageError):
        yield queries.claim(store, claim.id)


def _of_itself(stated: StatedClaim) -> Iterator[str]:
    if stated.subject.iri == stated.object.iri:
        yield f"it is a claim of “{stated.subject.name}” about itself"


def _misfits(stated: StatedClaim, ontology: Ontology) -> Iterator[tuple[str, str]]:
    """What speaks against the ends whose class the relation does not allow, each with the end's IRI."""
    relation = ontology.relations.get(stated.claim.predicate)
    if relation is None:
        return
    for side, end, allowed in (("subject", stated.subject, relation.domain), ("object", stated.object, relation.range)):
        kind = end.entity.class_name
        if allowed and kind in ontology.classes and ontology.fitting(kind, allowed) is None:
            wanted = " or ".join(label(name, ontology) for name in allowed)
            is_of = f"“{end.name}” is of the class {label(kind, ontology)}"
            yield f"“{relation.label}” expects {wanted} as its {side}, and {is_of}", end.iri


def _of_strangers(stated: StatedClaim, store: Store) -> Iterator[str]:
    """The ends that neither the sentence nor any other claim names, as where a name is misspelt."""
    for end, name in ((stated.subject, stated.claim.subject), (stated.object, stated.claim.object)):
        is_known = bool(end.entity.wikidata) or name in stated.claim.sentence
        if not is_known and all(claim.id == stated.id for claim in queries.claims(store, actor=end.iri)):
            others = {one.name for one in queries.entities(store) if one.iri != end.iri}
            yield f"neither the sentence nor another claim names “{name}”.{suggestion(name, others)}".removesuffix(".")


def _of_pair(judgement: Judgement, store: Store, ontology: Ontology) -> Iterator[str]:
    items = [thing.wikidata for thing in judgement.things if thing.wikidata]
    if judgement.verb == rows.DIFFERENT and len(items) > len(set(items)):
        yield f"both have the Wikidata item {items[0]}"
    if judgement.verb != rows.SAME:
        return
    if len(set(items)) > 1:
        yield f"they have two Wikidata items, {' and '.join(items)}"
    entities = _meant(judgement, store)
    kinds = [thing.class_name for thing in judgement.things if thing.class_name]
    if len(kinds) > 1 and not ontology.fitting(kinds[0], kinds[1:]) and not ontology.fitting(kinds[1], kinds[:1]):
        now = "".join(f"; as one they are of the class {label(one.entity.class_name, ontology)}" for one in entities)
        yield f"their classes, {' and '.join(label(kind, ontology) for kind in kinds)}, do not go together{now}"
    claims = [claim for one in entities for claim in queries.claims(store, actor=one.iri)]
    own = [claim for claim in claims if claim.subject.iri == claim.object.iri]
    yield from _counted(own, "now of one actor about itself", ontology)


def _of_class(judgement: Judgement, store: Store, ontology: Ontology) -> Iterator[str]:
    for one in _meant(judgement, store):
        claims = queries.claims(store, actor=one.iri)
        wrong = [claim for claim in claims if any(iri == one.iri for _, iri in _misfits(claim, ontology))]
        kind = label(judgement.value, ontology)
        yield from _counted(wrong, f"of a relation that is not for the class {kind}", ontology)


def _of_name(judgement: Judgement, store: Store) -> Iterator[str]:
    own = {one.iri for one in _meant(judgement, store)}
    for iri in queries.namesakes(store, judgement.value):
        if own and iri not in own:
            yield f"something else is called “{judgement.value}” as well"


def _meant(judgement: Judgement, store: Store) -> list[StatedEntity]:
    """What a judgement on names is about in the graph, if that is one."""
    with suppress(UsageError):
        found = [set(queries.namesakes(store, thing.name)) for thing in judgement.things]
        iris = set.intersection(*found)
        return [one for one in queries.entities(store) if one.iri in iris] if len(iris) == 1 else []
    return []


def _counted(claims: Sequence[StatedClaim], what: str, ontology: Ontology) -> Iterator[str]:
    """How many claims are such, with one of them."""
    if claims:
        said = claims[0].claim
        relation = ontology.relations.get(said.predicate)
        example = f"{said.subject} {relation.label if relation else said.predicate} {said.object}"
        yield f"{len(claims)} claim{'s are' if len(claims) > 1 else ' is'} {what}, as “{example}”"
