"""Addresses of stores, and the folders that stand for them."""

from pathlib import Path

import pytest

from kg.addresses import address_of, folder_of, is_address, is_here, normal
from kg.errors import UsageError
from kg.settings import graph_folder


@pytest.mark.parametrize(
    "given",
    [
        "http://Host:7878",
        "HTTP://host:7878/",
        "http://host:7878/query",
        "http://host:7878/sparql/",
        Path("http://host:7878"),
    ],
)
def test_ways_to_write_an_address_mean_one_store(given):
    assert normal(given) == "http://host:7878"
    assert address_of(folder_of(given)) == "http://host:7878"


def test_folders_are_no_addresses():
    assert not any(map(is_address, ("https", "my/http:/graph", "http:")))
    assert address_of(Path("kg-graph")) is None
    assert graph_folder("my-graph") == Path("my-graph")


def test_a_graph_may_be_named_by_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("KG_DATA", str(tmp_path))
    monkeypatch.setenv("KG_GRAPH", "https://example.org/ds")
    assert graph_folder() == folder_of("https://example.org/ds")
    assert graph_folder().parent == tmp_path


def test_a_password_in_an_address_is_refused_and_not_repeated():
    with pytest.raises(UsageError, match="KG_STORE_USER") as caught:
        normal("http://jane:secret@host/")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("given", ["http://host:port", "http://host/?x=1", "http://:80", "https://[::1"])
def test_what_is_no_address_of_a_store_is_refused(given):
    with pytest.raises(UsageError, match="not the address of a store"):
        normal(given)


def test_only_this_machine_is_asked_without_a_proxy():
    assert all(map(is_here, ("http://localhost:1", "http://[::1]:1", "http://127.0.0.2/ds")))
    assert not any(map(is_here, ("http://10.0.0.1:1", "http://localhost.example.org")))
