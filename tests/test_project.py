"""What is written about the project is true of it: commands, paths, version and licence."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import pytest

import kg
from kg.cli import main

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.fixture(scope="module")
def setup() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", "utf-8")
    return parser


def test_continuous_integration_runs_the_command_of_the_readme():
    lines = text_of(".ci/run").splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert "set -euo pipefail" in lines
    assert lines[-1] in text_of("README.md").splitlines()


@pytest.mark.parametrize("page", PAGES)
def test_paths_named_on_a_page_exist(page):
    named = re.findall(r"`((?:kg|tests|ontology|data|docs|notebooks|\.ci)/[\w./-]*)`", text_of(page))
    assert not [path for path in named if not (ROOT / path).exists()]


@pytest.mark.parametrize("page", PAGES)
def test_commands_named_on_a_page_exist(page):
    named = re.findall(r"`(?:\.venv/bin/)?kg ([a-z]+)", text_of(page)) + re.findall(r"/kg ([a-z]+)", text_of(page))
    assert not set(named) - set(main.commands)


@pytest.mark.parametrize("page", PAGES)
def test_links_on_a_page_lead_somewhere(page):
    prose = re.sub(r"^    .*$|`[^`]*`", "", text_of(page), flags=re.MULTILINE)
    targets = re.findall(r"\]\(([^)#]+)\)", prose)
    assert not [target for target in targets if "://" not in target and not (ROOT / target).exists()]


def test_the_change_log_tells_of_this_version(setup):
    assert re.search(rf"^###? \[?{re.escape(setup['metadata']['version'])}\b", text_of("CHANGELOG.md"), re.MULTILINE)


def test_the_licence_is_the_one_declared(setup):
    assert setup["metadata"]["license"] == "Apache-2.0"
    assert "Apache License" in text_of("LICENSE").splitlines()[0]


def test_the_public_names_are_these():
    assert sorted(kg.__all__) == ["KnowledgeGraph", "__version__"]
    assert all(getattr(kg, name) for name in kg.__all__)
    assert set(kg.__all__) <= set(dir(kg))


def test_a_name_that_is_not_public_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'Knowledge'"):
        kg.Knowledge  # noqa: B018


def test_every_folder_of_the_package_is_declared(setup):
    """A folder that is not declared works in a checkout and is missing from the wheel."""
    folders = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "kg").rglob("__init__.py")}
    declared = set(setup["options"]["packages"].split())
    assert declared - {"kg._ontology", "kg._data"} == folders
