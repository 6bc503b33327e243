"""Still pictures of networks with matplotlib, for notebooks, papers and viewers that run no script."""

from __future__ import annotations

import io
from typing import Any

import networkx as nx
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch
from matplotlib.patheffects import withStroke

from kg.ontology.definitions import Ontology
from kg.views import wording
from kg.views.layout import LINE_HEIGHT
from kg.views.legend import ClassEntry, StatusEntry
from kg.views.marks import PAPER, shades
from kg.views.picture import BEND, SMALL, Line, Picture, picture

DPI = 100  # so that a pixel of the layout is one of the picture
POINT = 72 / DPI  # points in a pixel
INK = "#1f2328"
WIDTH = 1.3  # of lines, in points
EYE = 0.36  # radius of the dot in a mark, in its own radii, as on the map
HALO = 3  # points of paper around labels, so that lines end there
COLUMN = 190.0  # width of a column of the legend

Pattern = str | tuple[float, tuple[float, ...]]  # of a line, as matplotlib takes it
Style = dict[str, Any]
Place = tuple[float, float]

MARKERS = {
    "dot": "o",
    "square": "s",
    "diamond": "D",
    "triangle": "^",
    "triangleDown": "v",
    "star": "*",
    "hexagon": "h",
}
LARGER = {"star": 1.45, "diamond": 0.8, "hexagon": 1.1}  # sides of markers, so that they look as large as on the map


def plot(network: nx.Graph[Any], ontology: Ontology, *, title: str | None = None, axes: Axes | None = None) -> Axes:
    """Draw a network in the shapes, colours and lines of the map.

    Args:
        network: of `kg.views.network`, or any part of it: what `subgraph` or a community algorithm gives.
        ontology: labels, colours and shapes of classes and relations.
        title: written above.
        axes: where to draw; if none are given, those of a new figure that is as large as the picture needs.

    Returns:
        The axes, for further drawing. Of more than 80 nodes only those are named whose labels lie on no other.

    Example:
        >>> plot(graph.network(actor="ICE"), graph.ontology)    # doctest: +SKIP
    """
    shown = picture(network, ontology)
    return _draw(shown, axes or pyplot.figure(**_figure(shown)).add_axes((0, 0, 1, 1)), title)


def png(network: nx.Graph[Any], ontology: Ontology) -> bytes:
    """The same as a PNG file, which does not appear among the figures of a notebook."""
    shown = picture(network, ontology)
    figure = Figure(**_figure(shown))
    _draw(shown, figure.add_axes((0, 0, 1, 1)), None)
    file = io.BytesIO()
    figure.savefig(file, format="png", bbox_inches="tight", pad_inches=0.1, metadata={"Software": None})
    return file.getvalue()


def _figure(shown: Picture) -> Style:
    width, height = shown.size
    return {"figsize": (max(width, 2 * COLUMN) / DPI, height / DPI), "dpi": DPI, "facecolor": PAPER}


def _draw(shown: Picture, axes: Axes, title: str | None) -> Axes:
    width, height = shown.size
    axes.set(xlim=(0, width), ylim=(-height, 0), aspect="equal")  # upwards, as matplotlib has it
    axes.set_axis_off()
    for line in shown.lines:
        _draw_line(shown, line, axes)
    for place in range(len(shown.labels)):
        _draw_node(shown, place, axes)
    if title:
        axes.set_title(wording.plain(title), loc="left", color=INK, parse_math=False)
    _draw_legend(shown, axes)
    return axes


def _draw_line(shown: Picture, line: Line, axes: Axes) -> None:
    start, end = ((x, -y) for x, y in shown.points[list(line.ends)].tolist())
    status = wording.status(line.status)
    stroke: Style = {"color": status.colour, "linewidth": WIDTH, "linestyle": _dashes(status.dashes)}
    if line.ends[0] == line.ends[1]:
        _draw_loop(shown, line, axes, stroke)
        return
    bend = -line.bend * BEND  # to the side of the map, whose axis points down
    arrow = FancyArrowPatch(
        start,
        end,
        arrowstyle=f"{'<|' if line.backward else ''}-{'|>' if line.forward else ''}",
        mutation_scale=9,
        connectionstyle=f"arc3,rad={bend}",
        shrinkA=shown.radii[line.ends[0]] * POINT + 1,
        shrinkB=shown.radii[line.ends[1]] * POINT + 1,
        zorder=1,
        **stroke,
    )
    axes.add_patch(arrow)
    if line.words:
        _write(axes, line.words, _on_arc(start, end, bend, 0.5), shown.font * SMALL, status.colour)
    if status.crossed:
        place = _on_arc(start, end, bend, 0.7 if line.words else 0.5)
        axes.plot(*place, marker="x", color=status.colour, markeredgewidth=1.6, zorder=2)


