"""What stands between two actors of a sentence from which no claim was made: the word that could be taught next."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.naming.mentions import NAME, Mention
from kg.extraction.syntax.clauses import AGENT, CLAUSE, IS, NOUN, PATIENT, PLAIN, POSS
from kg.extraction.syntax.paths import shortest_path
from kg.extraction.wording.patterns import LONGEST_PATH

#: Actors of a sentence that are tried in pairs, so that a list of a thousand names takes no time; of 962 sentences in
#: 257 articles none named more than 11.
MOST_ENDS = 12

#: How an end is joined to the word between, the likeliest subject first; prepositions come last.
_SUBJECT_FIRST = (AGENT, POSS, NOUN, IS, PATIENT)

#: Roles that are not the preposition which the text has.
_NO_WORD = frozenset({AGENT, PATIENT, IS, POSS, NOUN, CLAUSE, PLAIN})


@dataclass(frozen=True, slots=True)
class Between:
    """The word that governs two actors, with its preposition ("write to"), and the sentence with the two marked."""

    predicate: str = ""
    marked: str = ""


@dataclass(frozen=True, slots=True)
class _Side:
    """An end of a path: the actor, and the unit and role by which the governing word is joined towards it."""

    actor: Mention
    unit: int
    role: str

    @property
    def rank(self) -> int:
        """How unlikely it is the subject."""
        return _SUBJECT_FIRST.index(self.role) if self.role in _SUBJECT_FIRST else len(_SUBJECT_FIRST)


@dataclass(frozen=True, slots=True)
class _Link:
    """Two actors and the unit that governs both."""

    length: int
    word: int
    sides: tuple[_Side, _Side]


def between(analysis: DocumentAnalysis, start: int, end: int) -> Between:
    """What stands between the two named actors of the tokens start..end that are joined most closely.

    Nothing, where no two are joined by a word: names in a list, or one that only reports what the other did.
    """
    pairs = combinations(list(analysis.named_actors(start, end).values())[:MOST_ENDS], 2)
    links = [link for one, two in pairs if (link := _link(analysis, one, two))]
    if not links:
        return Between()
    nearest = min(links, key=lambda link: link.length)  # the first of those, since pairs come in the order of the text
    subject, obj = sorted(nearest.sides, key=lambda side: side.rank)
    word = analysis.clauses.lemmas[nearest.word].replace("_", " ")
    predicate = f"{word} {_preposition(analysis, obj)}".strip()
    return Between(predicate, _marked(analysis, start, end, {"subject": subject.actor, "object": obj.actor}))


def _link(analysis: DocumentAnalysis, one: Mention, two: Mention) -> _Link | None:
    """How two actors are joined, unless that tells nothing of them.

    It does not where no word lies between, or only a third name, where both do the same, and where one is named as
    the source of what the other did.
    """
    path = shortest_path(analysis.clauses, *(analysis.clauses.unit_of[mention.head] for mention in (one, two)))
    if path is None or not 2 < len(path) <= LONGEST_PATH:
        return None
    units, steps = [unit for unit, _ in path], [step for _, step in path if step]
    # Up to the word that governs both the path rises, from there on it falls.
    top = min(max(next((i for i, step in enumerate(steps) if step.forward), len(steps)), 1), len(units) - 2)
    sides = _Side(one, units[top - 1], steps[top - 1].role), _Side(two, units[top + 1], steps[top].role)
    alike = sides[0].role == sides[1].role or any(step.role == CLAUSE for step in steps)
    third = any((mention := analysis.by_unit.get(unit)) and mention.kind == NAME for unit in units[1:-1])
    told = any(analysis.kit.qualifiers.is_source_marker(side.role) for side in sides)
    return None if alike or third or told else _Link(len(path), units[top], sides)


def _preposition(analysis: DocumentAnalysis, side: _Side) -> str:
    """The preposition after the governing word, if there is one; "told him" has none, though he is told something."""
    if side.role in _NO_WORD or analysis.clauses.token(side.unit).dep_ == "iobj":
        return ""
    return side.role.removeprefix(f"{IS} ")


def _marked(analysis: DocumentAnalysis, start: int, end: int, ends: dict[str, Mention]) -> str:
    """The tokens start..end as an example, ends marked; brackets of the text, which would be marks, are left out."""
    doc, done, text = analysis.doc, start, ""
    for role, mention in sorted(ends.items(), key=lambda row: row[1].start):
        text += _bare(doc[done : mention.start].text_with_ws)
        text += f"[{_bare(mention.text(doc))}]({role}){doc[mention.end - 1].whitespace_}"
        done = mention.end
    return " ".join((text + _bare(doc[done:end].text)).split())


def _bare(text: str) -> str:
    return text.replace("[", "").replace("]", "")
