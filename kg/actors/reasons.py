"""Why names mean one thing: every reason that joins them, and the chain of reasons between two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.actors.clusters import Merge
from kg.actors.entities import Agreed
from kg.actors.matching import difference, fold, is_acronym, is_short_form

#: Names with the other names that a list of actors gives them.
Listed = Mapping[str, frozenset[str]]


def reasons(agreed: Agreed, listed: Listed) -> list[Merge]:
    """Every reason why a thing has the names it has: what joins those of its documents, and what each calls it."""
    called: dict[tuple[str, str], list[str]] = defaultdict(list)
    for use in agreed.uses:
        if use.form != use.name:
            called[use.form, use.name].append(use.document)
    inside = [Merge(*pair, "document", _called(*pair, listed), tuple(called[pair])) for pair in called]
    return sorted([*agreed.merges, *inside])


def _called(form: str, name: str, listed: Listed) -> str:
    """Why a document may call by a form what it names."""
    if form in listed.get(name, ()):
        return f"“{form}” is another name of “{name}” in the list of actors, and used for it"
    if fold(form) == fold(name):
        return f"“{form}” is “{name}” apart from {difference(form, name)}, and used for it"
    if is_acronym(form, name):
        return f"“{form}” has the initials of “{name}”, and is used for it"
    if is_short_form(form, name):
        return f"“{form}” is short for “{name}”, and used for it"
    return f"“{form}” is used for “{name}”"


def chain(found: Iterable[Merge], first: str, second: str) -> list[Merge] | None:
    """The fewest reasons that lead from one name to the other; none for equal names, None if they are not connected."""
    steps = list(found)
    leading: dict[str, list[Merge]] = {first: []}
    reached = [first]
    for name in reached:
        for merge, other in _from(name, steps):
            if other not in leading:
                leading[other] = [*leading[name], merge]
                reached.append(other)
    return leading.get(second)


def _from(name: str, steps: Sequence[Merge]) -> Iterator[tuple[Merge, str]]:
    """The reasons that tie other names to one, with those names."""
    for merge in steps:
        if merge.first == name:
            yield merge, merge.second
        elif merge.second == name:
            yield merge, merge.first
