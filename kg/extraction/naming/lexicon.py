"""What names and nouns tell about classes: the ontology's words and the list of known actors, ready for look-up."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import OntologyError
from kg.ontology.definitions import Ontology

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Words of the longest noun phrase that the ontology may teach.
LONGEST_NOUN = 6


@dataclass(frozen=True, slots=True)
class KnownActor:
    """A row of the list of actors."""

    name: str
    class_name: str
    aliases: tuple[str, ...]
    ambiguous: tuple[str, ...]  # aliases that count only where the full name or a plain alias also stands
    wikidata: str | None


def read_actors(path: Path, ontology: Ontology, *, of_known_classes: bool = False) -> tuple[KnownActor, ...]:
    """The rows of a CSV file with the columns name, class, aliases, ambiguous, wikidata.

    Args:
        path: the file.
        ontology: has the classes.
        of_known_classes: whether rows of classes that the ontology lacks are left out, and not an error.

    Raises:
        OntologyError: the file lacks a column, or a row names a class that does not exist.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = {"name", "class", "aliases"} - set(reader.fieldnames or ())
        if missing:
            raise OntologyError(f"{path}: no column {', '.join(sorted(missing))}")
        rows = [_actor(row) for row in reader]
    if of_known_classes:
        return tuple(actor for actor in rows if actor.class_name in ontology.classes)
    for number, actor in enumerate(rows, start=2):
        if actor.class_name not in ontology.classes:
            raise OntologyError(f"{path}, line {number}: {actor.name} has the unknown class {actor.class_name!r}")
    return tuple(rows)


def _actor(row: dict[str, str]) -> KnownActor:
    def parts(column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in (row.get(column) or "").split("|") if part.strip())

    return KnownActor(
        row["name"].strip(), row["class"].strip(), parts("aliases"), parts("ambiguous"), row.get("wikidata") or None
    )


