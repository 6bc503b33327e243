"""Why two names are held to mean one actor or thing, or two: what the build decided, with its reasons.

The agreement on names is made again from the readings, by the rules that the build uses, and compared with what the
graph states. Where the two differ, as after a build that was stopped, nothing is explained.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kg.actors.apart import apart
from kg.actors.clusters import Merge
from kg.actors.entities import Agreed, Agreement
from kg.actors.kinds import label
from kg.actors.reasons import Listed, chain, reasons
from kg.actors.shortforms import some
from kg.errors import StoreError, UsageError
from kg.graph import imported, queries
from kg.graph.readings import Readings
from kg.graph.store import Store
from kg.judging.rows import Judgement
from kg.judging.stating import understood
from kg.ontology.definitions import Ontology
from kg.tables import cell

AROUND = 50  # characters of a passage on either side of what it shows

#: Rules that rest on what a document calls something, so that a passage shows it.
_SHOWN = ("document", "short form")


@dataclass(frozen=True, slots=True)
class Reason:
    """What joins two names, with a passage where one shows it."""

    merge: Merge
    quote: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Every field, with those of the merge beside the quote."""
        return {**asdict(self.merge), "documents": list(self.merge.documents), "quote": self.quote}

    def lines(self) -> Iterator[str]:
        """The reason, and the passage below it."""
        documents = self.merge.documents
        yield cell(f"- {self.merge.why}{f' ({some(documents)})' if documents else ''}")
        if self.quote:
            yield f"    {cell(f'{documents[0]}: {self.quote}')}"


