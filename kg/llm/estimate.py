"""What a build is going to ask of a server, and what it has asked: counted, and put in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.llm.service import Prices, Service

#: Characters of English for each token of the common models, taken low so that estimates are rather too high.
TOKEN = 3.5

#: Tokens of an answer for each one of the passage: a claim of 120 tokens for a sentence in three or four. A guess.
ANSWERED = 1.2

#: Tokens, and price in the currency of the prices given, above which a build asks first.
MANY, DEAR = 200_000, 1.0


@dataclass(slots=True)
class Estimate:
    """What is still to be asked for the documents of a build."""

    documents: int = 0  # of which something is to be asked
    characters: int = 0  # of their passages
    requests: int = 0
    kept: int = 0  # requests that were answered earlier
    given: int = 0  # tokens
    made: int = 0

    def add(self, prompt: int, passage: int) -> None:
        """Count one request by the characters of its instructions and of its passage."""
        self.requests += 1
        self.characters += passage
        self.given += round((prompt + passage) / TOKEN)
        self.made += round(passage / TOKEN * ANSWERED)

    def is_large(self, prices: Prices) -> bool:
        """Whether so much is to be asked that the user is to agree first."""
        price = prices.of(self.given, self.made)
        return self.given + self.made > MANY if price is None else price > DEAR

    def lines(self, service: Service, prices: Prices) -> Iterator[str]:
        """Where the text goes and what it may cost, a line each."""
        if self.requests:
            yield warning(service, self)
            cost = _priced(prices.of(self.given, self.made))
            kept = f"; {self.kept:,} more are answered from the cache" if self.kept else ""
            sent = f"about {self.given:,} tokens in {_count(self.requests, 'request')}"
            yield f"{sent} and {self.made:,} back{cost}{kept}"
        else:
            kept = f"{_count(self.kept, 'request')} answered from the cache" if self.kept else "no document is new"
            yield f"nothing is sent to {service.host}: {kept}"


@dataclass(slots=True)
class Ledger:
    """What was asked in a build, what it took, and what became of the answers."""

    asked: int = 0  # requests
    kept: int = 0  # that were answered from the cache
    useless: int = 0  # answers that were not what was asked for
    given: int = 0  # tokens, as the server counts them
    made: int = 0
    claims: int = 0  # that stood
    dropped: Counter[str] = field(default_factory=Counter)  # claims that did not, by the reason

    def lines(self, service: Service, prices: Prices) -> Iterator[str]:
        """What was asked and what came of it, a line each."""
        cost = _priced(prices.of(self.given, self.made))
        yield (
            f"{service.model} at {service.host}: {_count(self.asked, 'request')}, {self.given:,} tokens in and"
            f" {self.made:,} back{cost}; {self.kept:,} answered from the cache"
        )
        if self.useless:
            yield f"{_count(self.useless, 'answer')} of no use"
        dropped = sum(self.dropped.values())
        yield f"{_count(self.claims + dropped, 'claim')} in the answers: {self.claims:,} kept, {dropped:,} dropped"
        for why, number in sorted(self.dropped.items(), key=lambda row: (-row[1], row[0])):
            yield f"  {number:>6,}  {why}"


def warning(service: Service, estimate: Estimate) -> str:
    """A plain sentence of what is sent where."""
    text = f"the text of {_count(estimate.documents, 'document')} ({estimate.characters:,} characters)"
    if service.is_local:
        return f"{text} is sent to {service.host} on this machine; what is behind it, kg cannot know"
    way = "" if service.is_encrypted else ", UNENCRYPTED: anybody on the way can read it"
    return f"{text} LEAVES THIS MACHINE and goes to {service.host}{way}"


def _priced(price: float | None) -> str:
    if price is None:
        return ""
    return f", {'less than 0.01' if 0 < price < 0.01 else f'{price:,.2f}'} at the prices given"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
