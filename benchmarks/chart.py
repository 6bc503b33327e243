"""The figures of a run as a chart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

COLOURS = {"kg": "#1b6ca8", "pyoxigraph": "#8a8d91", "rdflib": "#c9a227"}


def draw(figures: dict[str, Any], path: Path) -> None:
    """Write what a run has found as an SVG or PNG file: loading, queries, and where the time of reading goes."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams.update({"svg.hashsalt": "kg", "font.size": 9, "axes.spines.top": False, "axes.spines.right": False})
    from matplotlib import pyplot

    figure, (loading, asking, reading) = pyplot.subplots(1, 3, figsize=(12, 3.4), layout="constrained")
    stores = [figures[part] for part in sorted(figures, key=_size) if part.startswith("store ")]
    _loading(loading, stores)
    if stores:
        _asking(asking, stores)
    _reading(reading, figures.get("reading"))
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
    pyplot.close(figure)


def _size(part: str) -> int:
    digits = "".join(sign for sign in part if sign.isdigit())
    return int(digits or 0)


def _loading(axes: Any, stores: list[dict[str, Any]]) -> None:  # noqa: ANN401
    for program, colour in COLOURS.items():
        known = [one for one in stores if program in one["loading"]]
        rates = [one["stating"]["quads"] / one["loading"][program]["seconds"] / 1000 for one in known]
        axes.plot([one["claims"] for one in known], rates, "o-", color=colour, label=program)
    axes.set(title="Loading", xlabel="claims", ylabel="thousand quads per CPU second", xscale="log", ylim=0)
    axes.legend(frameon=False)


def _asking(axes: Any, stores: list[dict[str, Any]]) -> None:  # noqa: ANN401
    styles = ("o-", "s--", "^:", "d-.")
    for program in ("kg", "pyoxigraph"):
        for style, query in zip(styles, stores[0]["asking"]["kg"], strict=False):
            times = [one["asking"][program][query] * 1000 for one in stores]
            label = query if program == "kg" else None
            axes.plot([one["claims"] for one in stores], times, style, color=COLOURS[program], label=label)
    axes.set(title="Queries (blue kg, grey pyoxigraph)", xlabel="claims", ylabel="CPU ms", xscale="log", yscale="log")
    axes.set_ylim(top=20 * axes.get_ylim()[1])  # room for the legend
    axes.legend(frameon=False, loc="upper left", fontsize=8)


def _reading(axes: Any, reading: dict[str, Any] | None) -> None:  # noqa: ANN401
    if reading is None:
        return
    stages = sorted(reading["stages"].items(), key=lambda stage: stage[1])
    axes.barh([name for name, _ in stages], [seconds for _, seconds in stages], color=COLOURS["kg"])
    axes.set(title=f"Reading {reading['documents']} articles", xlabel="CPU seconds")
