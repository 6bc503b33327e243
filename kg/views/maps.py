"""Draws claims as one interactive HTML page that loads nothing and can be sent as a file; the only user of pyvis."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.claims import Claim
from kg.errors import UsageError
from kg.graph.reviews import Review
from kg.ontology.definitions import Ontology
from kg.views import layout, pictures, wording
from kg.views.legend import ClassEntry
from kg.views.mapdata import Edge, MapData, map_data
from kg.views.marks import PAPER, PROMINENT, radius, shades
from kg.views.pictures import Picture
from kg.views.receipts import DocumentDisplay

FOLDER = Path(__file__).parent
LIBRARY = FOLDER / "vendor" / "vis-network.min.js"
# The parts of the page's program: each uses, while it starts, only what stands before it.
PROGRAM = (
    "model", "stage", "marks", "time", "asked", "words", "rooms", "ornaments", "labels", "view", "focus", "files",
    "sheet", "citation", "panel", "search", "chips", "controls", "communities", "picture", "pictures", "print",
    "address", "start",
)  # fmt: skip
BEND = 0.11  # roundness of vis-network; two lines across half a window are then some 40 pixels apart
MANY = 1500  # lines; above, they are left out while the map is dragged

# The mark of a community: pale, so that it is not taken for an actor of some class.
CIRCLE = {"shape": "dot", "color": {"background": "#e6edee", "border": "#5d7f88"}, "borderWidth": 1.5}

Boxed = dict[str, Any]  # options of vis-network, as pyvis keeps them


def draw(
    claims: Iterable[Claim],
    documents: Mapping[str, DocumentDisplay],
    ontology: Ontology,
    *,
    title: str = "Claims",
    copies: Mapping[str, str] | None = None,
    reviews: Mapping[str, Review] | None = None,
    form: str | None = None,
) -> str:
    """The page of a map.

    Args:
        claims: the claims to draw; claims of one status between the same two actors share a line.
        documents: what is known about each document, by the name that claims call `doc`; it may lack some.
        ontology: labels, colours and shapes of classes and relations.
        title: heading of the page.
        copies: the document that each copy is a copy of, both by name; a mark grows with its sources, not with copies.
        reviews: what a person said of claims, by their ids.
        form: one of `kg.views.pictures.LAYOUTS`; if not given, a large map is folded.

    Returns:
        One HTML document, the same for the same input.

    Raises:
        UsageError: there is no such layout.
    """
    return page(map_data(claims, documents, ontology, title=title, copies=copies, reviews=reviews), form=form)


def page(data: MapData, *, form: str | None = None) -> str:
    """The page of what a map shows."""
    library = re.sub(r"\n//# sourceMappingURL=.*\s*$", "\n", LIBRARY.read_text("utf-8"))
    program = _program()
    style = (FOLDER / "templates" / "map.css").read_text("utf-8")
    templates = Environment(loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, undefined=StrictUndefined)
    return templates.get_template("map.html").render(
        policy=_policy([library, program], style),
        title=data.title,
        summary=data.summary,
        data=Markup(_embedded(_contents(data, form))),
        library=Markup(library),
        program=Markup(program),
        style=Markup(style),
    )


def write(page: str, path: Path) -> None:
    """Write the page to the file at once: whoever opens it sees the old page or the new one, never a part.

    Raises:
        UsageError: the folder does not exist, or the path is a folder.
    """
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent}")
    if path.is_dir():
        raise UsageError(f"{path} is a folder; give the name of an HTML file")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(page, "utf-8", newline="\n")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def frame(page: str, *, title: str = "Map", height: int = 680, picture: bytes | None = None) -> str:
    """The page inside an `iframe` that holds it all, for a notebook; its script cannot reach the notebook.

    Args:
        page: the page.
        title: what it is called to those who cannot see it.
        height: of the frame in pixels.
        picture: PNG that lies under the frame, and is seen where frames are taken out, as on GitHub and in a notebook
            that is not trusted.
    """
    border = "border:1px solid #e4e0d8;border-radius:6px;box-sizing:border-box"
    if picture is None:
        return _iframe(page, title, height, border)
    source = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
    fitted = "width:100%;height:100%;object-fit:scale-down"
    over = f"{border};position:absolute;top:0;left:0;background:{PAPER}"
    return (
        f'<div style="position:relative;height:{int(height)}px">'
        f'<img alt="Picture of the map: {html.escape(title)}" src="{source}" style="{fitted}">'
        f"{_iframe(page, title, height, over)}</div>"
    )


def _iframe(page: str, title: str, height: int, style: str) -> str:
    rights = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-modals allow-downloads"
    return (
        f'<iframe title="{html.escape(title)}" sandbox="{rights}" width="100%" height="{int(height)}" '
        f'style="{style}" srcdoc="{html.escape(page)}"></iframe>'
    )


def _program() -> str:
    parts = [(FOLDER / "templates" / f"{name}.js").read_text("utf-8") for name in PROGRAM]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


def _policy(scripts: Sequence[str], style: str) -> str:
    """What the page may do: run these very scripts and use this very style, and nothing else."""
    allowed = " ".join(_hash(script) for script in scripts)
    rules = {
        "default-src": "'none'",
        "script-src": allowed,
        "style-src": _hash(style),
        "img-src": "data: blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _embedded(contents: Boxed) -> str:
    """JSON that cannot end the element it stands in, nor be taken for markup."""
    text = json.dumps(contents, ensure_ascii=True, separators=(",", ":"), sort_keys=True, allow_nan=False)
    return re.sub(r"[<>&]", lambda match: f"\\u{ord(match[0]):04x}", text)


def _contents(data: MapData, form: str | None) -> Boxed:
    labels = [layout.Label(layout.wrap(node.name), node.documents >= PROMINENT) for node in data.nodes]
    kinds = {entry.name: entry for entry in data.classes}
    radii = [radius(node.documents, kinds[node.class_name].shape) for node in data.nodes]
    names, links = [node.name for node in data.nodes], [edge.ends for edge in data.edges]
    drawn = pictures.picture(names, labels, radii, links, form=form)
    contents = data.to_json()
    for entry, shown in zip(contents["classes"], data.classes, strict=True):
        entry.update(shades(shown.colour))
    return {
        "map": contents,
        "labels": [asdict(label) for label in (*labels, *(mark.label for mark in drawn.communities))],
        "font": drawn.font,
        "communities": [{"id": one.id, "title": one.title, "members": one.members} for one in drawn.communities],
        "drawing": _drawing(data, radii, drawn),
    }


def _drawing(data: MapData, radii: Sequence[float], picture: Picture) -> Boxed:
    """Nodes, edges and options as vis-network reads them."""
    kinds = {entry.name: entry for entry in data.classes}
    drawing = Network(directed=True, cdn_resources="in_line")
    places = iter(picture.points.round(1).tolist())
    for node, size, (x, y) in zip(data.nodes, radii, places, strict=False):
        drawing.add_node(node.id, label=node.name, x=x, y=y, **_mark(kinds[node.class_name], size))
    for one, (x, y) in zip(picture.communities, places, strict=True):
        drawing.add_node(one.id, label=one.title, x=x, y=y, size=one.radius, **CIRCLE)
    for edge in data.edges:
        drawing.add_edge(*edge.ends, id=edge.id, **_line(edge))
    nodes, edges, *_ = drawing.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": _options(len(edges))}


def _mark(kind: ClassEntry, size: float) -> Boxed:
    shaded = shades(kind.colour)
    hollow = kind.fill in {"hollow", "target"}
    return {
        "shape": kind.shape,
        "size": size,
        "color": {"background": PAPER if hollow else shaded["background"], "border": shaded["border"]},
        "borderWidth": 3 if hollow else 1.5,
    }


def _line(edge: Edge) -> Boxed:
    status = wording.status(edge.status)
    turn = "curvedCW" if edge.bend > 0 else "curvedCCW"
    return {
        "dashes": list(status.dashes) or False,
        "color": {"color": status.colour},
        "smooth": {"enabled": bool(edge.bend), "type": turn, "roundness": round(abs(edge.bend) * BEND, 3)},
    }


def _options(lines: int) -> Boxed:
    still = {"enabled": False, "barnesHut": {"springLength": 140, "avoidOverlap": 0.4}, "stabilization": False}
    hand = {
        "hover": True,
        "selectConnectedEdges": False,
        "hideEdgesOnDrag": lines > MANY,
        "hideEdgesOnZoom": lines > MANY,
    }
    return {"physics": still, "interaction": hand, "layout": {"improvedLayout": False}, "edges": {"hoverWidth": 0}}
