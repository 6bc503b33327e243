"""What every request has to pass and every response carries, whatever the page."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Bytes of a request's body: a query of a million characters is none that a person wrote.
MOST_BODY = 1_000_000

#: Bytes of a response that are sent at once: what uvicorn lets wait for a client.
PIECE = 65_536

#: Names by which a machine calls itself.
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}


class Guards:
    """Lets requests pass that are small and come from this site, and adds headers to the responses.

    A page of another site may neither frame nor read what is served here, nor ask in its reader's name: the name it
    would reach this machine by is not one of `names` (DNS rebinding), and its browser says where a request comes from.
    """

    def __init__(self, app: ASGIApp, names: Collection[str], *, any_address: bool = False) -> None:
        self._app = app
        self._names = {name.lower() for name in names}
        self._any_address = any_address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            for piece in _pieces(message):
                await send(piece)

        await (self._refusal(Headers(scope=scope), scope["method"]) or self._app)(scope, receive, guarded)

    def _refusal(self, headers: Headers, method: str) -> ASGIApp | None:
        if not self._is_ours(headers.get("host", "")):
            return PlainTextResponse("this server does not answer to that name\n", 421)
        links = headers.get("sec-fetch-mode") == "navigate" and method == "GET"
        if headers.get("sec-fetch-site") == "cross-site" and not links:
            return PlainTextResponse("pages of other sites may not ask here\n", 403)
        if _length(headers) > MOST_BODY:
            return PlainTextResponse(f"a request may have {MOST_BODY:,} bytes\n", 413)
        return None

    def _is_ours(self, host: str) -> bool:
        """Whether a Host header names this server. An address cannot be rebound, so any will do where all are bound."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name in self._names or (self._any_address and _is_address(name))


async def bounded_body(request: Request) -> bytes | None:
    """The body of a request, or nothing where it is larger than is allowed."""
    content = bytearray()
    async for piece in request.stream():
        content += piece
        if len(content) > MOST_BODY:
            return None
    return bytes(content)


def _pieces(message: Message) -> Iterator[Message]:
    """A message whose body is sent in pieces, so that no more of it waits in memory than its client takes."""
    body = message.get("body", b"")
    for start in range(0, len(body) - PIECE, PIECE):
        yield {**message, "body": body[start : start + PIECE], "more_body": True}
    yield {**message, "body": body[(max(len(body), 1) - 1) // PIECE * PIECE :]} if "body" in message else message


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _length(headers: Headers) -> int:
    given = headers.get("content-length", "0")
    return int(given) if given.isascii() and given.isdigit() else 0
