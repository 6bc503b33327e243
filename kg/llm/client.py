"""Asking a server for chat completions: bounded in time, size and tries, and never led to another host."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from kg.errors import ReadingError, ServiceError, UsageError
from kg.llm.answers import Answer
from kg.llm.prompt import LONGEST_ANSWER
from kg.llm.service import KEY, Service

if TYPE_CHECKING:
    import httpx

#: Tries of one question, and the seconds after which the second is made; each next one waits twice as long.
TRIES, FIRST_WAIT = 5, 1.0

#: Seconds that a server may ask to be left alone, between two pieces of an answer, and for a whole answer.
LONGEST_WAIT, SILENCE, PATIENCE = 120.0, 120.0, 600.0

#: Bytes of an answer. One of LONGEST_ANSWER tokens has about 30 kB.
LARGEST = 2_000_000

#: Characters of a server's own words that are told to the user.
_TOLD = 300

_TEMPORARY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
_DECLINED = frozenset({400, 413, 422})
_UNPAID = {401: "is not let in", 402: "has nothing left to pay with", 403: "is not allowed to do this"}


class _AgainError(Exception):
    """This try failed; the next may not."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class _DeclinedError(Exception):
    """The server does not take the question as it is put."""


class Client:
    """Puts questions to one server.

    Args:
        service: the server and the model.
        silence: seconds of silence after which a try is given up.
        sleep: waits for so many seconds.

    Raises:
        UsageError: httpx is not installed.
    """

    def __init__(
        self, service: Service, *, silence: float = SILENCE, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        try:
            import httpx
        except ImportError:
            raise UsageError("the reader 'llm' needs httpx; install it with `pip install 'kg-receipts[llm]'`") from None
        headers = {"Authorization": f"Bearer {service.key}"} if service.key else {}
        self._service, self._sleep = service, sleep
        timeout = httpx.Timeout(silence, connect=min(silence, 20))
        # A proxy of the environment is for what leaves the machine.
        self._http = httpx.Client(headers=headers, timeout=timeout, trust_env=not service.is_local)
        self._form = 0  # of _forms: the first that the server takes
        self._answered = False

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def ask(self, messages: list[dict[str, str]], schema: Mapping[str, Any]) -> Answer:
        """The answer to messages, in the form of a schema where the server knows how.

        Raises:
            ServiceError: the server cannot be reached, refuses, sends elsewhere, or goes on failing.
            ReadingError: it has answered before, but declines these messages.
        """
        forms = list(_forms(schema))
        while True:
            question = {"model": self._service.model, "messages": messages, **forms[self._form]}
            try:
                return self._persistent(question)
            except _DeclinedError as error:
                if not self._answered and self._form + 1 < len(forms):
                    self._form += 1
                elif self._answered:
                    raise ReadingError(self._service.host, f"the server declines it: {error}") from None
                else:
                    raise ServiceError(f"{self._service.host} declines the request: {error}") from None

    def _persistent(self, question: Mapping[str, Any]) -> Answer:
        """The answer, after some tries if need be."""
        for number in range(1, TRIES + 1):
            try:
                answer = self._once(question)
            except _AgainError as error:
                wait = FIRST_WAIT * 2 ** (number - 1) if error.wait is None else error.wait
                if number == TRIES or wait > LONGEST_WAIT:
                    asks = f" and asks to wait for {wait:,.0f} s" if wait > LONGEST_WAIT else f", {number} times"
                    raise ServiceError(f"{self._service.host} {error}{asks}; what was read is kept") from None
                self._sleep(wait)
            else:
                self._answered = True
                return answer
        raise ServiceError(f"{self._service.host} was not asked")

    def _once(self, question: Mapping[str, Any]) -> Answer:
        import httpx

        content = json.dumps(question).encode()
        headers = {"Content-Type": "application/json"}
        try:
            with self._http.stream("POST", self._service.address, content=content, headers=headers) as response:
                return self._judged(response, _bounded(response))
        except httpx.TimeoutException:
            raise _AgainError("does not answer in time") from None
        except (httpx.InvalidURL, UnicodeError) as error:
            raise ServiceError(f"{self._service.endpoint} is no address that can be asked ({error})") from None
        except httpx.HTTPError as error:
            raise _AgainError(f"cannot be reached ({self._told(str(error) or type(error).__name__)})") from None

    def _judged(self, response: httpx.Response, body: bytes | None) -> Answer:
        status = response.status_code
        if status == 200:
            return Answer(None) if body is None else _answer(body)
        said = self._told(_message(body or b""))
        if response.is_redirect:
            place = self._told(response.headers.get("location", "nowhere"))
            raise ServiceError(f"{self._service.host} sends the request on to {place}, which is not followed")
        if status in _DECLINED:
            raise _DeclinedError(said)
        if status in _TEMPORARY:
            raise _AgainError(f"answers with {status} ({said})", _wait(response.headers.get("retry-after", "")))
        why = f"{_UNPAID[status]}: the key is taken from {KEY}" if status in _UNPAID else "fails"
        raise ServiceError(f"the request to {self._service.host} {why} ({status}: {said})")

    def _told(self, words: str) -> str:
        """The server's words, short, on one line, and without the key that it may repeat."""
        hidden = words.replace(self._service.key, "…") if self._service.key else words
        return " ".join(hidden.split())[:_TOLD] or "no reason given"


def _forms(schema: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What is asked of an answer besides the messages, the most exact first; servers decline what they do not know."""
    form = {"type": "json_schema", "json_schema": {"name": "claims", "strict": True, "schema": schema}}
    plain = {"temperature": 0, "max_tokens": LONGEST_ANSWER}
    newer = {"max_completion_tokens": LONGEST_ANSWER}
    yield {**plain, "response_format": form}
    yield {**newer, "response_format": form}
    yield plain
    yield newer
    yield {}


def _bounded(response: httpx.Response) -> bytes | None:
    """The body, unpacked; None if it is larger than allowed or takes too long."""
    parts, size, last = [], 0, time.monotonic() + PATIENCE
    for part in response.iter_bytes(65_536):
        size += len(part)
        if size > LARGEST or time.monotonic() > last:
            return None
        parts.append(part)
    return b"".join(parts)


def _answer(body: bytes) -> Answer:
    """The answer of a chat completion; its text is None where the model has not finished or refuses."""
    try:
        found = json.loads(body)
        choice = found["choices"][0]
        text = choice["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise _AgainError("does not answer as a server of chat completions does") from None
    usage = found.get("usage")
    counts = usage if isinstance(usage, dict) else {}
    whole = isinstance(text, str) and choice.get("finish_reason") != "length"
    return Answer(text if whole else None, _count(counts.get("prompt_tokens")), _count(counts.get("completion_tokens")))


def _count(value: object) -> int:
    """A number of tokens; nothing that is out of all proportion."""
    return value if isinstance(value, int) and 0 <= value < 10**9 else 0


def _message(body: bytes) -> str:
    """What a server says went wrong."""
    try:
        error = json.loads(body)["error"]
        return str(error["message"] if isinstance(error, dict) else error)
    except (ValueError, LookupError, TypeError, RecursionError):
        return body[:_TOLD].decode("utf-8", "replace")


def _wait(retry_after: str) -> float | None:
    """Seconds that a server asks for, as a number or as a date (RFC 9110, 10.2.3)."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return max(0.0, (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
