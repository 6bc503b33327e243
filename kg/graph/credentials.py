"""Who asks a store on another machine: user and password of the environment or of netrc, in the way that it wants."""

from __future__ import annotations

import netrc
import os
from collections.abc import Generator
from pathlib import Path

import httpx

from kg.errors import UsageError

USER, PASSWORD, TOKEN = "KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"


class Credentials(httpx.Auth):
    """A user with a password. Nothing is sent before the store asks for it; Digest never sends the password itself."""

    def __init__(self, user: str, password: str) -> None:
        self._user, self._password = user, password
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """The request as it is, and again as the store has asked for it; from then on as it was asked for."""
        if self._chosen is None:
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED:
                return
            wanted = response.headers.get("WWW-Authenticate", "").casefold()
            kind = httpx.DigestAuth if wanted.startswith("digest") else httpx.BasicAuth
            self._chosen = kind(self._user, self._password)
        yield from self._chosen.auth_flow(request)


class Token(httpx.Auth):
    """A token that stands for a user."""

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """The request with the token."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


def credentials(host: str) -> httpx.Auth | None:
    """What a store on a host is asked with: as the environment says, else as netrc says of the host; None if neither.

    Raises:
        UsageError: netrc cannot be read, or the environment has a user without a password.
    """
    if token := os.environ.get(TOKEN):
        return Token(token)
    if user := os.environ.get(USER):
        if (password := os.environ.get(PASSWORD)) is None:
            raise UsageError(f"{USER} is set and {PASSWORD} is not")
        return Credentials(user, password)
    file = Path(os.environ.get("NETRC") or os.path.expanduser("~/.netrc"))  # noqa: PTH111 (Path.home may raise)
    try:
        found = netrc.netrc(str(file)).authenticators(host)
    except FileNotFoundError:
        return None
    except (OSError, netrc.NetrcParseError) as error:
        raise UsageError(f"{file} cannot be read: {error}") from None
    return Credentials(found[0], found[2]) if found else None