@dataclass(frozen=True, slots=True)
class Identity:
    """An actor or thing, and the reasons why names are held to mean it."""

    agreed: Agreed
    kind: str  # label of its class
    reasons: tuple[Reason, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """What is known of it, and every reason."""
        entity = self.agreed.entity
        return {
            "iri": self.agreed.iri,
            "name": entity.name,
            "class": entity.class_name,
            "wikidata": entity.wikidata,
            "documents": list(self.agreed.documents),
            "reasons": [reason.to_json() for reason in self.reasons],
        }

    def __str__(self) -> str:
        known = ", ".join(filter(None, (self.kind, self.agreed.entity.wikidata)))
        return f"{self.agreed.entity.name} ({known})"


@dataclass(frozen=True, slots=True)
class Why:
    """Why one or two names mean what they are held to mean.

    Attributes:
        asked: the names.
        identities: what they mean. Of two names it is one actor where they are joined, with the reasons that lead from
            the one to the other; otherwise all that either may mean. Of one name, all that it may mean, each with the
            reasons for all its names.
        apart: for two names that are not joined, what keeps them apart.
        others: what else either name means, where they are joined.
    """

    asked: tuple[str, ...]
    identities: tuple[Identity, ...]
    apart: tuple[str, ...] = ()
    others: tuple[Identity, ...] = ()

    @property
    def are_one(self) -> bool:
        """Whether two names are held to mean one."""
        return len(self.asked) == 2 and not self.apart

    def to_json(self) -> dict[str, Any]:
        """The record that `kg why --format json` prints."""
        found = {"asked": list(self.asked), "one": self.are_one if len(self.asked) == 2 else None}
        parts = {"actors": self.identities, "others": self.others}
        return {**found, **{name: [one.to_json() for one in part] for name, part in parts.items()}, "apart": self.apart}

    def lines(self) -> Iterator[str]:
        """The answer in words, without characters that steer a terminal."""
        names = " and ".join(f"“{name}”" for name in self.asked)
        if len(self.asked) == 1:
            yield from (line for one in self.identities for line in _listing(one))
        elif self.are_one:
            yield cell(f"{names} are held to be one: {self.identities[0]}")
            yield from _reason_lines(self.identities[0], "the words are the same")
            yield from (cell(f"- one of the names is used for {other} as well") for other in self.others)
        else:
            yield cell(f"{names} are not held to be one: {', '.join(map(str, self.identities))}")
            yield from (cell(f"- {reason}") for reason in self.apart)

    def __str__(self) -> str:
        return "\n".join(self.lines())


def _listing(identity: Identity) -> Iterator[str]:
    count = len(identity.agreed.documents)
    yield cell(f"{identity}, named in {count} document{'' if count == 1 else 's'}")
    yield from _reason_lines(identity, "it has no other name")


def _reason_lines(identity: Identity, none: str) -> Iterator[str]:
    yield from (line for reason in identity.reasons for line in reason.lines())
    if not identity.reasons:
        yield f"- {none}"


def why(
    asked: Sequence[str],
    store: Store,
    readings: Readings,
    ontology: Ontology,
    listed: Listed,
    *,
    judgements: Sequence[Judgement] = (),
) -> Why:
    """Why one name, or two, mean what they are held to mean.

    Args:
        asked: names, aliases or IRIs.
        store: what the graph states.
        readings: of which it was made.
        ontology: as it was.
        listed: names with the other names that lists of actors give them.
        judgements: what a person decided.

    Raises:
        UsageError: the graph has no such name; near ones are suggested.
        StoreError: the readings, or the program, have changed since the graph was written.
    """
    meant = [queries.namesakes(store, name) for name in asked]
    agreement = understood(readings, judgements, ontology).agreement
    known = {one.iri: one for one in agreement.agreed}
    _compare(store, agreement, imported.described(readings.folder))
    for iri in (iri for iris in meant for iri in iris if iri not in known):
        raise UsageError(f"there is no entity {iri}")
    explained = _Explained(agreement, readings, ontology, listed)
    things = [[known[iri] for iri in iris] for iris in meant]
    if len(asked) == 1:
        return Why(tuple(asked), tuple(explained.whole(one) for one in things[0]))
    return explained.pair(tuple(asked), *things)


def _compare(store: Store, agreement: Agreement, imports: set[str]) -> None:
    """Make sure that the agreement is the one that the graph states, beside what was imported."""
    stated = {one.iri: one.entity for one in queries.entities(store)}
    agreed = {one.iri: one.entity for one in agreement.agreed}
    same = agreed.keys() <= stated.keys() <= agreed.keys() | imports and all(
        (one.name, one.class_name, one.wikidata) == (stated[iri].name, stated[iri].class_name, stated[iri].wikidata)
        and set(one.aliases) <= set(stated[iri].aliases)
        for iri, one in agreed.items()
    )
    if not same:
        raise StoreError("what was read, or the program, has changed since the graph was written; run `kg build` again")


class _Explained:
    """The agreement with what is needed to explain it."""

    def __init__(self, agreement: Agreement, readings: Readings, ontology: Ontology, listed: Listed) -> None:
        self._agreement = agreement
        self._readings = readings
        self._ontology = ontology
        self._listed = listed

    def whole(self, agreed: Agreed) -> Identity:
        """A thing with the reasons for all its names."""
        return self._identity(agreed, reasons(agreed, self._listed))

    def pair(self, asked: tuple[str, ...], first: Sequence[Agreed], second: Sequence[Agreed]) -> Why:
        """Two names, each with all that it may mean."""
        shared = [one for one in first if one in second]
        if not shared:
            keeping = (sentence for one in first for other in second for sentence in self._apart(one, other))
            identities = tuple(self._identity(one) for one in (*first, *second))
            return Why(asked, identities, tuple(dict.fromkeys(keeping)))
        found = [self._identity(one, self._chain(one, *asked)) for one in shared]
        others = [self._identity(one) for one in dict.fromkeys((*first, *second)) if one not in shared]
        return Why(asked, tuple(found[:1]), (), tuple(found[1:] + others))

    def _chain(self, agreed: Agreed, first: str, second: str) -> list[Merge]:
        names = [_form(agreed, name) for name in (first, second)]
        found = chain(reasons(agreed, self._listed), *names)
        if found is None:
            raise StoreError(f"no reason is kept that joins '{first}' and '{second}'; run `kg build` again")
        return found

    def _apart(self, one: Agreed, other: Agreed) -> list[str]:
        if told := self._agreement.told_apart(one, other):
            return [told]
        clusters = tuple(agreed.cluster for agreed in self._agreement.agreed)
        return apart(one.cluster, other.cluster, clusters, self._ontology)

    def _identity(self, agreed: Agreed, merges: Iterable[Merge] = ()) -> Identity:
        kind = label(agreed.entity.class_name, self._ontology)
        return Identity(agreed, kind, tuple(Reason(merge, self._passage(merge)) for merge in merges))

    def _passage(self, merge: Merge) -> str | None:
        """A passage of the first document in which the shorter of two names stands by itself."""
        if merge.rule not in _SHOWN or not merge.documents:
            return None
        document, _ = self._readings.get(merge.documents[0])
        return passage(document.text, merge.first, merge.second)


def _form(agreed: Agreed, asked: str) -> str:
    """The form of a name as documents write it; the fullest name where it is asked for by IRI."""
    forms = sorted({form for use in agreed.uses for form in (use.form, use.name)} | {agreed.entity.name})
    alike = [form for form in forms if form.lower() == asked.lower()]
    return asked if asked in forms else alike[0] if alike else agreed.entity.name


def passage(text: str, form: str, fuller: str) -> str | None:
    """The words around the first place at which a text has a form that is not a part of the fuller name."""
    longer = [match.span() for match in re.finditer(re.escape(fuller), text)]
    for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
        if not any(start <= match.start() and match.end() <= end for start, end in longer):
            return _around(text, *match.span())
    return None


def _around(text: str, start: int, end: int) -> str:
    """The text from start to end with whole words on either side."""
    before = " ".join(text[max(0, start - AROUND) : start].split(" ")[start > AROUND :])
    after = text[end : end + AROUND]
    after = after if end + AROUND >= len(text) else after.rpartition(" ")[0]
    left, right = "… " if start > AROUND else "", " …" if end + AROUND < len(text) else ""
    return " ".join(f"“{left}{before}{text[start:end]}{after}{right}”".split())
