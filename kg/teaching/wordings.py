"""Example sentences for a relation as they are given: their marks, what they compile to, what is taught already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import OntologyError, UsageError
from kg.ontology.definitions import Ontology, Relation
from kg.ontology.examples import Example
from kg.ontology.shortcomings import mark_faults
from kg.teaching.lint import may_meet

if TYPE_CHECKING:
    from kg.extraction.extractor import Extractor
    from kg.extraction.wording.patterns import Pattern


@dataclass(frozen=True, slots=True)
class Taught:
    """What one example sentence teaches.

    Attributes:
        marked: the sentence as it is written down.
        pattern: what it compiles to; `kg.extraction.wording.paraphrase` says it in words.
        known: an example of the relation that teaches the same already, or nothing.
        rivals: relations that are taught the same wording for things of the same classes, each with its example. Where
            the classes of the ends do not decide between them, the wording says neither.
    """

    marked: str
    pattern: Pattern
    known: str = ""
    rivals: tuple[tuple[str, str], ...] = ()


def parsed_example(sentence: str) -> Example:
    """The example of a sentence, white space made single.

    Raises:
        UsageError: its marks are wrong.
    """
    try:
        sentence.encode("utf-8")
        example = Example.parse(" ".join(sentence.split()))
    except UnicodeEncodeError:
        raise UsageError(f"the sentence {sentence!r} is not UTF-8 text") from None
    except OntologyError as error:
        raise UsageError(str(error)) from None
    faults = list(mark_faults(example))
    if faults:
        hint = " Write it so: '[The lab](subject) rang up [Acme](object).'" if not example.marks else ""
        raise UsageError(f"“{example.marked}” {'; '.join(faults)}.{hint}")
    return example


def compiled(relation: Relation, examples: Sequence[Example], extractor: Extractor) -> list[Taught]:
    """What examples of a relation compile to, beside what the extractor is taught already.

    Raises:
        UsageError: some teach nothing.
    """
    from kg.extraction.wording.paraphrase import fault
    from kg.extraction.wording.patterns import compile_example
    from kg.language.parsing import parse

    ontology, lexicon = extractor.ontology, extractor.kit.lexicon
    known = {pattern.identity: pattern for pattern in extractor.patterns}
    taught, useless = [], []
    for example, doc in zip(examples, parse(example.text for example in examples), strict=True):
        pattern = compile_example(relation, example, doc, lexicon)
        if pattern is None:
            useless.append(f"“{example.marked}” teaches nothing: {fault(example, doc)}")
            continue
        same = known.setdefault(pattern.identity, pattern)
        rivals = _rivals(pattern, relation, extractor.patterns, ontology)
        taught.append(Taught(example.marked, pattern, "" if same is pattern else same.example.marked, rivals))
    if useless:
        raise UsageError("\n".join(useless))
    return taught


def _rivals(
    pattern: Pattern, relation: Relation, patterns: Iterable[Pattern], ontology: Ontology
) -> tuple[tuple[str, str], ...]:
    """Other relations that are taught the wording, with the first example of each."""
    found: dict[str, str] = {}
    for other in patterns:
        if other.key == pattern.key and may_meet(relation, ontology.relations[other.relation], ontology):
            found.setdefault(other.relation, other.example.marked)
    return tuple(found.items())
