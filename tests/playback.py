"""A server of chat completions on this machine that plays back what it is given, and keeps what it is asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

#: What a claim of an answer needs beside its ends, relation and quote.
PLAIN = {"polarity": "affirmed", "modality": "factual", **dict.fromkeys(("by", "technology", "role", "amount", "when"))}


@dataclass
class Reply:
    """An answer of the server, byte by byte."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    hang: Callable[[], Any] | None = None  # called before anything is sent


def completion(content: object, *, finish: str = "stop", tokens: tuple[int, int] = (100, 10)) -> Reply:
    """A chat completion; anything but a text is written as JSON."""
    text = content if isinstance(content, str) or content is None else json.dumps(content)
    usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1]}
    choice = {"message": {"role": "assistant", "content": text}, "finish_reason": finish}
    return Reply(json.dumps({"choices": [choice], "usage": usage}).encode())


def claimed(*claims: dict[str, Any], **rest: Any) -> Reply:
    """A chat completion with claims."""
    return completion({"claims": [{**PLAIN, **claim} for claim in claims]}, **rest)


@dataclass
class Playback:
    """Replies in their order; the last one is played again and again."""

    replies: list[Reply]
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    endpoint: str = ""

    def next(self, question: bytes, headers: dict[str, str]) -> Reply:
        """The reply to a question."""
        self.asked.append(json.loads(question))
        self.headers.append(headers)
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    @property
    def passages(self) -> list[str]:
        """The texts that were sent."""
        return [question["messages"][-1]["content"] for question in self.asked]


@contextmanager
def playing(*replies: Reply) -> Iterator[Playback]:
    """A server that plays the replies back until the block ends."""
    played = Playback(list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = self.rfile.read(int(self.headers["Content-Length"]))
            reply = played.next(question, dict(self.headers))
            if reply.hang:
                reply.hang()
            try:
                self.send_response(reply.status)
                for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)
            except OSError:  # whoever asked has gone
                pass

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    played.endpoint = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield played
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
