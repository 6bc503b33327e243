"""What the parts of the extraction are worth: the same texts, read without one part at a time.

A part is switched off from outside, by putting something simpler in its place while the texts are read, so that the
extraction itself has no switches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from kg.evaluation.labelled import LabelledText
from kg.evaluation.scoring import Figures, figures, judged
from kg.extraction.analysis import Kit
from kg.extraction.choosing import Candidate
from kg.extraction.extractor import Extractor
from kg.extraction.naming.lexicon import read_actors
from kg.extraction.naming.mentions import Mention
from kg.extraction.reference.referents import Referent
from kg.ontology.definitions import Ontology
from kg.settings import shipped


@dataclass(frozen=True, slots=True)
class Variant:
    """The extraction with something else in place of a part.

    Attributes:
        name: of the row in the table.
        replaced: what stands in place of functions and methods, by their full names.
        with_actors: whether the list of known actors is used.
        with_scorer: whether what was learned from labelled text is used.
    """

    name: str
    replaced: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    with_actors: bool = True
    with_scorer: bool = True


def _nobody(*_: object, **__: object) -> None:
    """The answer of a rule that knows nothing."""


def _all(candidates: Sequence[Candidate], _: Ontology) -> list[Candidate]:
    return list(candidates)


def _all_claims(candidates: Sequence[Candidate]) -> list[Any]:
    return [claim for _, claim in candidates]


def _only_its_own(kit: Kit, _: Mention, referent: Referent, allowed: Sequence[str], __: str) -> str | None:
    """The class of a referent, if it is one of those allowed; nothing is guessed, and no place acts."""
    name = referent.class_name
    return name if name is not None and any(kit.ontology.is_a(name, other) for other in allowed) else None


def _none(*_: object) -> Iterator[Any]:
    """No suggestions."""
    return iter(())


_RULES_OUT = "kg.extraction.suggestions.DocumentScores.rules_out"
_SUGGESTIONS = "kg.extraction.suggestions.DocumentScores.suggestions"

_NO_COREFERENCE = {
    "kg.extraction.reference.pronouns.Pronouns._antecedent": _nobody,
    "kg.extraction.reference.pronouns.Pronouns.resolve_first_person": _nobody,
    "kg.extraction.reference.definites.Nouns._antecedent": _nobody,
}

VARIANTS = (
    Variant("all, as shipped"),
    Variant(
        "without coreference: pronouns and definite nouns stand for nobody",
        _NO_COREFERENCE,
    ),
    Variant("without the learned scorer", with_scorer=False),
    Variant("with the scorer's suggestions only: it takes nothing away", {_RULES_OUT: _nobody}),
    Variant("with the scorer's objections only: it adds nothing", {_SUGGESTIONS: _none}),
    Variant("patterns only: without the learned scorer and without coreference", _NO_COREFERENCE, with_scorer=False),
    Variant(
        "without what predicates want of whom a pronoun means",
        {"kg.extraction.reference.preferences.Preferences.fit": lambda *_: 1.0},
    ),
    Variant("without the list of known actors", with_actors=False),
    Variant(
        "without the classes that a name's own words and the nouns beside it state",
        {
            "kg.extraction.naming.lexicon.Lexicon.name_class": _nobody,
            "kg.extraction.naming.classing.Classing.of_neighbours": _nobody,
        },
    ),
    Variant("without settling wordings that several relations share", {"kg.extraction.choosing.settled": _all}),
    Variant("without preferring the more telling wording", {"kg.extraction.choosing.most_specific": _all_claims}),
    Variant(
        "without soft classes: no end is presumed or acts as another", {"kg.extraction.ends.admitted": _only_its_own}
    ),
)


def ablate(variant: Variant, sets: Mapping[str, Sequence[LabelledText]]) -> dict[str, Figures]:
    """The figures of a variant on each set."""
    ontology = Ontology.load()
    actors = read_actors(shipped("data", "actors.csv"), ontology) if variant.with_actors else ()
    with ExitStack() as stack:
        for place, stand_in in variant.replaced.items():
            stack.enter_context(patch(place, stand_in))
        extractor = (Extractor.trained if variant.with_scorer else Extractor)(ontology, actors)
        return {name: figures(judged(extractor, texts)) for name, texts in sets.items()}


def markdown_lines(sets: Sequence[str], rows: Iterable[tuple[Variant, Mapping[str, Figures]]]) -> Iterator[str]:
    """A Markdown table of precision, recall and F1 in percent: a row for each variant, a column for each set."""
    yield f"| precision / recall / F1 | {' | '.join(sets)} |"
    yield "|---" * (len(sets) + 1) + "|"
    for variant, found in rows:
        cells = (f"{found[name].precision:.1f} / {found[name].recall:.1f} / {found[name].f1:.1f}" for name in sets)
        yield f"| {variant.name} | {' | '.join(cells)} |"
