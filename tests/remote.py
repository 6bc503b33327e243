"""A SPARQL store that tests start on this machine, and a line to it that breaks."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def oxigraph() -> str:
    """The program of the package `oxigraph`, which the tests need."""
    found = shutil.which("oxigraph") or shutil.which("oxigraph", path=sysconfig.get_path("scripts"))
    if not found:
        raise FileNotFoundError(f"there is no oxigraph server: {sys.executable} -m pip install oxigraph")
    return found


@contextmanager
def serving() -> Iterator[str]:
    """The address of an empty store in memory, as long as the block runs."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen([oxigraph(), "serve", "--bind", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL) as server:
        try:
            while True:
                with suppress(httpx.TransportError):
                    httpx.get(address, trust_env=False)
                    break
                if server.poll() is not None:
                    raise RuntimeError("the oxigraph server has ended")
                time.sleep(0.05)
            yield address
        finally:
            server.terminate()


class BrokenLine:
    """A way to a store on which requests are cut in the middle.

    Attributes:
        address: of this end.
        cuts: how many of the next requests that write are cut when half of their last piece was passed on.
        requests: first lines of all requests that came.
    """

    def __init__(self, address: str) -> None:
        self._to = ("127.0.0.1", int(address.rpartition(":")[2]))
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.cuts = 0
        self.requests: list[str] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=self._pass, args=(self._listening.accept()[0],), daemon=True).start()

    def _pass(self, near: socket.socket) -> None:
        with near, socket.create_connection(self._to) as far, suppress(OSError):
            threading.Thread(target=self._back, args=(far, near), daemon=True).start()
            while piece := near.recv(65536):
                line = piece.partition(b"\r\n")[0].decode("latin-1")
                begins = " HTTP/1" in line
                if begins:
                    self.requests.append(line)
                body = piece.partition(b"\r\n\r\n")[2] if begins else piece
                if self.cuts and body and self.requests[-1].startswith("PUT"):
                    self.cuts -= 1
                    far.sendall(piece[: len(piece) - len(body) // 2])
                    near.shutdown(socket.SHUT_RDWR)  # first, so that nobody hears what the store says to half a request
                    far.shutdown(socket.SHUT_WR)
                    return
                far.sendall(piece)

    @staticmethod
    def _back(far: socket.socket, near: socket.socket) -> None:
        with suppress(OSError):
            while piece := far.recv(65536):
                near.sendall(piece)


def graphs(address: str) -> dict[str, set[str]]:
    """What a store has: the triples of each named graph, each as one text."""
    query = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"
    answer = httpx.post(f"{address}/query", data={"query": query}, trust_env=False, headers={"Accept": "text/csv"})
    found: dict[str, set[str]] = {}
    for line in answer.text.splitlines()[1:]:
        graph, _, triple = line.partition(",")
        found.setdefault(graph, set()).add(triple)
    return found


def folder(home: Path, address: str) -> Path:
    """The folder that stands for a store, below a home."""
    from urllib.parse import quote

    return home / quote(address, safe="")
