"""What the commands share: the options that mean the same everywhere, and the one place where errors are told."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from kg import errors
from kg.addresses import folder_of, is_address
from kg.settings import DEFAULT_GRAPH, GRAPH_VARIABLE

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class Command(click.Command):
    """A command that tells our errors as click tells its own."""

    def invoke(self, context: click.Context) -> object:
        """Run the command; a value that is not allowed ends it with status 2, any other error of ours with 1.

        What the user stops ends with 130, as the shell has it.
        """
        try:
            return super().invoke(context)
        except errors.UsageError as error:
            raise click.UsageError(_message(error), context) from None
        except errors.StoppedError as error:
            click.echo(_message(error), err=True)
            sys.exit(STOPPED)
        except KeyboardInterrupt:
            click.echo("stopped", err=True)
            sys.exit(STOPPED)
        except errors.KgError as error:
            raise click.ClickException(_message(error)) from None
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            raise click.ClickException(
                f"{error.filename}: {error.strerror}" if error.filename else str(error)
            ) from None


class Group(click.Group):
    """Commands for developers: whatever of ours goes wrong ends them with status 1."""

    def invoke(self, context: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(context)
        except errors.KgError as error:
            raise click.ClickException(_message(error)) from None


#: Exit status of what the user stops: 128 and the number of the interrupt.
STOPPED = 130

#: Makes a function such a command.
command = partial(click.command, cls=Command)


def _message(error: Exception) -> str:
    from kg.tables import printable

    return printable(str(error))


def together(*options: Callable[[Decorated], Decorated]) -> Callable[[Decorated], Decorated]:
    """Several options as one decorator."""

    def decorated(command: Decorated) -> Decorated:
        for option in reversed(options):
            command = option(command)
        return command

    return decorated


def formats(*forms: str) -> Callable[[Decorated], Decorated]:
    """The option of a listing's format; the first is the default."""
    return click.option("--format", "form", type=click.Choice(forms), default=forms[0], show_default=True)


def query_text(given: str | None) -> str:
    """A query as given, or from the file or the stream that is named."""
    if given is None:
        raise errors.UsageError("give a query: its text, a file, - for standard input, or a name of `kg query --list`")
    if given != "-" and ("{" in given or not Path(given).is_file()):
        return given
    with click.open_file(given, encoding="utf-8") as file:
        return str(file.read())


def _read_query(context: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    """The query of an option; a file that cannot be read is wrong usage."""
    try:
        return given and query_text(given)
    except (OSError, UnicodeDecodeError) as error:
        raise click.BadParameter(f"{given} cannot be read: {error}") from None


class GraphPath(click.Path):
    """The folder of a graph, or the address of a store, which has a folder too."""

    def __init__(self) -> None:
        super().__init__(file_okay=False, path_type=Path)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """The folder."""
        try:
            value = folder_of(value) if is_address(value) else value
        except errors.UsageError as error:
            self.fail(_message(error), param, ctx)
        return super().convert(value, param, ctx)


graph = click.option(
    "--graph",
    type=GraphPath(),
    envvar=GRAPH_VARIABLE,
    default=DEFAULT_GRAPH,
    show_default=True,
    metavar="FOLDER|URL",
    help=f"Folder of the graph, or address of a SPARQL store; {GRAPH_VARIABLE} in the environment names a default.",
)

actor = click.option("--actor", help="Name, alias or IRI of the subject or the object.")
relation = click.option("--relation", help="Name of the relation; `kg ontology` lists them.")

filters = together(
    actor,
    relation,
    click.option("--class", "class_name", help="Class of the subject or the object, or a class above it."),
    click.option("--status", help="fact, denied, alleged, possible, planned or attempted."),
    click.option("--document", help="Name of the document; `kg sources` lists them."),
    click.option("--hops", type=int, help="Claims within so many steps of the actor; 1 is its own.  [default: 1]"),
    click.option("--since", metavar="DATE", help="When it happened: 2019, 2019-06 or 2019-06-11, or later."),
    click.option("--until", metavar="DATE", help="As --since, or earlier. Claims of unknown time are left out."),
    click.option("--min-sources", type=int, help="Only what so many documents state alike; copies count once."),
    click.option(
        "--query",
        metavar="FILE",
        callback=_read_query,
        help="Only what SPARQL gives: CONSTRUCT, or SELECT ?subject ?predicate ?object.",
    ),
)


def parameters(extra: Sequence[str]) -> dict[str, str]:
    """Values for the parameters of a query, from `--agency ICE` or `--agency=ICE`."""
    values, rest = {}, list(extra)
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        if not name.startswith("--") or not (equals or rest):
            raise errors.UsageError(f"'{name}' is no parameter; write --name value")
        values[name[2:].replace("-", "_")] = value if equals else rest.pop(0)
    return values
