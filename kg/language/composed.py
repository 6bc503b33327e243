"""Headlines for training, composed of lists of words: who does what to whom, over what, in the forms of headlines.

Their verbs are those that are nouns as well ("fines", "rules", "probes"), for which treebanks have too few examples;
the names are those of corpora of names. They are made at random, for training only, and say nothing about anybody.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path

from kg.language.headlinese import CAPITALISED, third_person
from kg.language.phrases import Phrase, after, noun_phrase, possessive, quoted
from kg.language.treebanks import Sentence

#: The lists of words: bodies, titles, things, verbs of several kinds.
WORDS = Path(__file__).resolve().parents[2] / "data" / "training" / "headlines.json"

_CURRENCIES = ("USD", "EUR", "GBP", "AUD")

Names = Mapping[str, Sequence[tuple[str, ...]]]  # the words of names, by class


class Composer:
    """Composes headlines, each time others; `names` are those that it may use."""

    def __init__(self, names: Names, rng: random.Random, words: Path = WORDS) -> None:
        self.names, self.rng = names, rng
        self.lists: dict[str, list[str]] = json.loads(words.read_text("utf-8"))

    def headline(self) -> Sentence:
        """A headline, as a sentence with its tree.

        Its names are not labelled: nobody would write them side by side, and who learns names from them cuts others.
        """
        frames: list[Callable[[], Phrase]] = [
            self._acts, self._acts, self._acts, self._fines, self._orders, self._says, self._is_acted_on,
            self._is_acted_on, self._will_act, self._with_speaker,
        ]  # fmt: skip
        phrase = self.rng.choice(frames)()
        words = [phrase.words[0][0].upper() + phrase.words[0][1:], *phrase.words[1:]]
        if self.rng.random() < CAPITALISED:
            words = [word.title() if word.islower() and len(word) > 3 else word for word in words]
        return Sentence(
            words=words,
            space_after=[True] * len(words),
            lemmas=list(words),
            upos=list(phrase.upos),
            heads=[head + 1 for head in phrase.heads],
            labels=list(phrase.labels),
        )

    def _one(self, of: str) -> str:
        return self.rng.choice(self.lists[of])

    def _name(self, kind: str) -> Phrase:
        """A name: that of a person hangs on its first word, others on their last."""
        words = self.rng.choice(self.names[kind])
        top = 0 if kind == "PER" else len(words) - 1
        label = "flat" if kind == "PER" else "compound"
        return Phrase(
            words,
            ("PROPN",) * len(words),
            tuple(-1 if i == top else top for i in range(len(words))),
            tuple("root" if i == top else label for i in range(len(words))),
        )

    def _actor(self) -> Phrase:
        """Who acts: a name, a body of a country or a place, two names, a person with his title."""
        chance = self.rng.random()
        if chance < 0.4:
            return self._name("ORG")
        if chance < 0.55:
            return noun_phrase(self._one("bodies")).with_parts([(Phrase.word(self._one("demonyms"), "ADJ"), "amod")])
        if chance < 0.7:
            return noun_phrase(self._one("bodies")).with_parts([(self._name("LOC"), "compound")])
        if chance < 0.78:
            return noun_phrase(self._one("bodies"))
        if chance < 0.88:
            link = self.rng.choice([(",", "PUNCT", "punct"), ("and", "CCONJ", "cc")])
            other = self._name("ORG").with_parts([(Phrase.word(*link[:2]), link[2])])
            return self._name("ORG").with_parts((), [(other, "conj")])
        return self._person()

    def _person(self) -> Phrase:
        """A person, mostly with a title and the body it is of: "Acme learning specialist Dana Reyes"."""
        if self.rng.random() < 0.3:
            return self._name("PER")
        title = noun_phrase(self._one("titles"))
        if self.rng.random() < 0.7:
            title = title.with_parts([(self._name("ORG"), "compound")])
        return self._name("PER").with_parts([(title, "nmod")])

    def _thing(self) -> Phrase:
        """A thing, maybe with whose it is and a word in quotation marks: "Acme's 'racist' visa algorithm"."""
        before: list[tuple[Phrase, str]] = []
        chance = self.rng.random()
        if chance < 0.25:
            before.append((self._name("ORG"), "compound"))
        elif chance < 0.4:
            before.append((possessive(self._name("ORG")), "nmod:poss"))
        elif chance < 0.5:
            before.append((Phrase.word(self._one("demonyms"), "ADJ"), "amod"))
        if self.rng.random() < 0.35:
            adjective = Phrase.word(self._one("adjectives"), "ADJ")
            if self.rng.random() < 0.6:
                adjective = quoted(adjective, self.rng.choice(["'", '"']))
            before.append((adjective, "amod"))
        return noun_phrase(self._one("things")).with_parts(before)

    def _object(self) -> Phrase:
        chance = self.rng.random()
        return self._thing() if chance < 0.5 else self._actor() if chance < 0.75 else self._name("ORG")

    def _sum(self) -> Phrase:
        """A sum of money as headlines write it: "EUR 20m", "$ 5 million"."""
        number = Phrase.word(self.rng.choice(["1.4", "20", "5", "350", "7.9", "12"]), "NUM")
        if self.rng.random() < 0.3:
            million = Phrase.word(self.rng.choice(["million", "billion"]), "NUM").with_parts([(number, "compound")])
            return Phrase.word("$", "SYM").with_parts((), [(million, "nummod")])
        currency = Phrase.word(self.rng.choice(_CURRENCIES), "SYM")
        unit = self.rng.choice(["m", "bn", "k"])
        if self.rng.random() < 0.5:
            return currency.with_parts((), [(Phrase.word(number.words[0] + unit, "NUM"), "nummod")])
        return currency.with_parts((), [(Phrase.word(unit, "NUM").with_parts([(number, "compound")]), "nummod")])

    def _circumstances(self) -> list[tuple[Phrase, str]]:
        """What may follow: "over privacy breach", "for scanning shoppers", "on schoolchildren", nothing."""
        chance = self.rng.random()
        if chance < 0.3:
            return []
        if chance < 0.45:
            gerund = self._verb_phrase(_gerund(self._one("acting")))
            return [(gerund.with_parts([(Phrase.word(self.rng.choice(["for", "after"]), "SCONJ"), "mark")]), "advcl")]
        if chance < 0.6:
            return [(after(self.rng.choice(["on", "against"]), noun_phrase(self._one("groups"))), "obl")]
        if chance < 0.7:
            deal = noun_phrase(self._one("deals")).with_parts([(self._name("ORG"), "compound")])
            return [(after(self.rng.choice(["under", "in", "after"]), deal), "obl")]
        preposition = self.rng.choice(["over", "over", "for", "after", "amid", "in", "without"])
        return [(after(preposition, noun_phrase(self._one("matters"))), "obl")]

    def _verb_phrase(self, form: str) -> Phrase:
        return Phrase.word(form, "VERB").with_parts((), [(self._object(), "obj")])

    def _predicate(self, subject: Phrase, lemma: str) -> Phrase:
        return Phrase.word(lemma if subject.is_plural else third_person(lemma), "VERB")

    def _acts(self) -> Phrase:
        subject = self._actor()
        verb = self._predicate(subject, self._one("transitive"))
        return verb.with_parts([(subject, "nsubj")], [(self._object(), "obj"), *self._circumstances()])

    def _fines(self) -> Phrase:
        subject = self._actor()
        verb = self._predicate(subject, self._one("fining"))
        parts = [(self._actor(), "obj"), (self._sum(), "obj"), *self._circumstances()]
        return verb.with_parts([(subject, "nsubj")], parts)

    def _orders(self) -> Phrase:
        subject = self._actor()
        verb = self._predicate(subject, self._one("ordering"))
        act = self._verb_phrase(self._one("acting")).with_parts([(Phrase.word("to", "PART"), "mark")])
        return verb.with_parts([(subject, "nsubj")], [(self._actor(), "obj"), (act, "xcomp")])

    def _says(self) -> Phrase:
        subject = self._actor()
        return self._predicate(subject, self._one("saying")).with_parts([(subject, "nsubj")], [(self._acts(), "ccomp")])

    def _is_acted_on(self) -> Phrase:
        verb, parts = Phrase.word(self._one("participles"), "VERB"), self._circumstances()
        if self.rng.random() < 0.2:
            parts = [(self._sum(), "obj"), *parts]
        if self.rng.random() < 0.6:
            parts = [(after("by", self._actor()), "obl:agent"), *parts]
        return verb.with_parts([(self._object(), "nsubj:pass")], parts)

    def _will_act(self) -> Phrase:
        before = [(self._actor(), "nsubj"), (Phrase.word("to", "PART"), "mark")]
        verb = Phrase.word(self._one("acting"), "VERB")
        return verb.with_parts(before, [(self._object(), "obj"), *self._circumstances()])

    def _with_speaker(self) -> Phrase:
        """Somebody's claim with its source behind it: "Acme scans shoppers, watchdog says"."""
        subject = self._actor()
        comma = (Phrase.word(",", "PUNCT"), "punct")
        said = self._predicate(subject, self._one("saying")).with_parts([comma, (subject, "nsubj")])
        return self._acts().with_parts((), [(said, "parataxis")])


def _gerund(lemma: str) -> str:
    if lemma in ("stop", "drop", "scan", "scrap", "ban"):
        return f"{lemma}{lemma[-1]}ing"
    return f"{lemma.removesuffix('e')}ing"


def names_of(sentences: Iterable[Sentence], longest: int = 3) -> dict[str, list[tuple[str, ...]]]:
    """The names of persons, organizations and places in labelled sentences, by class, each once, in order."""
    found: dict[str, dict[tuple[str, ...], None]] = {"PER": {}, "ORG": {}, "LOC": {}}
    for words, kind in (name for sentence in sentences for name in _names(sentence)):
        if kind in found and len(words) <= longest and all(word[0].isupper() and word.isalpha() for word in words):
            found[kind][words] = None
    return {kind: list(names) for kind, names in found.items()}


def _names(sentence: Sentence) -> Iterator[tuple[tuple[str, ...], str]]:
    """The words and the class of each name."""
    starts = [place for place, label in enumerate(sentence.names) if label.startswith("B")]
    for start in starts:
        inside = takewhile(lambda place: sentence.names[place].startswith("I"), range(start + 1, len(sentence.names)))
        yield tuple(sentence.words[start : start + 1 + sum(1 for _ in inside)]), sentence.names[start][2:]
