"""A server of language models: where it is, which model is asked, and what it is paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Self
from urllib.parse import SplitResult, urlsplit

from kg.errors import UsageError

#: Where keys are taken from. One that was made for OpenAI is sent nowhere else.
KEY, OPENAI_KEY = "KG_LLM_KEY", "OPENAI_API_KEY"
_OPENAI = "api.openai.com"

_PATH = "/chat/completions"
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Service:
    """A server that speaks OpenAI's protocol of chat completions, and one of its models."""

    endpoint: str  # "https://api.openai.com/v1"
    model: str
    key: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, endpoint: str, model: str, environment: Mapping[str, str]) -> Self:
        """The service at an address, its key taken from the environment.

        Args:
            endpoint: the address under which the server has `/chat/completions`, with or without that.
            model: its name there.
            environment: variables; KG_LLM_KEY holds the key, or OPENAI_API_KEY that for api.openai.com.

        Raises:
            UsageError: the address is not one of a server or holds a secret, or a name or key cannot be sent.
        """
        parts = _parts(endpoint)
        if not 0 < len(model) <= _LONGEST_NAME or not model.isprintable() or model != model.strip():
            raise UsageError(f"{model!r} cannot be the name of a model")
        key = environment.get(KEY, "").strip()
        if not key and parts.hostname == _OPENAI:
            key = environment.get(OPENAI_KEY, "").strip()
        if not (key.isascii() and key.isprintable()):
            raise UsageError(f"the key in {KEY} has characters that no key has")
        return cls(endpoint.rstrip("/").removesuffix(_PATH), model, key or None)

    @property
    def address(self) -> str:
        """Where requests are sent."""
        return self.endpoint + _PATH

    @property
    def host(self) -> str:
        """The server's name, with its port if one is given."""
        return urlsplit(self.endpoint).netloc

    @property
    def is_local(self) -> bool:
        """Whether the server is on this machine."""
        name = urlsplit(self.endpoint).hostname or ""
        try:
            return name == "localhost" or ip_address(name).is_loopback
        except ValueError:
            return False

    @property
    def is_encrypted(self) -> bool:
        """Whether nobody on the way can read what is sent."""
        return self.endpoint.lower().startswith("https:")


def _parts(endpoint: str) -> SplitResult:
    try:
        parts = urlsplit(endpoint)
        sound = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        sound = False
    if not sound or not endpoint.isprintable() or " " in endpoint:
        raise UsageError(f"'{endpoint}' is no address of a server; write it as https://api.openai.com/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise UsageError(f"the address of the server at {parts.hostname} holds more than a path; a key goes into {KEY}")
    return parts


@dataclass(frozen=True, slots=True)
class Prices:
    """What a server asks for a million tokens, in whatever currency; None where it is not known."""

    given: float | None = None  # of what is sent to it
    made: float | None = None  # of what it writes

    def of(self, given: int, made: int) -> float | None:
        """The price of so many tokens, or None where it is not known."""
        if self.given is None and self.made is None:
            return None
        return ((self.given or 0) * given + (self.made or 0) * made) / 1_000_000
