"""A knowledge graph with receipts: who did what to whom, and the sentence that proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from kg.knowledge import KnowledgeGraph

    __version__: str

__all__ = ["KnowledgeGraph", "__version__"]


def __getattr__(name: str) -> object:
    """Load a public name when it is first used, so that `import kg` costs nothing."""
    if name == "KnowledgeGraph":
        from kg.knowledge import KnowledgeGraph

        return KnowledgeGraph
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("kg-receipts")
        except PackageNotFoundError:
            return "0+unknown"
    raise AttributeError(f"module 'kg' has no attribute '{name}'")


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Give a notebook `%kg` and `%%sparql`; called by `%load_ext kg`."""
    from kg import magics

    magics.load(shell)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
