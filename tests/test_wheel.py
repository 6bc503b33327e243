"""The wheel, as its users have it: built, installed into a fresh environment, and run from another directory."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent

#: What a build reads; nothing else of the checkout may be needed, and nothing may be left in it.
SOURCES = ("kg", "ontology", "data", "setup.cfg", "pyproject.toml", "README.md", "LICENSE")

BRIEF = """\
---
title: A town and its cameras
date: 2021-03-04
publisher: Made-up Herald
---
Clearview AI sold its software to the Springfield Police Department.

In 2020 the American Civil Liberties Union sued Clearview AI.
"""
LAWSUIT = "The American Civil Liberties Union sued Amazon.\n"
PAGE = """\
<!DOCTYPE html><html lang="en"><head><title>A fine</title></head><body><article><h1>A fine</h1>
<p>The Federal Trade Commission fined Facebook in 2019, the largest fine that the agency has ever asked for in a case of
privacy.</p><p>The company agreed to pay, and said that it would change how it looks after what its users tell it.</p>
</article></body></html>
"""


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints; the environment gives it no way back to the checkout."""
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "KG_GRAPH", "VIRTUAL_ENV")}
    result = subprocess.run(list(map(str, command)), cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"{' '.join(map(str, command))}\n{result.stdout}{result.stderr}"
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from a copy, so that no earlier build leaves files in it."""
    checkout = tmp_path_factory.mktemp("checkout")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, checkout / name)
    run(sys.executable, "-m", "build", "--wheel", "--outdir", "dist", cwd=checkout)
    (built,) = (checkout / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def command(wheel, tmp_path_factory) -> Path:
    """The command `kg` of a fresh environment into which the wheel was installed."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, with_pip=True, symlinks=os.name != "nt")
    folder = place / ("Scripts" if os.name == "nt" else "bin")
    run(folder / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=place)
    return folder / "kg"


@pytest.fixture(scope="module")
def desk(command, tmp_path_factory) -> Path:
    """A directory elsewhere with three documents and the graph that was built from them."""
    place = tmp_path_factory.mktemp("desk")
    (place / "brief.md").write_text(BRIEF, "utf-8")
    (place / "lawsuit.txt").write_text(LAWSUIT, "utf-8")
    (place / "page.html").write_text(PAGE, "utf-8")
    run(command, "build", "brief.md", "lawsuit.txt", "page.html", "--graph", "town", cwd=place)
    return place


def shipped(wheel: Path) -> set[str]:
    """Names of the files in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def in_checkout(folder: str, *patterns: str) -> set[str]:
    """Files of the checkout, as paths relative to it."""
    found = (path for pattern in patterns for path in (ROOT / folder).glob(pattern))
    return {path.relative_to(ROOT).as_posix() for path in found if path.is_file()}


def test_the_wheel_holds_every_module(wheel):
    assert in_checkout("kg", "**/*.py") | {"kg/py.typed"} <= shipped(wheel)


def test_the_wheel_holds_what_the_modules_read(wheel):
    names = shipped(wheel)
    assert in_checkout("kg", "language/model/*", "views/templates/*", "views/vendor/*") <= names
    assert in_checkout("kg", "server/templates/*", "server/static/*", "server/vendor/*") <= names
    assert {f"kg/_{name}" for name in in_checkout("ontology", "*.ttl", "queries/*.rq")} <= names
    assert {f"kg/_{name}" for name in in_checkout("data", "*.csv", "documents/*")} <= names


def test_the_wheel_holds_nothing_else(wheel):
    """No tests, no labelled text, no second domain, no second top-level package."""
    tops = {name.split("/")[0].split("-")[0] for name in shipped(wheel)}
    assert tops == {"kg", "kg_receipts"}
    assert not [name for name in shipped(wheel) if "gold" in name or "boardroom" in name or name.endswith(".pyc")]


def test_the_licence_comes_along(wheel):
    assert [name for name in shipped(wheel) if name.endswith("licenses/LICENSE")]


def test_claims_are_found_with_their_receipts(command, desk):
    lines = run(command, "claims", "--format", "jsonl", "--graph", "town", cwd=desk).splitlines()
    claims = [json.loads(line) for line in lines]
    found = {(claim["doc"], claim["subject"], claim["predicate"], claim["object"]) for claim in claims}
    assert ("lawsuit.txt", "American Civil Liberties Union", "sued", "Amazon") in found
    assert ("brief.md", "Clearview AI", "suppliedTo", "Springfield Police Department") in found
    assert ("page.html", "Federal Trade Commission", "fined", "Facebook") in found
    for claim in claims:
        assert claim["quote"] in {"brief.md": BRIEF, "lawsuit.txt": LAWSUIT, "page.html": PAGE}[claim["doc"]]


def test_a_question_is_answered(command, desk):
    asked = "ASK { ?who kg:sued ?whom . ?whom rdfs:label ?name FILTER (STRSTARTS(?name, 'Amazon')) }"
    assert run(command, "query", asked, "--graph", "town", cwd=desk).strip() == "true"


def test_the_map_is_one_file(command, desk):
    before = set(desk.iterdir())
    run(command, "map", "-o", "map.html", "--graph", "town", cwd=desk)
    page = desk / "map.html"
    assert set(desk.iterdir()) == before | {page}
    text = page.read_text("utf-8")
    assert "Clearview AI" in text
    assert "sued Amazon" in text


def test_the_sample_documents_are_found_from_anywhere(command, desk):
    code = "from kg.settings import shipped; print(sum(1 for _ in shipped('data', 'documents').iterdir()))"
    count = run(command.with_name("python"), "-c", code, cwd=desk)
    assert int(count) == len(in_checkout("data", "documents/*"))


def test_help_and_version_are_printed(command, desk):
    assert "kg build" in run(command, "--help", cwd=desk)
    assert run(command, "--version", cwd=desk).strip() == "0.1.0"
