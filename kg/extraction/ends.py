"""The ends of a claim: who stands where a wording has its subject or object, if somebody who may stand there does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extraction.analysis import DocumentAnalysis, Kit
from kg.extraction.naming.mentions import NAME, NOUN, PRONOUN, Mention
from kg.extraction.naming.spelling import fold
from kg.extraction.officers import representing, serving
from kg.extraction.reference.attributes import is_before_thing
from kg.extraction.reference.referents import Referent
from kg.extraction.syntax.clauses import AGENT, POSS
from kg.extraction.syntax.grammar import preposition
from kg.extraction.syntax.paths import Step
from kg.extraction.wording.patterns import Match

#: What each doubt takes off a claim's confidence, set by hand: a name whose class is only presumed is the weakest end,
#: a noun that stands for itself the least weak.
DOUBTS = {"guess": 0.2, "pronoun": 0.12, "class": 0.1, "definite": 0.08, "noun": 0.05}

#: Roles in which a place stays a place: "the mayor of Boston" says nothing of what Boston's government did.
_PASSIVE_ROLES = frozenset({POSS, "noun", "of", "in", "for", "from", "at"})

#: Those of them in which hardly anything but a place stands, if the model takes it for one.
_PLACES = _PASSIVE_ROLES - {"at"}

#: Those of them in which examples may have a place whose government acts: "banned in the city", "the city's contract".
_GOVERNED = frozenset({"in", POSS})


@dataclass(frozen=True, slots=True)
class End:
    """One end of a claim: who, as what class, and through which mention."""

    referent: Referent
    mention: Mention
    class_name: str
    doubt: float


def ends_at(
    analysis: DocumentAnalysis, unit: int, allowed: Sequence[str], match: Match, *, sector: bool = False
) -> list[End]:
    """Who stands at a unit, each as one of the allowed classes: nobody, one, or all whom "they" means.

    Args:
        analysis: the document.
        unit: the unit at which the match ends.
        allowed: classes of which an end must be one.
        match: the wording and where it was found.
        sector: whether a kind of actor will do: "police departments".
    """
    mention = analysis.by_unit.get(unit)
    wordless = not match.nodes
    if mention is None or (
        wordless and is_before_thing(analysis.clauses, analysis.by_unit, analysis.kit.lexicon, unit)
    ):
        return []
    referents: Sequence[Referent] = analysis.references.antecedents(mention)
    spoken_for = referents and not all(_is_person(analysis.kit, referent) for referent in referents)
    found = representing(analysis, unit, mention) if spoken_for and match.nodes else []
    if not found and match.nodes and role_of(match, unit) == AGENT:
        found = serving(analysis, unit, mention)
    found = found or [(mention, r) for r in referents if is_telling(analysis.kit, mention, r, sector=sector)]
    person = analysis.kit.person
    if person is not None and analysis.kit.ontology.fitting(person, allowed) is None:
        found = [(m, r) for m, r in found if not _is_surname(analysis, r)]
    owned = match.pattern.steps[0] == Step(POSS, forward=True) and unit == match.subject
    if wordless and owned:
        found = [(m, r) for m, r in found if not _is_described(analysis, unit, m, r)]
    known = not wordless or (match.subject == unit and has_name_of_its_own(analysis, match))
    ends = (_end(analysis.kit, mention, referent, allowed, match, unit, known=known) for mention, referent in found)
    return [end for end in ends if end is not None]


def has_name_of_its_own(analysis: DocumentAnalysis, match: Match) -> bool:
    """Whether what somebody has is a thing with a name, as products have: "its scanner, called Argus"."""
    if match.nodes or match.pattern.steps[0] != Step(POSS, forward=False):
        return False
    referent = analysis.referent_at(match.object)
    if referent is None or not analysis.kit.lexicon.is_thing(referent.class_name):
        return False
    return referent.is_named and referent.certain


def _is_described(analysis: DocumentAnalysis, unit: int, mention: Mention, referent: Referent) -> bool:
    """Whether a word tells what an organization is to its neighbour: "Acme's rival Northgate", "its lender, Orbix"."""
    if not (referent.is_named and analysis.kit.lexicon.is_organization(referent.class_name)):
        return False
    words = (c for c in analysis.clauses.children(unit) if c.dep_ in ("amod", "compound", "nmod", "nmod:desc"))
    return mention.kind == NOUN or any(c.is_lower and c.pos_ in ("NOUN", "ADJ") and not preposition(c) for c in words)


def _is_surname(analysis: DocumentAnalysis, referent: Referent) -> bool:
    """Whether a name of which no more is known is a part of a person's: "Reyes" beside "Dana Reyes Moor"."""
    if referent.class_name is not None or not referent.is_named:
        return False
    people = (r for r in analysis.references.referents if r is not referent and _is_person(analysis.kit, r))
    return any(referent.name in person.name.split() for person in people)


def _end(
    kit: Kit,
    mention: Mention,
    referent: Referent,
    allowed: Sequence[str],
    match: Match,
    unit: int,
    *,
    known: bool,
) -> End | None:
    if not (known or _is_known(kit, referent, allowed) or _is_employer(kit, referent, match, unit)):
        return None  # without a word for the relation, the ends have to be known for what they are
    role = AGENT if _acts_there(kit, match, unit) else role_of(match, unit)
    class_name = admitted(kit, mention, referent, allowed, role)
    if class_name is None:
        return None
    return End(referent, mention, class_name, _doubt(kit, mention, referent, class_name))


