"""A person's word: accepting, rejecting, editing and adding claims, and saying what names mean.

Each decision is a row that is written down before it takes effect (`kg.judging.file`), and rows are replayed on every
build (`kg.judging.replay`). Nothing that was read is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kg.claims import Entity
from kg.errors import UsageError, suggestion
from kg.judging import file, people, rows
from kg.judging.adding import Passage, told_claim
from kg.judging.lookup import Seen
from kg.judging.replay import Standing
from kg.judging.rows import EDITABLE, Judgement, text_hash
from kg.judging.stating import restate
from kg.judging.values import OPTIONS, edited, named
from kg.ontology.definitions import Ontology


class Judge:
    """Decides in the name of a person. Each decision takes effect at once; inside `with`, all do at its end.

    Example:
        >>> with graph.judge("Jane Doe") as judge:                         # doctest: +SKIP
        ...     judge.reject(claim.id, because="another Acme is meant")
        ...     judge.same("ICE", "U.S. Immigration and Customs Enforcement")
    """

    def __init__(
        self,
        folder: Path,
        ontology: Ontology,
        *,
        by: str | None = None,
        clock: Callable[[], str] = people.now,
        written: Callable[[], None] | None = None,
    ) -> None:
        """A judge of the graph in a folder.

        Args:
            folder: of the graph.
            ontology: what it is built with.
            by: the person; see `kg.judging.people` for the default.
            clock: gives the time of a decision in ISO 8601.
            written: called when the graph was written anew.
        """
        self.by = people.person(by)
        self._folder, self._ontology, self._clock, self._written = folder, ontology, clock, written
        self._seen: Seen | None = None
        self._is_open = self._is_behind = False

    def __enter__(self) -> Self:
        self._is_open = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._is_open = False
        self.apply()

    def accept(self, claim_id: str, *, because: str = "") -> Judgement:
        """Vouch for a claim as the graph has it; it then stays as long as its sentence does.

        Raises:
            UsageError: there is no such claim.
            StoreError: the decision cannot be written.
        """
        standing = self.seen.standing(claim_id)
        values = _changes(standing)
        return self._on_claim(rows.EDIT if values else rows.ACCEPT, standing, because, values)

    def reject(self, claim_id: str, *, because: str = "") -> Judgement:
        """Take a claim out of the graph; errors as for `accept`."""
        return self._on_claim(rows.REJECT, self.seen.standing(claim_id), because)

    def edit(self, claim_id: str, *, because: str = "", **given: str) -> Judgement:
        """Put a claim right; errors as for `accept`.

        Args:
            claim_id: of the claim.
            because: why.
            given: what it has to be, any of `kg.judging.values.OPTIONS`; an empty text takes a value away.
        """
        if unknown := given.keys() - set(OPTIONS):
            name = min(unknown)
            raise UsageError(f"a claim has no '{name}'; it has {', '.join(OPTIONS)}.{suggestion(name, OPTIONS)}")
        if not given:
            raise UsageError(f"say what is to be changed: {', '.join(OPTIONS)}")
        standing = self.seen.standing(claim_id)
        base = standing.now or standing.claim
        values, entities = edited(base, given, self.seen.known(standing.claim.doc), self._ontology)
        changes = {name: value for name, value in values.items() if value != getattr(base, name)}
        if not changes:
            raise UsageError(f"claim {claim_id} says so already; accept it, if you vouch for it")
        return self._on_claim(rows.EDIT, standing, because, _changes(standing) | changes, entities)

    def add(
        self, document: str, sentence: str | Passage, relation: str, *, because: str = "", **given: str
    ) -> Judgement:
        """Add a claim that was missed.

        Args:
            document: its name.
            sentence: as it stands in the document, with the ends marked: "[Acme](subject) sold [cameras](object).";
                or its place there, with the words of the ends.
            relation: of the two.
            because: why.
            given: what else it says, as for `edit`; `subject` and `object` say whom marked words such as "it" mean.

        Raises:
            UsageError: there is no such document or relation, the sentence does not stand in the document, or is
                marked wrongly; a name is not known and has no class.
            StoreError: the decision cannot be written.
        """
        if unknown := given.keys() - set(OPTIONS):
            raise UsageError(f"a claim has no '{min(unknown)}'; it has {', '.join(OPTIONS)}")
        source = self.seen.document(document)
        claim, entities = told_claim(source, sentence, relation, given, self.seen.known(document), self._ontology)
        return self._decide(rows.ADD, because, claim=claim, text=text_hash(source.text), entities=tuple(entities))

    def undo(self, identifier: str, *, because: str = "") -> Judgement:
        """Take back all judgements on a claim, or the one judgement whose id is given.

        Raises:
            UsageError: there is none.
            StoreError: the decision cannot be written.
        """
        return self._decide(rows.UNDO, because, undoes=tuple(self.seen.judgements(identifier)))

    def same(self, name: str, other: str, *, because: str = "") -> Judgement:
        """Say that two names mean one actor or thing.

        Raises:
            UsageError: the graph has no such name, or several things of that name.
            StoreError: the decision cannot be written.
        """
        return self._on_pair(rows.SAME, name, other, because)

    def different(self, name: str, other: str, *, because: str = "") -> Judgement:
        """Say that two names mean two; errors as for `same`."""
        return self._on_pair(rows.DIFFERENT, name, other, because)

    def undecided(self, name: str, other: str, *, because: str = "") -> Judgement:
        """Leave two names to the rules, whatever was said of them before; errors as for `same`."""
        return self._on_pair(rows.UNDECIDED, name, other, because)

    def class_(self, name: str, class_name: str, *, because: str = "") -> Judgement:
        """Say of what class an actor or thing is; errors as for `same`."""
        return self._on_name(rows.CLASS, name, self._ontology.class_(class_name).name, because)

    def name(self, name: str, correct: str, *, because: str = "") -> Judgement:
        """Say what an actor or thing is called; its other names stay. Errors as for `same`."""
        return self._on_name(rows.NAME, name, named(correct), because)

    def apply(self) -> None:
        """Write the graph anew with what was decided so far.

        Raises:
            StoreError: another build is writing to it; what was decided is kept.
        """
        if self._is_behind:
            restate(self._folder, self._ontology, self._seen.held if self._seen else None)
            self._is_behind = False
            self._seen = None
            if self._written:
                self._written()

    @property
    def seen(self) -> Seen:
        """The graph as it stands."""
        if self._seen is None:
            self._seen = Seen(self._folder, self._ontology)
        return self._seen

    def _on_claim(
        self,
        verb: str,
        standing: Standing,
        because: str,
        values: Mapping[str, Any] | None = None,
        entities: Sequence[Entity] = (),
    ) -> Judgement:
        claim = standing.claim
        said = replace(claim, **(values or {}))
        needed = () if verb == rows.REJECT else self.seen.entities(said, standing, entities)
        text = text_hash(self.seen.document(claim.doc).text)
        return self._decide(verb, because, claim=claim, text=text, values=values or {}, entities=tuple(needed))

    def _on_pair(self, verb: str, name: str, other: str, because: str) -> Judgement:
        things = self.seen.things((name, other))
        if things[0] == things[1]:
            advice = "" if verb == rows.SAME else "; a claim about the wrong one can be edited or rejected"
            raise UsageError(f"'{name}' and '{other}' are one in every document, as “{things[0].name}”{advice}")
        return self._decide(verb, because, things=things, text=self.seen.home_text(things))

    def _on_name(self, verb: str, name: str, value: str, because: str) -> Judgement:
        things = self.seen.things((name,))
        return self._decide(verb, because, things=things, value=value, text=self.seen.home_text(things))

    def _decide(self, verb: str, because: str, **parts: Any) -> Judgement:  # noqa: ANN401 – fields of a row
        one = Judgement(verb, self.by, self._clock(), " ".join(because.split()), **parts)
        file.append(self._folder, [one])
        self._is_behind = True
        if self._is_open:
            self.seen.refresh()
        else:
            self.apply()
        return one


def _changes(standing: Standing) -> dict[str, Any]:
    """What a person has changed in a claim so far."""
    if standing.now is None:
        return {}
    pairs = ((name, getattr(standing.claim, name), getattr(standing.now, name)) for name in EDITABLE)
    return {name: now for name, read, now in pairs if now != read}
