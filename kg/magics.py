"""Commands and SPARQL in the cells of a notebook: what `%load_ext kg` adds to IPython.

    %kg build reports/ --graph council
    %kg claims --actor ICE

    %%sparql --agency ICE --out sellers
    SELECT ?seller WHERE { VALUES ?agency { UNDEF } ?agency kg:contracted/rdfs:label ?seller }

A graph once named by `--graph` is that of the cells that follow. A word that is `$` and a name stands for the value of
that variable; nothing is evaluated.
"""

from __future__ import annotations

import copy
import keyword
import re
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource
from IPython.core.error import UsageError as ShellError
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic import no_var_expand

from kg.asking import answers
from kg.asking.conditions import Conditions
from kg.cli import main
from kg.commands import options
from kg.errors import KgError, UsageError, suggestion
from kg.graph.generations import current
from kg.knowledge import KnowledgeGraph
from kg.tables import printable

WIDTH = 110  # characters in a line of a printed table; a notebook on a laptop has room for some 115

_VARIABLE = re.compile(r"(?P<option>--[\w-]+=)?\$(?P<name>[^\W\d]\w*)")


def load(shell: InteractiveShell) -> None:
    """Add `%kg`, `%sparql` and `%%sparql` to a shell."""
    session = Session(shell.user_ns)

    @no_var_expand
    def kg(line: str) -> object:
        """Run a command of kg, and show what it finds: `%kg claims --actor ICE`; `%kg --help` lists them."""
        return session.command(line)

    @no_var_expand
    def sparql(line: str, cell: str | None = None) -> object:
        """Answer the query below, or a named one in the line: `%sparql contracts --agency ICE`; `%sparql --help`."""
        return session.sparql(line, cell)

    shell.magics_manager.register_function(kg, "line", "kg")
    shell.magics_manager.register_function(sparql, "line_cell", "sparql")


class Session:
    """What the cells of a notebook share: its variables, and the graph that was named last.

    Every error of ours or of click's becomes one of IPython's, which shows it as a message and stops "Run all".
    """

    def __init__(self, variables: dict[str, Any]) -> None:
        self._variables = variables
        self._folder: Path | None = None
        self._opened: tuple[Path | None, KnowledgeGraph] | None = None

    def command(self, line: str) -> object:
        """Run a command line; the result is an object where one shows more than the text that a terminal gets."""
        with _told():
            name, *words = _words(line, self._variables) or ["--help"]
            if name not in main.commands:
                main.main([name, *words], "%kg", standalone_mode=False, terminal_width=WIDTH)
                return None
            command = _INLINE.get(name, main.commands[name])
            with self._parsed(command, f"%kg {name}", words) as context:
                show = _SHOWN.get(name) if _is_plain(context) else None
                return show(self, context) if show else command.invoke(context)
        return None

    def sparql(self, line: str, cell: str | None) -> object:
        """Answer the query of a cell, or the one that the line begins with."""
        with _told(), self._parsed(_sparql, "%%sparql", _words(line, self._variables)) as context:
            text, words = _question(context.args, cell)
            found = self.answer(context, text, options.parameters(words))
            if not (name := context.params["out"]):
                return found
            self._variables[_variable(name)] = found
        return None

    def answer(self, context: click.Context, text: str, values: Mapping[str, str]) -> object:
        """The answer to a query from the graph that a command line names."""
        graph = self.graph(context)
        return answers.answer(graph.store, text, values, graph.claims)

    def graph(self, context: click.Context) -> KnowledgeGraph:
        """The graph that a command line names; it is opened again when a build has changed it."""
        folder = context.params["graph"]
        if not self._opened or self._opened[1].folder != folder or self._opened[0] != current(folder):
            self._opened = current(folder), KnowledgeGraph.open(folder)
        return self._opened[1]

    @contextmanager
    def _parsed(self, command: click.Command, name: str, words: Sequence[str]) -> Iterator[click.Context]:
        """The command line taken apart; the graph that it names is kept for the next, if there is one."""
        takes_graph = any(option.name == "graph" for option in command.params)
        before = ["--graph", str(self._folder)] if takes_graph and self._folder else []
        with command.make_context(name, [*before, *words], terminal_width=WIDTH) as context:
            yield context
            if takes_graph and _is_given(context, "graph"):
                self._folder = context.params["graph"].absolute()