def is_own(analysis: DocumentAnalysis, owner: End, unit: int) -> bool:
    """Whether words say that what stands at a unit is the owner's: "its scanner", "scanner of Acme", "Acme Scanner"."""
    referent = analysis.referent_at(unit)
    if referent is not None and fold(referent.name).startswith(f"{fold(owner.referent.name)} "):
        return True
    owners = [edge.argument for edge in analysis.clauses.down.get(unit, ()) if edge.role in (POSS, "noun", "of")]
    return any(analysis.referent_at(one) is owner.referent for one in owners)


def _is_person(kit: Kit, referent: Referent) -> bool:
    """Whether the document says who it is."""
    return referent.is_named and referent.class_name == kit.person


def is_telling(kit: Kit, mention: Mention, referent: Referent, *, sector: bool) -> bool:
    """Whether a noun says enough to stand for somebody: a sector, or a thing that is more than "a system".

    A pronoun says no more than the noun that it takes up.
    """
    if referent.is_named:
        return True
    if kit.lexicon.is_actor(referent.class_name):
        return sector and kit.is_group(referent.class_name)
    if kit.lexicon.is_place(referent.class_name):
        return False  # "the state" may be any
    if kit.is_technology(referent.class_name):  # "share the system", which is the one named before
        return any(m.kind == NOUN and not kit.lexicon.is_vague(m.noun) for m in referent.mentions)
    return not kit.lexicon.is_vague(mention.noun or referent.mentions[0].noun)


def _is_known(kit: Kit, referent: Referent, allowed: Sequence[str]) -> bool:
    """Whether it is certain what stands there, and that it is of an allowed class."""
    class_name = referent.class_name
    if class_name is None or kit.is_group(class_name) or kit.lexicon.is_place(class_name):
        return False
    known = referent.certain or class_name == kit.person
    return known and any(kit.ontology.is_a(class_name, name) for name in allowed)


def _is_employer(kit: Kit, referent: Referent, match: Match, unit: int) -> bool:
    """Whether somebody is said to be of what is named like an organization: "Dana Reyes of Consumer Shield".

    Or whether a person is said to be its, as news do: "Consumer Shield's Dana Reyes".
    """
    domain, is_organization = kit.ontology.relations[match.pattern.relation].domain, kit.lexicon.is_organization
    of_people = kit.person in domain and not any(is_organization(name) and not kit.is_group(name) for name in domain)
    named = referent.is_named and is_organization(referent.class_name) and not kit.is_group(referent.class_name)
    return of_people and named and role_of(match, unit) in ("of", POSS) and referent.name not in kit.lexicon.governed


def _acts_there(kit: Kit, match: Match, unit: int) -> bool:
    """Whether the example has a place where those who govern it do something: "banned in [the city](subject)"."""
    step, example = match.pattern.steps[0], match.pattern.example
    if unit != match.subject or step.role not in _GOVERNED or step.forward or not match.nodes:
        return False
    taught = (example.text[mark.start : mark.end].split()[-1] for mark in example.marks if mark.role == "subject")
    return any(kit.lexicon.is_place(kit.lexicon.noun_class([noun], noun)) for noun in taught)


def role_of(match: Match, unit: int) -> str:
    """The role in which an end of a match stands."""
    return match.pattern.steps[0 if unit == match.subject else -1].role


def admitted(kit: Kit, mention: Mention, referent: Referent, allowed: Sequence[str], role: str) -> str | None:
    """The class in which the end is admitted; a place acts only where a predicate says what it does or suffers."""
    class_name = referent.class_name
    if class_name is None:
        return _presumed(kit, allowed, role, unlabelled=True) if mention.kind == NAME else None
    if kit.ontology.classes[class_name].presumed:
        return _presumed(kit, allowed, role)
    found = kit.ontology.fitting(class_name, allowed)
    if found is None or kit.ontology.is_a(found, class_name):
        return found or _displaced(kit, mention, referent, allowed, role)
    return found if role not in _PASSIVE_ROLES else _displaced(kit, mention, referent, allowed, role)


def _displaced(kit: Kit, mention: Mention, referent: Referent, allowed: Sequence[str], role: str) -> str | None:
    """What the model took for a place, where no place may stand: "bought by Tesseral", "an engineer at Tesseral"."""
    is_place = kit.lexicon.is_place(referent.class_name)
    if referent.certain or not is_place or mention.kind != NAME or role in _PLACES:
        return None
    return _presumed(kit, allowed, role, unlabelled=True)


def _presumed(kit: Kit, allowed: Sequence[str], role: str, *, unlabelled: bool = False) -> str | None:
    """The likeliest class of a name of which no more is known, among those allowed."""
    likely = [name for known in kit.ontology.classes.values() for name in known.presumed]
    if role != AGENT:
        acting = {known.acts_as for known in kit.ontology.classes.values()}
        likely = [name for name in likely if name not in acting]
    if unlabelled:
        likely += [name for name in allowed if name == kit.person or kit.is_technology(name)]
    return next((name for name in likely if any(kit.ontology.is_a(name, a) for a in allowed)), None)


def _doubt(kit: Kit, mention: Mention, referent: Referent, class_name: str) -> float:
    if referent.class_name is None:
        doubt = DOUBTS["guess"]
    elif kit.ontology.is_a(class_name, referent.class_name):
        doubt = 0.0 if class_name == referent.class_name or referent.certain else DOUBTS["class"]
    else:
        acts = class_name == kit.ontology.fitting(referent.class_name, (class_name,))
        doubt = DOUBTS["class" if acts else "guess"]
    if mention.kind == PRONOUN:
        return doubt + DOUBTS["pronoun"]
    if mention.kind == NOUN:
        return doubt + DOUBTS["definite" if mention.definite else "noun"]
    return doubt
