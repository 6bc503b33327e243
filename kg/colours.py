"""How far apart two colours look, also to readers who do not tell red from green."""

from __future__ import annotations

import math
import operator
import re

Colour = tuple[float, float, float]

#: What becomes of linear red, green and blue: nothing in common vision, the rest in protanopia and deuteranopia
#: (Machado, Oliveira and Fernandes, IEEE Transactions on Visualization and Computer Graphics 15:6, 2009, severity 1).
_VISIONS = (
    ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
)


def is_colour(text: str) -> bool:
    """Whether the text is a colour written #rrggbb."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None


def distance(one: str, two: str) -> float:
    """Distance in CIELAB (CIE 1976) to those who see the least of it; 100 lies between black and white."""
    first, second = _linear(one), _linear(two)
    return min(math.dist(_lab(_seen(first, vision)), _lab(_seen(second, vision))) for vision in _VISIONS)


def _linear(colour: str) -> Colour:
    """Red, green and blue of an sRGB colour in proportion to light."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _seen(colour: Colour, vision: tuple[Colour, Colour, Colour]) -> Colour:
    red, green, blue = (min(1.0, max(0.0, sum(map(operator.mul, row, colour)))) for row in vision)
    return red, green, blue


def _lab(colour: Colour) -> Colour:
    """L*, a*, b* under the white of D65."""
    red, green, blue = colour
    x = _root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505)
    y = _root(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    z = _root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(value: float) -> float:
    return math.cbrt(value) if value > 0.008856 else 7.787 * value + 16 / 116