class Lexicon:
    """Classes of nouns, of names and of titles, as an ontology teaches them."""

    def __init__(self, ontology: Ontology, actors: Iterable[KnownActor] = ()) -> None:
        self.ontology = ontology
        self.actors = tuple(actors)
        self._nouns = {_fold(noun): name for name, c in ontology.classes.items() for noun in c.nouns}
        self._written = {_fold(noun): noun for c in ontology.classes.values() for noun in reversed(c.nouns)}
        self._endings = {tuple(e.split()): name for name, c in ontology.classes.items() for e in c.endings}
        self._suffixes = {e: name for name, c in ontology.classes.items() for e in c.endings if e.startswith(".")}
        self._openings = {tuple(o.split()): name for name, c in ontology.classes.items() for o in c.openings}
        self._vague = {_fold(noun) for c in ontology.classes.values() for noun in c.vague_nouns}
        self._sorted = {_fold(noun) for c in ontology.classes.values() for noun in c.sorted_nouns}
        self._representatives = {
            _fold(noun): c.acts_as for c in ontology.classes.values() for noun in c.representatives
        }
        self._served = {_fold(noun): name for name, c in ontology.classes.items() for noun in c.staff}
        self._officers: dict[str, tuple[str, ...]] = {}
        for noun, name in ((_fold(noun), name) for name, c in ontology.classes.items() for noun in c.officers):
            self._officers[noun] = (*self._officers.get(noun, ()), name)
        self.offices = [
            (title.strip(), body.strip())
            for c in ontology.classes.values()
            for office in c.offices
            for titles, _, bodies in [office.partition(":")]
            for title, body in product(titles.split("|"), bodies.split("|"))
        ]
        self._by_title: dict[str, list[str]] = {}
        for title, body in self.offices:
            self._by_title.setdefault(title.casefold(), []).append(body)
        self._of_any = [(*title.casefold().partition("*")[::2], body) for title, body in self.offices if "*" in title]
        self.titles = {title: name for name, c in ontology.classes.items() for title in c.titles}
        self._genders = {word.lower(): "masculine" for c in ontology.classes.values() for word in c.masculine}
        self._genders |= {word.lower(): "feminine" for c in ontology.classes.values() for word in c.feminine}
        self.of_label = {label: name for name, c in ontology.classes.items() for label in c.name_labels}
        self.plural_class = {c.plural_of: name for name, c in ontology.classes.items() if c.plural_of}

    @cached_property
    def governed(self) -> frozenset[str]:
        """What actors of the list govern: "Turkey" by "Government of Turkey", "US" by "US government"."""
        acting = {c.acts_as for c in self.ontology.classes.values() if c.acts_as}
        names = [name.split() for a in self.actors if a.class_name in acting for name in (a.name, *a.aliases)]
        behind = (name[2 + (name[2:3] == ["the"]) :] for name in names if tuple(name[:2]) in self._openings)
        before = (name[:-1] for name in names if self._nouns.get(_fold(name[-1])) in acting)
        return frozenset(" ".join(words) for words in (*behind, *before) if words)

    @cached_property
    def _purposes(self) -> frozenset[str]:
        """What public bodies of the list are for: "Homeland Security", of which there is a department."""
        names = (name.split() for a in self.actors for name in (a.name, *a.aliases))
        return frozenset(
            " ".join(n[i + 1 :]) for n in names for i in range(1, len(n)) if self.is_opening(n[i - 1 : i + 1])
        )

    def is_purpose(self, words: Sequence[str]) -> bool:
        """Whether a body of the list is called a department, or the like, of these words."""
        return " ".join(words) in self._purposes

    def bodies_of(self, title: str) -> list[str]:
        """The bodies of which the title, in the singular or plural, is an office; "*" in both stands for any words."""
        words = title.casefold()
        one_or_all = dict.fromkeys((words, words.removesuffix("s")))
        found = [body for wording in one_or_all for body in self._by_title.get(wording, ())]
        for before, behind, body in self._of_any:
            if words.startswith(before) and words.endswith(behind) and len(words) > len(before + behind):
                found.append(body.replace("*", title[len(before) : len(title) - len(behind)]))
        return found

    def written(self, noun: str) -> str:
        """The noun as the ontology writes it: "AI", "body-worn camera"."""
        return self._written.get(noun, noun)

    def bare(self, noun: str, class_name: str) -> str:
        """The noun without the vague words at its end: "facial recognition software" is facial recognition."""
        words = noun.split()
        while len(words) > 1 and self.is_vague(words[-1]) and self._nouns.get(" ".join(words[:-1])) == class_name:
            words.pop()
        return " ".join(words)

    def is_ending(self, words: Sequence[str]) -> bool:
        """Whether the words are an ending that names of some class have."""
        return tuple(words) in self._endings

    def is_opening(self, words: Sequence[str]) -> bool:
        """Whether the words are an opening that names of some class have."""
        return tuple(words) in self._openings

    def is_vague(self, noun: str) -> bool:
        """Whether the noun says too little to stand for one thing: "system", "software"."""
        return noun in self._vague

    def is_sorted(self, noun: str) -> bool:
        """Whether a vague noun says enough with any noun before it that tells of which sort it is: "visa algorithm"."""
        return noun in self._sorted

    def is_representative(self, noun: str, *, of_place: bool = False) -> bool:
        """Whether people so called act for the organization, or for the place, they are named with: "officials"."""
        return bool(self._representatives.get(noun)) if of_place else noun in self._representatives

    def served_by(self, noun: str) -> str | None:
        """The class of the bodies that people so called serve: "officers" the police."""
        return self._served.get(noun)

    def led_by(self, noun: str) -> tuple[str, ...]:
        """The classes of the bodies that have officers so called: a "chief executive" companies and charities."""
        return self._officers.get(noun, ())

    def is_person_noun(self, token: Token) -> bool:
        """Whether the word names a job or a role."""
        return self._nouns.get(token.lower_) == self.of_label.get("PER")

    def gender_of(self, word: str) -> str | None:
        """ "masculine" or "feminine" where a title or noun tells it: "Ms", "king"."""
        return self._genders.get(word.lower())

    @property
    def actor_class(self) -> str:
        """The class whose plurals are groups: the root of all who act."""
        return self.ontology.actor_class

    def is_actor(self, class_name: str | None) -> bool:
        """Whether things of the class act."""
        return self.ontology.is_a(class_name, self.actor_class)

    def is_organization(self, class_name: str | None) -> bool:
        """Whether things of the class act and are no human beings; a group of people is one, too."""
        return self.is_actor(class_name) and class_name != self.of_label.get("PER")

    def is_place(self, class_name: str | None) -> bool:
        """Whether others act for things of the class, as a government does for a place."""
        return class_name is not None and self.ontology.classes[class_name].acts_as is not None

    def is_describable(self, class_name: str) -> bool:
        """Whether a thing of the class without a name is told from others by what it is about: a bill is."""
        return self.ontology.classes[class_name].describable

    def is_public(self, class_name: str) -> bool:
        """Whether things of the class are bodies of a place, as what acts for it is, and what is never presumed."""
        classes = self.ontology.classes
        acting = {c.acts_as for c in classes.values() if c.acts_as}
        presumed = {name for c in classes.values() for name in c.presumed} - acting
        vague = {self.actor_class, self.of_label.get("PER"), *self.plural_class.values(), *self.of_label.values()}
        return (
            self.is_actor(class_name)
            and class_name not in vague
            and not any(self.ontology.is_a(class_name, name) for name in presumed)
        )

    def is_thing(self, class_name: str | None) -> bool:
        """Whether things of the class neither act nor stand for those who do."""
        return class_name is not None and not (self.is_actor(class_name) or self.is_place(class_name))

    def noun_class(self, words: Sequence[str], lemma: str) -> str | None:
        """The class of the noun phrase of exactly these words, whose last one has the lemma given."""
        phrase = _fold(" ".join(words))
        found = self._nouns.get(phrase)
        if found is None and words:
            found = self._nouns.get(_fold(" ".join([*words[:-1], lemma])))
        return found

    def thing_at(self, doc: Doc, start: int) -> str | None:
        """The class of the longest noun phrase that begins at a token, where it is that of a thing: "body camera"."""
        for end in range(min(start + LONGEST_NOUN, len(doc)), start, -1):
            found = self.noun_class([t.text for t in doc[start:end] if t.text != "-"], doc[end - 1].lemma_)
            if found is not None:
                return found if self.is_thing(found) else None
        return None

    def noun(self, words: Sequence[str], lemma: str) -> tuple[int, str, str] | None:
        """(number of words, class, phrase) of the longest noun of the ontology that ends the given words."""
        for size in range(min(LONGEST_NOUN, len(words)), 0, -1):
            tail = words[len(words) - size :]
            class_name = self.noun_class(tail, lemma)
            if class_name:
                phrase = _fold(" ".join(tail))
                return size, class_name, phrase if phrase in self._nouns else _fold(" ".join([*tail[:-1], lemma]))
        return None

    def name_class(self, words: Sequence[str]) -> str | None:
        """The class that a name's own words give it.

        The longest opening counts, or the longest ending of what stands before "of" and "for" ("Connecticut Department
        of Emergency Services"), or of the whole; an ending of several words beats an opening ("University of Illinois
        Police Department"), and so does one that says more ("City of Dunmere Police"). A year at the end says nothing.
        """
        words = _as_headed(words)
        opening, ending = self._opening(words), self.ending(words)
        if opening and ending:
            says_more = ending[1] > 1 or self.ontology.is_a(ending[0], opening[0])
            return ending[0] if says_more and opening[1] + ending[1] < len(words) else opening[0]
        if opening:
            return opening[0]
        if ending and ending[1] > 1:
            return ending[0]
        head = self.ending(_head(words))
        if head and not (ending and self.ontology.is_a(ending[0], head[0])):
            return head[0]
        return ending[0] if ending else None

    def _opening(self, words: Sequence[str]) -> tuple[str, int] | None:
        """(class, number of words) of the longest opening."""
        for size in range(min(4, len(words) - 1), 0, -1):
            if found := self._openings.get(tuple(words[:size])):
                return found, size
        return None

    def ending(self, words: Sequence[str]) -> tuple[str, int] | None:
        """(class, number of words) of the longest ending."""
        for size in range(min(5, len(words) - 1), 0, -1):
            if found := self._endings.get(tuple(words[-size:])):
                return found, size
        last = words[-1] if words else ""
        found = next((name for end, name in self._suffixes.items() if last.endswith(end) and last != end), None)
        return (found, 1) if found else None


def _as_headed(words: Sequence[str]) -> Sequence[str]:
    """The words of a name without the year behind it: "Tenure of Office Act of 1867"; the last one with a capital."""
    if len(words) > 1 and words[0][0].isupper() and words[-1].islower():
        return [*words[:-1], words[-1].capitalize()]
    if len(words) < 3 or not words[-1].isdigit():
        return words
    return words[: -2 if words[-2] == "of" else -1]


def _head(words: Sequence[str]) -> Sequence[str]:
    """What stands before the first "of" or "for" of a name."""
    return next((words[:i] for i, word in enumerate(words) if word in ("of", "for", "on")), ())


@lru_cache(maxsize=65536)
def _fold(text: str) -> str:
    return " ".join(text.lower().replace("-", " ").replace("’", "'").replace(" '", "'").split())
