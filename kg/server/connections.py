"""Connections that are closed when their client takes too long, which uvicorn does not do by itself.

Its keep-alive limit counts only between requests: a client that never ends its request, or never reads the answer,
would hold its connection for ever. See https://github.com/Kludex/uvicorn/issues/157.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

#: Seconds in which a request has to arrive. A megabyte does at the speed of a bad mobile line.
RECEIVING = 20.0

#: Seconds from the end of a request to the end of its answer, beyond the time that answers may take to be found.
SENDING = 60.0


class Timed(H11Protocol):
    """A connection that has to send each request, and to take each answer, in time."""

    #: Seconds that an answer may take to be found, waiting included.
    answering = 60.0

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Expect a request."""
        super().connection_made(transport)
        self._expect(RECEIVING)

    def data_received(self, data: bytes) -> None:
        """Take a part of a request; when the last has come, expect that the answer is taken."""
        before = self._arrived()
        super().data_received(data)
        if self._arrived() and not before:
            self._expect(self.answering + SENDING)

    def on_response_complete(self) -> None:
        """Expect the next request; uvicorn closes the connection earlier if none begins."""
        self._expect(RECEIVING)
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing any more."""
        if self._deadline:
            self._deadline.cancel()
        super().connection_lost(exc)

    def _arrived(self) -> bool:
        """Whether a request has come as a whole, and is not answered yet."""
        return self.cycle is not None and not self.cycle.more_body and not self.cycle.response_complete

    def _expect(self, seconds: float) -> None:
        if self._deadline:
            self._deadline.cancel()
        self._deadline = self.loop.call_later(seconds, self.transport.abort)


def timed(answering: float) -> type[Timed]:
    """Such connections for answers that may take so many seconds to be found."""
    return type("Timed", (Timed,), {"answering": answering})
