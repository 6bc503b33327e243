"""What the tests of labelled sets share: how a set is read, and what its fields may hold."""

import json
import re

from kg.settings import shipped

POLARITIES = {"affirmed", "negated"}
MODALITIES = {"factual", "alleged", "possible", "planned", "attempted"}
FIELDS = ["s", "p", "o", "polarity", "modality", "by", "when", "amount", "role", "technology", "evidence", "required"]
DATE = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
WHEN = re.compile(rf"{DATE}|{DATE}/(?:{DATE})?|/{DATE}")
AMOUNT = re.compile(r"[1-9]\d*(?:\.\d+)? [A-Z]{3}")


def read(name):
    with shipped("data", "gold", f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
