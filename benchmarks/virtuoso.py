"""The same commands on a graph on disk and in Virtuoso, which is started on this machine and stopped afterwards.

    apt-get install virtuoso-opensource
    python benchmarks/virtuoso.py data/documents

Prints each command, whether its answer is the same, and how long both took; the exit status is 1 if one differs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import httpx

SQL, HTTP = 11311, 18891
ADDRESS = f"http://127.0.0.1:{HTTP}"

#: ResultSetMaxRows is 10,000 where Debian installs it: claims have about twelve rows each.
SETTINGS = """
[Database]
DatabaseFile = {home}/virtuoso.db
ErrorLogFile = {home}/virtuoso.log
LockFile = {home}/virtuoso.lck
TransactionFile = {home}/virtuoso.trx
xa_persistent_file = {home}/virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {home}/virtuoso-temp.db
TransactionFile = {home}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
AllowOSCalls = 0
DirsAllowed = {home}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {home}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = 60
"""

COMMANDS = (
    "claims --format jsonl",
    "claims --class Company --since 2018 --format csv",
    "conflicts",
    "timeline --format csv",
    "stats --format json",
    "sources --format csv",
    "query contracts",
    "query money",
    "query co-actors --actor ICE",
    "query suppliers",
    "query who-uses",
    "export --format trig -o -",
    "gaps --format jsonl",
    "verify",
)


@contextmanager
def virtuoso() -> Iterator[None]:
    """Virtuoso with an empty database, as long as the block runs."""
    with tempfile.TemporaryDirectory() as home:
        settings = Path(home) / "virtuoso.ini"
        settings.write_text(SETTINGS.format(home=home, sql=SQL, http=HTTP), "utf-8")
        command = ["virtuoso-t", "+foreground", "+configfile", str(settings)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
            try:
                _wait(server)
                yield
            finally:
                server.terminate()


def _wait(server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            httpx.get(f"{ADDRESS}/sparql", trust_env=False)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
        if server.poll() is not None:
            break
    raise click.ClickException("virtuoso-t has not started")


def _answer(command: list[str], graph: str) -> tuple[str, float]:
    """What a command prints, and the seconds that it takes."""
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-m", "kg", *command, "--graph", graph], capture_output=True, text=True)
    return f"{done.stdout}{done.stderr}", time.monotonic() - began


@click.command()
@click.argument("paths", nargs=-1, required=True)
def main(paths: tuple[str, ...]) -> None:
    """Compare the answers."""
    with tempfile.TemporaryDirectory() as home, virtuoso():
        os.environ.update(KG_DATA=home, KG_STORE_USER="dba", KG_STORE_PASSWORD="dba")
        graphs = [str(Path(home) / "disk"), ADDRESS]
        for graph in graphs:
            told, seconds = _answer(["build", *paths, "--quiet"], graph)
            click.echo(f"{'build':60} {seconds:6.1f} s  {told.strip()}")
        differing = 0
        for words in COMMANDS:
            (disk, first), (store, second) = (_answer(words.split(), graph) for graph in graphs)
            differing += disk != store
            click.echo(f"{words:60} {'same' if disk == store else 'DIFFERS':8} {first:6.1f} s {second:6.1f} s")
    sys.exit(bool(differing))


if __name__ == "__main__":
    main()
