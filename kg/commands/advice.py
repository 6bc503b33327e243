"""What the commands about teaching tell their user: what a lesson would do, what to teach next."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.addresses import address_of
from kg.asking.overview import Frequent
from kg.claims import GAP_KINDS, NO_RELATION, Claim, Gap
from kg.commands.reporting import GAPS
from kg.settings import DEFAULT_GRAPH
from kg.tables import cell, printable, table_lines
from kg.views.wording import count

if TYPE_CHECKING:
    from kg.teaching.effects import Effect
    from kg.teaching.lessons import Lesson
    from kg.teaching.lint import Lint
    from kg.teaching.wordings import Taught

#: Rows of an overview for each kind, and claims that a lesson lists; the others are counted.
LISTED, LISTED_CLAIMS = 12, 40

#: What the words of an overview are, by kind of gap.
_WORDS = dict(zip(GAP_KINDS, ("between the actors", "reference", "name"), strict=True))


def lesson_lines(lesson: Lesson) -> Iterator[str]:
    """What a lesson teaches and changes, and what would be written, a line each."""
    for taught in lesson.sentences:
        yield from map(cell_with_margin, _taught_lines(taught, lesson.relation))
        yield ""
    if lesson.effect is None:
        yield f"there is no graph in {lesson.folder}, so it cannot be said what would be found"
    elif lesson.addition:
        yield from map(cell_with_margin, _effect_lines(lesson.effect, lesson.folder))
    if lesson.addition:
        where = "to be added to" if lesson.before is not None else "to be written to the new file"
        yield ""
        yield f"{where} {shown(lesson.file)}:"
        yield from (f"  {printable(line)}" for line in lesson.addition.splitlines())
    else:
        yield f"all is known: there is nothing to add to {shown(lesson.file)}"


def _taught_lines(taught: Taught, relation: str) -> Iterator[str]:
    """What one sentence teaches."""
    from kg.extraction.wording.paraphrase import paraphrase

    words = paraphrase(taught.pattern)
    near = f", with {' and '.join(f'“{cue}”' for cue in words.cues)} beside it" if words.cues else ""
    yield f"“{taught.marked}”"
    yield f"  teaches {relation} by the wording “{words.wording}”{near}:"
    yield f"    subject: {words.subject}"
    yield f"    object: {words.object}"
    yield f"  as a pattern: {taught.pattern}"
    if not taught.pattern.nodes:
        yield "  careful: no word of its own is needed, only that the two stand together; this may find much"
    elif len(taught.pattern.steps) == 2 and taught.pattern.steps[0].role == taught.pattern.steps[1].role:
        yield "  careful: subject and object do the same here, so that either may be found as the other"
    if taught.known:
        yield f"  known already, by “{taught.known}”"
    for other, example in taught.rivals:
        yield f"  conflict: {other} is taught the same wording by “{example}”"
        yield "    where the classes of the two actors do not decide, neither relation is found"


def _effect_lines(effect: Effect, folder: Path) -> Iterator[str]:
    """Claims that a graph's documents would have, and those they would have no more."""
    have = f"{count(effect.read, 'document')} of {effect.documents:,} in {folder} may have the words"
    if not effect.found and not effect.lost:
        yield f"{have}; nothing new is found in them"
        return
    yield f"{have}; {count(len(effect.found), 'claim')} more, {count(len(effect.lost), 'claim')} fewer:"
    for sign, claims in (("+", effect.found), ("-", effect.lost)):
        for claim in claims[:LISTED_CLAIMS]:
            yield from _claim_lines(sign, claim)
        if len(claims) > LISTED_CLAIMS:
            yield f"  {sign} and {len(claims) - LISTED_CLAIMS:,} more"


def _claim_lines(sign: str, claim: Claim) -> Iterator[str]:
    yield f"  {sign} {claim.subject} {claim.predicate} {claim.object} ({claim.status}; {claim.doc})"
    yield f"      {claim.sentence}"