@options.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@options.graph
@click.option("-o", "--out", metavar="NAME", help="Variable that keeps the answer, which is then not shown.")
def _sparql() -> None:
    """Answer the query of the cell, or a named one: a DataFrame, true or false, or a graph that shows its map.

    \b
    %%sparql --agency ICE --out sellers
    SELECT ?seller WHERE { VALUES ?agency { UNDEF } ?agency kg:contracted/rdfs:label ?seller }

    \b
    %sparql contracts --agency ICE

    Other options are parameters of the query; `%kg query --list` names the queries that are there.
    """


def _claims(session: Session, context: click.Context) -> object:
    return session.graph(context).claims(**_conditions(context))


def _map(session: Session, context: click.Context) -> object:
    return session.graph(context).map(title=context.params["title"], **_conditions(context))


def _query(session: Session, context: click.Context) -> object:
    return session.answer(context, options.query_text(context.params["query"]), options.parameters(context.args))


def _actor(session: Session, context: click.Context) -> object:
    return session.graph(context).actor(context.params["name"])


def _paths(session: Session, context: click.Context) -> object:
    asked = context.params
    limits = {name: asked[name] for name in ("limit", "longest", "avoid")}
    graph, facts_only = session.graph(context), not asked["everything"]
    return graph.paths(asked["first"], asked["second"], facts_only=facts_only, **limits, **_conditions(context))


def _timeline(session: Session, context: click.Context) -> object:
    asked = _conditions(context)
    return session.graph(context).timeline(**asked | {"actor": context.params["name"] or asked["actor"]})


def _statistics(session: Session, context: click.Context) -> object:
    return session.graph(context).stats(facts_only=context.params["facts_only"], backend=context.params["backend"])


def _build(session: Session, context: click.Context) -> object:
    """Build, with a word about what was refused, and show the graph instead of the summary."""
    context.params["quiet"] = True
    with suppress(SystemExit):  # with the status that tells a shell whether documents were refused
        context.command.invoke(context)
    return session.graph(context)


#: Commands whose result is an object that shows itself.
_SHOWN: Mapping[str, Callable[[Session, click.Context], object]] = {
    "build": _build,
    "claims": _claims,
    "map": _map,
    "path": _paths,
    "query": _query,
    "show": _actor,
    "stats": _statistics,
    "timeline": _timeline,
}


def _without_file(command: click.Command) -> click.Command:
    """The command, whose output may stay in the notebook."""
    shown = copy.copy(command)
    shown.params = [copy.copy(option) for option in command.params]
    for option in shown.params:
        option.required = option.required and option.name != "output"
    return shown


_INLINE = {"map": _without_file(main.commands["map"])}


def _is_plain(context: click.Context) -> bool:
    """Whether a command line asks for no file, no format and no list of its own."""
    return not any(_is_given(context, name) for name in ("output", "form", "listed", "quiet", "wide"))


def _is_given(context: click.Context, name: str) -> bool:
    return context.get_parameter_source(name) is ParameterSource.COMMANDLINE


def _conditions(context: click.Context) -> dict[str, Any]:
    """What a command line asks of claims."""
    return {name: context.params[name] for name in Conditions.__annotations__ if name in context.params}


def _question(words: Sequence[str], cell: str | None) -> tuple[str, Sequence[str]]:
    """The query and the words that are left for its parameters."""
    if cell and cell.strip():
        return cell.rstrip(), words
    if not words:
        raise UsageError("write a query below %%sparql, or name one: %sparql contracts --agency ICE")
    return words[0], words[1:]


def _variable(name: str) -> str:
    if not name.isidentifier() or keyword.iskeyword(name):
        raise UsageError(f"'{name}' cannot be the name of a variable")
    return name


def _words(line: str, variables: Mapping[str, Any]) -> list[str]:
    """The words of a line as a shell has them, with the values of variables."""
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise UsageError(f"the line cannot be read: {str(error).lower()}") from None
    return [_valued(word, variables) for word in words]


def _valued(word: str, variables: Mapping[str, Any]) -> str:
    found = _VARIABLE.fullmatch(word)
    if not found:
        return word
    if found["name"] not in variables:
        raise UsageError(f"there is no variable '{found['name']}'.{suggestion(found['name'], variables)}")
    value = variables[found["name"]]
    return f"{found['option'] or ''}{value.folder if isinstance(value, KnowledgeGraph) else value}"


@contextmanager
def _told() -> Iterator[None]:
    """Errors as IPython shows them without a traceback."""
    try:
        yield
    except (click.exceptions.Exit, SystemExit):
        return  # after `--help`, or with a status that means nothing here
    except click.ClickException as error:
        raise ShellError(error.format_message()) from None
    except KgError as error:
        raise ShellError(printable(str(error))) from None
    except click.Abort:
        raise ShellError("stopped") from None
