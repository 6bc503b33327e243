"""The options of `kg build` by which a language model on a server reads, and what is told of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import click

from kg.commands import options
from kg.errors import StoppedError, UsageError

if TYPE_CHECKING:
    from kg.llm.estimate import Estimate
    from kg.llm.reader import LlmReader
    from kg.llm.service import Prices, Service

OWN: Final = "own"
LLM: Final = "llm"
_PRICE = click.FloatRange(min=0)

reading = options.together(
    click.option("--reader", type=click.Choice((OWN, LLM)), help="llm sends text to a server.  [default: own]"),
    click.option("--model", help="Name of the language model, for --reader llm."),
    click.option("--endpoint", metavar="URL", help="OpenAI-compatible server; KG_LLM_KEY holds its key."),
    click.option("--price-in", type=_PRICE, help="Price of a million tokens that are sent."),
    click.option("--price-out", type=_PRICE, help="Price of a million tokens that are written."),
    click.option("--yes", is_flag=True, help="Send much text without asking first."),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options say."""

    reader: str | None
    model: str | None
    endpoint: str | None
    price_in: float | None
    price_out: float | None
    yes: bool

    @classmethod
    def taken_from(cls, given: dict[str, Any]) -> Asked:
        """The options, which are taken out of those of the command."""
        return cls(*(given.pop(name) for name in cls.__slots__))


@contextmanager
def reader(asked: Asked, *, quiet: bool) -> Iterator[LlmReader | Literal["own"] | None]:
    """The reader that is asked for, or None where none is; what it has taken is told at the end, also after an error.

    Raises:
        UsageError: an option is missing or makes no sense, or httpx is not installed.
    """
    if asked.reader != LLM:
        if any((asked.model, asked.endpoint, asked.price_in is not None, asked.price_out is not None, asked.yes)):
            raise UsageError("--model, --endpoint, --price-in, --price-out and --yes belong to --reader llm")
        yield OWN if asked.reader else None
        return
    if not asked.model or not asked.endpoint:
        raise UsageError("--reader llm needs --model NAME and --endpoint URL; nothing is sent anywhere by default")
    from kg.llm.client import Client
    from kg.llm.reader import LlmReader
    from kg.llm.service import Prices, Service

    service, prices = Service.of(asked.endpoint, asked.model, os.environ), Prices(asked.price_in, asked.price_out)
    client = Client(service)
    made = LlmReader(service, client, consent=_consent(service, prices, yes=asked.yes))
    try:
        yield made
    finally:
        client.close()
        if made.ledger.asked or (made.ledger.kept and not quiet):
            _tell(made.ledger.lines(service, prices))


def _consent(service: Service, prices: Prices, *, yes: bool) -> Callable[[Estimate], None]:
    def agree(estimate: Estimate) -> None:
        """Tell what is going to be sent, which `--quiet` does not hush, and ask first if it is much."""
        _tell(estimate.lines(service, prices))
        if yes or not estimate.is_large(prices):
            return
        if not sys.stdin.isatty():
            raise UsageError("this is much; give --yes if it is to be sent. Nothing was sent")
        if not click.confirm("Send it?", err=True):
            raise StoppedError("nothing was sent")

    return agree


def _tell(lines: Iterator[str]) -> None:
    from kg.tables import printable

    for line in lines:
        click.echo(printable(line), err=True)
