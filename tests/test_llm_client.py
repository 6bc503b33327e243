"""Asking a server for chat completions: what it may answer with, and what is never done for it."""

from __future__ import annotations

import gzip
import threading
from contextlib import closing

import pytest
from playback import Reply, claimed, completion, playing

from kg.errors import ReadingError, ServiceError, UsageError
from kg.llm import client as clients
from kg.llm.answers import Answer, Answers, claims_in
from kg.llm.client import Client
from kg.llm.service import Service

MESSAGES = [{"role": "user", "content": "Auk towed Brill."}]
SCHEMA = {"type": "object"}
SECRET = "sk-very-secret"


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def ask(waits):
    """What a server's answers come to; the seconds that would have been waited are kept."""

    def asked(played, **options):
        service = Service.of(played.endpoint, "parrot", {"KG_LLM_KEY": SECRET})
        client = Client(service, sleep=waits.append, **options)
        try:
            return client.ask(MESSAGES, SCHEMA)
        finally:
            client.close()

    return asked


def test_an_answer_comes_with_the_tokens_it_took(ask):
    with playing(completion("Hello", tokens=(7, 3))) as played:
        assert ask(played) == Answer("Hello", 7, 3)
    assert played.asked[0]["model"] == "parrot"
    assert played.asked[0]["response_format"]["json_schema"]["schema"] == SCHEMA
    assert played.headers[0]["Authorization"] == f"Bearer {SECRET}"


def test_a_server_that_knows_no_schemas_is_asked_without_one(ask):
    declined = Reply(b'{"error": {"message": "response_format?"}}', 400)
    with playing(declined, declined, completion("Hello")) as played:
        assert ask(played).text == "Hello"
    assert ["response_format" in question for question in played.asked] == [True, True, False]


def test_a_server_that_is_busy_is_asked_again_after_the_time_it_asks_for(ask, waits):
    with playing(Reply(status=429, headers={"Retry-After": "7"}), Reply(status=500), completion("Hello")) as played:
        assert ask(played).text == "Hello"
    assert waits == [7, 2]


def test_a_server_that_goes_on_failing_ends_the_work(ask, waits):
    with playing(Reply(b'{"error": "out of order"}', 503)) as played, pytest.raises(ServiceError, match="out of order"):
        ask(played)
    assert len(played.asked) == clients.TRIES
    assert waits == [1, 2, 4, 8]


@pytest.mark.parametrize("date", ["3600", "Fri, 31 Dec 2999 23:59:59 GMT", "9" * 400])
def test_nobody_waits_for_hours(ask, waits, date):
    busy = Reply(status=429, headers={"Retry-After": date})
    with playing(busy) as played, pytest.raises(ServiceError, match="asks to wait"):
        ask(played)
    assert not waits


def test_a_redirect_is_not_followed(ask):
    with playing(completion("trap")) as other, playing() as played:
        played.replies.append(Reply(status=307, headers={"Location": f"{other.endpoint}/chat/completions"}))
        with pytest.raises(ServiceError, match="not followed"):
            ask(played)
    assert not other.asked


def test_a_server_that_says_nothing_is_given_up(ask):
    done = threading.Event()
    with playing(Reply(hang=done.wait)) as played:
        with pytest.raises(ServiceError, match="does not answer in time"):
            ask(played, silence=0.05)
        done.set()


def test_a_server_that_is_not_there_is_told(ask):
    with playing(completion("gone")) as played:
        pass
    with pytest.raises(ServiceError, match="cannot be reached"):
        ask(played)


@pytest.mark.parametrize("packed", [False, True])
def test_a_huge_answer_is_not_read_to_its_end(ask, monkeypatch, packed):
    monkeypatch.setattr(clients, "LARGEST", 10_000)
    body = b" " * 1_000_000
    reply = Reply(gzip.compress(body), headers={"Content-Encoding": "gzip"}) if packed else Reply(body)
    with playing(reply) as played:
        assert ask(played) == Answer(None)


@pytest.mark.parametrize(
    "body", [b"<html>", b"[]", b'{"choices": []}', b'{"choices": [{"message": 3}]}', b"[" * 99_999]
)
def test_what_is_no_completion_is_not_taken_for_one(ask, body):
    with playing(Reply(body)) as played, pytest.raises(ServiceError, match="does not answer as a server"):
        ask(played)


@pytest.mark.parametrize("reply", [completion("half", finish="length"), completion(None)])
def test_an_answer_that_was_not_finished_is_of_no_use(ask, reply):
    with playing(reply) as played:
        assert ask(played).text is None


def test_a_key_that_a_server_repeats_is_not_told(ask):
    refused = Reply(f'{{"error": "wrong key {SECRET}"}}'.encode(), 401)
    with playing(refused) as played, pytest.raises(ServiceError, match="wrong key …") as told:
        ask(played)
    assert SECRET not in str(told.value)


def test_a_text_that_is_declined_is_one_documents_fault_only_after_an_answer(ask):
    declined = Reply(b'{"error": "filtered"}', 400)
    with playing(completion("Hello"), declined) as played:
        with closing(Client(Service.of(played.endpoint, "parrot", {}))) as client:
            client.ask(MESSAGES, SCHEMA)
            with pytest.raises(ReadingError, match="filtered"):
                client.ask(MESSAGES, SCHEMA)
        with pytest.raises(ServiceError, match="filtered"):
            ask(played)


@pytest.mark.parametrize(
    "address",
    ["api.openai.com", "ftp://x.y", "https://", "https://a:b@x.y/v1", "https://x.y/v1?key=3", "http://x:99999"],
)
def test_an_address_that_is_none_or_holds_a_secret_is_refused(address):
    with pytest.raises(UsageError):
        Service.of(address, "parrot", {})


def test_a_key_made_for_one_company_is_sent_to_no_other():
    keys = {"OPENAI_API_KEY": SECRET}
    assert Service.of("https://api.openai.com/v1", "m", keys).key == SECRET
    assert Service.of("https://api.openai.com.evil.org/v1", "m", keys).key is None
    assert SECRET not in repr(Service.of("https://api.openai.com/v1", "m", keys))


def test_what_is_on_this_machine_is_told_from_what_is_not():
    local = [Service.of(f"http://{host}/v1", "m", {}).is_local for host in ("localhost:1", "127.0.0.9", "[::1]:8000")]
    away = [Service.of(f"http://{host}/v1", "m", {}).is_local for host in ("localhost.evil.org", "10.0.0.1", "x.y")]
    assert all(local)
    assert not any(away)


def test_answers_are_kept_for_their_owner_only(tmp_path):
    answers = Answers(tmp_path / "kept")
    answers.put("abcdef", Answer("\ud800 text", 1, 2))
    assert answers.get("abcdef") == Answer("\ud800 text", 1, 2)
    (file,) = (tmp_path / "kept").rglob("*.json")
    assert [place.stat().st_mode & 0o077 for place in (tmp_path / "kept", file)] == [0, 0]
    file.write_text('{"text": 3}')
    assert answers.get("abcdef") is None


def test_an_answer_that_cannot_be_kept_ends_the_work(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ServiceError, match="cannot be kept"):
        Answers(tmp_path / "file").put("abcdef", Answer("x"))


def test_claims_are_found_in_an_answer_with_words_around_them():
    assert claims_in('Sure!\n```json\n{"claims": [1]}\n```') == [1]
    useless = (None, "", "no", "{", "}{", '{"claims": 3}', '{"a": 1}', "[" * 99_999, '{"claims": ' + "[" * 99_999 + "}")
    assert [claims_in(text) for text in useless] == [None] * len(useless)
    assert claimed({"subject": "A"}).body
