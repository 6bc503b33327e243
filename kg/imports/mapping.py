"""What the columns of a table mean, as a file of a few lines says.

columns:                     # what a column holds
  subject: Agency
  object: Supplier
  amount: Value
values:                      # what is the same in every row
  relation: contracted
  object_class: Company
  currency: USD
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import yaml

from kg.errors import UsageError, suggestion

#: What a row may say, and what that is.
FIELDS = {
    "subject": "who did it",
    "subject_class": "a class of the ontology; needed where the relation allows several",
    "relation": "a relation of the ontology",
    "object": "to whom, or to what",
    "object_class": "as for the subject",
    "status": "fact, denied, alleged, possible, planned or attempted; a fact if nothing is said",
    "when": "when it happened: 2020, 2020-06, 2020-06-11, or two of these with a slash between",
    "amount": "money: 224000, 224,000.50, $224,000",
    "currency": "its code of three letters",
    "role": "a job or an office",
    "technology": "what it was about",
    "by": "who says so",
    "url": "the address of the source; rows with the same one are one source",
    "title": "of the source",
    "publisher": "of the source",
    "published": "the date of the source",
}
NEEDED = ("subject", "relation", "object")

_SECTIONS = ("columns", "values", "sheet")


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What the columns of a table mean."""

    columns: Mapping[str, str]  # names of columns by field
    values: Mapping[str, str]  # values by field
    sheet: str | None = None  # of a workbook; the first if none is named

    @classmethod
    def read(cls, file: Path) -> Self:
        """The mapping of a YAML file.

        Raises:
            UsageError: it cannot be read, names a field that is not known, or lacks one that is needed.
        """
        sections = _loaded(file)
        for name in sections:
            _one_of(f"{file}: section", name, _SECTIONS)
        columns, values = (_texts(file, name, sections.get(name) or {}) for name in _SECTIONS[:2])
        for name in [*columns, *values]:
            _one_of(f"{file}: field", name, FIELDS)
        missing = [name for name in NEEDED if name not in {*columns, *values}]
        if missing:
            raise UsageError(f"{file}: says nothing of {' and '.join(missing)}; every claim needs {', '.join(NEEDED)}")
        sheet = sections.get("sheet")
        return cls(columns, values, None if sheet is None else str(sheet))

    def check(self, file: Path, header: Iterable[str]) -> None:
        """Make sure that a table has the columns.

        Raises:
            UsageError: it lacks one; the nearest is suggested.
        """
        known = list(header)
        for field, column in self.columns.items():
            if column not in known:
                raise UsageError(
                    f"{file}: there is no column '{column}' for {field}.{suggestion(column, known)}"
                    f" There are: {', '.join(known)}"
                )

    def fields(self, row: Mapping[str, str]) -> dict[str, str]:
        """What a row says, by field; a cell comes before the value of all rows, and what is empty is left out."""
        cells = {field: row[column] for field, column in self.columns.items()}
        return {**self.values, **{field: text for field, text in cells.items() if text}}


def _loaded(file: Path) -> dict[str, Any]:
    try:
        sections = yaml.safe_load(file.read_text("utf-8"))
    except FileNotFoundError:
        raise UsageError(f"there is no mapping '{file}'") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"{file}: is not YAML in UTF-8: {' '.join(str(error).split())}") from error
    if not isinstance(sections, dict):
        raise UsageError(f"{file}: is no mapping; write a section `columns:` with lines such as `subject: Agency`")
    return {str(name): value for name, value in sections.items()}


def _texts(file: Path, name: str, section: object) -> dict[str, str]:
    """A section of one text for each name."""
    if not isinstance(section, dict) or any(isinstance(value, dict | list) for value in section.values()):
        raise UsageError(f"{file}: the section `{name}:` has to hold lines such as `subject: Agency`")
    return {str(key): str(value) for key, value in section.items() if value is not None}


def _one_of(what: str, value: str, allowed: Iterable[str]) -> None:
    known = list(allowed)
    if value not in known:
        raise UsageError(f"{what} '{value}' is not known.{suggestion(value, known)} There are: {', '.join(known)}")
