"""Who judges, and when."""

from __future__ import annotations

import getpass
import os
import subprocess
from datetime import UTC, datetime

from kg.errors import UsageError

VARIABLE = "KG_JUDGE"


def person(given: str | None = None) -> str:
    """Who judges: as given, else from KG_JUDGE, else as git knows the user, else the name of the account.

    Raises:
        UsageError: nobody can be named, or the name that is given is empty.
    """
    if given is not None and not given.split():
        raise UsageError("the name of who judges is empty")
    for found in (given, os.environ.get(VARIABLE), _in_git()):
        if found and found.split():
            return " ".join(found.split())
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        raise UsageError(f"who judges is not known; name a person with --by, or in {VARIABLE}") from None


def now() -> str:
    """The time in ISO 8601, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _in_git() -> str:
    try:
        done = subprocess.run(
            ["git", "config", "user.name"], capture_output=True, text=True, errors="replace", timeout=5, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout
