"""README.md is true: what it shows is what happens, and what it names exists."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import click
import pytest

from kg import KnowledgeGraph
from kg.cli import main

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "README.md").read_text("utf-8")
SCRIPT = runpy.run_path(str(ROOT / "docs" / "readme.py"))
EXAMPLES = list(SCRIPT["examples"](PAGE))
FORMS = {
    "Amazon was contacted by the FTC": "Federal Trade Commission contacted Amazon (fact)",
    "Google, which contacted Axon": "Google contacted Axon (fact)",
    "Facebook did not contact Twitter": "Facebook contacted Twitter (denied)",
    "the ACLU plans to write to IBM": "American Civil Liberties Union contacted IBM (planned)",
}
COMMAND = r"(?:^\$ |`|/)kg ([a-z]+)([^`\n&]*)"


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> list[str]:
    """What the examples print, one after the other in one folder."""
    folder = tmp_path_factory.mktemp("readme")
    SCRIPT["prepare"](folder)
    return [SCRIPT["run"](example, folder) for example in EXAMPLES]


def test_there_is_a_session_a_program_and_a_file():
    assert {example.kind for example in EXAMPLES} == {"command", "python", "file"}


@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=[example.source.split("\n")[0] for example in EXAMPLES])
def test_outputs_are_those_that_are_shown(printed, number):
    """If this fails after a change that is wanted, `python docs/readme.py` writes them anew."""
    timeless = SCRIPT["timeless"]
    assert timeless(printed[number]) == timeless(EXAMPLES[number].output)


@pytest.mark.parametrize("form", FORMS)
def test_forms_that_are_said_to_be_taught_are_on_the_page(form):
    assert f"“{form}”" in " ".join(PAGE.split())


def test_forms_that_are_said_to_be_taught_are_found(tmp_path):
    SCRIPT["run"](next(example for example in EXAMPLES if example.kind == "file"), tmp_path)
    endings = {"Google, which contacted Axon": ", said nothing."}
    text = "\n\n".join(f"{form[0].upper()}{form[1:]}{endings.get(form, '.')}" for form in FORMS)
    (tmp_path / "forms.txt").write_text(text, "utf-8")
    taught = ["shipped", tmp_path / "contacts.ttl"]
    graph = KnowledgeGraph.build([tmp_path / "forms.txt"], tmp_path / "graph", ontology=taught, processes=1)
    assert [str(claim) for claim in graph.claims(relation="contacted")] == list(FORMS.values())


def options(command: click.Command) -> set[str]:
    """The options of a command and of those below it."""
    below = command.commands.values() if isinstance(command, click.Group) else ()
    own = {known for each in command.params for known in each.opts}
    return own.union({"--help"}, *map(options, below))


def test_options_named_on_the_page_exist():
    """Options of a named query, which are its parameters, are checked by running it."""
    wrong = [
        f"kg {name} {option}"
        for name, rest in re.findall(COMMAND, PAGE, re.MULTILINE)
        for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", re.sub(r"[\"'].*?[\"']", "", rest))
        if name != "query" and option not in options(main.commands[name])
    ]
    assert not wrong


def test_files_named_on_the_page_exist():
    named = re.findall(r"(?<![\w/.-])(?:kg|tests|ontology|data|docs|notebooks)/[\w./-]*\w", PAGE)
    assert len(named) > 5
    assert not [path for path in named if not (ROOT / path).exists()]


def test_the_two_commands_are_one_line_each():
    blocks = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert [block.count("\n") for block in blocks] == [1, 1]


def test_pictures_have_the_size_of_a_window():
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+\.png)\)", PAGE)
    sizes = {(ROOT / picture).read_bytes()[16:24] for picture in pictures}
    assert sizes == {(1280).to_bytes(4, "big") + (800).to_bytes(4, "big")}


def test_each_note_on_a_figure_stands_behind_one():
    notes = re.findall(r"<!-- figure:", PAGE)
    assert len(re.findall(r"\d (?:(?:%|s|GB) )?<!-- figure:", PAGE)) == len(notes)
