"""Who is who in one document: names, short names, acronyms, definite nouns and pronouns that mean the same.

Rules in the order of their precision, after the sieves of Lee et al. (Computational Linguistics 39:4, 2013). A
reference for which no rule has an answer stays open and is reported. Which of several bodies or things a pronoun or a
noun means is learned (`likelihood`).
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extraction.assertion.quotations import Quotation
from kg.extraction.naming.lexicon import Lexicon
from kg.extraction.naming.mentions import NOUN, PRONOUN, Mention
from kg.extraction.reference.aliases import Aliases
from kg.extraction.reference.definites import Nouns
from kg.extraction.reference.discourse import Discourse
from kg.extraction.reference.likelihood import Likelihood
from kg.extraction.reference.preferences import Preferences
from kg.extraction.reference.pronouns import Pronouns
from kg.extraction.reference.referents import References
from kg.extraction.reference.salience import Salience
from kg.extraction.syntax.clauses import Clauses


def resolve(
    clauses: Clauses,
    mentions: Sequence[Mention],
    lexicon: Lexicon,
    preferences: Preferences,
    likelihood: Likelihood,
    quotations: Sequence[Quotation] = (),
) -> References:
    """Group the mentions of a document by what they stand for.

    Args:
        clauses: the clause graph.
        mentions: all mentions.
        lexicon: what nouns and titles tell.
        preferences: what predicates want in their roles.
        likelihood: what was learned of whom references mean.
        quotations: direct speech, in the order of the text.
    """
    discourse = Discourse(clauses, mentions, lexicon, preferences, quotations)
    Aliases(discourse).join()
    salience = Salience(discourse)
    nouns, pronouns = Nouns(discourse, salience, likelihood), Pronouns(discourse, salience, likelihood)
    for mention in discourse.mentions:
        if mention.kind == NOUN:
            nouns.resolve(mention)
        elif mention.kind == PRONOUN and not pronouns.is_first_person(mention):
            pronouns.resolve(mention)
    for mention in filter(pronouns.is_first_person, discourse.mentions):
        pronouns.resolve_first_person(mention)
    return discourse.references
