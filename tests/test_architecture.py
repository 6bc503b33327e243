"""The shape of the program: the order of its stages, who may touch which library, and the house numbers."""

from __future__ import annotations

import ast
import configparser
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from kg.ontology.definitions import Ontology

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "kg"

#: The stages in the order of the data. A module imports from its own stage and from earlier ones only.
STAGES = (
    "kg.errors kg.namespaces kg.addresses kg.settings kg.versions kg.processes kg.tables kg.claims kg.colours",
    "kg.ontology.definitions kg.ontology.terms kg.ontology.examples kg.ontology.oppositions kg.ontology.shortcomings",
    "kg.ontology.reference",
    "kg.reading",
    "kg.language",
    "kg.extraction.syntax",
    "kg.extraction.naming",
    "kg.extraction.wording",
    "kg.extraction.assertion",
    "kg.extraction.reference",
    "kg.extraction.analysis",
    "kg.extraction",
    "kg.teaching.materials kg.teaching.lint",
    "kg.building.jobs kg.building.workers kg.building.parcels kg.building.companion kg.building.cluster",
    "kg.llm",
    "kg.actors",
    "kg.graph",
    "kg.judging",
    "kg.ontology.writing",
    "kg.views",
    "kg.asking kg.analysis",
    "kg.exports",
    "kg.building kg.imports kg.teaching",
    "kg.knowledge kg.verification",
    "kg.server",
    "kg.commands kg.cli kg.magics kg.__main__",
    "kg.evaluation",
    "kg.training",
)

#: Both wings meet in the store; neither imports the other.
READING_WING = ("kg.reading", "kg.language", "kg.extraction")
LOOKING_WING = ("kg.views",)

#: Which module may import which library, and the distribution that brings it. A library that is not here is not used.
LIBRARIES = {
    "IPython": ("ipython", "kg.magics"),
    "charset_normalizer": ("charset-normalizer", "kg.reading.cleaning"),
    "click": (
        "click",
        "kg.cli kg.commands.* kg.magics kg.language.__main__ kg.evaluation.__main__ kg.training.__main__",
    ),
    "distributed": ("distributed", "kg.building.cluster"),
    "docx": ("python-docx", "kg.reading.word"),
    "httpx": ("httpx", "kg.llm.client kg.graph.connection kg.graph.credentials"),
    "jinja2": ("Jinja2", "kg.views.maps kg.views.notebook kg.server.rendering"),
    "markdown_it": ("markdown-it-py", "kg.reading.plain"),
    "markupsafe": ("Jinja2", "kg.views.maps kg.views.pages kg.views.notebook"),
    "matplotlib": ("matplotlib", "kg.views.plot kg.knowledge"),
    "networkx": ("networkx", "kg.views.* kg.asking.* kg.analysis.* kg.exports.networks"),
    "numpy": ("numpy", "kg.reading.* kg.language.* kg.views.* kg.training.*"),
    "onnxruntime": ("onnxruntime", "kg.language.model kg.language.export kg.training.export"),
    "openpyxl": ("openpyxl", "kg.exports.evidence kg.imports.tables"),
    "pandas": ("pandas", "kg.asking.* kg.views.* kg.analysis.*"),
    "pyoxigraph": ("pyoxigraph", "kg.graph.store kg.graph.loading kg.graph.formats"),
    "pypdf": ("pypdf", "kg.reading.pdf"),
    "pyshacl": ("pyshacl", "kg.graph.validation"),
    "pyvis": ("pyvis", "kg.views.maps"),
    "rdflib": ("rdflib", "kg.ontology.terms kg.graph.* kg.asking.constructed"),
    "rich": ("rich", "kg.commands.reporting kg.tables"),
    "spacy": (
        "spacy",
        "kg.language.parsing kg.extraction.* kg.evaluation.* kg.training.sentences kg.training.antecedents kg.training.names",
    ),
    "starlette": ("starlette", "kg.server.*"),
    "threadpoolctl": ("threadpoolctl", "kg.language.pairs"),
    "tokenizers": ("tokenizers", "kg.language.features"),
    "torch": ("torch", "kg.language.train kg.language.network kg.language.export kg.training.*"),
    "trafilatura": ("trafilatura", "kg.reading.webpage"),
    "transformers": ("transformers", "kg.language.network kg.language.export kg.training.*"),
    "uvicorn": ("uvicorn", "kg.server.connections kg.server.running"),
    "yaml": ("PyYAML", "kg.reading.plain kg.exports.followthemoney kg.imports.mapping"),
}

