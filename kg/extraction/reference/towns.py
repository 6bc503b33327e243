"""Towns that a document names only in the names of their bodies: "the city" after "the Eastmere Police Department"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.naming.mentions import NAME, Mention
from kg.extraction.reference.discourse import Discourse
from kg.extraction.reference.referents import Referent

#: First words of the endings by which bodies of a town are called; what is called "State Police" or "University Police"
#: is none, and a "Transit Authority" may serve many.
_OF_TOWNS = frozenset(
    {"Police", "Sheriff", "Sheriff's", "City", "Town", "County", "Fire", "Mayor's", "Borough", "Council"}
)

#: Nouns for any town; others have to be a word of the name: "the township" is "Marlow Township".
_ANY = frozenset({"City", "Town"})


class Towns:
    """Finds the town that a document speaks of; made for a document."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse, self._lexicon = discourse, discourse.lexicon
        self._found: dict[str, Referent] = {}

    def meant(self, mention: Mention) -> Referent | None:
        """The town that is meant by "the city" or "the county": that of all bodies of towns named so far."""
        noun = mention.noun.capitalize()
        if not self._lexicon.is_opening([noun, "of"]):
            return None
        towns = {town: body for body, town in self._bodies(mention) if self._is_called(town, noun)}
        elsewhere = {r.name for r in self._named(mention) if self._lexicon.is_place(r.class_name)} - towns.keys()
        if len(towns) != 1 or elsewhere:
            return None
        ((town, body),) = towns.items()
        return self._referent(town, body)

    def _named(self, mention: Mention) -> Iterator[Referent]:
        referents = self._discourse.references.referents
        return (r for r in referents if r.is_named and r.mentions[0].start < mention.start)

    def _bodies(self, mention: Mention) -> Iterator[tuple[Mention, str]]:
        """The bodies of towns named before, each with the name of its town."""
        for referent in self._named(mention):
            first = referent.mentions[0]
            words = first.text(self._discourse.doc).replace("’", "'").split()
            ending = self._lexicon.ending(words)
            if ending and self._lexicon.is_public(ending[0]) and words[-ending[1]] in _OF_TOWNS:
                yield first, " ".join(words[: -ending[1]])

    def _is_called(self, town: str, noun: str) -> bool:
        """Whether a town may be called by the noun."""
        last = town.rpartition(" ")[2]
        if self._lexicon.is_opening([last, "of"]):
            return last == noun
        return noun in _ANY and self._lexicon.name_class(["the", *town.split()]) is None

    def _referent(self, town: str, body: Mention) -> Referent:
        """Whoever is called so, or somebody new, who is named where the body is."""
        named = [r for r in self._discourse.references.referents if r.is_named and r.name == town]
        if named or town in self._found:
            return named[0] if named else self._found[town]
        words = len(town.split())
        place = self._lexicon.of_label["LOC"]
        mention = replace(
            body, end=body.start + words, head=body.start + words - 1, name=town, class_name=place, actor=None
        )
        found = self._found[town] = Referent(town, place, True, NAME, [mention])
        self._discourse.references.referents.append(found)
        return found
