"""Runs what README.md shows and writes its outputs anew: `python docs/readme.py`.

Three kinds of fenced block are read, in their order: a Turtle block that begins with `# name.ttl` is a file; in a
`console` block each line that begins with `$ ` is a command and what follows is its output; a `text` block is what the
`python` block before it prints. Everything runs in one folder that holds the sample documents, in a terminal of
`COLUMNS` columns. Durations are the one thing that may differ.
"""

from __future__ import annotations

import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
COLUMNS = 120  # about what GitHub shows of a line without scrolling

_BLOCK = re.compile(r"^```(turtle|console|python|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_DURATION = re.compile(r"\b\d+\.\d s\b")


class Example(NamedTuple):
    """Something to run, and what the page says it prints."""

    kind: str  # file, command or python
    source: str
    output: str
    start: int  # of the output, in the page
    end: int


def examples(page: str) -> Iterator[Example]:
    """What a page shows, in its order."""
    program = ""
    for block in _BLOCK.finditer(page):
        kind, text, start = block[1], block[2], block.start(2)
        if kind == "turtle":
            yield Example("file", text, "", start, start)
        elif kind == "console":
            for command in _COMMAND.finditer(text):
                yield Example("command", command[1], command[2], start + command.start(2), start + command.end(2))
        elif kind == "text":
            yield Example("python", program, text, start, block.end(2))
        program = text if kind == "python" else ""


def prepare(folder: Path) -> None:
    """Put into a folder what the examples start from."""
    shutil.copytree(ROOT / "data" / "documents", folder / "data" / "documents")


def run(example: Example, folder: Path) -> str:
    """What an example prints."""
    if example.kind == "file":
        (folder / example.source.split("\n")[0].removeprefix("# ")).write_text(example.source, "utf-8")
        return ""
    if example.kind == "python":
        return _printed([sys.executable, "-c", example.source], folder)
    name, *arguments = shlex.split(example.source)
    return _printed([sys.executable, "-m", name, *arguments], folder)


def _printed(command: list[str], folder: Path) -> str:
    """What a command writes to a terminal; what it says to the error stream follows."""
    unset = ("KG_GRAPH", "PYTHONSAFEPATH")
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    environment |= {"PYTHONPATH": str(ROOT), "COLUMNS": str(COLUMNS), "PYTHONUTF8": "1"}
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.PIPE
    ) as process:
        os.close(theirs)
        written = b"".join(_chunks(ours))
        complaints = process.stderr.read() if process.stderr else b""
    return (written.replace(b"\r\n", b"\n") + complaints).decode("utf-8")


def _chunks(terminal: int) -> Iterator[bytes]:
    """What arrives at a terminal, until its other end is closed."""
    with os.fdopen(terminal, "rb", buffering=0) as stream:
        while True:
            try:
                chunk = stream.read(65_536)
            except OSError:  # Linux says so when the other end is closed
                return
            if not chunk:
                return
            yield chunk


def timeless(output: str) -> str:
    """An output without what differs from run to run."""
    return _DURATION.sub("0.0 s", output)


def rewritten(page: str, folder: Path) -> str:
    """The page with the outputs that its examples have now; a duration is kept where nothing else has changed."""
    parts, place = [], 0
    for example in examples(page):
        output = run(example, folder)
        same = timeless(output) == timeless(example.output)
        parts += [page[place : example.start], example.output if same else output]
        place = example.end
    return "".join([*parts, page[place:]])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        prepare(Path(temporary))
        README.write_text(rewritten(README.read_text("utf-8"), Path(temporary)), "utf-8")
