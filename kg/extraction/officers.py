"""Officers: those for whom nameless people act, "ICE officials" for ICE, "officers" for the one police department.

Others act for themselves: what an Acme driver or an Acme engineer does, Acme does not.
"""

from __future__ import annotations

from kg.extraction.analysis import DocumentAnalysis, Kit
from kg.extraction.naming.mentions import NOUN, Mention
from kg.extraction.reference.referents import Referent
from kg.extraction.syntax.clauses import POSS

#: How a noun has the words that tell which people are meant.
_TELLING = frozenset({"amod", "compound", "nmod", "nmod:poss", "acl", "acl:relcl", "nummod", "appos", "conj"})


def representing(analysis: DocumentAnalysis, unit: int, mention: Mention) -> list[tuple[Mention, Referent]]:
    """Those for whom a nameless officer speaks: "ICE officials", "attorneys general from Ohio and Maine"."""
    kit = analysis.kit
    of_place = kit.lexicon.is_representative(mention.noun, of_place=True)
    officer = of_place or kit.lexicon.is_representative(mention.noun)
    if mention.kind != NOUN or not officer or _has_left(analysis, unit):
        return []
    for role in (POSS, "noun", "of", "for", "from", "at"):
        places = ((analysis.by_unit.get(u), analysis.referent_at(u)) for u in analysis.clauses.arguments(unit, role))
        named = [(found, referent) for found, referent in places if found and referent and referent.is_named]
        if spoken_for := [(m, r) for m, r in named if _acts(kit, r, for_place=of_place)]:
            return spoken_for
    return []


def _has_left(analysis: DocumentAnalysis, unit: int) -> bool:
    """Whether somebody acts for nobody any more: "a former Acme executive"."""
    return any(child.lower_ in ("former", "ex", "fired", "retired") for child in analysis.clauses.children(unit))


def _acts(kit: Kit, referent: Referent, *, for_place: bool) -> bool:
    lexicon, class_name = kit.lexicon, referent.class_name
    return lexicon.is_organization(class_name) or (for_place and lexicon.is_place(class_name))


def serving(analysis: DocumentAnalysis, unit: int, mention: Mention) -> list[tuple[Mention, Referent]]:
    """The one body of the document that is served by people of whom no more is said: "officers", "police"."""
    kit = analysis.kit
    bodies = kit.lexicon.served_by(mention.noun) if mention.kind == NOUN else None
    if bodies is None or any(child.dep_ in _TELLING for child in analysis.clauses.children(unit)):
        return []
    found = [r for r in analysis.references.referents if r.is_named and kit.ontology.is_a(r.class_name, bodies)]
    if mention.noun_class == bodies:  # "police" are none that is not called so
        found = [r for r in found if mention.noun in r.name.casefold().split()]
    return [(mention, r) for r in found if r.mentions[0].start < unit] if len(found) == 1 else []
