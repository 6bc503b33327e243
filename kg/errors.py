"""What can go wrong, as one tree of exceptions.

    KgError
    ├── ReadingError      a document cannot be read (its file and the reason)
    ├── OntologyError     an ontology file is wrong (its file, the term, what is allowed)
    ├── ModelError        the language model is missing or does not fit
    ├── StoreError        the graph folder cannot be opened or written
    ├── ClusterError      documents cannot be read on other machines (which, and what to do)
    ├── QueryError        a query is wrong (the place is marked)
    ├── LimitError        an answer is larger, or takes longer, than is allowed
    ├── BusyError         too much is being asked at once
    ├── ServiceError      a server that was asked cannot be reached, or does not do what it is asked
    ├── UsageError        a value given by the caller is not one of those allowed
    ├── RefusedError      whoever asks may not
    └── StoppedError      the user stopped the work

The command line turns any of these into a message and an exit status; nothing else is caught there.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class KgError(Exception):
    """Root of the errors that this package raises on purpose."""


class ReadingError(KgError):
    """A document cannot be read.

    Attributes:
        source: the file or record that was refused.
        reason: why, in words for its owner.
    """

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason

    def __reduce__(self) -> tuple[type[ReadingError], tuple[str, str]]:
        return type(self), (self.source, self.reason)


class OntologyError(KgError):
    """An ontology file is wrong."""


class ModelError(KgError):
    """The language model is missing or does not fit this version."""


class StoreError(KgError):
    """The graph folder cannot be opened, read or written."""


class ClusterError(KgError):
    """Documents cannot be read on other machines."""


class QueryError(KgError):
    """A query cannot be parsed or answered."""


class LimitError(KgError):
    """An answer is larger, or takes longer, than is allowed."""


class BusyError(KgError):
    """Too much is being asked at once; later it will be answered."""


class ServiceError(KgError):
    """A server that the user named cannot be reached, or does not do what it is asked."""


class UsageError(KgError):
    """A value given by the caller is not one of those allowed."""


class RefusedError(KgError):
    """What is asked for is not allowed to whoever asks."""


class StoppedError(KgError):
    """The user stopped the work; the message says what became of it."""


def suggestion(value: str, allowed: Iterable[str]) -> str:
    """A sentence naming the nearest allowed values, or nothing when none is near."""
    folded = {name.casefold(): name for name in allowed}
    near = difflib.get_close_matches(value.casefold(), folded, n=3, cutoff=0.6)
    return f" Did you mean {' or '.join(folded[name] for name in near)}?" if near else ""
