"""Cues: words that have to stand by a wording, and where they may stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from kg.extraction.syntax.clauses import Clauses

#: Dependencies by which a predicate completes the one above it, where a cue may stand: "stopped selling".
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "obj", "nsubj:pass", "advcl", "acl"})

#: Dependencies by which who is spoken of hangs on a cue: "Acme's chief executive, Dana Reyes, resigned", "the
#: resignation of Acme's chief executive".
_BELOW_CUES = frozenset({"nsubj", "nsubj:pass", "nmod"})


def with_cues(
    clauses: Clauses, nodes: tuple[int, ...], ends: tuple[int, int], cues: frozenset[str]
) -> tuple[int, ...] | None:
    """The nodes, and the predicate above them or the ends if a cue is there; None where a cue is missing."""
    missing = cues - _forms(_around(clauses, nodes))
    if not missing:
        return nodes
    for unit in (*nodes, *ends):
        governor = clauses.governor(unit) if clauses.token(unit).dep_ in _BELOW_CUES else None
        if governor is not None and governor not in nodes and missing <= _forms(clauses.tokens(governor)):
            return (*nodes, governor)
    return None


def cue_words(clauses: Clauses, nodes: Sequence[int], cues: frozenset[str]) -> list[int]:
    """Where the cues of a wording stand, as token indexes; a sign of money with its number."""
    around = _around(clauses, nodes) if cues else ()
    found = [token for token in around if not cues.isdisjoint({token.lemma_.lower(), token.lower_})]
    return [part.i for token in found for part in (token.subtree if token.pos_ == "SYM" else (token,))]


def _around(clauses: Clauses, nodes: Sequence[int]) -> list[Token]:
    """The words of the nodes, those that hang on them, and those of the predicates that they complete."""
    around = [t for n in nodes for c in (*clauses.tokens(n), *clauses.children(n)) for t in (c, *c.children)]
    above = [g for n in nodes if (g := clauses.governor(n)) is not None and clauses.token(n).dep_ in _COMPLEMENTS]
    return around + [t for g in above for t in (*clauses.tokens(g), *clauses.children(g))]


def _forms(tokens: Iterable[Token]) -> set[str]:
    return {form for t in tokens for form in (t.lemma_.lower(), t.lower_)}
