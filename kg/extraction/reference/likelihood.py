"""How likely a reference means each of those whom it may mean, or nobody: learned from labelled references.

A log-linear ranking of the candidates against each other and against "none of them", after Denis and Baldridge
("Specialized Models and Ranking for Coreference Resolution", EMNLP 2008). What speaks for a candidate by the rules of
`salience` and `binding` is one of the features; `kg.training.antecedents` learns what each is worth.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.tokens import Token

from kg.extraction.naming.mentions import NAME, NOUN, PRONOUN, Mention
from kg.extraction.reference.discourse import Discourse
from kg.extraction.reference.referents import Referent
from kg.extraction.reference.salience import Candidate, top

#: What was learned.
WEIGHTS = Path(__file__).with_name("likelihood.json")

#: Candidates that are compared, the most prominent ones.
MOST = 8

#: Chance below which a reference stays open. Of 0.3, 0.35 and 0.4 on 50 articles that nothing was learned from, this
#: makes the fewest wrong claims for the right ones; they differ by two or three claims.
LEAST = 0.35

_ROLES = {"nsubj": "subject", "nsubj:pass": "subject", "obj": "object", "iobj": "object", "nmod:poss": "possessor"}
_OBLIQUE = frozenset({"obl", "obl:agent"})
_CLAUSAL = frozenset({"ccomp", "advcl", "acl:relcl", "acl", "xcomp", "conj"})
_SINGULAR, _PLURAL = frozenset({"it", "itself"}), frozenset({"they", "them", "their", "themselves"})

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Choice:
    """A reference with those whom it may mean, the most prominent first.

    `fits` tells of each how well it fills the place, from 0 to 1, `called` whether the noun has been said of it, and
    `is_bare` whether the noun says no more than what kind of body it is: "the company".
    """

    mention: Mention
    candidates: Sequence[Candidate]
    fits: Sequence[float]
    called: Sequence[bool]
    is_bare: bool = False


class Likelihood:
    """Weighs candidates by what was learned.

    Args:
        weights: of the features; what is not among them counts nothing.
        bias: of all that is not nobody.
    """

    def __init__(self, weights: Mapping[str, float], bias: float) -> None:
        self._weights, self._bias = weights, bias

    @classmethod
    @cache
    def shipped(cls) -> Likelihood:
        """The weights that the program comes with."""
        learned = json.loads(WEIGHTS.read_text("utf-8"))
        return cls(learned["weights"], learned["bias"])

    def likeliest(self, discourse: Discourse, choice: Choice) -> Candidate | None:
        """The candidate that is most likely meant, unless it is likelier that none is.

        One that is less prominent than another is not chosen, unless it was called so: of 26 such choices in texts that
        were learned from, half were wrong.
        """
        chances = self.chances(features(discourse, choice))
        best = max(range(len(chances)), key=chances.__getitem__, default=None)
        if best is None or chances[best] < LEAST or (best > 0 and not choice.called[best]):
            return None
        return choice.candidates[best]

    def chances(self, rows: Sequence[Features]) -> list[float]:
        """The chance of each candidate, given its features; with that of nobody they add up to 1."""
        scores = [self._bias + sum(self._weights.get(name, 0.0) * value for name, value in row.items()) for row in rows]
        highest = max([*scores, 0.0])
        odds = [math.exp(score - highest) for score in scores]
        return [one / (sum(odds) + math.exp(-highest)) for one in odds]


def features(discourse: Discourse, choice: Choice) -> list[Features]:
    """What is known of each candidate of a reference, and of the reference itself."""
    shared = _of_reference(discourse, choice)
    return [shared | _of_candidate(discourse, choice, number) for number in range(len(choice.candidates))]


def _of_reference(discourse: Discourse, choice: Choice) -> Features:
    mention = choice.mention
    token = discourse.doc[mention.head]
    name = mention.name if mention.kind == PRONOUN else ""
    told = {
        f"is {_role(token)}": True,
        "predicated": any(child.dep_ == "cop" for child in token.head.children),
        "of adjective": token.head.pos_ == "ADJ",
        "opens": token.i == token.sent.start,
        "quoted": discourse.speaker_at(mention.head) is not None,
        "in clause": token.head.dep_ in _CLAUSAL,
        "wanted": discourse.preferences.knows(discourse.clauses, discourse.clauses.unit_of[mention.head]),
        "it": name in _SINGULAR,
        "its": name == "its",
        "they": name in _PLURAL,
        "noun": mention.kind == NOUN,
        "bare": choice.is_bare,
    }
    return {name: 1.0 for name, holds in told.items() if holds}


def _of_candidate(discourse: Discourse, choice: Choice, number: int) -> Features:
    mention, candidate = choice.mention, choice.candidates[number]
    head, referent = candidate.heads[-1], candidate.only
    others, place = choice.candidates, discourse.doc[head]
    highest = others[0].weight or 1.0
    rival = others[1 if number == 0 else 0].weight if len(others) > 1 else 0.0
    counts = [_count(other, mention) for other in others]
    back = discourse.sentence_of(mention.start) - discourse.sentence_of(head)
    role = _role(place)
    told = {
        f"as {role}": True,
        f"{min(back, 2)} back": True,
        "parallel": role == _role(discourse.doc[mention.head]),
        "goes on": role == _role(discourse.doc[mention.head]) == "subject" and back == 1,
        "first and named": number == 0 and bool(candidate.referents),
        "first": number == 0,
        "unknown": not candidate.referents,
        "several": len(candidate.referents) > 1,
        "plural": candidate.plural,
        "called": choice.called[number],
        "behind": head > mention.start,
    }
    measured = {
        "prominence": candidate.weight / highest,
        "weight": math.log1p(candidate.weight),
        "margin": (candidate.weight - rival) / highest,
        "distance": math.log1p(max(0, mention.start - head)),
        "mentions": math.log1p(counts[number]),
        "share": counts[number] / max(1, *counts),
        "fit": choice.fits[number],
        "candidates": math.log(len(others)),
    }
    known = {} if referent is None else _of_referent(discourse, choice, referent, head)
    return {name: 1.0 for name, holds in (told | known).items() if holds} | measured


def _of_referent(discourse: Discourse, choice: Choice, referent: Referent, head: int) -> dict[str, bool]:
    """What is known of somebody: what it is, and how it was last spoken of."""
    lexicon, class_name, mention = discourse.lexicon, referent.class_name, choice.mention
    before = [m for m in referent.mentions if m.start < mention.start]
    there = [m for m in referent.mentions if m.kind == PRONOUN and m.head == head]
    all_before = (_last(other.only, mention) for other in choice.candidates if other.only is not None)
    return {
        "named": referent.is_named,
        "organization": lexicon.is_organization(class_name),
        "place": lexicon.is_place(class_name),
        "person": discourse.is_person(referent),
        "thing": lexicon.is_thing(class_name),
        "of no class": class_name is None,
        "certain": referent.certain,
        "in lead": discourse.sentence_of(referent.mentions[0].start) == 0,
        "last a pronoun": bool(there),
        "last the same": any(m.name == mention.name for m in there),
        "last a name": bool(before) and max(before, key=lambda m: m.start).kind == NAME,
        "nearest": bool(before) and _last(referent, mention) == max(all_before),
        "same class": mention.kind == NOUN and class_name == mention.noun_class,
    }


def _last(referent: Referent, mention: Mention) -> int:
    """Where somebody was last spoken of before a mention."""
    return max((m.start for m in referent.mentions if m.start < mention.start), default=-1)


def _count(candidate: Candidate, mention: Mention) -> int:
    """How often somebody was spoken of before a mention; of what nobody knows, how often shortly before."""
    if candidate.only is None:
        return len(candidate.heads)
    return sum(m.start < mention.start for m in candidate.only.mentions)


def _role(token: Token) -> str:
    """The place in its clause of a token, or of what it is coordinated with."""
    label = top(token).dep_
    return "oblique" if label in _OBLIQUE else _ROLES.get(label, "other")