#: Libraries that take long to load; `import kg` and `kg --help` do without.
HEAVY = ("networkx", "numpy", "onnxruntime", "pandas", "pyvis", "rdflib", "spacy", "trafilatura")

#: What the looking wing never needs: a map is drawn on a machine that could not read a document.
LANGUAGE_LIBRARIES = ("onnxruntime", "spacy", "tokenizers")

#: Words of the claims' own vocabulary, which the ontology also describes.
STANDINGS = frozenset({"affirmed", "negated", "factual", "alleged"})

LONGEST_MODULE = 300  # lines; the house number is 250
LONGEST_FUNCTION = 60  # lines of a body; hardly any is above 40
MOST_PARAMETERS = 6


def files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def module_of(file: Path) -> str:
    """The dotted name of a module; a package has the name of its folder."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(file): file for file in files()}


@cache
def tree_of(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text("utf-8"))


def imported(module: str) -> Iterator[str]:
    """Every module and library that a module imports anywhere, inside functions too."""
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} imports relatively"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in MODULES else str(node.module) for name in names)


def neighbours(module: str) -> set[str]:
    """The modules of the package that a module imports."""
    return {name for name in imported(module) if name.split(".")[0] == "kg"}


def belongs(module: str, place: str) -> bool:
    """Whether a module is the one named, or in the folder named."""
    return module == place or module.startswith(place + ".")


def stage_of(module: str) -> int:
    for number, places in enumerate(STAGES):
        if any(belongs(module, place) for place in places.split()):
            return number
    raise AssertionError(f"{module} has no stage; give it one in STAGES")


def documentation(tree: ast.Module) -> set[ast.AST]:
    """The docstrings of a module, as nodes."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }


