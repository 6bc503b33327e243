"""How large the marks of actors are and how their colours are shaded, the same on a map and in a plot."""

from __future__ import annotations

import re

PAPER = "#fbfaf7"
SMALLEST, LARGEST, GROWTH = 7.0, 24.0, 4.5  # radii in pixels: one document, the limit, and the growth with the root
PROMINENT = 3  # documents from which on a name is written bold
WEIGHT = {"square": 0.88, "triangle": 1.12, "triangleDown": 1.12, "star": 1.25}  # so that shapes look equally large


def radius(documents: int, shape: str) -> float:
    """Radius in pixels of the mark of an actor of which so many documents tell."""
    grown: float = SMALLEST + GROWTH * max(documents - 1, 0) ** 0.5
    return round(min(LARGEST, grown) * WEIGHT.get(shape, 1.0), 1)


def shades(colour: str) -> dict[str, str]:
    """The colour of a class, a little lighter for the surface and darker for the outline."""
    return {"background": _mixed(colour, 255, 0.15), "border": _mixed(colour, 0, 0.3)}


def _mixed(colour: str, towards: int, share: float) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return "#888888"
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(part + (towards - part) * share):02x}" for part in parts)
