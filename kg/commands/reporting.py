"""What a build tells its user: a bar while it runs, and a summary at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from kg.claims import NO_RELATION, REFERENCE, UNCLASSED
from kg.errors import StoppedError
from kg.tables import printable
from kg.views.wording import count

if TYPE_CHECKING:
    from rich.console import Console

    from kg.building.pipeline import Progress, Summary

#: What the kinds of gaps are called.
GAPS = {
    NO_RELATION: "sentences with two actors and no relation",
    REFERENCE: "references left open",
    UNCLASSED: "names of unknown kind",
}
#: What becomes of a build that is stopped.
KEPT = "what was read so far is kept, and the same command goes on from there"

#: Relations that a summary names; the others are counted together.
LISTED = 12


@contextmanager
def bar(*, shown: bool, late: bool = False, stopped: str = KEPT) -> Iterator[Callable[[Progress], None]]:
    """Where progress is reported; it is shown if the standard error stream is a terminal.

    Args:
        shown: whether it is to be shown at all.
        late: whether it is to wait for the first report, as something may be asked before.
        stopped: what is told to a user who stops the work.

    Raises:
        StoppedError: the user has stopped it.
    """
    from rich.console import Console

    done = 0
    console = Console(stderr=True)
    with _drawn(console, late=late) if shown and console.is_terminal else nullcontext(_ignore) as draw:

        def report(progress: Progress) -> None:
            nonlocal done
            done = progress.documents
            draw(progress)

        try:
            yield report
        except KeyboardInterrupt:
            raise StoppedError(f"stopped after {count(done, 'document')}; {stopped}") from None


@contextmanager
def _drawn(console: Console, *, late: bool) -> Iterator[Callable[[Progress], None]]:
    """A bar that is drawn on the console."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("documents"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    drawn = Bar(*columns, TimeRemainingColumn(), console=console, transient=True)
    task = drawn.add_task("", total=None)

    def draw(progress: Progress) -> None:
        drawn.start()
        counts = f"{progress.claims:,} claims, {progress.refused:,} refused"
        drawn.update(task, total=progress.total, completed=progress.documents, description=counts)

    try:
        if not late:
            drawn.start()
        yield draw
    finally:
        drawn.stop()


def _ignore(progress: Progress) -> None:
    """Draw nothing."""


def summary_lines(summary: Summary) -> Iterator[str]:
    """The summary of a build, a line each."""
    changes = ", ".join(f"{number:,} {what}" for what, number in summary.changes.items() if number)
    work = f"{summary.understood:,} read in {summary.seconds:.1f} s"
    copies = f"{summary.copies:,} of them {'a copy' if summary.copies == 1 else 'copies'} of another, "
    there = f"{count(summary.documents, 'document')} in the graph ({changes or 'nothing new'})"
    yield f"{there}, {copies if summary.copies else ''}{work}"
    about = f"{summary.entities:,} actors and things"
    yield f"{count(summary.claims, 'claim')} about {about}: {_listed(summary.statuses)}"
    width = max(map(len, summary.relations), default=0)
    for relation, number in list(summary.relations.items())[:LISTED]:
        yield f"  {relation:<{width}}  {number:>6,}"
    rest = list(summary.relations.values())[LISTED:]
    if rest:
        yield f"  {f'{len(rest)} more relations':<{width}}  {sum(rest):>6,}"
    yield f"not understood: {_listed({GAPS.get(kind, kind): count for kind, count in summary.gaps.items()})}"
    yield f"{count(len(summary.refused), 'document')} refused"
    if summary.judgements:
        unmet = f"; {summary.unmet:,} without effect: kg judgements --stale" if summary.unmet else ""
        yield f"{count(summary.judgements, 'judgement')} of a person{unmet}"


def refused_lines(summary: Summary) -> Iterator[str]:
    """The files that could not be read, with the reason, a line each."""
    return (printable(f"refused {error}") for error in summary.refused)


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {what}" for what, number in counts.items()) or "nothing"