def _on_arc(start: Place, end: Place, bend: float, share: float) -> Place:
    """The place after a share of the quadratic curve that matplotlib calls `arc3`."""
    across, up = end[0] - start[0], end[1] - start[1]
    lift = 2 * share * (1 - share) * bend
    return start[0] + share * across + lift * up, start[1] + share * up - lift * across


def _dashes(lengths: tuple[int, ...]) -> Pattern:
    """The pattern of a line, whose lengths matplotlib counts in widths of the line."""
    return (0, tuple(length * POINT / WIDTH for length in lengths)) if lengths else "solid"


def _write(axes: Axes, words: str, place: Place, size: float, colour: str) -> None:
    """Words on a line, which end it for their width."""
    paper: Style = {"facecolor": PAPER, "edgecolor": "none", "boxstyle": "square,pad=0.1"}
    axes.text(
        *place, words, size=size * POINT, color=colour, ha="center", va="center", bbox=paper, zorder=2, parse_math=False
    )


def _draw_loop(shown: Picture, line: Line, axes: Axes, stroke: Style) -> None:
    """What somebody does to itself: a ring that stands on its mark."""
    size = shown.radii[line.ends[0]]
    x, y = shown.points[line.ends[0]].tolist()
    ring = Line2D([x], [-y + 1.7 * size], marker="o", markersize=2 * size * POINT, markerfacecolor="none", zorder=1)
    ring.set(markeredgecolor=stroke["color"], markeredgewidth=stroke["linewidth"])
    axes.add_line(ring)


def _draw_node(shown: Picture, place: int, axes: Axes) -> None:
    kind, size, label = shown.kinds[place], shown.radii[place], shown.labels[place]
    x, y = shown.points[place].tolist()
    axes.plot([x], [-y], **_marker(kind, size), zorder=3)
    if kind.fill in {"eye", "target"}:
        dot = PAPER if kind.fill == "eye" else shades(kind.colour)["border"]
        axes.plot([x], [-y], marker="o", markersize=2 * EYE * size * POINT, color=dot, markeredgewidth=0, zorder=4)
    for number, words in enumerate(label.lines):
        axes.annotate(
            words,
            (x, -y),
            (0, -(size + 3 + LINE_HEIGHT * shown.font * number) * POINT),
            textcoords="offset points",
            size=shown.font * POINT,
            weight="bold" if label.bold else "normal",
            color=INK,
            ha="center",
            va="top",
            zorder=5,
            path_effects=[withStroke(linewidth=HALO, foreground=PAPER)],
            parse_math=False,
        )


def _marker(kind: ClassEntry, size: float) -> Style:
    """The mark of a class with a radius in pixels."""
    shaded = shades(kind.colour)
    hollow = kind.fill in {"hollow", "target"}
    return {
        "linestyle": "none",
        "marker": MARKERS.get(kind.shape, "o"),
        "markersize": 2 * size * POINT * LARGER.get(kind.shape, 1.0),
        "markerfacecolor": PAPER if hollow else shaded["background"],
        "markeredgecolor": shaded["border"],
        "markeredgewidth": 2 if hollow else 1,
    }


def _draw_legend(shown: Picture, axes: Axes) -> None:
    """The classes and statuses that are present, below the picture."""
    entries = [*map(_class_handle, shown.classes), *map(_status_handle, shown.statuses)]
    if not entries:
        return
    legend = axes.legend(
        handles=entries,
        loc="upper left",
        bbox_to_anchor=(0, 0),
        ncols=max(2, min(len(entries), int(shown.size[0] / COLUMN))),
        frameon=False,
        fontsize=11 * POINT,
        labelcolor=INK,
        handlelength=3,
    )
    for text in legend.get_texts():
        text.set_parse_math(False)


def _class_handle(kind: ClassEntry) -> Line2D:
    return Line2D([], [], label=f"{wording.plain(kind.label) or 'no class'} ({kind.count})", **_marker(kind, 6))


def _status_handle(status: StatusEntry) -> Line2D:
    style: Style = {"color": status.colour, "linewidth": WIDTH, "linestyle": _dashes(status.dashes)}
    cross: Style = {"marker": "x", "markersize": 5} if status.crossed else {}
    return Line2D([0], [0], label=status.label, **style, **cross)