def learned_line(lesson: Lesson) -> str:
    """What was written, and what the user does next."""
    wrote = f"wrote {shown(lesson.file)}" if lesson.addition else f"{shown(lesson.file)} had not been used by the graph"
    if lesson.effect is not None:
        return f"{wrote}; the next `kg build` into {lesson.folder} reads all its documents with it"
    command = ["kg", "build", "PATHS", *graph_option(lesson.folder), "--ontology", "shipped", "--ontology"]
    return f"{wrote}; build a graph with it: {shlex.join([*command, shown(lesson.file)])}"


def overview_lines(gaps: Sequence[Gap], rows: Sequence[Frequent], width: int | None) -> Iterator[str]:
    """What was not understood, by kind: how much, and the most frequent words.

    Args:
        gaps: those that are summed up.
        rows: their words.
        width: of the terminal, if one shows the lines.
    """
    numbers = Counter(gap.kind for gap in gaps)
    for kind in GAP_KINDS:
        if not numbers[kind]:
            continue
        documents = len({gap.doc for gap in gaps if gap.kind == kind})
        yield f"{numbers[kind]:,} {GAPS[kind]}, in {count(documents, 'document')}"
        of_kind = [row for row in rows if row.kind == kind]
        yield from _table(kind, of_kind[:LISTED], width)
        if len(of_kind) > LISTED:
            yield f"and {len(of_kind) - LISTED:,} more"
        yield ""
    if any(gap.marked for gap in gaps):
        yield f"`kg gaps --kind {NO_RELATION} --format teach` writes such sentences as commands to edit"


def _table(kind: str, rows: Iterable[Frequent], width: int | None) -> Iterator[str]:
    """Frequent words of one kind; only of sentences an example says more than the words."""
    told = kind == NO_RELATION
    header = [_WORDS[kind], "times", "documents", "document", *(["for example"] if told else [])]
    examples = ((row, row.example) for row in rows)
    cells = [[row.words, len(row.gaps), row.documents, one.doc, one.text][: len(header)] for row, one in examples]
    return table_lines(header, cells, width=width) if cells else iter(())


def teach_lines(gaps: Iterable[Gap], graph: Path) -> Iterator[str]:
    """Commands that teach what sentences say, each on one line, quoted for a shell; the relation is to be filled in."""
    for gap in gaps:
        if sentence := cell(gap.marked).lstrip("- "):
            yield shlex.join(["kg", "teach", "RELATION", sentence, *graph_option(graph)])


def no_gap_line(gaps: Iterable[Gap], kind: str | None, document: str | None) -> str:
    """Says that there is no gap of a kind in a document, and how many of each kind the graph has."""
    numbers = Counter(gap.kind for gap in gaps)
    kinds = ", ".join(f"{kind} ({numbers[kind]:,})" for kind in GAP_KINDS)
    where = f"{f' of kind {kind}' if kind else ''}{f' in {document}' if document else ''}"
    return printable(f"no gaps{where}; the kinds, with their numbers in the whole graph, are {kinds}")


def lint_lines(found: Lint) -> Iterator[str]:
    """What an ontology lacks, a line each, with the numbers at the end."""
    yield from (printable(f"error: {finding}") for finding in found.errors)
    yield from (printable(f"note: {finding}") for finding in found.notes)
    yield f"{count(len(found.errors), 'error')}, {count(len(found.notes), 'note')}"
    if found.shipped:
        yield f"beside {found.shipped:,} on shipped files alone, which `kg ontology --check --ontology shipped` lists"


def graph_option(graph: Path) -> list[str]:
    """What names a graph on the command line, if it is not the default one."""
    return [] if str(graph) == DEFAULT_GRAPH else ["--graph", address_of(graph) or str(graph)]


def shown(file: Path) -> str:
    """A file as a user of the current folder would name it."""
    near = os.path.relpath(file)
    return printable(str(file) if near.startswith(os.pardir) else near)


def cell_with_margin(line: str) -> str:
    """A line that may hold text of documents, on one line with its margin."""
    return " " * (len(line) - len(line.lstrip(" "))) + cell(line)
