"""User and password for a store: where they come from, and what is sent to whom."""

import httpx
import pytest

from kg.errors import StoreError, UsageError
from kg.graph.connection import Connection
from kg.graph.credentials import Credentials, credentials

DIGEST = 'Digest realm="SPARQL", nonce="83cfe2", qop="auth", algorithm="MD5"'


@pytest.fixture(autouse=True)
def nobody(monkeypatch, tmp_path):
    for name in ("KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


def asked(known, challenge, times=1):
    """What a store that asks for a user is sent in one request after another."""
    seen = []

    def answer(request):
        seen.append(request.headers.get("Authorization"))
        return httpx.Response(200) if seen[-1] else httpx.Response(401, headers={"WWW-Authenticate": challenge})

    with httpx.Client(transport=httpx.MockTransport(answer), auth=known) as client:
        for _ in range(times):
            assert client.get("http://host/").status_code == 200
    return seen


def test_a_store_is_told_who_asks_only_when_it_wants_to_know():
    seen = asked(Credentials("jane", "secret"), 'Basic realm="x"', times=2)
    assert seen == [None, "Basic amFuZTpzZWNyZXQ=", "Basic amFuZTpzZWNyZXQ="]


def test_digest_does_not_send_the_password():
    seen = [each for each in asked(Credentials("jane", "secret"), DIGEST, times=2) if each]
    assert len(seen) == 2
    assert all(each.startswith('Digest username="jane"') and "secret" not in each for each in seen)


def test_the_environment_comes_before_netrc(monkeypatch, tmp_path):
    (tmp_path / "netrc").write_text("machine store.example.org login joe password hidden\n")
    assert credentials("elsewhere.example.org") is None
    assert asked(credentials("store.example.org"), "Basic")[1] == "Basic am9lOmhpZGRlbg=="
    monkeypatch.setenv("KG_STORE_USER", "jane")
    with pytest.raises(UsageError, match="KG_STORE_PASSWORD"):
        credentials("store.example.org")
    monkeypatch.setenv("KG_STORE_PASSWORD", "secret")
    assert asked(credentials("store.example.org"), "Basic")[1] == "Basic amFuZTpzZWNyZXQ="
    monkeypatch.setenv("KG_STORE_TOKEN", "t0ken")
    assert asked(credentials("store.example.org"), "Bearer") == ["Bearer t0ken"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (httpx.Response(401), "host wants a user and a password: KG_STORE_USER"),
        (httpx.Response(403, text="read only"), "host does not allow this: read only"),
        (httpx.Response(302, headers={"Location": "http://evil/"}), "host leads to http://evil/"),
        (httpx.Response(500, text="<html>"), "500 Internal Server Error"),
    ],
    ids=["unknown", "forbidden", "moved", "broken"],
)
def test_a_refusal_names_the_host_and_the_reason(monkeypatch, answer, told):
    monkeypatch.setattr(httpx.Client, "send", lambda self, request, **options: answer)
    answer.request = httpx.Request("PUT", "http://host/")
    with pytest.raises(StoreError, match=told):
        Connection("http://host").put("urn:g", b"")
