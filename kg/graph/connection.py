"""Talking to a SPARQL 1.1 store over HTTP: queries, and whole named graphs put, added to, or deleted.

Whatever is asked here may be asked twice with the same effect, so that a lost connection is tried again. A named graph
is put in one request of a length that the store knows: it has all of it, or keeps the old one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, NamedTuple
from urllib.parse import urlsplit

import httpx

from kg.addresses import is_here
from kg.errors import LimitError, QueryError, StoreError, UsageError
from kg.graph.credentials import PASSWORD, USER, credentials

TIMEOUT_VARIABLE = "KG_STORE_TIMEOUT"

#: Seconds without a sign of the store, as public endpoints allow; a connection is there in 10 or not at all.
PATIENCE, CONNECTING = 60.0, 10.0

#: Seconds before each further try: a store that is restarted is there again after some.
PAUSES = (0.5, 2.0, 4.0)

#: Bytes of an answer that are held in memory, and bytes after which it is given up.
HELD, MOST = 20_000_000, 2_000_000_000

#: Where servers answer queries and keep named graphs, behind their address. The first that answers is taken.
QUERY_PLACES = ("/query", "/sparql", "")
GRAPH_PLACES = ("/store", "/data", "/sparql-graph-crud-auth", "/rdf-graphs/service")

JSON = "application/sparql-results+json"

_AGAIN = frozenset({429, 502, 503, 504})
_LOST = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError)
_LONGEST_REASON = 300  # characters


class Answer(NamedTuple):
    """What a store says to a query: a file, at its beginning, and the media type of its content."""

    content: IO[bytes]
    media_type: str


class Connection:
    """A store at an address. Errors name its host and the reason.

    Args:
        address: as `kg.addresses.normal` has it.
        pauses: seconds to wait before each further try; `PAUSES` if not given.
    """

    def __init__(self, address: str, *, pauses: tuple[float, ...] | None = None) -> None:
        parts = urlsplit(address)
        self.address = address
        self.host = parts.netloc
        self._pauses = PAUSES if pauses is None else pauses
        self._places: dict[str, str] = {}
        self._client = httpx.Client(
            auth=credentials(parts.hostname or ""),
            timeout=httpx.Timeout(_patience(), connect=CONNECTING),
            trust_env=not is_here(address),
            headers={"User-Agent": "kg-receipts"},
        )

    def ask(self, query: str, accept: str, values: Mapping[str, str | list[str]] | None = None) -> Answer:
        """The answer to a query, whole.

        Args:
            query: its text, with all its prefixes.
            accept: media types that are understood.
            values: further values of the SPARQL protocol.

        Raises:
            StoreError: the store cannot be reached, or refuses to answer.
            QueryError: the store does not understand the query.
            LimitError: the answer takes too long, is too large, or was cut short by the store.
        """
        place = self._places.get("query") or self._query_place()
        data = {"query": query, **(values or {})}
        return self._kept("POST", place, data=data, headers={"Accept": accept})

    def put(self, graph: str, content: bytes) -> None:
        """Replace a named graph by N-Triples, whole or not at all.

        Raises:
            StoreError: it cannot be written; the store has the old graph.
        """
        self._write("PUT", graph, content)

    def add(self, graph: str, content: bytes) -> None:
        """Add N-Triples to a named graph, which is made if there is none."""
        self._write("POST", graph, content)

    def delete(self, graph: str) -> None:
        """Delete a named graph; that there is none is no error."""
        self._write("DELETE", graph)

    def _query_place(self) -> str:
        """Where the server answers queries."""
        reasons = []
        for place in QUERY_PLACES:
            try:
                answer = self._kept("POST", place, data={"query": "ASK {}"}, headers={"Accept": JSON})
            except (_AbsentError, QueryError) as error:
                reasons.append(str(error))
                continue
            if answer.media_type == JSON:
                self._places["query"] = place
                return place
        told = f": {reasons[0]}" if reasons else ""
        raise StoreError(f"{self.address} answers no SPARQL queries{told}; give the address of a store or a dataset")

    def _write(self, method: str, graph: str, content: bytes | None = None) -> None:
        places = [self._places["graphs"]] if "graphs" in self._places else GRAPH_PLACES
        for place in places:
            try:
                # All N-Triples are Turtle, which every server has to read.
                headers = {} if content is None else {"Content-Type": "text/turtle; charset=utf-8"}
                self._kept(method, place, params={"graph": graph}, content=content, headers=headers)
            except _AbsentError:
                if method == "DELETE" and "graphs" in self._places:
                    return
                continue
            except QueryError as error:
                raise StoreError(str(error)) from None
            self._places["graphs"] = place
            return
        raise StoreError(f"{self.host} has no Graph Store Protocol, or does not let {graph} be written ({method})")

    def _kept(
        self,
        method: str,
        place: str,
        *,
        headers: Mapping[str, str],
        params: Mapping[str, str] | None = None,
        content: bytes | None = None,
        data: Mapping[str, str | list[str]] | None = None,
    ) -> Answer:
        """The answer to a request, read to its end; a connection that is lost is tried again."""
        request = self._client.build_request(
            method, self.address + place, headers=headers, params=params, content=content, data=data
        )
        pauses = iter(self._pauses)
        while True:
            try:
                with self._told():
                    return self._sent(request)
            except _LostError as lost:
                pause = next(pauses, None)
                if pause is None:
                    raise StoreError(f"{lost}; tried {len(self._pauses) + 1} times") from None
                time.sleep(pause)

    def _sent(self, request: httpx.Request) -> Answer:
        response = self._client.send(request, stream=True)
        try:
            if response.is_success:
                self._refuse_part(response)
                return Answer(self._spooled(response), _media_type(response))
            response.read()
        finally:
            response.close()
        raise self._refusal(response)

    def _spooled(self, response: httpx.Response) -> IO[bytes]:
        """The content of a response, in memory or, when it is large, on disk."""
        file: IO[bytes] = SpooledTemporaryFile(HELD)  # noqa: SIM115 (read by the caller)
        for piece in response.iter_bytes():
            file.write(piece)
            if file.tell() > MOST:
                raise LimitError(f"the answer of {self.host} is larger than {MOST / 1e9:g} GB; ask for less")
        file.seek(0)
        return file

    def _refuse_part(self, response: httpx.Response) -> None:
        """Virtuoso cuts what it thinks too long, and says so in a header only."""
        if most := response.headers.get("X-SPARQL-MaxRows"):
            raise LimitError(f"{self.host} gives {most} rows and no more; let its ResultSetMaxRows allow more")
        if response.headers.get("X-SQL-State") == "S1TAT":
            raise LimitError(f"{self.host} gave up the query after its time limit (MaxQueryExecutionTime)")

    def _refusal(self, response: httpx.Response) -> Exception:
        code, reason = response.status_code, _reason(response)
        if code == 401:
            return StoreError(f"{self.host} wants a user and a password: {USER} and {PASSWORD}, or ~/.netrc ({reason})")
        if code == 403:
            return StoreError(f"{self.host} does not allow this: {reason}")
        if code in (404, 405, 501):
            return _AbsentError(f"{self.host}: {reason}")
        if code in _AGAIN:
            return _LostError(f"{self.host} does not answer at present: {reason}")
        if response.is_redirect:
            where = response.headers.get("Location", "elsewhere")
            return StoreError(f"{self.host} leads to {where}; give that address if you trust it")
        return QueryError(f"{self.host} cannot do this: {reason}")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of the network as ours."""
        try:
            yield
        except _LOST as error:
            raise _LostError(f"{self.host} cannot be reached: {_cause(error)}") from None
        except httpx.TimeoutException:
            limit = f"{_patience():g} s; {TIMEOUT_VARIABLE} in the environment allows more"
            raise LimitError(f"{self.host} has not answered for {limit}") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise StoreError(f"{self.host} cannot be asked: {_cause(error)}") from None


class _LostError(StoreError):
    """The store could not be reached, or broke off."""


class _AbsentError(StoreError):
    """There is nothing at a place, or it does not do what is asked."""


def _patience() -> float:
    given = os.environ.get(TIMEOUT_VARIABLE) or PATIENCE
    try:
        seconds = float(given)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= 86_400:
        raise UsageError(f"{TIMEOUT_VARIABLE} is '{given}'; it has to be a number of seconds")
    return seconds


def _media_type(response: httpx.Response) -> str:
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip().casefold()


def _reason(response: httpx.Response) -> str:
    """What a server says, on one line, or the name of its status where it shows a page."""
    told = " ".join(response.text.split())
    if not told or told.startswith("<"):
        return f"{response.status_code} {response.reason_phrase}"
    return f"{told[:_LONGEST_REASON]} ({response.status_code})"


def _cause(error: Exception) -> str:
    return str(error) or type(error).__name__
