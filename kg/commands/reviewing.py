"""Walking through the claims that nobody has judged, the least certain first, one key a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from kg.asking.cards import GraphClaim
from kg.errors import UsageError
from kg.judging.deciding import Judge
from kg.judging.rows import Judgement
from kg.judging.values import OPTIONS
from kg.ontology.definitions import Ontology
from kg.tables import cell
from kg.views import wording

KEYS = "[a]ccept  [r]eject  [e]dit  [s]kip  [u]ndo  [q]uit"

Marker = Callable[[str], str]


class Answers(Protocol):
    """Where keys and lines come from."""

    def key(self) -> str:
        """The next key; nothing when there is none any more."""

    def line(self, prompt: str) -> str:
        """The next line; nothing when there is none any more."""


def waiting(claims: Iterable[GraphClaim]) -> list[GraphClaim]:
    """The claims that nobody has judged, the least certain first."""
    found = (claim for claim in claims if claim.stated.review is None)
    return sorted(found, key=lambda one: (one.claim.confidence, one.claim.doc, one.claim.start, one.id))


def card_lines(claim: GraphClaim, ontology: Ontology, mark: Marker) -> Iterator[str]:
    """A claim as it is asked about: what it says, its sentence with the evidence marked, and its document."""
    said = claim.claim
    relation = ontology.relations[said.predicate].label if said.predicate in ontology.relations else said.predicate
    known = [wording.status(claim.status).label, f"said by {said.by}" if said.by else ""]
    known += [wording.time(said.when) if said.when else "", wording.amount(said.amount) if said.amount else ""]
    known += [said.role or "", f"on {said.technology}" if said.technology else ""]
    yield cell(f"{said.subject} – {relation} – {said.object} ({', '.join(filter(None, known))})")
    before, after = cell(f"“{said.prefix}|")[:-1], cell(f"|{said.suffix}”")[1:]
    yield f"  {before}{mark(cell(said.quote))}{after}"
    about = ", ".join(filter(None, (claim.document.name, claim.document.title, claim.document.date)))
    yield cell(f"{about}; confidence {said.confidence:.2f}; claim {claim.id}")


def walk(
    claims: Sequence[GraphClaim],
    judge: Judge,
    answers: Answers,
    show: Callable[[str], None],
    *,
    mark: Marker,
    because: str = "",
) -> list[Judgement]:
    """Ask about each claim and decide as the keys say; what was decided and not taken back at once.

    Args:
        claims: in the order in which they are asked about.
        judge: who decides.
        answers: keys, and lines for edits.
        show: prints a line.
        mark: makes the evidence stand out.
        because: the reason for all that is decided.
    """
    made: list[tuple[int, Judgement | None]] = []
    position = 0
    while position < len(claims):
        claim = claims[position]
        show(f"\n{position + 1} of {len(claims)}")
        for line in card_lines(claim, claim.ontology, mark):
            show(line)
        key = _key(answers, show)
        if key in ("", "q"):
            break
        if key == "u":
            position = _back(made, judge, position, show)
            continue
        decided = _decided(key, claim, judge, answers, show, because)
        if key != "e" or decided:
            made.append((position, decided))
            position += 1
    return [judgement for _, judgement in made if judgement]


def _key(answers: Answers, show: Callable[[str], None]) -> str:
    """One of the keys, or nothing at the end of the input."""
    show(KEYS)
    while (key := answers.key().lower()) and key not in "aresuq":
        if not key.isspace():
            show(KEYS)
    return key


def _back(made: list[tuple[int, Judgement | None]], judge: Judge, position: int, show: Callable[[str], None]) -> int:
    """Go back to the claim before and take back what was decided of it."""
    if not made:
        show("there is nothing to take back")
        return position
    before, judgement = made.pop()
    if judgement:
        judge.undo(judgement.id)
        show("taken back")
    return before


def _decided(
    key: str, claim: GraphClaim, judge: Judge, answers: Answers, show: Callable[[str], None], because: str
) -> Judgement | None:
    if key == "a":
        return judge.accept(claim.id, because=because)
    if key == "r":
        return judge.reject(claim.id, because=because)
    return _edited(claim, judge, answers, show, because) if key == "e" else None


def _edited(
    claim: GraphClaim, judge: Judge, answers: Answers, show: Callable[[str], None], because: str
) -> Judgement | None:
    """Ask for values, a line each, until an empty one; a wrong value is told and asked for again."""
    show(f"write what is to be and its value, as `status denied`; an empty line ends. There are: {', '.join(OPTIONS)}")
    given: dict[str, str] = {}
    while True:
        name, _, value = answers.line("edit> ").strip().partition(" ")
        if name:
            given[name.replace("-", "_")] = value.strip()
            continue
        if not given:
            show("nothing was changed")
            return None
        try:
            return judge.edit(claim.id, because=because, **given)
        except UsageError as error:
            show(cell(str(error)))
            return None
