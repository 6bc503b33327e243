"""Running the site on this machine until it is interrupted."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from kg.errors import UsageError
from kg.server.application import Limits, application
from kg.server.connections import timed
from kg.server.workers import WAIT

#: Connections at once. A browser opens six, a notebook one; each that stalls costs what one answer has of memory.
CONNECTIONS = 64

EVERYWHERE = ("0.0.0.0", "::", "")


def run(
    folder: Path, limits: Limits, *, host: str, port: int, ready: Callable[[str], object] = lambda address: None
) -> None:
    """Serve the graph of a folder until interrupted.

    Args:
        folder: of the graph.
        limits: what is allowed.
        host: name or address to listen at.
        port: number to listen at; any that is free if it is 0.
        ready: called with the address of the site as soon as it can be opened.

    Raises:
        UsageError: nothing can listen there.
    """
    listening = bound(host, port)
    ready(address(host, listening))
    server(folder, limits, host=host).run(sockets=[listening])


def server(folder: Path, limits: Limits, *, host: str) -> uvicorn.Server:
    """The server of a site, which runs with a socket that listens."""
    site = application(folder, limits, names={host}, any_address=host in EVERYWHERE)
    config = uvicorn.Config(
        site,
        http=timed(limits.seconds + WAIT),
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=2,
    )
    return uvicorn.Server(config)


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens; connections that come before the site is up wait in it.

    Raises:
        UsageError: the host is not of this machine, or the port is taken or not allowed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"cannot listen at {host}, port {port}: {reason}; --port 0 takes a free one") from None


def address(host: str, listening: socket.socket) -> str:
    """Where a browser on this machine finds the site."""
    shown = "localhost" if host in EVERYWHERE else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listening.getsockname()[1]}/"
