"""Graphs on other machines: their addresses, and the folder on this one that keeps what they were made from.

`--graph http://host:7878` names the folder whose name is that address, so that all that works in the folder of a graph
works there too: documents and what was understood of them, judgements, imports and the ontology stay on this machine.
"""

from __future__ import annotations

import os
import re
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urlsplit

from kg.errors import UsageError

DATA_VARIABLE = "KG_DATA"

#: Ends of addresses at which servers answer queries. Who copies one of them means the store that has it.
QUERY_ENDS = ("/query", "/sparql")

# Path has joined the two slashes where a program has made a path of an address.
_ADDRESS = re.compile(r"(https?):/{1,2}(?=[^/])", re.IGNORECASE)


def is_address(given: str | os.PathLike[str]) -> bool:
    """Whether a graph is named by an address, and not by a folder."""
    return _ADDRESS.match(os.fspath(given)) is not None


def normal(given: str | os.PathLike[str]) -> str:
    """The address without what does not tell stores apart.

    Raises:
        UsageError: it names no host, or has a password or parts that no store has.
    """
    text = _ADDRESS.sub(r"\1://", os.fspath(given).strip(), count=1)
    parts = _parts(text)
    if parts.username is not None or parts.password is not None:
        raise UsageError(
            f"the address of {parts.hostname} has a user in it, which others can read in the list of processes;"
            " put user and password in KG_STORE_USER and KG_STORE_PASSWORD, or in ~/.netrc"
        )
    if parts.query or parts.fragment:
        raise UsageError(f"'{text}' is not the address of a store: it has a ? or a #")
    path = parts.path.rstrip("/")
    end = next((end for end in QUERY_ENDS if path.endswith(end)), "")
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}{path.removesuffix(end)}"


def _parts(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        reason = "" if parts.hostname and parts.port != 0 else "it has no host"
    except ValueError as error:  # a port or an address that is none
        reason = str(error)
    if reason:
        raise UsageError(f"'{text}' is not the address of a store: {reason}; write http://host:port")
    return parts


def folder_of(given: str | os.PathLike[str]) -> Path:
    """The folder on this machine of the graph at an address."""
    return _home() / quote(normal(given), safe="")


def address_of(folder: Path) -> str | None:
    """The address of the store whose graph a folder belongs to; None if the graph is in the folder itself."""
    name = unquote(folder.name)
    return name if is_address(name) and folder.name == quote(name, safe="") else None


def is_here(address: str) -> bool:
    """Whether a store is on this machine, so that no proxy is needed."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _home() -> Path:
    """The folder of the user's data: as KG_DATA says, else where the system has it."""
    if given := os.environ.get(DATA_VARIABLE):
        return Path(given)
    home = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")  # noqa: PTH111 (Path.home may raise)
    return Path(home) / "kg-receipts"
