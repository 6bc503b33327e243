"""What a parse hangs on the wrong noun, or leaves unsaid: whose means, whose product and whose office it is."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Span

from kg.extraction.naming.lexicon import Lexicon
from kg.extraction.naming.mentions import NAME, Mention
from kg.extraction.naming.mentions import NOUN as NOUN_MENTION
from kg.extraction.reference.referents import References, Referent
from kg.extraction.syntax.clauses import AGENT, IS, NOUN, PATIENT, POSS, Clauses


def join_attributes(clauses: Clauses, by_unit: Mapping[int, Mention], lexicon: Lexicon) -> None:
    """Add to the clauses of a document who uses a means, and what a name before several nouns belongs to."""
    for unit in list(clauses.lemmas):
        if clauses.token(unit).lower_ == "using" and clauses.token(unit).dep_ == "acl":
            _join_user(clauses, by_unit, lexicon, unit)
        elif is_before_thing(clauses, by_unit, lexicon, unit):
            _join_name(clauses, by_unit, unit)


def join_companies(clauses: Clauses, by_unit: Mapping[int, Mention], references: References, lexicon: Lexicon) -> None:
    """Add whose chief somebody is who speaks of a company of his own: "chief executive Dana Reyes said her company"."""
    for unit, mention in by_unit.items():
        company = references.of_mention.get(mention)
        named = company is not None and company.is_named and lexicon.is_organization(company.class_name)
        if mention.kind != NOUN_MENTION or not named:
            continue
        for owner in clauses.arguments(unit, POSS):
            person = references.of_mention.get(by_unit[owner]) if owner in by_unit else None
            if person is not None and person.is_named and person.class_name == lexicon.of_label.get("PER"):
                for title in _titles(clauses, by_unit, lexicon, person, clauses.token(unit).sent):
                    clauses.add(title, "of", unit)


def _titles(
    clauses: Clauses, by_unit: Mapping[int, Mention], lexicon: Lexicon, person: Referent, sentence: Span
) -> list[int]:
    """The titles that a sentence gives a person without saying of what; those of public bodies are left out."""
    places = [clauses.unit_of[m.head] for m in person.mentions if sentence.start <= m.start < sentence.end]
    titles = {edge.predicate for place in places for edge in clauses.up.get(place, ()) if edge.role == IS}
    jobs = [t for t in titles if t in by_unit and by_unit[t].noun_class == person.class_name]
    bare = [job for job in jobs if all(edge.role == IS for edge in clauses.down[job])]
    return sorted(job for job in bare if not lexicon.bodies_of(by_unit[job].text(clauses.doc)))


def _join_user(clauses: Clauses, by_unit: Mapping[int, Mention], lexicon: Lexicon, unit: int) -> None:
    """Who does something to a thing uses the means that the parse gives to the thing: "copied articles using AI"."""
    noun = clauses.governor(unit)
    mention = None if noun is None else by_unit.get(noun)
    if noun is None or (mention and lexicon.is_actor(mention.noun_class or mention.class_name)):
        return
    for edge in list(clauses.up.get(noun, ())):
        for agent in clauses.arguments(edge.predicate, AGENT) if edge.role == PATIENT else ():
            clauses.add(unit, AGENT, agent)


def is_before_thing(clauses: Clauses, by_unit: Mapping[int, Mention], lexicon: Lexicon, unit: int) -> bool:
    """Whether a noun for a thing only tells which kind another is: AI in "Acme AI cameras"."""
    head = clauses.governor(unit)
    if head is None or clauses.token(unit).dep_ != "compound" or unit not in by_unit or head not in by_unit:
        return False
    if len(clauses.tokens(unit)) > 1:
        return False  # "gunshot detection sensors" are known by what they do
    return all(by_unit[one].kind != NAME and lexicon.is_thing(by_unit[one].class_name) for one in (unit, head))


def _join_name(clauses: Clauses, by_unit: Mapping[int, Mention], unit: int) -> None:
    """What a name before several nouns is the maker of is the last: "Acme AI cameras" are Acme's cameras."""
    head = clauses.governor(unit)
    for other in clauses.arguments(unit, NOUN) if head is not None else ():
        if other in by_unit and by_unit[other].kind == NAME and head is not None:
            clauses.add(head, NOUN, other)
