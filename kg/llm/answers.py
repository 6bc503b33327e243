"""What a language model has answered, kept in the user's cache folder by what it was asked: nothing is asked twice.

Answers are kept as they came and checked anew by every build. They quote documents, so that only their owner may read
the files.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.errors import ServiceError
from kg.namespaces import digest
from kg.settings import cache_folder

#: Claims of one answer that are looked at. A passage of 8,000 characters has some fifty sentences.
MOST = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for a question."""

    text: str | None  # None where it was of no use: cut off, too long, or refused by the model
    given: int = 0  # tokens that were sent, as the server counts them
    made: int = 0  # tokens that it wrote


class Answers:
    """A folder of answers.

    Args:
        folder: where they are kept; if not given, `llm` in the user's cache folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or cache_folder() / "llm"

    def get(self, key: str) -> Answer | None:
        """The answer to a question; None if there is none, or it is damaged."""
        with suppress(OSError, ValueError, TypeError, RecursionError):
            found = Answer(**json.loads(self._file(key).read_bytes()))
            if isinstance(found.text, str | None) and isinstance(found.given, int) and isinstance(found.made, int):
                return found
        return None

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer, in one step.

        Raises:
            ServiceError: it cannot be written, so that it would have to be paid again.
        """
        file = self._file(key)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            file.parent.mkdir(exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile("w", dir=file.parent, prefix="draft-", delete=False) as draft:
                json.dump(asdict(answer), draft)
            Path(draft.name).replace(file)
        except OSError as error:
            raise ServiceError(f"an answer cannot be kept in '{self.folder}': {error.strerror or error}") from error

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.json"


def key_of(endpoint: str, question: Mapping[str, Any]) -> str:
    """Hash of all that a server is asked; another server's answers count for nothing."""
    return digest(endpoint, json.dumps(question, sort_keys=True))


def claims_in(text: str | None) -> list[Any] | None:
    """The claims of an answer, of whatever form each is; None where it is not the object that was asked for."""
    if text is None:
        return None
    try:
        found = json.loads(text[text.index("{") : text.rindex("}") + 1])  # some write words around it
    except (ValueError, RecursionError):
        return None
    claims = found.get("claims")
    return claims if isinstance(claims, list) else None