def literals(module: str) -> Iterator[tuple[int, str]]:
    """(line, text) of the strings of a module that are not documentation."""
    tree = tree_of(module)
    skipped = documentation(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped:
            yield node.lineno, node.value


def functions(module: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body without its docstring."""
    documented = isinstance(function.body[0], ast.Expr) and isinstance(function.body[0].value, ast.Constant)
    first = function.body[min(int(documented), len(function.body) - 1)]
    return (function.end_lineno or first.lineno) - first.lineno + 1


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after running the code."""
    program = f"{code}\nimport sys; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(result.stdout.split("\n")[-2].split())


CODE = [module for module, file in MODULES.items() if file.name != "__init__.py"]


@pytest.mark.parametrize("module", CODE)
def test_imports_only_look_back(module):
    later = {name for name in neighbours(module) - {"kg"} if stage_of(name) > stage_of(module)}
    assert not later, f"{module} imports from later stages: {sorted(later)}"
    assert "kg" not in neighbours(module) or stage_of(module) > stage_of("kg.knowledge"), f"{module} imports kg itself"


def test_no_import_goes_round_in_a_circle():
    try:
        TopologicalSorter({module: neighbours(module) & set(CODE) for module in CODE}).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_the_wings_do_not_import_each_other():
    for module in CODE:
        for wing, other in ((READING_WING, LOOKING_WING), (LOOKING_WING, READING_WING)):
            if any(belongs(module, place) for place in wing):
                across = {name for name in neighbours(module) for place in other if belongs(name, place)}
                assert not across, f"{module} imports {sorted(across)}"


@pytest.mark.parametrize("module", CODE)
def test_libraries_are_touched_in_one_place(module):
    for name in imported(module):
        library = name.split(".")[0]
        if library == "kg" or library in sys.stdlib_module_names:
            continue
        assert library in LIBRARIES, f"{module} imports {library}; give it an owner in LIBRARIES"
        _, owners = LIBRARIES[library]
        assert any(fnmatch(module, owner) for owner in owners.split()), f"{module} imports {library}"


def test_every_library_is_a_declared_dependency():
    """A library that only comes along with another is gone when the other drops it."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", "utf-8")
    declared = "\n".join([setup["options"]["install_requires"], *setup["options.extras_require"].values()])
    names = {line.split(">")[0].split("=")[0].split("<")[0].strip().lower() for line in declared.splitlines()}
    assert {distribution.lower() for distribution, _ in LIBRARIES.values()} <= names


@pytest.mark.parametrize("module", [module for module in MODULES if module not in (*CODE, "kg")])
def test_folders_export_nothing(module):
    assert not MODULES[module].read_bytes()


@pytest.mark.parametrize("module", CODE)
def test_every_module_opens_with_what_it_is(module):
    assert ast.get_docstring(tree_of(module))


@pytest.mark.parametrize("module", CODE)
def test_nothing_is_printed_outside_the_command_line(module):
    for node in ast.walk(tree_of(module)):
        called = node.func if isinstance(node, ast.Call) else None
        assert not (isinstance(called, ast.Name) and called.id == "print"), f"{module}:{node.lineno} prints"


@pytest.mark.parametrize("module", CODE)
def test_nothing_is_asserted_where_an_error_has_to_be_raised(module):
    """`python -O` drops assertions, and their message helps nobody."""
    found = [node.lineno for node in ast.walk(tree_of(module)) if isinstance(node, ast.Assert)]
    assert not found, f"{module} asserts in lines {found}"


@pytest.fixture(scope="module")
def taught() -> frozenset[str]:
    """Names of the classes and relations of the shipped ontology."""
    ontology = Ontology.load()
    return frozenset([*ontology.classes, *ontology.relations]) - STANDINGS


@pytest.mark.parametrize("module", CODE)
def test_no_class_or_relation_is_spelled_in_code(module, taught):
    """The ontology is data: another domain works by files alone."""
    for line, text in literals(module):
        words = text.replace("kg:", " kg:").split()
        spelled = {word.removeprefix("kg:").rstrip(".;,)") for word in words if word.startswith("kg:")} | {text}
        assert not spelled & taught, f"{module}:{line} spells {sorted(spelled & taught)}"


@pytest.mark.parametrize("module", CODE)
def test_modules_stay_short(module):
    lines = len(MODULES[module].read_text("utf-8").splitlines())
    assert lines <= LONGEST_MODULE, f"{module} has {lines} lines"


@pytest.mark.parametrize("module", CODE)
def test_functions_stay_short(module):
    long = {f.name: body_lines(f) for f in functions(module) if body_lines(f) > LONGEST_FUNCTION}
    assert not long, f"{module}: {long}"


@pytest.mark.parametrize("module", CODE)
def test_options_are_given_by_name(module):
    """At most six parameters by position; the options after them are keyword-only. Click calls its commands by name."""
    for function in functions(module):
        commands = any("command" in ast.unparse(decorator) for decorator in function.decorator_list)
        count = len(function.args.posonlyargs) + len(function.args.args)
        assert commands or count <= MOST_PARAMETERS + 1, f"{module}.{function.name} takes {count} parameters"


@pytest.mark.parametrize(
    "code",
    [
        "import kg",
        "import sys; sys.argv = ['kg', '--help']\ntry:\n    from kg.cli import main; main()\nexcept SystemExit: pass",
    ],
    ids=["import kg", "kg --help"],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(code):
    assert not loaded_by(code) & set(HEAVY)


@pytest.mark.parametrize("module", [module for module in CODE if belongs(module, "kg.views")])
def test_looking_needs_no_language_model(module):
    assert not loaded_by(f"import {module}") & set(LANGUAGE_LIBRARIES)
